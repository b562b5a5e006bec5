"""Which answer counts now (EQ-1), and which name is shown."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from fairway.people.rules import (
    interpreter_word,
    shown_name,
    standing_answer,
    standing_answers,
    value_of,
)


class Said(msgspec.Struct):
    code: str = ""
    reported_by: str = "ehr"
    status: str = "known"
    source_ref: str = ""
    asserted_on: date | None = None
    recorded_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    text: str = ""


class Name(msgspec.Struct):
    use: str
    family: str
    reported_by: str = "ehr"
    given: str = ""
    recorded_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


LATER = datetime(2026, 6, 1, tzinfo=UTC)

TABLE = [
    ("patient before all", [Said("en", recorded_at=LATER), Said("es", "patient")], "es"),
    (
        "caregiver before staff",
        [Said("en", "staff", recorded_at=LATER), Said("es", "caregiver")],
        "es",
    ),
    ("staff before a record", [Said("en", recorded_at=LATER), Said("es", "staff")], "es"),
    ("the latest of equals", [Said("en"), Said("es", recorded_at=LATER)], "es"),
    (
        "said later counts, not heard later",
        [
            Said("es", asserted_on=date(2026, 5, 1)),
            Said("en", asserted_on=date(2026, 4, 1), recorded_at=LATER),
        ],
        "es",
    ),
    ("not asked is no answer", [Said("es"), Said("", "patient", "not-asked")], "es"),
    ("declined is one", [Said("es"), Said("", "patient", "declined")], ""),
    ("unknown is one", [Said("es"), Said("", "patient", "unknown")], ""),
]


@pytest.mark.parametrize(("why", "said", "code"), TABLE, ids=[line[0] for line in TABLE])
def test_standing(why, said, code) -> None:
    assert value_of(standing_answer(said)) == code
    assert value_of(standing_answer(list(reversed(said)))) == code


def test_several_values_given_together_stand_together() -> None:
    said = [
        Said("2106-3", source_ref="a"),
        Said("2028-9", source_ref="a"),
        Said("2054-5", source_ref="0"),
    ]
    assert [one.code for one in standing_answers(said)] == ["2106-3", "2028-9"]


def test_nothing_said() -> None:
    assert standing_answer([]) is None
    assert [one.status for one in standing_answers([Said(status="not-asked")])] == ["not-asked"]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (None, "not-asked"),
        (Said("LA33-6"), "needed"),
        (Said("no"), "not-needed"),
        (Said("", text="Yes"), "needed"),
        (Said("perhaps"), "unknown"),
        (Said(status="declined"), "declined"),
        (Said(status="unknown"), "unknown"),
        (Said(status="not-asked"), "not-asked"),
    ],
)
def test_interpreter(answer, word) -> None:
    assert interpreter_word(answer) == word


@pytest.mark.parametrize(
    ("names", "family"),
    [
        ([Name("maiden", "Old"), Name("official", "New")], "New"),
        ([Name("official", "A"), Name("usual", "B")], "B"),
        ([Name("official", "A"), Name("official", "B", recorded_at=LATER)], "B"),
        ([Name("official", "A", recorded_at=LATER), Name("", "B", "staff")], "B"),
        ([Name("of-no-standard", "A")], "A"),
        ([Name("official", ""), Name("maiden", "Old")], "Old"),
    ],
)
def test_shown_name(names, family) -> None:
    assert shown_name(names).family == family
    assert shown_name([]) is None
