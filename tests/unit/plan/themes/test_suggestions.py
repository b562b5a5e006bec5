"""The aid beside people: what they decided stays; what nobody touched follows the run (STK-9, DESIGN rule 3)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.base import aids
from fairway.base.models import AuditEntry, Job
from fairway.plan.documents.models import Passage
from fairway.plan.themes import actions, jobs, queries
from fairway.plan.themes.models import Assignment, Theme
from tests.factories.plan_intake import CampaignFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.unit.plan.themes.conftest import AT, NURSES, RIDES, Plan

LATER = AT + timedelta(hours=1)


def run(plan: Plan, **more: Any) -> Any:
    return actions.suggest_themes(program_id=plan.program.pk, by="staff:1", at=AT, **more)


def picture() -> set[tuple[int, str, str, int, str, bool, bool]]:
    """Themes with their passages, as they stand."""
    return {
        (row.theme_id, row.theme.name, row.theme.state, row.passage_id, row.origin,
         row.confirmed_at is not None, row.removed_at is not None)
        for row in Assignment.objects.select_related("theme")
    }  # fmt: skip


def theme_of(passage: Any) -> Theme:
    return Theme.objects.get(assignments__passage=passage, assignments__removed_at=None)


@pytest.mark.usefixtures("heard")
class TestARun:
    def test_off_it_does_nothing_and_everything_else_works(self, plan: Plan) -> None:
        with pytest.raises(aids.AidIsOff):
            run(plan)
        with pytest.raises(aids.AidIsOff):
            actions.ask_for_themes(zoom="middle", by=plan.staff, at=AT)
        assert not Theme.objects.exists()
        assert not Job.objects.exists()
        actions.make_theme(name="By hand", by=plan.staff, at=AT)

    def test_candidates_are_the_machine_s_supported_and_marked(self, plan: Plan) -> None:
        plan.on()
        result = run(plan).result
        themes = list(Theme.objects.all())
        assert len(themes) == 3
        assert {one.state for one in themes} == {"supported"}
        assert {(one.origin, one.name_origin) for one in themes} == {("machine", "machine")}
        assert (result["groups"], result["assigned"], result["gone"]) == (3, 15, 0)
        assert Assignment.objects.filter(origin="machine", run__isnull=False).count() == 15
        alone, _, many = queries.in_no_theme(plan.staff)
        assert ([one.pk for one in alone], many) == ([plan.said["alone"][0].pk], 1)

    def test_running_twice_changes_nothing(self, plan: Plan) -> None:
        plan.on()
        run(plan)
        before = picture()
        result = run(plan).result
        assert picture() == before
        assert (result["assigned"], result["taken_back"], result["gone"]) == (0, 0, 0)

    def test_it_never_renames_or_moves_what_a_person_decided(self, plan: Plan) -> None:
        plan.on()
        run(plan)
        rides, nurses = theme_of(plan.said["rides"][0]), theme_of(plan.said["nurses"][0])
        stray = plan.said["rides"][4]
        actions.rename(theme_id=rides.public_id, name="Getting there", by=plan.staff, at=AT)
        actions.move(
            from_id=rides.public_id,
            to_id=nurses.public_id,
            passage_ids=[stray.public_id],
            by=plan.staff,
            at=AT,
        )
        actions.accept(theme_id=rides.public_id, by=plan.staff, at=AT)
        before = picture()
        run(plan)
        assert picture() == before
        assert theme_of(stray) == nurses

    def test_removed_passages_and_themes_set_aside_do_not_come_back(self, plan: Plan) -> None:
        plan.on()
        run(plan)
        rides, nurses = theme_of(plan.said["rides"][0]), theme_of(plan.said["nurses"][0])
        out = plan.said["rides"][1]
        actions.remove(theme_id=rides.public_id, passage_ids=[out.public_id], by=plan.staff, at=AT)
        actions.set_aside(theme_id=nurses.public_id, reason="too wide", by=plan.staff, at=AT)
        run(plan)
        assert not Assignment.objects.filter(passage=out, removed_at=None).exists()
        assert Theme.objects.exclude(state="set-aside").count() == 2
        assert Theme.objects.count() == 3

    def test_new_input_joins_a_theme_that_has_its_name_already(self, plan: Plan) -> None:
        plan.on()
        run(plan)
        rides = theme_of(plan.said["rides"][0])
        actions.rename(theme_id=rides.public_id, name="Getting there", by=plan.staff, at=AT)
        more = plan.says("No bus, no gas money, no treatment: patients cannot reach the clinic.")
        run(plan)
        assert theme_of(more) == rides
        assert Theme.objects.get(pk=rides.pk).name == "Getting there"

    def test_candidates_that_nobody_touched_go_when_what_was_said_goes(self, plan: Plan) -> None:
        plan.on()
        run(plan, zoom="broad")
        for one in plan.said["records"]:
            one.document.withdrawn_at, one.document.withdrawn_by = AT, "staff:1"
            one.document.save()
        result = run(plan, zoom="broad").result
        assert result["gone"] == 1
        assert Theme.objects.count() == 2

    def test_spam_form_text_and_strangers_words_are_not_read(self, plan: Plan) -> None:
        plan.on()
        plan.says(RIDES[0] + " Buy now.", state="spam")
        form = plan.says(RIDES[1] + " Yes.")
        Passage.objects.filter(pk=form.pk).update(kind="form-text")
        assert run(plan).inputs == 16

    def test_the_job_reports_progress_and_counts(self, plan: Plan) -> None:
        plan.on()
        job = actions.ask_for_themes(zoom="broad", by=plan.staff, at=AT)
        Job.objects.filter(pk=job.pk).update(state="running")
        result = jobs.works(lambda: LATER)["theme-candidates"](job)
        job.refresh_from_db()
        assert (job.done, job.total) == (6, 6)
        assert result["assigned"] == 15
        (kept,) = aids.runs(plan.program.pk, aid_id="theme-candidates")
        assert (kept.settings, kept.inputs, kept.ended_at) == ({"zoom": "broad"}, 16, LATER)

    def test_nothing_of_what_was_said_stands_in_the_audit(self, plan: Plan) -> None:
        plan.on()
        run(plan)
        said = " ".join(str(one.detail) for one in AuditEntry.objects.all())
        assert not {"bus", "nurses", "burnout", "records"} & set(said.lower().split())


def test_stk_9_letters_of_one_campaign_are_one_source(plan: Plan) -> None:
    """Five campaign letters make a group of words and yet no supported theme."""
    plan.on()
    campaign = CampaignFactory(program=plan.program)
    for text in RIDES:
        plan.says(text, campaign=campaign, stakeholder=StakeholderFactory(program=plan.program))
    for text in NURSES:
        plan.says(text, email="one@example.org")
    theme = actions.make_theme(
        name="Rides",
        passage_ids=Passage.objects.filter(text__in=RIDES).values_list("public_id", flat=True),
        by=plan.staff,
        at=AT,
    )
    other = actions.make_theme(
        name="Nurses",
        passage_ids=Passage.objects.filter(text__in=NURSES).values_list("public_id", flat=True),
        by=plan.staff,
        at=AT,
    )
    assert {theme.state, other.state} == {"candidate"}
    with pytest.raises(actions.themes.NeedsTwoSources, match="theme: 1; needed: 2"):
        actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)


def test_few_people_s_view_becomes_a_minority_candidate_of_its_own(heard: Plan) -> None:
    heard.on()
    for text in (
        "Deaf patients wait for sign language interpreters at every oncology visit.",
        "Sign language interpreters never come to the visit; deaf patients wait.",
    ):
        heard.says(text)
    run(heard)
    small = Theme.objects.get(is_minority_view=True)
    assert small.assignments.count() == 2
    assert Theme.objects.filter(is_minority_view=False).count() == 3


deeds = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "remove", "rename", "accept", "aside"]), st.integers(0, 14)
    ),
    max_size=6,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds)
def test_whatever_people_did_a_run_after_a_run_changes_nothing(
    heard: Plan, deeds: list[tuple[str, int]]
) -> None:
    """STK-9: a person's decisions outlive any number of runs."""
    from django.db import transaction

    with transaction.atomic():
        heard.on()
        run(heard)
        said = [*heard.said["rides"], *heard.said["nurses"], *heard.said["records"]]
        for deed, which in deeds:
            row = Assignment.objects.filter(passage=said[which], removed_at=None).first()
            if row is not None and row.theme.state != "set-aside":
                do(heard, deed, row)
        decided = {one for one in picture() if one[5] or one[6]}
        names = dict(Theme.objects.filter(name_origin="human").values_list("pk", "name"))
        run(heard)
        first = picture()
        assert decided <= {(*one[:2], *one[2:]) for one in first}
        assert names.items() <= dict(Theme.objects.values_list("pk", "name")).items()
        run(heard)
        assert picture() == first
        transaction.set_rollback(True)


def do(plan: Plan, deed: str, row: Assignment) -> None:
    theme, passages = row.theme.public_id, [row.passage.public_id]
    who: dict[str, Any] = {"by": plan.staff, "at": AT}
    if deed == "confirm":
        actions.confirm(theme_id=theme, passage_ids=passages, **who)
    elif deed == "remove":
        actions.remove(theme_id=theme, passage_ids=passages, **who)
    elif deed == "rename":
        actions.rename(theme_id=theme, name="By a person", **who)
    elif deed == "aside":
        actions.set_aside(theme_id=theme, reason="no theme", **who)
    else:
        actions.rename(theme_id=theme, name="By a person", **who)
        try:
            actions.accept(theme_id=theme, **who)
        except actions.themes.NeedsTwoSources:
            return
