"""The identity table, both sides of each line; reasons are codes, never values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.people.rules import Birth, Candidate, Outcome, birth_agreement, compare

BASE = {
    "identifiers": {("mrn", "1")},
    "families": {"ruiz"},
    "givens": {"ana"},
    "birth_date": date(1970, 2, 3),
    "birth_precision": "day",
    "phones": {"+18135550101"},
    "addresses": {"1elmst|33602"},
}
OTHER = BASE | {"identifiers": {("mrn", "2")}}
NOWHERE: dict[str, object] = {"phones": set(), "addresses": set()}
SSN = "http://hl7.org/fhir/sid/us-ssn"

TABLE = [
    ("one number", BASE, BASE, "same"),
    ("one number, nothing else", BASE, {"identifiers": {("mrn", "1")}}, "same"),
    ("one number, two birth dates", BASE, BASE | {"birth_date": date(1985, 6, 7)}, "review"),
    (
        "one number, a slip in the birth date",
        BASE,
        BASE | {"birth_date": date(1970, 2, 4)},
        "review",
    ),
    (
        "one number, half a birth date",
        BASE,
        BASE | {"birth_date": date(1970, 1, 1), "birth_precision": "year"},
        "same",
    ),
    ("names, birth date, phone and address", BASE, OTHER, "same"),
    ("names, birth date, phone", BASE, OTHER | {"addresses": {"9oak|33602"}}, "same"),
    ("names, birth date, address", BASE, OTHER | {"phones": {"+18135550999"}}, "same"),
    ("an earlier family name", BASE, OTHER | {"families": {"vega", "ruiz"}}, "same"),
    (
        "names and birth date, moved",
        BASE,
        OTHER | {"phones": {"+18135550999"}, "addresses": {"9oak|33602"}},
        "review",
    ),
    ("names and birth date, nothing else", BASE, OTHER | NOWHERE, "review"),
    (
        "another social security number",
        BASE | {"identifiers": {(SSN, "1")}},
        OTHER | {"identifiers": {(SSN, "2")}},
        "review",
    ),
    ("day and month swapped", BASE, OTHER | {"birth_date": date(1970, 3, 2)}, "review"),
    ("one digit off", BASE, OTHER | {"birth_date": date(1970, 2, 8)}, "review"),
    ("two digits off", BASE, OTHER | {"birth_date": date(1971, 2, 4)}, "different"),
    (
        "one digit off, nothing else",
        BASE,
        OTHER | {"birth_date": date(1970, 2, 8)} | NOWHERE,
        "different",
    ),
    ("no birth date, same phone", BASE, OTHER | {"birth_date": None}, "review"),
    ("no birth date, nothing else", BASE, OTHER | {"birth_date": None} | NOWHERE, "different"),
    (
        "year only, same phone",
        BASE,
        OTHER | {"birth_date": date(1970, 1, 1), "birth_precision": "year"},
        "review",
    ),
    (
        "another year only, same phone",
        BASE,
        OTHER | {"birth_date": date(1971, 1, 1), "birth_precision": "year"},
        "different",
    ),
    ("a twin", BASE, OTHER | {"givens": {"luz"}}, "different"),
    (
        "twins with a first name in common",
        BASE | {"givens": {"mariaelena"}},
        OTHER | {"givens": {"mariaisabel"}},
        "different",
    ),
    (
        "a short given name",
        BASE | {"givens": {"mariaelena"}},
        OTHER | {"givens": {"maria"}},
        "review",
    ),
    ("a letter off in the given name", BASE, OTHER | {"givens": {"anna"}}, "review"),
    ("a letter changed in the given name", BASE, OTHER | {"givens": {"ada"}}, "review"),
    ("a letter off, elsewhere", BASE, OTHER | {"givens": {"anna"}} | NOWHERE, "different"),
    ("father and son", BASE, OTHER | {"birth_date": date(1995, 8, 19)}, "different"),
    ("married", BASE, OTHER | {"families": {"vega"}}, "review"),
    ("no names", BASE, {"birth_date": date(1970, 2, 3), "phones": {"+18135550101"}}, "different"),
    ("nothing", BASE, {}, "different"),
]


@pytest.mark.parametrize(("why", "one", "other", "outcome"), TABLE, ids=[line[0] for line in TABLE])
def test_table(why, one, other, outcome) -> None:
    verdict = compare(Candidate(**one), Candidate(**other))
    assert verdict.outcome == outcome, verdict.reasons
    assert compare(Candidate(**other), Candidate(**one)) == verdict


def test_reasons_hold_no_values() -> None:
    text = str(compare(Candidate(**BASE), Candidate(**OTHER)).reasons)
    assert not any(value in text for value in ("ruiz", "ana", "1970", "813", "elm"))
    assert "family:same" in text


@given(st.dates(), st.dates())
def test_a_slip_is_never_two_days_that_are_the_same(a: date, b: date) -> None:
    agreement = birth_agreement(Candidate(birth_date=a), Candidate(birth_date=b))
    assert (agreement == Birth.SAME) == (a == b)


def test_nobody_is_the_same_as_a_stranger() -> None:
    assert compare(Candidate(), Candidate()).outcome == Outcome.DIFFERENT
