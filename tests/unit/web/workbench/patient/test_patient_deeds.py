"""Everything one may do on the page: it is done, said, and can be taken back; what is wrong stays with its words."""

from datetime import date
from uuid import uuid4

import pytest

from fairway.web.workbench.patient.context import SAID
from fairway.web.workbench.patient.deeds import ABOUT, DEEDS
from tests.factories.navigation import HandOffFactory, PauseFactory
from tests.unit.web.workbench.patient import story

ON = story.ON.isoformat()


@pytest.fixture
def do(world, as_):
    """Send a deed's form as someone, and follow to the page."""

    def send(deed, about="", who="navigator", **said):
        address = f"/patients/{world.ana.public_id}/do/{deed}/" + (f"{about}/" if about else "")
        return as_(who).post(address, said, follow=True)

    return send


def open_step(episode):
    milestone = episode.milestones.filter(met_on__isnull=True, not_needed_on__isnull=True).first()
    return f"{episode.public_id}:{milestone.key}:{milestone.occasion}"


def at_section(answer, section):
    return answer.redirect_chain[-1][0].endswith(f"#{section}")


def errors(answer):
    assert answer.status_code == 200
    assert not answer.redirect_chain
    return answer.context["form"].errors


class TestTable:
    def test_every_deed_with_something_to_be_about_says_what(self):
        assert set(SAID) <= set(ABOUT) <= set(DEEDS)
        assert {deed.undo for deed in DEEDS.values() if deed.undo} <= set(DEEDS)

    @pytest.mark.parametrize("deed", sorted(ABOUT))
    def test_about_nothing_of_this_page_is_not_there(self, world, hers, deed):
        for about in ("", f"{uuid4()}/", "x:y:z/", "999999/"):
            address = f"/patients/{world.ana.public_id}/do/{deed}/{about}"
            assert hers.get(address).status_code in (403, 404), address

    def test_no_such_deed(self, world, hers):
        assert hers.get(f"/patients/{world.ana.public_id}/do/fly/").status_code == 404

    @pytest.mark.parametrize("deed", sorted(set(DEEDS) - set(ABOUT)))
    def test_every_form_about_the_person_opens(self, world, hers, deed):
        assert hers.get(f"/patients/{world.ana.public_id}/do/{deed}/").status_code == 200

    def test_a_strangers_post_changes_nothing(self, world, do):
        answer = do("note", who="stranger", text="I was here.")
        assert answer.status_code == 404
        assert not world.ana.notes.filter(text="I was here.").exists()


class TestAlerts:
    def test_closes_with_how_and_words(self, world, do):
        alert = world.breast.alerts.first()
        answer = do(
            "resolve",
            alert.public_id,
            resolution="rebooked",
            text="Booked for Friday, ride arranged.",
        )
        assert at_section(answer, "alerts")
        alert.refresh_from_db()
        assert (alert.resolution, alert.resolved_by) == ("rebooked", world.navigator)

    @pytest.mark.parametrize(
        "said",
        [{}, {"resolution": "rebooked"}, {"text": "words"}, {"resolution": "magic", "text": "x"}],
    )
    def test_never_without(self, world, do, said):
        """ACCURE: forced resolution."""
        alert = world.breast.alerts.first()
        assert errors(do("resolve", alert.public_id, **said))
        alert.refresh_from_db()
        assert alert.resolved_at is None

    def test_twice_is_said_beside_the_form_with_what_was_entered(self, world, do):
        alert = world.breast.alerts.first()
        do("resolve", alert.public_id, resolution="rebooked", text="First.")
        answer = do("resolve", alert.public_id, resolution="rebooked", text="Second.")
        assert "resolved by someone else" in str(errors(answer))
        assert "Second." in answer.text


