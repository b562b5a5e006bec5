"""One passage with everything that hangs on it: where it is cited, its themes, and the drafts that could use it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.plan.documents.queries import PassagePage, passage_page
from fairway.plan.reports.models import Report, Section, SentenceSource
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.themes.queries import ThemeRef, themes_of_passages


@dataclass(frozen=True)
class Used:
    """A passage and its uses."""

    page: PassagePage
    standing: Standing
    sources: tuple[SentenceSource, ...]
    themes: tuple[ThemeRef, ...]
    sections: tuple[Section, ...]


def used_passage(staff: Staff, passage_id: UUID) -> Used:
    """A passage with its uses. Raises NotVisible."""
    page = passage_page(staff, passage_id)
    key = page.passage.pk
    sources = page.passage.cited_in.select_related("sentence__section__report").order_by("pk")
    drafts = Section.objects.filter(
        report__program=staff.program, report__state=Report.State.DRAFT
    ).select_related("report")
    return Used(
        page,
        standing_of([key])[key],
        tuple(sources),
        tuple(themes_of_passages([key]).get(key, ())),
        tuple(drafts.order_by("-report__started_at", "report_id", "ordinal")),
    )
