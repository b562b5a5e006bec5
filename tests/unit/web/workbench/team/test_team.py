"""Caseloads, and covering for a colleague."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from fairway.base.models import AuditEntry
from fairway.navigation.worklist import actions
from fairway.people.models import Role
from tests.factories.navigation import AlertFactory
from tests.factories.people import StaffFactory
from tests.unit.web.workbench.conftest import NOW


def test_who_carries_what(team: Any) -> None:
    AlertFactory(episode=team.case("Bea Luna", open_alerts=1))
    team.case("Cara Sola", reached_on="2026-03-01")
    text = " ".join(team.as_(team.lead).get("/team/").text.split())
    row = text[text.index("Hers</a>") : text.rindex("Lead</a>")]
    for label, number in (("Open cases", 2), ("Overdue", 2), ("Open alerts", 1), ("Not reached", 1)):  # fmt: skip
        assert f'data-label="{label}">{number}<' in row
    assert "Stranger" not in text
    assert "Keeper" not in text  # an administrator owns no cases


def test_one_who_left_stays_until_her_cases_are_given_away(team: Any) -> None:
    """NAV-14."""
    gone = StaffFactory(program=team.program, name="Gone Away", is_active=False)
    assert "Gone Away" not in team.as_(team.lead).get("/team/").text
    team.case("Bea Luna", owner=gone)
    text = team.as_(team.lead).get("/team/").text
    assert "Gone Away" in text
    assert "give them away" in text


@pytest.mark.parametrize("role", ["navigator", "administrator", "stranger"])
def test_only_leads_of_the_program(team: Any, role: str) -> None:
    client = team.as_(getattr(team, role))
    assert client.get("/team/").status_code == 403
    assert client.get(f"/team/{team.colleague.public_id}/").status_code == 403


def test_another_programs_colleague_is_not_there(team: Any) -> None:
    client = team.as_(team.lead)
    for path in (f"/team/{team.stranger.public_id}/", f"/team/{uuid4()}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/team/{team.stranger.public_id}/give-all/", {}).status_code == 404


def test_take_over_one_case(team: Any) -> None:
    case = team.case("Bea Luna")
    other = team.case("Cara Sola")
    client, address = team.as_(team.lead), f"/team/{team.navigator.public_id}/"
    assert "Take over" in client.get(address).text
    answer = client.post(
        f"{address}take-over/", {"episode": case.public_id, "reason": "absence"}, follow=True
    )
    assert "The case is yours now." in answer.text
    for episode in (case, other):
        episode.refresh_from_db()
    assert (case.owner, other.owner) == (team.lead, team.navigator)
    entry = AuditEntry.objects.get(verb="episode.reassigned")
    assert entry.detail["reason"] == "absence"


def test_take_over_refuses_what_it_cannot_do(team: Any) -> None:
    case = team.case("Bea Luna")
    far = team.case("Far Away", owner=team.stranger)
    client, address = team.as_(team.lead), f"/team/{team.navigator.public_id}/take-over/"
    answer = client.post(address, {"episode": case.public_id, "reason": "nonsense"})
    assert answer.status_code == 409
    assert "Choose from the list" in answer.text
    assert client.post(address, {"episode": far.public_id, "reason": "absence"}).status_code == 404
    assert client.post(address, {"episode": "x", "reason": "absence"}).status_code == 404
    assert client.post(address, {}).status_code in (404, 409)


def test_give_all_to_a_colleague(team: Any) -> None:
    """NAV-14: all open cases, also those with no date."""
    cases = [team.case("Bea Luna"), team.case("Cara Sola", rank_on=None, standing="paused")]
    client, address = team.as_(team.lead), f"/team/{team.navigator.public_id}/"
    assert "Give all 2 open cases" in client.get(address).text
    data = {"all-to": team.colleague.public_id, "all-reason": "departure"}
    answer = client.post(f"{address}give-all/", data, follow=True)
    assert "2 cases changed hands." in answer.text
    for case in cases:
        case.refresh_from_db()
        assert case.owner == team.colleague


def link_in(answer: Any, name: str) -> str:
    """The address behind a word of the page."""
    return unescape(re.search(rf'href="([^"]*)">{name}</a>', answer.text)[1])  # type: ignore[index]


def test_all_given_cases_can_go_back(team: Any) -> None:
    """Undo: what has changed hands since, or was another's to give, stays where it is."""
    cases = [team.case(name) for name in ("Bea Luna", "Cara Sola", "Dora Paz")]
    own = team.case("Eva Sol", owner=team.colleague)
    client = team.as_(team.lead)
    data = {"all-to": team.colleague.public_id, "all-reason": "departure"}
    given = client.post(f"/team/{team.navigator.public_id}/give-all/", data, follow=True)
    address = link_in(given, "Undo")
    assert "Give the cases back" in client.get(address).text
    actions.take_over(episode_id=cases[2].public_id, reason="absence", by=team.lead, at=NOW)
    answer = client.post(address, follow=True)
    assert "2 cases went back." in answer.text
    for case, owner in zip([*cases, own], [team.navigator, team.navigator, team.lead, team.colleague], strict=True):  # fmt: skip
        case.refresh_from_db()
        assert case.owner == owner
    again = client.post(address)
    assert again.status_code == 409
    assert "have changed hands since" in again.text
    assert client.post(address.split("?")[0], {"moved": "nonsense"}).status_code == 404


def test_one_who_left_gets_nothing_back(team: Any) -> None:
    """HUM-1: a case needs an owner who does its work."""
    case = team.case("Bea Luna")
    client = team.as_(team.lead)
    data = {"episode": case.public_id, "reason": "departure"}
    address = link_in(client.post(f"/team/{team.navigator.public_id}/take-over/", data, follow=True), "Undo")  # fmt: skip
    team.navigator.is_active = False
    team.navigator.save()
    assert "Choose an active colleague" in client.post(address).text
    team.navigator.is_active = True
    team.navigator.save()
    assert "is back with the one who had it" in client.post(address, follow=True).text
    case.refresh_from_db()
    assert case.owner == team.navigator
    assert "was not moved by you" in client.post(address).text


@pytest.mark.parametrize("to", ["", "herself", "stranger", "administrator"])
def test_cases_go_only_to_one_who_can_own_them(team: Any, to: str) -> None:
    case = team.case("Bea Luna")
    receiver = {"": "", "herself": team.navigator.public_id}.get(to)
    if receiver is None:
        receiver = getattr(team, to).public_id
    answer = team.as_(team.lead).post(
        f"/team/{team.navigator.public_id}/give-all/",
        {"all-to": receiver, "all-reason": "absence"},
    )
    assert "There is something to correct" in answer.text
    case.refresh_from_db()
    assert case.owner == team.navigator


def test_her_own_cases_need_no_take_over(team: Any) -> None:
    team.case("Bea Luna", owner=team.lead)
    assert "Take over" not in team.as_(team.lead).get(f"/team/{team.lead.public_id}/").text
    empty = team.as_(team.lead).get(f"/team/{team.colleague.public_id}/").text
    assert "No case with a date" in empty


def test_at_most_12_queries(team: Any, at_most_12: Any) -> None:
    team.case("Bea Luna", owner=team.navigator)
    StaffFactory(program=team.program, role=Role.MANAGER)
    at_most_12(team.as_(team.lead), "/team/")
    at_most_12(team.as_(team.lead), f"/team/{team.navigator.public_id}/")