class TestClocks:
    def test_pause_resume_and_take_back(self, world, do):
        answer = do("pause", world.colon.public_id, reason="travel", from_on=ON)
        pause = world.colon.pauses.get()
        assert f"/do/undo-pause/{pause.public_id}/" in answer.text  # the message's own way back
        assert "Resume the clocks" in answer.text
        do("resume", world.colon.public_id, last_day="2026-06-03")
        pause.refresh_from_db()
        assert pause.until_on == date(2026, 6, 3)
        do("undo-pause", pause.public_id)
        pause.refresh_from_db()
        assert pause.undone_by == world.navigator

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"reason": "travel", "from_on": ON, "until_on": "2026-05-31"}, "until_on"),
            ({"reason": "other", "from_on": ON}, "text"),
            ({"reason": "travel"}, "from_on"),
            ({"reason": "", "from_on": ON}, "reason"),
        ],
    )
    def test_a_pause_that_cannot_be(self, world, do, said, field):
        assert field in errors(do("pause", world.colon.public_id, **said))
        assert not world.colon.pauses.exists()

    def test_resume_before_the_pause_began(self, world, do):
        PauseFactory(episode=world.colon, from_on=date(2026, 5, 20))
        assert "last_day" in errors(do("resume", world.colon.public_id, last_day="2026-05-19"))

    def test_waiting_and_not_needed_and_back(self, world, do):
        about = open_step(world.colon)
        do("waiting", about, reason="payer", decided_on=ON)
        waiting = world.colon.decisions.get()
        assert (waiting.kind, waiting.reason) == ("waiting", "payer")
        do("undo-decision", waiting.public_id)
        waiting.refresh_from_db()
        assert waiting.undone_at is not None
        do("not-needed", about, reason="done-elsewhere", text="At Mercy, in May.", decided_on=ON)
        assert world.colon.milestones.get(key=about.split(":")[1]).not_needed_on == story.ON

    @pytest.mark.parametrize(
        ("decided_on", "is_wrong"), [("2026-06-01", False), ("2026-06-02", True)]
    )
    def test_a_decision_of_tomorrow(self, world, do, decided_on, is_wrong):
        answer = do("waiting", open_step(world.colon), reason="payer", decided_on=decided_on)
        assert bool(world.colon.decisions.exists()) is not is_wrong
        if is_wrong:
            assert "decided_on" in errors(answer)

    def test_close_and_open_again(self, world, do):
        do("close", world.colon.public_id, reason="benign", closed_on=ON)
        world.colon.refresh_from_db()
        assert world.colon.closed_by == world.navigator
        answer = do("reopen", world.colon.public_id, why="A polyp was found after all.")
        world.colon.refresh_from_db()
        assert world.colon.closed_on is None
        assert "The case is open again." in answer.text

    def test_not_over_an_open_alert(self, world, do):
        answer = do("close", world.breast.public_id, reason="moved", closed_on=ON)
        assert "open alert" in str(errors(answer))


class TestHandOff:
    def test_offered_and_accepted(self, world, do):
        do(
            "hand-off",
            world.colon.public_id,
            to_staff_id=world.colleague.public_id,
            reason="leave",
            summary="Prep talk.",
        )
        offer = world.colon.hand_offs.get()
        world.colon.refresh_from_db()
        assert world.colon.owner == world.navigator  # until it is accepted (NAV-8)
        page = do("accept", offer.public_id, who="colleague")
        world.colon.refresh_from_db()
        assert world.colon.owner == world.colleague
        assert "The case is yours now." in page.text

    def test_offered_and_declined_or_withdrawn(self, world, do):
        for deed, who, said in [
            ("decline", "colleague", {"why": "On leave."}),
            ("withdraw", "navigator", {}),
        ]:
            offer = HandOffFactory(episode=world.colon, offered_to=world.colleague)
            do(deed, offer.public_id, who=who, **said)
            offer.refresh_from_db()
            assert offer.answered_at is not None

    def test_only_to_colleagues_who_own_cases(self, world, hers):
        page = hers.get(f"/patients/{world.ana.public_id}/do/hand-off/{world.colon.public_id}/")
        names = [label for _, label in page.context["form"].fields["to_staff_id"].choices]
        assert names == ["Choose", "Lena Okafor, Lead", "Marcus Bell, CHW, Navigator"]

    @pytest.mark.parametrize(("who", "status"), [("lead", 200), ("colleague", 403)])
    def test_a_lead_takes_over(self, world, do, who, status):
        assert (
            do("take-over", world.colon.public_id, who=who, reason="absence").status_code == status
        )
        world.colon.refresh_from_db()
        assert (world.colon.owner == world.lead) is (who == "lead")


