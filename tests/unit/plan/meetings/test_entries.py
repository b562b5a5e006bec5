"""What a person enters of a meeting or a series: kept once, corrected, taken out; the row before stays (STK-14)."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from fairway.base.models import AuditEntry
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import Citation
from fairway.plan.goals.rules import UnknownGoal
from fairway.plan.meetings import actions, queries
from fairway.plan.meetings.actions.course import NoTimeZone, WrongDays
from fairway.plan.meetings.models import Hashtag, Landmark, Participant, Recording, Vote
from fairway.plan.meetings.queries.entries import ENTRIES
from fairway.plan.meetings.rules import (
    Line,
    UnreadableLine,
    agenda_lines,
    agenda_text,
    in_order,
)
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.stakeholders.queries import known_names
from tests.factories.people import StaffFactory
from tests.factories.plan_meetings import (
    MeetingFactory,
    ParticipantFactory,
    PresentationFactory,
    RecordingFactory,
    SeriesFactory,
    VoteFactory,
)

AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)
DAY = date(2026, 4, 10)
WHO: Any = {"by": "staff:7", "at": AT}
VTT = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Made-up Chair>Rides are short.\n"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("9:15 Welcome", Line("Welcome", DAY, time(9, 15))),
        ("09:15-10:00 Welcome | Example Coalition", Line("Welcome", DAY, time(9, 15), time(10), "Example Coalition")),
        ("9:15 – 10:00: Welcome", Line("Welcome", DAY, time(9, 15), time(10))),
        ("9:15 - Welcome", Line("Welcome", DAY, time(9, 15))),
        ("12:00 pm Lunch", Line("Lunch", DAY, time(12))),
        ("12:05 a.m. Night", Line("Night", DAY, time(0, 5))),
        ("1:30 PM-2:00 PM Panel", Line("Panel", DAY, time(13, 30), time(14))),
        ("Break", Line("Break", DAY)),
        ("2026 in review | ", Line("2026 in review", DAY)),
        ("9:15 Ampersands", Line("Ampersands", DAY, time(9, 15))),
        ("10:00 Análisis de género", Line("Análisis de género", DAY, time(10))),
    ],
)  # fmt: skip
def test_stk_1_a_line_of_an_agenda_is_read(row: str, line: Line) -> None:
    assert agenda_lines(row, first_day=DAY) == [line]


@pytest.mark.parametrize(
    "row",
    ["25:00 Late", "9:75 Odd", "13:00 pm Odd", "10:00-9:00 Backwards", "2026-02-30", "| Example", "x" * 301, "9:15"],
)  # fmt: skip
def test_stk_1_a_line_that_says_no_slot_names_its_number(row: str) -> None:
    with pytest.raises(UnreadableLine, match="Line 3"):
        agenda_lines(f"9:00 One\n\n{row}", first_day=DAY)


def test_stk_1_days_of_an_agenda_and_back_again() -> None:
    text = "09:00-10:00 One | Example A\nBreak\n2026-04-11\n13:30 Two"
    lines = agenda_lines(text, first_day=DAY)
    assert [one.on for one in lines] == [DAY, DAY, date(2026, 4, 11)]
    assert agenda_text(lines, first_day=DAY) == text


@pytest.mark.parametrize(
    ("days", "is_so"),
    [((DAY, DAY), True), ((DAY, None, DAY), True), ((date(2026, 4, 11), DAY), False), ((), True)],
)
def test_days_in_order(days: tuple[date | None, ...], is_so: bool) -> None:
    assert in_order(*days) is is_so


def facts_of(kind: str) -> Any:
    """Something to enter of each kind, with what tells it apart."""
    return {
        "vote": actions.VoteFacts("Form a working group.", "12 to 3"),
        "participant": actions.ParticipantFacts("Made-up Anna", "panel", "Example Clinic"),
        "presentation": actions.PresentationFacts("Example Coalition", time(9), ["NCP-4"], "Maps.", "Rides."),
        "recording": actions.RecordingFacts("Day one", "https://example.org/one"),
        "hashtag": actions.HashtagFacts("#Example", DAY),
        "landmark": actions.LandmarkFacts("A report is out", DAY),
    }[kind]  # fmt: skip


def owner_of(kind: str) -> Any:
    return SeriesFactory() if kind in ("hashtag", "landmark") else MeetingFactory()


KINDS = ["vote", "participant", "presentation", "recording", "hashtag", "landmark"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_entered_corrected_and_taken_out(kind: str) -> None:
    of = owner_of(kind)
    model = ENTRIES[kind]
    first = actions.enter(of=of, facts=facts_of(kind), source="minutes", **WHO)
    assert (first.entered_by, first.entered_at) == ("staff:7", AT)
    second = actions.enter(
        of=of, facts=facts_of(kind), source="recording", instead_of=first, reason="typo",
        by="staff:8", at=LATER,
    )  # fmt: skip
    assert [one.pk for one in model.objects.all()] == [second.pk]
    first.refresh_from_db()
    assert (first.removed_by, first.removed_at, first.removed_because) == ("staff:8", LATER, "typo")
    assert second.instead_of == first
    actions.take_out(entry=second, reason="did not happen", by="staff:8", at=LATER)
    assert not model.objects.exists()
    former = queries.taken_out(of)
    assert {row.pk for _kind, row in former} == {first.pk, second.pk}
    assert queries.replaced(former) == {(kind, first.pk)}
    verbs = list(AuditEntry.objects.filter(verb__startswith="entry.").order_by("pk"))
    assert [one.verb for one in verbs] == ["entry.made", "entry.corrected", "entry.removed"]
    assert verbs[1].detail == {"instead_of": first.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "vote"])
def test_nothing_is_entered_twice(kind: str) -> None:
    of = owner_of(kind)
    actions.enter(of=of, facts=facts_of(kind), source="minutes", **WHO)
    with pytest.raises(actions.AlreadyEntered):
        actions.enter(of=of, facts=facts_of(kind), source="minutes", **WHO)


@pytest.mark.django_db
def test_a_correction_that_cannot_be_leaves_the_entry_as_it_was() -> None:
    meeting = MeetingFactory()
    one = actions.enter(of=meeting, facts=facts_of("recording"), source="m", **WHO)
    two = actions.enter(
        of=meeting,
        facts=actions.RecordingFacts("Two", "https://example.org/two"),
        source="m",
        **WHO,
    )
    with pytest.raises(actions.AlreadyEntered):
        actions.enter(of=meeting, facts=facts_of("recording"), source="m", instead_of=two, **WHO)
    assert set(meeting.recordings.all()) == {one, two}
    wrong = actions.PresentationFacts("Example Coalition", goal_codes=["NCP-9"])
    with pytest.raises(UnknownGoal):
        actions.enter(of=meeting, facts=wrong, source="m", **WHO)
    back = actions.HashtagFacts("#Back", DAY, date(2026, 4, 9))
    with pytest.raises(WrongDays):
        actions.enter(of=meeting.series, facts=back, source="m", **WHO)


@pytest.mark.django_db
def test_a_correction_of_what_was_corrected_before_is_refused() -> None:
    vote = VoteFactory()
    actions.take_out(entry=vote, **WHO)
    with pytest.raises(actions.AlreadyRemoved):
        actions.take_out(entry=vote, **WHO)
    with pytest.raises(actions.AlreadyRemoved):
        actions.enter(of=vote.meeting, facts=facts_of("vote"), source="m", instead_of=vote, **WHO)


@pytest.mark.django_db
def test_an_import_never_brings_back_what_a_person_took_out() -> None:
    meeting = MeetingFactory()
    told: Any = {
        "meeting": meeting,
        "name": "Made-up Anna",
        "role": "panel",
        "cited": Citation("page"),
    }
    anna = actions.add_participant(**told, **WHO)
    actions.take_out(entry=anna, reason="she was not there", **WHO)
    again = actions.add_participant(**told, by="system:panel", at=LATER)
    assert again.pk == anna.pk
    assert not Participant.objects.exists()
    # A person may: she enters it anew.
    actions.enter(of=meeting, facts=facts_of("participant"), source="minutes", **WHO)
    assert Participant.objects.get().name == "Made-up Anna"


@pytest.mark.django_db
def test_votes_keep_their_place_and_their_page_while_the_source_is_the_same() -> None:
    meeting = MeetingFactory()
    first = VoteFactory(meeting=meeting, ordinal=1, source="minutes", source_page="3")
    actions.enter(of=meeting, facts=facts_of("vote"), source="minutes", **WHO)
    made = actions.enter(
        of=meeting, facts=facts_of("vote"), source="minutes", instead_of=first, **WHO
    )
    assert isinstance(made, Vote)
    assert (made.ordinal, made.source_page) == (1, "3")
    assert [one.ordinal for one in meeting.votes.order_by("ordinal")] == [1, 2]


@pytest.mark.django_db
def test_stk_19_a_transcript_is_attached_and_found_and_stays() -> None:
    meeting = MeetingFactory()
    file = actions.Upload("talk.vtt", VTT, "text/vtt", is_public=True)
    facts = actions.RecordingFacts("Talk", "https://example.org/t", None, file)
    made = actions.enter(of=meeting, facts=facts, source="m", **WHO)
    later = actions.RecordingFacts("The talk", "https://example.org/t", True)
    second = actions.enter(of=meeting, facts=later, source="m", instead_of=made, **WHO)
    assert isinstance(second, Recording)
    assert second.transcript is not None
    assert second.transcript.is_public
    assert [one.text for one in queries.search_transcript(second, words="rides")] == ["Rides are short."]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.4 cut"])
def test_a_transcript_without_text_is_refused(content: bytes) -> None:
    facts = actions.RecordingFacts("T", "https://example.org/t", None, actions.Upload("t.vtt", content, "text/vtt"))  # fmt: skip
    with pytest.raises(actions.NothingToRead):
        actions.enter(of=MeetingFactory(), facts=facts, source="m", **WHO)
    assert not Recording.objects.exists()


@pytest.mark.django_db
def test_stk_1_an_agenda_is_entered_and_only_a_body_corrected_is_a_version_too() -> None:
    meeting = MeetingFactory()
    for body in ("Example A", "example a", "Example B"):
        lines = [Line("Welcome", DAY, time(9), None, body), Line("Break", DAY)]
        actions.enter_agenda(meeting=meeting, lines=lines, source="m", **WHO)
    page = queries.page_of(meeting)
    assert [one.agenda.version for one in page.agendas] == [1, 2]
    assert page.agendas[1].items[0].stakeholder.name == "Example B"  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"drafted_on": date(2026, 4, 9)}, actions.WrongOrder),
        ({"drafted_on": DAY}, None),
        ({"drafted_on": date(2026, 4, 12), "certified_by": "Chair", "certified_on": date(2026, 4, 11)}, actions.WrongOrder),
        ({"drafted_on": date(2026, 4, 12), "certified_by": "Chair", "certified_on": date(2026, 4, 12)}, None),
        ({"certified_by": "Chair", "certified_on": date(2026, 4, 9)}, actions.WrongOrder),
        ({"posted_on": date(2026, 4, 12)}, actions.NotYetCertified),
        ({"certified_on": date(2026, 4, 12)}, actions.NotYetCertified),
    ],
)  # fmt: skip
def test_stk_13_the_days_of_a_summary_follow_each_other(facts: Any, error: Any) -> None:
    meeting = MeetingFactory()
    made = actions.SummaryFacts(**facts)
    if error is None:
        actions.enter_summary(meeting=meeting, facts=made, source="m", **WHO)
        return
    with pytest.raises(error):
        actions.enter_summary(meeting=meeting, facts=made, source="m", **WHO)


@pytest.mark.django_db
def test_stk_13_a_summary_keeps_its_file_and_its_page() -> None:
    meeting = MeetingFactory()
    file = actions.Upload("s.md", b"# Summary\n\nRides are short.", "text/markdown")
    one = actions.SummaryFacts(drafted_on=DAY, file=file)
    actions.enter_summary(meeting=meeting, facts=one, source="m", **WHO)
    two = actions.SummaryFacts(drafted_on=DAY, certified_by="Chair", certified_on=date(2026, 6, 11))
    made = actions.enter_summary(meeting=meeting, facts=two, source="m", **WHO)
    assert made.document is not None
    assert queries.page_of(meeting).days_to_certify == 62


@pytest.mark.django_db
def test_a_meeting_is_changed_and_the_audit_keeps_days_but_no_words() -> None:
    meeting = MeetingFactory(place="Town hall")
    facts: Any = {"title": meeting.title, "starts_on": DAY, "ends_on": date(2026, 4, 11), "time_zone": "America/Chicago", "place": "Library", "is_online": True, "takes_registrations": True}  # fmt: skip
    for _again in range(2):
        actions.change_meeting(meeting=meeting, facts=actions.MeetingFacts(**facts), **WHO)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.ends_on, meeting.takes_registrations) == ("Library", date(2026, 4, 11), True)  # fmt: skip
    entry = AuditEntry.objects.get(verb="meeting.changed")
    assert entry.detail["before"] == {"ends_on": "2026-04-10", "time_zone": "America/New_York", "takes_registrations": "False"}  # fmt: skip
    assert "place" in entry.detail["changed"]
    assert "Town hall" not in str(entry.detail)
    for wrong, error in (
        ({"ends_on": date(2026, 4, 9)}, WrongDays),
        ({"time_zone": "Nowhere"}, NoTimeZone),
    ):
        with pytest.raises(error):
            actions.change_meeting(
                meeting=meeting, facts=actions.MeetingFacts(**facts | wrong), **WHO
            )


@pytest.mark.django_db
def test_who_may_correct_an_entry() -> None:
    recording = RecordingFactory()
    program = recording.meeting.series.program
    hers: Any = StaffFactory(program=program, role="plan-staff")
    assert queries.entry_for(hers, "recording", recording.pk) == recording
    others: list[Any] = [
        StaffFactory(role="plan-staff"),
        StaffFactory(program=program, role="lead"),
    ]
    for other in others:
        with pytest.raises(NotVisible):
            queries.entry_for(other, "recording", recording.pk)
        with pytest.raises(NotVisible):
            queries.owner_for(other, "vote", recording.meeting.public_id)
    with pytest.raises(NotVisible):
        queries.entry_for(hers, "summary", recording.pk)
    actions.take_out(entry=recording, **WHO)
    with pytest.raises(NotVisible):
        queries.entry_for(hers, "recording", recording.pk)


@pytest.mark.django_db
def test_what_was_taken_out_is_on_no_page_of_a_meeting() -> None:
    meeting = MeetingFactory()
    rows = [VoteFactory(meeting=meeting), ParticipantFactory(meeting=meeting), RecordingFactory(meeting=meeting), PresentationFactory(meeting=meeting)]  # fmt: skip
    tag = actions.enter(of=meeting.series, facts=facts_of("hashtag"), source="m", **WHO)
    for row in [*rows, tag]:
        actions.take_out(entry=row, **WHO)
    page = queries.page_of(meeting)
    assert (page.votes, page.participants, page.recordings, page.presentations, page.hashtags) == ((),) * 5  # fmt: skip
    assert not Hashtag.objects.exists()
    assert not Landmark.objects.exists()


@pytest.mark.django_db
def test_names_that_are_known_by_any_spelling() -> None:
    staff: Any = StaffFactory(role="plan-staff")
    known_as(program=staff.program, name="Example Coalition", by="s", at=AT)
    found = known_names(staff, ["EXAMPLE coalition", "Example Other", ""])
    assert found == {"EXAMPLE coalition": "Example Coalition"}
