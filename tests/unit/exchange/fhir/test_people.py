"""Patients, references and dates as sources write them."""

from typing import Any

import msgspec
import pytest

from fairway.exchange.fhir.read import Unreadable, contained_people, read
from fairway.exchange.fhir.read.dates import day, instant, milliseconds
from fairway.people.rules import PatientFacts
from tests.unit.exchange.fhir.making import LOINC, SNOMED, concept, context, read_one, resource

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
RACE = "urn:oid:2.16.840.1.113883.6.238"


def patient(**fields: Any) -> PatientFacts:
    found = read_one({"resourceType": "Patient", "id": "1"} | fields).patient
    assert found is not None
    return found


def test_an_empty_patient_stays_unknown() -> None:
    """No default race, language, gender or name (DESIGN rule 4)."""
    facts = patient()
    assert facts == PatientFacts(
        source_ref="12:Patient/1", identifiers=[("source:12", "Patient/1")]
    )


def test_race_and_ethnicity_keep_every_code() -> None:
    codings = [
        {"url": url, "valueCoding": {"system": RACE, "code": code, "display": code}}
        for url, code in [
            ("ombCategory", "2106-3"),
            ("ombCategory", "2054-5"),
            ("detailed", "2108-9"),
        ]
    ]
    facts = patient(
        extension=[
            {
                "url": f"{US_CORE}race",
                "extension": [*codings, {"url": "text", "valueString": "Mixed"}],
            }
        ]
    )
    assert [(one.kind, one.code, one.status) for one in facts.answers] == [
        ("race", "2106-3", "known"), ("race", "2054-5", "known"), ("race", "2108-9", "known"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status"), [("UNK", "unknown"), ("ASKU", "declined"), ("NASK", "not-asked")]
)
def test_three_ways_of_not_knowing_stay_apart(code: str, status: str) -> None:
    null = {
        "url": "ombCategory",
        "valueCoding": {
            "system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
            "code": code,
        },
    }
    (answer,) = patient(extension=[{"url": f"{US_CORE}ethnicity", "extension": [null]}]).answers
    assert (answer.kind, answer.status) == ("ethnicity", status)


def test_race_in_words_only_is_kept_in_words() -> None:
    text = {"url": "text", "valueString": "Garifuna"}
    (answer,) = patient(extension=[{"url": f"{US_CORE}race", "extension": [text]}]).answers
    assert (answer.code, answer.text) == ("", "Garifuna")


def test_the_preferred_language_and_the_interpreter() -> None:
    spoken = [
        {"language": concept("urn:ietf:bcp:47", "en")},
        {"language": concept("urn:ietf:bcp:47", "es"), "preferred": True},
    ]
    needed = {
        "url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",
        "valueBoolean": True,
    }
    not_needed = {
        "url": f"{US_CORE}interpreter-needed",
        "valueCoding": {"system": SNOMED, "code": "373067005"},
    }
    told = {one.kind: one.code for one in patient(communication=spoken, extension=[needed]).answers}
    assert told == {"language": "es", "interpreter": "needed"}
    assert [one.code for one in patient(extension=[not_needed]).answers] == ["not-needed"]


def test_other_answers_of_us_core() -> None:
    tribe = {
        "url": f"{US_CORE}tribal-affiliation",
        "extension": [{"url": "tribalAffiliation", "valueCodeableConcept": concept("t", "91")}],
    }
    gender = {
        "url": f"{US_CORE}genderIdentity",
        "valueCodeableConcept": concept(SNOMED, "446141000124107"),
    }
    nested = {
        "url": "http://hl7.org/fhir/StructureDefinition/individual-genderIdentity",
        "extension": [{"url": "value", "valueCodeableConcept": concept("x", "asked-declined")}],
    }
    found = [
        (one.kind, one.code, one.status)
        for one in patient(extension=[tribe, gender, nested]).answers
    ]
    assert found == [
        ("tribal-affiliation", "91", "known"),
        ("gender-identity", "446141000124107", "known"),
        ("gender-identity", "asked-declined", "declined"),
    ]


def test_html_in_a_name_is_a_name() -> None:
    (name,) = patient(
        name=[{"family": "<script>alert(1)</script>", "given": ["<b>Ana</b>", None]}]
    ).names
    assert (name.family, name.given) == ("<script>alert(1)</script>", "<b>Ana</b>")


def test_a_name_in_one_text() -> None:
    (name,) = patient(name=[{"text": "Ana Díaz"}]).names
    assert name.family == "Ana Díaz"


def test_how_to_reach_her() -> None:
    facts = patient(
        telecom=[{"system": "phone", "value": "555-1", "use": "mobile"}, {"system": "phone", "value": "555-2", "use": "old"}],
        address=[{"line": ["1 Elm", "Apt 2"], "city": "X", "state": "MA", "postalCode": "01199"}, {"use": "old", "city": "Y"}],
    )  # fmt: skip
    assert [(one.system, one.value) for one in facts.contact_points] == [("phone", "555-1")]
    assert [(one.lines, one.postal_code) for one in facts.addresses] == [("1 Elm, Apt 2", "01199")]


def test_identifiers_once_each_and_her_own_id_first() -> None:
    numbers = [
        {"system": "mrn", "value": "7"},
        {"system": "mrn", "value": "7"},
        {"value": "8"},
        {"system": "x"},
    ]
    assert patient(identifier=numbers).identifiers == [("source:12", "Patient/1"), ("mrn", "7")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"deceasedDateTime": "2025-12-24T10:00:00-05:00"},
            ("", "2025-12-24", "day", "2025-12-24"),
        ),
        ({"deceasedDateTime": "2025-12"}, ("", "2025-12-01", "month", None)),
        ({"deceasedBoolean": True}, ("day-unknown", "2026-04-01", "day", None)),
        (
            {"deceasedBoolean": True, "meta": {"lastUpdated": "2026-01-05T00:00:00Z"}},
            ("day-unknown", "2026-04-01", "day", None),
        ),
    ],
)
def test_death_is_never_missed_and_no_day_of_it_made_up(
    fields: dict[str, Any], expected: tuple[str, str, str, str | None]
) -> None:
    """DESIGN 2.4: said without a day, it counts from the day we heard; no date of death is kept that nobody gave."""
    found = read_one({"resourceType": "Patient", "id": "1"} | fields)
    (event,) = found.events
    assert (event.kind, event.source_ref) == ("death", "12:Patient/1#death")
    assert found.patient is not None
    day = found.patient.deceased_on.isoformat() if found.patient.deceased_on else None
    assert (event.value, event.occurred_on.isoformat(), event.precision, day) == expected


