"""A report's workshop and builds in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairway.plan.intake.rules import receipt_number
from fairway.plan.reports.definitions import words as report_words
from fairway.plan.reports.queries import Build, Part, Workshop, Written
from fairway.plan.reports.queries.standing import Standing
from fairway.web.plan.documents.presenters import where
from fairway.web.plan.documents.words import KINDS, TROUBLES
from fairway.web.plan.reports import words


@dataclass(frozen=True)
class SourceLink:
    """A source as a link: its document, its page, and what is amiss with it."""

    href: str
    label: str
    trouble: str | Promise


def source_link(one: Standing, *, span: tuple[int, int] | None = None) -> SourceLink:
    """Straight to the words; `span` marks what is quoted."""
    document = one.passage.document
    page = where(one.passage.page, one.passage.page_label)
    # What was sent in bears no title, and never a name here: its receipt number tells it from others.
    number = receipt_number(one.submission.public_id) if one.submission else ""
    label = ", ".join(filter(None, [document.title or str(KINDS[document.kind]), number, page]))
    marked = f"?start={span[0]}&end={span[1]}" if span else ""
    href = reverse("plan_passage", args=[one.passage.public_id]) + marked + "#it"
    return SourceLink(href, label, TROUBLES.get(one.trouble, ""))


class SentenceCard:
    """One sentence with its sources."""

    def __init__(self, written: Written) -> None:
        self.id = written.sentence.public_id
        self.text = written.sentence.text
        self.quoted = written.quoted
        self.held = words.HELD.get(written.sentence.held_because, _("Held")) if written.sentence.held_at else ""  # fmt: skip
        self._written = written

    @property
    def sources(self) -> Iterator[SourceLink]:
        """In the order in which they were cited."""
        sentence = self._written.sentence
        for one in self._written.sources:
            is_quoted = one.passage.pk == sentence.quotes_id
            span = (sentence.quote_start or 0, sentence.quote_end or 0) if is_quoted else None
            yield source_link(one, span=span)


class PartCard:
    """One section."""

    def __init__(self, part: Part) -> None:
        self.section = part.section
        self.kind = words.SECTION_KINDS[part.section.kind]
        self.sentences = [SentenceCard(one) for one in part.written]


class Shop:
    """The whole workshop."""

    def __init__(self, shop: Workshop) -> None:
        self.report = shop.report
        self.state = words.REPORT_STATES[shop.report.state]
        self.is_draft = shop.report.state == "draft"
        self.parts = [PartCard(one) for one in shop.parts]
        self.held = [SentenceCard(one) for one in shop.held]
        self.recommendations = [(one, words.STATES[one.state]) for one in shop.recommendations]
        self.last_build = BuildCard(shop.last_build) if shop.last_build else None


class BuildCard:
    """One build: whether it stands, and what to mend."""

    def __init__(self, build: Build) -> None:
        self.build = build

    @property
    def tag(self) -> tuple[str, str]:
        """Its state in a word."""
        if self.build.problems:
            return _("To mend"), "alert"
        return _("Built"), "good"

    @property
    def problems(self) -> Iterator[tuple[str, str | Promise, str | Promise]]:
        """Where it is, what it is called, what to do."""
        for one in self.build.problems:
            yield self._place(one), words.ABOUT[one["about"]], words.PROBLEMS[one["code"]]

    def _place(self, problem: dict[str, str]) -> str:
        """Where it can be mended."""
        if problem["about"] in ("sentence", "recommendation"):
            return reverse(f"plan_{problem['about']}", args=[problem["id"]])
        report = reverse("plan_report", args=[self.build.report.public_id])
        return f"{report}#section-{problem['id']}" if problem["about"] == "section" else report


def figures(language: str) -> list[tuple[str, str]]:
    """The figures that a sentence may name, each with what it counts."""
    said = report_words().figures
    return [("{" + name + "}", text.in_language(language)) for name, text in said.items()]
