"""Goals by version (STK-8), tags by whose word (STK-7), and the honest notice (EQ-10, PLN-1)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from fairway.plan.goals.actions import NoSuchTag, NothingToTag, set_tags, tag, untag
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.queries import disagreements, tags_of
from fairway.plan.goals.rules import (
    DEFAULT_GOALS,
    UnknownGoal,
    checked,
    codes,
    difference,
    goal,
    goals,
    label,
)
from tests.factories.people import StaffFactory
from tests.factories.plan_efforts import ActivityFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def test_eight_stable_codes_in_order() -> None:
    assert codes() == tuple(f"NCP-{number}" for number in range(1, 9))
    assert [one.number for one in goals()] == list(range(1, 9))


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2023, 4, 2), "Eliminate Inequities"),
        (date(2023, 9, 7), "Eliminate Inequities"),
        (date(2024, 2, 28), "Eliminate Inequities"),
        (date(2024, 2, 29), "Eliminate Cancer Health Disparities"),
        (date(2026, 4, 1), "Eliminate Cancer Health Disparities"),
    ],
)
def test_stk_8_goal_4_has_the_name_of_its_day(on: date, name: str) -> None:
    assert label("NCP-4", on=on) == name


def test_stk_8_every_name_has_a_source_and_spanish() -> None:
    for one in goals():
        for name in one.labels:
            assert name.source
            assert name.name.es
    assert label("NCP-1", on=date(2026, 4, 1), language="es-MX") == "Prevenir el cáncer"


def test_pln_1_the_two_goals_of_the_series_are_the_default() -> None:
    assert DEFAULT_GOALS == ("NCP-4", "NCP-5")
    assert all(goal(code).measurable == "strongly" for code in DEFAULT_GOALS)


def test_goals_1_3_and_7_say_that_navigation_data_cannot_tell() -> None:
    assert [one.number for one in goals() if one.notice] == [1, 3, 7]


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownGoal, match="NCP-1, NCP-2"):
        checked(["NCP-9"])


@pytest.mark.parametrize(
    ("submitter", "staff", "disagree"),
    [
        (["NCP-1"], ["NCP-1"], False),
        (["NCP-1"], [], False),
        ([], ["NCP-1"], False),
        (["NCP-1"], ["NCP-2"], True),
        (["NCP-1", "NCP-2"], ["NCP-1"], True),
    ],
)
def test_stk_7_when_two_words_disagree(
    submitter: list[str], staff: list[str], disagree: bool
) -> None:
    assert difference(submitter=submitter, staff=staff).is_disagreement is disagree


@pytest.mark.django_db
def test_stk_7_the_two_are_kept_apart_and_listed() -> None:
    activity = ActivityFactory()
    staff: Any = StaffFactory(program=activity.program, role="plan-staff")
    set_tags(codes=["NCP-1"], origin="submitter", activity=activity, by="staff:1", at=AT)
    set_tags(codes=["NCP-1", "NCP-4"], origin="staff", activity=activity, by="staff:1", at=AT)
    assert tags_of(activity_ids=[activity.pk])[("activity", activity.pk)] == {
        "submitter": ["NCP-1"],
        "staff": ["NCP-1", "NCP-4"],
    }
    found = disagreements(staff)
    assert [(one.activity_id, one.difference.only_staff) for one in found] == [
        (activity.pk, ("NCP-4",))
    ]
    assert disagreements(StaffFactory(role="plan-staff")) == []
    assert disagreements(StaffFactory(program=activity.program, role="navigator")) == []


@pytest.mark.django_db
def test_tagging_twice_is_once_and_removing_keeps_the_row() -> None:
    activity = ActivityFactory()
    first = tag(code="NCP-4", origin="staff", activity=activity, by="staff:1", at=AT)
    assert tag(code="NCP-4", origin="staff", activity=activity, by="staff:2", at=AT).pk == first.pk
    untag(code="NCP-4", origin="staff", activity=activity, by="staff:2", at=AT)
    assert GoalTag.objects.get().removed_by == "staff:2"
    with pytest.raises(NoSuchTag):
        untag(code="NCP-4", origin="staff", activity=activity, by="staff:2", at=AT)
    assert tag(code="NCP-4", origin="staff", activity=activity, by="staff:1", at=AT).pk != first.pk


@pytest.mark.django_db
def test_a_tag_belongs_on_one_thing() -> None:
    with pytest.raises(NothingToTag):
        tag(code="NCP-4", origin="staff", by="staff:1", at=AT)
