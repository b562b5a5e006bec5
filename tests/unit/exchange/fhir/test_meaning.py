"""What coded records say: diagnoses, results, procedures, drugs, orders, visits."""

from typing import Any

import pytest

from fairway.exchange.fhir.codes import plain, tables
from fairway.exchange.fhir.read import Unreadable
from fairway.navigation.pathways.definitions import words
from tests.unit.exchange.fhir.making import (
    ICD,
    LOINC,
    OURS,
    RXNORM,
    SNOMED,
    VERIFICATION,
    concept,
    read_one,
    resource,
    told,
)

DAY = "2026-03-02"
MAMMOGRAM = concept(LOINC, "24606-6")


def condition(code: dict[str, Any], status: str = "confirmed", **fields: Any) -> dict[str, Any]:
    return resource(
        "Condition",
        code,
        **({"verificationStatus": concept(VERIFICATION, status), "onsetDateTime": DAY} | fields),
    )


def result(code: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return resource("Observation", code, **({"status": "final", "effectiveDateTime": DAY} | fields))


@pytest.mark.parametrize(
    ("system", "code", "cancer", "value"),
    [
        (SNOMED, "254837009", "breast", "invasive"),
        (SNOMED, "363406005", "colorectal", "invasive"),
        (SNOMED, "109838007", "colorectal", "invasive"),
        (SNOMED, "254637007", "lung", "invasive"),
        (SNOMED, "67811000119102", "lung", "invasive"),
        (SNOMED, "126906006", "prostate", "invasive"),
        (SNOMED, "92691004", "prostate", "in-situ"),
        (SNOMED, "314994000", "prostate", "metastatic"),
        (ICD, "C50.911", "breast", "invasive"),
        (ICD, "C50", "breast", "invasive"),
        (ICD, "D05.11", "breast", "in-situ"),
        (ICD, "D06.9", "cervical", "precancer"),
        (ICD, "C18.7", "colorectal", "invasive"),
        (ICD, "C20", "colorectal", "invasive"),
        (ICD, "D01.2", "colorectal", "in-situ"),
        (ICD, "D02.21", "lung", "in-situ"),
        (ICD, "C61", "prostate", "invasive"),
        (ICD, "D07.5", "prostate", "in-situ"),
    ],
)
def test_several_codes_name_one_cancer(system: str, code: str, cancer: str, value: str) -> None:
    assert told(read_one(condition(concept(system, code)))) == ("diagnosis", cancer, value, DAY)


@pytest.mark.parametrize("code", ["C5", "D02.1", "D01.3", "D07.4", "N87.0", "Z85.3"])
def test_neighbouring_codes_are_no_diagnosis(code: str) -> None:
    assert told(read_one(condition(concept(ICD, code)))) == "not-about-cancer"


def test_a_suspected_cancer_is_no_confirmed_diagnosis() -> None:
    (event,) = read_one(condition(concept(SNOMED, "162573006"))).events
    assert (event.cancer, event.certainty) == ("lung", "suspected")


@pytest.mark.parametrize(
    ("status", "certainty"),
    [
        ("confirmed", "confirmed"),
        ("provisional", "suspected"),
        ("differential", "suspected"),
        ("unconfirmed", "suspected"),
    ],
)
def test_certainty_follows_the_verification_status(status: str, certainty: str) -> None:
    (event,) = read_one(condition(concept(SNOMED, "254837009"), status)).events
    assert event.certainty == certainty


def test_refuted_says_nothing_and_entered_in_error_takes_back() -> None:
    assert told(read_one(condition(concept(SNOMED, "254837009"), "refuted"))) == "refuted"
    (event,) = read_one(condition(concept(SNOMED, "254837009"), "entered-in-error")).events
    assert event.is_retraction


def test_the_body_site_names_the_cancer_where_the_code_does_not() -> None:
    anywhere = concept(SNOMED, "363346000")
    left_breast = [concept(SNOMED, "80248007")]
    assert told(read_one(condition(anywhere, bodySite=left_breast))) == (
        "diagnosis",
        "breast",
        "invasive",
        DAY,
    )
    assert told(read_one(condition(anywhere))) == "cancer-not-named"


def test_the_day_of_diagnosis_is_when_it_was_asserted_then_onset_then_recorded() -> None:
    asserted = {
        "url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate",
        "valueDateTime": "2026-02-03",
    }
    made = condition(concept(SNOMED, "254837009"), extension=[asserted], recordedDate="2026-03-09")
    days = []
    for gone in (None, "extension", "onsetDateTime"):
        made.pop(gone, None)
        days.append(told(read_one(made))[3])
    assert days == ["2026-02-03", DAY, "2026-03-09"]


@pytest.mark.parametrize(
    ("code", "fields", "expected"),
    [
        (MAMMOGRAM, {"valueCodeableConcept": concept(SNOMED, "397138000")}, ("screening-result", "breast", "birads-0")),
        (MAMMOGRAM, {"valueCodeableConcept": concept(text="BI-RADS 4A")}, ("screening-result", "breast", "birads-4a")),
        (MAMMOGRAM, {"valueString": "bi-rads category 4c"}, ("screening-result", "breast", "birads-4c")),
        (concept(LOINC, "24605-8"), {"valueCodeableConcept": concept(SNOMED, "397145000")}, ("imaging", "breast", "birads-5")),
        (MAMMOGRAM, {"valueCodeableConcept": concept(SNOMED, "441087007")}, "no-result-we-know"),
        (MAMMOGRAM, {}, "no-result-we-know"),
        (concept(LOINC, "10524-7"), {"valueCodeableConcept": concept(SNOMED, "441088002")}, ("screening-result", "cervical", "asc-h")),
        (concept(LOINC, "21440-3"), {"valueCodeableConcept": concept(SNOMED, "10828004")}, ("screening-result", "cervical", "hpv-positive")),
        (concept(LOINC, "21440-3"), {"valueCodeableConcept": concept(SNOMED, "260385009")}, "no-result-we-know"),
        (concept(LOINC, "29771-3"), {"valueCodeableConcept": concept(LOINC, "LA6576-8")}, ("screening-result", "colorectal", "stool-positive")),
        (concept(LOINC, "77353-1"), {"valueBoolean": False}, ("screening-result", "colorectal", "stool-negative")),
        (
            concept(LOINC, "57905-2"),
            {"interpretation": [concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")]},
            ("screening-result", "colorectal", "stool-positive"),
        ),
        (concept(SNOMED, "1362105002"), {"valueString": "Lung-RADS 4X"}, ("screening-result", "lung", "lung-rads-4x")),
        (concept(SNOMED, "1362105002"), {"valueString": "BI-RADS 4A"}, "no-result-we-know"),
        (concept(LOINC, "65753-6"), {"valueCodeableConcept": concept(SNOMED, "285838002")}, ("pathology", "cervical", "cin2")),
        (concept(LOINC, "22637-3"), {"valueCodeableConcept": concept(SNOMED, "363406005")}, ("pathology", "colorectal", "malignant")),
        (
            concept(LOINC, "22637-3"),
            {"valueCodeableConcept": concept(text="Benign"), "bodySite": concept(SNOMED, "76752008")},
            ("pathology", "breast", "benign"),
        ),
        (concept(LOINC, "21908-9"), {"valueCodeableConcept": concept(SNOMED, "261640009")}, ("stage", "", "iii")),
        (
            concept(SNOMED, "399537006"),
            {"valueCodeableConcept": concept(SNOMED, "9", display="American Joint Committee on Cancer stage IIB (qualifier value)")},
            ("stage", "", "ii"),
        ),
        (concept(SNOMED, "8302-2"), {}, "not-about-cancer"),
    ],
)  # fmt: skip
def test_results(
    code: dict[str, Any], fields: dict[str, Any], expected: tuple[str, ...] | str
) -> None:
    found = told(read_one(result(code, **fields)))
    assert found == (expected if isinstance(expected, str) else (*expected, DAY))


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        ({"value": 3.99, "unit": "ng/mL"}, "psa-normal"),
        ({"value": 4.0, "code": "ng/mL"}, "psa-raised"),
        ({"value": 4.0, "code": "ug/L"}, "psa-raised"),
        ({"value": 4.0, "code": "mg/dL"}, ""),
        ({"value": 0.1, "comparator": "<", "code": "ng/mL"}, "psa-normal"),
        ({"value": 100, "comparator": ">", "code": "ng/mL"}, "psa-raised"),
        ({"value": 5, "comparator": "<", "code": "ng/mL"}, ""),
        ({"value": 3, "comparator": ">", "code": "ng/mL"}, ""),
    ],
)
def test_psa_is_read_at_its_limit_and_in_no_other_unit(
    quantity: dict[str, Any], value: str
) -> None:
    found = told(read_one(result(concept(LOINC, "2857-1"), valueQuantity=quantity)))
    assert found == (("screening-result", "prostate", value, DAY) if value else "no-result-we-know")


@pytest.mark.parametrize(
    ("status", "is_used"),
    [
        ("final", True),
        ("amended", True),
        ("corrected", True),
        ("preliminary", False),
        ("cancelled", False),
    ],
)
def test_only_final_results_count(status: str, is_used: bool) -> None:
    made = result(MAMMOGRAM, status=status, valueCodeableConcept=concept(SNOMED, "397144001"))
    assert bool(read_one(made).events) is is_used


def test_an_erroneous_result_is_taken_back_even_without_its_value() -> None:
    (event,) = read_one(result(MAMMOGRAM, status="entered-in-error")).events
    assert event.is_retraction


def test_a_report_says_it_with_its_conclusion() -> None:
    made = resource(
        "DiagnosticReport", MAMMOGRAM, status="final", effectivePeriod={"start": DAY},
        conclusionCode=[concept(SNOMED, "397144001")],
    )  # fmt: skip
    assert told(read_one(made)) == ("screening-result", "breast", "birads-4", DAY)


@pytest.mark.parametrize(
    ("code", "fields", "expected"),
    [
        (concept(SNOMED, "122548005"), {}, ("biopsy", "breast", "")),
        (
            concept(SNOMED, "392021009"),
            {"status": "in-progress"},
            ("treatment", "breast", "surgery"),
        ),
        (concept(SNOMED, "392021009"), {"status": "preparation"}, "not-begun"),
        (concept(SNOMED, "392021009"), {"status": "not-done"}, "not-done"),
        (
            concept(SNOMED, "392021009"),
            {"status": "not-done", "statusReason": concept(SNOMED, "105480006")},
            ("declined", "breast", ""),
        ),
        (
            concept(SNOMED, "367336001"),
            {"reasonCode": [concept(SNOMED, "254637007")]},
            ("treatment", "lung", "systemic"),
        ),
        (
            concept(SNOMED, "33195004"),
            {"bodySite": [concept(SNOMED, "41216001")]},
            ("treatment", "prostate", "radiation"),
        ),
        (concept(SNOMED, "33195004"), {}, ("treatment", "", "radiation")),
        (concept(SNOMED, "24623002"), {}, "no-result-we-know"),
        (concept(SNOMED, "424313000"), {}, ("treatment", "", "active-surveillance")),
        (concept(OURS, "breast-treatment-complete"), {}, ("treatment-complete", "breast", "")),
    ],
)
def test_procedures(
    code: dict[str, Any], fields: dict[str, Any], expected: tuple[str, ...] | str
) -> None:
    made = resource(
        "Procedure", code, **({"status": "completed", "performedPeriod": {"start": DAY}} | fields)
    )
    found = told(read_one(made))
    assert found == (expected if isinstance(expected, str) else (*expected, DAY))


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("583214", "active", ("order", "", "")),
        ("583214", "stopped", ("treatment", "", "systemic")),
        ("583214", "draft", "not-ordered"),
        ("198240", "active", ("treatment", "breast", "systemic")),
        ("316052", "active", "not-about-cancer"),
    ],
)
def test_prescriptions(code: str, status: str, expected: tuple[str, ...] | str) -> None:
    made = resource(
        "MedicationRequest",
        status=status,
        intent="order",
        authoredOn=DAY,
        medicationCodeableConcept=concept(RXNORM, code),
    )
    found = told(read_one(made))
    assert found == (expected if isinstance(expected, str) else (*expected, DAY))