class TestFacts:
    def fact(self, **said):
        return {"cancer": "breast", "occurred_on": ON, "precision": "day", **said}

    @pytest.mark.parametrize(
        ("precision", "entered", "kept"),
        [
            ("day", "2026-04-17", date(2026, 4, 17)),
            ("month", "2026-04-17", date(2026, 4, 1)),
            ("year", "2026-04-17", date(2026, 1, 1)),
            (
                "month",
                "2026-06-30",
                date(2026, 6, 1),
            ),  # later this month, but only the month is known
        ],
    )
    def test_recorded_as_far_as_the_day_is_known(self, world, do, precision, entered, kept):
        answer = do(
            "record",
            "imaging",
            **self.fact(value="birads-2", occurred_on=entered, precision=precision),
        )
        event = world.ana.events.get(value="birads-2")
        assert (event.occurred_on, event.precision, event.recorded_by) == (
            kept,
            precision,
            world.navigator,
        )
        assert f"/do/retract/{event.public_id}/" in answer.text

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"occurred_on": "2026-06-02"}, "occurred_on"),
            ({"value": "malignant"}, "value"),
            ({"cancer": "liver"}, "cancer"),
            ({"occurred_on": "2026-02-30"}, "occurred_on"),
            ({"precision": ""}, "precision"),
        ],
    )
    def test_what_cannot_have_happened_so(self, world, do, said, field):
        assert field in errors(do("record", "imaging", **self.fact(**said)))

    def test_a_kind_without_results_asks_for_none(self, world, do):
        do("record", "told", **self.fact())
        assert world.ana.events.filter(kind="told", value="").exists()

    def test_corrected_and_taken_back(self, world, do):
        event = world.ana.events.get(kind="biopsy")
        do("correct", event.public_id, reason="wrong-date", **self.fact(occurred_on="2026-03-18"))
        event.refresh_from_db()
        newer = world.ana.events.get(kind="biopsy", is_current=True)
        assert (event.is_current, newer.occurred_on) == (False, date(2026, 3, 18))
        page = do("retract", newer.public_id, reason="did-not-happen")
        assert world.ana.events.filter(kind="biopsy", is_current=True, is_retraction=True).exists()
        assert "Taken back" in page.text

    def test_the_correction_begins_with_what_stands(self, world, hers):
        event = world.ana.events.get(kind="imaging")
        page = hers.get(f"/patients/{world.ana.public_id}/do/correct/{event.public_id}/")
        first = {
            name: page.context["form"][name].initial for name in ("value", "occurred_on", "cancer")
        }
        assert first == {"value": "birads-4b", "occurred_on": date(2026, 2, 27), "cancer": "breast"}


class TestRisk:
    def send(self, world, client, **said):
        return client.post(
            f"/patients/{world.ana.public_id}/risk/", {"occurred_on": ON, **said}, follow=True
        )

    @pytest.mark.parametrize(
        ("immediate", "five_year", "said"),
        [
            ("4.0", "", "colposcopy"),
            ("3.99", "0.55", "return in 1 year"),
            ("3.99", "0.54", "return in 3 years"),
            ("60", "", "treatment preferred"),
        ],
    )
    def test_worked_out_before_it_is_recorded(self, world, hers, immediate, five_year, said):
        """practice.md 5.3. Nothing is written by working it out."""
        answer = self.send(world, hers, immediate=immediate, five_year=five_year)
        assert said in answer.context["result"]
        assert not world.ana.events.filter(cancer="cervical").exists()

    def test_recorded_with_its_figures(self, world, hers):
        self.send(world, hers, immediate="4.2", five_year="", record="")
        event = world.ana.events.get(cancer="cervical")
        assert (event.kind, event.value) == ("screening-result", "risk-colposcopy")
        assert event.note == "CIN3+: immediate 4.2 % (ASCCP 2019)"
        assert world.ana.episodes.filter(pathway="cervical").exists()

    @pytest.mark.parametrize(
        "said", [{"immediate": "3"}, {"immediate": "101"}, {"immediate": "-1"}, {"immediate": ""}]
    )
    def test_a_missing_or_impossible_risk(self, world, hers, said):
        answer = self.send(world, hers, five_year="", record="", **said)
        assert answer.context["form"].errors
        assert not world.ana.events.filter(cancer="cervical").exists()


class TestVisits:
    def test_booked_at_the_programs_hour(self, world, do):
        do(
            "book",
            day="2026-06-10",
            time="09:15",
            kind="treatment",
            cancer="breast",
            place_text="Room 2",
        )
        visit = world.ana.appointments.get(place_text="Room 2")
        assert visit.starts_at.isoformat() == "2026-06-10T13:15:00+00:00"
        assert visit.is_treatment

    @pytest.mark.parametrize("said", [{"time": "25:00"}, {"day": ""}, {"kind": "party"}])
    def test_a_booking_that_cannot_be(self, world, do, said):
        assert errors(
            do("book", **({"day": "2026-06-10", "time": "09:15", "kind": "visit"} | said))
        )

    @pytest.mark.parametrize("status", ["fulfilled", "noshow", "cancelled", "entered-in-error"])
    def test_what_became_of_it(self, world, do, status):
        visit = world.ana.appointments.get(kind="colonoscopy")
        assert at_section(do("visit", visit.public_id, status=status), "visits")
        visit.refresh_from_db()
        assert visit.status == status


