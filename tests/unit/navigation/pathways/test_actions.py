"""Facts become clocks, once; corrections supersede; a person's word is never overwritten; a human closes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fairway.base.models import AuditEntry
from fairway.navigation.models import (
    Alert,
    Announcement,
    Appointment,
    AppointmentConflict,
    Episode,
    Event,
    EventConflict,
    Milestone,
    Standing,
)
from fairway.navigation.pathways import actions, jobs, queries
from fairway.navigation.pathways.actions.conflicts import AlreadyDecided
from fairway.navigation.pathways.actions.decide import NotPossible, ReasonMissing
from fairway.navigation.pathways.actions.staff import NotAFact
from fairway.navigation.pathways.queries.population import clock_of
from fairway.navigation.pathways.rules.clocks import ClockState, clock_state
from fairway.navigation.pathways.rules.facts import AppointmentFacts
from fairway.people.models import Patient, Staff
from tests.factories.people import PatientFactory, StaffFactory
from tests.unit.navigation.pathways.conftest import AT, ON, Desk

pytestmark = pytest.mark.django_db


def opened(desk: Desk) -> Episode:
    desk.tell("screening-result", "birads-4", "2026-03-01", "Observation/1")
    return Episode.objects.get(patient=desk.patient)


def milestone(episode: Episode, key: str) -> Milestone:
    return Milestone.objects.get(episode=episode, key=key)


def test_an_abnormal_result_opens_an_owned_episode_with_due_days(desk: Desk, ana: Staff) -> None:
    """HUM-1, NAV-7, walk step 4."""
    episode = opened(desk)
    assert episode.owner == ana
    assert episode.language == "es"
    assert {m.key: m.due_on for m in episode.milestones.all()} == {
        "biopsy": date(2026, 3, 8),
        "follow-up-of-abnormal": date(2026, 4, 30),
        "resolution": date(2026, 4, 30),
    }
    assert (episode.standing, episode.lead.key, episode.due_on) == (
        "running",
        "biopsy",
        date(2026, 3, 8),
    )
    assert episode.rank_on == date(2026, 3, 8)


def test_a_second_telling_adds_nothing(desk: Desk) -> None:
    opened(desk)
    before = [list(model.objects.values()) for model in (Event, Episode, Milestone)]
    assert desk.tell("screening-result", "birads-4", "2026-03-01", "Observation/1").unchanged == 1
    assert [list(model.objects.values()) for model in (Event, Episode, Milestone)] == before
    assert not Standing.objects.exists()


def test_a_correction_supersedes_and_recomputes_the_past(desk: Desk) -> None:
    """DESIGN rule 5."""
    episode = opened(desk)
    assert desk.tell("screening-result", "birads-4", "2026-03-11", "Observation/1").corrected == 1
    assert Event.objects.count() == 2
    assert Episode.objects.get() == episode
    assert milestone(episode, "resolution").due_on == date(2026, 5, 10)


def test_an_earlier_fact_that_arrives_late_moves_the_opening_of_the_same_episode(
    desk: Desk,
) -> None:
    episode = opened(desk)
    desk.tell("screening-result", "birads-0", "2026-02-01", "Observation/0")
    assert Episode.objects.get() == episode
    episode.refresh_from_db()
    assert episode.opened_on == date(2026, 2, 1)
    assert milestone(episode, "resolution").due_on == date(2026, 4, 2)


def test_a_fact_taken_back_leaves_the_case_to_a_person_and_brings_it_back(desk: Desk) -> None:
    """HUM-6: no automated step closes a case; it stands in "ready to close" with the reason."""
    episode = opened(desk)
    desk.tell("screening-result", "birads-4", "2026-03-01", "Observation/1", is_retraction=True)
    episode.refresh_from_db()
    assert (episode.standing, episode.closed_on, episode.due_on) == ("to-close", None, None)
    assert {m.not_needed_reason for m in episode.milestones.all()} == {"taken-back"}
    desk.tell("screening-result", "birads-4", "2026-03-01", "Observation/1")
    episode.refresh_from_db()
    assert episode.standing == "running"


def test_what_comes_in_late_reopens_a_closed_case(desk: Desk, ana: Staff) -> None:
    episode = opened(desk)
    desk.tell("pathology", "benign", "2026-03-20", "Observation/2")
    actions.close_episode(episode=episode, reason="benign", closed_on=ON, by=ana, at=AT)
    desk.tell("pathology", "malignant", "2026-03-20", "Observation/3")
    episode.refresh_from_db()
    assert episode.closed_on is None
    assert episode.milestones.filter(
        key="treatment-start", met_on=None, not_needed_on=None
    ).exists()
    assert AuditEntry.objects.filter(verb="episode.reopened", by="system:clocks").count() == 1


@pytest.mark.parametrize(("reason", "reopened"), [("unable-to-contact", True), ("declined", False)])
def test_could_not_be_reached_holds_until_anything_is_heard(
    desk: Desk, ana: Staff, reason: str, reopened: bool
) -> None:
    episode = opened(desk)
    actions.close_episode(episode=episode, reason=reason, closed_on=date(2026, 4, 1), by=ana, at=AT)
    desk.tell("consult", "", "2026-04-02", "Encounter/1")
    episode.refresh_from_db()
    assert (episode.closed_on is None) is reopened


def test_closing_a_duplicates_case_ends_nobodys_care(desk: Desk, ana: Staff) -> None:
    twin = PatientFactory(program=desk.program)
    desk.tell("screening-result", "birads-4", "2026-03-01", "Observation/8", patient=twin)
    duplicate = Episode.objects.get(patient=twin)
    actions.close_episode(episode=duplicate, reason="duplicate", closed_on=ON, by=ana, at=AT)
    episode = opened(desk)
    actions.merge_people(
        survivor=desk.patient, duplicate=twin, reason="same person", by=ana, at=AT, on=ON
    )
    episode.refresh_from_db()
    assert (episode.standing, episode.lead_id is not None) == ("running", True)


def test_runs_that_join_and_part_again_stop_nobodys_evaluation(desk: Desk) -> None:
    desk.tell("screening-result", "birads-4", "2026-03-10", "Observation/B")
    desk.tell("pathology", "benign", "2026-02-10", "Observation/N")
    desk.tell("screening-result", "birads-4", "2026-01-10", "Observation/A")
    assert Episode.objects.count() == 2
    desk.tell("pathology", "benign", "2026-02-10", "Observation/N", is_retraction=True)
    assert Episode.objects.filter(standing="running").count() == 1


def test_a_mark_set_meanwhile_is_kept_and_ends_no_loop(desk: Desk) -> None:
    from fairway.navigation.pathways.actions.facts import mark_changed

    mark_changed({desk.patient.pk}, at=AT + timedelta(days=1))
    assert actions.evaluate_changed(program=desk.program, at=AT, on=ON).people == 1
    assert not Standing.objects.exists()


def test_a_changed_definition_reaches_everyone(desk: Desk) -> None:
    episode = opened(desk)
    Episode.objects.update(definition_version="2020.1")
    assert jobs.daily(at=AT, on=ON).people == 1
    episode.refresh_from_db()
    assert episode.definition_version == "2026.1"


def test_what_a_person_corrected_is_not_overwritten(desk: Desk, ana: Staff) -> None:
    """INT-6: the conflict goes to review, and her word stands until she decides."""
    opened(desk)
    event = Event.objects.get()
    actions.correct_event(
        event=event, reason="wrong-date", occurred_on=date(2026, 3, 5), by=ana, at=AT, on=ON
    )
    assert desk.tell("screening-result", "birads-4", "2026-03-09", "Observation/1").conflicts == 1
    assert desk.tell("screening-result", "birads-4", "2026-03-09", "Observation/1").unchanged == 1
    conflict = EventConflict.objects.get()
    assert Event.objects.get(is_current=True).occurred_on == date(2026, 3, 5)
    actions.decide_conflict(conflict=conflict, take_theirs=True, by=ana, at=AT)
    assert Event.objects.get(is_current=True).occurred_on == date(2026, 3, 9)
    assert desk.tell("screening-result", "birads-4", "2026-03-09", "Observation/1").unchanged == 1


def test_two_versions_in_one_batch_keep_both_and_the_last_counts(desk: Desk) -> None:
    from fairway.navigation.pathways.rules.facts import EventFacts

    facts = [
        EventFacts(patient_id=desk.patient.pk, kind="diagnosis", value=v, cancer="breast", occurred_on=ON, source_ref="Condition/1")
        for v in ("in-situ", "invasive", "invasive")
    ]  # fmt: skip
    recorded = actions.record_events(program=desk.program, facts=facts, by=None, at=AT)
    assert (recorded.added, recorded.corrected, recorded.unchanged) == (1, 1, 1)
    assert Event.objects.get(is_current=True).value == "invasive"


def test_a_death_without_a_day_stops_the_clocks_from_when_we_heard(desk: Desk, ana: Staff) -> None:
    """DESIGN 2.4: no day of death is made up; told again later, the first hearing stands."""
    episode = opened(desk)
    desk.tell("death", "day-unknown", "2026-05-20", "Patient/1#death")
    assert desk.tell("death", "day-unknown", "2026-06-01", "Patient/1#death").unchanged == 1
    biopsy = milestone(episode, "biopsy")
    assert biopsy.not_needed_on == date(2026, 5, 20)
    told = queries.explanations(episode_id=episode.public_id, on=ON)
    assert told[0].sentence == (
        "Biopsy: not needed since May 20, 2026 (Death: the day is not known, only the day we heard)."
    )
    clock = clock_of(biopsy)
    assert clock_state(clock, on=date(2026, 5, 19)) is ClockState.LONG_OVERDUE
    assert clock_state(clock, on=date(2026, 5, 20)) is ClockState.NOT_NEEDED
    assert Episode.objects.get().closed_on is None  # HUM-6


def test_a_source_that_knows_no_day_gainsays_nobody_who_does(desk: Desk, ana: Staff) -> None:
    """INT-6: a person entered the day of death; a source that only knows of the death asks her nothing."""
    opened(desk)
    desk.tell("death", "day-unknown", "2026-05-20", "Patient/1#death")
    actions.correct_event(
        event=Event.objects.get(kind="death"), reason="wrong-date", by=ana, at=AT, on=ON,
        occurred_on=date(2026, 5, 2), value="",
    )  # fmt: skip
    assert desk.tell("death", "day-unknown", "2026-06-01", "Patient/1#death").unchanged == 1
    assert milestone(Episode.objects.get(), "biopsy").not_needed_on == date(2026, 5, 2)
    assert desk.tell("death", "", "2026-05-03", "Patient/1#death").conflicts == 1


def test_a_day_of_death_told_later_takes_the_place_of_the_day_we_heard(desk: Desk) -> None:
    """DESIGN 2.5: late facts recompute the past."""
    opened(desk)
    desk.tell("death", "day-unknown", "2026-05-20", "Patient/1#death")
    assert desk.tell("death", "", "2026-05-02", "Patient/1#death").corrected == 1
    assert milestone(Episode.objects.get(), "biopsy").not_needed_on == date(2026, 5, 2)


def test_a_pause_moves_the_due_day_and_can_be_taken_back(desk: Desk, ana: Staff) -> None:
    episode = opened(desk)
    pause = actions.pause_clock(
        episode=episode, reason="travel", from_on=date(2026, 3, 11), by=ana, at=AT, on=ON
    )
    episode.refresh_from_db()
    assert episode.standing == "running"  # biopsy was late before the pause began, and stays late
    assert milestone(episode, "resolution").paused_from == date(2026, 3, 11)
    with pytest.raises(NotPossible, match="paused already"):
        actions.pause_clock(
            episode=episode, reason="travel", from_on=date(2026, 3, 12), by=ana, at=AT, on=ON
        )
    actions.resume_clock(episode=episode, last_day=date(2026, 3, 20), by=ana, at=AT, on=ON)
    assert milestone(episode, "resolution").due_on == date(2026, 5, 10)
    pause.refresh_from_db()
    actions.undo_pause(pause=pause, by=ana, at=AT, on=ON)
    assert milestone(episode, "resolution").due_on == date(2026, 4, 30)


@pytest.mark.parametrize(("reason", "text"), [("", ""), ("because", "x"), ("other", " ")])
def test_a_pause_wants_a_reason(desk: Desk, ana: Staff, reason: str, text: str) -> None:
    with pytest.raises(ReasonMissing):
        actions.pause_clock(
            episode=opened(desk), reason=reason, text=text, from_on=ON, by=ana, at=AT, on=ON
        )


def test_not_needed_and_waiting_are_a_persons_word_and_reversible(desk: Desk, ana: Staff) -> None:
    episode = opened(desk)
    said = actions.mark_not_needed(
        milestone=milestone(episode, "biopsy"), reason="clinician-decided", text="imaging first", decided_on=ON, by=ana, at=AT, on=ON
    )  # fmt: skip
    assert milestone(episode, "biopsy").not_needed_reason == "clinician-decided"
    actions.undo_decision(decision=said, by=ana, at=AT, on=ON)
    assert milestone(episode, "biopsy").not_needed_on is None
    actions.mark_waiting(
        milestone=milestone(episode, "biopsy"), reason="payer", decided_on=ON, by=ana, at=AT, on=ON
    )
    assert milestone(episode, "biopsy").waiting_since == ON


def test_only_a_person_closes_a_case_and_says_why(desk: Desk, ana: Staff) -> None:
    """HUM-6: a benign end makes the case ready to close; it does not close it."""
    episode = opened(desk)
    desk.tell("pathology", "benign", "2026-03-20", "Observation/2")
    episode.refresh_from_db()
    assert (episode.standing, episode.ended_on, episode.closed_on) == (
        "to-close",
        date(2026, 3, 20),
        None,
    )
    with pytest.raises(ReasonMissing):
        actions.close_episode(episode=episode, reason="", closed_on=ON, by=ana, at=AT)
    actions.close_episode(episode=episode, reason="benign", closed_on=ON, by=ana, at=AT)
    episode.refresh_from_db()
    with pytest.raises(NotPossible):
        actions.close_episode(episode=episode, reason="benign", closed_on=ON, by=ana, at=AT)
    actions.reopen_episode(episode=episode, why="new symptoms", by=ana, at=AT, on=ON)
    episode.refresh_from_db()
    assert episode.closed_on is None


def test_a_case_cannot_be_ownerless_or_closed_without_a_reason(desk: Desk) -> None:
    """HUM-1: the database holds it too."""
    episode = opened(desk)
    for change in ({"owner": None}, {"closed_on": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Episode.objects.filter(pk=episode.pk).update(**change)


def treated(desk: Desk, *visits: tuple[str, str]) -> Episode:
    desk.tell("diagnosis", "invasive", "2026-04-01", "Condition/1")
    for number, (day, status) in enumerate(visits):
        book(desk, number, day, status)
    desk.tell("treatment", "systemic", "2026-05-20", "Procedure/1")
    return Episode.objects.get(patient=desk.patient)


def book(desk: Desk, number: int, day: str, status: str) -> None:
    on = date.fromisoformat(day)
    facts = AppointmentFacts(
        patient_id=desk.patient.pk, starts_at=AT.replace(month=on.month, day=on.day), starts_on=on, status=status, is_treatment=True,
        source_ref=f"Appointment/{number}",
    )  # fmt: skip
    actions.book_appointments(program=desk.program, facts=[facts], by=None, at=AT)
    actions.evaluate_changed(program=desk.program, at=AT, on=ON)


def test_a_missed_treatment_visit_alerts_and_closes_only_with_how(desk: Desk, ana: Staff) -> None:
    """ACCURE: the alert refuses an empty resolution, in the action and in the database."""
    episode = treated(desk, ("2026-06-05", "booked"), ("2026-05-30", "noshow"))
    alert = Alert.objects.get()
    assert (alert.kind, alert.raised_on) == ("missed-treatment-visit", date(2026, 5, 30))
    assert episode.open_alerts == 1
    assert episode.rank_on == date(2026, 5, 30) - timedelta(days=60)
    for resolution, text in (("", "x"), ("rebooked", " ")):
        with pytest.raises(ReasonMissing):
            actions.resolve_alert(alert=alert, resolution=resolution, text=text, by=ana, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.update(resolved_at=AT, resolved_by=ana)
    with pytest.raises(NotPossible, match="open alert"):
        actions.close_episode(episode=episode, reason="declined", closed_on=ON, by=ana, at=AT)
    actions.resolve_alert(
        alert=alert, resolution="rebooked", text="New ride, new date", by=ana, at=AT
    )
    episode.refresh_from_db()
    assert episode.open_alerts == 0
    jobs.daily(at=AT, on=ON)
    assert Alert.objects.count() == 1


def test_what_a_person_said_of_a_visit_is_not_overwritten(desk: Desk, ana: Staff) -> None:
    """INT-6."""
    book(desk, 1, "2026-06-05", "booked")
    actions.change_appointment(
        appointment=Appointment.objects.get(), status="noshow", by=ana, at=AT, on=ON
    )
    book(desk, 1, "2026-06-05", "booked")
    assert Appointment.objects.get().status == "noshow"
    assert AuditEntry.objects.filter(verb="appointment.kept").count() == 1
    asked = AppointmentConflict.objects.get()
    assert (asked.status, asked.state) == ("booked", "open")
    book(desk, 1, "2026-06-05", "booked")  # the same again is no new question
    assert AuditEntry.objects.filter(verb="appointment.kept").count() == 1
    book(desk, 1, "2026-06-12", "booked")  # another day is another visit
    assert Appointment.objects.get().status == "booked"
    assert not AppointmentConflict.objects.exists()


@pytest.mark.parametrize(
    ("then", "left"),
    [
        ("the source agrees", None),
        ("the source changes its mind", ("cancelled", "open")),
        ("she keeps hers, the source repeats", ("fulfilled", "kept-ours")),
        ("she keeps hers, the source changes its mind", ("cancelled", "open")),
        ("she says the same herself", ("fulfilled", "took-theirs")),
    ],
)
def test_the_latest_word_of_a_source_on_a_judged_visit_is_asked_once(
    desk: Desk, ana: Staff, then: str, left: tuple[str, str] | None
) -> None:
    """INT-6."""
    book(desk, 1, "2026-05-05", "booked")
    visit = Appointment.objects.get()
    actions.change_appointment(appointment=visit, status="noshow", by=ana, at=AT, on=ON)
    book(desk, 1, "2026-05-05", "fulfilled")
    if "keeps" in then:
        asked = AppointmentConflict.objects.get()
        actions.decide_visit(conflict=asked, take_theirs=False, by=ana, at=AT)
        with pytest.raises(AlreadyDecided):
            actions.decide_visit(conflict=asked, take_theirs=True, by=ana, at=AT)
    if "agrees" in then:
        book(desk, 1, "2026-05-05", "noshow")
    elif "changes" in then:
        book(desk, 1, "2026-05-05", "cancelled")
    elif "repeats" in then:
        book(desk, 1, "2026-05-05", "fulfilled")
    else:
        visit.refresh_from_db()
        actions.change_appointment(appointment=visit, status="fulfilled", by=ana, at=AT, on=ON)
    assert AppointmentConflict.objects.values_list("status", "state").first() == left
    assert Appointment.objects.get().status == ("fulfilled" if "herself" in then else "noshow")


def test_the_source_speaks_for_a_visit_again_once_its_word_was_taken(
    desk: Desk, ana: Staff
) -> None:
    book(desk, 1, "2026-05-05", "booked")
    visit = Appointment.objects.get()
    actions.change_appointment(appointment=visit, status="noshow", by=ana, at=AT, on=ON)
    book(desk, 1, "2026-05-05", "fulfilled")
    asked = AppointmentConflict.objects.get()
    actions.decide_visit(conflict=asked, take_theirs=True, by=ana, at=AT)
    assert Appointment.objects.get().status == "fulfilled"
    book(desk, 1, "2026-05-05", "cancelled")
    assert Appointment.objects.get().status == "cancelled"


def test_a_visit_missed_again_on_another_day_alerts_again(desk: Desk, ana: Staff) -> None:
    treated(desk, ("2026-05-30", "noshow"))
    actions.resolve_alert(
        alert=Alert.objects.get(kind="missed-treatment-visit"),
        resolution="rebooked",
        text="New date",
        by=ana,
        at=AT,
    )
    book(desk, 0, "2026-05-31", "noshow")
    assert (
        Alert.objects.filter(kind="missed-treatment-visit", resolved_at__isnull=True).count() == 1
    )


def test_nothing_scheduled_is_raised_again_when_a_visit_is_cancelled(
    desk: Desk, ana: Staff
) -> None:
    treated(desk)
    first = Alert.objects.get(kind="nothing-scheduled")
    book(desk, 1, "2026-06-10", "booked")
    actions.resolve_alert(
        alert=first, resolution="rebooked", text="Booked for the 10th", by=ana, at=AT
    )
    jobs.daily(at=AT, on=ON)
    assert Alert.objects.filter(resolved_at__isnull=True).count() == 0
    book(desk, 1, "2026-06-10", "cancelled")
    assert Alert.objects.filter(resolved_at__isnull=True, kind="nothing-scheduled").count() == 1


def test_announcements_keep_what_was_believed_and_are_made_once(desk: Desk) -> None:
    episode = opened(desk)
    assert jobs.announce(at=AT, on=ON) == 3
    assert jobs.announce(at=AT, on=ON) == 0
    desk.tell("screening-result", "birads-4", "2026-03-11", "Observation/1")
    assert jobs.announce(at=AT, on=ON) == 3
    told = Announcement.objects.filter(episode=episode, key="resolution").order_by("id")
    assert [one.due_on for one in told] == [date(2026, 4, 30), date(2026, 5, 10)]


def test_a_merge_joins_the_clocks_and_undoing_it_parts_them(desk: Desk, ana: Staff) -> None:
    opened(desk)
    twin = PatientFactory(program=desk.program)
    desk.tell("pathology", "benign", "2026-03-20", "Observation/9", patient=twin)
    merge = actions.merge_people(
        survivor=desk.patient, duplicate=twin, reason="same person", by=ana, at=AT, on=ON
    )
    episode = Episode.objects.get(patient=desk.patient)
    assert episode.ended_on == date(2026, 3, 20)
    actions.undo_merge_of_people(merge=merge, by=ana, at=AT, on=ON)
    episode.refresh_from_db()
    assert episode.ended_on is None


@pytest.mark.parametrize(
    ("kind", "value", "on"),
    [
        ("mammogram", "", ON),
        ("pathology", "birads-4", ON),
        ("pathology", "benign", ON + timedelta(days=1)),
    ],
)
def test_an_impossible_fact_is_refused(
    patient: Patient, ana: Staff, kind: str, value: str, on: date
) -> None:
    with pytest.raises(NotAFact):
        actions.record_event(
            patient=patient,
            kind=kind,
            cancer="breast",
            value=value,
            occurred_on=on,
            by=ana,
            at=AT,
            on=ON,
        )


def test_every_deed_leaves_one_audit_row_in_its_transaction(
    desk: Desk, ana: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = opened(desk)
    actions.pause_clock(episode=episode, reason="travel", from_on=ON, by=ana, at=AT, on=ON)
    assert AuditEntry.objects.filter(verb="clock.paused", by=ana.actor).count() == 1

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("audit is down")

    monkeypatch.setattr("fairway.base.audit.record", broken)
    with pytest.raises(RuntimeError):
        actions.resume_clock(episode=episode, last_day=ON, by=ana, at=AT, on=ON)
    assert episode.pauses.filter(until_on__isnull=True).exists()


def test_explanations_name_rule_event_and_arithmetic(desk: Desk) -> None:
    episode = opened(desk)
    told = {one.step.key: one for one in queries.explanations(episode_id=episode.public_id, on=ON)}
    resolution = told["resolution"]
    assert resolution.state is ClockState.OVERDUE
    assert resolution.sentence == (
        "Diagnosis resolved: 32 days late. Due Apr 30, 2026, 60 days after Screening result: BI-RADS 4, Mar 1, 2026."
    )
    assert resolution.standards[0].standard.source.url.startswith("https://omb.report/")
    spanish = queries.explanations(episode_id=episode.public_id, on=ON, language="es-MX")[
        0
    ].sentence
    assert "muy atrasado, 85 días" in spanish


def test_a_paused_step_without_a_due_day_says_no_empty_date(desk: Desk, ana: Staff) -> None:
    desk.tell("diagnosis", "invasive", "2026-04-01", "Condition/1")
    desk.tell("treatment", "systemic", "2026-04-20", "Procedure/1")
    episode = Episode.objects.get()
    actions.pause_clock(episode=episode, reason="travel", from_on=ON, by=ana, at=AT, on=ON)
    told = {
        one.step.key: one.sentence
        for one in queries.explanations(episode_id=episode.public_id, on=ON)
    }
    assert (
        told["treatment-complete"]
        == "Treatment complete: paused since Jun 1, 2026 (away or traveling)."
    )


def test_population_states_agree_with_the_rule(desk: Desk, ana: Staff) -> None:
    """SQL and rules.clock_state give the same answer for every milestone and many dates."""
    from fairway.navigation.pathways.queries.population import clock_of
    from fairway.navigation.pathways.rules.clocks import PauseSpan, clock_state

    episode = opened(desk)
    other = PatientFactory(program=desk.program)
    desk.tell("screening-result", "birads-3", "2025-11-30", "Observation/5", patient=other)
    desk.tell("imaging", "birads-3", "2026-05-30", "Observation/6", patient=other)
    actions.pause_clock(
        episode=episode,
        reason="travel",
        from_on=date(2026, 3, 20),
        until_on=date(2026, 4, 2),
        by=ana,
        at=AT,
        on=ON,
    )
    for days in range(0, 900, 11):
        on = date(2025, 10, 1) + timedelta(days=days)
        counted = queries.population_states(program=desk.program, on=on)
        expected: dict[ClockState, int] = {}
        for one in Milestone.objects.filter(anchor_on__lte=on):
            pauses = [PauseSpan(p.from_on, p.until_on) for p in one.episode.pauses.all()]
            state = clock_state(clock_of(one, pauses), on=on)
            expected[state] = expected.get(state, 0) + 1
        assert dict(counted) == expected


def test_three_people_hers_a_colleagues_and_a_strangers(desk: Desk, ana: Staff) -> None:
    """PRV-3."""
    opened(desk)
    colleague, stranger = StaffFactory(program=desk.program), StaffFactory()
    partner = StaffFactory(program=desk.program, role="partner")
    seen = {
        who: Episode.objects.visible_to(who).count() for who in (ana, colleague, stranger, partner)
    }
    assert list(seen.values()) == [1, 1, 0, 0]
    assert Episode.objects.visible_to(None).count() == 0
    assert Appointment.objects.count() == 0
