"""What any export holds besides: visits, vital signs, other illnesses, drugs, orders, provenance; clinics and clinicians."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.journeys import Fact
from fairway.exchange.cohort.names import NAMES
from fairway.exchange.cohort.resources import codes
from fairway.exchange.cohort.resources.codes import LOINC, RXNORM, SNOMED, concept
from fairway.exchange.cohort.resources.pen import AMBULATORY, US_CORE, Pen, Resource

ILLNESSES = ("59621000", "44054006", "55822004", "195967001", "396275006", "35489007")
DRUGS = ("314076", "860975", "617310", "745679", "310798")
PRACTITIONERS_A_SITE = 6
VITAL = ("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs")
ORDERED_KINDS = ("biopsy", "colposcopy", "colonoscopy")


def place(number: int) -> dict[str, str]:
    """A reference to one of the clinics."""
    return {"reference": f"Location/site-{number}", "display": NAMES.clinics[number]}


def clinician(number: int) -> dict[str, str]:
    """A reference to one of the clinicians."""
    return {"reference": f"Practitioner/clinician-{number}"}


def clinicians() -> int:
    """How many there are."""
    return len(NAMES.clinics) * PRACTITIONERS_A_SITE


def directory(today: date) -> Iterator[Resource]:
    """Clinics and clinicians; they stand before the people."""
    meta = {"lastUpdated": f"{today}T12:00:00Z"}
    for number, clinic in enumerate(NAMES.clinics):
        owner = {"reference": f"Organization/site-{number}", "display": clinic}
        yield _entry(
            "Organization", f"site-{number}", meta, "organization", active=True, name=clinic
        )
        yield _entry(
            "Location",
            f"site-{number}",
            meta,
            "location",
            name=clinic,
            status="active",
            managingOrganization=owner,
        )
        for one in range(number * PRACTITIONERS_A_SITE, (number + 1) * PRACTITIONERS_A_SITE):
            name = {"family": NAMES.families[-one - 1], "given": [NAMES.women[-one - 1]]}
            yield _entry("Practitioner", f"clinician-{one}", meta, "practitioner", name=[name])
            yield _entry(
                "PractitionerRole",
                f"clinician-{one}",
                meta,
                "practitionerrole",
                practitioner=clinician(one),
                organization=owner,
            )


def _entry(kind: str, key: str, meta: dict[str, Any], profile: str, /, **fields: Any) -> Resource:
    said = {"resourceType": kind, "id": key, "meta": meta | {"profile": [f"{US_CORE}{profile}"]}}
    return said | fields


def write_background(pen: Pen, facts: list[Fact], *, gone: date | None) -> None:
    """All of it for one person, up to the day she died or moved."""
    chance, today = pen.chance, pen.today
    numbers = {name: one.value for name, one in chance.odds.parameters.background.items()}
    first = today - timedelta(days=int(365 * numbers["years"]))
    last = min(today, gone) if gone is not None else today
    days = [fact.on for fact in facts if not fact.is_partial and fact.said == "true"]
    for _ in range(chance.count(numbers["visits_a_year"] * numbers["years"])):
        days.append(first + timedelta(days=chance.random.randrange((today - first).days)))
    for day in days:
        if day <= last:
            _visit(pen, day, numbers["vitals"])
    for _ in range(chance.count(numbers["conditions"])):
        _illness(pen, first)
    for _ in range(chance.count(numbers["medications"])):
        _drug(pen, first)
    for fact in facts:
        if fact.kind in ORDERED_KINDS and chance.random.random() < numbers["orders"]:
            _order(pen, fact)


def _visit(pen: Pen, day: date, vitals: float) -> None:
    encounter = pen.make(
        "Encounter", day, profile=f"{US_CORE}encounter", status="finished", period={"start": pen.moment(day)},
        type=[concept((SNOMED, "308335008"), text="visit")],
        **AMBULATORY,
    )  # fmt: skip
    if pen.chance.random.random() >= vitals:
        return
    at, random = encounter["period"]["start"], pen.chance.random
    here = {"reference": f"Encounter/{encounter['id']}"}
    pressure = [
        {
            "code": concept((LOINC, code)),
            "valueQuantity": _quantity(f"{random.randint(*limits)}", "mm[Hg]"),
        }
        for code, limits in (("8480-6", (100, 165)), ("8462-4", (60, 100)))
    ]
    weight = _quantity(f"{random.randint(48, 118)}.{random.randint(0, 9)}0", "kg")
    common = {
        "status": "final",
        "category": [concept(VITAL)],
        "effectiveDateTime": at,
        "encounter": here,
    }
    record = encounter["subject"]["reference"].removeprefix("Patient/")
    pen.make(
        "Observation", day, profile=f"{US_CORE}blood-pressure", record=record, code=concept((LOINC, "85354-9")),
        component=pressure, **common,
    )  # fmt: skip
    pen.make(
        "Observation", day, profile=f"{US_CORE}body-weight", record=record, code=concept((LOINC, "29463-7")),
        valueQuantity=weight, **common,
    )  # fmt: skip


def _quantity(value: str, unit: str) -> dict[str, Any]:
    return {
        "value": msgspec.Raw(value.encode()),
        "unit": unit,
        "system": "http://unitsofmeasure.org",
        "code": unit,
    }


def _illness(pen: Pen, first: date) -> None:
    year = first.year - pen.chance.random.randint(0, 12)
    pen.make(
        "Condition", first, profile=f"{US_CORE}condition-problems-health-concerns",
        clinicalStatus=concept(("http://terminology.hl7.org/CodeSystem/condition-clinical", "active")),
        category=[concept(("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item"))],
        code=concept((SNOMED, pen.chance.random.choice(ILLNESSES))), onsetDateTime=str(year),
    )  # fmt: skip


def _drug(pen: Pen, first: date) -> None:
    pen.make(
        "MedicationRequest", first, profile=f"{US_CORE}medicationrequest", status="active", intent="order",
        medicationCodeableConcept=concept((RXNORM, pen.chance.random.choice(DRUGS))), authoredOn=first.isoformat(),
    )  # fmt: skip


def _order(pen: Pen, fact: Fact) -> None:
    day = fact.on - timedelta(days=2)
    code = codes.PROCEDURES[fact.kind, fact.cancer][0]
    pen.make(
        "ServiceRequest", day, profile=f"{US_CORE}servicerequest", status="completed", intent="order",
        code=concept(code), authoredOn=day.isoformat(),
    )  # fmt: skip


def provenance(pen: Pen, target: Resource, number: int) -> None:
    """Who wrote a record down."""
    name = f"{target['resourceType']}/{target['id']}"
    pen.make(
        "Provenance", pen.today, profile=f"{US_CORE}provenance", about="", target=[{"reference": name}],
        recorded=target["meta"]["lastUpdated"], agent=[{"who": clinician(number)}],
    )  # fmt: skip


def pick_site(chance: Chance) -> int:
    """A clinic for one person."""
    return chance.random.randrange(len(NAMES.clinics))
