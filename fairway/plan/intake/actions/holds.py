"""Deciding what was held: publish it as it is, take the words out, or call it spam. A person decides, and may undo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.documents.actions.redact import BAR, redact, undo_redaction
from fairway.plan.documents.models import Passage, Redaction
from fairway.plan.intake.actions.moves import move
from fairway.plan.intake.models import Hold, Submission


class CannotDecide(FairwayError):
    """This hold was decided, or has no words that could be taken out."""


@transaction.atomic
def decide(*, hold: Hold, decision: str, by: str, at: datetime) -> Submission:
    """Release what was found, redact it, or call the whole submission spam. Raises CannotDecide.

    When nothing is open any more, the submission goes on as screened.
    """
    hold = (
        Hold.objects.select_for_update(of=("self",))
        .select_related("submission", "passage")
        .get(pk=hold.pk)
    )
    decision = Hold.Decision(decision)
    if hold.decided_at is not None:
        raise CannotDecide("Hold {hold} was decided before. Reload the page.", hold=hold.public_id)
    if decision is Hold.Decision.REDACTED:
        if hold.passage is None or hold.start is None or hold.end is None:
            raise CannotDecide(
                "Hold {hold} names no words to take out. Take them out by hand, then release it.",
                hold=hold.public_id,
            )
        # A find within another may be covered already.
        if hold.passage.text[hold.start : hold.end].strip(f"{BAR} "):
            redact(passage=hold.passage, start=hold.start, end=hold.end, reason=hold.reason, by=by, at=at)  # fmt: skip
    _close([hold], decision, by=by, at=at)
    audit.record(
        "hold.decided", about=hold, by=by, at=at, program_id=hold.submission.program_id,
        decision=str(decision), rule=hold.rule,
    )  # fmt: skip
    return _go_on(hold.submission, decision, by=by, at=at)


@transaction.atomic
def redact_words(
    *, submission: Submission, passage: Passage, words: str, by: str, at: datetime
) -> Redaction:
    """Take words out that no rule found: every place where they stand in the passage. Raises CannotDecide."""
    start = passage.text.find(words) if words.strip() else -1
    if start < 0:
        raise CannotDecide("These words do not stand in the passage. Copy them exactly as shown.")
    made = None
    while start >= 0:
        end = start + len(words)
        made = redact(passage=passage, start=start, end=end, reason="by-hand", by=by, at=at)
        passage.refresh_from_db()
        start = passage.text.find(words)
    assert made is not None
    return made


@transaction.atomic
def undo_decision(*, hold: Hold, staff: Staff, at: datetime) -> Submission:
    """Ask again. Words that were taken out are put back, by an administrator only. Raises CannotDecide, NotForYou."""
    hold = (
        Hold.objects.select_for_update(of=("self",))
        .select_related("submission", "passage")
        .get(pk=hold.pk)
    )
    if hold.decided_at is None or hold.submission.state == Submission.State.WITHDRAWN:
        raise CannotDecide("Hold {hold} has no decision to undo.", hold=hold.public_id)
    if hold.decision == Hold.Decision.REDACTED:
        redaction = Redaction.objects.filter(
            passage=hold.passage, start=hold.start or 0, end=hold.end or 0, undone_at__isnull=True
        ).first()
        if redaction:
            undo_redaction(redaction=redaction, staff=staff, at=at)
    hold.decision, hold.decided_at, hold.decided_by = "", None, None
    hold.save(update_fields=["decision", "decided_at", "decided_by"])
    audit.record(
        "hold.reopened", about=hold, by=staff.actor, at=at, program_id=hold.submission.program_id
    )
    return move(
        submission=hold.submission, to=Submission.State.HELD, reason="undone", by=staff.actor, at=at
    )


def _close(holds: list[Hold], decision: str, *, by: str, at: datetime) -> None:
    for one in holds:
        one.decision, one.decided_by, one.decided_at = decision, by, at
    Hold.objects.bulk_update(holds, ["decision", "decided_by", "decided_at"])


def _go_on(submission: Submission, decision: str, *, by: str, at: datetime) -> Submission:
    still_open = Hold.objects.filter(submission=submission, decided_at__isnull=True)
    if decision == Hold.Decision.SPAM:
        _close(list(still_open), decision, by=by, at=at)
        return move(submission=submission, to=Submission.State.SPAM, reason="held as spam", by=by, at=at)  # fmt: skip
    if submission.state == Submission.State.HELD and not still_open.exists():
        return move(submission=submission, to=Submission.State.SCREENED, by=by, at=at)
    return submission
