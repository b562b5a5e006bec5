"""What any export holds besides: visits, vital signs, laboratory values, notes, drugs, other illnesses, vaccines.

US Core resources of which navigation uses none. They are drawn from a chance of their own, so that a person's journey
and her answer key are the same however much of this is written.
"""

from datetime import date, timedelta

import msgspec

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.resources.codes import LOINC, RXNORM, SNOMED, Code, concept, local_too
from fairway.exchange.cohort.resources.directory import place
from fairway.exchange.cohort.resources.pen import AMBULATORY, US_CORE, Pen, Resource

HL7 = "http://terminology.hl7.org/CodeSystem/"
CVX = "http://hl7.org/fhir/sid/cvx"
UNITS = "http://unitsofmeasure.org"
ILLNESSES = ("59621000", "44054006", "55822004", "195967001", "396275006", "35489007")
DRUGS = ("314076", "860975", "617310", "745679", "310798")
VACCINES = ("140", "208", "121", "115", "33")
# LOINC code, our own words, unit, lowest and highest in tenths.
VITALS = (
    ("8867-4", "pulse", "/min", 550, 980), ("9279-1", "breaths", "/min", 120, 200), ("8310-5", "temperature", "Cel", 361, 375),
    ("29463-7", "weight", "kg", 480, 1180), ("8302-2", "height", "cm", 1480, 1910), ("39156-5", "body mass", "kg/m2", 185, 390),
    ("2708-6", "oxygen", "%", 930, 1000),
)  # fmt: skip
VITAL_PROFILES = {
    "8867-4": "heart-rate", "9279-1": "respiratory-rate", "8310-5": "body-temperature", "29463-7": "body-weight",
    "8302-2": "body-height", "39156-5": "bmi", "2708-6": "pulse-oximetry",
}  # fmt: skip
PANELS: dict[str, tuple[tuple[str, str, str, int, int], ...]] = {
    "58410-2": (
        ("6690-2", "white cells", "10*3/uL", 38, 110), ("789-8", "red cells", "10*6/uL", 38, 57),
        ("718-7", "hemoglobin", "g/dL", 100, 168), ("4544-3", "hematocrit", "%", 310, 490),
        ("787-2", "cell volume", "fL", 780, 1000), ("777-3", "platelets", "10*3/uL", 1400, 4200),
    ),
    "51990-0": (
        ("2345-7", "glucose", "mg/dL", 700, 1600), ("3094-0", "urea nitrogen", "mg/dL", 70, 250),
        ("2160-0", "creatinine", "mg/dL", 5, 15), ("2951-2", "sodium", "mmol/L", 1340, 1460),
        ("2823-3", "potassium", "mmol/L", 34, 52), ("2075-0", "chloride", "mmol/L", 970, 1080),
        ("2028-9", "carbon dioxide", "mmol/L", 210, 300), ("17861-6", "calcium", "mg/dL", 84, 104),
    ),
}  # fmt: skip


def _category(system: str, code: str, words: str) -> list[Resource]:
    return [
        {"coding": [{"system": f"{HL7}{system}", "code": code, "display": words}], "text": words}
    ]


VITAL = _category("observation-category", "vital-signs", "Vital Signs")
LABORATORY = _category("observation-category", "laboratory", "Laboratory")
LAB_REPORT = _category("v2-0074", "LAB", "Laboratory")
PROBLEM = _category("condition-category", "problem-list-item", "Problem List Item")


def write_background(pen: Pen, days: list[date], *, site: int, last: date, times: float) -> None:
    """`times` what the parameters say, for one person: at visits on `days` of her journey and on others, up to `last`."""
    chance = pen.chance
    numbers = {name: one.value for name, one in chance.odds.parameters.background.items()}
    reach = int(365 * numbers.pop("years"))
    first = pen.today - timedelta(days=reach)
    counts = {name: chance.count(mean * times) for name, mean in numbers.items()}
    whole = [
        first + timedelta(days=chance.random.randrange(reach)) for _ in range(counts["visits"])
    ]
    # Some of her visits are those of the journey.
    when = sorted(day for day in [*days, *whole][: counts["visits"]] if first <= day <= last)
    visits = [_visit(pen, day, site) for day in when]
    if visits:
        _measure(pen, visits, counts)
        for _ in range(counts["documents"]):
            _note(pen, chance.random.choice(visits))
    for _ in range(counts["conditions"]):
        _illness(pen, first)
    for _ in range(counts["medications"]):
        _drug(pen, first)
    for _ in range(counts["immunizations"]):
        _vaccine(pen, first)


def _visit(pen: Pen, day: date, site: int) -> Resource:
    moment = pen.moment(day)
    return pen.make(
        "Encounter", day, profile=f"{US_CORE}encounter", status="finished", period={"start": moment, "end": moment},
        type=[concept((SNOMED, "308335008"), text="visit")], participant=[{"individual": pen.doctor}],
        location=[{"location": place(site)}], **AMBULATORY,
    )  # fmt: skip


