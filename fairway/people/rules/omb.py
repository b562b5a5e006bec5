"""Race and ethnicity in the two shapes of OMB Directive 15, derived from every code a person gave.

Codes are CDC Race and Ethnicity (CDCREC, urn:oid:2.16.840.1.113883.6.238). It numbers concepts in the order of its
hierarchy, so every detailed code lies between its category and the next one. Source of the categories and of
the bridge: practice.md section 8; OMB 1997, and SPD 15 of 28 March 2024.
"""

from collections.abc import Iterable

import msgspec

# The first number of each block of CDCREC, up to the next. R5.02 (2118) and Arab (2129) make MENA in 2024.
_BLOCKS = [
    (1002, "aian"),
    (2028, "asian"),
    (2054, "black"),
    (2076, "nhpi"),
    (2106, "white"),
    (2118, "mena"),
    (2131, "other"),
    (2132, ""),
    (2135, "hispanic"),
    (2186, "not-hispanic"),
    (2187, ""),
]
# "Other Pacific Islander" was added out of order.
_OUT_OF_ORDER = {2500: "nhpi"}
# Said in these very words; any other code of a block is a detail that rolls up.
_MINIMUM = {
    "1002-5",
    "2028-9",
    "2054-5",
    "2076-8",
    "2106-3",
    "2118-8",
    "2131-1",
    "2135-2",
    "2186-5",
}
# HL7 null flavors and our own words for no answer, kept apart.
_ABSENT = {
    "unk": "unknown",
    "asku": "unknown",
    "unknown": "unknown",
    "asked-declined": "declined",
    "declined": "declined",
    "nask": "not-asked",
    "not-asked": "not-asked",
}
_ABSENT_ORDER = ["declined", "unknown", "not-asked"]


class Omb1997(msgspec.Struct, frozen=True, kw_only=True):
    """Two questions: `race` (one of five, `multiple`, `other` or a word for no answer) and `ethnicity`.

    `is_derived` says that some part was not given in these words: a detailed code, or MENA counted as White.
    """

    race: str
    races: tuple[str, ...]
    ethnicity: str
    is_derived: bool
    findings: tuple[str, ...] = ()


class Omb2024(msgspec.Struct, frozen=True, kw_only=True):
    """One question, seven minimum categories; `multiple` where several were given, Hispanic among them."""

    category: str
    categories: tuple[str, ...]
    is_derived: bool
    findings: tuple[str, ...] = ()


def omb1997(*, race: Iterable[str], ethnicity: Iterable[str]) -> Omb1997:
    """The 1997 view of the codes given to the two questions (a status word stands for an answer without code).

    Hispanic is never folded into a race nor taken from one; "not Hispanic" is never inferred from silence.
    """
    read = _read(race=race, ethnicity=ethnicity)
    races = tuple(sorted({"white" if name == "mena" else name for name in read.races}))
    both = read.hispanic == {"hispanic", "not-hispanic"}
    origin = "hispanic" if "hispanic" in read.hispanic else "".join(read.hispanic)
    return Omb1997(
        race=_one(races) or read.no_race,
        races=races,
        ethnicity=origin or read.no_ethnicity,
        is_derived=read.is_derived or "mena" in read.races,
        findings=(*read.findings, "ethnicity:contradicts") if both else read.findings,
    )


def omb2024(*, race: Iterable[str], ethnicity: Iterable[str]) -> Omb2024:
    """The 2024 view: every category given, whichever question it was given to.

    Hispanic with a race is `multiple` and lists both; it never collapses to one of them.
    """
    read = _read(race=race, ethnicity=ethnicity)
    hispanic = {"hispanic"} & read.hispanic
    categories = tuple(sorted(read.races | hispanic))
    both = read.hispanic == {"hispanic", "not-hispanic"}
    return Omb2024(
        category=_one(categories) or read.no_race,
        categories=categories,
        is_derived=read.is_derived,
        findings=(*read.findings, "ethnicity:contradicts") if both else read.findings,
    )


class _Read(msgspec.Struct, frozen=True):
    races: set[str]
    hispanic: set[str]
    no_race: str
    no_ethnicity: str
    is_derived: bool
    findings: tuple[str, ...]


def _read(*, race: Iterable[str], ethnicity: Iterable[str]) -> _Read:
    found: dict[str, set[str]] = {}
    absent: dict[str, set[str]] = {"race": set(), "ethnicity": set()}
    findings, is_derived = [], False
    for question, codes in (("race", set(race)), ("ethnicity", set(ethnicity))):
        known = {code for code in codes if code.lower() not in _ABSENT}
        absent[question] = {_ABSENT[code.lower()] for code in codes - known}
        # US Core invariant: UNK and ASKU stand alone. The given codes count, and the finding is kept.
        if known and absent[question]:
            findings.append(f"{question}:unknown-not-alone")
        for code in known:
            category = _category(code)
            if not category:
                findings.append(f"{question}:unrecognized-code")
                category = "other" if question == "race" else ""
            is_derived |= code not in _MINIMUM
            found.setdefault(category, set()).add(code)
    categories = found.keys() - {""}
    origins = categories & {"hispanic", "not-hispanic"}
    return _Read(
        races=set(categories - origins),
        hispanic=set(origins),
        no_race=_no_answer(absent["race"]),
        no_ethnicity=_no_answer(absent["ethnicity"]),
        is_derived=is_derived,
        findings=tuple(sorted(set(findings))),
    )


def _category(code: str) -> str:
    """The OMB category of a CDCREC code; empty for a code that is not in one."""
    digits = code.partition("-")[0]
    if not digits.isdecimal() or not code.isascii():
        return ""
    number = int(digits)
    if number in _OUT_OF_ORDER:
        return _OUT_OF_ORDER[number]
    return next((name for first, name in reversed(_BLOCKS) if number >= first), "")


def _one(categories: tuple[str, ...]) -> str:
    if not categories:
        return ""
    return categories[0] if len(categories) == 1 else "multiple"


def _no_answer(words: set[str]) -> str:
    return next((word for word in _ABSENT_ORDER if word in words), "unknown")
