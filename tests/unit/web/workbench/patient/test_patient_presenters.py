"""The patient page's words: unknown stays unknown, states carry their sentence, the search says what is next."""

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from fairway.navigation.pathways.definitions import pathways, reasons
from fairway.navigation.pathways.rules.alerts import GAP_DAYS
from fairway.navigation.pathways.rules.clocks import ClockState
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.navigation.worklist.queries import behind, explain_case, patient_page
from fairway.navigation.worklist.rules import AttemptState, NextAction
from fairway.people.queries import Header
from fairway.people.queries.header import Helper, Payer, PlaceNow, Reach
from fairway.web.workbench import words
from fairway.web.workbench.patient.presenters.cases import CaseView, search_in_words
from fairway.web.workbench.patient.presenters.explained import ExplainedStep
from fairway.web.workbench.patient.presenters.header import HeaderView
from fairway.web.workbench.patient.presenters.rows import actor, history_lines, visit_lines
from tests.factories.navigation import AlertFactory, DecisionFactory, HandOffFactory, PauseFactory
from tests.unit.web.workbench.patient import story

ON = date(2026, 6, 1)


def header(**known):
    nothing = {
        "patient_id": 1, "public_id": uuid4(), "name": "Ana Ruiz", "birth_date": None, "birth_precision": "",
        "deceased_on": None, "language": "", "language_status": "not-asked", "interpreter": "not-asked",
        "access_needs": "", "safe_to_contact": "", "site": "", "reaches": [], "caregivers": [], "payers": [],
        "place": None, "household": [],
    }  # fmt: skip
    return HeaderView(Header(**(nothing | known)), on=ON)


def reach(call="not-asked", message="not-asked", system="phone"):
    return Reach(
        id=1, system=system, value="813 555 0142", use="", safe_to_call=call, safe_to_leave_message=message, safe_hours=""
    )  # fmt: skip


class TestHeader:
    def test_nothing_known_is_said_so_and_never_filled_in(self):
        view = header()
        assert view.born == "Date of birth not known"
        assert view.language == "Not asked"
        assert view.interpreter == "Interpreter: not asked"
        assert (view.access_needs, view.safe_to_contact) == ("Not asked", "Not asked")
        assert view.coverage == "Not asked"
        assert (view.address, view.area) == ("Not known", "")

    @pytest.mark.parametrize(
        ("status", "said"), [("declined", "Declined to say"), ("unknown", "Unknown"), ("not-asked", "Not asked")]
    )  # fmt: skip
    def test_declined_unknown_and_not_asked_are_three_answers(self, status, said):
        assert header(language_status=status).language == said

    @pytest.mark.parametrize(
        ("born", "precision", "said"),
        [
            (date(1961, 6, 1), "day", "65 years old, born Jun 1, 1961"),
            (date(1961, 6, 2), "day", "64 years old, born Jun 2, 1961"),
            (date(2025, 1, 5), "day", "1 year old, born Jan 5, 2025"),
            (date(1961, 3, 1), "month", "about 65 years old, born March 1961"),
            (date(1961, 1, 1), "year", "about 65 years old, born 1961"),
        ],
    )
    def test_age_as_far_as_it_is_known(self, born, precision, said):
        assert header(birth_date=born, birth_precision=precision).born == said

    def test_after_death_no_age_goes_on(self):
        view = header(
            birth_date=date(1961, 2, 3), birth_precision="day", deceased_on=date(2020, 1, 1)
        )
        assert view.born.startswith("58 years old")
        assert view.died == "Died Jan 1, 2020"

    @pytest.mark.parametrize(
        ("one", "href", "unsafe"),
        [
            (reach("yes", "yes"), "tel:8135550142", False),
            (reach("yes", "no"), "tel:8135550142", True),
            (reach("no", "no"), "", True),
            (reach(), "tel:8135550142", False),
            (reach(system="email"), "mailto:8135550142", False),
            (reach(system="other"), "", False),
        ],
    )
    def test_an_unsafe_number_is_no_link(self, one, href, unsafe):
        """One tap too many can put a person in danger."""
        (line,) = header(reaches=[one]).reaches
        assert (line.href, line.is_unsafe) == (href, unsafe)

    def test_a_caregiver_with_nothing_granted_hears_nothing(self):
        helper = Helper(
            id=1, name="Lucía", relationship="", phone="", language="es", may_discuss=[]
        )
        (line,) = header(caregivers=[helper]).caregivers
        assert (line.who, line.may_discuss) == ("Lucía", "Nothing may be discussed yet")
        assert line.language == "Spanish"

    def test_place_and_payer(self):
        place = PlaceNow(
            address="1 Example Street",
            postal_code="36083",
            county="Macon",
            svi=0.914,
            is_rural=False,
        )
        view = header(place=place, payers=[Payer("other", "Gold"), Payer("medicaid", "")])
        assert view.area == "Macon County, not rural, social vulnerability 0.91 of 1"
        assert view.coverage == "Other insurance (Gold); Medicaid"