def _measure(pen: Pen, visits: list[Resource], counts: dict[str, int]) -> None:
    random = pen.chance.random
    for number in range(counts["vital_signs"]):
        _vital(pen, visits[number % len(visits)], number // len(visits))
    left = counts["laboratory"]
    while left > 0:
        panel = random.choice(list(PANELS))
        tests = PANELS[panel][:left]
        _panel(pen, random.choice(visits), panel, tests)
        left -= len(tests)


def _common(visit: Resource, category: list[Resource], code: Code, words: str) -> Resource:
    at = visit["period"]["start"]
    return {
        "status": "final", "category": category, "code": local_too(code, words), "effectiveDateTime": at,
        "issued": at, "encounter": {"reference": f"Encounter/{visit['id']}"},
    }  # fmt: skip


def _about(visit: Resource) -> str:
    reference: str = visit["subject"]["reference"]
    return reference.removeprefix("Patient/")


def _day(visit: Resource) -> date:
    return date.fromisoformat(visit["period"]["start"][:10])


def _vital(pen: Pen, visit: Resource, number: int) -> None:
    if number == 0:
        _pressure(pen, visit)
        return
    code, words, unit, low, high = VITALS[(number - 1) % len(VITALS)]
    pen.make(
        "Observation", _day(visit), profile=f"{US_CORE}{VITAL_PROFILES[code]}", record=_about(visit),
        performer=[pen.doctor], valueQuantity=_quantity(pen.chance, unit, low, high),
        **_common(visit, VITAL, (LOINC, code), words),
    )  # fmt: skip


def _pressure(pen: Pen, visit: Resource) -> None:
    parts = [
        {"code": concept((LOINC, code), text=words), "valueQuantity": _quantity(pen.chance, "mm[Hg]", low, high)}
        for code, words, low, high in (("8480-6", "systolic", 1000, 1650), ("8462-4", "diastolic", 600, 1000))
    ]  # fmt: skip
    pen.make(
        "Observation", _day(visit), profile=f"{US_CORE}blood-pressure", record=_about(visit), performer=[pen.doctor],
        component=parts, **_common(visit, VITAL, (LOINC, "85354-9"), "blood pressure"),
    )  # fmt: skip


def _panel(
    pen: Pen, visit: Resource, panel: str, tests: tuple[tuple[str, str, str, int, int], ...]
) -> None:
    results = [
        pen.make(
            "Observation", _day(visit), profile=f"{US_CORE}observation-lab", record=_about(visit), performer=[pen.doctor],
            valueQuantity=_quantity(pen.chance, unit, low, high), referenceRange=[_range(unit, low, high)],
            **_common(visit, LABORATORY, (LOINC, code), words),
        )
        for code, words, unit, low, high in tests
    ]  # fmt: skip
    pen.make(
        "DiagnosticReport", _day(visit), profile=f"{US_CORE}diagnosticreport-lab", record=_about(visit),
        performer=[pen.doctor], result=[{"reference": f"Observation/{one['id']}"} for one in results],
        **_common(visit, LAB_REPORT, (LOINC, panel), "panel"),
    )  # fmt: skip


def _quantity(chance: Chance, unit: str, low: int, high: int) -> Resource:
    tenths = low + int(chance.random.random() * (high - low))
    return _amount(tenths, unit)


def _range(unit: str, low: int, high: int) -> Resource:
    return {"low": _amount(low, unit), "high": _amount(high, unit)}


def _amount(tenths: int, unit: str) -> Resource:
    # As a source writes it: a zero behind the point is part of what it says.
    number = msgspec.Raw(f"{tenths // 10}.{tenths % 10}".encode())
    return {"value": number, "unit": unit, "system": UNITS, "code": unit}


def _note(pen: Pen, visit: Resource) -> None:
    at = visit["period"]["start"]
    attachment = {"contentType": "text/plain", "url": f"Binary/{visit['id']}-note"}
    pen.make(
        "DocumentReference", _day(visit), profile=f"{US_CORE}documentreference", record=_about(visit), status="current",
        type=local_too((LOINC, "11506-3"), "note"), date=at, author=[pen.doctor], content=[{"attachment": attachment}],
        category=[concept(("http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note"))],
        context={"encounter": [{"reference": f"Encounter/{visit['id']}"}], "period": visit["period"]},
    )  # fmt: skip


def _illness(pen: Pen, first: date) -> None:
    year = first.year - pen.chance.random.randint(0, 12)
    pen.make(
        "Condition", first, profile=f"{US_CORE}condition-problems-health-concerns", category=PROBLEM,
        clinicalStatus=concept((f"{HL7}condition-clinical", "active")),
        verificationStatus=concept((f"{HL7}condition-ver-status", "confirmed")),
        code=local_too((SNOMED, pen.chance.random.choice(ILLNESSES)), "another illness"), onsetDateTime=str(year),
        recordedDate=first.isoformat(), recorder=pen.doctor,
    )  # fmt: skip


def _drug(pen: Pen, first: date) -> None:
    pen.make(
        "MedicationRequest", first, profile=f"{US_CORE}medicationrequest", status="active", intent="order",
        medicationCodeableConcept=local_too((RXNORM, pen.chance.random.choice(DRUGS)), "another drug"),
        authoredOn=first.isoformat(), requester=pen.doctor, dosageInstruction=[{"text": "once a day"}],
    )  # fmt: skip


def _vaccine(pen: Pen, first: date) -> None:
    day = first + timedelta(days=pen.chance.random.randrange(300))
    pen.make(
        "Immunization", day, profile=f"{US_CORE}immunization", about="patient", status="completed", primarySource=True,
        vaccineCode=local_too((CVX, pen.chance.random.choice(VACCINES)), "a vaccine"), occurrenceDateTime=day.isoformat(),
        performer=[{"actor": pen.doctor}],
    )  # fmt: skip
