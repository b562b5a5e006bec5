"""The two OMB views of every code kept (practice.md section 8)."""

import pytest

from fairway.people.rules import omb1997, omb2024

# race codes | ethnicity codes | 1997 race | 1997 ethnicity | 2024 | derived in 1997 | in 2024 | findings
TABLE = [
    (["2106-3"], ["2186-5"], "white", "not-hispanic", "white", False, False, ()),
    (["2054-5"], ["2135-2"], "black", "hispanic", "multiple", False, False, ()),
    (["2106-3", "2028-9"], [], "multiple", "unknown", "multiple", False, False, ()),
    (["2118-8"], ["2186-5"], "white", "not-hispanic", "mena", True, False, ()),
    (["2118-8", "2106-3"], ["2186-5"], "white", "not-hispanic", "multiple", True, False, ()),
    (["2120-4"], [], "white", "unknown", "mena", True, True, ()),
    (["2129-5"], [], "white", "unknown", "mena", True, True, ()),
    (["2116-2"], [], "white", "unknown", "white", True, True, ()),
    (["2108-9"], [], "white", "unknown", "white", True, True, ()),
    (["1002-5"], [], "aian", "unknown", "aian", False, False, ()),
    (["1004-1"], [], "aian", "unknown", "aian", True, True, ()),
    (["2026-3"], [], "aian", "unknown", "aian", True, True, ()),
    (["2029-7"], [], "asian", "unknown", "asian", True, True, ()),
    (["2052-9"], [], "asian", "unknown", "asian", True, True, ()),
    (["2075-0"], [], "black", "unknown", "black", True, True, ()),
    (["2079-2"], [], "nhpi", "unknown", "nhpi", True, True, ()),
    (["2500-7"], [], "nhpi", "unknown", "nhpi", True, True, ()),
    (["2131-1"], [], "other", "unknown", "other", False, False, ()),
    ([], ["2135-2"], "unknown", "hispanic", "hispanic", False, False, ()),
    ([], ["2148-5"], "unknown", "hispanic", "hispanic", True, True, ()),
    (["2135-2"], [], "unknown", "hispanic", "hispanic", False, False, ()),
    ([], ["2186-5"], "unknown", "not-hispanic", "unknown", False, False, ()),
    ([], [], "unknown", "unknown", "unknown", False, False, ()),
    (["UNK"], ["ASKU"], "unknown", "unknown", "unknown", False, False, ()),
    (["declined"], ["not-asked"], "declined", "not-asked", "declined", False, False, ()),
    (["asked-declined"], ["2135-2"], "declined", "hispanic", "hispanic", False, False, ()),
    (["UNK", "2106-3"], [], "white", "unknown", "white", False, False, ("race:unknown-not-alone",)),
    (
        ["2106-3"],
        ["ASKU", "2186-5"],
        "white",
        "not-hispanic",
        "white",
        False,
        False,
        ("ethnicity:unknown-not-alone",),
    ),
    (["X-77"], [], "other", "unknown", "other", True, True, ("race:unrecognized-code",)),
    (["2187-3"], [], "other", "unknown", "other", True, True, ("race:unrecognized-code",)),
    (["1001-7"], [], "other", "unknown", "other", True, True, ("race:unrecognized-code",)),
    ([], ["X-77"], "unknown", "unknown", "unknown", True, True, ("ethnicity:unrecognized-code",)),
    (
        [],
        ["2135-2", "2186-5"],
        "unknown",
        "hispanic",
        "hispanic",
        False,
        False,
        ("ethnicity:contradicts",),
    ),
]


@pytest.mark.parametrize(
    ("race", "ethnicity", "race97", "eth97", "cat24", "derived97", "derived24", "findings"), TABLE
)
def test_views(race, ethnicity, race97, eth97, cat24, derived97, derived24, findings) -> None:
    old = omb1997(race=race, ethnicity=ethnicity)
    new = omb2024(race=race, ethnicity=ethnicity)
    assert (old.race, old.ethnicity, old.is_derived, old.findings) == (
        race97,
        eth97,
        derived97,
        findings,
    )
    assert (new.category, new.is_derived, new.findings) == (cat24, derived24, findings)


def test_hispanic_with_a_race_lists_both_and_never_collapses() -> None:
    assert omb2024(race=["2106-3"], ethnicity=["2135-2"]).categories == ("hispanic", "white")
    old = omb1997(race=["2106-3"], ethnicity=["2135-2"])
    assert (old.races, old.ethnicity) == (("white",), "hispanic")
