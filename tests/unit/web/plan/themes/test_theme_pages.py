"""The pages of themes, synergies and aids, as plan staff use them without JavaScript."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fairway.base import aids
from fairway.base.models import Job
from fairway.plan.themes import actions, jobs
from fairway.plan.themes.models import Assignment, Synergy, Theme
from tests.factories.plan_efforts import ActivityFactory
from tests.factories.plan_goals import GoalTagFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.factories.plan_themes import SynergyFactory, ThemeFactory
from tests.unit.plan.themes.conftest import NURSES, RECORDS, RIDES, Plan
from tests.unit.plan.themes.conftest import _registered as _registered
from tests.unit.plan.themes.conftest import plan as plan

NOW = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)
SIGN_IN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def browser(staff: Any) -> Client:
    client = Client()
    client.force_login(staff.user, backend=SIGN_IN)
    return client


@pytest.fixture
def her(plan: Plan) -> Client:
    """Plan staff at her browser, with candidates found."""
    for texts in (RIDES, NURSES, RECORDS):
        for text in texts:
            plan.says(text, stakeholder=StakeholderFactory(program=plan.program))
    plan.says("Bees.")
    plan.on()
    actions.suggest_themes(program_id=plan.program.pk, by=plan.staff.actor, at=NOW)
    return browser(plan.staff)


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, route: str, /, *args: Any, status: int = 302, **data: Any) -> str:
    answer = client.post(reverse(route, args=args), data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def test_candidates_are_listed_with_all_counts_and_marked_as_the_machine_s(her: Client) -> None:
    text = page(her, "plan_themes")
    assert text.count("Named by the machine") == 3
    for word in ("Submissions", "Different texts", "Organizations", "Independent sources"):
        assert word in text


def test_a_theme_is_named_reviewed_and_accepted(her: Client) -> None:
    theme = Theme.objects.filter(assignments__passage__text=RIDES[0]).get()
    key = theme.public_id
    text = page(her, "plan_theme", key)
    assert RIDES[0] in text
    assert "% firm" in text
    text = send(her, "plan_theme_state", key, deed="accept", status=409)
    assert "has no name by a person yet. Give it one, then accept it." in text
    send(her, "plan_theme_name", key, name="Getting there", summary="Rides to care.")
    chosen = [row.passage.public_id for row in Assignment.objects.filter(theme=theme)[:2]]
    send(her, "plan_theme_passages", key, passages=chosen, deed="confirm")
    send(her, "plan_theme_passages", key, passages=chosen[:1], deed="remove")
    send(her, "plan_theme_state", key, deed="accept")
    theme.refresh_from_db()
    assert (theme.state, theme.name) == ("accepted", "Getting there")
    assert theme.assignments.filter(removed_at__isnull=False).count() == 1
    text = page(her, "plan_theme", key)
    assert "By the machine, confirmed" in text
    send(her, "plan_theme_state", key, deed="minority")
    assert "Minority views" in page(her, "plan_themes")
    send(her, "plan_theme_state", key, deed="set-aside", reason="", status=409)
    send(her, "plan_theme_state", key, deed="set-aside", reason="too wide")
    send(her, "plan_theme_state", key, deed="reopen")


def test_passages_are_moved_parted_and_put_into_themes(her: Client) -> None:
    theme = Theme.objects.filter(assignments__passage__text=RIDES[0]).get()
    other = Theme.objects.filter(assignments__passage__text=NURSES[0]).get()
    one, two = [row.passage.public_id for row in theme.assignments.all()[:2]]
    where = ("plan_theme_passages", theme.public_id)
    text = send(her, *where, passages=[one], deed="move", status=422)
    assert "Choose the theme in which the passages belong." in text
    assert "Choose at least one passage." in send(her, *where, deed="confirm", status=422)
    send(her, *where, passages=[one], deed="move", to=other.public_id)
    send(her, *where, passages=[two], deed="split", name="", status=422)
    send(her, *where, passages=[two], deed="split", name="Two")
    assert Theme.objects.get(name="Two").assignments.count() == 1
    assert other.assignments.filter(passage__public_id=one).exists()
    text = page(her, "plan_themes_alone")
    assert "1 passage stands in no theme" in text
    bees = text.split('name="passages"')[1].split('value="')[1].split('"')[0]
    send(her, "plan_themes_alone", passages=[bees], deed="assign", to=theme.public_id)
    assert "0 passages stand in no theme" in page(her, "plan_themes_alone")
    send(her, "plan_themes_alone", passages=[bees], deed="assign", status=422)


def test_themes_are_joined_and_parted_again(her: Client) -> None:
    kept, merged = Theme.objects.order_by("pk")[:2]
    where = ("plan_theme_merge", kept.public_id)
    send(her, *where, other=merged.public_id, status=422)
    send(her, *where, other=merged.public_id, reason="one thing")
    done = kept.merges.get()
    assert "became part of this theme: one thing" in page(her, "plan_theme", kept.public_id)
    assert "1 theme set aside" in page(her, "plan_themes")
    send(her, "plan_theme_undo", done.public_id)
    merged.refresh_from_db()
    assert merged.state == "supported"


def test_the_queue_takes_decisions_and_shows_agreement(her: Client) -> None:
    text = page(her, "plan_themes_review")
    assert text.count("Belongs there") == 15
    row = Assignment.objects.order_by("score", "pk").first()
    key = ("plan_theme_passages", row.theme.public_id)
    data = {"passages": [row.passage.public_id], "from": "review"}
    send(her, *key, deed="remove", **data)
    text = page(her, "plan_themes_review")
    assert text.count("Belongs there") == 14
    assert "People agreed with the machine on 0 % of the 1 passage they decided." in text


def test_a_theme_is_made_by_hand_and_needs_a_name(plan: Plan) -> None:
    client = browser(plan.staff)
    assert "There are no themes yet" in page(client, "plan_themes")
    assert "Give the theme a name." in send(client, "plan_themes", name="", status=422)
    send(client, "plan_themes", name="By hand")
    assert "By hand" in page(client, "plan_themes")


def test_the_aid_is_asked_for_and_its_progress_shown(plan: Plan) -> None:
    client = browser(plan.staff)
    assert "is off for program" in send(client, "plan_themes_ask", zoom="fine", status=409)
    plan.on()
    send(client, "plan_themes_ask", zoom="fine")
    job = Job.objects.get()
    assert job.args == {"program_id": plan.program.pk, "zoom": "fine"}
    assert "Waiting to begin" in page(client, "plan_themes_asked", job.public_id)
    Job.objects.update(state="running", done=3, total=6)
    assert "50 %" in page(client, "plan_themes_asked", job.public_id)
    Job.objects.update(state="done", result={"assigned": 1})
    assert "1 new suggestion" in page(client, "plan_themes_asked", job.public_id)
    page(browser(plan.stranger), "plan_themes_asked", job.public_id, status=404)


def test_a_held_theme_asks_for_a_name(plan: Plan) -> None:
    theme = ThemeFactory(program=plan.program, name="", held_at=NOW)
    client = browser(plan.staff)
    assert "(a name is needed)" in page(client, "plan_themes")
    assert "Someone withdrew words" in page(client, "plan_theme", theme.public_id)


class TestSynergies:
    @pytest.fixture
    def synergy(self, plan: Plan) -> Any:
        for letter in "AB":
            side = StakeholderFactory(program=plan.program, name=f"Body of Nowhere {letter}")
            activity = ActivityFactory(
                program=plan.program, stakeholder=side, title=f"oneRide with {letter}"
            )
            GoalTagFactory(activity=activity, code="NCP-5")
        plan.on("synergy-suggestions")
        actions.suggest_synergies(program_id=plan.program.pk, by="staff:1", at=NOW)
        return Synergy.objects.get()

    def test_stk_11_confirmed_introduced_and_followed(self, plan: Plan, synergy: Any) -> None:
        client, key = browser(plan.staff), synergy.public_id
        assert "Body of Nowhere A – Body of Nowhere B" in page(client, "plan_synergies")
        text = page(client, "plan_synergy", key)
        assert "oneRide with A" in text
        assert "oneRide with B" in text
        assert "Words of introduction" not in text
        send(client, "plan_synergy_judge", key, deed="confirm")
        assert "There is no obligation to answer." in page(client, "plan_synergy", key)
        send(client, "plan_synergy_judge", key, deed="introduced")
        text = send(client, "plan_synergy_judge", key, deed="outcome", text="", status=422)
        assert "Say what came of it." in text
        assert "Enter the day." in text
        data = {"deed": "outcome", "text": "A bus runs.", "happened_on": "2026-10-01"}
        send(client, "plan_synergy_judge", key, **data)
        text = page(client, "plan_synergy", key)
        assert "A bus runs." in text
        assert "What became of them" in page(client, "plan_synergies")

    def test_stk_11_rejected_with_a_reason_and_gone(self, plan: Plan, synergy: Any) -> None:
        client, key = browser(plan.staff), synergy.public_id
        send(client, "plan_synergy_judge", key, deed="reject", reason="", status=409)
        send(client, "plan_synergy_judge", key, deed="reject", reason="rivals")
        assert "Nothing to judge" in page(client, "plan_synergies")
        text = send(client, "plan_synergy_judge", key, deed="confirm", status=409)
        assert "Someone was here before you." in text

    def test_the_aid_is_asked_for(self, plan: Plan, synergy: Any) -> None:
        client = browser(plan.staff)
        send(client, "plan_synergies_ask")
        job = Job.objects.get()
        assert jobs.works(lambda: NOW)[job.kind](job) == {"suggested": 0, "known": 1}
        page(client, "plan_themes_asked", job.public_id)


class TestAids:
    def test_every_field_of_every_card_is_shown(self, plan: Plan) -> None:
        text = page(browser(plan.staff), "plan_aids")
        for aid in aids.registered():
            for said in (
                aid.purpose,
                aid.inputs,
                aid.limits,
                aid.not_for,
                aid.fairness,
                aid.method,
            ):
                assert said.en.split(";")[0].split("’")[0].split("'")[0][:60] in text
        assert "Turn on" not in text
        assert text.count("never touched") == 2

    def test_an_administrator_turns_one_on_and_off(self, plan: Plan) -> None:
        client = browser(plan.administrator)
        send(client, "plan_aid_switch", "theme-candidates", on="yes")
        assert aids.is_on("theme-candidates", plan.program.pk)
        assert "Turn off: Theme candidates" in page(client, "plan_aids")
        send(client, "plan_aid_switch", "theme-candidates", on="no")
        assert not aids.is_on("theme-candidates", plan.program.pk)
        send(client, "plan_aid_switch", "unheard-of", on="yes", status=404)
        send(browser(plan.staff), "plan_aid_switch", "theme-candidates", on="yes", status=403)

    def test_uses_and_the_audit_by_group_are_shown(self, plan: Plan, her: Client) -> None:
        text = page(her, "plan_aids")
        assert "15 suggestions" in text
        assert "Kind of organization" in text
        assert "94 %" in text


def test_the_pages_speak_of_nobody_in_their_titles(plan: Plan) -> None:
    theme = ThemeFactory(program=plan.program, name="A made-up name")
    synergy = SynergyFactory(program=plan.program)
    client = browser(plan.staff)
    for name, key in (("plan_theme", theme.public_id), ("plan_synergy", synergy.public_id)):
        title = page(client, name, key).split("<title>")[1].split("</title>")[0]
        assert title.strip().split("\n")[0] in ("Theme", "Synergy")
