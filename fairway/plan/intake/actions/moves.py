"""Moving a submission on, tagging it, saying who it comes from. Every move is a step with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.plan.goals.actions import tag, untag
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.rules import checked
from fairway.plan.intake.models import Hold, Submission
from fairway.plan.intake.rules.moves import MoveRefused, check_move
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.stakeholders.models import Stakeholder


@transaction.atomic
def move(*, submission: Submission, to: str, by: str, at: datetime, reason: str = "") -> Submission:
    """Move it to another state of the table in rules.moves. Where it stands already is no move.

    Raises MoveRefused. A submission with an open hold goes nowhere but to spam. One that comes back from spam is
    held again where anything in it was found and never judged by itself (STK-6).
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.state == to:
        return submission
    check_move(submission.state, to, reason=reason, about=submission.public_id)
    open_holds = Hold.objects.filter(submission=submission, decided_at__isnull=True)
    if submission.state == Submission.State.SPAM and to != Submission.State.WITHDRAWN:
        closed = Hold.objects.filter(submission=submission, decision=Hold.Decision.SPAM)
        closed.update(decision="", decided_by=None, decided_at=None)
        to = Submission.State.HELD if open_holds.exists() else to
    if to not in (Submission.State.HELD, Submission.State.SPAM) and open_holds.exists():
        raise MoveRefused(
            "Submission {submission} is held. Decide first what was found in it.",
            submission=submission.public_id,
        )
    before = submission.state
    submission.state = to
    submission.save(update_fields=["state"])
    submission.steps.create(state=to, reason=reason.strip()[:300], moved_by=by, moved_at=at)
    audit.record(
        "submission.moved", about=submission, by=by, at=at, program_id=submission.program_id,
        before=before, after=str(to),
    )  # fmt: skip
    return submission


@transaction.atomic
def move_many(
    *, submissions: Sequence[Submission], to: str, by: str, at: datetime, reason: str = ""
) -> tuple[int, int]:
    """Move each that may be moved; how many were, and how many stayed where they are."""
    moved = 0
    for one in submissions:
        try:
            moved += move(submission=one, to=to, by=by, at=at, reason=reason).state == to
        except MoveRefused:
            continue
    return moved, len(submissions) - moved


@transaction.atomic
def undo_move(*, submission: Submission, by: str, at: datetime) -> Submission:
    """Back to where it stood before its last move, which stays on record. Raises MoveRefused where there is none."""
    steps = list(submission.steps.order_by("-moved_at", "-pk")[:50])
    before = next((one for one in steps if one.state != submission.state), None)
    if before is None:
        raise MoveRefused(
            "Submission {submission} has no move to undo.", submission=submission.public_id
        )
    return move(submission=submission, to=before.state, reason="undone", by=by, at=at)


@transaction.atomic
def tag_by_staff(
    *, submission: Submission, codes: Sequence[str], by: str, at: datetime, reason: str = ""
) -> Submission:
    """Put the goals that staff see in it, no more and no fewer; her own tags stay apart (STK-7). Raises UnknownGoal."""
    wanted = set(checked(codes))
    standing = GoalTag.objects.filter(submission=submission, origin="staff", removed_at=None)
    now = set(standing.values_list("code", flat=True))
    for code in sorted(wanted - now):
        tag(submission=submission, code=code, origin="staff", reason=reason, by=by, at=at)
    for code in sorted(now - wanted):
        untag(submission=submission, code=code, origin="staff", by=by, at=at)
    submission.refresh_from_db()
    if wanted and submission.state == Submission.State.SCREENED:
        return move(submission=submission, to=Submission.State.TAGGED, by=by, at=at)
    return submission


@transaction.atomic
def link_stakeholder(
    *,
    submission: Submission,
    by: str,
    at: datetime,
    stakeholder: Stakeholder | None = None,
    name: str = "",
) -> Submission:
    """Say which organization or person it comes from: one that is known, or a new one by `name`; neither: unlinked."""
    found = stakeholder
    if found is None and name.strip():
        found = known_as(
            program=submission.program, name=name, source=f"submission {submission.public_id}", by=by, at=at
        )  # fmt: skip
    submission.stakeholder = found
    submission.save(update_fields=["stakeholder"])
    audit.record(
        "submission.linked", about=submission, by=by, at=at, program_id=submission.program_id,
        stakeholder=found.pk if found else None,
    )  # fmt: skip
    return submission
