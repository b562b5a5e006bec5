"""Small FHIR resources for tests: only what a test speaks of."""

from datetime import date
from typing import Any

import msgspec

from fairway.exchange.fhir.codes import tables
from fairway.exchange.fhir.read import Context, Reading, read

SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
ICD, RXNORM = "http://hl7.org/fhir/sid/icd-10-cm", "http://www.nlm.nih.gov/research/umls/rxnorm"
OURS = "urn:fairway:words"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def concept(
    system: str = "", code: str = "", *, text: str = "", display: str = ""
) -> dict[str, Any]:
    """A CodeableConcept."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} if not text else {"text": text}


def resource(kind: str, code: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A resource about Patient/1."""
    made: dict[str, Any] = {"resourceType": kind, "id": "x1", "subject": {"reference": "Patient/1"}}
    if code is not None:
        made["code"] = code
    return made | fields


def context(**fields: Any) -> Context:
    """What readers need, for site 12."""
    return Context(
        **(
            {"tables": tables(), "source": "source:12", "links": {}, "on": date(2026, 4, 1)}
            | fields
        )
    )


def read_one(made: dict[str, Any] | bytes, **fields: Any) -> Reading:
    """Read one resource."""
    return read(made if isinstance(made, bytes) else msgspec.json.encode(made), context(**fields))


def told(found: Reading) -> tuple[str, ...] | str:
    """The one event of a reading as (kind, cancer, value, day), or why it is kept unused."""
    if not found.events:
        return found.reason
    (event,) = found.events
    return (event.kind, event.cancer, event.value, event.occurred_on.isoformat())
