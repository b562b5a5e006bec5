"""What staff enter about a person: her answers, how to reach her safely, who helps her, what she agreed to.

HUM-3: a person without e-mail, telephone or account is entered here whole, and nothing is asked of her but a word.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from fairway.base.audit import record
from fairway.base.errors import FairwayError
from fairway.people.actions.known import fit
from fairway.people.actions.register import Registered, register_patients
from fairway.people.models import (
    Answer,
    ContactPoint,
    Kind,
    Organization,
    Patient,
    ReportedBy,
    Staff,
    Status,
)
from fairway.people.queries import (
    NotVisible,
    check_visible,
    is_care_team,
    same_person_ids,
)
from fairway.people.rules import (
    AnswerFacts,
    ContactFacts,
    PatientFacts,
    contact_key,
    interpreter_word,
    standing_answer,
    value_of,
)


class BadEntry(FairwayError):
    """An entry that cannot be kept as it is; the text says what to enter instead."""


def register_by_hand(
    *,
    program: Organization,
    site: Organization | None,
    facts: PatientFacts,
    reported_by: str = ReportedBy.PATIENT,
    by: Staff,
    at: datetime,
) -> Registered:
    """A person entered by staff, found or registered by the same rules as an imported one.

    Raises NotVisible for another program than her own.
    """
    if by.program_id != program.pk or not is_care_team(by):
        raise NotVisible(f"Program {program.pk} is not yours to enter people in.")
    [one] = register_patients(
        program=program,
        site=site,
        facts=[facts],
        reported_by=reported_by,
        by=by.actor,
        at=at,
    )
    return one


@transaction.atomic
def set_answer(
    *,
    patient: Patient,
    kind: str,
    answers: Sequence[AnswerFacts],
    reported_by: str = ReportedBy.PATIENT,
    asserted_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Patient:
    """An answer to one question, of one value or several; it supersedes what the same reporter said by hand before.

    Declined, unknown and not asked are answers of their own and stand alone (practice.md section 8).
    Raises BadEntry for no answer, a known one without value, or one of these words beside a value.
    """
    check_visible(by, patient)
    statuses = {one.status for one in answers}
    if not answers or (len(answers) > 1 and statuses != {Status.KNOWN.value}):
        raise BadEntry(
            "Choose one or more values, or one of: declined, unknown, not asked. Not both."
        )
    if any(one.status == Status.KNOWN and not (one.code or one.text) for one in answers):
        raise BadEntry("Choose a value, or say that it is unknown, declined or not asked.")
    patient.answers.filter(
        kind=kind, reported_by=reported_by, source_ref="", superseded_at__isnull=True
    ).update(superseded_at=at)
    Answer.objects.bulk_create(
        Answer(
            patient=patient,
            kind=Kind(kind),
            status=one.status,
            system=fit(one.system, 200),
            code=fit(one.code, 60),
            text=fit(one.text, 200),
            reported_by=reported_by,
            asserted_on=asserted_on,
            recorded_at=at,
        )
        for one in answers
    )
    _refresh(patient)
    record_about("patient.answered", patient, by=by, at=at, kind=kind, reported_by=reported_by)
    return patient


@transaction.atomic
def choose_birth_date(
    *, patient: Patient, birth_date: date, precision: str = "day", by: Staff, at: datetime
) -> Patient:
    """A person's decision between two birth dates, or a correction; what sources said stays, superseded."""
    check_visible(by, patient)
    patient.answers.filter(kind=Kind.BIRTH_DATE, superseded_at__isnull=True).update(
        superseded_at=at
    )
    patient.answers.create(
        kind=Kind.BIRTH_DATE,
        status=Status.KNOWN,
        code=precision,
        text=birth_date.isoformat(),
        reported_by=ReportedBy.STAFF,
        recorded_at=at,
    )
    patient.birth_date, patient.birth_precision = birth_date, precision
    patient.save(update_fields=["birth_date", "birth_precision"])
    record_about("patient.birth-date-chosen", patient, by=by, at=at)
    return patient


