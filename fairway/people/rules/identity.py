"""Are two records one person? Deterministic, by one table; in between goes to a person (DESIGN section 5).

It sees keys only (people.rules.keys) and answers with codes such as `family:same`, never with a value.
"""

from datetime import date
from enum import StrEnum

import msgspec

# Numbers that belong to one person in the whole country: two of them are two people, or a slip of the pen.
NATIONAL = {"http://hl7.org/fhir/sid/us-ssn", "http://hl7.org/fhir/sid/us-mbi"}


class Outcome(StrEnum):
    """What follows from the comparison."""

    SAME = "same"
    REVIEW = "review"
    DIFFERENT = "different"


class Birth(StrEnum):
    """How two birth dates agree. PARTIAL: one is only a month or year, and holds the other."""

    SAME = "same"
    PARTIAL = "partial"
    NEAR = "near"
    DIFFERS = "differs"
    MISSING = "missing"


class Candidate(msgspec.Struct, kw_only=True):
    """A person by her keys; every name and address she was recorded under."""

    identifiers: set[tuple[str, str]] = msgspec.field(default_factory=set)
    families: set[str] = msgspec.field(default_factory=set)
    givens: set[str] = msgspec.field(default_factory=set)
    birth_date: date | None = None
    birth_precision: str = ""
    phones: set[str] = msgspec.field(default_factory=set)
    emails: set[str] = msgspec.field(default_factory=set)
    addresses: set[str] = msgspec.field(default_factory=set)

    def take(self, other: "Candidate") -> None:
        """What another record of the same person adds. A birth date that is there stays."""
        for name in ("identifiers", "families", "givens", "phones", "emails", "addresses"):
            getattr(self, name).update(getattr(other, name))
        if self.birth_date is None:
            self.birth_date, self.birth_precision = other.birth_date, other.birth_precision


class Verdict(msgspec.Struct, frozen=True):
    """The outcome and the agreements it follows from, as codes."""

    outcome: Outcome
    reasons: list[str]


class Rule(msgspec.Struct, frozen=True):
    """One line of the table; an empty set means that the field does not matter."""

    why: str
    outcome: Outcome
    identifier: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    birth: frozenset[str] = frozenset()
    contact: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The first line that fits decides; where none does, the records are two people.
TABLE = [
    Rule(
        "one number, two birth dates",
        Outcome.REVIEW,
        identifier=_words("same"),
        birth=_words("differs near"),
    ),
    Rule("one number", Outcome.SAME, identifier=_words("same")),
    Rule(
        "all agrees but a national number",
        Outcome.REVIEW,
        identifier=_words("differs"),
        family=_words("same"),
        given=_words("same"),
        birth=_words("same"),
    ),
    Rule(
        "names, birth date, and a phone or an address",
        Outcome.SAME,
        family=_words("same"),
        given=_words("same"),
        birth=_words("same"),
        contact=_words("same"),
    ),
    Rule(
        "names and birth date; she may have moved, or nothing else is known",
        Outcome.REVIEW,
        family=_words("same"),
        given=_words("same"),
        birth=_words("same"),
    ),
    Rule(
        "a slip in the birth date, or half of it",
        Outcome.REVIEW,
        family=_words("same"),
        given=_words("same"),
        birth=_words("near partial missing"),
        contact=_words("same"),
    ),
    Rule(
        "a slip in the given name",
        Outcome.REVIEW,
        family=_words("same"),
        given=_words("near"),
        birth=_words("same"),
        contact=_words("same"),
    ),
    Rule(
        "a new family name",
        Outcome.REVIEW,
        family=_words("differs"),
        given=_words("same"),
        birth=_words("same"),
        contact=_words("same"),
    ),
]


def is_own_id(system: str) -> bool:
    """The record's own id at its source (`source`, or `source:...` where there are several)."""
    return system == "source" or system.startswith("source:")


def compare(one: Candidate, other: Candidate) -> Verdict:
    """Same, different, or for a person to decide; with the agreements that led there."""
    found = {
        "identifier": _identifiers(one, other),
        "family": _names(one.families, other.families, near=False),
        "given": _names(one.givens, other.givens, near=True),
        "birth": str(birth_agreement(one, other)),
        "contact": _contact(one, other),
    }
    rule = next((rule for rule in TABLE if _fits(rule, found)), None)
    return Verdict(
        outcome=rule.outcome if rule else Outcome.DIFFERENT,
        reasons=[f"{field}:{agreement}" for field, agreement in found.items()],
    )


def _fits(rule: Rule, found: dict[str, str]) -> bool:
    return all(
        not getattr(rule, field) or agreement in getattr(rule, field)
        for field, agreement in found.items()
    )


def birth_agreement(one: Candidate, other: Candidate) -> Birth:
    """Day against day; a month or year agrees with every day in it; a slip is one digit, or day and month swapped."""
    a, b = one.birth_date, other.birth_date
    if a is None or b is None:
        return Birth.MISSING
    precisions = {one.birth_precision or "day", other.birth_precision or "day"}
    if precisions == {"day"}:
        return Birth.SAME if a == b else Birth.NEAR if _is_slip(a, b) else Birth.DIFFERS
    same_part = a.year == b.year and ("year" in precisions or a.month == b.month)
    return Birth.PARTIAL if same_part else Birth.DIFFERS


def _is_slip(a: date, b: date) -> bool:
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    return sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1


def _identifiers(one: Candidate, other: Candidate) -> str:
    if one.identifiers & other.identifiers:
        return "same"
    national = {s for s, _ in one.identifiers} & {s for s, _ in other.identifiers} & NATIONAL
    return "differs" if national else "missing"


def _names(one: set[str], other: set[str], *, near: bool) -> str:
    if not one or not other:
        return "missing"
    if one & other:
        return "same"
    return "near" if near and any(_is_near_name(a, b) for a in one for b in other) else "differs"


def _is_near_name(a: str, b: str) -> bool:
    """A short form, an initial, or one letter off."""
    short, long = sorted((a, b), key=len)
    if long.startswith(short):
        return True
    if len(short) == len(long):
        return sum(x != y for x, y in zip(short, long, strict=True)) == 1
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def _contact(one: Candidate, other: Candidate) -> str:
    pairs = [
        (one.phones, other.phones),
        (one.emails, other.emails),
        (one.addresses, other.addresses),
    ]
    if any(a & b for a, b in pairs):
        return "same"
    return "differs" if any(a and b for a, b in pairs) else "missing"
