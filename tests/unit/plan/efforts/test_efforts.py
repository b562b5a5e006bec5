"""The map of efforts (STK-12): counts as activities and organizations, gaps; and filing what was measured (PLN-2)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from fairway.plan.documents.models import Citation
from fairway.plan.efforts.actions import (
    ActivityFacts,
    change_activity,
    enter_activity,
    file_measured,
    record_activity,
)
from fairway.plan.efforts.queries import (
    activity_rows,
    disagreement_report,
    map_of_efforts,
    said_toward,
    table,
)
from fairway.plan.efforts.rules import (
    Aggregate,
    Effort,
    SmallNumbers,
    UnknownEntry,
    check_suppressed,
    matrix,
)
from fairway.plan.stakeholders.actions import merge
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_stakeholders import StakeholderFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 4, 1)


def effort(activity: int, body: int, goals: str, topics: str = "", places: str = "") -> Effort:
    return Effort(
        activity,
        body,
        tuple(f"NCP-{one}" for one in goals),
        tuple(topics.split()),
        tuple(places.split()),
    )


def test_cells_count_activities_and_distinct_organizations() -> None:
    found = matrix(
        [
            effort(1, 1, "45", "navigation workforce", "us-co"),
            effort(2, 1, "4", "navigation"),
            effort(3, 2, "5", "workforce", "us-co us-ny"),
        ]
    )
    assert (found.total.activities, found.total.organizations) == (3, 2)
    topics = {row.key: row for row in found.by_topic.rows}
    assert topics["navigation"].total.activities == 2
    assert topics["navigation"].total.organizations == 1
    assert [cell.activities for cell in topics["workforce"].cells] == [0, 0, 0, 1, 2, 0, 0, 0]
    assert [cell.activities for cell in found.by_topic.totals] == [0, 0, 0, 2, 2, 0, 0, 0]


def test_a_place_nobody_stated_is_a_row_of_its_own() -> None:
    found = matrix([effort(1, 1, "4"), effort(2, 1, "4", places="us-co")])
    places = {row.key: row.total.activities for row in found.by_place.rows}
    assert (places[""], places["us-co"], places["us-ny"]) == (1, 1, 0)


def test_gaps_are_goals_topics_places_and_pairs_with_nobody() -> None:
    gaps = matrix([effort(1, 1, "4", "navigation", "us-co")]).gaps
    assert gaps.goals == ("NCP-1", "NCP-2", "NCP-3", "NCP-5", "NCP-6", "NCP-7", "NCP-8")
    assert "navigation" not in gaps.topics
    assert "telehealth" in gaps.topics
    assert ("NCP-4", "navigation") not in gaps.goal_topics
    assert ("NCP-5", "navigation") in gaps.goal_topics
    assert "" not in gaps.places


@pytest.mark.parametrize("count", [11, 0])
def test_pln_2_what_may_be_filed(count: int) -> None:
    check_suppressed(
        [Aggregate("a", count, count + 20), Aggregate("b", None, None), Aggregate("c", None, None)]
    )


@pytest.mark.parametrize(
    "lines",
    [
        [Aggregate("a", 10, 100)],
        [Aggregate("a", 1, 100)],
        # The rest is small.
        [Aggregate("a", 95, 100)],
        # One hidden line can be worked out.
        [Aggregate("a", 50, 100), Aggregate("b", None, 100)],
    ],
)
def test_pln_2_small_numbers_are_refused(lines: list[Aggregate]) -> None:
    with pytest.raises(SmallNumbers):
        check_suppressed(lines)


@pytest.mark.django_db
def test_pln_2_a_measured_result_is_an_activity_with_aggregates_only() -> None:
    program = ProgramFactory()
    made = file_measured(
        program=program,
        key="m-1",
        stakeholder=StakeholderFactory(program=program),
        title="Resolved within 60 days",
        measure="days from abnormal finding to diagnosis",
        lines=[Aggregate("rural", 40, 100), Aggregate("x", None, None), Aggregate("y", None, None)],
        goal_codes=["NCP-4"],
        cited=Citation("our own measure"),
        challenges="Two groups are too small to show.",
        by="staff:1",
        at=AT,
    )
    assert made.progress == "rural: 40 of 100; x: hidden (small numbers); y: hidden (small numbers)"
    assert made.goal_tags.get().origin == "staff"


def recorded(program: Any, key: str, goals: dict[str, list[str]], **facts: Any) -> Any:
    return record_activity(
        program=program, key=key, stakeholder=StakeholderFactory(program=program),
        facts=ActivityFacts(title=key, **facts), cited=Citation("made up"), goals=goals, by="s", at=AT,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_map_of_a_program_filtered() -> None:
    program = ProgramFactory()
    staff: Any = StaffFactory(program=program, role="plan-staff")
    one = recorded(program, "a", {"published": ["NCP-4"]}, topics=["navigation"], places=["us-co"])
    two = recorded(program, "b", {"staff": ["NCP-4", "NCP-5"]}, topics=["workforce"])
    recorded(ProgramFactory(), "c", {"staff": ["NCP-4"]})
    assert map_of_efforts(staff, on=ON).total.activities == 2
    assert map_of_efforts(staff, on=date(2026, 3, 31)).total.activities == 0
    assert map_of_efforts(staff, on=ON, topic="navigation").total.activities == 1
    assert map_of_efforts(staff, on=ON, goal="NCP-5").total.activities == 1
    assert map_of_efforts(StaffFactory(role="plan-staff"), on=ON).total.activities == 0
    merge(kept=one.stakeholder, merged=two.stakeholder, reason="one body", by="s", at=AT)
    assert map_of_efforts(staff, on=ON).total.organizations == 1


@pytest.mark.django_db
def test_stk_7_disagreement_and_csv_keep_the_words_apart() -> None:
    program = ProgramFactory()
    staff: Any = StaffFactory(program=program, role="plan-staff")
    one = recorded(program, "a", {"submitter": ["NCP-1"], "staff": ["NCP-4"]})
    assert [row.activity.pk for row in disagreement_report(staff)] == [one.pk]
    (line,) = table(activity_rows(staff))
    assert line[3:6] == ("NCP-1", "NCP-4", "")
    assert line[8] == "made up"
    change_activity(
        activity=one, facts=ActivityFacts(title="a"), goals={"staff": ["NCP-1"]}, by="s", at=AT
    )
    assert disagreement_report(staff) == []


@pytest.mark.django_db
def test_a_withdrawn_submission_takes_its_activity_off_the_map() -> None:
    from tests.factories.plan_intake import SubmissionFactory

    program = ProgramFactory()
    staff: Any = StaffFactory(program=program, role="plan-staff")
    one = recorded(program, "a", {"staff": ["NCP-4"]})
    one.submission = SubmissionFactory(program=program)
    one.save()
    assert map_of_efforts(staff, on=ON).total.activities == 1
    one.submission.state = "withdrawn"
    one.submission.save()
    assert map_of_efforts(staff, on=ON).total.activities == 0


@pytest.mark.django_db
def test_entered_by_staff_under_any_name_of_the_body() -> None:
    program = ProgramFactory()
    first, second = (
        enter_activity(
            program=program, organization=name, facts=ActivityFacts(title="x"), source="call of 1 April",
            goals={"staff": ["NCP-4"]}, by="staff:1", at=AT,
        )
        for name in ("The Example Coalition", "example coalition")
    )  # fmt: skip
    assert first.stakeholder_id == second.stakeholder_id
    assert first.pk != second.pk


@pytest.mark.django_db
def test_unknown_topics_are_refused() -> None:
    with pytest.raises(UnknownEntry):
        recorded(ProgramFactory(), "a", {}, topics=["unheard-of"])


@pytest.mark.django_db
def test_pln_1_what_was_said_toward_a_goal() -> None:
    program = ProgramFactory()
    staff: Any = StaffFactory(program=program, role="plan-staff")
    recorded(program, "a", {"published": ["NCP-5"]})
    four, five = said_toward(staff, ["NCP-5", "NCP-4"])
    assert (four.code, len(four.activities)) == ("NCP-4", 0)
    assert (five.code, len(five.activities)) == ("NCP-5", 1)
