"""Reading a report for its build: every sentence with what it rests on, and what must be mended before it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from fairway.plan.goals.rules import codes, label
from fairway.plan.reports.build.book import (
    Advice,
    Book,
    Chapter,
    Cutoff,
    Deed,
    GoalColumn,
    Listed,
    Said,
    Source,
    Thread,
    counts_of,
)
from fairway.plan.reports.definitions import disclaimers
from fairway.plan.reports.models import Recommendation, Report, Section, Sentence
from fairway.plan.reports.queries import counted
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.reports.rules import digest, figures, fill, unknown_figures
from fairway.plan.themes.models import Theme

# What an appendix shows of a source: enough to find it in its document.
MOST_WORDS = 1200
ACCEPTED = (Theme.State.ACCEPTED, Theme.State.IN_REPORT)


@dataclass(frozen=True)
class Problem:
    """One thing to mend before the report can be built: a code, and the id of what has it."""

    code: str
    about: str
    id: str


@dataclass(frozen=True)
class Gathered:
    """The book, and what stands against it."""

    book: Book
    problems: tuple[Problem, ...]


def gather(report: Report, *, on: date) -> Gathered:
    """Everything that the report says, as of now. `on`: the day printed on it."""
    sections = list(
        report.sections.select_related("theme").order_by("ordinal").prefetch_related(
            Prefetch("sentences", Sentence.objects.order_by("ordinal").prefetch_related("sources"))
        )
    )  # fmt: skip
    advice = list(
        report.recommendations.order_by("number").prefetch_related("themes", "stakeholders")
    )
    cited = {
        source.passage_id
        for section in sections
        for sentence in section.sentences.all()
        for source in sentence.sources.all()
    }
    standing = standing_of(cited)
    problems = [*_section_problems(sections, standing), *_advice_problems(advice)]
    if not any(section.sentences.all() for section in sections):
        problems.append(Problem("no-sections", "report", str(report.public_id)))
    return Gathered(_book(report, sections, advice, standing, on), tuple(problems))


def _book(
    report: Report,
    sections: list[Section],
    advice: list[Recommendation],
    standing: dict[int, Standing],
    on: date,
) -> Book:
    listed, late = _listed(report, counted.counted(report)), _listed(report, counted.late(report))
    works, numbers_of = counted.works(report), counts_of(listed)
    by_goal = counted.by_goal([work.goals for work in works])
    numbers = {
        "submissions": numbers_of.submissions,
        "texts": numbers_of.texts,
        "organizations": numbers_of.organizations,
        "late": len(late),
        "activities": len(works),
        "themes": sum(one.theme_id is not None for one in sections),
        "recommendations": len(advice),
    }
    sent = counted.by_goal([tuple(one.goals) for one in listed])
    for code in codes():
        numbers |= {f"activities:{code}": by_goal[code], f"submissions:{code}": sent[code]}
    sources = _sources(sections, standing)
    place = {key: source.number for key, source in sources.items()}
    return Book(
        id=report.public_id,
        language=report.language,
        title=report.title,
        subtitle=report.subtitle,
        program=report.program.name,
        built_on=on,
        disclaimers=list(disclaimers(report.language)),
        cutoff=_cutoff(report),
        chapters=[_chapter(one, standing, place, numbers) for one in sections],
        advice=[_advice(one) for one in advice],
        sources=list(sources.values()),
        goals=[
            GoalColumn(
                code=code,
                label=label(code, on=on, language=report.language),
                count=by_goal[code],
            )
            for code in codes()
        ],
        deeds=[
            Deed(
                organization=one.organization,
                title=one.title,
                goals=list(one.goals),
                source=one.source,
                page=one.page,
            )
            for one in works
        ],
        listed=listed,
        late=late,
    )


def _chapter(
    section: Section,
    standing: dict[int, Standing],
    place: dict[int, int],
    numbers: dict[str, int],
) -> Chapter:
    said = []
    for sentence in section.sentences.all():
        if sentence.held_at is not None or unknown_figures(sentence.text):
            continue
        quoted, by = _quoted(sentence, standing)
        said.append(
            Said(
                id=sentence.public_id,
                text=fill(sentence.text, numbers) if figures(sentence.text) else sentence.text,
                quoted=quoted,
                quotes=place.get(sentence.quotes_id or 0, 0) if quoted else 0,
                by=by,
                sources=sorted(
                    place[one.passage_id]
                    for one in sentence.sources.all()
                    if one.passage_id in place
                ),
            )
        )
    return Chapter(id=section.public_id, kind=section.kind, heading=section.heading, said=said)


def _quoted(sentence: Sentence, standing: dict[int, Standing]) -> tuple[str, str]:
    if sentence.quotes_id is None or sentence.quotes_id not in standing:
        return "", ""
    found = standing[sentence.quotes_id]
    if found.trouble or not found.may_quote:
        return "", ""
    words = found.passage.text[sentence.quote_start : sentence.quote_end]
    is_same = digest(words) == sentence.quote_digest
    by = found.name if found.submission else found.passage.document.title
    return (words, by) if is_same else ("", "")


def _sources(sections: list[Section], standing: dict[int, Standing]) -> dict[int, Source]:
    """Numbered in the order of first use; a passage that troubles has no number and is no source."""
    found: dict[int, Source] = {}
    for section in sections:
        for sentence in section.sentences.all():
            if sentence.held_at is not None:
                continue
            for one in sorted(sentence.sources.all(), key=lambda source: source.pk):
                rests = standing[one.passage_id]
                if rests.passage.pk not in found and not rests.trouble:
                    found[rests.passage.pk] = _source(rests, len(found) + 1)
    return found


def _source(rests: Standing, number: int) -> Source:
    document, passage = rests.passage.document, rests.passage
    is_published = rests.submission is None and document.is_public
    label_of_page = passage.page_label or (str(passage.page) if passage.page else "")
    return Source(
        number=number,
        passage=passage.public_id,
        title=document.title if rests.submission is None else "",
        page=label_of_page,
        url=document.url if is_published else "",
        words=passage.text[:MOST_WORDS] if rests.may_quote else "",
        by=rests.name,
        is_published=is_published,
    )


def _advice(one: Recommendation) -> Advice:
    return Advice(
        id=one.public_id,
        number=one.number,
        text=one.text,
        state=one.state,
        goals=list(one.goal_codes),
        asked=sorted(who.name for who in one.stakeholders.all()),
        themes=[
            Thread(id=theme.public_id, name=theme.name)
            for theme in sorted(one.themes.all(), key=lambda theme: (theme.name, theme.pk))
        ],
        due_on=one.due_on,
    )


def _cutoff(report: Report) -> Cutoff | None:
    rule = report.deadline
    if rule is None:
        return None
    return Cutoff(day=rule.closes_on, is_inclusive=rule.is_inclusive, zone=rule.time_zone)


def _listed(report: Report, taken: tuple[counted.Row, ...]) -> list[Listed]:
    """With the day of receipt at the place whose clock the deadline goes by."""
    zone = ZoneInfo(report.deadline.time_zone if report.deadline else report.program.time_zone)
    return [
        Listed(
            id=row.public_id,
            received_on=row.received_at.astimezone(zone).date(),
            channel=row.channel,
            by=row.by,
            goals=list(row.goals),
            text=row.text,
            organization=row.organization,
        )
        for row in taken
    ]


def _section_problems(sections: list[Section], standing: dict[int, Standing]) -> Iterator[Problem]:
    for section in sections:
        if section.theme is not None and section.theme.state not in ACCEPTED:
            yield Problem("theme-not-accepted", "section", str(section.public_id))
        if not section.heading:
            yield Problem("no-words", "section", str(section.public_id))
        for sentence in section.sentences.all():
            for code in _sentence_problems(sentence, standing):
                yield Problem(code, "sentence", str(sentence.public_id))


def _sentence_problems(sentence: Sentence, standing: dict[int, Standing]) -> Iterator[str]:
    sources = sentence.sources.all()
    if sentence.held_at is not None:
        yield "held-sentence"
    if not sources:
        yield "no-source"
    if any(standing[one.passage_id].changed_since(sentence.written_at) for one in sources):
        yield "source-redacted"
    for trouble in sorted({standing[one.passage_id].trouble for one in sources} - {""}):
        yield f"source-{trouble}"
    if not sentence.text and sentence.quotes_id is None and sentence.held_at is None:
        yield "no-words"
    if unknown_figures(sentence.text):
        yield "unknown-figure"
    if sentence.quotes_id is not None:
        yield from _quote_problems(sentence, standing)


def _quote_problems(sentence: Sentence, standing: dict[int, Standing]) -> Iterator[str]:
    found = standing.get(sentence.quotes_id or 0)
    if found is None:
        yield "quote-not-cited"
        return
    if not found.may_quote:
        yield "may-not-quote"
    words = found.passage.text[sentence.quote_start : sentence.quote_end]
    if digest(words) != sentence.quote_digest and not found.trouble:
        yield "quote-changed"


def _advice_problems(advice: list[Recommendation]) -> Iterator[Problem]:
    for one in advice:
        themes = one.themes.all()
        if not one.text:
            yield Problem("no-words", "recommendation", str(one.public_id))
        if not themes:
            yield Problem("no-evidence", "recommendation", str(one.public_id))
        elif any(theme.state not in ACCEPTED for theme in themes):
            yield Problem("theme-not-accepted", "recommendation", str(one.public_id))
