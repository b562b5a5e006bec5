"""What cannot be read: one clear sentence with the place, and never a value of the record in it."""

from typing import Any

import pytest

from fairway.exchange.fhir.read import Unreadable
from tests.unit.exchange.fhir.making import LOINC, SNOMED, concept, read_one, resource

OBSERVATION = resource(
    "Observation", concept(LOINC, "24606-6"), status="final", effectiveDateTime="2026-01-01"
)
DEEP = (
    b'{"resourceType":"Patient","id":"1","extension":'
    + b'[{"extension":' * 100_000
    + b"1"
    + b"}]" * 100_000
    + b"}"
)


@pytest.mark.parametrize(
    ("line", "reason", "path"),
    [
        (b"", "not JSON", "$"),
        (b"not json", "not JSON", "$"),
        (b'{"resourceType":"Patient","id":"1"', "not JSON", "$"),
        (b"[1, 2]", "not a FHIR resource", "$"),
        (b"7", "not a FHIR resource", "$"),
        (b"{}", "no resourceType", "$.resourceType"),
        (b'{"id":"1"}', "no resourceType", "$.resourceType"),
        (b'{"resourceType":"patient","id":"1"}', "FHIR R4 does not have", "$.resourceType"),
        (b'{"resourceType":"Mammogram","id":"1"}', "FHIR R4 does not have", "$.resourceType"),
        (b'{"resourceType":7,"id":"1"}', "not a FHIR resource", "$"),
        (b'{"resourceType":"Bundle","id":"1"}', "Bundle inside a line", "$"),
        (b'{"resourceType":"Patient"}', "no id", "$.id"),
        (b'{"resourceType":"Claim"}', "no id", "$.id"),
        (b'{"resourceType":"Patient","id":"' + b"a" * 81 + b'"}', "more than 80", "$.id"),
        (
            b'{"resourceType":"Patient","id":"1","birthDate":["1970-01-01","1971-01-01"]}',
            "wrong kind",
            "$.birthDate",
        ),
        (b'{"resourceType":"Patient","id":"1","name":{"family":"Secret"}}', "wrong kind", "$.name"),
        (
            b'{"resourceType":"Patient","id":"1","name":[{"given":"Secret"}]}',
            "wrong kind",
            "$.name[0].given",
        ),
        (DEEP, "nested too deep", "$"),
        (b'{"resourceType":"Patient","id":"\xff\xfe"}', "", "$"),
    ],
)
def test_one_sentence_with_the_place(line: bytes, reason: str, path: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_one(line)
    assert reason in refused.value.reason
    assert refused.value.path == path
    assert "Secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("made", "path"),
    [
        ({"resourceType": "Patient", "id": "1", "birthDate": "2023-02-30"}, "$.birthDate"),
        ({"resourceType": "Patient", "id": "1", "birthDate": "0001-01-01"}, "$.birthDate"),
        ({"resourceType": "Patient", "id": "1", "birthDate": "9999-12-31"}, "$.birthDate"),
        ({"resourceType": "Patient", "id": "1", "deceasedDateTime": "1999-99"}, "$.deceasedDateTime"),
        (OBSERVATION | {"effectiveDateTime": "2023-02-30", "valueString": "BI-RADS 4"}, "$.effectiveDateTime"),
        ({key: value for key, value in OBSERVATION.items() if key != "subject"}, "$.subject"),
        ({"resourceType": "Procedure", "id": "1", "status": "completed"}, "$.subject"),
        ({"resourceType": "Appointment", "id": "1", "status": "booked", "start": "2026-01-01T10:00:00Z"}, "$.participant"),
        (
            {"resourceType": "Appointment", "id": "1", "status": "soon", "participant": [{"actor": {"reference": "Patient/1"}}]},
            "$.status",
        ),
        (
            {
                "resourceType": "Appointment", "id": "1", "status": "booked", "start": "2026-01-01",
                "participant": [{"actor": {"reference": "Patient/1"}}],
            },
            "$.start",
        ),
        ({"resourceType": "Coverage", "id": "1", "status": "active"}, "$.beneficiary"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_be(made: dict[str, Any], path: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_one(made)
    assert refused.value.path == path


def test_a_bundle_entry_may_take_its_id_from_its_full_url() -> None:
    from fairway.exchange.fhir.read import read
    from tests.unit.exchange.fhir.making import context

    assert read(b'{"resourceType":"Patient"}', context(), default_id="u-1").resource_id == "u-1"
    assert read(b'{"resourceType":"Claim"}', context(), default_id="u-2").resource_id == "u-2"


def test_resources_that_say_nothing_are_kept_with_the_reason() -> None:
    assert read_one(b'{"resourceType":"Claim","id":"1"}').reason == "type-not-used"
    assert read_one(b'{"resourceType":"Organization","id":"1"}').reason == "directory"
    assert read_one(b'{"resourceType":"Medication","id":"1"}').reason == "directory"
    assert read_one(b'{"resourceType":"Provenance","id":"1"}').reason == "directory"
    assert read_one(resource("Condition", concept(SNOMED, "74400008"))).reason == "not-about-cancer"


@pytest.mark.parametrize(
    ("fields", "payer"),
    [
        ({"type": concept("https://nahdo.org/sopt", "2")}, "medicaid"),
        ({"type": concept("https://nahdo.org/sopt", "12")}, "medicare"),
        ({"type": {"text": "Private insurance"}}, "private"),
        ({"payor": [{"display": "NO_INSURANCE"}]}, "none"),
        ({"payor": [{"display": "Humana"}]}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_who_pays(fields: dict[str, Any], payer: str) -> None:
    made = {
        "resourceType": "Coverage",
        "id": "1",
        "status": "active",
        "beneficiary": {"reference": "Patient/1"},
    }
    found = read_one(
        made | {"period": {"start": "2025-01-01", "end": "2025-12-31"}} | fields
    ).coverage
    assert found is not None
    assert (found.payer, str(found.starts_on), str(found.ends_on)) == (
        payer,
        "2025-01-01",
        "2025-12-31",
    )
    assert read_one(made | {"status": "cancelled"}).reason == "not-in-force"


def test_a_booking() -> None:
    made = {
        "resourceType": "Appointment", "id": "1", "status": "checked-in", "start": "2026-01-01T10:00:00-05:00",
        "serviceType": [concept(SNOMED, "367336001")], "reasonCode": [concept(SNOMED, "254837009")],
        "participant": [
            {"actor": {"reference": "Location/2", "display": "Infusion room"}},
            {"actor": {"reference": "Practitioner/3"}},
            {"actor": {"reference": "Patient/7"}},
        ],
    }  # fmt: skip
    found = read_one(made)
    assert found.subject is not None
    assert found.subject.value == "Patient/7"
    booking = found.booking
    assert booking is not None
    assert (booking.status, booking.kind, booking.cancer, booking.is_treatment, booking.place_text) == (
        "arrived", "treatment", "breast", True, "Infusion room",
    )  # fmt: skip
    assert (
        read_one({key: value for key, value in made.items() if key != "start"}).reason
        == "no-time-yet"
    )
