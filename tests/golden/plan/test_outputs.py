"""Golden: what staff hand on about an invented meeting (STK-22). Review a change here as you review code.

FAIRWAY_PRINT_GOLDEN=1 writes the files anew.
"""

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from fairway.people.models import Role
from fairway.plan.reports.definitions import disclaimers
from fairway.plan.reports.outputs import LONGEST_POST, outputs_for
from tests.factories.people import StaffFactory
from tests.factories.plan_meetings import (
    AgendaFactory,
    AgendaItemFactory,
    DiscussionPointFactory,
    HashtagFactory,
    MeetingFactory,
    ParticipantFactory,
    PresentationFactory,
    RecordingFactory,
    SeriesFactory,
    SummaryFactory,
    VoteFactory,
)
from tests.factories.plan_stakeholders import StakeholderFactory

HERE = Path(__file__).parent
BEFORE, AFTER = date(2026, 4, 1), date(2026, 5, 2)
ADDRESS = "https://fairway.example/meetings/rides/"


@pytest.fixture
def staff(db):
    return StaffFactory(role=Role.PLAN_STAFF)


@pytest.fixture
def meeting(staff):
    """An afternoon in Nowhere County, invented from end to end."""
    series = SeriesFactory(program=staff.program, title="Getting there")
    made = MeetingFactory(
        series=series, title="Rides to treatment", place="Nowhere", starts_on=date(2026, 4, 10),
        ends_on=date(2026, 4, 10), description="What keeps people from their appointments, and what helps.",
        comments_open_until=datetime(2026, 4, 30, 16, tzinfo=UTC),
    )  # fmt: skip
    HashtagFactory(series=series, tag="#RidesMatter", valid_from=date(2026, 3, 1))
    HashtagFactory(
        series=series, tag="Old&Gone", valid_from=date(2026, 1, 1), valid_to=date(2026, 4, 1)
    )
    bodies = [
        StakeholderFactory(program=staff.program, name=name)
        for name in ("Example Bus Company", "Example Coalition of Nowhere County", "Example Clinic")
    ]
    old, new = AgendaFactory(meeting=made), AgendaFactory(meeting=made, version=2)
    AgendaItemFactory(agenda=old, ordinal=1, title="An older version")
    AgendaItemFactory(agenda=new, ordinal=1, title="Welcome", starts_at=time(13, 0))
    AgendaItemFactory(agenda=new, ordinal=2, title="Rides", stakeholder=bodies[0], starts_at=time(13, 15), ends_at=time(14, 0))  # fmt: skip
    for number, body in enumerate(bodies):
        PresentationFactory(meeting=made, stakeholder=body, starts_at=time(13 + number, 15))
    DiscussionPointFactory(meeting=made, ordinal=1, heading="Timetables")
    DiscussionPointFactory(meeting=made, ordinal=2, heading="Vouchers")
    DiscussionPointFactory(meeting=made, ordinal=3, heading="Timetables")
    VoteFactory(meeting=made, motion="Meet again in autumn.", result="unanimous")
    RecordingFactory(meeting=made, url="https://example.org/recordings/rides")
    SummaryFactory(meeting=made, url="https://example.org/summary", certified_on=date(2026, 6, 1))
    ParticipantFactory(meeting=made, name="Ada Example", role="panel", affiliation="Example Panel")
    ParticipantFactory(meeting=made, name="Bea Example", role="presenter")
    ParticipantFactory(meeting=made, name="Cleo Private", role="public", affiliation="herself")
    return made


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("when", "on"), [("before", BEFORE), ("after", AFTER)])
def test_stk_22_outputs_are_as_reviewed(staff, meeting, language, when, on):
    made = outputs_for(staff, meeting.public_id, on=on, language=language, address=ADDRESS)
    whole = "".join(f"=== {one.name}: {one.heading}\n{one.text}\n" for one in made)
    golden = HERE / f"outputs-{when}-{language}.txt"
    if os.environ.get("FAIRWAY_PRINT_GOLDEN"):
        golden.write_text(whole)
    assert whole == golden.read_text()


@pytest.mark.parametrize("language", ["en", "es"])
def test_stk_17_every_output_says_what_it_is_not(staff, meeting, language):
    for one in outputs_for(staff, meeting.public_id, on=AFTER, language=language, address=ADDRESS):
        assert all(said in one.text for said in disclaimers(language)), one.name
        assert "Cleo" not in one.text


@pytest.mark.parametrize(
    ("on", "tags"),
    [(date(2026, 2, 28), {"#Old&Gone"}), (date(2026, 3, 1), {"#Old&Gone", "#RidesMatter"}),
     (date(2026, 4, 1), {"#Old&Gone", "#RidesMatter"}), (date(2026, 4, 2), {"#RidesMatter"})],
)  # fmt: skip
def test_stk_18_only_the_hashtags_of_that_day(staff, meeting, on, tags):
    made = outputs_for(staff, meeting.public_id, on=on, language="en", address=ADDRESS)
    posts = next(one.text for one in made if one.name == "posts.md")
    assert {word for word in posts.split() if word.startswith("#") and len(word) > 2} == tags


@pytest.mark.parametrize("length", [10, 200, 290])
def test_a_short_post_fits_and_keeps_its_address(staff, meeting, length):
    meeting.title = "R" * length
    meeting.save()
    made = outputs_for(staff, meeting.public_id, on=BEFORE, language="es", address=ADDRESS)
    posts = next(one.text for one in made if one.name == "posts.md")
    short = posts.split("## X (280)")[1].split("---")[0].strip()
    assert len(short) <= LONGEST_POST
    assert ADDRESS in short
