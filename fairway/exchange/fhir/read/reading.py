"""What reading a resource gives: facts not yet tied to a person of ours, or why it is kept unused."""

from datetime import date, datetime

import msgspec

from fairway.people.rules import PatientFacts


class Unreadable(Exception):
    """A resource that cannot be read: where (a JSON path) and why. Never with a value of the record in it."""

    def __init__(self, reason: str, path: str = "$") -> None:
        super().__init__(f"{reason} (at {path})")
        self.reason = reason
        self.path = path


class Subject(msgspec.Struct, frozen=True, gc=False):
    """Whom a record speaks of: the id at the source (`Patient/7`), or an identifier."""

    system: str
    value: str

    @property
    def key(self) -> tuple[str, str]:
        """As people.Identifier keeps it."""
        return self.system, self.value


class FoundEvent(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """EventFacts before the person is known."""

    source_ref: str
    kind: str
    occurred_on: date
    cancer: str = ""
    value: str = ""
    precision: str = "day"
    certainty: str = "confirmed"
    is_retraction: bool = False
    note: str = ""


class FoundBooking(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """AppointmentFacts before the person is known."""

    source_ref: str
    starts_at: datetime
    status: str
    cancer: str = ""
    kind: str = ""
    is_treatment: bool = False
    place_text: str = ""


class FoundCoverage(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """CoverageFacts before the person is known."""

    source_ref: str
    payer: str
    payer_text: str
    starts_on: date | None = None
    ends_on: date | None = None


class Reading(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One resource read. `reason` is a code of why it is kept unused; empty where it says something."""

    resource_type: str
    resource_id: str
    reason: str = ""
    subject: Subject | None = None
    patient: PatientFacts | None = None
    events: tuple[FoundEvent, ...] = ()
    booking: FoundBooking | None = None
    coverage: FoundCoverage | None = None
