"""Whom a person chose to help her, and what she agreed to: hers to give and to take back (INF-16, PRV-1)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from fairway.people.actions.entries import BadEntry, record_about
from fairway.people.models import Caregiver, Consent, Patient, Staff
from fairway.people.queries import check_visible


@transaction.atomic
def add_caregiver(
    *,
    patient: Patient,
    name: str,
    relationship: str = "",
    phone: str = "",
    language: str = "",
    may_discuss: Sequence[str] = (),
    granted_on: date,
    by: Staff,
    at: datetime,
) -> Caregiver:
    """Someone she chose to help her, and what may be spoken of with that person (INF-16).

    Raises BadEntry without a name.
    """
    check_visible(by, patient)
    if not name.strip():
        raise BadEntry("Enter the caregiver's name.")
    caregiver = Caregiver.objects.create(
        patient=patient,
        name=name,
        relationship=relationship,
        phone=phone,
        language=language,
        may_discuss=list(may_discuss),
        granted_on=granted_on,
        recorded_by=by,
        recorded_at=at,
    )
    record_about("caregiver.added", patient, by=by, at=at, caregiver=caregiver.pk)
    return caregiver


@transaction.atomic
def revoke_caregiver(*, caregiver: Caregiver, by: Staff, at: datetime) -> Caregiver:
    """She no longer wishes it; at once. Twice is once."""
    check_visible(by, caregiver.patient)
    if caregiver.revoked_at is None:
        caregiver.revoked_by, caregiver.revoked_at = by, at
        caregiver.save(update_fields=["revoked_by", "revoked_at"])
        record_about("caregiver.revoked", caregiver.patient, by=by, at=at, caregiver=caregiver.pk)
    return caregiver


@transaction.atomic
def record_consent(
    *,
    patient: Patient,
    purpose: str,
    decision: str,
    recipient: str = "",
    notice_version: str = "",
    given_on: date,
    by: Staff,
    at: datetime,
) -> Consent:
    """What she permits or denies, for one purpose and recipient (PRV-1). The latest one holds; a denial withdraws."""
    check_visible(by, patient)
    consent = Consent.objects.create(
        patient=patient,
        purpose=purpose,
        recipient=recipient,
        decision=Consent.Decision(decision),
        given_on=given_on,
        notice_version=notice_version,
        recorded_by=by,
        recorded_at=at,
    )
    record_about("consent.recorded", patient, by=by, at=at, purpose=purpose, decision=decision)
    return consent
