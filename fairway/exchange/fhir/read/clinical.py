"""Conditions, results, procedures, visits, orders and drugs into events. Pure."""

from collections.abc import Iterable
from typing import Any

from fairway.exchange.fhir.codes import Code
from fairway.exchange.fhir.read import meaning
from fairway.exchange.fhir.read.context import Context, reading
from fairway.exchange.fhir.read.dates import Day, day
from fairway.exchange.fhir.read.parts import Concept, Extension, Period, Reference
from fairway.exchange.fhir.read.reading import FoundEvent, Reading, Unreadable
from fairway.exchange.fhir.read.shapes import (
    Condition,
    DiagnosticReport,
    Encounter,
    ImagingStudy,
    Observation,
    Procedure,
    Resource,
    ServiceRequest,
)

ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
WRONG = "entered-in-error"
FINAL = {"final", "amended", "corrected", "appended"}
BEGUN = {"completed", "in-progress", "stopped", "on-hold"}
NEEDS_VALUE = {"screening-result", "pathology", "stage"}
BY_CONDITION = {"diagnosis", "declined", "moved", "hospice"}
BY_RESULT = NEEDS_VALUE | {
    "imaging", "biopsy", "colposcopy", "colonoscopy", "told", "resolution", "treatment-complete", "death", "moved",
    "declined", "hospice", "consult", "visit", "order",
}  # fmt: skip
CAN_BE_ORDERED = NEEDS_VALUE | {
    "imaging",
    "biopsy",
    "colposcopy",
    "colonoscopy",
    "consult",
    "treatment",
    "order",
}


def first_date(dates: Iterable[tuple[str, str]]) -> Day:
    """The first of several (text, path) that is there. Raises Unreadable when none is, or when it is no date."""
    path = "$"
    for text, path in dates:
        if text:
            return day(text, path)
    raise Unreadable("says something that matters, but not when", path)


def start(period: Period | None) -> str:
    """The beginning of a period."""
    return period.start if period is not None else ""


def event(
    context: Context,
    resource: Resource,
    about: Reference | None,
    code: Code,
    when: Day,
    **said: Any,
) -> Reading:
    """A reading with one event. Raises Unreadable where the resource names nobody."""
    if about is None:
        raise Unreadable("names no patient", "$.subject")
    person = context.subject(resource, about)
    if person is None:
        return reading(resource, reason="not-a-person")
    details: dict[str, Any] = {
        "kind": code.kind,
        "cancer": code.cancer,
        "value": code.value,
        "certainty": code.certainty,
    } | said
    found = FoundEvent(
        source_ref=context.ref(resource), occurred_on=when.on, precision=when.precision, **details
    )
    return reading(resource, subject=person, events=(found,))


def condition(context: Context, resource: Condition) -> Reading:
    """A diagnosis, on the day it was asserted if that is said (mCODE), else its onset, else when it was recorded.

    Unconfirmed, provisional and differential are suspicion and start no treatment clock; refuted says nothing.
    """
    code = meaning.about(context.tables, [resource.code])
    if code is None or code.kind not in BY_CONDITION:
        return unused(resource, resource.subject, "not-about-cancer")
    status = _code(resource.verificationStatus)
    if status == "refuted":
        return unused(resource, resource.subject, "refuted")
    cancer = code.cancer or meaning.cancer_of(context.tables, resource.bodySite)
    if code.kind == "diagnosis" and not cancer:
        return unused(resource, resource.subject, "cancer-not-named")
    when = first_date(
        [
            (_asserted(resource.extension), "$.extension[assertedDate]"),
            (resource.onsetDateTime, "$.onsetDateTime"),
            (start(resource.onsetPeriod), "$.onsetPeriod.start"),
            (resource.recordedDate, "$.recordedDate"),
        ]
    )
    doubtful = status in ("unconfirmed", "provisional", "differential")
    return event(
        context, resource, resource.subject, code, when, cancer=cancer, is_retraction=status == WRONG,
        certainty="suspected" if doubtful else code.certainty,
    )  # fmt: skip


def observation(context: Context, resource: Observation) -> Reading:
    """A result, if its code and its value both say something we know."""
    code = meaning.about(context.tables, [resource.code])
    if code is None or code.kind not in BY_RESULT:
        return unused(resource, resource.subject, "not-about-cancer")
    values = [resource.valueCodeableConcept]
    if resource.valueString:
        values.append(meaning.words(resource.valueString))
    if resource.valueBoolean is not None:
        values.append(meaning.flag(resource.valueBoolean))
    number = meaning.measured(context.tables, code, resource.valueQuantity)
    dates = [
        (resource.effectiveDateTime, "$.effectiveDateTime"),
        (start(resource.effectivePeriod), "$.effectivePeriod.start"),
        (resource.effectiveInstant, "$.effectiveInstant"),
        (resource.issued, "$.issued"),
    ]
    values += resource.interpretation
    return _result(context, resource, code, values, number, [resource.bodySite], dates)


def diagnostic_report(context: Context, resource: DiagnosticReport) -> Reading:
    """A report, if its code and its conclusion both say something we know."""
    code = meaning.about(context.tables, [resource.code])
    if code is None or code.kind not in BY_RESULT:
        return unused(resource, resource.subject, "not-about-cancer")
    values: list[Concept | None] = [*resource.conclusionCode]
    if resource.conclusion:
        values.append(meaning.words(resource.conclusion))
    dates = [
        (resource.effectiveDateTime, "$.effectiveDateTime"),
        (start(resource.effectivePeriod), "$.effectivePeriod.start"),
        (resource.issued, "$.issued"),
    ]
    return _result(context, resource, code, values, "", [], dates)


