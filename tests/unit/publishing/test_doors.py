"""A flood is stopped, a person is not; an address is never kept."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.publishing.actions.doors import TooMany, forget_knocks, knock
from fairway.publishing.models import Knock
from fairway.publishing.rules.doors import LIMITS, Limit, is_over, window_of
from tests.unit.publishing.conftest import AT

LIMIT = Limit(each=2, length=timedelta(hours=1), together=3)


@pytest.mark.parametrize(
    ("own", "everyone", "over"), [(2, 3, False), (3, 3, True), (1, 4, True), (1, 1, False)]
)
def test_the_limits_hold_on_both_sides(own: int, everyone: int, over: bool) -> None:
    assert is_over(LIMIT, own=own, all_of_them=everyone) is over


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        (datetime(2026, 4, 1, 9, 0, tzinfo=UTC), datetime(2026, 4, 1, 9, 0, tzinfo=UTC)),
        (datetime(2026, 4, 1, 9, 59, 59, tzinfo=UTC), datetime(2026, 4, 1, 9, 0, tzinfo=UTC)),
        (datetime(2026, 4, 1, 10, 0, tzinfo=UTC), datetime(2026, 4, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_windows(at: datetime, opened: datetime) -> None:
    assert window_of(LIMIT, at) == opened


@pytest.mark.django_db
def test_one_too_many_is_told_when_to_come_back() -> None:
    for _ in range(LIMITS["comment"].each):
        knock(door="comment", who="a", at=AT)
    with pytest.raises(TooMany) as refused:
        knock(door="comment", who="a", at=AT + timedelta(minutes=59))
    assert refused.value.again_at == AT + timedelta(hours=1)
    knock(door="comment", who="b", at=AT)
    knock(door="registration", who="a", at=AT)
    knock(door="comment", who="a", at=AT + timedelta(hours=1))


@pytest.mark.django_db
def test_a_flood_from_many_addresses_is_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "comment", Limit(each=5, length=timedelta(hours=1), together=30))
    for number in range(30):
        knock(door="comment", who=str(number), at=AT)
    with pytest.raises(TooMany):
        knock(door="comment", who="another", at=AT)


@pytest.mark.django_db
def test_who_is_over_her_own_limit_fills_nobody_elses() -> None:
    each = LIMITS["comment"].each
    for _ in range(each):
        knock(door="comment", who="greedy", at=AT)
    for _ in range(3):
        with pytest.raises(TooMany):
            knock(door="comment", who="greedy", at=AT)
    assert Knock.objects.get(who="*").count == each


@pytest.mark.django_db
def test_visits_are_forgotten_after_two_days() -> None:
    knock(door="comment", who="a", at=AT)
    assert forget_knocks(at=AT + timedelta(days=2)) == 0
    assert forget_knocks(at=AT + timedelta(days=2, seconds=1)) == 2
