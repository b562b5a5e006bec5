"""Meetings: moves, versions, votes, days, tags, captions, registrations."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from fairway.base.models import AuditEntry
from fairway.plan.documents.actions.keep import keep
from fairway.plan.documents.models import Citation
from fairway.plan.meetings import actions, queries
from fairway.plan.meetings.actions import AgendaSlot, RegistrationFacts
from fairway.plan.meetings.actions.course import NoTimeZone, WrongDays
from fairway.plan.meetings.models import MeetingStep, Registration
from fairway.plan.meetings.rules import MOVES, Slot, changes, days_after, holds_on, may_move
from tests.factories.people import StaffFactory
from tests.factories.plan_meetings import (
    HashtagFactory,
    MeetingFactory,
    RecordingFactory,
    SeriesFactory,
)

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
HERE = Citation("made up")


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == {"", *MeetingStep.State.values}
    assert {state for moves in MOVES.values() for state in moves} == set(MeetingStep.State.values)


@pytest.mark.parametrize(
    ("now", "to", "may"),
    [
        ("", "proposed", True),
        ("", "held", True),
        ("", "summary-posted", False),
        ("proposed", "held", False),
        ("agenda", "agenda", True),
        ("held", "summary-certified", False),
        ("recording-posted", "recap-posted", True),
        ("recap-posted", "recording-posted", True),
        ("summary-drafted", "summary-posted", False),
        ("summary-certified", "summary-posted", True),
        ("used-in-report", "held", False),
        ("unheard-of", "held", False),
    ],
)
def test_moves_are_one_table(now: str, to: str, may: bool) -> None:
    assert may_move(now=now, to=to) is may


@pytest.mark.parametrize(
    ("ends", "certified", "days"),
    [
        (date(2023, 9, 7), date(2023, 11, 8), 62),
        (date(2023, 9, 7), date(2023, 12, 14), 98),
        # Two days: counted from the second. 2024 has a leap day.
        (date(2023, 11, 3), date(2024, 1, 21), 79),
        (date(2023, 12, 7), date(2024, 3, 13), 97),
        (date(2023, 9, 7), None, None),
    ],
)
def test_stk_13_days_are_counted_from_the_last_day(
    ends: date, certified: date | None, days: int | None
) -> None:
    assert days_after(ends, certified) == days


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 31), True),
        (date(2026, 2, 1), False),
    ],
)
def test_stk_18_both_ends_of_a_hashtag_count(on: date, holds: bool) -> None:
    assert holds_on(date(2026, 1, 1), date(2026, 1, 31), on=on) is holds
    assert holds_on(date(2026, 1, 1), None, on=date(2040, 1, 1))


def slot(title: str, hour: int) -> Slot:
    return Slot(title, date(2026, 4, 10), time(hour), time(hour, 30))


def test_stk_1_what_changed_between_two_agendas() -> None:
    before = [slot("A", 9), slot("Break", 10), slot("B", 11), slot("Break", 12), slot("C", 13)]
    after = [slot("B", 9), slot("Break", 10), slot("A", 11), slot("Break", 14), slot("D", 13)]
    found = {(one.kind, one.title) for one in changes(before, after)}
    assert found == {
        ("moved", "A"),
        ("moved", "B"),
        ("moved", "Break"),
        ("removed", "C"),
        ("added", "D"),
    }
    assert changes(before, before) == []


@pytest.mark.django_db
def test_stk_1_versions_stay_and_the_same_is_no_new_one() -> None:
    meeting = MeetingFactory()
    first = [AgendaSlot("A", starts_at=time(9)), AgendaSlot("B", starts_at=time(10))]
    second = [AgendaSlot("B", starts_at=time(9)), AgendaSlot("A", starts_at=time(10))]
    for slots in (first, first, second):
        actions.add_agenda(meeting=meeting, slots=slots, cited=HERE, by="s", at=AT)
    page = queries.page_of(meeting)
    assert [one.agenda.version for one in page.agendas] == [1, 2]
    assert [item.title for item in page.agendas[0].items] == ["A", "B"]
    assert {one.kind for one in page.agendas[1].changes} == {"moved"}


@pytest.mark.django_db
def test_a_meeting_moves_by_the_table_only() -> None:
    meeting = MeetingFactory()
    actions.move(meeting=meeting, to="announced", cited=HERE, by="staff:1", at=AT)
    with pytest.raises(actions.NotThatMove, match="agenda, held"):
        actions.move(meeting=meeting, to="summary-posted", cited=HERE, by="staff:1", at=AT)
    assert queries.page_of(meeting).state == "announced"
    assert AuditEntry.objects.get(verb="meeting.moved").detail == {"to": "announced"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "error"),
    [({"ends_on": date(2026, 4, 9)}, WrongDays), ({"time_zone": "Nowhere/Town"}, NoTimeZone)],
)
def test_a_meeting_that_cannot_be(changed: dict[str, Any], error: type[Exception]) -> None:
    day = date(2026, 4, 10)
    facts = {"title": "x", "starts_on": day, "ends_on": day} | changed
    with pytest.raises(error):
        actions.add_meeting(series=SeriesFactory(), key="x", cited=HERE, by="s", at=AT, **facts)


@pytest.mark.django_db
def test_stk_13_posted_needs_certified_and_both_its_parts() -> None:
    meeting = MeetingFactory()
    day = date(2026, 5, 1)
    for facts in (
        {"posted_on": day},
        {"certified_on": day},
        {"certified_by": "Chair"},
        {"certified_by": "Chair", "certified_on": day, "posted_on": date(2026, 4, 30)},
    ):
        with pytest.raises(actions.NotYetCertified):
            actions.save_summary(meeting=meeting, cited=HERE, by="s", at=AT, **facts)  # type: ignore[arg-type]
    actions.save_summary(
        meeting=meeting,
        cited=HERE,
        certified_by="Chair",
        certified_on=day,
        posted_on=day,
        by="s",
        at=AT,
    )
    assert queries.page_of(meeting).days_to_post == 21


@pytest.mark.django_db
def test_stk_21_a_vote_is_recorded_once() -> None:
    meeting = MeetingFactory()
    for _again in range(2):
        actions.record_vote(
            meeting=meeting,
            ordinal=1,
            motion="Form a group.",
            result="unanimous",
            cited=HERE,
            by="s",
            at=AT,
        )
    assert meeting.votes.count() == 1


@pytest.mark.django_db
def test_stk_18_tags_of_a_day_and_of_a_meeting() -> None:
    series = SeriesFactory()
    staff: Any = StaffFactory(program=series.program, role="plan-staff")
    old = HashtagFactory(series=series, tag="#Old", valid_to=date(2026, 3, 31))
    HashtagFactory(series=series, tag="#Now")
    meeting = MeetingFactory(series=series)
    assert [tag.tag for tag in queries.hashtags_on(staff, on=date(2026, 3, 31))] == ["#Now", "#Old"]
    assert [tag.tag for tag in queries.hashtags_on(staff, on=date(2026, 4, 1))] == ["#Now"]
    assert [tag.tag for tag in queries.page_of(meeting).hashtags] == ["#Now"]
    with pytest.raises(WrongDays):
        actions.end_hashtag(hashtag=old, valid_to=date(2025, 12, 31), by="s", at=AT)


@pytest.mark.django_db
def test_stk_19_recordings_without_captions_are_listed_unlooked_first() -> None:
    meeting = MeetingFactory()
    staff: Any = StaffFactory(program=meeting.series.program, role="plan-staff")
    without = RecordingFactory(meeting=meeting, has_captions=False)
    unlooked = RecordingFactory(meeting=meeting)
    RecordingFactory(meeting=meeting, has_captions=True)
    assert queries.recordings_to_look_at(staff) == [unlooked, without]
    actions.record_captions(recording=unlooked, has_captions=True, by="s", at=AT)
    assert queries.recordings_to_look_at(staff) == [without]
    assert queries.recordings_to_look_at(StaffFactory(role="plan-staff")) == []


@pytest.mark.django_db
def test_stk_19_words_of_a_transcript_are_found() -> None:
    recording = RecordingFactory()
    transcript = keep(
        program=recording.meeting.series.program, kind="transcript", key="t.md",
        content=b"We spoke of rides.\n\nAnd of prior authorization.", media_type="text/markdown",
        received_at=AT, by="s", at=AT,
    )  # fmt: skip
    assert queries.search_transcript(recording, words="prior") == []
    actions.record_captions(
        recording=recording, has_captions=True, transcript=transcript, by="s", at=AT
    )
    found = queries.search_transcript(recording, words="prior authorization")
    assert [one.text for one in found] == ["And of prior authorization."]


@pytest.mark.django_db
def test_stk_25_accommodations_are_listed_to_the_organizer_first() -> None:
    meeting = MeetingFactory(takes_registrations=True)
    for name, need in (("Made-up One", ""), ("Made-up Two", "Sign language")):
        actions.register(
            meeting=meeting, facts=RegistrationFacts(name, accommodation=need), by="public", at=AT
        )
    rows = queries.registrations_of(meeting)
    assert [row.accommodation for row in rows] == ["Sign language", ""]
    detail = [entry.detail for entry in AuditEntry.objects.filter(verb="registration.made")]
    assert detail == [{"asks_for_accommodation": False}, {"asks_for_accommodation": True}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("takes", "at", "is_open"),
    [
        (True, datetime(2026, 4, 11, 3, 59, tzinfo=UTC), True),
        # One minute later it is the day after in New York.
        (True, datetime(2026, 4, 11, 4, 0, tzinfo=UTC), False),
        (False, AT, False),
    ],
)
def test_registrations_close_with_the_last_day(takes: bool, at: datetime, is_open: bool) -> None:
    meeting = MeetingFactory(takes_registrations=takes)
    if is_open:
        assert actions.register(meeting=meeting, facts=RegistrationFacts("x"), by="p", at=at).token
        return
    with pytest.raises(actions.NotOpen):
        actions.register(meeting=meeting, facts=RegistrationFacts("x"), by="p", at=at)


@pytest.mark.django_db
def test_taking_a_registration_back_erases_who_it_was() -> None:
    meeting = MeetingFactory(takes_registrations=True)
    facts = RegistrationFacts("Made-up Person", email="made-up@example.org", accommodation="Ramp")
    done = actions.register(meeting=meeting, facts=facts, by="public", at=AT)
    assert actions.withdraw_registration(token="guess", by="public", at=AT) is None
    assert actions.withdraw_registration(token=done.token, by="public", at=AT)
    assert actions.withdraw_registration(token=done.token, by="public", at=AT)
    row = Registration.objects.get()
    assert (row.name, row.email, row.accommodation) == ("", "", "")
    assert queries.registrations_of(meeting) == []
    assert AuditEntry.objects.filter(verb="registration.withdrawn").count() == 1


@pytest.mark.django_db
def test_who_sees_a_meeting() -> None:
    meeting = MeetingFactory()
    program = meeting.series.program
    hers: Any = StaffFactory(program=program, role="administrator")
    assert queries.meeting_page(hers, meeting.public_id).meeting == meeting
    for other in (StaffFactory(role="plan-staff"), StaffFactory(program=program, role="lead")):
        with pytest.raises(Exception, match="among those that you may see"):
            queries.meeting_page(other, meeting.public_id)