def test_a_dose_given_is_treatment_also_with_a_contained_drug() -> None:
    drug = {"resourceType": "Medication", "id": "m", "code": concept(RXNORM, "56946")}
    made = resource(
        "MedicationAdministration", status="completed", effectiveDateTime=DAY, contained=[drug],
        medicationReference={"reference": "#m"},
    )  # fmt: skip
    assert told(read_one(made)) == ("treatment", "", "systemic", DAY)
    assert told(read_one(made | {"status": "not-done"})) == "not-done"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"intent": "order", "status": "active"}, ("order", "colorectal", "")),
        ({"intent": "plan", "status": "active"}, "not-ordered"),
        ({"intent": "order", "status": "revoked"}, "not-ordered"),
    ],
)
def test_orders(fields: dict[str, str], expected: tuple[str, ...] | str) -> None:
    found = told(
        read_one(resource("ServiceRequest", concept(SNOMED, "73761001"), authoredOn=DAY, **fields))
    )
    assert found == (expected if isinstance(expected, str) else (*expected, DAY))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": [concept(SNOMED, "394593009")]}, ("consult", "", "")),
        ({"reasonCode": [concept(SNOMED, "254837009")]}, ("visit", "breast", "")),
        ({"reasonCode": [concept(SNOMED, "254837009")], "status": "planned"}, "not-begun"),
        ({"type": [concept(SNOMED, "185349003")]}, "not-about-cancer"),
    ],
)
def test_visits(fields: dict[str, Any], expected: tuple[str, ...] | str) -> None:
    found = told(
        read_one(
            resource("Encounter", **({"status": "finished", "period": {"start": DAY}} | fields))
        )
    )
    assert found == (expected if isinstance(expected, str) else (*expected, DAY))


