"""Synergies: found with evidence of both, judged by a person, never shown again once rejected (STK-11)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from fairway.base import aids
from fairway.people.queries import NotVisible
from fairway.plan.stakeholders.actions import merge
from fairway.plan.themes import actions, jobs, queries
from fairway.plan.themes.actions.synergies import NotNow, NotTwo, SayWhy
from fairway.plan.themes.definitions import matters
from fairway.plan.themes.models import Synergy, SynergyEvidence
from fairway.plan.themes.rules.synergies import (
    MOST_PER_STAKEHOLDER,
    Statement,
    Suggestion,
    Words,
    suggest,
)
from tests.factories.plan_efforts import ActivityFactory
from tests.factories.plan_goals import GoalTagFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.unit.plan.themes.conftest import AT, Plan

MATTERS = {one.id: Words(one.words) for one in matters().matters}
ASKS = Words(matters().asks)


def found(*statements: Statement, **more: Any) -> list[Suggestion]:
    return suggest(statements, matters=MATTERS, asks=ASKS, **more)


def said(stakeholder: int, text: str, goals: str = "", **more: Any) -> Statement:
    return Statement(stakeholder, text, frozenset(goals.split()), **more)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (said(1, "Prior authorization is a barrier."), said(2, "Prior-authorization is a burden."), "same-barrier"),
        (said(1, "We lack rides."), said(2, "We pay for transportation.", asks=False), "complementary"),
        (said(1, "We train navigators.", "NCP-5"), said(2, "Our navigators grow.", "NCP-5 NCP-8"), "same-goal"),
        (said(1, "We train navigators.", "NCP-5"), said(2, "Our navigators grow.", "NCP-8"), ""),
        (said(1, "We pay for rides.", places=frozenset({"x"})), said(2, "Rides for all.", places=frozenset({"x"})), "same-place"),
        (said(1, "Faltan viajes."), said(2, "Ofrecemos transporte.", asks=False), "complementary"),
        (said(1, "Registries."), said(2, "Rides."), ""),
        (said(1, "Prior authorization is a barrier."), said(1, "Prior authorization, again a barrier."), ""),
    ],
)  # fmt: skip
def test_kinds(one: Statement, other: Statement, kind: str) -> None:
    assert [(pair.left, pair.right, pair.kind) for pair in found(one, other)] == (
        [(1, 2, kind)] if kind else []
    )


def test_a_named_work_joins_those_few_who_share_it_and_no_name_of_theirs_does() -> None:
    pair = [said(1, "We founded mCODE.", "NCP-7"), said(2, "mCODE is ours too.", "NCP-7")]
    assert [(one.topic, one.kind) for one in found(*pair)] == [("mcode", "same-goal")]
    assert found(*pair, names=frozenset({"mcode"})) == []
    many = [said(n, "We use mCODE.", "NCP-7") for n in range(1, 6)]
    assert "mcode" in {one.topic for one in found(*many[:4])}
    assert found(*many) == []


def test_what_was_shown_before_is_not_found_again() -> None:
    pair = [said(1, "We lack rides."), said(2, "We lack rides.")]
    (one,) = found(*pair)
    assert found(*pair, known=frozenset({(one.left, one.right, one.topic)})) == []


def test_no_one_takes_all_the_places_and_the_rarer_matter_comes_first() -> None:
    common = [said(n, "We lack rides.") for n in range(1, 31)]
    pairs = found(*common, said(1, "Broadband is lacking."), said(2, "We lack broadband."))
    assert (pairs[0].topic, pairs[0].left, pairs[0].right) == ("digital-access", 1, 2)
    times = [sum(n in (one.left, one.right) for one in pairs) for n in range(1, 31)]
    assert max(times) == MOST_PER_STAKEHOLDER


def world(plan: Plan) -> tuple[Any, Any]:
    """Two invented bodies with an activity each on the same named work."""
    sides = [StakeholderFactory(program=plan.program, name=f"Body of Nowhere {n}") for n in "AB"]
    for side in sides:
        activity = ActivityFactory(
            program=plan.program, stakeholder=side, title="We build oneRide together"
        )
        GoalTagFactory(activity=activity, code="NCP-5")
    return sides[0], sides[1]


def run(plan: Plan) -> Any:
    return actions.suggest_synergies(program_id=plan.program.pk, by="staff:1", at=AT)


class TestTheAid:
    def test_off_it_suggests_nothing(self, plan: Plan) -> None:
        world(plan)
        with pytest.raises(aids.AidIsOff):
            run(plan)
        with pytest.raises(aids.AidIsOff):
            actions.ask_for_synergies(by=plan.staff, at=AT)

    def test_stk_11_a_pair_is_found_with_evidence_of_both(self, plan: Plan) -> None:
        left, right = world(plan)
        plan.on("synergy-suggestions")
        job = actions.ask_for_synergies(by=plan.staff, at=AT)
        assert jobs.works(lambda: AT)["synergy-suggestions"](job) == {"suggested": 1, "known": 0}
        (synergy,) = queries.synergies(plan.staff)
        page = queries.synergy_page(plan.staff, synergy.public_id)
        assert (synergy.topic, synergy.kind, synergy.state) == ("oneride", "same-goal", "suggested")
        assert {page.left.stakeholder, page.right.stakeholder} == {left, right}
        assert len(page.left.evidence) == len(page.right.evidence) == 1
        assert page.left.evidence[0].activity.stakeholder == left

    def test_stk_11_rejected_is_never_shown_again(self, plan: Plan) -> None:
        world(plan)
        plan.on("synergy-suggestions")
        run(plan)
        (synergy,) = queries.synergies(plan.staff)
        actions.reject_synergy(synergy_id=synergy.public_id, reason="rivals", by=plan.staff, at=AT)
        assert queries.synergies(plan.staff) == []
        assert run(plan).result == {"suggested": 0, "known": 1}
        assert Synergy.objects.count() == 1
        assert queries.confirmed_share(plan.staff) == (0, 1)
        with pytest.raises(NotNow):
            actions.confirm_synergy(synergy_id=synergy.public_id, by=plan.staff, at=AT)

    def test_persons_are_never_paired(self, plan: Plan) -> None:
        left, _ = world(plan)
        left.kind = "person"
        left.save()
        plan.on("synergy-suggestions")
        assert run(plan).result["suggested"] == 0


class TestByPeople:
    @pytest.fixture
    def synergy(self, plan: Plan) -> Any:
        world(plan)
        plan.on("synergy-suggestions")
        run(plan)
        return queries.synergies(plan.staff)[0]

    def test_stk_11_confirmed_introduced_outcome_tracked(self, plan: Plan, synergy: Any) -> None:
        key, who = synergy.public_id, {"by": plan.staff, "at": AT}
        with pytest.raises(NotNow):
            actions.record_introduction(synergy_id=key, **who)
        actions.confirm_synergy(synergy_id=key, **who)
        actions.record_introduction(synergy_id=key, happened_on=date(2026, 9, 11), **who)
        with pytest.raises(SayWhy):
            actions.record_outcome(synergy_id=key, text="They met.", happened_on=None, **who)
        actions.record_outcome(
            synergy_id=key, text="They met.", happened_on=date(2026, 10, 1), **who
        )
        actions.record_outcome(
            synergy_id=key, text="A shared bus runs.", happened_on=date(2027, 1, 1), **who
        )
        steps = queries.synergy_page(plan.staff, key).steps
        assert [one.state for one in steps] == [
            "suggested", "confirmed", "introduced", "outcome-recorded", "outcome-recorded",
        ]  # fmt: skip
        assert steps[-1].happened_on == date(2027, 1, 1)

    def test_the_introduction_is_words_to_copy_and_nothing_is_sent(
        self, plan: Plan, synergy: Any
    ) -> None:
        page = queries.synergy_page(plan.staff, synergy.public_id)
        text = queries.introduction(page)
        assert "Body of Nowhere A" in text
        assert "Body of Nowhere B" in text
        assert "We build oneRide together" in text
        assert "No hay obligación" in queries.introduction(page, language="es")
        assert mail.outbox == []

    def test_a_rejection_says_why(self, plan: Plan, synergy: Any) -> None:
        with pytest.raises(SayWhy):
            actions.reject_synergy(synergy_id=synergy.public_id, reason=" ", by=plan.staff, at=AT)

    def test_strangers_find_nothing(self, plan: Plan, synergy: Any) -> None:
        for who, key in ((plan.stranger, synergy.public_id), (plan.staff, uuid4())):
            with pytest.raises(NotVisible):
                actions.confirm_synergy(synergy_id=key, by=who, at=AT)
            with pytest.raises(NotVisible):
                queries.synergy_page(who, key)
        assert queries.synergies(plan.stranger) == []


class TestStated:
    def test_a_stated_synergy_keeps_its_source_and_waits_for_a_person(self, plan: Plan) -> None:
        left, right = (StakeholderFactory(program=plan.program) for _ in range(2))
        passage = plan.says("Both use it.")
        fields = {
            "program": plan.program,
            "topic": "oneRide",
            "source": "Example minutes",
            "source_page": "4",
            "by": "system:load",
            "at": AT,
        }
        one = actions.record_stated_synergy(one=right, other=left, passages=[passage], **fields)
        again = actions.record_stated_synergy(one=left, other=right, **fields)
        assert one == again
        assert (one.left, one.right, one.kind, one.state) == (left, right, "stated", "suggested")
        assert (one.source, one.source_page) == ("Example minutes", "4")
        assert SynergyEvidence.objects.get(synergy=one).passage == passage
        assert one.steps.count() == 1
        page = queries.synergy_page(plan.staff, one.public_id)
        assert [row.passage for row in page.both] == [passage]

    def test_it_needs_two_of_the_program(self, plan: Plan) -> None:
        one = StakeholderFactory(program=plan.program)
        for other in (one, StakeholderFactory(program=plan.stranger.program)):
            with pytest.raises(NotTwo):
                actions.record_stated_synergy(
                    program=plan.program,
                    one=one,
                    other=other,
                    topic="x",
                    source="y",
                    by="system:load",
                    at=AT,
                )


@pytest.mark.parametrize("is_turned", [False, True])
def test_stk_11_what_was_rejected_stays_so_when_a_side_is_merged(
    plan: Plan, is_turned: bool
) -> None:
    plan.on("synergy-suggestions")
    sides = [StakeholderFactory(program=plan.program) for _ in range(3)]
    gone, other, kept = sides if is_turned else (sides[1], sides[0], sides[2])
    for side in (gone, other):
        plan.says("Prior authorization is a barrier for us.", stakeholder=side)
    actions.suggest_synergies(program_id=plan.program.pk, by="staff:1", at=AT)
    synergy = Synergy.objects.get()
    actions.reject_synergy(synergy_id=synergy.public_id, reason="Known.", by=plan.staff, at=AT)
    merge(kept=kept, merged=gone, reason="One body.", by="staff:1", at=AT)
    actions.suggest_synergies(program_id=plan.program.pk, by="staff:1", at=AT)
    assert list(Synergy.objects.all()) == [synergy]
