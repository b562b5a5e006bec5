"""What a person decides about clocks. Each deed: one transaction, the clocks worked out again, one audit row."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.pathways.actions.evaluate import evaluate
from fairway.navigation.pathways.actions.lines import refresh_lines
from fairway.navigation.pathways.definitions import reasons
from fairway.navigation.pathways.definitions.shapes import Reason
from fairway.navigation.pathways.models import Alert, Decision, Episode, Milestone, Pause
from fairway.people.models import Staff


class ReasonMissing(FairwayError):
    """No reason of the list was given, or the one given needs a few words as well."""


class NotPossible(FairwayError):
    """The deed does not fit what stands: already paused, already closed, not paused, or in the wrong order."""


def _reason(among: list[Reason], reason: str, text: str) -> None:
    chosen = next((one for one in among if one.id == reason), None)
    if chosen is None:
        raise ReasonMissing("Choose a reason from the list.")
    if chosen.needs_text and not text.strip():
        raise ReasonMissing("Say in a few words why: this reason alone is not enough.")


def _is_open(episode: Episode) -> None:
    if episode.closed_on is not None:
        raise NotPossible("Case {episode} is closed. Reopen it first.", episode=episode.public_id)


def _work_out(episode: Episode, *, at: datetime, on: date) -> None:
    evaluate(patient_ids=[episode.patient_id], at=at, on=on)


@transaction.atomic
def pause_clock(
    *,
    episode: Episode,
    reason: str,
    text: str = "",
    from_on: date,
    until_on: date | None = None,
    by: Staff,
    at: datetime,
    on: date,
) -> Pause:
    """Stop the clocks of a case from a day on, with a reason; `until_on` may be known in advance.

    Raises ReasonMissing, NotPossible (already paused, ends before it starts, case closed).
    """
    _reason(reasons().pause, reason, text)
    _is_open(episode)
    if until_on is not None and until_on < from_on:
        raise NotPossible(
            "The pause ends before it starts. Enter a last day on or after the first."
        )
    try:
        with transaction.atomic():
            pause = Pause.objects.create(
                episode=episode, reason=reason, text=text, from_on=from_on, until_on=until_on, paused_by=by, paused_at=at
            )  # fmt: skip
    except IntegrityError:
        raise NotPossible(
            "Case {episode} is paused already. Resume it first.", episode=episode.public_id
        ) from None
    _work_out(episode, at=at, on=on)
    audit.record(
        "clock.paused",
        about=episode,
        by=by.actor,
        at=at,
        program_id=episode.program_id,
        reason=reason,
    )
    return pause


@transaction.atomic
def resume_clock(*, episode: Episode, last_day: date, by: Staff, at: datetime, on: date) -> None:
    """End the open pause; `last_day` still counts as paused. Raises NotPossible."""
    pause = Pause.objects.filter(
        episode=episode, until_on__isnull=True, undone_at__isnull=True
    ).first()
    if pause is None:
        raise NotPossible("Case {episode} is not paused.", episode=episode.public_id)
    if last_day < pause.from_on:
        raise NotPossible("The clock cannot resume before it was paused. Undo the pause instead.")
    pause.until_on, pause.resumed_by, pause.resumed_at = last_day, by, at
    pause.save()
    _work_out(episode, at=at, on=on)
    audit.record("clock.resumed", about=episode, by=by.actor, at=at, program_id=episode.program_id)


@transaction.atomic
def undo_pause(*, pause: Pause, by: Staff, at: datetime, on: date) -> None:
    """Take a pause back as if it had not been; it stays in the history. Raises NotPossible."""
    if pause.undone_at is not None:
        raise NotPossible("Pause {pause} was taken back already.", pause=pause.public_id)
    pause.undone_by, pause.undone_at = by, at
    pause.save()
    _work_out(pause.episode, at=at, on=on)
    audit.record(
        "pause.undone", about=pause, by=by.actor, at=at, program_id=pause.episode.program_id
    )


def mark_not_needed(
    *,
    milestone: Milestone,
    reason: str,
    text: str = "",
    decided_on: date,
    by: Staff,
    at: datetime,
    on: date,
) -> Decision:
    """A person's decision that a step is not needed. Raises ReasonMissing, NotPossible."""
    return _decide(
        milestone,
        Decision.Kind.NOT_NEEDED,
        reasons().not_needed,
        reason,
        text,
        decided_on,
        by,
        at,
        on,
    )


def mark_waiting(
    *,
    milestone: Milestone,
    reason: str,
    text: str = "",
    decided_on: date,
    by: Staff,
    at: datetime,
    on: date,
) -> Decision:
    """We wait on someone else. The clock runs on, and late stays late. Raises ReasonMissing, NotPossible."""
    return _decide(
        milestone, Decision.Kind.WAITING, reasons().waiting, reason, text, decided_on, by, at, on
    )


