"""ACCURE's alerts, practice.md 7.1 and section 9: 21 days in time, 22 not; a cancelled visit raises again."""

from datetime import date, timedelta

import pytest

from fairway.navigation.pathways.rules.alerts import Visit, gap, missed_visits

INDEX = date(2026, 3, 1)


def visit(number: int, days: int, status: str = "booked", *, is_treatment: bool = True) -> Visit:
    return Visit(number, INDEX + timedelta(days=days), status, is_treatment)


@pytest.mark.parametrize(
    ("visits", "raised"),
    [
        ([visit(1, 0, "fulfilled"), visit(2, 21)], None),
        ([visit(1, 0, "fulfilled"), visit(2, 22)], "index:2026-03-01"),
        ([visit(1, 0, "fulfilled")], "index:2026-03-01"),
        ([visit(1, 0, "fulfilled"), visit(2, 10, "cancelled")], "index:2026-03-01/cancelled:2"),
        ([visit(1, 0, "fulfilled"), visit(2, 10, "cancelled"), visit(3, 21)], None),
        ([visit(1, 0, "noshow")], None),
        ([visit(1, 0, "fulfilled", is_treatment=False)], None),
        ([visit(1, 0, "fulfilled"), visit(2, 21, is_treatment=False)], None),
    ],
)
def test_nothing_scheduled_within_21_days(visits: list[Visit], raised: str | None) -> None:
    found = gap(visits, treated_on=[], on=INDEX)
    assert (found.occasion if found else None) == raised


def test_a_treatment_without_a_booking_is_an_index_visit() -> None:
    found = gap([], treated_on=[INDEX], on=INDEX)
    assert found is not None
    assert gap([], treated_on=[INDEX], on=INDEX - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("one", "days_later", "is_missed"),
    [
        (visit(1, 0), 0, False),
        (visit(1, 0), 1, True),
        (visit(1, 0, "noshow"), 0, True),
        (visit(1, 0, "arrived"), 5, False),
        (visit(1, 0, "cancelled"), 5, False),
        (visit(1, 0, is_treatment=False), 5, False),
    ],
)
def test_missed_treatment_visit(one: Visit, days_later: int, is_missed: bool) -> None:
    assert bool(missed_visits([one], on=INDEX + timedelta(days=days_later))) is is_missed


def test_a_past_visit_still_booked_is_missed_and_no_plan() -> None:
    visits = [visit(1, 0, "fulfilled"), visit(2, 5)]
    assert gap(visits, treated_on=[], on=INDEX + timedelta(days=5)) is None
    assert gap(visits, treated_on=[], on=INDEX + timedelta(days=6)) is not None
