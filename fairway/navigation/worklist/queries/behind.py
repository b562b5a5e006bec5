"""What stands behind a person's page: how her clocks were reckoned, who changed what, who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Value

from fairway.base.models import AuditEntry
from fairway.navigation.pathways.models import (
    Alert,
    Appointment,
    Decision,
    Episode,
    Event,
    Pause,
)
from fairway.navigation.pathways.queries import explanations
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.explain import Explanation
from fairway.navigation.worklist.models import ContactAttempt, HandOff, Note
from fairway.navigation.worklist.queries.colleagues import colleagues
from fairway.people.models import Patient, Staff
from fairway.people.queries import Look, NotVisible, patient_for, same_person_ids, who_looked

LOOKED = "patient.looked"
# What the audit may be about on her page, and how each table leads to her.
TABLES: dict[type[Model], str] = {
    Patient: "pk",
    **dict.fromkeys([Episode, Event, Appointment, ContactAttempt, Note], "patient_id"),
    **dict.fromkeys([Pause, Decision, Alert, HandOff], "episode__patient_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One audit entry: what was done, to which record, by whom (an id such as `staff:12`) and when."""

    verb: str
    about: str
    by: str
    at: datetime
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The audit entries about a person's records, the names behind their ids, and the openings of her record."""

    patient_key: int
    rows: tuple[HistoryRow, ...]
    names: dict[str, str]
    looks: tuple[Look, ...]


def behind(*, staff: Staff, patient_id: UUID) -> Behind:
    """Who did what, and who looked, newest first (PRV-4). Seven queries. Raises NotVisible."""
    patient = patient_for(staff, patient_id)
    records = same_person_ids(patient.pk)
    return Behind(
        patient_key=patient.pk,
        rows=tuple(_history(records)),
        names={one.actor: one.name for one in colleagues(staff=staff)},
        looks=tuple(who_looked(patient, ids=records)),
    )


def history(*, staff: Staff, patient_id: UUID) -> list[HistoryRow]:
    """Who did what to this person's records, newest first. Four queries. Raises NotVisible."""
    return _history(same_person_ids(patient_for(staff, patient_id).pk))


def _history(records: list[int], *, size: int = 200) -> list[HistoryRow]:
    first, *others = (
        model._default_manager.filter(**{f"{path}__in": records})
        .order_by()
        .values_list(Value(model._meta.label_lower), F("pk"))
        for model, path in TABLES.items()
    )
    about = [f"{label}:{pk}" for label, pk in first.union(*others, all=True)]
    entries = AuditEntry.objects.filter(about__in=about).exclude(verb=LOOKED)
    return [
        HistoryRow(verb=one.verb, about=one.about, by=one.by, at=one.at, detail=one.detail)
        for one in entries.order_by("-at", "-id")[:size]
    ]


def explain_case(
    *, staff: Staff, patient_id: UUID, episode_id: UUID, on: date, language: str
) -> list[Explanation]:
    """Every step of one of her cases explained in full for a date. Raises NotVisible."""
    records = same_person_ids(patient_for(staff, patient_id).pk)
    hers = Episode.objects.visible_to(staff).filter(patient_id__in=records)
    if not hers.filter(public_id=episode_id).exists():
        raise NotVisible(f"There is no case {episode_id} on this page. Reload it.")
    return explanations(
        episode_id=episode_id, on=on, language=language, holidays=federal_holidays()
    )
