"""The real record, loaded: every fact of requirements 5.4 to 5.8 with its source."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from fairway.people.models import Role
from fairway.plan.documents.models import Correction, Document, Passage
from fairway.plan.efforts.models import Activity
from fairway.plan.efforts.queries import map_of_efforts
from fairway.plan.goals.models import GoalTag
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.models import (
    Agenda,
    DiscussionPoint,
    Hashtag,
    Landmark,
    Meeting,
    Participant,
    Presentation,
    Recording,
    Vote,
)
from fairway.plan.meetings.queries import hashtags_on, meeting_page, series_rows
from fairway.plan.panel import actions
from fairway.plan.stakeholders.models import Alias, Stakeholder
from fairway.plan.themes.models import Synergy
from tests.factories.people import ProgramFactory, StaffFactory

PANEL = Path(__file__).parents[5] / "shared" / "data" / "panel"
AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
TOTALS = (15, 17, 17, 30, 19, 13, 13, 17)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not PANEL.is_dir(), reason="../shared/data/panel is not here"),
]


class Loaded:
    """The program with its record, and its plan staff."""

    def __init__(self) -> None:
        self.program: Any = ProgramFactory(name="Example Plan Office")
        self.staff: Any = StaffFactory(program=self.program, role=Role.PLAN_STAFF)
        self.result = self.load()

    def load(self) -> actions.Loaded:
        """Once more."""
        return actions.load(program=self.program, folder=PANEL, by="system:load", at=AT)


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Loaded once for all tests of this file; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Loaded()
        transaction.set_rollback(True)


def test_nothing_is_missing(record: Loaded) -> None:
    assert record.result.not_found == ()
    assert record.result.unread == ()
    assert Document.objects.filter(program=record.program).count() == 41
    assert Passage.objects.filter(document__program=record.program).exclude(text="").count() > 1200


def test_stk_12_the_matrix_adds_up_as_published(record: Loaded) -> None:
    assert record.result.totals == TOTALS
    found = map_of_efforts(record.staff, on=date(2026, 4, 1))
    assert tuple(cell.activities for cell in found.by_organization.totals) == TOTALS
    assert (found.total.activities, found.total.organizations) == (77, 31)
    assert GoalTag.objects.filter(origin="published").count() == sum(TOTALS)
    several = Counter(GoalTag.objects.values_list("activity_id", flat=True))
    assert sum(1 for count in several.values() if count > 1) == 38
    assert len(found.by_organization.rows) == 31


def test_each_activity_has_its_passage_on_its_page(record: Loaded) -> None:
    rows = Activity.objects.filter(program=record.program).select_related("passage")
    assert {row.source_page for row in rows} == {str(page) for page in range(14, 26)}
    for row in rows:
        assert row.passage is not None
        assert row.passage.kind == "row"
        assert row.passage.page == int(row.source_page) + 7


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("ASCO Certified", [3, 4, 5, 6, 7, 8]),
        ("Rural Cancer Care Access", [4, 5, 6, 7, 8]),
        ("mCODE", [3, 5, 6, 7]),
        ("NCCN Clinical Practice Guidelines", [1, 2, 4, 5, 6]),
    ],
)
def test_four_activities_agree_with_what_the_summary_says(
    record: Loaded, title: str, codes: list[int]
) -> None:
    one = Activity.objects.get(program=record.program, title__startswith=title)
    assert sorted(one.goal_tags.values_list("code", flat=True)) == [f"NCP-{n}" for n in codes]


@pytest.mark.parametrize(
    ("key", "to_certify", "to_post"),
    [
        ("2023-09-07", 62, 98),
        ("2023-10-17", 79, 92),
        ("2023-11-02", 79, 102),
        ("2023-12-07", 66, 97),
    ],
)
def test_stk_13_days_to_certify_and_to_post(
    record: Loaded, key: str, to_certify: int, to_post: int
) -> None:
    meetings = {
        row.meeting.key: row for series in series_rows(record.staff) for row in series.meetings
    }
    assert (meetings[key].days_to_certify, meetings[key].days_to_post) == (to_certify, to_post)


def test_stk_1_the_two_agendas_differ_by_the_swap(record: Loaded) -> None:
    meeting = Meeting.objects.get(key="2023-09-07")
    page = meeting_page(record.staff, meeting.public_id)
    first, second = page.agendas
    assert (first.agenda.dated_on, second.agenda.dated_on) == (date(2023, 8, 31), date(2023, 9, 6))
    moved = {change.title: change for change in second.changes}
    assert {change.kind for change in moved.values()} == {"moved"}
    assert sorted(moved) == [
        "American Cancer Society",
        "Association of Community Cancer Centers (ACCC)",
    ]
    after = moved["American Cancer Society"].after
    assert after is not None
    assert after.starts_at is not None
    assert after.starts_at.hour == 11
    assert len(second.items) == len(first.items) == 18
    assert sum(1 for item in second.items if item.stakeholder) == 12


def test_stk_1_four_meetings_with_agendas_and_people(record: Loaded) -> None:
    found = {
        meeting.key: (
            meeting.agendas.last().items.count(),  # type: ignore[union-attr]
            meeting.participants.count(),
        )
        for meeting in Meeting.objects.filter(agendas__isnull=False).distinct()
    }
    assert found["2023-09-07"] == (18, 23)
    assert found["2023-10-17"] == (15, 33)
    assert found["2023-11-02"] == (15, 34)
    assert found["2023-12-07"] == (15, 30)
    days = Agenda.objects.get(meeting__key="2023-11-02").items.values_list("on", flat=True)
    assert set(days) == {date(2023, 11, 2), date(2023, 11, 3)}


def test_stk_21_both_votes(record: Loaded) -> None:
    votes = Vote.objects.filter(meeting__key="2023-09-07").order_by("ordinal")
    assert [vote.result for vote in votes] == ["unanimous", "unanimous"]
    assert {vote.source_page for vote in votes} == {"2"}


def test_the_twelve_organizations_showed_what_they_do(record: Loaded) -> None:
    shown = Presentation.objects.select_related("passage", "stakeholder").order_by("starts_at")
    assert [one.stakeholder.abbreviation or one.stakeholder.name for one in shown] == [
        "ONS", "ASPO", "HIMSS", "ASCO", "ASTRO", "ACS", "NMA", "ACCC", "NHMA", "AACR", "NCCN",
        "CEO Roundtable on Cancer",
    ]  # fmt: skip
    assert all(one.passage and one.source_page for one in shown)
    assert shown[3].goal_codes == ["NCP-3", "NCP-4", "NCP-5", "NCP-6", "NCP-7", "NCP-8"]


def test_points_stand_on_their_passages(record: Loaded) -> None:
    points = DiscussionPoint.objects.select_related("passage")
    assert points.count() == 83
    assert all(point.passage and point.source_page for point in points)
    open_floor = points.filter(stakeholder=None)
    assert {point.heading for point in open_floor} == {"DISCUSSION WITH PANEL AND PUBLIC COMMENT"}


def test_stk_14_ten_corrections(record: Loaded) -> None:
    found = Correction.objects.filter(program=record.program).order_by("key")
    assert [one.key for one in found] == [f"5.8-{number:02d}" for number in range(1, 11)]
    held = [one for one in found if one.passage is not None]
    assert len(held) == 7
    for one in held:
        assert one.passage is not None
        assert one.before in one.passage.text
    assert found[3].after == "100,000 Black women"


def test_stk_18_hashtags_by_day(record: Loaded) -> None:
    def tags(on: date) -> set[str]:
        return {tag.tag for tag in hashtags_on(record.staff, on=on)}

    assert tags(date(2023, 9, 6)) == set()
    assert tags(date(2023, 9, 7)) == {"#NationalCancerPlan", "#CancerMoonshot", "#Every1HasARole"}
    assert "#CancerMoonshot" in tags(date(2023, 12, 31))
    assert "#CancerMoonshot" not in tags(date(2024, 1, 1))
    assert "#Tech4CancerNavigation" in tags(date(2024, 1, 1))
    assert Hashtag.objects.count() == 6


def test_stk_19_no_recording_was_looked_at(record: Loaded) -> None:
    assert Recording.objects.count() == 5
    assert Recording.objects.filter(has_captions__isnull=True).count() == 5


def test_stk_20_two_spellings_are_one_body(record: Loaded) -> None:
    aacr = Stakeholder.objects.get(program=record.program, abbreviation="AACR")
    names = set(Alias.objects.filter(stakeholder=aacr).values_list("name", flat=True))
    assert "American Association of Cancer Research" in names
    assert "American Association for Cancer Research" in names


def test_both_readings_of_the_deadline(record: Loaded) -> None:
    rows = Deadline.objects.filter(program=record.program).order_by("version")
    assert [(row.closes_on, row.is_inclusive) for row in rows] == [
        (date(2023, 9, 30), False),
        (date(2023, 9, 30), True),
    ]


def test_landmarks_and_synergies(record: Loaded) -> None:
    assert Landmark.objects.count() == 6
    stated = Synergy.objects.filter(kind=Synergy.Kind.STATED)
    assert stated.count() == 11
    assert stated.filter(topic="mCODE").count() == 3


def test_who_sat_where(record: Loaded) -> None:
    roles = Counter(
        Participant.objects.filter(meeting__key="2023-09-07").values_list("role", flat=True)
    )
    assert roles == {"panel": 3, "presenter": 19, "staff": 1}


def test_a_second_load_changes_nothing(record: Loaded) -> None:
    again = record.load()
    assert set(again.new.values()) == {0}
    assert again.not_found == ()