@transaction.atomic
def _decide(
    milestone: Milestone,
    kind: Decision.Kind,
    among: list[Reason],
    reason: str,
    text: str,
    decided_on: date,
    by: Staff,
    at: datetime,
    on: date,
) -> Decision:
    _reason(among, reason, text)
    _is_open(milestone.episode)
    if milestone.met_on is not None or milestone.not_needed_on is not None:
        raise NotPossible("This step is done or not needed already. Correct the fact instead.")
    decision = Decision.objects.create(
        episode=milestone.episode, milestone_key=milestone.key, occasion=milestone.occasion, kind=kind, reason=reason,
        text=text, decided_on=decided_on, decided_by=by, decided_at=at,
    )  # fmt: skip
    _work_out(milestone.episode, at=at, on=on)
    audit.record(
        f"milestone.{kind.value}", about=milestone.episode, by=by.actor, at=at, program_id=milestone.episode.program_id,
        milestone=milestone.key, reason=reason,
    )  # fmt: skip
    return decision


@transaction.atomic
def undo_decision(*, decision: Decision, by: Staff, at: datetime, on: date) -> None:
    """Take a decision back; it stays in the history. Raises NotPossible."""
    if decision.undone_at is not None:
        raise NotPossible(
            "Decision {decision} was taken back already.", decision=decision.public_id
        )
    decision.undone_by, decision.undone_at = by, at
    decision.save()
    _work_out(decision.episode, at=at, on=on)
    audit.record(
        "decision.undone",
        about=decision,
        by=by.actor,
        at=at,
        program_id=decision.episode.program_id,
    )


@transaction.atomic
def resolve_alert(*, alert: Alert, resolution: str, text: str, by: Staff, at: datetime) -> None:
    """Close an alert with how it was resolved (ACCURE's forced resolution). Raises ReasonMissing, NotPossible.

    Words are always wanted here: the report reads them, and the next navigator.
    """
    _reason(reasons().alert, resolution, text)
    if not text.strip():
        raise ReasonMissing(
            "Say how the missed visit was addressed and resolved. An alert cannot close without it."
        )
    closed = Alert.objects.filter(pk=alert.pk, resolved_at__isnull=True).update(
        resolution=resolution, resolution_text=text.strip(), resolved_by=by, resolved_at=at
    )
    if not closed:
        raise NotPossible(
            "Alert {alert} was resolved by someone else. Reload the page.", alert=alert.public_id
        )
    refresh_lines([alert.episode_id])
    audit.record(
        "alert.resolved",
        about=alert,
        by=by.actor,
        at=at,
        program_id=alert.episode.program_id,
        how=resolution,
    )


@transaction.atomic
def close_episode(
    *, episode: Episode, reason: str, closed_on: date, by: Staff, at: datetime
) -> None:
    """Close a case with a reason; only a person can (HUM-6), and not over an open alert.

    Raises ReasonMissing, NotPossible.
    """
    _reason(reasons().closure, reason, "")
    _is_open(episode)
    if closed_on < episode.opened_on:
        raise NotPossible("The case would close before it opened. Enter a later day.")
    if Alert.objects.filter(episode=episode, resolved_at__isnull=True).exists():
        raise NotPossible(
            "Case {episode} has an open alert. Say first how it was resolved.",
            episode=episode.public_id,
        )
    Episode.objects.filter(pk=episode.pk).update(
        closed_on=closed_on, closed_reason=reason, closed_by=by, closed_at=at
    )
    audit.record(
        "episode.closed",
        about=episode,
        by=by.actor,
        at=at,
        program_id=episode.program_id,
        reason=reason,
    )


@transaction.atomic
def reopen_episode(*, episode: Episode, why: str, by: Staff, at: datetime, on: date) -> None:
    """Undo a closure; the old interval stays in the audit. Raises ReasonMissing, NotPossible."""
    if not why.strip():
        raise ReasonMissing("Say why the case is opened again.")
    if episode.closed_on is None:
        raise NotPossible("Case {episode} is open.", episode=episode.public_id)
    was = {"closed_on": episode.closed_on.isoformat(), "reason": episode.closed_reason}
    Episode.objects.filter(pk=episode.pk).update(
        closed_on=None, closed_reason="", closed_by=None, closed_at=None
    )
    _work_out(episode, at=at, on=on)
    audit.record(
        "episode.reopened",
        about=episode,
        by=by.actor,
        at=at,
        program_id=episode.program_id,
        was=was,
    )
