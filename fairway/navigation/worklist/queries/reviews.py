"""What waits for a person's judgment: records that may be one person, facts told two ways, two birth dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from fairway.navigation.pathways.models import (
    Appointment,
    AppointmentConflict,
    Event,
    EventConflict,
)
from fairway.navigation.worklist.models import HandOff
from fairway.people.models import ContactPoint, IdentityReview, Merge, Patient, Staff
from fairway.people.queries import BirthDates, birth_date_queue, identity_queue, is_care_team
from fairway.people.rules import is_own_id

SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One of two records as it stands; all that tells them apart. Empty means not known."""

    patient_id: UUID
    names: tuple[str, ...]
    birth_date: date | None
    birth_precision: str
    sex: str
    language: str
    site: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one person. `agreement` is by field, in the words of people.rules.identity."""

    id: UUID
    one: Record
    other: Record
    agreement: dict[str, str]
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """Two records made one, and not undone."""

    id: UUID
    survivor_id: UUID
    survivor: str
    duplicate: str
    reason: str
    merged_by: str
    merged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One version of a fact or a visit; `is_retraction`: that it did not happen at all. Only a visit has a `status`."""

    kind: str
    cancer: str
    value: str
    occurred_on: date | None
    precision: str
    is_retraction: bool = False
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactConflict:
    """What a person of ours wrote of a fact or a visit, and what its source says since."""

    id: UUID
    is_visit: bool
    patient_id: UUID
    patient: str
    ours: Said
    ours_by: str
    ours_at: datetime
    theirs: Said
    theirs_at: datetime


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """How many things wait for this person's answer."""

    pairs: int = 0
    conflicts: int = 0
    visits: int = 0
    hand_offs: int = 0

    @property
    def reviews(self) -> int:
        """Records, facts and visits to be judged by anyone of the care team."""
        return self.pairs + self.facts

    @property
    def facts(self) -> int:
        """Facts and visits told two ways."""
        return self.conflicts + self.visits


def open_questions(*, staff: Staff | None) -> OpenQuestions:
    """One query, each number from an index of open ones only."""
    if staff is None or not is_care_team(staff):
        return OpenQuestions()
    program = OuterRef("program_id")
    asked = {
        "pairs": IdentityReview.objects.filter(program=program, state=IdentityReview.State.OPEN),
        "conflicts": EventConflict.objects.filter(program=program, state=EventConflict.State.OPEN),
        "visits": AppointmentConflict.objects.filter(
            program=program, state=AppointmentConflict.State.OPEN
        ),
        "hand_offs": HandOff.objects.filter(offered_to=OuterRef("pk"), state=HandOff.State.OFFERED),
    }
    row = Staff.objects.filter(pk=staff.pk).annotate(
        **{name: _counted(rows) for name, rows in asked.items()}
    )
    return OpenQuestions(*row.values_list(*asked)[0])


def identity_pairs(*, staff: Staff, size: int = SIZE) -> list[Pair]:
    """Pairs to be judged, the oldest question first. Five queries."""
    queue = list(identity_queue(staff).select_related("one__site", "other__site")[:size])
    # Both sides at once: a prefetch by path would ask for each side again.
    prefetch_related_objects([one for pair in queue for one in (pair.one, pair.other)], *MANY)
    return [
        Pair(
            id=review.public_id,
            one=_record(review.one),
            other=_record(review.other),
            agreement=dict(reason.split(":", 1) for reason in review.reasons if ":" in reason),
            found_at=review.found_at,
        )
        for review in queue
    ]


def recent_merges(*, staff: Staff, size: int = SIZE) -> list[MergeRow]:
    """Records made one lately, for whoever finds that they are two after all. One query."""
    merges = Merge.objects.filter(
        undone_at__isnull=True, survivor__in=Patient.objects.visible_to(staff)
    ).select_related("survivor", "duplicate", "merged_by")
    return [
        MergeRow(
            id=merge.public_id,
            survivor_id=merge.survivor.public_id,
            survivor=merge.survivor.name,
            duplicate=merge.duplicate.name,
            reason=merge.reason,
            merged_by=merge.merged_by.name,
            merged_at=merge.merged_at,
        )
        for merge in merges.order_by("-merged_at", "-pk")[:size]
    ]