class TestWords:
    def test_every_state_has_words(self):
        assert set(words.STATES) == {state.value for state in ClockState}
        assert set(words.TAGS) <= set(words.STATES)

    def test_the_alert_says_the_number_of_the_rule(self):
        assert str(GAP_DAYS) in str(words.ALERTS["nothing-scheduled"])

    def test_every_coded_reason_has_words_in_both_languages(self):
        known, talk = reasons(), contact_reasons()
        for many in (known.pause, known.not_needed, known.waiting, known.closure, known.alert, known.correction,
                     talk.reached, talk.not_reached, talk.hand_off, talk.take_over):  # fmt: skip
            for one in many:
                assert words.reason(one.id) != one.id or one.name.en == one.id

    def test_a_new_code_is_shown_as_it_stands(self):
        assert words.word(words.MODES, "pigeon") == "pigeon"
        assert words.language_name("Qqq-1") == "Qqq-1"
        assert words.fact("nothing-known", "so") == "nothing-known: so"

    def test_in_spanish(self):
        with translation.override("es"):
            assert words.fact("screening-result", "stool-positive").startswith("Resultado")
            assert words.language_name("es-MX") == "Español"
            assert words.day(date(2026, 3, 1), "month") == "marzo 2026"
            assert words.day(None) == ""


class TestSearch:
    @pytest.mark.parametrize(
        ("state", "said"),
        [
            (AttemptState(NextAction.TRY_AGAIN), "Nobody has tried"),
            (AttemptState(NextAction.TRY_AGAIN, 1, 1, ON, not_before=ON), "1 attempt by 1 way since Jun 1, 2026. Try again"),
            (AttemptState(NextAction.TRY_ANOTHER_MODE, 2, 1, ON), "Try another way"),
            (AttemptState(NextAction.SEND_LETTER, 3, 2, ON), "3 attempts by 2 ways since Jun 1, 2026. Send a letter now."),
            (AttemptState(NextAction.WAIT_FOR_ANSWER, 3, 2, ON, letter_on=ON, not_before=ON), "Wait for an answer until"),
            (AttemptState(NextAction.MAY_CLOSE_UNABLE, 3, 2, ON, letter_on=ON), "only a person decides that"),
            (AttemptState(NextAction.REACHED, reached_on=ON), "Reached on Jun 1, 2026."),
        ],
    )  # fmt: skip
    def test_the_attempt_policy_in_words(self, state, said):
        """practice.md 6.2, HUM-6."""
        assert said in search_in_words(state)


@pytest.fixture
def world(db):
    return story.tell()


def cases_of(world):
    page = patient_page(staff=world.navigator, patient_id=world.ana.public_id, on=ON)
    return {
        one.card.pathway: one
        for card in page.episodes
        for one in [CaseView(card, page.events, on=ON)]
    }


