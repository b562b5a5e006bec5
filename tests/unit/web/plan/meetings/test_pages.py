"""The plan's home, meetings, stakeholders, activities, the map and the goals, as plan staff see them."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fairway.plan.documents.models import Citation
from fairway.plan.efforts.actions import ActivityFacts, record_activity
from fairway.plan.efforts.models import Activity
from fairway.plan.meetings import actions
from fairway.plan.meetings.models import Meeting, MeetingStep, Series
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.stakeholders.models import StakeholderMerge
from fairway.web.plan.meetings import words
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.factories.plan_meetings import (
    DiscussionPointFactory,
    LandmarkFactory,
    MeetingFactory,
    PresentationFactory,
    RecordingFactory,
    RegistrationFactory,
    SeriesFactory,
    SummaryFactory,
)
from tests.factories.plan_stakeholders import StakeholderFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
HERE = Citation("made up")
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Any:
    return StaffFactory(program=ProgramFactory(), role="plan-staff")


@pytest.fixture
def client(staff: Any) -> Client:
    hers = Client()
    hers.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return hers


def body(client: Client, route: str, query: str = "", **arguments: Any) -> str:
    """The page's words; a page of its own is needed for each reader's language."""
    answer = client.get(reverse(route, kwargs=arguments) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def recorded(staff: Any, title: str, *, name: str = "Example Coalition", **facts: Any) -> Activity:
    goals = facts.pop("goals", {"published": ["NCP-4"]})
    return record_activity(
        program=staff.program, key=title,
        stakeholder=known_as(program=staff.program, name=name, by="s", at=AT),
        facts=ActivityFacts(title=title, **facts), cited=HERE, goals=goals, by="s", at=AT,
    )  # fmt: skip


def test_every_code_has_its_words() -> None:
    assert set(words.STATES) == {"", *MeetingStep.State.values}


def test_home_counts_what_waits(staff: Any, client: Client) -> None:
    meeting = MeetingFactory(series__program=staff.program, ends_on=date(2199, 1, 1))
    RecordingFactory(meeting=meeting)
    RegistrationFactory(meeting=meeting, accommodation="Sign language")
    page = body(client, "plan_home")
    assert "recordings nobody looked at for captions" in page
    assert "accommodations asked for" in page
    assert "summaries to certify" not in page


def test_stk_13_the_series_says_how_long_summaries_took(staff: Any, client: Client) -> None:
    meeting = MeetingFactory(
        series__program=staff.program, starts_on=date(2023, 9, 7), ends_on=date(2023, 9, 7)
    )
    SummaryFactory(
        meeting=meeting,
        certified_by="Chair",
        certified_on=date(2023, 11, 8),
        posted_on=date(2023, 12, 14),
    )
    page = body(client, "plan_series")
    assert "62 days" in page
    assert "98 days" in page


def test_a_series_and_a_meeting_are_made(staff: Any, client: Client) -> None:
    client.post(reverse("plan_series_new"), {"title": "Example series", "goals": ["NCP-4"]})
    series = Series.objects.get()
    assert series.goal_codes == ["NCP-4"]
    new = reverse("plan_meeting_new", args=[series.public_id])
    wrong = {"title": "One", "starts_on": "2026-05-02", "ends_on": "2026-05-01", "time_zone": "America/New_York"}  # fmt: skip
    answer = client.post(new, wrong)
    assert "Correct one of the days" in answer.content.decode()
    answer = client.post(new, wrong | {"ends_on": "", "takes_registrations": "on"})
    meeting = Meeting.objects.get()
    assert answer.url == reverse("plan_meeting", args=[meeting.public_id])  # type: ignore[attr-defined]
    assert (meeting.ends_on, meeting.takes_registrations) == (date(2026, 5, 2), True)


def test_a_meeting_shows_words_pages_and_goals_of_its_day(staff: Any, client: Client) -> None:
    document = DocumentFactory(program=staff.program)
    passage = PassageFactory(document=document, text="Rides are what people ask for.")
    meeting = MeetingFactory(
        series__program=staff.program, starts_on=date(2023, 9, 7), ends_on=date(2023, 9, 7)
    )
    DiscussionPointFactory(meeting=meeting, passage=passage, source_page="25", heading="DISCUSSION")
    PresentationFactory(
        meeting=meeting, stakeholder__program=staff.program, goal_codes=["NCP-4"], asked="Vans."
    )
    page = body(client, "plan_meeting", meeting=meeting.public_id)
    assert "Rides are what people ask for." in page
    assert reverse("plan_passage", args=[passage.public_id]) in page
    assert "page 25" in page
    assert "4. Eliminate Inequities" in page


def test_stk_1_the_page_shows_what_changed(staff: Any, client: Client) -> None:
    from datetime import time

    meeting = MeetingFactory(series__program=staff.program)
    for hours in ((9, 11), (11, 9)):
        slots = [
            actions.AgendaSlot("Coalition A", starts_at=time(hours[0])),
            actions.AgendaSlot("Coalition B", starts_at=time(hours[1])),
        ]
        actions.add_agenda(meeting=meeting, slots=slots, cited=HERE, by="s", at=AT)
    page = body(client, "plan_meeting", meeting=meeting.public_id)
    assert "Coalition A: moved, 09:00 → 11:00" in page
    assert "Agenda, version 1" in page


def test_a_withdrawn_point_loses_its_words(staff: Any, client: Client) -> None:
    document = DocumentFactory(program=staff.program, withdrawn_at=AT, withdrawn_by="s")
    passage = PassageFactory(document=document, text="Words that are gone.")
    meeting = MeetingFactory(series__program=staff.program)
    DiscussionPointFactory(meeting=meeting, passage=passage)
    assert "Words that are gone" not in body(client, "plan_meeting", meeting=meeting.public_id)


def test_steps_and_captions_are_recorded(staff: Any, client: Client) -> None:
    meeting = MeetingFactory(series__program=staff.program)
    recording = RecordingFactory(meeting=meeting)
    at = {"meeting": meeting.public_id}
    client.post(
        reverse("plan_meeting_move", kwargs=at), {"to": "held", "happened_on": "2026-04-10"}
    )
    assert meeting.steps.get().happened_on == date(2026, 4, 10)
    assert client.post(reverse("plan_meeting_move", kwargs=at), {"to": "agenda"}).status_code == 200
    client.post(
        reverse("plan_captions", kwargs=at | {"recording": recording.pk}), {"captions": "no"}
    )
    recording.refresh_from_db()
    assert recording.has_captions is False
    assert "No captions" in body(client, "plan_meeting", **at)


def test_stk_25_the_organizer_sees_what_people_need(staff: Any, client: Client) -> None:
    meeting = MeetingFactory(series__program=staff.program)
    RegistrationFactory(meeting=meeting, name="Made-up Anna")
    RegistrationFactory(meeting=meeting, name="Made-up Berta", accommodation="Sign language")
    page = body(client, "plan_registrations", meeting=meeting.public_id)
    assert page.index("Made-up Berta") < page.index("Made-up Anna")
    assert "Sign language" in page


def test_stk_20_merge_and_apart_on_the_page(staff: Any, client: Client) -> None:
    kept = known_as(program=staff.program, name="Example One", by="s", at=AT)
    merged = known_as(program=staff.program, name="Example 1", by="s", at=AT)
    recorded(staff, "Rides", name="Example 1")
    client.post(
        reverse("plan_stakeholder_merge", args=[kept.public_id]),
        {"other": str(merged.public_id), "reason": "Two spellings."},
    )
    page = body(client, "plan_stakeholder", stakeholder=kept.public_id)
    assert "Example 1" in page
    assert "Rides" in page
    assert "This record is one with another" in body(
        client, "plan_stakeholder", stakeholder=merged.public_id
    )
    client.post(reverse("plan_stakeholder_undo", args=[StakeholderMerge.objects.get().pk]))
    assert "Rides" not in body(client, "plan_stakeholder", stakeholder=kept.public_id)
    again = client.post(reverse("plan_stakeholder_undo", args=[StakeholderMerge.objects.get().pk]))
    assert again.status_code == 409


def test_names_are_searched_and_added(staff: Any, client: Client) -> None:
    one = StakeholderFactory(program=staff.program, name="Example One")
    client.post(reverse("plan_stakeholder_name", args=[one.public_id]), {"name": "First Example"})
    assert "Example One" in body(client, "plan_stakeholders", "?words=first")
    assert "Nobody of that name" in body(client, "plan_stakeholders", "?words=xyz")


def test_stk_7_tags_are_changed_apart_and_a_disagreement_is_listed(
    staff: Any, client: Client
) -> None:
    one = recorded(staff, "Rides", goals={"submitter": ["NCP-1"]})
    client.post(
        reverse("plan_activity", args=[one.public_id]),
        {"title": "Rides", "submitter": ["NCP-1"], "staff": ["NCP-4"], "topics": ["transport"]},
    )
    page = body(client, "plan_activities")
    assert "Submitter and staff chose different goals" in page
    assert "Transport and lodging" in page


def test_stk_12_the_map_shows_counts_and_gaps(staff: Any, client: Client) -> None:
    recorded(staff, "Rides", topics=["transport"], places=["us-co"])
    recorded(staff, "Talks", name="Example Two", topics=["transport"])
    page = body(client, "plan_map")
    assert "2 activities, 2 organizations" in page
    assert "2 (2)" in page
    assert "<svg" in page
    assert "Topics on which nobody works" in page
    assert "Not stated" in page
    assert "Nobody works there" in body(client, "plan_map", "?topic=telehealth")


def test_stk_17_the_csv_says_what_it_is_and_runs_no_formula(staff: Any, client: Client) -> None:
    recorded(staff, "=HYPERLINK(1)", goals={"submitter": ["NCP-1"], "staff": ["NCP-4"]})
    answer = client.get(reverse("plan_activities_csv"))
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][:2] == ["organization", "activity"]
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert lines[1][3:5] == ["NCP-1", "NCP-4"]
    assert len(lines) > 3
    assert "affiliated" in " ".join(lines[-1] + lines[-2] + lines[-3])


def test_pln_1_two_goals_by_default_and_eight_on_request(staff: Any, client: Client) -> None:
    recorded(staff, "Rides", goals={"published": ["NCP-4"]})
    page = body(client, "plan_goals")
    assert "4. Eliminate Cancer Health Disparities" in page
    assert "5. Deliver Optimal Care" in page
    assert "1. Prevent Cancer" not in page
    assert "1 activity, distinct organizations: 1" in page
    every = body(client, "plan_goals", "?goals=all")
    assert every.count("Navigation data cannot say") == 3
    # STK-8: both names of goal 4, each with its day.
    assert "Eliminate Inequities" in page


def test_an_activity_is_entered(staff: Any, client: Client) -> None:
    said = {
        "title": "Rides",
        "organization": "Example Coalition",
        "source": "call",
        "staff": ["NCP-4"],
    }
    answer = client.post(reverse("plan_activity_new"), said)
    one = Activity.objects.get()
    assert answer.url == reverse("plan_activity", args=[one.public_id])  # type: ignore[attr-defined]
    assert one.goal_tags.get().code == "NCP-4"
    assert client.post(reverse("plan_activity_new"), {"title": "x"}).status_code == 200
    assert "Example Coalition" in body(client, "plan_activity", activity=one.public_id)


def test_landmarks_stand_with_their_series(staff: Any, client: Client) -> None:
    LandmarkFactory(series=SeriesFactory(program=staff.program), title="A report is out")
    assert "A report is out" in body(client, "plan_series")
