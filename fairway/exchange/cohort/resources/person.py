"""A made-up person as US Core Patient, with her coverage and care team. Unknown, declined and not asked stay apart."""

from typing import Any

from fairway.exchange.cohort.people import Person
from fairway.exchange.cohort.resources.codes import SNOMED, concept
from fairway.exchange.cohort.resources.pen import US_CORE, Pen, Resource

CDCREC = "urn:oid:2.16.840.1.113883.6.238"
NULL_FLAVOR = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
ABSENT = {"unknown": "UNK", "declined": "ASKU"}
RACES = {
    "white": ("2106-3", "White"), "black": ("2054-5", "Black or African American"), "asian": ("2028-9", "Asian"),
    "aian": ("1002-5", "American Indian or Alaska Native"), "nhpi": ("2076-8", "Native Hawaiian or Other Pacific Islander"),
}  # fmt: skip
ETHNICITIES = {
    "hispanic": ("2135-2", "Hispanic or Latino"),
    "not-hispanic": ("2186-5", "Not Hispanic or Latino"),
}
LANGUAGE = "urn:ietf:bcp:47"
YES, NO = "373066001", "373067005"
# Source of Payment Typology (NAHDO); `unknown` is a coverage whose type says nothing.
PAYER_TYPES = {
    "medicare": ("1", "Medicare"), "medicaid": ("2", "Medicaid"), "private": ("5", "Private health insurance"),
    "va-tricare": ("32", "Department of Veterans Affairs"), "ihs": ("33", "Indian Health Service"), "none": ("81", "Self-pay"),
    "other": ("9", "Other"),
}  # fmt: skip
PAYMENT_TYPOLOGY = "https://nahdo.org/sopt"
MRN_TYPE = ("http://terminology.hl7.org/CodeSystem/v2-0203", "MR")
MRN = "https://example.org/fairway/medical-record-number"


def patient(pen: Pen, person: Person) -> Resource:
    """The person under one of her records."""
    born = f"{person.born:%Y}" if person.is_birth_partial else person.born.isoformat()
    said: dict[str, Any] = {
        "extension": _extensions(person),
        "identifier": [{"use": "usual", "type": concept(MRN_TYPE, text="record number"), "system": MRN, "value": person.mrn}],
        "name": [{"use": "official", "family": person.family, "given": person.given}],
        "gender": person.sex, "birthDate": born, "telecom": _telecom(person),
    }  # fmt: skip
    if person.home is not None:
        place = person.home.place
        said["address"] = [
            {"use": "home", "line": [person.home.line], "city": place.city, "state": place.state,
             "postalCode": place.zip, "country": "US"}
        ]  # fmt: skip
    if person.language != "not-asked":
        spoken = {"coding": [{"system": LANGUAGE, "code": person.language}]}
        said["communication"] = [{"language": spoken, "preferred": True}]
    if person.died_on is not None:
        said["deceasedDateTime"] = person.died_on.isoformat()
    resource = pen.make(
        "Patient", pen.today, profile=f"{US_CORE}patient", about="", record=person.id,
        **{name: value for name, value in said.items() if value},
    )  # fmt: skip
    resource["id"] = person.id
    return resource


def _extensions(person: Person) -> list[dict[str, Any]]:
    found = []
    if person.races:
        codings = [_coding(race, RACES) for race in person.races]
        found.append(_multiple("race", "ombCategory", codings))
    if person.ethnicity:
        found.append(
            _multiple("ethnicity", "ombCategory", [_coding(person.ethnicity, ETHNICITIES)])
        )
    if person.interpreter:
        code = YES if person.interpreter == "needed" else NO
        found.append(
            {"url": f"{US_CORE}interpreter-needed", "valueCoding": {"system": SNOMED, "code": code}}
        )
    return found


def _coding(word: str, table: dict[str, tuple[str, str]]) -> dict[str, str]:
    if word in ABSENT:
        return {"system": NULL_FLAVOR, "code": ABSENT[word], "display": word}
    return {"system": CDCREC, "code": table[word][0], "display": table[word][1]}


def _multiple(name: str, part: str, codings: list[dict[str, str]]) -> dict[str, Any]:
    text = ", ".join(coding["display"] for coding in codings)
    parts: list[dict[str, Any]] = [{"url": part, "valueCoding": coding} for coding in codings]
    return {"url": f"{US_CORE}{name}", "extension": [*parts, {"url": "text", "valueString": text}]}


def _telecom(person: Person) -> list[dict[str, str]]:
    found = []
    if person.phone:
        found.append({"system": "phone", "value": person.phone, "use": "mobile"})
    if person.email:
        found.append({"system": "email", "value": person.email})
    return found


def coverage(pen: Pen, person: Person) -> Resource:
    """Who pays; nothing is written for what is unknown but that it is."""
    said: dict[str, Any] = {}
    if person.payer in PAYER_TYPES:
        code, text = PAYER_TYPES[person.payer]
        said = {"type": concept((PAYMENT_TYPOLOGY, code), text=text)}
    year = pen.today.year - 1
    return pen.make(
        "Coverage", pen.today.replace(year=year, month=1, day=1), profile=f"{US_CORE}coverage", about="beneficiary",
        status="active", period={"start": f"{year}-01-01"}, payor=[{"display": "a payer"}],
        subscriberId=f"member-{person.mrn}",
        relationship=concept(("http://terminology.hl7.org/CodeSystem/subscriber-relationship", "self")), **said,
    )  # fmt: skip


def care_team(pen: Pen) -> Resource:
    """Who looks after her."""
    role = concept((SNOMED, "223366009"), text="clinician")
    return pen.make(
        "CareTeam", pen.today, profile=f"{US_CORE}careteam", status="active",
        participant=[{"role": [role], "member": pen.doctor}],
    )  # fmt: skip
