"""The deeds of pathways on one case, fact, visit or alert, found by its public id within what the reader may see.

Each raises NotVisible besides what the deed itself raises (fairway.navigation.pathways.actions).
"""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from fairway.base.errors import FairwayError
from fairway.navigation.pathways import actions as pathways
from fairway.navigation.pathways.models import (
    Alert,
    Appointment,
    Decision,
    Episode,
    Event,
    Milestone,
    Pause,
)
from fairway.navigation.worklist.actions.scope import NotVisible, episode_for, patient_for
from fairway.navigation.worklist.queries.lines import contact_state
from fairway.navigation.worklist.rules import NextAction
from fairway.people.models import Patient, Staff

Row = TypeVar("Row", bound=models.Model)
UNABLE = "unable-to-contact"


class TooSoon(FairwayError):
    """The attempt policy is not met yet."""


@transaction.atomic
def pause_clock(*, episode_id: UUID, by: Staff, at: datetime, on: date, **said: Any) -> Pause:
    """Stop the clocks of an open case; `said`: reason, text, from_on, until_on."""
    return pathways.pause_clock(episode=episode_for(episode_id, by=by), by=by, at=at, on=on, **said)


@transaction.atomic
def resume_clock(*, episode_id: UUID, last_day: date, by: Staff, at: datetime, on: date) -> None:
    """End the open pause of a case."""
    episode = episode_for(episode_id, by=by)
    pathways.resume_clock(episode=episode, last_day=last_day, by=by, at=at, on=on)


@transaction.atomic
def undo_pause(*, pause_id: UUID, by: Staff, at: datetime, on: date) -> None:
    """Take a pause back."""
    pathways.undo_pause(pause=_of_episode(Pause, pause_id, by), by=by, at=at, on=on)


@transaction.atomic
def mark_not_needed(
    *, episode_id: UUID, key: str, occasion: int, by: Staff, at: datetime, on: date, **said: Any
) -> Decision:
    """A step is not needed; `said`: reason, text, decided_on."""
    milestone = _milestone(episode_id, key, occasion, by)
    return pathways.mark_not_needed(milestone=milestone, by=by, at=at, on=on, **said)


@transaction.atomic
def mark_waiting(
    *, episode_id: UUID, key: str, occasion: int, by: Staff, at: datetime, on: date, **said: Any
) -> Decision:
    """We wait on someone else; `said`: reason, text, decided_on."""
    milestone = _milestone(episode_id, key, occasion, by)
    return pathways.mark_waiting(milestone=milestone, by=by, at=at, on=on, **said)


@transaction.atomic
def undo_decision(*, decision_id: UUID, by: Staff, at: datetime, on: date) -> None:
    """Take a decision back."""
    pathways.undo_decision(decision=_of_episode(Decision, decision_id, by), by=by, at=at, on=on)


@transaction.atomic
def resolve_alert(*, alert_id: UUID, resolution: str, text: str, by: Staff, at: datetime) -> None:
    """Close an alert with how it was resolved."""
    alert = _of_episode(Alert, alert_id, by)
    pathways.resolve_alert(alert=alert, resolution=resolution, text=text, by=by, at=at)


@transaction.atomic
def close_episode(
    *, episode_id: UUID, reason: str, closed_on: date, by: Staff, at: datetime
) -> None:
    """Close a case with a reason; only a person can (HUM-6). "Could not be reached" wants the attempt policy met.

    Raises TooSoon besides what pathways raises.
    """
    episode = episode_for(episode_id, by=by)
    if (
        reason == UNABLE
        and contact_state(episode.pk, on=at.date()).next_action != NextAction.MAY_CLOSE_UNABLE
    ):
        raise TooSoon(
            "She has not been tried as the attempt policy asks: three tries in two ways, then a letter and its time."
            " Log the next attempt, or choose another reason."
        )
    pathways.close_episode(episode=episode, reason=reason, closed_on=closed_on, by=by, at=at)


@transaction.atomic
def reopen_episode(*, episode_id: UUID, why: str, by: Staff, at: datetime, on: date) -> None:
    """Undo a closure."""
    found = Episode.objects.visible_to(by).select_for_update(of=("self",))
    episode = _one(found, episode_id, "case")
    pathways.reopen_episode(episode=episode, why=why, by=by, at=at, on=on)


@transaction.atomic
def record_event(*, patient_id: UUID, by: Staff, at: datetime, on: date, **said: Any) -> Event:
    """Record a fact; `said`: kind, cancer, value, occurred_on, precision, note."""
    return pathways.record_event(patient=patient_for(by, patient_id), by=by, at=at, on=on, **said)


@transaction.atomic
def correct_event(
    *, event_id: UUID, reason: str, by: Staff, at: datetime, on: date, **said: Any
) -> Event:
    """Put a new fact in the place of a wrong one."""
    event = _of_patient(Event, event_id, by)
    return pathways.correct_event(event=event, reason=reason, by=by, at=at, on=on, **said)


@transaction.atomic
def retract_event(*, event_id: UUID, reason: str, by: Staff, at: datetime, on: date) -> Event:
    """Take a fact back."""
    event = _of_patient(Event, event_id, by)
    return pathways.retract_event(event=event, reason=reason, by=by, at=at, on=on)


@transaction.atomic
def book_by_hand(
    *, patient_id: UUID, by: Staff, at: datetime, on: date, **said: Any
) -> Appointment:
    """Book a visit; `said`: starts_at, starts_on, kind, cancer, is_treatment, place_text."""
    return pathways.book_by_hand(patient=patient_for(by, patient_id), by=by, at=at, on=on, **said)


@transaction.atomic
def change_appointment(
    *, appointment_id: UUID, status: str, by: Staff, at: datetime, on: date
) -> None:
    """What became of a visit."""
    appointment = _of_patient(Appointment, appointment_id, by)
    pathways.change_appointment(appointment=appointment, status=status, by=by, at=at, on=on)


def _milestone(episode_id: UUID, key: str, occasion: int, by: Staff) -> Milestone:
    episode = episode_for(episode_id, by=by)
    found = Milestone.objects.filter(episode=episode, key=key, occasion=occasion).first()
    if found is None:
        raise NotVisible(f"Case {episode_id} has no step `{key}` ({occasion}). Reload the page.")
    found.episode = episode
    return found


def _of_episode(model: type[Row], public_id: UUID, by: Staff) -> Row:
    rows = model._default_manager.filter(episode__in=Episode.objects.visible_to(by))
    return _one(rows.select_related("episode"), public_id, model.__name__.lower())


def _of_patient(model: type[Row], public_id: UUID, by: Staff) -> Row:
    rows = model._default_manager.filter(patient__in=Patient.objects.visible_to(by))
    return _one(rows, public_id, model.__name__.lower())


def _one(rows: models.QuerySet[Row], public_id: UUID, what: str) -> Row:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible(f"There is no {what} {public_id} in your program. Reload the page.")
    return found
