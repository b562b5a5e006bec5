"""FHIR R4 resources into our own facts: one resource as bytes in, one Reading out. Pure: no Django, no database."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import msgspec

from fairway.exchange.fhir.read import booking, clinical, drugs
from fairway.exchange.fhir.read.context import Context, reading
from fairway.exchange.fhir.read.patient import patient
from fairway.exchange.fhir.read.reading import (
    FoundBooking,
    FoundCoverage,
    FoundEvent,
    Reading,
    Subject,
    Unreadable,
)
from fairway.exchange.fhir.read.shapes import READ, TYPES, Bystander, Other
from fairway.exchange.fhir.read.shapes import Patient as PatientShape

__all__ = [
    "Context",
    "FoundBooking",
    "FoundCoverage",
    "FoundEvent",
    "Reading",
    "Subject",
    "Unreadable",
    "contained_people",
    "read",
]

LONGEST_ID = 80
ONE_DAY = timedelta(days=1)
Decoded = TypeVar("Decoded")
READERS: dict[str, Callable[[Context, Any], Reading]] = {
    "Patient": patient,
    "Condition": clinical.condition,
    "Observation": clinical.observation,
    "DiagnosticReport": clinical.diagnostic_report,
    "Procedure": clinical.procedure,
    "ImagingStudy": clinical.imaging_study,
    "Encounter": clinical.encounter,
    "ServiceRequest": clinical.service_request,
    "MedicationRequest": drugs.medication_request,
    "MedicationAdministration": drugs.medication_administration,
    "Medication": drugs.medication,
    "Appointment": booking.appointment,
    "Coverage": booking.coverage,
}
DECODE = msgspec.json.Decoder(READ).decode
DECODE_OTHER = msgspec.json.Decoder(Other).decode
PLACE = re.compile(r" - at `([^`]+)`")


def read(line: bytes, context: Context, *, default_id: str = "") -> Reading:
    """One resource. `default_id` is what a Bundle's fullUrl gives it where it has no id of its own.

    Raises Unreadable for what is not JSON, not FHIR, nameless, or says something that cannot be.
    """
    try:
        resource = _decoded(DECODE, line)
    except msgspec.ValidationError as problem:
        return _other(line, problem, default_id)
    if not 0 < len(resource.id) <= LONGEST_ID:
        resource = _with_id(resource, default_id)
    if isinstance(resource, Bystander):
        return reading(resource, reason="directory")
    if isinstance(resource, PatientShape) and line.count(b'"birthDate"') > 1:
        _refuse_two_birth_dates(line)
    found = READERS[type(resource).__name__](context, resource)
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
            people.append(READERS["Patient"](context, person))
    return people


def _decoded(decode: Callable[[bytes], Decoded], line: bytes) -> Decoded:
    """Raises Unreadable for what is no JSON at all, and ValidationError for JSON of another shape."""
    try:
        return decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        raise Unreadable("is not JSON") from None
    except RecursionError:
        raise Unreadable("is nested too deep to be a FHIR resource") from None
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8") from None


def _other(line: bytes, problem: msgspec.ValidationError, default_id: str) -> Reading:
    """A resource of a type that is not read, or one whose fields are not what FHIR says."""
    try:
        other = _decoded(DECODE_OTHER, line)
    except msgspec.ValidationError:
        raise Unreadable("is not a FHIR resource") from None
    if not other.resourceType:
        raise Unreadable("has no resourceType", "$.resourceType")
    if other.resourceType not in TYPES:
        raise Unreadable("names a resourceType that FHIR R4 does not have", "$.resourceType")
    if other.resourceType in READERS or other.resourceType in {
        kind.__name__ for kind in Bystander.__subclasses__()
    }:
        place = PLACE.search(str(problem))
        wanted = str(problem).partition(" - at ")[0].partition(", got")[0]
        raise Unreadable(f"has a field of the wrong kind ({wanted})", place[1] if place else "$")
    if other.resourceType == "Bundle":
        raise Unreadable("is a Bundle inside a line; save each Bundle as a file of its own")
    if not 0 < len(other.id or default_id) <= LONGEST_ID:
        raise Unreadable("has no id", "$.id")
    return Reading(
        resource_type=other.resourceType, resource_id=other.id or default_id, reason="type-not-used"
    )


def _with_id(resource: READ, default_id: str) -> READ:
    if resource.id:
        raise Unreadable(f"has an id of more than {LONGEST_ID} characters", "$.id")
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
