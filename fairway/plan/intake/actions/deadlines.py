"""Deadlines: set, changed by a new version, and submissions classed again; the earlier classing stays on record."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import Max

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.intake.models import Deadline, Submission, SubmissionStep
from fairway.plan.intake.rules.deadlines import Closing, classify, next_to_close

InForce = dict[Closing, Deadline]


class BadDeadline(FairwayError):
    """A deadline whose edge is not clear."""


@transaction.atomic
def set_deadline(
    *,
    program: Organization,
    key: str,
    label: str,
    closes_on: date,
    is_inclusive: bool,
    time_zone: str,
    by: str,
    at: datetime,
    opens_on: date | None = None,
    source: str = "",
) -> Deadline:
    """Say until when input counts. The same rule again changes nothing; another one under the key is a new version.

    Raises BadDeadline for a time zone that is none, or a closing before the opening.
    """
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadDeadline(
            "“{zone}” is no time zone. Use one such as America/New_York.", zone=time_zone[:50]
        ) from None
    if opens_on and opens_on > closes_on:
        raise BadDeadline(
            "It closes on {closes}, before it opens on {opens}. Correct one of the two.",
            closes=closes_on,
            opens=opens_on,
        )
    said = {
        "label": label[:200], "opens_on": opens_on, "closes_on": closes_on,
        "is_inclusive": is_inclusive, "time_zone": time_zone, "source": source[:300],
    }  # fmt: skip
    last = Deadline.objects.filter(program=program, key=key).order_by("-version").first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    deadline = Deadline.objects.create(
        program=program, key=key, version=last.version + 1 if last else 1, set_by=by, set_at=at, **said
    )  # fmt: skip
    audit.record(
        "deadline.set", about=deadline, by=by, at=at, program_id=program.pk,
        version=deadline.version, closes_on=f"{closes_on}", is_inclusive=is_inclusive,
    )  # fmt: skip
    return deadline


def deadlines_in_force(program: Organization) -> list[Deadline]:
    """The latest version of each."""
    latest = Deadline.objects.filter(program=program).values("key").annotate(last=Max("version"))
    versions = {one["key"]: one["last"] for one in latest}
    rows = Deadline.objects.filter(program=program).order_by("closes_on", "pk")
    return [one for one in rows if versions[one.key] == one.version]


def deadline_for(
    program: Organization, received_at: datetime, *, in_force: InForce | None = None
) -> Deadline | None:
    """The deadline that something falls under: the first that had not passed when it came, else the last one."""
    known = (
        {one.closing: one for one in deadlines_in_force(program)} if in_force is None else in_force
    )
    closing = next_to_close(received_at, known)
    return known[closing] if closing else None


@transaction.atomic
def reclassify(*, deadline: Deadline, by: str, at: datetime) -> dict[str, int]:
    """Class again whatever falls under this deadline now, or did under an earlier version of it, or under none.

    A deadline that was put off takes back what had come after its old end and before its new one, under whichever
    deadline that was counted meanwhile; what concerns only other deadlines stays as it was classed. The step that is added says how it was classed before; nothing is discarded (STK-4).
    """
    rows = Submission.objects.filter(program=deadline.program_id)
    others = (one for one in deadlines_in_force(deadline.program) if one.key != deadline.key)
    in_force = {one.closing: one for one in (*others, deadline)}
    changed: dict[str, int] = {"seen": 0, "changed": 0}
    steps, moved = [], []
    for one in rows.select_related("deadline").order_by("pk").iterator(chunk_size=2000):
        due = deadline_for(deadline.program, one.received_at, in_force=in_force) or deadline
        if due == one.deadline or not _concerns(deadline, due, one.deadline):
            continue
        before = (
            f"{one.deadline_class} (v{one.deadline.version})" if one.deadline else "no-deadline"
        )
        now = classify(one.received_at, due.closing)
        changed["seen"] += 1
        changed["changed"] += now != one.deadline_class
        one.deadline, one.deadline_class = due, now
        moved.append(one)
        reason = f"{before} → {now} (v{due.version})"
        steps.append(
            SubmissionStep(submission=one, state=one.state, reason=reason, moved_by=by, moved_at=at)
        )
    Submission.objects.bulk_update(moved, ["deadline", "deadline_class"], batch_size=500)
    SubmissionStep.objects.bulk_create(steps, batch_size=500)
    audit.record("deadline.reclassified", about=deadline, by=by, at=at, program_id=deadline.program_id, **changed)  # fmt: skip
    return changed


def _concerns(deadline: Deadline, due: Deadline, before: Deadline | None) -> bool:
    return before is None or deadline.key in (due.key, before.key)
