"""Appointments and coverage. Pure."""

from fairway.exchange.fhir.read import meaning
from fairway.exchange.fhir.read.context import Context, reading
from fairway.exchange.fhir.read.dates import day, instant
from fairway.exchange.fhir.read.parts import Concept
from fairway.exchange.fhir.read.reading import FoundBooking, FoundCoverage, Reading, Unreadable
from fairway.exchange.fhir.read.shapes import Appointment, Coverage

STATUSES = {
    "proposed": "proposed", "pending": "pending", "waitlist": "pending", "booked": "booked", "arrived": "arrived",
    "checked-in": "arrived", "fulfilled": "fulfilled", "cancelled": "cancelled", "noshow": "noshow",
    "entered-in-error": "entered-in-error",
}  # fmt: skip
# HL7 coverage types (v3-ActCode and the Payer value set's SOPT codes) to our payers.
PAYERS = {
    "MEDICARE": "medicare", "1": "medicare", "11": "medicare", "12": "medicare", "2": "medicaid", "MEDICAID": "medicaid",
    "SUBSIDIZ": "medicaid", "31": "va-tricare", "32": "va-tricare", "311": "va-tricare", "33": "ihs",
    "5": "private", "51": "private", "52": "private", "EHCPOL": "private", "HIP": "private", "6": "private",
    "PAY": "none", "81": "none", "82": "other", "9": "other",
}  # fmt: skip


def appointment(context: Context, resource: Appointment) -> Reading:
    """A booking of a patient, with its kind and cancer where its codes say them."""
    actors = [one.actor for one in resource.participant if one.actor is not None]
    people = [
        actor
        for actor in actors
        if "Location/" not in actor.reference and "Practitioner" not in actor.reference
    ]
    person = next((found for actor in people if (found := context.subject(resource, actor))), None)
    if person is None:
        raise Unreadable("names no patient among its participants", "$.participant")
    if resource.status not in STATUSES:
        raise Unreadable("is no status of an appointment", "$.status")
    if not resource.start:
        return reading(resource, reason="no-time-yet")
    about = [*resource.serviceType, *resource.specialty, resource.appointmentType]
    code = meaning.about(context.tables, [*about, *resource.reasonCode])
    booking = FoundBooking(
        source_ref=context.ref(resource),
        starts_at=instant(resource.start, "$.start"),
        status=STATUSES[resource.status],
        cancer=(code.cancer if code else "")
        or meaning.cancer_of(context.tables, resource.reasonCode),
        kind=code.kind if code and code.kind != "diagnosis" else "",
        is_treatment=code is not None and code.kind == "treatment",
        place_text=next(
            (a.display[:200] for a in actors if "Location/" in a.reference and a.display), ""
        ),
    )
    return reading(resource, subject=person, booking=booking)


def coverage(context: Context, resource: Coverage) -> Reading:
    """Who pays; `unknown` where the type says nothing we know, with the source's words beside it."""
    person = context.subject(resource, resource.beneficiary)
    if person is None:
        raise Unreadable("names no beneficiary", "$.beneficiary")
    if resource.status in ("cancelled", "draft", "entered-in-error"):
        return reading(resource, reason="not-in-force")
    period = resource.period
    text = next((payor.display for payor in resource.payor if payor.display), _text(resource.type))
    found = FoundCoverage(
        source_ref=context.ref(resource),
        payer=_payer(resource.type, text),
        payer_text=text[:200],
        starts_on=day(period.start, "$.period.start").on if period and period.start else None,
        ends_on=day(period.end, "$.period.end").on if period and period.end else None,
    )
    return reading(resource, subject=person, coverage=found)


def _payer(kind: Concept | None, text: str) -> str:
    for coding in kind.coding if kind is not None else ():
        if coding.code in PAYERS:
            return PAYERS[coding.code]
    folded = f"{text} {_text(kind)}".lower()
    for word in (
        "medicaid",
        "medicare",
        "tricare",
        "indian health",
        "no_insurance",
        "self-pay",
        "private",
    ):
        if word in folded:
            return {
                "tricare": "va-tricare", "indian health": "ihs", "no_insurance": "none", "self-pay": "none",
            }.get(word, word)  # fmt: skip
    return "unknown"


def _text(concept: Concept | None) -> str:
    if concept is None:
        return ""
    return concept.text or next((coding.display for coding in concept.coding if coding.display), "")
