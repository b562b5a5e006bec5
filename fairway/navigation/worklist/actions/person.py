"""Entries about a person from her page: answers, safe contact, caregivers, and that the page was opened.

The deeds are those of people; here they are found by id within what the reader may see. Each raises NotVisible.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fairway.navigation.pathways.actions import evaluate
from fairway.navigation.pathways.rules.explain import Explanation
from fairway.navigation.worklist.actions.scope import NotVisible, patient_for
from fairway.navigation.worklist.queries.behind import Behind, behind, explain_case
from fairway.navigation.worklist.queries.patient import PatientPage, patient_page
from fairway.people import actions as people
from fairway.people.models import Caregiver, ContactPoint, Patient, Staff
from fairway.people.rules import AnswerFacts, ContactFacts


def open_record(*, patient_id: UUID, by: Staff, at: datetime, on: date) -> PatientPage:
    """One person's page, and the entry that it was opened (PRV-4)."""
    page = patient_page(staff=by, patient_id=patient_id, on=on)
    _looked(page.header.patient_id, by=by, at=at)
    return page


def open_history(*, patient_id: UUID, by: Staff, at: datetime) -> Behind:
    """Who did what to her record and who looked, and the entry that this was opened (PRV-4)."""
    found = behind(staff=by, patient_id=patient_id)
    _looked(found.patient_key, by=by, at=at)
    return found


def open_explanation(
    *, patient_id: UUID, episode_id: UUID, language: str, by: Staff, at: datetime, on: date
) -> list[Explanation]:
    """One of her cases explained in full, and the entry that it was opened (PRV-4)."""
    found = explain_case(
        staff=by, patient_id=patient_id, episode_id=episode_id, on=on, language=language
    )
    people.record_look(patient=patient_for(by, patient_id), by=by, at=at)
    return found


@transaction.atomic
def set_answer(
    *, patient_id: UUID, kind: str, answer: AnswerFacts, by: Staff, at: datetime
) -> None:
    """Her own answer to one question with one value: language, interpreter. Raises BadEntry.

    Her lists and clocks show it at once: they carry her language, and standards ask for age and sex.
    """
    patient = patient_for(by, patient_id)
    people.set_answer(patient=patient, kind=kind, answers=[answer], by=by, at=at)
    evaluate(patient_ids=[patient.pk], at=at, on=at.date())


@transaction.atomic
def choose_birth_date(*, patient_id: UUID, birth_date: date, by: Staff, at: datetime) -> None:
    """Which birth date holds, by a person's word; standards that ask for age follow at once."""
    patient = patient_for(by, patient_id)
    people.choose_birth_date(patient=patient, birth_date=birth_date, by=by, at=at)
    evaluate(patient_ids=[patient.pk], at=at, on=at.date())


def set_access(
    *, patient_id: UUID, access_needs: str, safe_to_contact: str, by: Staff, at: datetime
) -> None:
    """What she needs to take part, and how it is safe to reach her, in words."""
    people.set_access(
        patient=patient_for(by, patient_id), access_needs=access_needs,
        safe_to_contact=safe_to_contact, by=by, at=at,
    )  # fmt: skip


def add_contact_point(
    *, patient_id: UUID, facts: ContactFacts, by: Staff, at: datetime, **rules: str
) -> ContactPoint:
    """One more way to reach her; `rules`: safe_to_call, safe_to_leave_message, safe_hours. Raises BadEntry."""
    return people.add_contact_point(
        patient=patient_for(by, patient_id), facts=facts, by=by, at=at, **rules
    )


def set_contact_rules(*, contact_point_id: int, by: Staff, at: datetime, **rules: str) -> None:
    """Whether it is safe to call here, to leave a message, and when."""
    visible = Patient.objects.visible_to(by)
    point = ContactPoint.objects.filter(pk=contact_point_id, patient__in=visible).first()
    if point is None:
        raise NotVisible(f"There is no contact point {contact_point_id} in your program.")
    people.set_contact_rules(contact_point=point, by=by, at=at, **rules)


def add_caregiver(
    *,
    patient_id: UUID,
    name: str,
    relationship: str,
    phone: str,
    language: str,
    may_discuss: Sequence[str],
    granted_on: date,
    by: Staff,
    at: datetime,
) -> Caregiver:
    """Someone she chose to help her, and what may be spoken of with that person (INF-16). Raises BadEntry."""
    return people.add_caregiver(
        patient=patient_for(by, patient_id), name=name, relationship=relationship, phone=phone,
        language=language, may_discuss=may_discuss, granted_on=granted_on, by=by, at=at,
    )  # fmt: skip


def revoke_caregiver(*, caregiver_id: int, by: Staff, at: datetime) -> None:
    """She no longer wishes it."""
    visible = Patient.objects.visible_to(by)
    caregiver = Caregiver.objects.filter(pk=caregiver_id, patient__in=visible).first()
    if caregiver is None:
        raise NotVisible(f"There is no caregiver {caregiver_id} in your program.")
    people.revoke_caregiver(caregiver=caregiver, by=by, at=at)


def _looked(key: int, *, by: Staff, at: datetime) -> None:
    # What was read was within her scope: no need to read the patient again for the entry.
    people.record_look(patient=Patient(pk=key, program_id=by.program_id), by=by, at=at)
