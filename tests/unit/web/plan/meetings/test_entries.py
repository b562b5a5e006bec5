"""The forms by which a coalition enters its own meetings, and corrects what was entered."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fairway.plan.efforts.models import Activity
from fairway.plan.meetings.models import Hashtag, Landmark, Meeting, Recording, Vote
from fairway.plan.meetings.queries.entries import ENTRIES
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.stakeholders.models import Stakeholder
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.entry_forms import FORMS
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_meetings import (
    HashtagFactory,
    LandmarkFactory,
    MeetingFactory,
    ParticipantFactory,
    PresentationFactory,
    RecordingFactory,
    SummaryFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
MOTION = {"motion": "Form a group.", "result": "unanimous", "source": "minutes"}


@pytest.fixture
def staff() -> Any:
    return StaffFactory(program=ProgramFactory(), role="plan-staff")


@pytest.fixture
def client(staff: Any) -> Client:
    hers = Client()
    hers.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return hers


@pytest.fixture
def meeting(staff: Any) -> Meeting:
    made: Meeting = MeetingFactory(series__program=staff.program)
    return made


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_every_kind_has_its_form_and_words() -> None:
    assert (
        set(FORMS) == set(ENTRIES) == set(words.ENTRIES) == set(words.ENTER) == set(words.CORRECT)
    )


SAID: dict[str, dict[str, Any]] = {
    "vote": MOTION,
    "participant": {"name": "Made-up Anna", "role": "panel", "affiliation": "Example Clinic"},
    "presentation": {"organization": "Example Coalition", "starts_at": "09:15", "goal_codes": ["NCP-4"], "asked": "Rides."},
    "recording": {"title": "Day one", "url": "example.org/one", "captions": "no"},
    "hashtag": {"tag": "Example", "valid_from": "2026-04-10"},
    "landmark": {"title": "A report is out", "happened_on": "2026-04-10", "is_approximate": "on"},
}  # fmt: skip
FACTORIES: dict[str, Any] = {
    "vote": VoteFactory,
    "participant": ParticipantFactory,
    "presentation": PresentationFactory,
    "recording": RecordingFactory,
    "hashtag": HashtagFactory,
    "landmark": LandmarkFactory,
}


@pytest.mark.parametrize("kind", list(SAID))
def test_each_kind_is_entered_by_its_form(client: Client, meeting: Meeting, kind: str) -> None:
    is_series = kind in ("hashtag", "landmark")
    of = meeting.series if is_series else meeting
    new = reverse("plan_entry_new", args=[kind, of.public_id])
    assert str(words.ENTER[kind]) in text(client.get(new))
    assert "There is something to correct" in text(client.post(new, {}))
    answer: Any = client.post(new, SAID[kind] | {"source": "minutes"})
    assert answer.url == (reverse("plan_series") if is_series else reverse("plan_meeting", args=[of.public_id]))  # fmt: skip
    row = ENTRIES[kind].objects.get()
    assert row.source == "minutes"
    page = text(client.get(answer.url))
    assert reverse("plan_entry", args=[kind, row.pk]) in page


@pytest.mark.parametrize("kind", list(SAID))
def test_each_kind_is_corrected_and_taken_out(
    staff: Any, client: Client, meeting: Meeting, kind: str
) -> None:
    of = {"series": meeting.series} if kind in ("hashtag", "landmark") else {"meeting": meeting}
    row = FACTORIES[kind](**of)
    here = reverse("plan_entry", args=[kind, row.pk])
    form: Any = client.get(here).context["form"]
    as_it_was = {name: value for name, value in form.initial.items() if value not in (None, "")}
    assert as_it_was["source"] == "made up"
    answer: Any = client.post(here, SAID[kind] | {"source": "minutes", "reason": "A slip."})
    assert answer.status_code == 302
    new = ENTRIES[kind].objects.get()
    assert new.instead_of_id == row.pk
    page = text(client.get(answer.url))
    assert "What was entered before" in page
    assert "A slip." in page
    assert staff.name in page
    assert client.get(here).status_code == 404
    out = reverse("plan_entry_remove", args=[kind, new.pk])
    assert "There is something to correct" in text(client.post(out, {}))
    client.post(out, {"reason": "Did not happen."})
    assert not ENTRIES[kind].objects.exists()
    assert "Did not happen." in text(client.get(answer.url))


def test_what_stood_there_comes_back_unchanged(client: Client, meeting: Meeting) -> None:
    body = known_as(program=meeting.series.program, name="Example Coalition", by="s", at=AT)
    row = PresentationFactory(meeting=meeting, stakeholder=body, goal_codes=["NCP-4"], shown="Maps.", asked="Rides.", source_page="7")  # fmt: skip
    here = reverse("plan_entry", args=["presentation", row.pk])
    form: Any = client.get(here).context["form"]
    sent = {name: value for name, value in form.initial.items() if value is not None}
    client.post(here, sent)
    new = ENTRIES["presentation"].objects.get()
    columns = ("stakeholder_id", "starts_at", "goal_codes", "shown", "asked", "source", "source_page")  # fmt: skip
    assert [getattr(new, one) for one in columns] == [getattr(row, one) for one in columns]


def test_what_the_domain_refuses_stands_in_the_form(client: Client, meeting: Meeting) -> None:
    RecordingFactory(meeting=meeting, url="https://example.org/one")
    new = reverse("plan_entry_new", args=["recording", meeting.public_id])
    answer = client.post(new, SAID["recording"] | {"url": "https://example.org/one", "source": "m"})
    assert "says this already" in text(answer)
    tag = reverse("plan_entry_new", args=["hashtag", meeting.series.public_id])
    wrong = {"tag": "two words", "valid_from": "2026-04-10", "source": "m"}
    assert "Write one word" in text(client.post(tag, wrong))
    wrong = {"tag": "#One", "valid_from": "2026-04-10", "valid_to": "2026-04-09", "source": "m"}
    assert "Correct one of the days" in text(client.post(tag, wrong))
    assert (
        client.get(reverse("plan_entry_new", args=["sermon", meeting.public_id])).status_code == 404
    )
    assert not Hashtag.objects.exists()
    assert not Landmark.objects.exists()


def test_stk_19_a_transcript_comes_with_its_recording(client: Client, meeting: Meeting) -> None:
    vtt = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Made-up Chair>Rides are short.\n"
    new = reverse("plan_entry_new", args=["recording", meeting.public_id])
    said = SAID["recording"] | {
        "source": "m",
        "transcript": SimpleUploadedFile("t.vtt", vtt, "text/vtt"),
    }
    client.post(new, said)
    row = Recording.objects.get()
    assert row.has_captions is False
    page = text(client.get(reverse("plan_meeting", args=[meeting.public_id]) + "?words=rides"))
    assert "Rides are short." in page
    broken = SimpleUploadedFile("t.vtt", b"nothing of the kind", "text/vtt")
    answer = client.post(reverse("plan_entry", args=["recording", row.pk]), said | {"transcript": broken})  # fmt: skip
    assert "Nothing could be read" in text(answer)
    assert Recording.objects.get() == row


def test_a_file_too_large_is_refused(client: Client, meeting: Meeting, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10
    file = SimpleUploadedFile("t.vtt", b"WEBVTT and some more", "text/vtt")
    new = reverse("plan_entry_new", args=["recording", meeting.public_id])
    answer = client.post(new, SAID["recording"] | {"source": "m", "transcript": file})
    assert "The file is larger than" in text(answer)


def test_stk_1_an_agenda_is_written_looked_at_and_kept(client: Client, meeting: Meeting) -> None:
    here = reverse("plan_agenda", args=[meeting.public_id])
    assert "There is no agenda yet" in text(client.get(here))
    first = "9:15-10:00 Welcome | Example Coalition\n10:00 Rides"
    look = text(client.post(here, {"text": first, "source": "mail", "look": ""}))
    assert "Not known yet, and made when you keep the agenda: Example Coalition" in look
    assert not meeting.agendas.exists()
    assert not Stakeholder.objects.exists()
    answer: Any = client.post(here, {"text": first, "source": "mail", "keep": ""})
    assert answer.url == reverse("plan_meeting", args=[meeting.public_id])
    again: Any = client.get(here)
    assert again.context["form"].initial["text"] == "09:15-10:00 Welcome | Example Coalition\n10:00 Rides"  # fmt: skip
    second = "9:15 Rides\n10:00-10:45 Welcome | EXAMPLE coalition\n10:45 Questions"
    look = text(client.post(here, {"text": second, "source": "mail", "look": ""}))
    assert "Welcome: moved, 09:15–10:00 → 10:00–10:45" in look
    assert "Questions: added" in look
    assert "Not known yet" not in look
    client.post(here, {"text": second, "source": "mail", "keep": "", "dated_on": "2026-04-01"})
    assert [one.version for one in meeting.agendas.order_by("version")] == [1, 2]
    assert Stakeholder.objects.get().name == "Example Coalition"
    wrong = text(client.post(here, {"text": "9:15 One\n25:00 Two", "source": "m", "keep": ""}))
    assert "Line 2 cannot be read" in wrong
    assert meeting.agendas.count() == 2


def test_stk_13_the_days_of_a_summary(staff: Any, client: Client) -> None:
    day = date(2023, 9, 7)
    meeting = MeetingFactory(series__program=staff.program, starts_on=day, ends_on=day)
    here = reverse("plan_summary", args=[meeting.public_id])
    said = {"drafted_on": "2023-10-01", "certified_by": "Chair", "source": "m"}
    refused = [
        (said, "needs both who certified"),
        (said | {"certified_on": "2023-09-30"}, "Correct the days"),
        (said | {"certified_by": "", "posted_on": "2023-11-01"}, "certified first"),
        (said | {"certified_on": "2999-01-01"}, "still to come"),
    ]
    for wrong, why in refused:
        assert why in text(client.post(here, wrong))
    file = SimpleUploadedFile("s.md", b"# Summary\n\nRides are short.", "text/markdown")
    client.post(
        here, said | {"certified_on": "2023-11-08", "posted_on": "2023-12-14", "file": file}
    )
    page = text(client.get(reverse("plan_meeting", args=[meeting.public_id])))
    assert "62 days" in page
    assert "98 days" in page
    assert "Read the summary" in page


def test_a_summary_that_is_there_is_shown_to_be_changed(client: Client, meeting: Meeting) -> None:
    SummaryFactory(meeting=meeting, drafted_on=date(2026, 4, 12), posted_is_approximate=True)
    form: Any = client.get(reverse("plan_summary", args=[meeting.public_id])).context["form"]
    assert form.initial["drafted_on"] == date(2026, 4, 12)


def test_a_meeting_is_changed(client: Client, meeting: Meeting) -> None:
    meeting.comments_open_until = datetime(2026, 4, 18, 3, 59, tzinfo=UTC)
    meeting.questions = ["What helps?"]
    meeting.save()
    here = reverse("plan_meeting_change", args=[meeting.public_id])
    form: Any = client.get(here).context["form"]
    # The evening before in New York.
    assert form.initial["comments_open_until"] == datetime(2026, 4, 17, 23, 59)  # noqa: DTZ001 - as the form shows it
    said = {"title": "Another name", "starts_on": "2026-04-10", "time_zone": "America/Denver", "place": "Library", "takes_registrations": "on", "questions": "One?\n\nTwo?", "comments_open_until": "2026-04-20T17:00"}  # fmt: skip
    assert "Use a time zone" in text(client.post(here, said | {"time_zone": "Nowhere/Town"}))
    assert "Correct one of the days" in text(client.post(here, said | {"ends_on": "2026-04-09"}))
    client.post(here, said)
    meeting.refresh_from_db()
    assert meeting.comments_open_until == datetime(2026, 4, 20, 23, 0, tzinfo=UTC)
    assert (meeting.title, meeting.questions, meeting.is_online) == ("Another name", ["One?", "Two?"], False)  # fmt: skip


def test_stk_7_the_reason_of_a_goal_is_kept_and_shown(staff: Any, client: Client) -> None:
    said = {"title": "Rides", "organization": "Example Coalition", "source": "call", "staff": ["NCP-4"], "reason": "They name the goal."}  # fmt: skip
    answer: Any = client.post(reverse("plan_activity_new"), said)
    assert "(by staff): They name the goal." in text(client.get(answer.url))
    client.post(answer.url, {"title": "Rides", "staff": ["NCP-4", "NCP-5"], "reason": "Also care."})
    one = Activity.objects.get()
    assert {tag.code: tag.reason for tag in one.goal_tags.all()} == {"NCP-4": "They name the goal.", "NCP-5": "Also care."}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_forms_read_in_both_languages(client: Client, meeting: Meeting, language: str) -> None:
    vote = VoteFactory(meeting=meeting)
    for address in (
        reverse("plan_entry", args=["vote", vote.pk]),
        reverse("plan_agenda", args=[meeting.public_id]),
        reverse("plan_summary", args=[meeting.public_id]),
        reverse("plan_meeting_change", args=[meeting.public_id]),
    ):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'lang="{language}"' in text(answer)
    assert Vote.objects.get() == vote
