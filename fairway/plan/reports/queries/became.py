"""What became of what was sent in, for whoever sent it (STK-24), and what a sentence rests on (STK-15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fairway.people.models import Staff
from fairway.plan.documents.models import Document
from fairway.plan.intake.models import Submission
from fairway.plan.reports.models import Recommendation, Report, SentenceSource
from fairway.plan.reports.queries.find import sentence_for
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.themes.models import Assignment, Theme

ACCEPTED = (Theme.State.ACCEPTED, Theme.State.IN_REPORT)
HANDED_OVER = (Report.State.DELIVERED, Report.State.PUBLISHED)


@dataclass(frozen=True)
class Use:
    """A report that rests on it. `is_cited`: a sentence names it; otherwise it is listed in the appendix."""

    report_id: UUID
    title: str
    state: str
    delivered_on: date | None
    is_cited: bool


@dataclass(frozen=True)
class Advice:
    """A recommendation that rests on a theme it stands in, and where that stands."""

    recommendation_id: UUID
    number: int
    text: str
    state: str


@dataclass
class Became:
    """What one submission led to. Only accepted themes, and reports that were handed over, are told."""

    themes: list[str] = field(default_factory=list)
    recommendations: list[Advice] = field(default_factory=list)
    reports: list[Use] = field(default_factory=list)


def what_became(submission_ids: Iterable[int]) -> dict[int, Became]:
    """By submission. A withdrawn one led to nothing any more. Seven queries."""
    rows = Submission.objects.filter(pk__in=list(submission_ids)).select_related("deadline")
    found = {one.pk: Became() for one in rows}
    standing = {one.document_id: one for one in rows if one.state != Submission.State.WITHDRAWN}
    owner = {document: one.pk for document, one in standing.items()}
    owner |= _attachments(owner)
    themes = _themes(owner)
    for key, held in themes.items():
        found[key].themes = sorted(held.values())
    _add_recommendations(found, themes)
    _add_reports(found, standing.values(), owner)
    return found


def trace(staff: Staff, sentence_id: UUID) -> list[Standing]:
    """What a sentence rests on, in the order in which it was cited. Raises NotVisible."""
    sentence = sentence_for(staff, sentence_id)
    keys = list(sentence.sources.order_by("pk").values_list("passage_id", flat=True))
    standing = standing_of(keys)
    return [standing[key] for key in keys]


def _attachments(owner: dict[int, int]) -> dict[int, int]:
    """Documents that came along, however deep: to whose submission they belong."""
    found: dict[int, int] = {}
    level = owner
    while level:
        rows = Document.objects.filter(part_of__in=list(level)).values_list("pk", "part_of_id")
        level = {key: level[above] for key, above in rows if above is not None}
        found |= level
    return found


def _themes(owner: dict[int, int]) -> dict[int, dict[int, str]]:
    rows = Assignment.objects.filter(
        passage__document__in=list(owner), removed_at__isnull=True, theme__state__in=ACCEPTED
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for document, theme, name in rows.values_list("passage__document", "theme", "theme__name"):
        found[owner[document]][theme] = name
    return found


def _add_recommendations(found: dict[int, Became], themes: dict[int, dict[int, str]]) -> None:
    wanted = {theme for held in themes.values() for theme in held}
    rows = Recommendation.objects.filter(themes__in=wanted, report__state__in=HANDED_OVER)
    for one in rows.distinct().order_by("report_id", "number").prefetch_related("themes"):
        rests_on = {theme.pk for theme in one.themes.all()}
        told = Advice(one.public_id, one.number, one.text, one.state)
        for key, held in themes.items():
            if rests_on & held.keys():
                found[key].recommendations.append(told)


def _add_reports(
    found: dict[int, Became], submissions: Iterable[Submission], owner: dict[int, int]
) -> None:
    cited: dict[int, set[int]] = defaultdict(set)
    sources = SentenceSource.objects.filter(
        passage__document__in=list(owner), sentence__held_at__isnull=True
    )
    for document, key in sources.values_list("passage__document", "sentence__section__report"):
        cited[owner[document]].add(key)
    reports = list(
        Report.objects.filter(state__in=HANDED_OVER).select_related("deadline").order_by("delivered_on", "pk")
    )  # fmt: skip
    for one in submissions:
        for report in reports:
            is_cited = report.pk in cited[one.pk]
            if report.program_id == one.program_id and (is_cited or _is_listed(one, report)):
                found[one.pk].reports.append(
                    Use(report.public_id, report.title, report.state, report.delivered_on, is_cited)
                )


def _is_listed(one: Submission, report: Report) -> bool:
    """Whether the appendix counts it (reports.queries.counted)."""
    if one.state == Submission.State.SPAM:
        return False
    if report.deadline is None:
        return report.started_at >= one.received_at
    return (
        one.deadline is not None
        and one.deadline.key == report.deadline.key
        and one.deadline_class == Submission.DeadlineClass.THIS_REPORT
    )