def contradictions(*, staff: Staff) -> list[FactConflict]:
    """Facts, then visits, that a source tells another way than a person of ours did. Two queries."""
    return [*fact_conflicts(staff=staff), *visit_conflicts(staff=staff)]


def fact_conflicts(*, staff: Staff, size: int = SIZE) -> list[FactConflict]:
    """Facts that a source tells another way than a person of ours did, the oldest first. One query (INT-6)."""
    conflicts = EventConflict.objects.filter(
        state=EventConflict.State.OPEN, ours__patient__in=Patient.objects.visible_to(staff)
    ).select_related("ours__patient", "ours__recorded_by")
    return [
        FactConflict(
            id=one.public_id,
            is_visit=False,
            patient_id=one.ours.patient.public_id,
            patient=one.ours.patient.name,
            ours=_said(one.ours),
            ours_by=one.ours.recorded_by.name if one.ours.recorded_by else "",
            ours_at=one.ours.recorded_at,
            theirs=_said(one),
            theirs_at=one.recorded_at,
        )
        for one in conflicts.order_by("pk")[:size]
    ]


def visit_conflicts(*, staff: Staff, size: int = SIZE) -> list[FactConflict]:
    """Visits of which a source says something else than a person of ours did, the oldest first. One query (INT-6)."""
    conflicts = AppointmentConflict.objects.filter(
        state=AppointmentConflict.State.OPEN,
        appointment__patient__in=Patient.objects.visible_to(staff),
    ).select_related("appointment__patient", "appointment__changed_by")
    return [
        FactConflict(
            id=one.public_id,
            is_visit=True,
            patient_id=one.appointment.patient.public_id,
            patient=one.appointment.patient.name,
            ours=_became(one.appointment, one.appointment.status),
            ours_by=one.appointment.changed_by.name if one.appointment.changed_by else "",
            ours_at=one.appointment.status_at,
            theirs=_became(one.appointment, one.status),
            theirs_at=one.recorded_at,
        )
        for one in conflicts.order_by("pk")[:size]
    ]


def birth_dates(*, staff: Staff) -> list[BirthDates]:
    """People with more than one birth date. One query."""
    return birth_date_queue(staff)


MANY = ("names", "contact_points", "addresses", "identifiers")


def _record(patient: Patient) -> Record:
    points = [point for point in patient.contact_points.all() if point.ended_at is None]
    phones = [p.value for p in points if p.system != ContactPoint.System.EMAIL]
    emails = [p.value for p in points if p.system == ContactPoint.System.EMAIL]
    names = [patient.name, *(f"{n.given} {n.family}".strip() for n in patient.names.all())]
    homes = [
        ", ".join(part for part in (home.lines, home.city, home.state, home.postal_code) if part)
        for home in patient.addresses.all()
        if home.ended_at is None
    ]
    return Record(
        patient_id=patient.public_id,
        names=_once(names),
        birth_date=patient.birth_date,
        birth_precision=patient.birth_precision,
        sex=patient.sex,
        language=patient.language,
        site=patient.site.name if patient.site else "",
        phones=_once(phones),
        emails=_once(emails),
        addresses=_once(homes),
        numbers=_once([n.value for n in patient.identifiers.all() if not is_own_id(n.system)]),
    )


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _said(row: Event | EventConflict) -> Said:
    return Said(
        kind=row.kind,
        cancer=row.cancer,
        value=row.value,
        occurred_on=row.occurred_on,
        precision=row.precision,
        is_retraction=row.is_retraction,
    )


def _became(visit: Appointment, status: str) -> Said:
    return Said(
        kind=visit.kind,
        cancer=visit.cancer,
        value="",
        occurred_on=visit.starts_on,
        precision="day",
        status=status,
    )


def _counted(rows: QuerySet[Any]) -> Coalesce:
    # order_by() and a constant group: COUNT over the whole, as a scalar.
    counted = rows.order_by().values("state").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
