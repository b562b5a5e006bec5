"""Recommendations from themes to stakeholders, and what became of them, with dated evidence (STK-16)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fairway.plan.reports import actions
from fairway.plan.reports.models import RecommendationStep
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.unit.plan.reports.conftest import AT


@pytest.fixture
def advice(world):
    return actions.propose_recommendation(
        report_id=world.report.public_id, text="Pay for rides.", goal_codes=["NCP-5"], by=world.staff, at=AT
    )  # fmt: skip


def step(world, action, advice, **fields):
    return action(recommendation_id=advice.public_id, by=world.staff, at=AT, **fields)


def test_the_whole_way(world, advice):
    theme, who = world.theme(), StakeholderFactory(program=world.program)
    step(world, actions.link_evidence, advice, theme_ids=[theme.public_id])
    step(world, actions.adopt, advice)
    step(world, actions.assign, advice, stakeholder_ids=[who.public_id])
    done = step(
        world, actions.move, advice, state="done", evidence="A bill passed.",
        evidence_on=date(2026, 10, 1), stakeholder_id=who.public_id,
    )  # fmt: skip
    assert done.state == "done"
    assert list(done.steps.order_by("pk").values_list("state", flat=True)) == [
        "proposed", "evidence-linked", "adopted", "assigned", "done"]  # fmt: skip
    assert list(done.themes.all()) == [theme]
    assert list(done.stakeholders.all()) == [who]


@pytest.mark.parametrize("state", ["in-progress", "done", "no-answer"])
@pytest.mark.parametrize("fields", [{}, {"evidence": "Seen."}, {"evidence_on": date(2026, 10, 1)}, {"evidence": " ", "evidence_on": date(2026, 10, 1)}])  # fmt: skip
def test_stk_16_no_change_without_dated_evidence(world, advice, state, fields):
    advice.state = "assigned"
    advice.save()
    with pytest.raises(actions.NoEvidence):
        step(world, actions.move, advice, state=state, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationStep.objects.create(
            recommendation=advice, state=state, moved_by="staff:1", moved_at=AT
        )


def test_open_needs_none(world, advice):
    advice.state = "assigned"
    advice.save()
    assert step(world, actions.move, advice, state="open").state == "open"


def test_no_step_is_left_out(world, advice):
    with pytest.raises(actions.WrongStep):
        step(world, actions.adopt, advice)
    with pytest.raises(actions.WrongStep):
        step(world, actions.move, advice, state="open")
    with pytest.raises(actions.NothingChosen):
        step(world, actions.link_evidence, advice, theme_ids=[])
    with pytest.raises(actions.ThemeNotAccepted):
        step(world, actions.link_evidence, advice, theme_ids=[world.theme(state="supported").public_id])  # fmt: skip


def test_numbers_follow_each_other(world, advice):
    other = actions.propose_recommendation(
        report_id=world.report.public_id, text="Train more.", by=world.staff, at=AT
    )
    assert (advice.number, other.number) == (1, 2)


@pytest.mark.parametrize("before", ["proposed", "evidence-linked", "adopted"])
def test_a_move_leads_to_tracked_states_only(world, advice, before):
    """The states before have actions of their own, which ask for themes and for who should act."""
    advice.state = before
    advice.save()
    for state in ("evidence-linked", "adopted", "assigned"):
        with pytest.raises(actions.WrongStep):
            step(world, actions.move, advice, state=state)


@pytest.mark.parametrize(("day", "is_fine"), [(5, True), (6, False)])
def test_stk_16_evidence_is_not_of_a_day_to_come(world, advice, day, is_fine):
    advice.state = "assigned"
    advice.save()
    said = {"state": "done", "evidence": "Seen.", "evidence_on": date(2026, 10, day)}
    if is_fine:
        assert step(world, actions.move, advice, **said).state == "done"
    else:
        with pytest.raises(actions.NoEvidence):
            step(world, actions.move, advice, **said)