def test_pictures_taken() -> None:
    made = resource(
        "ImagingStudy",
        status="available",
        started=DAY,
        procedureCode=[concept(SNOMED, "169069000")],
    )
    assert told(read_one(made)) == ("imaging", "lung", "", DAY)
    assert told(read_one(made | {"status": "cancelled"})) == "not-done"
    assert told(read_one(made | {"procedureCode": []})) == "not-about-cancer"


def test_what_matters_but_has_no_date_is_not_guessed() -> None:
    made = result(MAMMOGRAM, valueCodeableConcept=concept(SNOMED, "397144001"))
    del made["effectiveDateTime"]
    with pytest.raises(Unreadable, match=r"not when"):
        read_one(made)


def test_every_word_of_the_pathways_can_be_said_in_codes() -> None:
    """The code list is rich enough for the made-up people: every value but the risk words, which staff enter."""
    found = tables()
    can = {(kind, row.value) for (kind, _, _), row in found.answers.items()}
    can |= {
        (row.kind, value)
        for row in found.codes.values()
        for value in (row.value, row.positive, row.negative)
    }
    can |= {
        ("screening-result", value)
        for row in found.numbers.values()
        for value in (row.value, row.below)
    }
    said = {
        (kind, value.id)
        for value in words().values
        for kind in value.kinds
        # A death of which no day is told has no code either: Patient.deceasedBoolean says it.
        if not value.id.startswith("risk-") and value.id != "day-unknown"
    }
    said |= {(kind.id, "") for kind in words().kinds if kind.id != "risk"}
    assert (
        said - can - {(kind.id, "") for kind in words().kinds if kind.id in {k for k, _ in can}}
        == set()
    )
    assert {one for one in can if one[1]} <= {
        (kind, value.id) for value in words().values for kind in value.kinds
    }


def test_no_code_stands_twice() -> None:
    from pathlib import Path

    from fairway.base.definitions import load
    from fairway.exchange.fhir.codes import CodeList
    from fairway.navigation.pathways import definitions

    codes = load(Path(definitions.__file__).parent / "codes.toml", CodeList)
    found = tables()
    assert len(codes.code) == len(found.codes)
    assert sum(len(row.only_for) for row in codes.answer) == len(found.answers)
    assert len(codes.site) == len(found.sites)


def test_words_are_compared_without_case_and_signs() -> None:
    assert plain("BI-RADS 4A") == "bi rads 4a"
    assert plain("Stage IIB (qualifier value)") == "stage iib"
    assert plain("T2 (old)  ") == "t2"
