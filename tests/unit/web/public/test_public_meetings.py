"""Meetings of the public: registration with accommodation, calendar, recordings, summary."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from fairway.plan.meetings.models import Registration
from tests.factories import plan_meetings as factories
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.unit.publishing.conftest import House


@pytest.fixture
def meeting(house: House) -> Any:
    found = factories.MeetingFactory(
        series__program=house.site.program, series__goal_codes=["NCP-4"], title="Rides and roads", place="Nowhere Hall",
        is_online=True, starts_on=date(2099, 10, 17), ends_on=date(2099, 10, 18), starts_at=time(9), ends_at=time(16, 30),
        time_zone="America/Chicago", takes_registrations=True, questions=["What keeps people from treatment?"],
    )  # fmt: skip
    factories.MeetingStepFactory(meeting=found, state="announced")
    return found


def address(meeting: Any) -> str:
    return f"/public/nowhere/meetings/{meeting.public_id}/"


def test_the_page_tells_of_the_meeting(meeting: Any, client: Client) -> None:
    agenda = factories.AgendaFactory(meeting=meeting, version=2)
    factories.AgendaItemFactory(agenda=agenda, ordinal=1, starts_at=time(9), title="Opening", stakeholder=None)  # fmt: skip
    text = client.get(address(meeting)).content.decode()
    for words in (
        "Rides and roads", "Oct. 17, 2099 – Oct. 18, 2099, 9 a.m. – 4:30 p.m. (America/Chicago)", "Nowhere Hall, online",
        "What keeps people from treatment?", "Opening", "Version 2", "NCP-4", "The summary is not posted yet.",
    ):  # fmt: skip
        assert words in text
    assert "Rides and roads" in client.get("/public/nowhere/").content.decode()


@pytest.mark.parametrize(("state", "status"), [("proposed", 404), ("approved", 404), ("announced", 200), ("held", 200)])  # fmt: skip
def test_a_meeting_is_public_from_its_announcement_on(house: House, client: Client, state: str, status: int) -> None:  # fmt: skip
    found = factories.MeetingFactory(series__program=house.site.program)
    factories.MeetingStepFactory(meeting=found, state=state)
    assert client.get(address(found)).status_code == status


def test_a_meeting_of_another_program_is_not_here(house: House, client: Client) -> None:
    found = factories.MeetingFactory()
    factories.MeetingStepFactory(meeting=found, state="announced")
    assert client.get(address(found)).status_code == 404


def test_the_calendar_file_holds(meeting: Any, client: Client) -> None:
    answer = client.get(f"{address(meeting)}meeting.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Rides and roads"
    assert event["dtstart"].dt.isoformat() == "2099-10-17T14:00:00+00:00"
    assert event["dtend"].dt.isoformat() == "2099-10-18T21:30:00+00:00"
    meeting.starts_at = meeting.ends_at = None
    meeting.save()
    (event,) = Calendar.from_ical(client.get(f"{address(meeting)}meeting.ics").content).walk("VEVENT")  # fmt: skip
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2099, 10, 17), date(2099, 10, 19))


def test_she_registers_with_what_she_needs_and_takes_it_back(meeting: Any) -> None:
    """STK-25; without cookies."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{address(meeting)}register/").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    said = {"form_key": key[1], "name": "Rosa Rider", "attendance": "phone", "accommodation": "A Spanish interpreter"}  # fmt: skip
    answer = client.post(f"{address(meeting)}register/", said)
    made = Registration.objects.get()
    assert (made.accommodation, made.attendance, made.email) == ("A Spanish interpreter", "phone", "")  # fmt: skip
    mine = client.get(answer["Location"])
    assert mine["Referrer-Policy"] == "no-referrer"
    assert mine["Cache-Control"] == "no-store, private"
    text = mine.content.decode()
    assert "You are registered." in text
    for secret in ("Rosa", "interpreter,"):
        assert secret not in text
    assert client.post(answer["Location"]).status_code == 302
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert (made.name, made.accommodation) == ("", "")
    assert "is erased" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Say by what name we may expect you."),
        ({"attendance": ""}, "Choose how you will take part."),
        ({"email": "x"}, "This is no e-mail address."),
        ({"website": "x"}, "A field that people do not see was filled in"),
    ],
)
def test_what_is_to_correct_is_said(meeting: Any, client: Client, fields: dict[str, str], words: str) -> None:  # fmt: skip
    said = {"form_key": "0198c0de-0000-7000-8000-000000000000", "name": "R", "attendance": "online"}
    answer = client.post(f"{address(meeting)}register/", said | fields)
    assert words in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_meeting_that_is_over_or_takes_none_has_no_registration(meeting: Any, client: Client) -> None:  # fmt: skip
    meeting.starts_on = meeting.ends_on = date(2020, 1, 1)
    meeting.save()
    assert client.get(f"{address(meeting)}register/").status_code == 404
    assert "Register, and say" not in client.get(address(meeting)).content.decode()


def test_recordings_say_whether_they_have_captions_and_transcripts_are_searched(meeting: Any, client: Client) -> None:  # fmt: skip
    """STK-19; a transcript that is not public is not searched."""
    from fairway.plan.documents.queries.search import add

    program = meeting.series.program
    open_, closed = (DocumentFactory(program=program, kind="transcript", is_public=public) for public in (True, False))  # fmt: skip
    for document in (open_, closed):
        PassageFactory(document=document, text="The bus stops at the county line.")
        add([document.pk])
    for captions, transcript in ((None, None), (False, closed), (True, open_)):
        factories.RecordingFactory(meeting=meeting, has_captions=captions, transcript=transcript)
    text = client.get(address(meeting)).content.decode()
    for words in ("captions: nobody has looked yet", "without captions", "with captions"):
        assert words in text
    found = client.get(address(meeting), {"words": "BUS county"}).content.decode()
    assert "1 place holds all of these words." in found
    assert "The bus stops" in found
    assert "0 places" in client.get(address(meeting), {"words": "train"}).content.decode()


def test_the_summary_says_how_long_it_took(house: House, client: Client) -> None:
    """STK-13: 62 and 98 days."""
    found = factories.MeetingFactory(series__program=house.site.program, starts_on=date(2023, 9, 7), ends_on=date(2023, 9, 7))  # fmt: skip
    factories.MeetingStepFactory(meeting=found, state="held")
    factories.SummaryFactory(meeting=found, certified_on=date(2023, 11, 8), posted_on=date(2023, 12, 14), posted_is_approximate=True)  # fmt: skip
    text = " ".join(client.get(address(found)).content.decode().split())
    assert "(62 days after the meeting)" in text
    assert "(98 days after the meeting), about" in text


def test_a_comment_can_be_about_a_meeting(meeting: Any, client: Client) -> None:
    from fairway.plan.intake.models import Submission

    form = f"/public/nowhere/comment/?meeting={meeting.public_id}"
    assert "Rides and roads" in client.get(form).content.decode()
    said = {"form_key": "0198c0de-0000-7000-8000-000000000001", "comment": "Thank you for the phone line.", "asked": "on"}  # fmt: skip
    assert client.post(form, said).status_code == 302
    assert Submission.objects.get().meeting == meeting
    assert client.get("/public/nowhere/comment/?meeting=nonsense").status_code == 200
