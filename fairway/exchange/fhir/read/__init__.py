"""FHIR R4 resources into our own facts: one resource as bytes in, one Reading out. Pure: no Django, no database."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from fairway.base.errors import sentence
from fairway.exchange.fhir.read import booking, clinical, dates, drugs, shapes
from fairway.exchange.fhir.read.context import Context
from fairway.exchange.fhir.read.patient import patient
from fairway.exchange.fhir.read.reading import (
    FoundBooking,
    FoundCoverage,
    FoundEvent,
    Reading,
    Subject,
    Unreadable,
)
from fairway.exchange.fhir.read.shapes import ANY, TYPES, Other, Resource, Versioned

__all__ = [
    "Context",
    "FoundBooking",
    "FoundCoverage",
    "FoundEvent",
    "Reading",
    "Subject",
    "Unreadable",
    "contained_people",
    "milliseconds",
    "read",
]

LONGEST_ID = 80
ONE_DAY = timedelta(days=1)
READERS: dict[type[Resource], Callable[[Context, Any], Reading]] = {
    shapes.Patient: patient,
    shapes.Condition: clinical.condition,
    shapes.Observation: clinical.observation,
    shapes.DiagnosticReport: clinical.diagnostic_report,
    shapes.Procedure: clinical.procedure,
    shapes.ImagingStudy: clinical.imaging_study,
    shapes.Encounter: clinical.encounter,
    shapes.ServiceRequest: clinical.service_request,
    shapes.MedicationRequest: drugs.medication_request,
    shapes.MedicationAdministration: drugs.medication_administration,
    shapes.Medication: drugs.medication,
    shapes.Appointment: booking.appointment,
    shapes.Coverage: booking.coverage,
}
# Who and where: other records point at them.
DIRECTORY = {
    "Organization",
    "Location",
    "Practitioner",
    "PractitionerRole",
    "CareTeam",
    "Provenance",
}
DECODE = msgspec.json.Decoder(ANY).decode
DECODE_OTHER = msgspec.json.Decoder(Other).decode
VERSION = msgspec.json.Decoder(Versioned).decode
# DecodeError stands for what is no JSON and, as ValidationError, for JSON of another shape.
BROKEN = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)
PLACE = re.compile(r" - at `([^`]+)`")


def read(line: bytes, context: Context, *, default_id: str = "") -> Reading:
    """One resource. `default_id` is what a Bundle's fullUrl gives it where it has no id of its own.

    Raises Unreadable for what is not JSON, not FHIR, nameless, or says something that cannot be.
    """
    try:
        resource = DECODE(line)
    except msgspec.ValidationError as problem:
        raise _mistake(line, problem) from None
    except BROKEN as problem:
        raise _unreadable(problem) from None
    if not 0 < len(resource.id) <= LONGEST_ID:
        resource = _with_id(resource, default_id)
    reader = READERS.get(type(resource))
    if reader is None:
        name = type(resource).__name__
        reason = "directory" if name in DIRECTORY else "type-not-used"
        return Reading(resource_type=name, resource_id=resource.id, reason=reason)
    if reader is patient and line.count(b'"birthDate"') > 1:
        _refuse_two_birth_dates(line)
    found = reader(context, resource)
    # A day's grace for clocks and zones; a "done" that lies ahead would take a late step off the list.
    if found.events and any(
        one.occurred_on > context.on + ONE_DAY and not one.is_retraction for one in found.events
    ):
        raise Unreadable("says that something happened on a day that lies ahead")
    return found


def contained_people(line: bytes, found: Reading, context: Context) -> list[Reading]:
    """People written inside the resource itself, when it speaks of one of them (`#p1`)."""
    if found.subject is None or "#" not in found.subject.value:
        return []
    home = f"{found.resource_type}/{found.resource_id}"
    people = []
    for raw in DECODE(line).contained:
        inner = msgspec.json.decode(raw, type=Other)
        if inner.resourceType == "Patient" and f"Patient/{home}#{inner.id}" == found.subject.value:
            person = msgspec.structs.replace(DECODE(bytes(raw)), id=f"{home}#{inner.id}")
            people.append(patient(context, person))
    return people


def milliseconds(line: bytes) -> int | None:
    """When the source last changed a resource, for comparing versions; None where it does not say."""
    try:
        meta = VERSION(line).meta
    except BROKEN:
        return None
    return dates.milliseconds(meta.lastUpdated) if meta is not None else None


def _unreadable(problem: Exception) -> Unreadable:
    """What is no JSON at all."""
    if isinstance(problem, RecursionError):
        return Unreadable("is nested too deep to be a FHIR resource")
    if isinstance(problem, UnicodeDecodeError):
        return Unreadable("is not UTF-8")
    return Unreadable("is not JSON")


def _mistake(line: bytes, problem: msgspec.ValidationError) -> Unreadable:
    """What is wrong with JSON that is no resource as FHIR says."""
    try:
        kind = DECODE_OTHER(line).resourceType
    except msgspec.ValidationError:
        return Unreadable("is not a FHIR resource")
    except BROKEN as worse:
        return _unreadable(worse)
    if not kind:
        return Unreadable("has no resourceType", "$.resourceType")
    if kind not in TYPES:
        return Unreadable("names a resourceType that FHIR R4 does not have", "$.resourceType")
    if kind == "Bundle":
        return Unreadable("is a Bundle inside a line; save each Bundle as a file of its own")
    place = PLACE.search(str(problem))
    wanted = str(problem).partition(" - at ")[0].partition(", got")[0]
    return Unreadable(sentence("has a field of the wrong kind", wanted), place[1] if place else "$")


def _with_id(resource: Resource, default_id: str) -> Resource:
    if resource.id:
        raise Unreadable(
            sentence("has an id that is too long", f"more than {LONGEST_ID} characters"), "$.id"
        )
    if not default_id:
        raise Unreadable("has no id", "$.id")
    return msgspec.structs.replace(resource, id=default_id)


def _refuse_two_birth_dates(line: bytes) -> None:
    """JSON keeps silent about a key that stands twice; for a birth date that would be a choice made by chance."""
    twice = [0]

    def count(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice[0] = sum(key == "birthDate" for key, _ in pairs)
        return {}

    json.loads(line, object_pairs_hook=count)
    if twice[0] > 1:
        raise Unreadable("has two birth dates", "$.birthDate")
