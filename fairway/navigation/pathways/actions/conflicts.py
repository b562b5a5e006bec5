"""A person's judgment where a source and one of us tell a fact or a visit in two ways (INT-6)."""

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.pathways.actions.facts import mark_changed, standing_of
from fairway.navigation.pathways.models import (
    Appointment,
    AppointmentConflict,
    Event,
    EventConflict,
)
from fairway.people.models import Staff


class AlreadyDecided(FairwayError):
    """A conflict that someone else has decided by now."""


@transaction.atomic
def decide_visit(
    *, conflict: AppointmentConflict, take_theirs: bool, by: Staff, at: datetime
) -> None:
    """A person says what became of a visit: hers stays, or the source's counts from now on. Raises AlreadyDecided."""
    state = (
        AppointmentConflict.State.TOOK_THEIRS
        if take_theirs
        else AppointmentConflict.State.KEPT_OURS
    )
    _decide(conflict, state, by=by, at=at)
    visit = conflict.appointment
    if take_theirs:
        Appointment.objects.filter(pk=visit.pk).update(
            status=conflict.status, status_at=at, changed_by=None
        )
        mark_changed({visit.patient_id}, at=at)
    audit.record(
        "conflict.decided", about=visit, by=by.actor, at=at, program_id=visit.program_id, state=state,
        was={"status": visit.status}, now={"status": conflict.status if take_theirs else visit.status},
    )  # fmt: skip


def _decide(
    conflict: EventConflict | AppointmentConflict, state: str, *, by: Staff, at: datetime
) -> None:
    """Take the decision unless someone else was first. Raises AlreadyDecided."""
    waiting = type(conflict)._default_manager.filter(pk=conflict.pk, state=EventConflict.State.OPEN)
    if not waiting.update(state=state, decided_by=by, decided_at=at):
        raise AlreadyDecided(
            "Conflict {conflict} has been decided by someone else. Reload the list.",
            conflict=conflict.public_id,
        )


@transaction.atomic
def decide_conflict(*, conflict: EventConflict, take_theirs: bool, by: Staff, at: datetime) -> None:
    """A person says which stands. Raises AlreadyDecided."""
    state = EventConflict.State.TOOK_THEIRS if take_theirs else EventConflict.State.KEPT_OURS
    _decide(conflict, state, by=by, at=at)
    if take_theirs:
        ours = standing_of(conflict.ours)
        Event.objects.filter(pk=ours.pk).update(is_current=False)
        Event.objects.create(
            program=ours.program, patient=ours.patient, kind=conflict.kind, cancer=conflict.cancer, value=conflict.value,
            occurred_on=conflict.occurred_on or ours.occurred_on, precision=conflict.precision or ours.precision,
            is_retraction=conflict.is_retraction, corrects=ours, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        mark_changed({ours.patient_id}, at=at)
    audit.record(
        "conflict.decided",
        about=conflict,
        by=by.actor,
        at=at,
        program_id=conflict.program_id,
        state=state,
    )
