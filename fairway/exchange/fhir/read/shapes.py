"""FHIR R4 resources, as far as they are read: every other field is skipped over and kept in the pack."""

from pathlib import Path
from typing import Any, Union

import msgspec

from fairway.exchange.fhir.read.parts import (
    Address,
    Communication,
    Concept,
    ContactPoint,
    Extension,
    HumanName,
    Identifier,
    Meta,
    Period,
    Quantity,
    Reference,
    Shape,
)


class Resource(Shape, tag_field="resourceType"):
    """What every resource has, and all that is read of most."""

    id: str = ""
    contained: list[msgspec.Raw] = []


class Patient(Resource, tag="Patient"):
    """A person."""

    extension: list[Extension] = []
    identifier: list[Identifier] = []
    name: list[HumanName] = []
    telecom: list[ContactPoint] = []
    gender: str = ""
    birthDate: str = ""
    deceasedBoolean: bool | None = None
    deceasedDateTime: str = ""
    address: list[Address] = []
    communication: list[Communication] = []


class Clinical(Resource):
    """What is said of a patient: the fields that several kinds of record share."""

    status: str = ""
    code: Concept | None = None
    subject: Reference | None = None
    bodySite: list[Concept] = []
    reasonCode: list[Concept] = []
    statusReason: Concept | None = None


class Condition(Clinical, tag="Condition"):
    """A diagnosis."""

    extension: list[Extension] = []
    verificationStatus: Concept | None = None
    onsetDateTime: str = ""
    onsetPeriod: Period | None = None
    recordedDate: str = ""


class Observation(Resource, tag="Observation"):
    """A result. Its body site is one, not a list."""

    status: str = ""
    code: Concept | None = None
    subject: Reference | None = None
    bodySite: Concept | None = None
    effectiveDateTime: str = ""
    effectivePeriod: Period | None = None
    effectiveInstant: str = ""
    issued: str = ""
    valueCodeableConcept: Concept | None = None
    valueQuantity: Quantity | None = None
    valueString: str = ""
    valueBoolean: bool | None = None
    interpretation: list[Concept] = []


class DiagnosticReport(Resource, tag="DiagnosticReport"):
    """A report with its conclusion."""

    status: str = ""
    code: Concept | None = None
    subject: Reference | None = None
    effectiveDateTime: str = ""
    effectivePeriod: Period | None = None
    issued: str = ""
    conclusionCode: list[Concept] = []
    conclusion: str = ""


class Procedure(Clinical, tag="Procedure"):
    """Something done."""

    performedDateTime: str = ""
    performedPeriod: Period | None = None


class ImagingStudy(Resource, tag="ImagingStudy"):
    """Pictures taken."""

    status: str = ""
    subject: Reference | None = None
    started: str = ""
    procedureCode: list[Concept] = []
    reasonCode: list[Concept] = []


class Encounter(Resource, tag="Encounter"):
    """A visit that took place."""

    status: str = ""
    type: list[Concept] = []
    serviceType: Concept | None = None
    subject: Reference | None = None
    period: Period | None = None
    reasonCode: list[Concept] = []


class ServiceRequest(Resource, tag="ServiceRequest"):
    """An order or referral."""

    status: str = ""
    intent: str = ""
    code: Concept | None = None
    subject: Reference | None = None
    authoredOn: str = ""
    occurrenceDateTime: str = ""
    reasonCode: list[Concept] = []
    bodySite: list[Concept] = []


class MedicationRequest(Resource, tag="MedicationRequest"):
    """A prescription."""

    status: str = ""
    intent: str = ""
    medicationCodeableConcept: Concept | None = None
    medicationReference: Reference | None = None
    subject: Reference | None = None
    authoredOn: str = ""
    reasonCode: list[Concept] = []


class MedicationAdministration(Resource, tag="MedicationAdministration"):
    """A dose given."""

    status: str = ""
    medicationCodeableConcept: Concept | None = None
    medicationReference: Reference | None = None
    subject: Reference | None = None
    effectiveDateTime: str = ""
    effectivePeriod: Period | None = None
    reasonCode: list[Concept] = []


class Medication(Resource, tag="Medication"):
    """A drug that another record points at; read where it is contained."""

    code: Concept | None = None


class Participant(Shape):
    """Who comes to an appointment, or where it is."""

    actor: Reference | None = None


class Appointment(Resource, tag="Appointment"):
    """A booking."""

    status: str = ""
    start: str = ""
    serviceType: list[Concept] = []
    specialty: list[Concept] = []
    appointmentType: Concept | None = None
    reasonCode: list[Concept] = []
    participant: list[Participant] = []


class Coverage(Resource, tag="Coverage"):
    """Who pays."""

    status: str = ""
    type: Concept | None = None
    beneficiary: Reference | None = None
    payor: list[Reference] = []
    period: Period | None = None


class Bundle(Shape, tag_field="resourceType", tag="Bundle"):
    """Resources sent together."""

    type: str = ""
    entry: "list[BundleEntry]" = []


class BundleEntry(Shape):
    """One resource of a Bundle, still as bytes; no bytes where the entry has none."""

    fullUrl: str = ""
    resource: msgspec.Raw = msgspec.Raw()


class Other(Shape):
    """Any resource, when only its type and id matter."""

    resourceType: str = ""
    id: str = ""


class Versioned(Shape):
    """Any resource, when only its age matters."""

    meta: Meta | None = None


# Every resource type of FHIR R4: another word in this place is a mistake, not a resource that we do not use.
TYPES = frozenset((Path(__file__).parent / "resource_types.txt").read_text().split())
READ: list[type[Resource]] = [
    Patient, Condition, Observation, DiagnosticReport, Procedure, ImagingStudy, Encounter, ServiceRequest,
    MedicationRequest, MedicationAdministration, Medication, Appointment, Coverage,
]  # fmt: skip
# Those that are checked and kept, and say nothing of a clock; a Bundle inside a line is a mistake.
UNREAD = [
    msgspec.defstruct(name, [], bases=(Resource,), tag_field="resourceType", tag=name, gc=False, kw_only=True)
    for name in sorted(TYPES - {kind.__name__ for kind in READ} - {"Bundle"})
]  # fmt: skip
ANY: Any = Union[tuple(READ + UNREAD)]  # noqa: UP007 - made from a list
