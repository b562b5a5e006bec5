"""One person's page and its history."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.navigation.worklist import actions
from fairway.navigation.worklist.queries import hand_offs_for, history, patient_page
from fairway.people.queries import NotVisible
from tests.factories.navigation import (
    AT,
    TODAY,
    AlertFactory,
    AppointmentFactory,
    ContactAttemptFactory,
    DecisionFactory,
    EventFactory,
    HandOffFactory,
    MilestoneFactory,
    NoteFactory,
    PauseFactory,
)
from tests.factories.people import PatientFactory

DAY = timedelta(days=1)


@pytest.fixture
def full(rig):
    """A person with one of everything."""
    patient = PatientFactory(program=rig.program, given="Ana", family="Ruiz")
    episode = rig.episode(patient=patient, due_on=TODAY - 2 * DAY)
    MilestoneFactory(
        episode=episode,
        key="biopsy",
        due_on=TODAY,
        met_on=TODAY + DAY,
        standards=[{"id": "napbc-biopsy", "due_on": "2026-03-02"}],
    )
    PauseFactory(episode=episode, from_on=TODAY - 20 * DAY, until_on=TODAY - 10 * DAY,
                 resumed_by=rig.navigator, resumed_at=AT)  # fmt: skip
    DecisionFactory(episode=episode)
    AlertFactory(episode=episode)
    AppointmentFactory(patient=patient)
    ContactAttemptFactory(episode=episode)
    NoteFactory(patient=patient, written_by=rig.navigator)
    HandOffFactory(episode=episode, offered_to=rig.colleague)
    return patient


def test_shows_everything(rig, full):
    page = patient_page(staff=rig.navigator, patient_id=full.public_id, on=TODAY)
    (card,) = page.episodes
    resolution, biopsy = sorted(card.milestones, key=lambda one: one.key, reverse=True)
    assert page.header.name == "Ana Ruiz"
    assert (resolution.state, resolution.days_overdue, resolution.is_lead) == ("overdue", 2, True)
    assert resolution.name is not None
    # Met tomorrow is not met today.
    assert (biopsy.state, biopsy.days_overdue) == ("due", 0)
    assert biopsy.standards[0].due_on == TODAY
    assert {deed.sort for deed in card.deeds} == {"pause", "decision", "alert", "hand-off"}
    assert [alert.what for alert in card.open_alerts] == ["missed-treatment-visit"]
    assert card.open_pause is None
    assert card.open_hand_off is not None
    assert card.open_hand_off.what == "Colleague"
    assert (len(page.events), len(page.appointments), len(page.attempts)) == (1, 1, 1)
    assert page.appointments[0].is_ahead
    assert page.notes[0].text == "Prefers the morning."
    assert card.contact.attempts == 1


def test_an_open_pause_stops_the_clock(rig):
    episode = rig.episode(standing="paused", due_on=TODAY + DAY)
    PauseFactory(episode=episode, from_on=TODAY)
    for on, state in [(TODAY - DAY, "due-soon"), (TODAY, "paused"), (TODAY + 9 * DAY, "paused")]:
        page = patient_page(staff=rig.navigator, patient_id=episode.patient.public_id, on=on)
        assert page.episodes[0].milestones[0].state == state
    assert page.episodes[0].open_pause is not None


def test_an_undone_pause_does_not(rig):
    episode = rig.episode(due_on=TODAY + DAY)
    PauseFactory(episode=episode, from_on=TODAY, undone_by=rig.navigator, undone_at=AT)
    page = patient_page(staff=rig.navigator, patient_id=episode.patient.public_id, on=TODAY)
    assert page.episodes[0].milestones[0].state == "due-soon"
    assert page.episodes[0].open_pause is None


def test_hers_a_colleagues_and_a_strangers(rig, full):
    for staff in (rig.navigator, rig.colleague):
        assert patient_page(staff=staff, patient_id=full.public_id, on=TODAY).episodes
    for work in (
        lambda: patient_page(staff=rig.stranger, patient_id=full.public_id, on=TODAY),
        lambda: history(staff=rig.stranger, patient_id=full.public_id),
    ):
        with pytest.raises(NotVisible):
            work()


def test_a_merged_record_is_shown_with_its_survivor(rig, full):
    duplicate = PatientFactory(program=rig.program, merged_into=full)
    EventFactory(patient=duplicate)
    page = patient_page(staff=rig.navigator, patient_id=full.public_id, on=TODAY)
    assert len(page.events) == 2
    assert page.merged_into is None
    gone = patient_page(staff=rig.navigator, patient_id=duplicate.public_id, on=TODAY)
    assert gone.merged_into == full.public_id


def test_no_more_queries_however_much_there_is(rig, full, django_assert_max_num_queries):
    episode = full.episodes.get()
    for n in range(10):
        ContactAttemptFactory(episode=episode)
        NoteFactory(patient=full, written_by=rig.colleague)
        AppointmentFactory(patient=full)
        EventFactory(patient=full)
        MilestoneFactory(episode=episode, key=f"step-{n}")
        DecisionFactory(episode=episode)
    with django_assert_max_num_queries(5):
        page = patient_page(staff=rig.navigator, patient_id=full.public_id, on=TODAY)
    assert len(page.episodes[0].milestones) == 12


def test_history_names_every_deed_newest_first(rig, full):
    episode = full.episodes.get()
    told = actions.AttemptFacts(
        mode="phone", outcome="reached", reason="next-step", attempted_on=TODAY
    )
    logged = actions.log_attempt(
        episode_id=episode.public_id, attempt=told, by=rig.navigator, at=AT
    )
    later = datetime(2026, 3, 2, 16, tzinfo=UTC)
    note = actions.write_note(patient_id=full.public_id, text="Known.", by=rig.navigator, at=later)
    offer = hand_offs_for(staff=rig.colleague)[0]
    actions.accept_hand_off(hand_off_id=offer.id, by=rig.colleague, at=later + DAY)
    other = rig.episode()
    actions.log_attempt(episode_id=other.public_id, attempt=told, by=rig.navigator, at=later)
    rows = history(staff=rig.navigator, patient_id=full.public_id)
    assert [row.verb for row in rows] == ["hand-off.accepted", "note.written", "attempt.logged"]
    assert rows[0].by == rig.colleague.actor
    assert rows[2].about == f"navigation.contactattempt:{logged.pk}"
    assert note.id is not None


def test_hand_offs_for_the_one_asked_and_the_owner(rig, full):
    (asked,) = hand_offs_for(staff=rig.colleague)
    (own,) = hand_offs_for(staff=rig.navigator)
    assert (asked.to_me, own.to_me) == (True, False)
    assert asked.patient == "Ana Ruiz"
    assert hand_offs_for(staff=rig.lead) == []
    assert hand_offs_for(staff=rig.stranger) == []