def test_alive_is_no_event() -> None:
    assert read_one({"resourceType": "Patient", "id": "1", "deceasedBoolean": False}).events == ()


def test_two_birth_dates_in_one_resource_are_no_choice_of_ours() -> None:
    line = b'{"resourceType":"Patient","id":"1","birthDate":"1970-01-01","birthDate":"1971-01-01"}'
    with pytest.raises(Unreadable, match="two birth dates"):
        read_one(line)
    inner = b'{"resourceType":"Patient","id":"1","birthDate":"1970-01-01","contained":[{"resourceType":"RelatedPerson","birthDate":"1990-01-01"}]}'
    assert read_one(inner).patient is not None


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"reference": "Patient/7"}, ("source:12", "Patient/7")),
        ({"reference": "Patient/7/_history/3"}, ("source:12", "Patient/7")),
        ({"reference": "https://ehr.example/fhir/Patient/7"}, ("source:12", "Patient/7")),
        (
            {"reference": "https://ehr.example/fhir/Patient/7/_history/3"},
            ("source:12", "Patient/7"),
        ),
        ({"reference": "urn:uuid:0000-1"}, ("source:12", "Patient/0000-1")),
        ({"reference": "urn:uuid:linked"}, ("source:12", "Patient/9")),
        ({"reference": "#p"}, ("source:12", "Patient/Observation/x1#p")),
        ({"reference": "Patient?identifier=http://mrn|7"}, ("http://mrn", "7")),
        ({"reference": "Patient?identifier=http://mrn%7C7"}, ("http://mrn", "7")),
        ({"identifier": {"system": "http://mrn", "value": "7"}}, ("http://mrn", "7")),
    ],
)
def test_every_style_of_reference_finds_the_person(
    reference: dict[str, Any], expected: tuple[str, str]
) -> None:
    made = resource("Observation", concept(LOINC, "2857-1"), status="final", effectiveDateTime="2026-01-01", subject=reference,
                    valueQuantity={"value": 5, "code": "ng/mL"})  # fmt: skip
    found = read_one(made, links={"urn:uuid:linked": "Patient/9"})
    assert found.subject is not None
    assert found.subject.key == expected


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "Group/7"},
        {"reference": "Device/1"},
        {"display": "someone"},
        {"reference": "#"},
    ],
)
def test_what_is_not_about_a_person_is_kept(reference: dict[str, str]) -> None:
    made = resource("Observation", concept(LOINC, "2857-1"), status="final", effectiveDateTime="2026-01-01", subject=reference,
                    valueQuantity={"value": 5, "code": "ng/mL"})  # fmt: skip
    assert read_one(made).reason == "not-a-person"