class TestCase:
    def test_the_sentence_is_the_clock_engines_own(self, world):
        """What the page says of a step is what `explain` says of it, in both languages."""
        for language in ("en", "es"):
            with translation.override(language):
                for episode, case in [
                    (world.breast, cases_of(world)["breast"]),
                    (world.colon, cases_of(world)["colorectal"]),
                ]:
                    found = explain_case(
                        staff=world.navigator, patient_id=world.ana.public_id, episode_id=episode.public_id, on=ON, language=language
                    )  # fmt: skip
                    full = {f"{one.step.name.in_language(language)}: " for one in found}
                    said = {step.name + ": " for step in [*case.open_steps, *case.done_steps]}
                    assert full == said
                    sentences = {one.sentence.partition(": ")[2].lower() for one in found}
                    shown = {step.sentence.lower() for step in [*case.open_steps, *case.done_steps]}
                    assert shown == sentences

    def test_alerts_and_standing(self, world):
        breast = cases_of(world)["breast"]
        assert [alert.title for alert in breast.alerts] != []
        assert breast.opened == "Opened Feb 9, 2026 by Screening result: BI-RADS 4"
        assert breast.standing == ("quiet", "No deadline")

    def test_pauses_decisions_and_answers_are_listed_with_their_way_back(self, world):
        pause = PauseFactory(episode=world.breast, until_on=date(2026, 2, 3), reason="travel")
        decision = DecisionFactory(episode=world.colon, milestone_key="colonoscopy")
        AlertFactory(
            episode=world.breast, resolution="rebooked", resolution_text="She has a ride.", resolved_by=world.lead, resolved_at=story.AT
        )  # fmt: skip
        HandOffFactory(
            episode=world.breast, state="declined", answer_text="On leave.", answered_by=world.lead, answered_at=story.AT
        )  # fmt: skip
        cases = cases_of(world)
        lines = {line.id: line for case in cases.values() for line in case.lines}
        assert lines[pause.public_id].undo == "undo-pause"
        assert "away or traveling" in lines[pause.public_id].what
        assert lines[decision.public_id].undo == "undo-decision"
        said = [line.what for line in lines.values()]
        assert any("a new date is booked; She has a ride." in one for one in said)
        assert any(": Declined; " in one and one.endswith("On leave.") for one in said)

    def test_an_open_offer_is_said(self, world):
        HandOffFactory(episode=world.colon, offered_to=world.colleague)
        assert cases_of(world)["colorectal"].hand_off.startswith(
            "Rosa Delgado, RN offered this case to Marcus Bell, CHW"
        )

    def test_closed_paused_ready_and_withdrawn(self, world):
        episode = world.colon
        for fields, said in [
            ({"standing": "paused"}, "Paused"),
            ({"standing": "to-close"}, "Nothing left to do: ready to close"),
            ({"closed_on": ON, "closed_at": story.AT, "closed_by": world.lead, "closed_reason": "benign"}, "Closed Jun 1, 2026: resolved: benign"),
        ]:  # fmt: skip
            for name, value in fields.items():
                setattr(episode, name, value)
            episode.save()
            assert cases_of(world)["colorectal"].standing[1].startswith(said)

    def test_a_step_that_its_pathway_has_no_more_keeps_its_name(self, world):
        world.colon.milestones.update(key="gone")
        (step,) = cases_of(world)["colorectal"].open_steps
        assert (step.name, step.sentence) == ("gone", "")


class TestExplained:
    def test_arithmetic_with_a_pause(self, world):
        PauseFactory(
            episode=world.colon, from_on=date(2026, 4, 1), until_on=date(2026, 4, 10), reason="travel"
        )  # fmt: skip
        (step,) = [
            ExplainedStep(one)
            for one in explain_case(
                staff=world.navigator, patient_id=world.ana.public_id, episode_id=world.colon.public_id, on=ON, language="en"
            )
        ]  # fmt: skip
        primary = next(one for one in step.standards if one.is_primary)
        assert primary.arithmetic == [
            "Mar 2, 2026 + 180 days = Aug 29, 2026",
            "+ 10 days of pause, Apr 1, 2026 to Apr 10, 2026 (away or traveling)",
            "= Sep 8, 2026",
        ]
        assert primary.due == "Sep 8, 2026"
        assert primary.url.startswith("https://")
        assert all(one.source and one.checked for one in step.standards)
        assert step.rule.startswith("Rule colorectal.")

    def test_every_pathway_can_be_shown(self):
        for pathway in pathways().values():
            assert words.said(pathway.name)


class TestRows:
    def test_history_names_people_and_the_system(self, world):
        names = {"staff:1": "Rosa"}
        assert actor("staff:1", names) == "Rosa"
        assert actor("staff:9", names) == "staff:9"
        assert actor("system:import", names) == "Import"

    def test_a_reason_follows_the_deed(self, world, monkeypatch):
        from fairway.navigation.worklist import actions

        actions.pause_clock(
            episode_id=world.breast.public_id, reason="travel", from_on=ON, by=world.navigator, at=story.AT, on=ON
        )  # fmt: skip
        found = behind(staff=world.lead, patient_id=world.ana.public_id)
        first = history_lines(found, ZoneInfo("America/New_York"))[0]
        assert (first.what, first.by) == (
            "Paused the clocks: away or traveling",
            "Rosa Delgado, RN",
        )
        assert first.when == "Jun 1, 2026, 12:00 PM"

    def test_a_visits_hour_is_the_programs(self, world):
        page = patient_page(staff=world.navigator, patient_id=world.ana.public_id, on=ON)
        ahead = [
            one
            for one in visit_lines(page.appointments, ZoneInfo("America/New_York"))
            if one.is_ahead
        ]
        assert [one.when for one in ahead] == ["Jun 4, 2026, 10:30 AM"]
