"""What people do with themes (STK-9): make, name, accept, set aside, join, part; and who may."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from fairway.base.models import AuditEntry
from fairway.people.models import Role
from fairway.people.queries import NotVisible
from fairway.plan.intake.models import Submission
from fairway.plan.themes import actions, jobs, queries
from fairway.plan.themes.actions.themes import (
    MinorityViewStays,
    NeedsAName,
    NeedsAReason,
    NeedsTwoSources,
    NotMergeable,
)
from fairway.plan.themes.models import Theme
from fairway.plan.themes.queries.origins import FEW_KEYS, behind
from tests.factories.people import StaffFactory
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.factories.plan_intake import SubmissionFactory
from tests.factories.plan_meetings import DiscussionPointFactory, MeetingFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.factories.plan_themes import AssignmentFactory, ThemeFactory
from tests.unit.plan.themes.conftest import AT, Plan


def ids(*passages: Any) -> list[Any]:
    return [one.public_id for one in passages]


def made(plan: Plan, *passages: Any, name: str = "Rides", **more: Any) -> Theme:
    return actions.make_theme(name=name, passage_ids=ids(*passages), by=plan.staff, at=AT, **more)


class TestSources:
    """STK-9: what counts as one source and what as two."""

    def test_one_source_stays_candidate_and_cannot_be_accepted(self, plan: Plan) -> None:
        theme = made(plan, plan.says("Rides are short."))
        assert theme.state == "candidate"
        with pytest.raises(NeedsTwoSources):
            actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)

    def test_a_second_source_supports_and_a_person_accepts(self, plan: Plan) -> None:
        theme = made(plan, plan.says("Rides are short."))
        other = plan.says("We lack rides.")
        actions.assign(theme_id=theme.public_id, passage_ids=ids(other), by=plan.staff, at=AT)
        theme.refresh_from_db()
        assert theme.state == "supported"
        assert actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT).state == "accepted"
        actions.remove(theme_id=theme.public_id, passage_ids=ids(other), by=plan.staff, at=AT)
        theme.refresh_from_db()
        assert theme.state == "candidate"

    @pytest.mark.parametrize(
        ("first", "second", "sources"),
        [
            ({"email": "a@example.org"}, {"email": "A@example.org "}, 1),
            ({"email": "a@example.org"}, {"email": "b@example.org"}, 2),
            ({"name": "Somebody"}, {"name": "somebody"}, 1),
            ({}, {}, 2),
            ({"affiliation": "Example Hospice", "name": "A"}, {"affiliation": "The example hospice", "name": "B"}, 1),
            ({"affiliation": "Example Hospice", "name": "A"}, {"affiliation": "Example Clinic", "name": "A"}, 2),
        ],
    )  # fmt: skip
    def test_submitters(
        self, plan: Plan, first: dict[str, str], second: dict[str, str], sources: int
    ) -> None:
        theme = made(plan, plan.says("Rides are short.", **first), plan.says("No rides.", **second))
        assert queries.theme_page(plan.staff, theme.public_id).counts.sources == sources

    def test_the_same_text_again_and_the_organization_s_other_name_are_no_second_source(
        self, plan: Plan
    ) -> None:
        kept = StakeholderFactory(program=plan.program)
        merged = StakeholderFactory(program=plan.program, merged_into=kept)
        first = SubmissionFactory(program=plan.program, stakeholder=kept)
        again = SubmissionFactory(program=plan.program, same_as=first)
        said = [PassageFactory(document=one.document) for one in (first, again)]
        said.append(plan.says("Rides.", stakeholder=merged))
        counts = queries.theme_page(plan.staff, made(plan, *said).public_id).counts
        assert (counts.passages, counts.submissions, counts.organizations, counts.sources) == (3, 3, 1, 1)  # fmt: skip

    def test_a_publisher_is_one_source_and_each_speaker_it_names_is_her_own(
        self, plan: Plan
    ) -> None:
        pages = [
            DocumentFactory(program=plan.program, url=f"https://plan.example.org/{n}")
            for n in range(2)
        ]
        said = [PassageFactory(document=page) for page in pages]
        theme = made(plan, *said)
        assert theme.state == "candidate"
        spoken = PassageFactory(document=pages[0])
        DiscussionPointFactory(
            meeting=MeetingFactory(series__program=plan.program),
            passage=spoken,
            stakeholder=StakeholderFactory(program=plan.program),
        )
        actions.assign(theme_id=theme.public_id, passage_ids=ids(spoken), by=plan.staff, at=AT)
        theme.refresh_from_db()
        assert theme.state == "supported"

    def test_attachments_speak_for_their_submission(self, plan: Plan) -> None:
        submission = SubmissionFactory(program=plan.program)
        attached = DocumentFactory(program=plan.program, part_of=submission.document)
        theme = made(
            plan, PassageFactory(document=submission.document), PassageFactory(document=attached)
        )
        counts = queries.theme_page(plan.staff, theme.public_id).counts
        assert (counts.submissions, counts.sources, theme.state) == (1, 1, "candidate")


@pytest.mark.parametrize(
    ("before", "after"),
    [("screened", "themed"), ("tagged", "themed"), ("considered", "considered"), ("spam", "spam")],
)
def test_stk_24_her_submission_says_that_it_is_in_a_theme(
    plan: Plan, before: str, after: str
) -> None:
    said = plan.says("Rides are short.", state=before)
    made(plan, said)
    said.document.submission.refresh_from_db()
    assert said.document.submission.state == after


class TestNames:
    def test_a_machine_s_name_is_not_accepted_as_a_person_s(self, plan: Plan) -> None:
        theme = ThemeFactory(program=plan.program, name_origin="machine", origin="machine")
        for _ in range(2):
            AssignmentFactory(theme=theme, passage=plan.says("Rides."))
        with pytest.raises(NeedsAName):
            actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)
        actions.rename(theme_id=theme.public_id, name=" Getting there ", by=plan.staff, at=AT)
        assert (
            actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT).name == "Getting there"
        )

    def test_a_name_is_needed_and_the_old_one_is_kept(self, plan: Plan) -> None:
        theme = made(plan)
        with pytest.raises(NeedsAName):
            actions.rename(theme_id=theme.public_id, name="  ", by=plan.staff, at=AT)
        actions.rename(theme_id=theme.public_id, name="Getting there", by=plan.staff, at=AT)
        assert theme.steps.last().name_before == "Rides"

    def test_a_name_that_repeats_someone_s_words_is_not_kept_in_the_history(
        self, plan: Plan
    ) -> None:
        said = plan.says("My mother waited eleven weeks for a ride to the clinic.")
        theme = made(plan, said, name="Waited eleven weeks for a ride: too long")
        assert theme.echoes == [said.pk]
        actions.rename(theme_id=theme.public_id, name="Rides", by=plan.staff, at=AT)
        theme.refresh_from_db()
        assert (theme.echoes, theme.steps.last().name_before) == ([], "")

    def test_setting_aside_needs_a_reason_and_can_be_taken_back(self, plan: Plan) -> None:
        theme = made(plan, plan.says("Rides."), plan.says("More rides."))
        with pytest.raises(NeedsAReason):
            actions.set_aside(theme_id=theme.public_id, reason=" ", by=plan.staff, at=AT)
        actions.set_aside(theme_id=theme.public_id, reason="too wide", by=plan.staff, at=AT)
        assert actions.reopen(theme_id=theme.public_id, by=plan.staff, at=AT).state == "supported"
        assert [one.state for one in theme.steps.order_by("pk")] == [
            "candidate", "supported", "set-aside", "candidate", "supported",
        ]  # fmt: skip


class TestJoiningAndParting:
    def test_merge_and_undo_put_every_passage_back(self, plan: Plan) -> None:
        one, two, both = plan.says("Rides."), plan.says("Buses."), plan.says("Rides and buses.")
        kept, merged = made(plan, one, both), made(plan, two, both, name="Buses")
        done = actions.merge(
            kept_id=kept.public_id,
            merged_id=merged.public_id,
            reason="one thing",
            by=plan.staff,
            at=AT,
        )
        assert {row.passage_id for row in queries.standing_assignments(kept)} == {one.pk, two.pk, both.pk}  # fmt: skip
        merged.refresh_from_db()
        assert merged.state == "set-aside"
        with pytest.raises(NotMergeable):
            actions.reopen(theme_id=merged.public_id, by=plan.staff, at=AT)
        actions.undo_merge(merge_id=done.public_id, by=plan.staff, at=AT)
        merged.refresh_from_db()
        assert merged.state == "supported"
        assert {row.passage_id for row in queries.standing_assignments(kept)} == {one.pk, both.pk}
        assert {row.passage_id for row in queries.standing_assignments(merged)} == {two.pk, both.pk}
        with pytest.raises(NotMergeable):
            actions.undo_merge(merge_id=done.public_id, by=plan.staff, at=AT)

    def test_a_minority_view_is_not_folded_into_a_larger_theme(self, plan: Plan) -> None:
        large, small = made(plan), made(plan, name="Interpreters")
        actions.keep_as_minority(theme_id=small.public_id, kept=True, by=plan.staff, at=AT)
        join = {"kept_id": large.public_id, "merged_id": small.public_id, "reason": "x"}
        with pytest.raises(MinorityViewStays):
            actions.merge(**join, by=plan.staff, at=AT)
        actions.keep_as_minority(theme_id=small.public_id, kept=False, by=plan.staff, at=AT)
        actions.merge(**join, by=plan.staff, at=AT)

    def test_a_theme_is_not_merged_with_itself_or_without_a_reason(self, plan: Plan) -> None:
        theme, other = made(plan), made(plan, name="Buses")
        with pytest.raises(NotMergeable):
            actions.merge(kept_id=theme.public_id, merged_id=theme.public_id, reason="x", by=plan.staff, at=AT)  # fmt: skip
        with pytest.raises(NeedsAReason):
            actions.merge(kept_id=theme.public_id, merged_id=other.public_id, reason="", by=plan.staff, at=AT)  # fmt: skip

    def test_split_moves_the_chosen_and_only_them(self, plan: Plan) -> None:
        stays, goes = plan.says("Rides."), plan.says("Lodging.")
        theme = made(plan, stays, goes)
        new = actions.split(
            theme_id=theme.public_id,
            name="Lodging",
            passage_ids=ids(goes),
            by=plan.staff,
            at=AT,
        )
        assert [row.passage_id for row in queries.standing_assignments(new)] == [goes.pk]
        assert [row.passage_id for row in queries.standing_assignments(theme)] == [stays.pk]
        theme.refresh_from_db()
        assert (theme.state, new.state, new.is_minority_view) == ("candidate", "candidate", True)


class TestReading:
    def test_each_theme_shows_its_passages_and_each_passage_its_themes(self, plan: Plan) -> None:
        said = plan.says("Rides and buses.")
        themes = [made(plan, said), made(plan, said, name="Buses")]
        found = queries.themes_of_passages([said.pk])
        assert [one.name for one in found[said.pk]] == ["Rides", "Buses"]
        assert {one.origin for one in found[said.pk]} == {"human"}
        assert [row.passage_id for row in queries.standing_assignments(themes[0])] == [said.pk]

    def test_a_submission_s_themes_are_those_accepted_and_count_its_attachments(
        self, plan: Plan
    ) -> None:
        submission = SubmissionFactory(program=plan.program)
        attached = DocumentFactory(program=plan.program, part_of=submission.document)
        theme = made(plan, PassageFactory(document=attached), plan.says("Rides."))
        assert queries.themes_of([submission.pk]) == {}
        actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)
        assert [one.name for one in queries.themes_of([submission.pk])[submission.pk]] == ["Rides"]
        found = queries.themes_of([submission.pk], states=["candidate"])
        assert found == {}

    def test_the_queue_begins_with_the_least_firm_and_agreement_is_by_group(
        self, plan: Plan
    ) -> None:
        plan.on()
        run = actions.suggest_themes(program_id=plan.program.pk, by="staff:1", at=AT)
        theme, other = ThemeFactory(program=plan.program), ThemeFactory(program=plan.program)
        said = [plan.says(f"Ride {n}.") for n in range(4)]
        for passage, score in zip(said, (0.9, 0.2, 0.5, 0.7), strict=True):
            AssignmentFactory(theme=theme, passage=passage, origin="machine", run=run, score=score)
        queue = queries.review_queue(plan.staff)
        assert [one.standing.assignment.score for one in queue] == [0.2, 0.5, 0.7, 0.9]
        who: dict[str, Any] = {"by": plan.staff, "at": AT}
        actions.confirm(theme_id=theme.public_id, passage_ids=ids(said[0]), **who)
        actions.remove(theme_id=theme.public_id, passage_ids=ids(said[1]), **who)
        actions.move(
            from_id=theme.public_id, to_id=other.public_id, passage_ids=ids(said[2]), **who
        )
        assert len(queries.review_queue(plan.staff)) == 1
        agreed = queries.agreement_with_people(plan.staff)
        assert (agreed.decided, agreed.agreed) == (3, 1)
        groups = {(one.by, one.group): one for one in queries.by_group(plan.staff)}
        assert groups["language", "en"].agreement.decided == 3
        assert groups["channel", "form"].passages == 4
        assert groups["channel", "form"].in_a_theme == 3
        assert groups["organization-kind", "unknown"].share == 0.75


class TestWho:
    @pytest.fixture(params=["stranger", "navigator"])
    def outsider(self, request: pytest.FixtureRequest, plan: Plan) -> Any:
        if request.param == "stranger":
            return plan.stranger
        return StaffFactory(program=plan.program, role=Role.NAVIGATOR)

    @pytest.mark.parametrize(
        "deed",
        [
            lambda theme, who: actions.rename(theme_id=theme, name="x", by=who, at=AT),
            lambda theme, who: actions.accept(theme_id=theme, by=who, at=AT),
            lambda theme, who: actions.set_aside(theme_id=theme, reason="x", by=who, at=AT),
            lambda theme, who: actions.reopen(theme_id=theme, by=who, at=AT),
            lambda theme, who: actions.assign(theme_id=theme, passage_ids=[], by=who, at=AT),
            lambda theme, who: actions.confirm(theme_id=theme, passage_ids=[], by=who, at=AT),
            lambda theme, who: actions.remove(theme_id=theme, passage_ids=[], by=who, at=AT),
            lambda theme, who: actions.split(
                theme_id=theme, name="x", passage_ids=[], by=who, at=AT
            ),
            lambda theme, who: queries.theme_page(who, theme),
        ],
    )
    def test_a_stranger_and_a_navigator_see_and_do_nothing(
        self, plan: Plan, outsider: Any, deed: Callable[[Any, Any], Any]
    ) -> None:
        theme = made(plan)
        with pytest.raises(NotVisible):
            deed(theme.public_id, outsider)
        with pytest.raises(NotVisible):
            deed(uuid4(), plan.staff)
        assert queries.listing(outsider) == []

    def test_a_stranger_s_passage_cannot_be_put_into_a_theme(self, plan: Plan) -> None:
        with pytest.raises(NotVisible):
            made(plan, PassageFactory(document__program=plan.stranger.program))

    def test_every_deed_is_audited_without_words(self, plan: Plan) -> None:
        theme = made(plan, plan.says("Rides are short."))
        actions.rename(theme_id=theme.public_id, name="Getting there", by=plan.staff, at=AT)
        actions.set_aside(theme_id=theme.public_id, reason="too wide", by=plan.staff, at=AT)
        entries = AuditEntry.objects.filter(about=f"plan.theme:{theme.pk}").order_by("pk")
        assert [one.verb for one in entries] == ["theme.made", "theme.renamed", "theme.set-aside"]
        assert {one.by for one in entries} == {plan.staff.actor}
        text = " ".join(str(one.detail) for one in entries)
        assert not {"Rides", "Getting", "wide"} & set(text.replace("'", " ").split())


@pytest.mark.parametrize("deep", [1, 2, 3])
def test_stk_9_one_mail_is_one_source_however_deep_its_attachments(plan: Plan, deep: int) -> None:
    said = plan.says("Rides are short.", state="screened")
    document = said.document
    for _ in range(deep):
        document = DocumentFactory(program=plan.program, kind="attachment", part_of=document)
    attached = PassageFactory(document=document, text="No bus drives to the clinic.")
    theme = made(plan, said, attached)
    counts = queries.theme_page(plan.staff, theme.public_id).counts
    assert (counts.sources, counts.submissions, theme.state) == (1, 1, "candidate")
    submission = Submission.objects.get()
    assert submission.state == "themed"
    submission.state = "spam"
    submission.save()
    assert queries.theme_page(plan.staff, theme.public_id).counts.passages == 0
    assert queries.in_no_theme(plan.staff)[2] == 0


def test_stk_9_spam_is_no_source(plan: Plan) -> None:
    said, other = plan.says("Rides are short."), plan.says("We lack rides.")
    theme = made(plan, said, other)
    assert theme.state == "supported"
    Submission.objects.filter(document=other.document).update(state="spam")
    assert queries.theme_page(plan.staff, theme.public_id).counts.sources == 1
    with pytest.raises(NeedsTwoSources):
        actions.accept(theme_id=theme.public_id, by=plan.staff, at=AT)
    assert jobs.forget_withdrawn(at=AT) == 1
    theme.refresh_from_db()
    assert theme.state == "candidate"
    assert jobs.forget_withdrawn(at=AT) == 0


@pytest.mark.parametrize("many", [FEW_KEYS, FEW_KEYS + 1])
def test_who_is_behind_is_the_same_by_names_and_by_reading_all(plan: Plan, many: int) -> None:
    passages = [plan.says("Rides.").pk for _ in range(3)]
    asked = {*passages[:2], *range(10**9, 10**9 + many - 2)}
    assert set(behind(plan.program.pk, asked)) == set(passages[:2])