def test_a_contained_person_is_read_with_the_record_that_holds_her() -> None:
    inner = {"resourceType": "Patient", "id": "p", "birthDate": "1970-05"}
    made = resource("Observation", concept(LOINC, "2857-1"), status="final", effectiveDateTime="2026-01-01", contained=[inner],
                    subject={"reference": "#p"}, valueQuantity={"value": 5, "code": "ng/mL"})  # fmt: skip
    line = msgspec.json.encode(made)
    found = read(line, context())
    (person,) = contained_people(line, found, context())
    assert person.patient is not None
    assert found.subject is not None
    assert person.patient.identifiers[0] == found.subject.key
    assert person.patient.birth_precision == "month"


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2014", "2014-01-01", "year"),
        ("2014-03", "2014-03-01", "month"),
        ("2014-03-31", "2014-03-31", "day"),
        ("2024-02-29", "2024-02-29", "day"),
        ("2026-03-01T23:59:59-05:00", "2026-03-01", "day"),
        ("2026-03-02T00:30:00.123+02:00", "2026-03-02", "day"),
        ("1850", "1850-01-01", "year"),
        ("2150-12-31", "2150-12-31", "day"),
    ],
)
def test_dates_keep_what_they_do_not_say(text: str, on: str, precision: str) -> None:
    found = day(text, "$")
    assert (found.on.isoformat(), found.precision) == (on, precision)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-02-29",
        "2023-13",
        "0001-01-01",
        "9999-12-31",
        "1849",
        "2151",
        "03/04/2020",
        "2020-3-4",
        "",
        "2020-01-01T",
        "tomorrow",
    ],
)
def test_days_that_no_calendar_has_are_refused_without_naming_them(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        day(text, "$.birthDate")
    assert refused.value.path == "$.birthDate"
    assert not text or text not in str(refused.value)


def test_instants_need_their_offset() -> None:
    assert instant("2026-03-01T23:30:00-05:00", "$").isoformat() == "2026-03-02T04:30:00+00:00"
    for text in ("2026-03-01", "2026-03-01T23:30:00", "2026-03-01T25:30:00Z"):
        with pytest.raises(Unreadable):
            instant(text, "$")


def test_versions_are_compared_only_by_instants() -> None:
    assert milliseconds("1970-01-01T00:00:01+00:00") == 1000
    assert milliseconds("1970-01-01T01:00:01.5+01:00") == 1500
    assert milliseconds("1970-01-01") is None
    assert milliseconds("soon") is None
