"""What a person enters by hand: facts, corrections, bookings, and two records made one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.pathways.actions.decide import ReasonMissing
from fairway.navigation.pathways.actions.evaluate import evaluate
from fairway.navigation.pathways.definitions import reasons, words
from fairway.navigation.pathways.models import Appointment, AppointmentConflict, Event
from fairway.people import actions as people
from fairway.people.models import Merge, Patient, Staff


class NotAFact(FairwayError):
    """What was entered cannot have happened so: an unknown word, or a day that lies ahead."""


@transaction.atomic
def record_event(
    *, patient: Patient, kind: str, cancer: str, value: str, occurred_on: date, precision: str = "day", note: str = "",
    by: Staff, at: datetime, on: date,
) -> Event:  # fmt: skip
    """Record a fact that a person reports. Raises NotAFact."""
    _is_possible(kind, cancer, value, occurred_on, on=on)
    event = Event.objects.create(
        program_id=patient.program_id, patient=patient, kind=kind, cancer=cancer, value=value, occurred_on=occurred_on,
        precision=precision, note=note, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    evaluate(patient_ids=[patient.pk], at=at, on=on)
    audit.record(
        "event.recorded", about=event, by=by.actor, at=at, program_id=event.program_id, kind=kind
    )
    return event


@transaction.atomic
def correct_event(
    *, event: Event, reason: str, by: Staff, at: datetime, on: date, **said: Any
) -> Event:
    """Put a new row in the place of a wrong one; the old stays. `said` are the fields that change.

    Raises NotAFact, ReasonMissing.
    """
    fields: dict[str, Any] = {
        name: said.get(name, getattr(event, name))
        for name in ("kind", "cancer", "value", "occurred_on", "precision", "note")
    }
    _is_possible(fields["kind"], fields["cancer"], fields["value"], fields["occurred_on"], on=on)
    return _supersede(event, reason, fields, by=by, at=at, on=on, is_retraction=False)


@transaction.atomic
def retract_event(*, event: Event, reason: str, by: Staff, at: datetime, on: date) -> Event:
    """Take a fact back: it did not happen, or belongs to someone else. The row stays. Raises ReasonMissing, NotAFact."""
    fields = {
        name: getattr(event, name)
        for name in ("kind", "cancer", "value", "occurred_on", "precision", "note")
    }
    return _supersede(event, reason, fields, by=by, at=at, on=on, is_retraction=True)


def _supersede(
    event: Event,
    reason: str,
    fields: dict[str, Any],
    *,
    by: Staff,
    at: datetime,
    on: date,
    is_retraction: bool,
) -> Event:
    if reason not in {one.id for one in reasons().correction}:
        raise ReasonMissing("Choose why this is corrected.")
    if not Event.objects.filter(pk=event.pk, is_current=True).update(is_current=False):
        raise NotAFact(
            "Event {event} was corrected by someone else. Reload the page.", event=event.public_id
        )
    successor = Event.objects.create(
        program_id=event.program_id, patient_id=event.patient_id, certainty=event.certainty, corrects=event,
        is_retraction=is_retraction, recorded_by=by, recorded_at=at, **fields,
    )  # fmt: skip
    evaluate(patient_ids=[event.patient_id], at=at, on=on)
    verb = "event.retracted" if is_retraction else "event.corrected"
    audit.record(
        verb,
        about=event,
        by=by.actor,
        at=at,
        program_id=event.program_id,
        reason=reason,
        by_event=successor.pk,
    )
    return successor


def _is_possible(kind: str, cancer: str, value: str, occurred_on: date, *, on: date) -> None:
    known = words()
    if kind not in {word.id for word in known.kinds}:
        raise NotAFact("Choose what happened from the list.")
    if cancer and cancer not in {word.id for word in known.cancers}:
        raise NotAFact("Choose the cancer from the list.")
    if value and not any(word.id == value and kind in word.kinds for word in known.values):
        raise NotAFact("Choose a result that fits what happened.")
    if occurred_on > on:
        raise NotAFact(
            "The day lies ahead. Enter the day it happened; book an appointment for what is to come."
        )


@transaction.atomic
def book_by_hand(
    *, patient: Patient, starts_at: datetime, starts_on: date, kind: str, cancer: str, is_treatment: bool, place_text: str = "",
    by: Staff, at: datetime, on: date,
) -> Appointment:  # fmt: skip
    """Book a visit that a person arranged."""
    booked = Appointment.objects.create(
        program_id=patient.program_id, patient=patient, starts_at=starts_at, starts_on=starts_on, kind=kind, cancer=cancer,
        is_treatment=is_treatment, place_text=place_text, status=Appointment.Status.BOOKED, recorded_by=by, recorded_at=at,
        status_at=at,
    )  # fmt: skip
    evaluate(patient_ids=[patient.pk], at=at, on=on)
    audit.record(
        "appointment.booked", about=booked, by=by.actor, at=at, program_id=booked.program_id
    )
    return booked


@transaction.atomic
def change_appointment(
    *, appointment: Appointment, status: str, by: Staff, at: datetime, on: date
) -> None:
    """Kept, missed or cancelled. Raises NotAFact for a status that is none."""
    if status not in Appointment.Status.values:
        raise NotAFact("Choose what became of the visit from the list.")
    was, appointment.status, appointment.status_at = appointment.status, status, at
    appointment.changed_by = by
    appointment.save()
    # What the source said of it and she says now too is a question no longer.
    open_ones = AppointmentConflict.objects.filter(appointment=appointment, status=status)
    open_ones.filter(state=AppointmentConflict.State.OPEN).update(
        state=AppointmentConflict.State.TOOK_THEIRS, decided_by=by, decided_at=at
    )
    evaluate(patient_ids=[appointment.patient_id], at=at, on=on)
    audit.record(
        "appointment.changed", about=appointment, by=by.actor, at=at, program_id=appointment.program_id,
        was={"status": was}, now={"status": status},
    )  # fmt: skip


@transaction.atomic
def merge_people(
    *, survivor: Patient, duplicate: Patient, reason: str, by: Staff, at: datetime, on: date
) -> Merge:
    """Two records are one person: her facts run on one set of clocks from now on. Reversible."""
    merge = people.merge(survivor=survivor, duplicate=duplicate, reason=reason, by=by, at=at)
    evaluate(patient_ids=[survivor.pk], at=at, on=on)
    return merge


@transaction.atomic
def undo_merge_of_people(*, merge: Merge, by: Staff, at: datetime, on: date) -> None:
    """They are two people after all: each gets her own clocks back."""
    people.undo_merge(merge=merge, by=by, at=at)
    evaluate(patient_ids=[merge.survivor_id, merge.duplicate_id], at=at, on=on)
