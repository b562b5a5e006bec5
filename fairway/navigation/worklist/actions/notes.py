"""Notes: written once, amended by a new row, never edited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.worklist.actions.scope import NotVisible, patient_for
from fairway.navigation.worklist.models import Note
from fairway.navigation.worklist.rules import labels_found
from fairway.people.models import Patient, Staff


class EmptyNote(FairwayError):
    """A note without a word in it."""


class AlreadyAmended(FairwayError):
    """The note has a newer version; that one can be amended."""


@dataclass(frozen=True, slots=True)
class Written:
    """A saved note, and the words in it that label the person (HUM-5): its writer is told, the note stands."""

    id: UUID
    labels: list[str]


@transaction.atomic
def write_note(*, patient_id: UUID, text: str, by: Staff, at: datetime) -> Written:
    """Write what the team should know. Raises NotVisible, EmptyNote."""
    return _write(patient_for(by, patient_id), text, None, by=by, at=at)


@transaction.atomic
def amend_note(*, note_id: UUID, text: str, by: Staff, at: datetime) -> Written:
    """Put a new version beside the old one. Raises NotVisible, EmptyNote, AlreadyAmended."""
    visible = Patient.objects.visible_to(by)
    old = Note.objects.filter(public_id=note_id, patient__in=visible).first()
    if old is None:
        raise NotVisible(f"There is no note {note_id} in your program. Reload the page.")
    if Note.objects.filter(amends=old).exists():
        raise AlreadyAmended(
            "Note {note} was amended before. Reload, and amend the newest.", note=note_id
        )
    return _write(old.patient, text, old, by=by, at=at)


def _write(patient: Patient, text: str, amends: Note | None, *, by: Staff, at: datetime) -> Written:
    if not text.strip():
        raise EmptyNote("The note is empty. Write what the team should know.")
    note = Note.objects.create(
        program_id=patient.program_id,
        patient=patient,
        text=text,
        amends=amends,
        written_by=by,
        written_at=at,
    )
    labels = labels_found(text)
    audit.record(
        "note.amended" if amends else "note.written",
        about=note,
        by=by.actor,
        at=at,
        program_id=patient.program_id,
        patient=patient.pk,
        amends=amends.pk if amends else None,
        labels=len(labels),
    )
    return Written(note.public_id, labels)
