"""Prescriptions and doses of cancer drugs into events. Pure."""

import msgspec

from fairway.exchange.fhir.read import meaning
from fairway.exchange.fhir.read.clinical import BEGUN, WRONG, event, first_date, start, unused
from fairway.exchange.fhir.read.context import Context, reading
from fairway.exchange.fhir.read.parts import Concept
from fairway.exchange.fhir.read.reading import Reading
from fairway.exchange.fhir.read.shapes import (
    Medication,
    MedicationAdministration,
    MedicationRequest,
)

CONTAINED = msgspec.json.Decoder(Medication)


def medication_request(context: Context, resource: MedicationRequest) -> Reading:
    """A prescription.

    For a drug taken by mouth it is the only sign that treatment began. An infusion that is ordered and still open
    is an order; one that was completed or stopped had begun.
    """
    code = meaning.about(context.tables, [_drug(resource)])
    if code is None or code.kind != "treatment":
        return unused(resource, resource.subject, "not-about-cancer")
    if resource.intent in ("proposal", "plan") or resource.status not in {
        "active",
        "completed",
        "stopped",
        "on-hold",
        WRONG,
    }:
        return unused(resource, resource.subject, "not-ordered")
    is_begun = code.by_mouth or resource.status in ("completed", "stopped")
    when = first_date([(resource.authoredOn, "$.authoredOn")])
    return event(
        context, resource, resource.subject, code, when,
        kind="treatment" if is_begun else "order", value=code.value if is_begun else "",
        cancer=code.cancer or meaning.cancer_of(context.tables, resource.reasonCode),
        is_retraction=resource.status == WRONG,
    )  # fmt: skip


def medication_administration(context: Context, resource: MedicationAdministration) -> Reading:
    """A dose that was given."""
    code = meaning.about(context.tables, [_drug(resource)])
    if code is None or code.kind != "treatment":
        return unused(resource, resource.subject, "not-about-cancer")
    if resource.status not in BEGUN and resource.status != WRONG:
        return unused(resource, resource.subject, "not-done")
    when = first_date(
        [
            (resource.effectiveDateTime, "$.effectiveDateTime"),
            (start(resource.effectivePeriod), "$.effectivePeriod.start"),
        ]
    )
    return event(
        context, resource, resource.subject, code, when,
        cancer=code.cancer or meaning.cancer_of(context.tables, resource.reasonCode),
        is_retraction=resource.status == WRONG,
    )  # fmt: skip


def medication(context: Context, resource: Medication) -> Reading:
    """A drug on its own says nothing of a person."""
    return reading(resource, reason="directory")


def _drug(resource: MedicationRequest | MedicationAdministration) -> Concept | None:
    pointer = resource.medicationReference
    if pointer is None or not pointer.reference.startswith("#"):
        return resource.medicationCodeableConcept
    for raw in resource.contained:
        try:
            inner = CONTAINED.decode(raw)
        except msgspec.ValidationError:
            continue
        if inner.id == pointer.reference[1:]:
            return inner.code
    return None
