"""The other lists and the answers to hand-offs."""

from datetime import timedelta
from typing import Any

import pytest

from fairway.navigation.models import HandOff
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.worklist.queries import Listing, worklist
from tests.factories.navigation import AppointmentFactory, HandOffFactory
from tests.unit.web.workbench.conftest import TODAY

SOON = {"due_on": TODAY + timedelta(days=9), "warn_on": TODAY - timedelta(days=5)}


@pytest.mark.parametrize(
    ("listing", "fields", "heading", "says"),
    [
        ("not-reached", {}, "Not reached", "2 days late"),
        ("no-deadline", {"standing": "no-deadline", "due_on": None, "rank_on": None}, "No deadline", "No deadline"),
        ("paused", {"standing": "paused", "due_on": None, "rank_on": None}, "Paused", "Paused"),
        ("to-close", {"standing": "to-close", "due_on": None, "rank_on": None}, "Ready to close", "Close the case with its reason"),
        ("waiting", {"dates": {"waiting_since": TODAY, "waiting_for": "payer"} | SOON, "due_on": SOON["due_on"]}, "Waiting", "for insurance approval since Mar 2, 2026"),
        ("watchful", {"step": "follow-up-6-months"}, "Watchful follow-up", ""),
    ],
)  # fmt: skip
def test_each_list(team: Any, listing: str, fields: dict, heading: str, says: str) -> None:
    if listing == "watchful":
        fields = {"step": next(s.key for s in pathways()["breast"].steps if s.is_follow_up)}
        says = "Overdue"
    case = team.case("Bea Luna", **fields)
    if listing == "to-close":
        case.lead = None
        case.save()
    team.case("Far Away", owner=team.stranger, **fields)
    text = team.as_(team.navigator).get(f"/lists/{listing}/").text
    assert f"<h1>{heading}</h1>" in text
    assert ("Bea Luna" in text, "Far Away" in text) == (True, False)
    assert says in text
    empty = team.as_(team.colleague).get(f"/lists/{listing}/").text
    assert "Bea Luna" not in empty
    assert "See the whole program" in empty


def test_watchful_follow_up_has_its_own_words(team: Any) -> None:
    """practice.md 5.5, HUM-5: scheduled, coming due, long overdue; late stays late whatever is booked."""
    key = next(s.key for s in pathways()["breast"].steps if s.is_follow_up)
    soon = team.case("Due Soon", step=key, dates=SOON, due_on=SOON["due_on"])
    late = team.case("Long Late", step=key, dates={"long_overdue_on": TODAY - timedelta(days=1)})
    client = team.as_(team.navigator)
    assert "Coming due" in client.get("/lists/watchful/").text
    AppointmentFactory(patient=soon.patient)
    AppointmentFactory(patient=late.patient)
    text = client.get("/lists/watchful/").text
    assert "Scheduled" in text
    assert "Coming due" not in text
    assert "Long overdue" in text


def test_watchful_follow_up_is_ordered_by_urgency(team: Any) -> None:
    """The worklist's order whatever the day of opening; what has no day stands last, and pages meet without a gap."""
    key = next(s.key for s in pathways()["breast"].steps if s.is_follow_up)
    days = {"Third": 30, "First": -200, "Second": 3}
    for name, days_ahead in days.items():
        due = TODAY + timedelta(days=days_ahead)
        team.case(name, step=key, dates={"due_on": due}, due_on=due, rank_on=due)
    team.case("Undated", step=key, dates={"due_on": None}, due_on=None, rank_on=None, standing="no-deadline")  # fmt: skip
    text = team.as_(team.navigator).get("/lists/watchful/").text
    order = [text.index(name) for name in ("First", "Second", "Third", "Undated")]
    assert order == sorted(order)
    seen, after = [], ""
    for _ in range(5):
        page = worklist(
            staff=team.navigator, on=TODAY, listing=Listing.WATCHFUL, after=after, size=1
        )
        seen += [line.name for line in page.lines]
        after = page.next_cursor or ""
        if not after:
            break
    assert seen == ["First", "Second", "Third", "Undated"]


def test_coverage_of_not_reached(team: Any) -> None:
    """NAV-5: reached of eligible."""
    team.case("Bea Luna")
    team.case("Cara Sola", reached_on=TODAY)
    text = team.as_(team.navigator).get("/lists/").text
    assert "Reached: 1 of 2 people (50%)." in text
    assert "Cara Sola" not in text


def test_no_such_list(team: Any) -> None:
    client = team.as_(team.navigator)
    assert client.get("/lists/worklist/").status_code == 404
    assert client.get("/lists/nonsense/").status_code == 404


def test_at_most_12_queries(team: Any, at_most_12: Any) -> None:
    HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    for path in ("/lists/", "/lists/watchful/", "/lists/hand-offs/"):
        at_most_12(team.as_(team.navigator), path)


# --- hand-offs


def test_the_one_asked_accepts(team: Any) -> None:
    """NAV-8: it changes hands only now."""
    offer = HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    client = team.as_(team.colleague)
    page = client.get("/lists/hand-offs/").text
    assert "Offered to you" in page
    assert "needs a ride" in page
    assert '1<span class="fw-sr-only">waiting for an answer' in page  # the menu counts it
    answer = client.post(f"/hand-offs/{offer.public_id}/accept/", follow=True)
    assert "The case is yours now." in answer.text
    offer.episode.refresh_from_db()
    assert offer.episode.owner == team.colleague


def test_declining_needs_why_and_keeps_what_was_typed(team: Any) -> None:
    offer = HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    client = team.as_(team.colleague)
    answer = client.post(f"/hand-offs/{offer.public_id}/decline/", {"why": " "})
    assert answer.status_code == 409
    assert "Write why" in answer.text
    answer = client.post(f"/hand-offs/{offer.public_id}/decline/", {"why": "On leave"}, follow=True)
    assert "You declined" in answer.text
    assert "No hand-off waits" in answer.text


def test_the_owner_withdraws(team: Any) -> None:
    offer = HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    client = team.as_(team.navigator)
    assert "Waiting for a colleague" in client.get("/lists/hand-offs/").text
    client.post(f"/hand-offs/{offer.public_id}/withdraw/")
    offer.refresh_from_db()
    assert offer.state == HandOff.State.WITHDRAWN


def test_an_answer_that_came_too_late_is_said(team: Any) -> None:
    offer = HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    team.as_(team.navigator).post(f"/hand-offs/{offer.public_id}/withdraw/")
    answer = team.as_(team.colleague).post(f"/hand-offs/{offer.public_id}/accept/")
    assert answer.status_code == 409
    assert str(offer.public_id) in answer.text


@pytest.mark.parametrize("deed", ["accept", "decline", "withdraw"])
def test_someone_elses_hand_off(team: Any, deed: str) -> None:
    """A stranger is told nothing; a colleague who was not asked is refused."""
    offer = HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.lead)
    address = f"/hand-offs/{offer.public_id}/{deed}/"
    assert team.as_(team.stranger).post(address, {"why": "x"}).status_code == 404
    assert team.as_(team.colleague).post(address, {"why": "x"}).status_code == 409
    assert team.as_(team.colleague).get(address).status_code == 405
    offer.refresh_from_db()
    assert offer.state == HandOff.State.OFFERED
