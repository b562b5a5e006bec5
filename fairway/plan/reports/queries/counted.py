"""What counts for a report and what came too late for it, in three numbers and as a list (STK-4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet

from fairway.plan.efforts.models import Activity
from fairway.plan.goals.models import GoalTag
from fairway.plan.intake.models import Hold, Submission, SubmissionQuerySet
from fairway.plan.reports.models import Report
from fairway.plan.stakeholders.queries import roots
from fairway.plan.stakeholders.rules import fold

CLASSES = Submission.DeadlineClass


@dataclass(frozen=True, slots=True)
class Row:
    """One submission of the appendix. Like texts share `text`, the letters of one organization `organization`."""

    key: int
    public_id: UUID
    received_at: datetime
    channel: str
    by: str
    goals: tuple[str, ...]
    text: str
    organization: str


@dataclass(frozen=True, slots=True)
class Work:
    """One activity of the appendix with the goals it serves."""

    organization: str
    title: str
    goals: tuple[str, ...]
    source: str
    page: str


def counted(report: Report) -> tuple[Row, ...]:
    """What counts for this report: standing, looked at, and in time. Without a deadline: all of it."""
    rows = Submission.objects.filter(program=report.program).standing()
    if report.deadline is None:
        return _rows(rows)
    return _rows(rows.filter(deadline__key=report.deadline.key, deadline_class=CLASSES.THIS_REPORT))


def late(report: Report) -> tuple[Row, ...]:
    """What came after the deadline: kept for later reports, and listed so that nobody is lost."""
    if report.deadline is None:
        return ()
    rows = Submission.objects.filter(program=report.program).standing()
    return _rows(
        rows.filter(deadline__key=report.deadline.key, deadline_class=CLASSES.FUTURE_REPORTS)
    )


def works(report: Report) -> list[Work]:
    """The activities of the program by organization and title, with their goals by anyone's word."""
    goals = _codes(
        GoalTag.objects.filter(activity__program=report.program).values_list("activity_id", "code")
    )
    rows = Activity.objects.filter(program=report.program).standing()
    found = rows.order_by("stakeholder__name", "title", "pk").values_list(
        "pk", "stakeholder__name", "title", "source", "source_page"
    )
    return [Work(who, title, goals.get(key, ()), source, page) for key, who, title, source, page in found]  # fmt: skip


def by_goal(goals: list[tuple[str, ...]]) -> Counter[str]:
    """How many of them bear each code."""
    return Counter(code for codes in goals for code in codes)


def _rows(rows: SubmissionQuerySet) -> tuple[Row, ...]:
    open_holds = Hold.objects.filter(decided_at__isnull=True).values("submission_id")
    rows = rows.exclude(pk__in=open_holds)
    goals = _codes(
        GoalTag.objects.filter(submission__in=rows.values("pk")).values_list(
            "submission_id", "code"
        )
    )
    found = rows.order_by("received_at", "pk").values_list(
        "pk", "public_id", "received_at", "channel", "may_name", "name", "affiliation",
        "text_digest", "stakeholder_id",
    )  # fmt: skip
    bodies = roots(set(rows.order_by().values_list("stakeholder_id", flat=True)) - {None})
    return tuple(
        Row(
            key,
            public_id,
            at,
            channel,
            ", ".join(filter(None, [name, body])) if named else "",
            goals.get(key, ()),
            text,
            _organization(bodies.get(who), body),
        )
        for key, public_id, at, channel, named, name, body, text, who in found
    )


def _organization(stakeholder: int | None, affiliation: str) -> str:
    """One key a body: the one that stands for it today, or its name folded, as long as nobody recognized it."""
    if stakeholder is not None:
        return str(stakeholder)
    name = fold(affiliation)
    return sha256(name.encode()).hexdigest()[:16] if name else ""


def _codes(rows: QuerySet[GoalTag, tuple[int | None, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, code in rows.filter(removed_at__isnull=True).iterator(chunk_size=5000):
        found[key or 0].add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}
