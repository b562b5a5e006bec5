"""What a source says of a person, in our own words: frozen structs, before she is found or registered."""

from datetime import date

import msgspec


class NameFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """FHIR HumanName, as far as we use it."""

    family: str = ""
    given: str = ""
    use: str = ""


class AnswerFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One value of one question; kind and status are the words of people.models.answers."""

    kind: str
    status: str = "known"
    system: str = ""
    code: str = ""
    text: str = ""


class ContactFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """FHIR ContactPoint."""

    system: str
    value: str
    use: str = ""
    rank: int = 1


class AddressFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """FHIR Address."""

    lines: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    use: str = ""


class PatientFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one person, before she is found or registered.

    `identifiers` are (system, value) pairs; the source's own id is among them as ("source", "Patient/7").
    `birth_precision` is day, month or year; empty with no date. Nothing has a default that fills in an unknown.
    """

    source_ref: str
    identifiers: list[tuple[str, str]] = []
    names: list[NameFacts] = []
    birth_date: date | None = None
    birth_precision: str = ""
    sex: str = "unknown"
    deceased_on: date | None = None
    answers: list[AnswerFacts] = []
    contact_points: list[ContactFacts] = []
    addresses: list[AddressFacts] = []


class CoverageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """FHIR Coverage of a registered patient; payer is a word of people.models.Coverage.Payer."""

    source_ref: str
    patient_id: int
    payer: str = "unknown"
    payer_text: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