def _result(
    context: Context, resource: Observation | DiagnosticReport, code: Code, values: list[Concept | None],
    number: str, sites: list[Concept | None], dates: list[tuple[str, str]],
) -> Reading:  # fmt: skip
    if resource.status not in FINAL and resource.status != WRONG:
        return unused(resource, resource.subject, "not-final")
    value, cancer = meaning.answer(context.tables, code, values)
    value = number or value or code.value
    if code.kind in NEEDS_VALUE and not value and resource.status != WRONG:
        return unused(resource, resource.subject, "no-result-we-know")
    return event(
        context, resource, resource.subject, code, first_date(dates), value=value,
        cancer=cancer or meaning.cancer_of(context.tables, sites), is_retraction=resource.status == WRONG,
    )  # fmt: skip


def procedure(context: Context, resource: Procedure) -> Reading:
    """Something done, from the day it began. Not done because the person said no is her decision, not a step."""
    code = meaning.about(context.tables, [resource.code])
    if code is None or code.kind == "diagnosis":
        return unused(resource, resource.subject, "not-about-cancer")
    reasons = [*resource.bodySite, *resource.reasonCode]
    said: dict[str, Any] = {"cancer": code.cancer or meaning.cancer_of(context.tables, reasons)}
    if resource.status == "not-done":
        why = meaning.about(context.tables, [resource.statusReason])
        if why is None or why.kind != "declined":
            return unused(resource, resource.subject, "not-done")
        said |= {"kind": "declined", "value": ""}
    elif resource.status not in BEGUN and resource.status != WRONG:
        return unused(resource, resource.subject, "not-begun")
    elif code.kind in NEEDS_VALUE:
        return unused(resource, resource.subject, "no-result-we-know")
    when = first_date(
        [
            (resource.performedDateTime, "$.performedDateTime"),
            (start(resource.performedPeriod), "$.performedPeriod.start"),
        ]
    )
    return event(
        context,
        resource,
        resource.subject,
        code,
        when,
        is_retraction=resource.status == WRONG,
        **said,
    )


def imaging_study(context: Context, resource: ImagingStudy) -> Reading:
    """Diagnostic pictures taken; what they show is in the report."""
    code = meaning.about(context.tables, resource.procedureCode)
    if code is None or code.kind != "imaging":
        return unused(resource, resource.subject, "not-about-cancer")
    if resource.status == "cancelled":
        return unused(resource, resource.subject, "not-done")
    when = first_date([(resource.started, "$.started")])
    return event(
        context, resource, resource.subject, code, when, is_retraction=resource.status == WRONG
    )


def encounter(context: Context, resource: Encounter) -> Reading:
    """A visit: with a specialist where its type says so, else one for a cancer that its reason names."""
    code = meaning.about(context.tables, [*resource.type, resource.serviceType])
    cancer = meaning.cancer_of(context.tables, resource.reasonCode)
    if code is None and not cancer:
        return unused(resource, resource.subject, "not-about-cancer")
    if resource.status in ("planned", "cancelled"):
        return unused(resource, resource.subject, "not-begun")
    code = code or Code(system="", code="", says="visit", kind="visit")
    if code.kind in NEEDS_VALUE:
        return unused(resource, resource.subject, "no-result-we-know")
    when = first_date([(start(resource.period), "$.period.start")])
    return event(
        context, resource, resource.subject, code, when, cancer=code.cancer or cancer,
        is_retraction=resource.status == WRONG,
    )  # fmt: skip


def service_request(context: Context, resource: ServiceRequest) -> Reading:
    """An order or referral that was placed; a plan or proposal is none."""
    code = meaning.about(context.tables, [resource.code])
    if code is None or code.kind not in CAN_BE_ORDERED:
        return unused(resource, resource.subject, "not-about-cancer")
    if resource.intent in ("proposal", "plan") or resource.status in (
        "draft",
        "revoked",
        "unknown",
    ):
        return unused(resource, resource.subject, "not-ordered")
    reasons = [*resource.bodySite, *resource.reasonCode]
    when = first_date(
        [
            (resource.authoredOn, "$.authoredOn"),
            (resource.occurrenceDateTime, "$.occurrenceDateTime"),
        ]
    )
    return event(
        context, resource, resource.subject, code, when, kind="order", value="",
        cancer=code.cancer or meaning.cancer_of(context.tables, reasons), is_retraction=resource.status == WRONG,
    )  # fmt: skip


def unused(resource: Resource, about: Reference | None, reason: str) -> Reading:
    """Kept, and said why. Raises Unreadable where the resource names nobody: that is a mistake at the source."""
    if about is None:
        raise Unreadable("names no patient", "$.subject")
    return Reading(resource_type=type(resource).__name__, resource_id=resource.id, reason=reason)


def _code(concept: Concept | None) -> str:
    return concept.coding[0].code if concept is not None and concept.coding else ""


def _asserted(extensions: list[Extension]) -> str:
    return next((one.valueDateTime for one in extensions if one.url == ASSERTED), "")