@transaction.atomic
def add_contact_point(
    *,
    patient: Patient,
    facts: ContactFacts,
    safe_to_call: str = ContactPoint.Safe.NOT_ASKED,
    safe_to_leave_message: str = ContactPoint.Safe.NOT_ASKED,
    safe_hours: str = "",
    reported_by: str = ReportedBy.PATIENT,
    by: Staff,
    at: datetime,
) -> ContactPoint:
    """One more way to reach her, with what is safe. The same number again keeps its row and takes the new rules.

    Raises BadEntry for an empty one.
    """
    check_visible(by, patient)
    value = fit(facts.value.strip(), 254)
    if not value:
        raise BadEntry("Enter the number or address.")
    key = contact_key(facts.system, value)
    same = patient.contact_points.filter(system=facts.system)
    kept = same.filter(value_key=key).first() if key else same.filter(value=value).first()
    point = kept or ContactPoint(patient=patient, system=facts.system, value=value, value_key=key)
    point.use, point.rank = facts.use, facts.rank
    point.safe_to_call, point.safe_to_leave_message = safe_to_call, safe_to_leave_message
    point.safe_hours, point.ended_at = safe_hours, None
    if kept is None:
        point.reported_by, point.recorded_at = reported_by, at
    point.save()
    record_about("contact-point.added", patient, by=by, at=at, contact_point=point.pk)
    return point


@transaction.atomic
def set_contact_rules(
    *,
    contact_point: ContactPoint,
    safe_to_call: str,
    safe_to_leave_message: str,
    safe_hours: str = "",
    by: Staff,
    at: datetime,
) -> ContactPoint:
    """Whether it is safe to call her here, to leave a message, and when: on every record that holds this number."""
    patient = contact_point.patient
    check_visible(by, patient)
    same = ContactPoint.objects.filter(
        patient__in=same_person_ids(patient.pk),
        system=contact_point.system,
        value_key=contact_point.value_key,
    )
    if not contact_point.value_key:
        same = same.filter(value=contact_point.value)
    same.update(
        safe_to_call=ContactPoint.Safe(safe_to_call),
        safe_to_leave_message=ContactPoint.Safe(safe_to_leave_message),
        safe_hours=safe_hours,
    )
    record_about("contact-point.rules", patient, by=by, at=at, contact_point=contact_point.pk)
    contact_point.refresh_from_db()
    return contact_point


@transaction.atomic
def set_access(
    *, patient: Patient, access_needs: str, safe_to_contact: str, by: Staff, at: datetime
) -> Patient:
    """What she needs to take part (ramp, large print, a quiet hour), and how it is safe to reach her, in words."""
    check_visible(by, patient)
    patient.access_needs, patient.safe_to_contact = access_needs, safe_to_contact
    patient.save(update_fields=["access_needs", "safe_to_contact"])
    record_about("patient.access", patient, by=by, at=at)
    return patient


def record_look(*, patient: Patient, by: Staff, at: datetime) -> None:
    """That a member of staff opened her record: she can see who did (PRV-4)."""
    record_about("patient.looked", patient, by=by, at=at)


def _refresh(patient: Patient) -> None:
    """The columns of the worklist that follow from answers."""
    kinds = {Kind.LANGUAGE, Kind.INTERPRETER, Kind.SEX}
    answers = list(patient.answers.filter(kind__in=kinds, superseded_at__isnull=True))
    standing = {kind: standing_answer(a for a in answers if a.kind == kind) for kind in kinds}
    language, sex = standing[Kind.LANGUAGE], standing[Kind.SEX]
    patient.language = fit(value_of(language), 20)
    patient.interpreter = interpreter_word(standing[Kind.INTERPRETER])
    if sex:
        patient.sex = sex.code if sex.code in Patient.Sex.values else Patient.Sex.UNKNOWN
    patient.save(update_fields=["language", "interpreter", "sex"])


def record_about(verb: str, patient: Patient, *, by: Staff, at: datetime, **detail: object) -> None:
    record(verb, about=patient, by=by.actor, at=at, program_id=patient.program_id, **detail)
