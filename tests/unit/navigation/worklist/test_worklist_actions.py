"""Attempts, notes and hand-offs: who may, what changes, what the audit keeps."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from fairway.base import audit
from fairway.base.models import AuditEntry
from fairway.navigation.models import Alert, ContactAttempt, HandOff, Note
from fairway.navigation.worklist import actions
from fairway.navigation.worklist.jobs import daily
from fairway.people.models import Role
from tests.factories.navigation import AT, TODAY, AlertFactory, HandOffFactory
from tests.factories.people import PatientFactory, StaffFactory

DAY = timedelta(days=1)


def attempt(**fields):
    told = {
        "mode": "phone",
        "outcome": "reached",
        "reason": "next-step",
        "attempted_on": TODAY,
    } | fields
    return actions.AttemptFacts(**told)


def verbs(about=""):
    return list(
        AuditEntry.objects.filter(about__startswith=about)
        .order_by("id")
        .values_list("verb", flat=True)
    )


class TestAttempts:
    def test_is_kept_with_its_audit_row_and_its_place_in_the_list(self, rig):
        episode = rig.episode()
        logged = actions.log_attempt(
            episode_id=episode.public_id, attempt=attempt(), by=rig.navigator, at=AT
        )
        episode.refresh_from_db()
        assert (episode.last_contact_on, episode.reached_on) == (TODAY, TODAY)
        entry = AuditEntry.objects.get(about=f"navigation.contactattempt:{logged.pk}")
        assert (entry.verb, entry.by, entry.program_id) == (
            "attempt.logged",
            rig.navigator.actor,
            rig.program.pk,
        )
        assert list(audit.broken_entries()) == []

    def test_nothing_is_kept_when_the_audit_fails(self, rig, monkeypatch):
        episode = rig.episode()

        def broken(*_args, **_fields):
            raise OSError("disk full")

        monkeypatch.setattr(audit, "record", broken)
        with pytest.raises(OSError, match="disk full"):
            actions.log_attempt(
                episode_id=episode.public_id, attempt=attempt(), by=rig.navigator, at=AT
            )
        episode.refresh_from_db()
        assert ContactAttempt.objects.count() == 0
        assert episode.reached_on is None

    def test_hers_a_colleagues_and_a_strangers(self, rig):
        episode = rig.episode()
        actions.log_attempt(
            episode_id=episode.public_id, attempt=attempt(), by=rig.colleague, at=AT
        )
        with pytest.raises(actions.NotVisible):
            actions.log_attempt(
                episode_id=episode.public_id, attempt=attempt(), by=rig.stranger, at=AT
            )
        assert ContactAttempt.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "reached"),
        [
            ({}, True),
            ({"contact_with": "caregiver"}, True),
            ({"contact_with": "provider"}, False),
            ({"outcome": "asked-not-to-call", "reason": "wish-not-to-be-contacted"}, True),
            ({"outcome": "no-answer", "reason": "nobody-picked-up"}, False),
            ({"mode": "letter", "outcome": "sent", "reason": "awaiting-answer"}, False),
        ],
    )
    def test_nav_5_what_counts_as_reached(self, rig, fields, reached):
        episode = rig.episode()
        actions.log_attempt(
            episode_id=episode.public_id, attempt=attempt(**fields), by=rig.navigator, at=AT
        )
        episode.refresh_from_db()
        assert (episode.reached_on is not None) is reached
        assert episode.last_contact_on == TODAY

    def test_all_her_episodes_take_the_day_but_those_opened_later(self, rig):
        patient = PatientFactory(program=rig.program)
        told, other = rig.episode(patient=patient), rig.episode(patient=patient, pathway="lung")
        later = rig.episode(patient=patient, pathway="cervical", opened_on=TODAY + DAY)
        actions.log_attempt(episode_id=told.public_id, attempt=attempt(), by=rig.navigator, at=AT)
        for episode in (told, other, later):
            episode.refresh_from_db()
        assert [e.reached_on for e in (told, other, later)] == [TODAY, TODAY, None]

    @pytest.mark.parametrize(
        "fields",
        [
            {"reason": ""},
            {"reason": "no such reason"},
            # A reason for not reaching her is none for having reached her.
            {"reason": "nobody-picked-up"},
            {"outcome": "no-answer"},
            {"outcome": "gone"},
            {"mode": "pigeon"},
            {"contact_with": "neighbor"},
        ],
    )
    def test_a_coded_reason_is_mandatory(self, rig, fields):
        episode = rig.episode()
        with pytest.raises(actions.UnknownWord, match="Choose from the list"):
            actions.log_attempt(
                episode_id=episode.public_id, attempt=attempt(**fields), by=rig.navigator, at=AT
            )

    @pytest.mark.parametrize(
        ("day", "at_hour", "is_possible"),
        [(2, 15, True), (3, 15, False), (3, 3, False), (2, 3, False), (1, 3, True)],
    )
    def test_a_day_ahead_at_the_programs_place_is_refused(self, rig, day, at_hour, is_possible):
        """At 3:00 UTC it is still the day before in New York."""
        episode = rig.episode()
        told = attempt(attempted_on=date(2026, 3, day))
        at = datetime(2026, 3, 2, at_hour, tzinfo=UTC)
        if is_possible:
            actions.log_attempt(episode_id=episode.public_id, attempt=told, by=rig.navigator, at=at)
            return
        with pytest.raises(actions.AttemptInFuture):
            actions.log_attempt(episode_id=episode.public_id, attempt=told, by=rig.navigator, at=at)

    def test_undone_is_kept_and_counts_no_more(self, rig):
        episode = rig.episode()
        first = actions.log_attempt(
            episode_id=episode.public_id,
            attempt=attempt(attempted_on=TODAY - DAY),
            by=rig.navigator,
            at=AT,
        )
        second = actions.log_attempt(
            episode_id=episode.public_id, attempt=attempt(), by=rig.navigator, at=AT
        )
        actions.undo_attempt(attempt_id=second.public_id, by=rig.colleague, at=AT)
        episode.refresh_from_db()
        assert episode.reached_on == first.attempted_on
        with pytest.raises(actions.AlreadyUndone):
            actions.undo_attempt(attempt_id=second.public_id, by=rig.navigator, at=AT)
        with pytest.raises(actions.NotVisible):
            actions.undo_attempt(attempt_id=first.public_id, by=rig.stranger, at=AT)
        assert ContactAttempt.objects.count() == 2
        assert verbs("navigation.contactattempt") == [
            "attempt.logged",
            "attempt.logged",
            "attempt.undone",
        ]


class TestNotes:
    def test_written_amended_never_edited(self, rig):
        patient = PatientFactory(program=rig.program)
        first = actions.write_note(
            patient_id=patient.public_id, text="One", by=rig.navigator, at=AT
        )
        second = actions.amend_note(note_id=first.id, text="Two", by=rig.colleague, at=AT)
        assert list(Note.objects.order_by("id").values_list("text", flat=True)) == ["One", "Two"]
        assert Note.objects.get(public_id=second.id).amends.public_id == first.id
        with pytest.raises(actions.AlreadyAmended):
            actions.amend_note(note_id=first.id, text="Three", by=rig.navigator, at=AT)
        assert verbs("navigation.note") == ["note.written", "note.amended"]

    def test_hum_5_a_label_warns_and_the_note_stands(self, rig):
        patient = PatientFactory(program=rig.program)
        word = "non" + "-compliant"
        written = actions.write_note(
            patient_id=patient.public_id, text=f"She is {word}.", by=rig.navigator, at=AT
        )
        assert written.labels == [word]
        assert Note.objects.count() == 1
        # The audit says that there was one, and not which words.
        assert word not in str(AuditEntry.objects.get(verb="note.written").detail)

    def test_empty_and_strangers(self, rig):
        patient = PatientFactory(program=rig.program)
        with pytest.raises(actions.EmptyNote):
            actions.write_note(patient_id=patient.public_id, text=" \n", by=rig.navigator, at=AT)
        with pytest.raises(actions.NotVisible):
            actions.write_note(patient_id=patient.public_id, text="x", by=rig.stranger, at=AT)
        note = actions.write_note(patient_id=patient.public_id, text="x", by=rig.navigator, at=AT)
        with pytest.raises(actions.NotVisible):
            actions.amend_note(note_id=note.id, text="y", by=rig.stranger, at=AT)


@pytest.fixture
def offer(rig):
    """Her episode, offered to her colleague."""
    episode = rig.episode()
    return actions.offer_hand_off(
        episode_id=episode.public_id,
        to_staff_id=rig.colleague.public_id,
        reason="leave",
        summary="Biopsy is booked; needs a ride.",
        by=rig.navigator,
        at=AT,
    )


def owner_of(offer):
    offer.episode.refresh_from_db()
    return offer.episode.owner


class TestHandOffs:
    def test_nav_8_accepted_and_only_then_hers(self, rig, offer):
        assert owner_of(offer) == rig.navigator
        accepted = actions.accept_hand_off(hand_off_id=offer.public_id, by=rig.colleague, at=AT)
        assert owner_of(offer) == rig.colleague
        assert accepted.state == HandOff.State.ACCEPTED
        assert verbs("navigation.handoff") == ["hand-off.offered", "hand-off.accepted"]

    def test_declined_with_why_stays(self, rig, offer):
        with pytest.raises(actions.NothingSaid):
            actions.decline_hand_off(hand_off_id=offer.public_id, why=" ", by=rig.colleague, at=AT)
        actions.decline_hand_off(
            hand_off_id=offer.public_id, why="On leave too.", by=rig.colleague, at=AT
        )
        assert owner_of(offer) == rig.navigator
        again = actions.offer_hand_off(
            episode_id=offer.episode.public_id,
            to_staff_id=rig.lead.public_id,
            reason="leave",
            summary="As before.",
            by=rig.navigator,
            at=AT,
        )
        assert again.state == HandOff.State.OFFERED

    @pytest.mark.parametrize("who", ["navigator", "lead"])
    def test_withdrawn_by_owner_or_lead(self, rig, offer, who):
        actions.withdraw_hand_off(hand_off_id=offer.public_id, by=getattr(rig, who), at=AT)
        assert owner_of(offer) == rig.navigator
        with pytest.raises(actions.AlreadyAnswered):
            actions.accept_hand_off(hand_off_id=offer.public_id, by=rig.colleague, at=AT)

    @pytest.mark.parametrize("who", ["navigator", "lead"])
    def test_only_the_one_who_was_asked_answers(self, rig, offer, who):
        with pytest.raises(actions.NotYours):
            actions.accept_hand_off(hand_off_id=offer.public_id, by=getattr(rig, who), at=AT)
        with pytest.raises(actions.NotYours):
            actions.decline_hand_off(
                hand_off_id=offer.public_id, why="No.", by=getattr(rig, who), at=AT
            )
        with pytest.raises(actions.NotYours):
            actions.withdraw_hand_off(hand_off_id=offer.public_id, by=rig.colleague, at=AT)

    def test_a_stranger_finds_nothing(self, rig, offer):
        for work in (actions.accept_hand_off, actions.withdraw_hand_off):
            with pytest.raises(actions.NotVisible):
                work(hand_off_id=offer.public_id, by=rig.stranger, at=AT)
        with pytest.raises(actions.NotVisible):
            actions.take_over(
                episode_id=offer.episode.public_id,
                reason="absence",
                by=StaffFactory(role=Role.LEAD),
                at=AT,
            )

    def test_offered_once_and_to_a_colleague(self, rig, offer):
        def give(to, episode=offer.episode, by=rig.navigator, **fields):
            told = {"reason": "leave", "summary": "Known."} | fields
            return actions.offer_hand_off(
                episode_id=episode.public_id, to_staff_id=to, by=by, at=AT, **told
            )

        with pytest.raises(actions.AlreadyOffered):
            give(rig.lead.public_id)
        other = rig.episode()
        gone = StaffFactory(program=rig.program, is_active=False)
        partner = StaffFactory(program=rig.program, role=Role.PARTNER)
        for to in (rig.navigator, rig.stranger, gone, partner):
            with pytest.raises(actions.BadReceiver):
                give(to.public_id, other)
        with pytest.raises(actions.BadReceiver):
            give(uuid4(), other)
        with pytest.raises(actions.NotYours):
            give(rig.lead.public_id, other, rig.colleague)
        with pytest.raises(actions.UnknownWord):
            give(rig.lead.public_id, other, reason="because")
        with pytest.raises(actions.NothingSaid):
            give(rig.lead.public_id, other, summary="")
        assert give(rig.colleague.public_id, other, rig.lead).offered_by == rig.lead

    def test_the_database_holds_one_open_offer(self, rig, offer):
        with pytest.raises(IntegrityError), transaction.atomic():
            HandOffFactory(episode=offer.episode)

    def test_a_lead_takes_over_with_a_reason(self, rig, offer):
        with pytest.raises(actions.NotYours):
            actions.take_over(
                episode_id=offer.episode.public_id, reason="absence", by=rig.colleague, at=AT
            )
        with pytest.raises(actions.UnknownWord):
            actions.take_over(episode_id=offer.episode.public_id, reason="", by=rig.lead, at=AT)
        actions.take_over(episode_id=offer.episode.public_id, reason="absence", by=rig.lead, at=AT)
        offer.refresh_from_db()
        assert owner_of(offer) == rig.lead
        assert offer.state == HandOff.State.WITHDRAWN
        assert verbs("navigation.episode") == ["episode.reassigned"]

    def test_nav_14_departure_loses_nothing(self, rig):
        episodes = [rig.episode() for _ in range(3)]
        note = actions.write_note(
            patient_id=episodes[0].patient.public_id, text="Known.", by=rig.navigator, at=AT
        )
        received = HandOffFactory(
            episode=rig.episode(owner=rig.colleague), offered_to=rig.navigator
        )
        rig.navigator.is_active = False
        rig.navigator.save()
        moved = actions.reassign_all(
            from_staff_id=rig.navigator.public_id,
            to_staff_id=rig.colleague.public_id,
            reason="departure",
            by=rig.lead,
            at=AT,
        )
        received.refresh_from_db()
        assert moved == 3
        assert rig.navigator.episodes.count() == 0
        assert received.state == HandOff.State.WITHDRAWN
        assert Note.objects.get(public_id=note.id).written_by == rig.navigator

    def test_nav_14_only_a_lead_and_only_in_the_program(self, rig):
        told = {"reason": "departure", "at": AT}
        navigator, colleague = rig.navigator.public_id, rig.colleague.public_id
        with pytest.raises(actions.NotYours):
            actions.reassign_all(
                from_staff_id=navigator, to_staff_id=colleague, by=rig.colleague, **told
            )
        with pytest.raises(actions.NotVisible):
            actions.reassign_all(
                from_staff_id=rig.stranger.public_id, to_staff_id=colleague, by=rig.lead, **told
            )
        with pytest.raises(actions.BadReceiver):
            actions.reassign_all(
                from_staff_id=navigator, to_staff_id=navigator, by=rig.lead, **told
            )


class TestUnanswered:
    """Offered on Monday 2 March at ten in New York: two working days end with Wednesday."""

    @pytest.mark.parametrize(("day", "raised"), [(2, 0), (4, 0), (5, 1), (30, 1)])
    def test_nav_8_alert_at_the_limit(self, rig, offer, day, raised):
        assert daily(on=date(2026, 3, day), at=AT) == raised
        offer.episode.refresh_from_db()
        assert offer.episode.open_alerts == raised
        assert owner_of(offer) == rig.navigator

    def test_raised_once_and_resolved_by_the_answer(self, rig, offer):
        on = date(2026, 3, 5)
        assert daily(on=on, at=AT) == 1
        assert daily(on=on, at=AT) == 0
        offer.episode.refresh_from_db()
        before = offer.episode.rank_on
        actions.accept_hand_off(hand_off_id=offer.public_id, by=rig.colleague, at=AT)
        alert = Alert.objects.get()
        offer.episode.refresh_from_db()
        assert (alert.resolution, alert.resolved_by) == ("hand-off-accepted", rig.colleague)
        assert offer.episode.open_alerts == 0
        assert offer.episode.rank_on > before
        assert verbs("navigation.episode") == ["alert.raised"]

    def test_the_offers_day_is_the_programs(self, rig):
        """Offered at 3:00 UTC on Tuesday, which is Monday evening in New York."""
        HandOffFactory(episode=rig.episode(), offered_at=datetime(2026, 3, 3, 3, tzinfo=UTC))
        assert daily(on=date(2026, 3, 5), at=AT) == 1

    def test_an_answered_one_and_other_alerts_are_left_alone(self, rig, offer):
        other = AlertFactory(episode=offer.episode)
        actions.withdraw_hand_off(hand_off_id=offer.public_id, by=rig.navigator, at=AT)
        assert daily(on=date(2026, 3, 30), at=AT) == 0
        other.refresh_from_db()
        assert other.resolved_at is None


class TestClosingUnreached:
    """practice.md 6.2: three attempts by two modes, a letter and its time; only then "could not be reached"."""

    def test_too_soon_is_refused_and_another_reason_is_not(self, rig):
        from fairway.navigation.worklist.actions import clocks

        episode = rig.episode()
        said = {
            "closed_on": date(2026, 6, 1),
            "by": rig.navigator,
            "at": datetime(2026, 6, 1, 12, tzinfo=UTC),
        }
        with pytest.raises(clocks.TooSoon):
            clocks.close_episode(episode_id=episode.public_id, reason="unable-to-contact", **said)
        clocks.close_episode(episode_id=episode.public_id, reason="declined", **said)
