"""Days, months and working days; traps 1-3 of practice.md section 10."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.navigation.pathways.definitions.shapes import Span
from fairway.navigation.pathways.rules.calendar import add, age_on, last_day, working_days_between

THANKSGIVING = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2026-08-31", Span(months=6), "2027-02-28"),
        ("2027-08-31", Span(months=6), "2028-02-29"),
        ("2028-02-29", Span(months=12), "2029-02-28"),
        ("2026-01-01", Span(days=60), "2026-03-02"),
        ("2026-01-01", Span(months=1, days=30), "2026-03-03"),
        ("2026-11-20", Span(working_days=1), "2026-11-23"),
        ("2026-11-25", Span(working_days=1), "2026-11-27"),
        ("2026-11-21", Span(working_days=1), "2026-11-23"),
    ],
)
def test_add(start: str, span: Span, expected: str) -> None:
    assert add(date.fromisoformat(start), span, holidays={THANKSGIVING}) == date.fromisoformat(
        expected
    )


@pytest.mark.parametrize(
    ("start", "end", "calendar", "working"),
    [
        ("2026-11-20", "2026-11-23", 3, 1),
        ("2026-11-25", "2026-11-30", 5, 2),
        ("2026-11-23", "2026-11-23", 0, 0),
    ],
)
def test_friday_to_monday_is_three_days_or_one(
    start: str, end: str, calendar: int, working: int
) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert (last - first).days == calendar
    assert working_days_between(first, last, holidays={THANKSGIVING}) == working


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        ("2024-02-01", "month", "2024-02-29"),
        ("2023-02-01", "month", "2023-02-28"),
        ("2023-01-01", "year", "2023-12-31"),
        ("2023-05-05", "day", "2023-05-05"),
    ],
)
def test_last_day_of_a_partial_date(day: str, precision: str, expected: str) -> None:
    assert last_day(date.fromisoformat(day), precision) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("1986-01-01", "2026-01-01", 40),
        ("1986-01-02", "2026-01-01", 39),
        ("2000-02-29", "2026-02-28", 25),
        ("2000-02-29", "2026-03-01", 26),
    ],
)
def test_age(birth: str, on: str, age: int) -> None:
    assert age_on(date.fromisoformat(birth), date.fromisoformat(on)) == age


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 60))
def test_working_days_count_back(start: date, days: int) -> None:
    end = add(start, Span(working_days=days), holidays={THANKSGIVING})
    assert working_days_between(start, end, holidays={THANKSGIVING}) == days
