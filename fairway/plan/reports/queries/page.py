"""A report as staff write it: its parts in order, each sentence with what it rests on, what is held first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q

from fairway.people.models import Staff
from fairway.plan.documents.models import Passage
from fairway.plan.documents.queries.find import passage_for
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.models import Series
from fairway.plan.reports.models import (
    Build,
    Recommendation,
    RecommendationStep,
    Report,
    Section,
    Sentence,
    SentenceSource,
)
from fairway.plan.reports.queries.find import recommendation_for, report_for
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.models import Theme

ACCEPTED = (Theme.State.ACCEPTED, Theme.State.IN_REPORT)


@dataclass(frozen=True)
class Written:
    """A sentence with its sources, and the words it quotes."""

    sentence: Sentence
    sources: tuple[Standing, ...]

    @property
    def quoted(self) -> str:
        """The words that it quotes, as they are now."""
        if self.sentence.quotes is None:
            return ""
        return self.sentence.quotes.text[self.sentence.quote_start : self.sentence.quote_end]


@dataclass(frozen=True)
class Part:
    """A section with its sentences."""

    section: Section
    written: tuple[Written, ...]


@dataclass(frozen=True)
class Workshop:
    """Everything on the page where a report is written."""

    report: Report
    parts: tuple[Part, ...]
    recommendations: tuple[Recommendation, ...]
    last_build: Build | None
    themes: tuple[Theme, ...]

    @property
    def held(self) -> tuple[Written, ...]:
        """Sentences that wait for a person: they come first."""
        return tuple(
            one for part in self.parts for one in part.written if one.sentence.held_at is not None
        )


@dataclass(frozen=True)
class Choices:
    """What a new report can be about."""

    deadlines: tuple[Deadline, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Followed:
    """A recommendation with its steps, the newest first, and what may be chosen for the next."""

    recommendation: Recommendation
    steps: tuple[RecommendationStep, ...]
    themes: tuple[Theme, ...]
    asked: tuple[Stakeholder, ...]
    all_themes: tuple[Theme, ...]
    all_stakeholders: tuple[Stakeholder, ...]


def reports(staff: Staff) -> list[Report]:
    """Her program's reports, the newest first, with how many sentences each has and how many are held."""
    rows = Report.objects.visible_to(staff).select_related("deadline", "series")
    held = Count("sections__sentences", filter=Q(sections__sentences__held_at__isnull=False))
    return list(
        rows.annotate(sentences=Count("sections__sentences"), held=held).order_by("-started_at", "-pk")
    )  # fmt: skip


def choices(staff: Staff) -> Choices:
    """Deadlines in their latest version, and series."""
    latest: dict[str, Deadline] = {}
    for one in Deadline.objects.filter(program=staff.program).order_by("key", "version"):
        latest[one.key] = one
    series = Series.objects.visible_to(staff).order_by("title", "pk")
    return Choices(tuple(latest.values()), tuple(series))


def workshop(staff: Staff, report_id: UUID) -> Workshop:
    """A report as it is being written. Raises NotVisible."""
    report = report_for(staff, report_id)
    written = Sentence.objects.select_related("quotes").order_by("ordinal")
    sources = SentenceSource.objects.order_by("pk")
    sections = report.sections.select_related("theme", "recommendation").order_by("ordinal")
    rows = list(
        sections.prefetch_related(
            Prefetch("sentences", written.prefetch_related(Prefetch("sources", sources)))
        )
    )
    standing = standing_of(
        source.passage_id
        for section in rows
        for sentence in section.sentences.all()
        for source in sentence.sources.all()
    )
    return Workshop(
        report,
        tuple(_part(section, standing) for section in rows),
        tuple(report.recommendations.order_by("number")),
        report.builds.order_by("-built_at", "-pk").first(),
        tuple(_accepted(staff)),
    )


def recommendations(staff: Staff) -> list[Recommendation]:
    """All of her program's, what is due first; those without a day after the others."""
    rows = Recommendation.objects.visible_to(staff).select_related("report")
    found = rows.prefetch_related("stakeholders").order_by("report_id", "number")
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or 0, one.pk))


def followed(staff: Staff, recommendation_id: UUID) -> Followed:
    """One recommendation and its history. Raises NotVisible."""
    found = recommendation_for(staff, recommendation_id)
    steps = found.steps.select_related("stakeholder", "passage").order_by("-moved_at", "-pk")
    stakeholders = Stakeholder.objects.visible_to(staff).standing().order_by("name", "pk")
    return Followed(
        found,
        tuple(steps),
        tuple(found.themes.order_by("name", "pk")),
        tuple(found.stakeholders.order_by("name", "pk")),
        tuple(_accepted(staff)),
        tuple(stakeholders),
    )


def builds(staff: Staff, report_id: UUID) -> tuple[Report, list[Build]]:
    """A report and its builds, the newest first, without what was kept of them. Raises NotVisible."""
    report = report_for(staff, report_id)
    return report, list(report.builds.defer("content").order_by("-built_at", "-pk")[:20])


def cited_in(staff: Staff, passage_id: UUID) -> tuple[Passage, list[SentenceSource], list[Theme]]:
    """Where a passage is used: the sentences that rest on it, the themes it stands in. Raises NotVisible."""
    passage = passage_for(staff, passage_id)
    sources = passage.cited_in.select_related("sentence__section__report").order_by("pk")
    themes = Theme.objects.visible_to(staff).filter(
        assignments__passage=passage, assignments__removed_at__isnull=True
    )
    return passage, list(sources), list(themes.order_by("name", "pk"))


def _accepted(staff: Staff) -> list[Theme]:
    rows = Theme.objects.visible_to(staff).filter(state__in=ACCEPTED)
    return list(rows.order_by("name", "pk"))


def _part(section: Section, standing: dict[int, Standing]) -> Part:
    return Part(
        section,
        tuple(
            Written(sentence, tuple(standing[one.passage_id] for one in sentence.sources.all()))
            for sentence in section.sentences.all()
        ),
    )
