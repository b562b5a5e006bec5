"""What to know before calling: language, safe ways and times, who helps, what she needs, where she lives, who pays."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F, Q, QuerySet

from fairway.base.rows import read_at_once
from fairway.people.models import (
    Address,
    Answer,
    Caregiver,
    ContactPoint,
    Coverage,
    Kind,
    Patient,
    Status,
)
from fairway.people.queries.identity import same_person_ids
from fairway.people.rules import standing_answer, value_of

# USDA RUCA: 1-3 metropolitan, 4-10 what is usually called rural (practice.md section 8).
RURAL_FROM = 4
# A shelter or a care home is one address: the page names some of its people, the worklist groups them all.
HOUSEHOLD = 12


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """One way to reach her, and whether it is safe. One number is one line, however many records hold it."""

    id: int
    system: str
    value: str
    use: str
    safe_to_call: str
    safe_to_leave_message: str
    safe_hours: str


class PlaceNow(msgspec.Struct, frozen=True, kw_only=True):
    """Where she lives, with the public figures of the ZIP code; None is not known."""

    address: str
    postal_code: str
    county: str = ""
    ruca: Decimal | None = None
    rucc: int | None = None
    svi: float | None = None
    is_rural: bool | None = None


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """A caregiver whose grant stands."""

    id: int
    name: str
    relationship: str
    phone: str
    language: str
    may_discuss: list[str]


class Payer(msgspec.Struct, frozen=True):
    """Who pays on the day."""

    payer: str
    text: str


class Housemate(msgspec.Struct, frozen=True):
    """Someone of the program at the same address: one visit may serve both."""

    public_id: UUID
    name: str


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The head of the patient page. `language_status` tells "declined" from "not asked" where there is no language."""

    patient_id: int
    public_id: UUID
    name: str
    birth_date: date | None
    birth_precision: str
    deceased_on: date | None
    language: str
    language_status: str
    interpreter: str
    access_needs: str
    safe_to_contact: str
    site: str
    reaches: list[Reach]
    caregivers: list[Helper]
    payers: list[Payer]
    place: PlaceNow | None
    household: list[Housemate]


def header_of(patient: Patient, *, on: date, ids: list[int] | None = None) -> Header:
    """From all records of this person, in one query. Use it on a patient that is visible.

    `ids` are those of her records, where they are known already; otherwise one query more.
    """
    ids = ids or same_person_ids(patient.pk)
    answers, points, caregivers, coverages, homes, household = read_at_once(
        Answer.objects.filter(
            patient__in=ids, kind=Kind.LANGUAGE, superseded_at__isnull=True
        ).order_by("id"),
        ContactPoint.objects.filter(patient__in=ids, ended_at__isnull=True).order_by("rank", "id"),
        Caregiver.objects.filter(patient__in=ids, revoked_at__isnull=True).order_by("id"),
        _coverages(ids, on=on),
        _homes(ids),
        _household(patient, ids),
    )
    said = standing_answer(answers)
    return Header(
        patient_id=patient.pk,
        public_id=patient.public_id,
        name=patient.name,
        birth_date=patient.birth_date,
        birth_precision=patient.birth_precision,
        deceased_on=patient.deceased_on,
        language=patient.language if said is None else value_of(said),
        language_status=said.status if said else Status.NOT_ASKED.value,
        interpreter=patient.interpreter,
        access_needs=patient.access_needs,
        safe_to_contact=patient.safe_to_contact,
        site=patient.site.name if patient.site else "",
        reaches=_reaches(points),
        caregivers=_helpers(caregivers),
        payers=list(dict.fromkeys(Payer(one.payer, one.payer_text) for one in coverages)),
        place=_place(homes),
        household=[Housemate(one.public_id, one.name) for one in household],
    )


def _coverages(ids: list[int], *, on: date) -> QuerySet[Coverage]:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return Coverage.objects.filter(begun, lasting, patient__in=ids).order_by("-starts_on", "id")


def _homes(ids: list[int]) -> QuerySet[Address]:
    figures = {name: F(f"place__{name}") for name in ("county", "ruca", "rucc", "svi")}
    homes = Address.objects.filter(patient__in=ids, ended_at__isnull=True).exclude(use="old")
    return homes.annotate(**figures).order_by("-recorded_at", "id")


def _household(patient: Patient, ids: list[int]) -> QuerySet[Patient]:
    """Others who share the key of the address; a person who is known by none shares it with nobody."""
    others = Patient.objects.filter(program_id=patient.program_id, household=patient.household)
    others = others.standing().exclude(household="").exclude(pk__in=ids)
    return others.order_by("id")[:HOUSEHOLD]


def _reaches(points: list[ContactPoint]) -> list[Reach]:
    """One line a number, whoever gave it; what is unsafe in one row is unsafe."""
    merged: dict[tuple[str, str], Reach] = {}
    for point in points:
        key = (point.system, point.value_key or point.value)
        kept = merged.get(key)
        hours = [kept.safe_hours] if kept and kept.safe_hours else []
        hours += [point.safe_hours] if point.safe_hours and point.safe_hours not in hours else []
        merged[key] = Reach(
            id=kept.id if kept else point.pk,
            system=point.system,
            value=kept.value if kept else point.value,
            use=kept.use if kept else point.use,
            safe_to_call=_safer(kept.safe_to_call if kept else "", point.safe_to_call),
            safe_to_leave_message=_safer(
                kept.safe_to_leave_message if kept else "", point.safe_to_leave_message
            ),
            safe_hours="; ".join(hours),
        )
    return list(merged.values())


def _safer(one: str, other: str) -> str:
    safe = ContactPoint.Safe
    return next(word for word in (safe.NO, safe.YES, safe.NOT_ASKED) if word in (one, other)).value


def _helpers(caregivers: list[Caregiver]) -> list[Helper]:
    return [
        Helper(
            id=one.pk,
            name=one.name,
            relationship=one.relationship,
            phone=one.phone,
            language=one.language,
            may_discuss=one.may_discuss,
        )
        for one in caregivers
    ]


def _place(homes: list[Any]) -> PlaceNow | None:
    """The latest address that is a home, with the figures that `_homes` added; else the latest of any use."""
    home = min(homes, key=lambda one: one.use not in ("home", ""), default=None)
    if home is None:
        return None
    return PlaceNow(
        address=", ".join(part for part in (home.lines, home.city, home.state) if part),
        postal_code=home.postal_code,
        county=home.county or "",
        ruca=home.ruca,
        rucc=home.rucc,
        svi=home.svi,
        is_rural=None if home.ruca is None else home.ruca >= RURAL_FROM,
    )
