"""The codes in which the cohort speaks: a few of the many that navigation's codes.toml reads.

Codes only, with words of our own: the terms belong to their owners.
"""

from typing import Any

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
FAIRWAY = "urn:fairway:words"
LOCAL = "https://example.org/fairway/codes"

Code = tuple[str, str]

SITES = {
    "breast": "76752008",
    "cervical": "71252005",
    "colorectal": "71854001",
    "lung": "39607008",
    "prostate": "41216001",
}
# One cancer has several codes; all of them must be found.
DIAGNOSES: dict[str, list[Code]] = {
    "breast": [(SNOMED, "254837009"), (SNOMED, "408643008"), (ICD10, "C50.911")],
    "cervical": [(SNOMED, "363354003"), (SNOMED, "254886004"), (ICD10, "C53.9")],
    "colorectal": [
        (SNOMED, "363406005"),
        (SNOMED, "93761005"),
        (SNOMED, "363351006"),
        (ICD10, "C18.7"),
    ],
    "lung": [(SNOMED, "254637007"), (SNOMED, "254626006"), (ICD10, "C34.11")],
    "prostate": [(SNOMED, "399068003"), (SNOMED, "126906006"), (ICD10, "C61")],
}
PRECANCER: list[Code] = [(SNOMED, "20365006"), (ICD10, "D06.9")]
SUSPECTED: dict[str, Code] = {"breast": (SNOMED, "134405005"), "lung": (SNOMED, "162573006")}
ANSWERS: dict[str, Code] = {
    "birads-0": (SNOMED, "397138000"), "birads-1": (SNOMED, "397140005"), "birads-2": (SNOMED, "397141009"),
    "birads-3": (SNOMED, "397143007"), "birads-4": (SNOMED, "397144001"), "birads-5": (SNOMED, "397145000"),
    "nilm": (SNOMED, "373887005"), "ascus": (SNOMED, "441087007"), "lsil": (SNOMED, "62051000119105"),
    "asc-h": (SNOMED, "441088002"), "agc": (SNOMED, "441219009"), "hsil": (SNOMED, "416033009"),
    "hpv-positive": (SNOMED, "10828004"), "stool-positive": (SNOMED, "10828004"), "stool-negative": (SNOMED, "260385009"),
    "0": (SNOMED, "261613009"), "i": (SNOMED, "258215001"), "ii": (SNOMED, "258219007"), "iii": (SNOMED, "258224005"),
    "iv": (SNOMED, "258228008"),
}  # fmt: skip
TISSUES: dict[str, Code] = {
    "benign": (SNOMED, "30807003"), "malignant": (SNOMED, "21594007"), "high-risk": (FAIRWAY, "high-risk"),
    "cin1": (SNOMED, "285836003"), "cin2": (SNOMED, "285838002"), "cin3": (SNOMED, "20365006"),
    "ais": (SNOMED, "254890008"), "hsil": (SNOMED, "22725004"),
}  # fmt: skip
WORDS = {"birads-4a": "BI-RADS 4A", "birads-4b": "BI-RADS 4B", "birads-4c": "BI-RADS 4C"} | {
    f"lung-rads-{one}": f"Lung-RADS {one.upper()}" for one in ("0", "1", "2", "3", "4a", "4b", "4x")
}
SCREENING: dict[str, list[Code]] = {
    "breast": [(SNOMED, "146611000146107")],
    "cervical": [(LOINC, "10524-7"), (LOINC, "47527-7")],
    "colorectal": [(LOINC, "57905-2"), (LOINC, "29771-3"), (LOINC, "77353-1")],
    "lung": [(SNOMED, "1362105002")],
    "prostate": [(LOINC, "2857-1")],
}
HPV: Code = (LOINC, "21440-3")
REPORTS: dict[str, Code] = {"breast": (LOINC, "24606-6"), "lung": (SNOMED, "16334891000119106")}
DIAGNOSTIC_IMAGES: list[Code] = [(LOINC, "26346-7"), (LOINC, "24605-8"), (LOINC, "24601-7")]
STUDY: dict[str, Code] = {"breast": (SNOMED, "241055006"), "lung": (SNOMED, "16334891000119106")}
PATHOLOGY: Code = (LOINC, "22637-3")
STAGE: Code = (LOINC, "21908-9")
PROCEDURES: dict[tuple[str, str], list[Code]] = {
    ("biopsy", "breast"): [(SNOMED, "122548005"), (SNOMED, "723990008")],
    ("biopsy", "lung"): [(SNOMED, "432231006")],
    ("biopsy", "prostate"): [(SNOMED, "65575008")],
    ("colposcopy", "cervical"): [(SNOMED, "392003006")],
    ("colonoscopy", "colorectal"): [(SNOMED, "73761001")],
    ("surgery", "breast"): [(SNOMED, "392021009"), (SNOMED, "172043006")],
    ("surgery", "cervical"): [(SNOMED, "236886002")],
    ("surgery", "colorectal"): [(SNOMED, "43075005"), (SNOMED, "23968004")],
    ("surgery", "lung"): [(SNOMED, "173171007")],
    ("surgery", "prostate"): [(SNOMED, "26294005")],
    ("excision", "cervical"): [(SNOMED, "54535009")],
}
RADIATION: Code = (SNOMED, "385798007")
SURVEILLANCE: Code = (SNOMED, "424313000")
HOSPICE: Code = (SNOMED, "385763009")
DRUGS: dict[str, list[Code]] = {
    "breast": [(RXNORM, "3002"), (RXNORM, "56946")], "cervical": [(RXNORM, "2555")],
    "colorectal": [(RXNORM, "32592"), (RXNORM, "4492")], "lung": [(RXNORM, "40048"), (RXNORM, "1547545")],
    "prostate": [(RXNORM, "42375")],
}  # fmt: skip
CHEMOTHERAPY: Code = (SNOMED, "367336001")


def concept(*codes: Code, text: str = "") -> dict[str, Any]:
    """A CodeableConcept."""
    found: dict[str, Any] = {}
    if codes:
        found["coding"] = [{"system": system, "code": code} for system, code in codes]
    if text:
        found["text"] = text
    return found


def local_too(code: Code, words: str) -> dict[str, Any]:
    """A public code and, beside it, the source's own with its display, as most exports write them."""
    own = {"system": LOCAL, "code": f"local-{code[1]}", "display": words}
    found = concept(code, text=words)
    found["coding"].append(own)
    return found


def answer(value: str) -> dict[str, Any]:
    """What a test says."""
    return concept(*([ANSWERS[value]] if value in ANSWERS else []), text=WORDS.get(value, ""))