class TestContacts:
    def attempt(self, world, **said):
        return {
            "episode_id": world.breast.public_id, "mode": "phone", "outcome": "reached", "reason": "next-step",
            "contact_with": "patient", "attempted_on": ON, "interpreter_used": "yes", "language": "es", **said,
        }  # fmt: skip

    def test_logged_and_taken_back(self, world, do):
        answer = do("contact", **self.attempt(world, next_contact_on="2026-06-08"))
        logged = world.breast.contact_attempts.get(reason="next-step")
        assert (logged.interpreter_used, logged.next_contact_on) == (True, date(2026, 6, 8))
        assert f"/do/undo-contact/{logged.public_id}/" in answer.text
        do("undo-contact", logged.public_id)
        logged.refresh_from_db()
        assert logged.undone_by == world.navigator

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"reason": "voice-mail"}, "reason"),
            ({"outcome": "no-answer"}, "reason"),
            ({"reason": ""}, "reason"),
            ({"outcome": ""}, "outcome"),
            ({"attempted_on": "2026-06-02"}, "attempted_on"),
            ({"episode_id": str(uuid4())}, "episode_id"),
        ],
    )
    def test_a_reason_is_mandatory_and_fits_the_outcome(self, world, do, said, field):
        assert field in errors(do("contact", **self.attempt(world, **said)))

    def test_nobody_said_is_not_no(self, world, do):
        do("contact", **self.attempt(world, interpreter_used=""))
        assert world.breast.contact_attempts.get(reason="next-step").interpreter_used is None


class TestNotes:
    LABEL = "She is a frequent flyer."

    def test_written_and_amended(self, world, do):
        do("note", text="Call after nine.")
        note = world.ana.notes.get(text="Call after nine.")
        page = do("amend", note.public_id, text="Call after ten.")
        assert world.ana.notes.get(text="Call after ten.").amends == note
        assert "Call after nine." in page.text  # the old version stays, folded away

    def test_a_label_is_pointed_out_once_and_can_be_kept(self, world, do):
        """HUM-5: its writer is told; the note is hers."""
        answer = do("note", text=self.LABEL)
        assert "frequent flyer" in str(errors(answer)["text"])
        assert self.LABEL in answer.text
        assert not world.ana.notes.filter(text=self.LABEL).exists()
        do("note", text=self.LABEL, keep="on")
        assert world.ana.notes.filter(text=self.LABEL).exists()

    def test_an_empty_note(self, world, do):
        assert "Write what the team should know" in str(errors(do("note", text="  "))["text"])


class TestPerson:
    @pytest.mark.parametrize(
        ("entered", "language", "status"), [("ht", "ht", "known"), ("declined", "", "declined"), ("not-asked", "es", "known")]
    )  # fmt: skip
    def test_language(self, world, do, entered, language, status):
        """A person's own word outranks the record; not asked is no word and changes nothing."""
        do("language", language=entered)
        page = do("note", text="x")
        header = page.context["header"]._header
        assert (header.language, header.language_status) == (language, status)

    @pytest.mark.parametrize("word", ["needed", "not-needed", "declined", "unknown"])
    def test_interpreter(self, world, do, word):
        do("interpreter", interpreter=word)
        world.ana.refresh_from_db()
        assert world.ana.interpreter == word

    def test_access(self, world, do):
        do("access", access_needs="Quiet room", safe_to_contact="Only by letter")
        world.ana.refresh_from_db()
        assert (world.ana.access_needs, world.ana.safe_to_contact) == (
            "Quiet room",
            "Only by letter",
        )

    def test_numbers_and_what_is_safe(self, world, do):
        do(
            "reach",
            system="phone",
            value="813-555-0190",
            safe_to_call="yes",
            safe_to_leave_message="no",
        )
        point = world.ana.contact_points.get(value="813-555-0190")
        assert (point.safe_to_call, point.safe_to_leave_message) == ("yes", "no")
        do("reach-rules", point.pk, safe_to_call="no", safe_to_leave_message="no", safe_hours="")
        point.refresh_from_db()
        assert point.safe_to_call == "no"

    def test_a_caregiver_comes_and_goes(self, world, do):
        do("caregiver", name="Pedro Ruiz", may_discuss=["results"], granted_on=ON)
        caregiver = world.ana.caregivers.get(name="Pedro Ruiz")
        assert caregiver.may_discuss == ["results"]
        page = do("revoke", caregiver.pk)
        assert "Pedro Ruiz" not in page.text

    def test_a_caregiver_of_someone_else_is_out_of_reach(self, world, do, as_):
        from tests.factories.people import CaregiverFactory

        other = CaregiverFactory()
        assert do("revoke", other.pk).status_code == 404

    def test_which_birth_date_holds_is_a_persons_choice(self, world, do):
        do("birth-date", birth_date="1971-02-03")
        world.ana.refresh_from_db()
        assert world.ana.birth_date.isoformat() == "1971-02-03"
        refused = do("birth-date", birth_date="2150-02-03")
        world.ana.refresh_from_db()
        assert refused.status_code == 200
        assert world.ana.birth_date.isoformat() == "1971-02-03"
