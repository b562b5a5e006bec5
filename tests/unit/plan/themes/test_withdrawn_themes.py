"""What themes keep of withdrawn words: nothing (the permanent test of withdrawal, themes' part)."""

from datetime import timedelta
from typing import Any

import pytest

from fairway.plan.themes import actions, jobs, queries
from fairway.plan.themes.models import Assignment, Synergy, Theme, ThemeMerge, ThemeStep
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.factories.plan_themes import SynergyEvidenceFactory, SynergyFactory
from tests.unit.plan.themes.conftest import AT, Plan

WORDS = "My mother waited eleven weeks for a ride to the clinic."


def withdraw(passage: Any, *, erase: bool = True) -> None:
    """As intake does: the words are gone, then the packages above come for what they keep."""
    document = passage.document
    document.withdrawn_at, document.withdrawn_by = AT, "staff:1"
    document.save()
    if erase:
        passage.text = ""
        passage.save()


@pytest.mark.parametrize("erase", [True, False])
def test_a_name_or_summary_with_six_of_the_words_is_emptied_and_held(
    plan: Plan, erase: bool
) -> None:
    said, other = plan.says(WORDS), plan.says("Rides are short.")
    quoting = actions.make_theme(
        name="Rides",
        summary="One wrote: “my mother waited eleven weeks for a ride”.",
        passage_ids=[said.public_id, other.public_id],
        by=plan.staff,
        at=AT,
    )
    plain = actions.make_theme(
        name="Eleven weeks for a ride",
        passage_ids=[said.public_id, other.public_id],
        by=plan.staff,
        at=AT,
    )
    withdraw(said, erase=erase)
    assert jobs.forget_withdrawn(at=AT) == 3
    quoting.refresh_from_db()
    plain.refresh_from_db()
    assert (quoting.name, quoting.summary, quoting.held_at) == ("", "", AT)
    assert (plain.name, plain.held_at) == ("Eleven weeks for a ride", None)
    text = " ".join(map(str, [*Theme.objects.values_list(), *ThemeStep.objects.values_list()]))
    assert "mother waited" not in text
    with pytest.raises(actions.themes.NeedsAName):
        actions.accept(theme_id=quoting.public_id, by=plan.staff, at=AT)
    assert jobs.forget_withdrawn(at=AT) == 0


def test_words_that_came_later_to_a_summary_that_has_them_are_noted_too(plan: Plan) -> None:
    theme = actions.make_theme(name="Waited eleven weeks for a ride", by=plan.staff, at=AT)
    said = plan.says(WORDS)
    actions.assign(theme_id=theme.public_id, passage_ids=[said.public_id], by=plan.staff, at=AT)
    withdraw(said)
    jobs.forget_withdrawn(at=AT)
    theme.refresh_from_db()
    assert theme.name == ""


def test_withdrawn_passages_are_shown_nowhere_and_count_for_nothing(plan: Plan) -> None:
    said, other = plan.says(WORDS), plan.says("Rides are short.")
    theme = actions.make_theme(
        name="Rides", passage_ids=[said.public_id, other.public_id], by=plan.staff, at=AT
    )
    actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)
    withdraw(said)
    jobs.forget_withdrawn(at=AT)
    page = queries.theme_page(plan.staff, theme.public_id)
    assert [one.assignment.passage_id for one in page.passages] == [other.pk]
    assert page.counts.sources == 1
    assert page.theme.state == "candidate"
    assert queries.themes_of_passages([said.pk]) == {}
    assert [row.passage_id for row in queries.standing_assignments(theme)] == [other.pk]
    assert queries.in_no_theme(plan.staff)[0] == []
    assert Assignment.objects.filter(passage=said).exists()  # the row stays, the words do not


def test_a_suggested_synergy_that_loses_a_side_s_evidence_is_gone(plan: Plan) -> None:
    plan.on("synergy-suggestions")
    run = actions.suggest_synergies(program_id=plan.program.pk, by="staff:1", at=AT)
    sides = [StakeholderFactory(program=plan.program) for _ in range(2)]
    said = [plan.says(f"We lack rides {n}.", stakeholder=side) for n, side in enumerate(sides)]
    synergy = SynergyFactory(program=plan.program, left=sides[0], right=sides[1], run=run)
    for side, passage in zip(sides, said, strict=True):
        SynergyEvidenceFactory(synergy=synergy, stakeholder=side, passage=passage)
    jobs.forget_withdrawn(at=AT)
    assert Synergy.objects.count() == 1
    withdraw(said[1])
    jobs.forget_withdrawn(at=AT)
    assert Synergy.objects.count() == 0


@pytest.mark.parametrize(("later", "stays"), [(0, False), (1, True)])
def test_notes_beside_what_rested_on_it_go_and_later_ones_stay(
    plan: Plan, later: int, stays: bool
) -> None:
    """Reasons of moves and merges, and what was told of a synergy, may repeat her words."""
    note = "She waited eleven weeks for a ride"
    said, other = plan.says(WORDS), plan.says("Rides are short.")
    kept, merged = (
        actions.make_theme(name=name, passage_ids=[one.public_id], by=plan.staff, at=AT)
        for name, one in (("Rides", other), ("Waiting", said))
    )
    sides = [StakeholderFactory(program=plan.program) for _ in range(2)]
    synergy = SynergyFactory(program=plan.program, left=sides[0], right=sides[1])
    SynergyEvidenceFactory(synergy=synergy, stakeholder=sides[0], passage=said)
    unrelated = actions.make_theme(name="Nurses", by=plan.staff, at=AT)
    actions.set_aside(theme_id=unrelated.public_id, reason=note, by=plan.staff, at=AT)
    when = AT + timedelta(minutes=later)
    actions.merge(kept_id=kept.public_id, merged_id=merged.public_id, reason=note, by=plan.staff, at=when)  # fmt: skip
    actions.set_aside(theme_id=kept.public_id, reason=note, by=plan.staff, at=when)
    actions.reject_synergy(synergy_id=synergy.public_id, reason=note, by=plan.staff, at=when)
    withdraw(said)
    jobs.forget_withdrawn(at=AT + timedelta(days=1))
    expected = note if stays else ""
    assert (note in kept.steps.values_list("reason", flat=True)) is stays
    assert ThemeMerge.objects.get().reason == expected
    assert synergy.steps.get().text == (note if stays else "█")
    assert note in unrelated.steps.values_list("reason", flat=True)
