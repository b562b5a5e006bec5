"""Planted facts and bookings as US Core and mCODE resources."""

from datetime import timedelta
from typing import Any

import msgspec

from fairway.exchange.cohort.journeys import Fact, Visit
from fairway.exchange.cohort.resources import codes
from fairway.exchange.cohort.resources.codes import answer, concept
from fairway.exchange.cohort.resources.pen import AMBULATORY, MCODE, US_CORE, Pen, Resource

CONDITION_STATUS = "http://terminology.hl7.org/CodeSystem/condition-"
OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
LABORATORY = [concept((OBSERVATION_CATEGORY, "laboratory"))]
EXAM = [concept((OBSERVATION_CATEGORY, "exam"))]
RADIOLOGY = [concept((codes.LOINC, "LP29684-5"))]
LAB = f"{US_CORE}observation-lab"
RESULT = f"{US_CORE}observation-clinical-result"
REPORT = f"{US_CORE}diagnosticreport-note"
PROCEDURE = f"{US_CORE}procedure"
ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
APPOINTMENT = "http://hl7.org/fhir/StructureDefinition/Appointment"
STUDY = "http://hl7.org/fhir/StructureDefinition/ImagingStudy"
BOOKED_AS = {"colposcopy": "visit", "colonoscopy": "visit"}
AUTHOR = ("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "author")
ORDERED = ("biopsy", "colposcopy", "colonoscopy")
BY_OBSERVATION = ("resolution", "treatment-complete", "moved", "declined")


def write_fact(pen: Pen, fact: Fact) -> Resource:
    """One fact as the resource that a record system would hold for it."""
    resource = _written(pen, fact)
    if fact.said == "undated":
        resource.pop("effectiveDateTime")
    return resource


def write_order(pen: Pen, fact: Fact) -> None:
    """The order before a diagnostic step."""
    day = fact.on - timedelta(days=2)
    code = codes.PROCEDURES[fact.kind, fact.cancer][0]
    pen.make(
        "ServiceRequest", day, profile=f"{US_CORE}servicerequest", status="completed", intent="order",
        code=concept(code), authoredOn=day.isoformat(), requester=pen.doctor,
    )  # fmt: skip


def write_provenance(pen: Pen, target: Resource) -> None:
    """Who wrote a record down."""
    name = f"{target['resourceType']}/{target['id']}"
    pen.make(
        "Provenance", pen.today, profile=f"{US_CORE}provenance", about="", target=[{"reference": name}],
        recorded=target["meta"]["lastUpdated"], agent=[{"type": concept(AUTHOR), "who": pen.doctor}],
    )  # fmt: skip


def _written(pen: Pen, fact: Fact) -> Resource:
    match fact.kind:
        case "diagnosis":
            return _condition(pen, fact)
        case "screening-result":
            return _screening(pen, fact)
        case "imaging":
            return _image(pen, fact)
        case "pathology" | "stage":
            return _finding(pen, fact)
        case "consult":
            return _consult(pen, fact)
        case "treatment":
            return _treatment(pen, fact)
        case kind if kind in BY_OBSERVATION:
            return _own_word(pen, fact)
    return _procedure(pen, fact, pen.chance.random.choice(_done(fact)))


def _done(fact: Fact) -> list[codes.Code]:
    return [codes.HOSPICE] if fact.kind == "hospice" else codes.PROCEDURES[fact.kind, fact.cancer]


def _site(fact: Fact) -> dict[str, Any]:
    return concept((codes.SNOMED, codes.SITES[fact.cancer]))


def _reason(fact: Fact) -> list[dict[str, Any]]:
    return [concept(codes.DIAGNOSES[fact.cancer][0])]


def _status(fact: Fact, usual: str) -> str:
    return {"mistaken": "entered-in-error", "not-done": "not-done"}.get(fact.said, usual)


def _condition(pen: Pen, fact: Fact) -> Resource:
    is_suspected = fact.said == "suspected"
    code = pen.chance.random.choice(
        codes.PRECANCER if fact.value == "precancer" else codes.DIAGNOSES[fact.cancer]
    )
    verification = {"suspected": "provisional", "mistaken": "entered-in-error"}.get(
        fact.said, "confirmed"
    )
    if is_suspected and fact.cancer in codes.SUSPECTED and pen.chance.random.random() < 0.5:
        code, verification = codes.SUSPECTED[fact.cancer], "confirmed"
    day = pen.when(fact.on, is_partial=fact.is_partial)
    dated: dict[str, Any] = (
        {"extension": [{"url": ASSERTED, "valueDateTime": day}]}
        if pen.chance.random.random() < 0.3
        else {"onsetDateTime": day}
    )
    return pen.make(
        "Condition", fact.on, profile=f"{MCODE}primary-cancer-condition",
        clinicalStatus=concept((f"{CONDITION_STATUS}clinical", "active")),
        verificationStatus=concept((f"{CONDITION_STATUS}ver-status", verification)),
        category=[concept(("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item"))],
        code=concept(code), recorder=pen.doctor, **dated,
    )  # fmt: skip


def _screening(pen: Pen, fact: Fact) -> Resource:
    code = pen.chance.random.choice(codes.SCREENING[fact.cancer])
    if fact.value == "hpv-positive":
        code = codes.HPV
    said: dict[str, Any] = {"valueCodeableConcept": answer(fact.value)}
    if fact.cancer == "prostate":
        said = {"valueQuantity": _psa(pen, is_raised=fact.value == "psa-raised")}
    when = pen.when(fact.on, is_partial=fact.is_partial)
    if fact.cancer in codes.REPORTS and fact.said == "true" and pen.chance.rate("reported_twice"):
        pen.make(
            "DiagnosticReport", fact.on, profile=REPORT, status="final", effectiveDateTime=when, category=RADIOLOGY,
            code=concept(codes.REPORTS[fact.cancer]), conclusionCode=[answer(fact.value)], performer=[pen.doctor],
        )  # fmt: skip
    if fact.cancer in codes.STUDY and not fact.is_partial and pen.chance.random.random() < 0.5:
        _study(pen, fact)
    is_lab = fact.cancer in ("cervical", "colorectal", "prostate")
    return pen.make(
        "Observation", fact.on, profile=LAB if is_lab else RESULT, category=LABORATORY if is_lab else EXAM,
        status=_status(fact, "final"), code=concept(code), effectiveDateTime=when, performer=[pen.doctor], **said,
    )  # fmt: skip


def _psa(pen: Pen, *, is_raised: bool) -> dict[str, Any]:
    """Two decimals, kept as written: 4.00 is the lowest that counts as raised, 3.99 is not."""
    random = pen.chance.random
    low, high = (400, 2400) if is_raised else (20, 399)
    hundredths = random.choice((low if is_raised else high, random.randint(low, high)))
    return {
        "value": msgspec.Raw(f"{hundredths // 100}.{hundredths % 100:02d}".encode()), "unit": "ng/mL",
        "system": "http://unitsofmeasure.org", "code": "ng/mL",
    }  # fmt: skip


def _image(pen: Pen, fact: Fact) -> Resource:
    if not fact.is_partial and pen.chance.random.random() < 0.5:
        _study(pen, fact)
    return pen.make(
        "DiagnosticReport", fact.on, profile=REPORT, status=_status(fact, "final"), category=RADIOLOGY,
        code=concept(pen.chance.random.choice(codes.DIAGNOSTIC_IMAGES)), conclusionCode=[answer(fact.value)],
        effectiveDateTime=pen.when(fact.on, is_partial=fact.is_partial), performer=[pen.doctor],
    )  # fmt: skip


def _study(pen: Pen, fact: Fact) -> None:
    if fact.kind == "screening-result" and fact.cancer == "breast":
        return
    pen.make(
        "ImagingStudy", fact.on, profile=STUDY, status="available", started=pen.moment(fact.on),
        procedureCode=[concept(codes.STUDY[fact.cancer])], numberOfSeries=2, numberOfInstances=4,
    )  # fmt: skip


def _finding(pen: Pen, fact: Fact) -> Resource:
    is_stage = fact.kind == "stage"
    value = codes.ANSWERS[fact.value] if is_stage else codes.TISSUES[fact.value]
    return pen.make(
        "Observation", fact.on, profile=f"{MCODE}tnm-stage-group" if is_stage else RESULT, category=LABORATORY,
        status=_status(fact, "final"), code=concept(codes.STAGE if is_stage else codes.PATHOLOGY),
        bodySite=_site(fact), valueCodeableConcept=concept(value),
        effectiveDateTime=pen.when(fact.on, is_partial=fact.is_partial), performer=[pen.doctor],
    )  # fmt: skip


def _consult(pen: Pen, fact: Fact) -> Resource:
    when = pen.when(fact.on, is_partial=fact.is_partial)
    return pen.make(
        "Encounter", fact.on, profile=f"{US_CORE}encounter", status="finished", period={"start": when},
        type=[concept((codes.FAIRWAY, f"{fact.cancer}-consult"), text="specialist")],
        participant=[{"individual": pen.doctor}], **AMBULATORY,
    )  # fmt: skip


def _treatment(pen: Pen, fact: Fact) -> Resource:
    if fact.value == "systemic":
        return pen.make(
            "MedicationAdministration", fact.on, profile=f"{MCODE}cancer-related-medication-administration",
            status=_status(fact, "completed"), reasonCode=_reason(fact), effectiveDateTime=pen.when(fact.on),
            medicationCodeableConcept=concept(pen.chance.random.choice(codes.DRUGS[fact.cancer])),
            performer=[{"actor": pen.doctor}],
        )  # fmt: skip
    fixed = {"radiation": codes.RADIATION, "active-surveillance": codes.SURVEILLANCE}
    code = fixed.get(fact.value) or pen.chance.random.choice(
        codes.PROCEDURES[fact.value, fact.cancer]
    )
    return _procedure(pen, fact, code)


def _procedure(pen: Pen, fact: Fact, code: codes.Code) -> Resource:
    profile = f"{MCODE}cancer-related-surgical-procedure" if fact.value == "surgery" else PROCEDURE
    is_care = fact.kind in ("treatment", "hospice")
    extra: dict[str, Any] = {"reasonCode": _reason(fact)} if is_care else {}
    return pen.make(
        "Procedure", fact.on, profile=profile, status=_status(fact, "completed"), code=concept(code),
        performedDateTime=pen.when(fact.on, is_partial=fact.is_partial), performer=[{"actor": pen.doctor}], **extra,
    )  # fmt: skip


def _own_word(pen: Pen, fact: Fact) -> Resource:
    """What no public code says: in the words of Fairway, as a local code of the source."""
    local = f"{fact.cancer}-{fact.kind}" if fact.cancer else fact.kind
    said: dict[str, Any] = {}
    if fact.value:
        said["valueCodeableConcept"] = concept((codes.FAIRWAY, f"resolved-{fact.value}"))
    return pen.make(
        "Observation", fact.on, profile=RESULT, status="final", category=EXAM, code=concept((codes.FAIRWAY, local)),
        effectiveDateTime=pen.when(fact.on), **said,
    )  # fmt: skip


def write_visit(pen: Pen, visit: Visit, *, place: dict[str, str]) -> Resource:
    """One booking."""
    kind = "treatment-visit" if visit.is_treatment else BOOKED_AS.get(visit.kind, visit.kind)
    service = concept((codes.FAIRWAY, f"{visit.cancer}-{kind}"))
    record = pen.chance.random.choice(pen.records)
    return pen.make(
        "Appointment", min(visit.on, pen.today), profile=APPOINTMENT, about="", status=visit.status,
        serviceType=[service], start=f"{visit.on}T{pen.chance.random.randint(8, 16):02d}:30:00-05:00", minutesDuration=30,
        participant=[
            {"actor": {"reference": f"Patient/{record}"}, "status": "accepted"},
            {"actor": place, "status": "accepted"},
        ],
    )  # fmt: skip
