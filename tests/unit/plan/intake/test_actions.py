"""Deadlines set and changed, moves, holds, campaigns, acknowledgments: each with its row in the audit."""

import random
from datetime import UTC, date, datetime

import pytest

from fairway.base.models import AuditEntry
from fairway.people.queries import NotVisible
from fairway.plan.documents.actions.redact import CannotRedact, NotForYou, redact, undo_redaction
from fairway.plan.documents.models import Passage, Redaction
from fairway.plan.documents.queries.search import search
from fairway.plan.goals.queries import disagreements
from fairway.plan.intake import actions, queries
from fairway.plan.intake.actions.posts import record_post, tags_in_force
from fairway.plan.intake.models import Campaign, Deadline, Submission
from tests.factories.people import StaffFactory
from tests.factories.plan_meetings import HashtagFactory
from tests.unit.plan.intake.conftest import AT
from tests.unit.plan.intake.test_rules import sentence

STORY = "We need rides. I was diagnosed with leukemia in May. Please help."


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def set_deadline(program, **fields) -> Deadline:
    said = {"closes_on": date(2026, 9, 30), "is_inclusive": True, "time_zone": "America/New_York"}
    return actions.set_deadline(
        program=program, key="report", label="Report", by="staff:1", at=AT, **said | fields
    )


class TestDeadlines:
    """STK-4"""

    def test_input_is_classed_by_the_deadline_in_force(self, program, send) -> None:
        set_deadline(program)
        late = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
        one, two = send("In time."), send("Too late.", at=late)
        assert one.submission.deadline_class == "this-report"
        assert two.submission.deadline_class == "future-reports"
        assert two.submission.state == "screened"

    def test_the_same_rule_again_is_no_new_version(self, program) -> None:
        assert set_deadline(program) == set_deadline(program)
        assert set_deadline(program, is_inclusive=False).version == 2
        assert verbs() == ["deadline.set", "deadline.set"]

    def test_both_readings_can_be_had_and_the_old_classing_stays_on_record(
        self, program, send
    ) -> None:
        set_deadline(program)
        on_the_day = datetime(2026, 9, 30, 15, 0, tzinfo=UTC)
        one = send("On the day.", at=on_the_day).submission
        assert one.deadline_class == "this-report"
        other = set_deadline(program, is_inclusive=False)
        one.refresh_from_db()
        assert one.deadline_class == "this-report"
        told = actions.reclassify(deadline=other, by="staff:1", at=AT)
        one.refresh_from_db()
        assert told == {"seen": 1, "changed": 1}
        assert one.deadline_class == "future-reports"
        assert one.steps.last().reason == "this-report (v1) → future-reports (v2)"
        assert actions.reclassify(deadline=other, by="staff:1", at=AT) == {"seen": 0, "changed": 0}

    def test_a_deadline_put_off_takes_back_what_it_was_put_off_for(self, program, send) -> None:
        """Between the old end and the new one, a later deadline had taken it in."""
        set_deadline(program)
        later = actions.set_deadline(
            program=program, key="next", label="Next", closes_on=date(2026, 12, 31), is_inclusive=True,
            time_zone="America/New_York", by="staff:1", at=AT,
        )  # fmt: skip
        days = [datetime(2026, 9, 30, 15, tzinfo=UTC), datetime(2026, 10, 5, 15, tzinfo=UTC), datetime(2026, 10, 15, 15, tzinfo=UTC)]  # fmt: skip
        made = [send(f"On {day}.", at=day).submission for day in days]
        assert made[1].deadline == later
        put_off = set_deadline(program, closes_on=date(2026, 10, 10))
        told = actions.reclassify(deadline=put_off, by="staff:1", at=AT)
        for one in made:
            one.refresh_from_db()
        assert [one.deadline for one in made] == [put_off, put_off, later]
        assert told == {"seen": 2, "changed": 0}
        sooner = set_deadline(program, closes_on=date(2026, 10, 1))
        actions.reclassify(deadline=sooner, by="staff:1", at=AT)
        for one in made:
            one.refresh_from_db()
        assert [one.deadline for one in made] == [sooner, later, later]

    @pytest.mark.parametrize(
        "fields", [{"time_zone": "Nowhere/At_all"}, {"time_zone": "../../etc"}, {"opens_on": date(2026, 10, 1)}]
    )  # fmt: skip
    def test_a_deadline_without_a_clear_edge_is_refused(self, program, fields) -> None:
        with pytest.raises(actions.BadDeadline):
            set_deadline(program, **fields)


class TestMoves:
    def test_a_reason_is_owed_to_whoever_spoke(self, send) -> None:
        one = send("Words.").submission
        actions.move(submission=one, to="considered", by="staff:1", at=AT)
        with pytest.raises(actions.MoveRefused, match="why"):
            actions.move(submission=one, to="not-used", by="staff:1", at=AT)
        actions.move(
            submission=one, to="not-used", reason="Outside the topic.", by="staff:1", at=AT
        )
        assert one.steps.last().reason == "Outside the topic."

    def test_a_held_one_goes_nowhere_but_to_spam(self, send) -> None:
        one = send(STORY).submission
        assert one.state == "held"
        with pytest.raises(actions.MoveRefused, match="held"):
            actions.move(submission=one, to="screened", by="staff:1", at=AT)
        assert actions.move(submission=one, to="spam", reason="Ads.", by="staff:1", at=AT).state == "spam"  # fmt: skip

    def test_many_at_once_and_undo(self, send) -> None:
        some = [send(f"Words {n}.").submission for n in range(3)]
        some.append(send(STORY).submission)
        told = actions.move_many(submissions=some, to="considered", by="staff:1", at=AT)
        assert told == (3, 1)
        some[0].refresh_from_db()
        assert actions.undo_move(submission=some[0], by="staff:1", at=AT).state == "screened"

    def test_tags_of_staff_and_of_the_submitter_are_kept_apart(self, send, staff) -> None:
        """STK-7"""
        one = send("Words.", goal_codes=("NCP-1", "NCP-4")).submission
        actions.tag_by_staff(submission=one, codes=["NCP-4", "NCP-5"], by="staff:1", at=AT)
        actions.tag_by_staff(submission=one, codes=["NCP-5"], by="staff:1", at=AT)
        page = queries.page(staff, one.public_id)
        assert page.tags == {"submitter": ["NCP-1", "NCP-4"], "staff": ["NCP-5"]}
        assert page.submission.state == "tagged"
        assert [one.submission_id for one in disagreements(staff)] == [one.pk]


class TestHolds:
    """STK-6: a story is held; a person releases, redacts or calls it spam."""

    def test_released_it_goes_on(self, send) -> None:
        one = send(STORY).submission
        hold = one.holds.get()
        assert (one.state, hold.rule, hold.passage.text[hold.start : hold.end]) == (
            "held",
            "own-diagnosis",
            "I was diagnosed with leukemia in May.",
        )
        assert actions.decide(hold=hold, decision="released", by="staff:1", at=AT).state == "screened"  # fmt: skip
        with pytest.raises(actions.CannotDecide):
            actions.decide(hold=hold, decision="spam", by="staff:1", at=AT)

    def test_redacted_the_words_are_out_everywhere_and_sealed(
        self, send, staff, administrator
    ) -> None:
        one = send(STORY).submission
        hold = one.holds.get()
        assert search(staff, words="leukemia").hits
        actions.decide(hold=hold, decision="redacted", by="staff:1", at=AT)
        passage = Passage.objects.get(document=one.document)
        assert "leukemia" not in passage.text
        assert len(passage.text) == len(STORY)
        assert not search(staff, words="leukemia").hits
        assert search(staff, words="rides").hits
        one.document.original.refresh_from_db()
        assert one.document.original.is_sealed
        redaction = Redaction.objects.get()
        assert "leukemia" in redaction.sealed_text
        with pytest.raises(NotForYou):
            undo_redaction(redaction=redaction, staff=staff, at=AT)
        actions.undo_decision(hold=hold, staff=administrator, at=AT)
        passage.refresh_from_db()
        one.refresh_from_db()
        one.document.original.refresh_from_db()
        assert (passage.text, one.state, one.document.original.is_sealed) == (STORY, "held", False)
        assert search(staff, words="leukemia").hits

    def test_a_story_in_the_subject_is_held_too(self, send, staff) -> None:
        one = send("We need rides.", subject="I was diagnosed with leukemia in May").submission
        hold = one.holds.get()
        assert (one.state, hold.reason, hold.passage, hold.rule) == ("held", "health-detail", None, "own-diagnosis")  # fmt: skip
        with pytest.raises(actions.CannotDecide):
            actions.decide(hold=hold, decision="redacted", by="staff:1", at=AT)
        assert actions.decide(hold=hold, decision="released", by="staff:1", at=AT).state == "screened"  # fmt: skip
        assert send("We need buses.", subject="Rides").submission.state == "screened"

    def test_several_finds_wait_for_each(self, send) -> None:
        one = send(f"{STORY} Call 555-234-5678.").submission
        first, second = one.holds.order_by("pk")
        actions.decide(hold=first, decision="redacted", by="staff:1", at=AT)
        one.refresh_from_db()
        assert one.state == "held"
        assert actions.decide(hold=second, decision="redacted", by="staff:1", at=AT).state == "screened"  # fmt: skip
        text = Passage.objects.get(document=one.document).text
        assert "555" not in text
        assert text.startswith("We need rides. █")

    @pytest.mark.parametrize("back", ["move", "undo_move", "undo_decision"])
    def test_what_spam_closed_is_asked_again_when_it_comes_back(self, send, staff, back) -> None:
        """Calling it spam judged no story in it: however it comes back, it is held until somebody does."""
        one = send(f"{STORY} Call 555-234-5678.").submission
        first, second = one.holds.order_by("pk")
        one = actions.decide(hold=first, decision="spam", by="staff:1", at=AT)
        if back == "move":
            actions.move(submission=one, to="screened", reason="A mistake.", by="s", at=AT)
        elif back == "undo_move":
            actions.undo_move(submission=one, by="s", at=AT)
        else:
            actions.undo_decision(hold=first, staff=staff, at=AT)
        one.refresh_from_db()
        assert one.state == "held"
        assert one.holds.filter(decided_at=None).count() == 2
        actions.decide(hold=first, decision="released", by="staff:1", at=AT)
        assert actions.decide(hold=second, decision="released", by="staff:1", at=AT).state == "screened"  # fmt: skip

    def test_what_was_judged_before_it_became_spam_stays_judged(self, send) -> None:
        one = send(STORY).submission
        actions.decide(hold=one.holds.get(), decision="released", by="staff:1", at=AT)
        actions.move(submission=one, to="spam", reason="Ads.", by="s", at=AT)
        assert actions.move(submission=one, to="screened", reason="No.", by="s", at=AT).state == "screened"  # fmt: skip

    def test_spam_closes_all_and_can_be_taken_back(self, send, staff) -> None:
        one = send(f"{STORY} Call 555-234-5678.").submission
        actions.decide(hold=one.holds.first(), decision="spam", by="staff:1", at=AT)
        assert not one.holds.filter(decided_at=None).exists()
        assert queries.standing_counts(staff).submissions == 0
        one.refresh_from_db()
        assert actions.move(submission=one, to="screened", reason="A mistake.", by="s", at=AT).state == "held"  # fmt: skip
        assert queries.standing_counts(staff).submissions == 1

    def test_words_that_no_rule_found_can_be_taken_out(self, send) -> None:
        one = send("Doctor Zed said Zed would call.").submission
        passage = Passage.objects.get(document=one.document)
        actions.redact_words(submission=one, passage=passage, words="Zed", by="staff:1", at=AT)
        passage.refresh_from_db()
        assert passage.text == "Doctor ███ said ███ would call."
        with pytest.raises(actions.CannotDecide):
            actions.redact_words(submission=one, passage=passage, words="Zed", by="staff:1", at=AT)

    @pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 999), (9, 4)])
    def test_no_words_cannot_be_taken_out(self, send, start, end) -> None:
        passage = Passage.objects.get(document=send("Some words here.").submission.document)
        with pytest.raises(CannotRedact):
            redact(passage=passage, start=start, end=end, reason="x", by="staff:1", at=AT)

    def test_overlapping_bars_come_off_one_by_one(self, send, administrator) -> None:
        passage = Passage.objects.get(document=send("abcdefgh ijkl").submission.document)
        one = redact(passage=passage, start=0, end=4, reason="x", by="s", at=AT)
        redact(passage=passage, start=2, end=8, reason="x", by="s", at=AT)
        assert undo_redaction(redaction=one, staff=administrator, at=AT).text == "ab██████ ijkl"


def letters(count: int, *, seed: int = 1) -> list[str]:
    """A template of ten sentences with one sentence of each writer's own."""
    source = random.Random(seed)
    template = [sentence(source) for _ in range(10)]
    return [
        " ".join([*template[:5], f"Zebra number {n} is mine alone to tell.", *template[5:]])
        for n in range(count)
    ]


class TestCampaigns:
    def test_the_template_counts_once_and_each_own_sentence_stays(self, program, send) -> None:
        made = [send(text).submission for text in letters(5)]
        other = send(" ".join(sentence(random.Random(9)) for _ in range(9))).submission
        told = actions.group_campaigns(program=program, at=AT)
        assert told == {"texts": 6, "campaigns": 1}
        campaign = Campaign.objects.get()
        assert set(campaign.letters.all()) == set(made)
        other.refresh_from_db()
        assert other.campaign is None
        for one in made:
            said = " ".join(
                Passage.objects.filter(document=one.document).said().values_list("text", flat=True)
            )
            if one.pk == campaign.medoid_id:
                assert len(said) > 300
            else:
                assert said.startswith("Zebra number")
                assert len(said) < 60
        whole = Passage.objects.filter(document=made[0].document).order_by("ordinal")
        assert " ".join(one.text for one in whole) == letters(5)[0]
        found = queries.counts(Submission.objects.all())
        assert (found.submissions, found.texts, found.in_campaigns) == (6, 6, 5)

    def test_grouping_again_changes_nothing(self, program, send) -> None:
        for text in letters(5):
            send(text)
        actions.group_campaigns(program=program, at=AT)
        before = list(Passage.objects.order_by("pk").values_list("pk", "text", "kind"))
        campaign = Campaign.objects.get()
        actions.group_campaigns(program=program, at=AT)
        assert Campaign.objects.get() == campaign
        assert list(Passage.objects.order_by("pk").values_list("pk", "text", "kind")) == before

    def test_new_letters_join_a_campaign_that_a_person_confirmed(self, program, send) -> None:
        texts = letters(8)
        for text in texts[:5]:
            send(text)
        actions.group_campaigns(program=program, at=AT)
        campaign = Campaign.objects.get()
        actions.confirm_campaign(campaign=campaign, label="Rides", by="staff:1", at=AT)
        for text in texts[5:]:
            send(text)
        actions.group_campaigns(program=program, at=AT)
        campaign = Campaign.objects.get()
        assert (campaign.label, campaign.letters.count()) == ("Rides", 8)

    def test_a_letter_taken_out_is_whole_again_and_stays_out(self, program, send) -> None:
        made = [send(text).submission for text in letters(5)]
        actions.group_campaigns(program=program, at=AT)
        medoid = Campaign.objects.get().medoid_id
        one = next(one for one in made if one.pk != medoid)
        one.refresh_from_db()
        actions.take_out(submission=one, by="staff:1", at=AT)
        rows = Passage.objects.filter(document=one.document)
        assert rows.count() == rows.said().count()
        actions.group_campaigns(program=program, at=AT)
        one.refresh_from_db()
        assert one.campaign is None
        actions.put_back(submission=one, by="staff:1", at=AT)
        actions.group_campaigns(program=program, at=AT)
        one.refresh_from_db()
        assert one.campaign is not None

    def test_a_story_in_a_campaign_letter_stays_held_with_its_new_place(
        self, program, send
    ) -> None:
        texts = letters(5)
        texts[2] = texts[2].replace("Zebra number 2 is mine alone to tell.", "I was diagnosed with leukemia in May.")  # fmt: skip
        made = [send(text).submission for text in texts]
        actions.group_campaigns(program=program, at=AT)
        made[2].refresh_from_db()
        hold = made[2].holds.get(decided_at=None)
        assert made[2].state == "held"
        assert hold.passage.text[hold.start : hold.end] == "I was diagnosed with leukemia in May."

    def test_what_the_template_tells_is_asked_of_the_medoid_only(self, program, send) -> None:
        texts = [f"{text} My mother died of cancer far from home." for text in letters(5)]
        made = [send(text).submission for text in texts]
        assert {one.state for one in made} == {"held"}
        actions.group_campaigns(program=program, at=AT)
        held = Submission.objects.filter(state="held")
        assert [one.pk for one in held] == [Campaign.objects.get().medoid_id]

    def test_a_passage_that_somebody_cites_is_never_cut(self, program, send) -> None:
        from tests.factories.plan_documents import CorrectionFactory

        made = [send(text).submission for text in letters(5)]
        passages = {one.pk: Passage.objects.get(document=one.document) for one in made}
        for passage in passages.values():
            CorrectionFactory(program=program, passage=passage, document=passage.document)
        actions.group_campaigns(program=program, at=AT)
        for passage in passages.values():
            before = passage.text
            passage.refresh_from_db()
            assert passage.text == before


class TestAcknowledgment:
    """STK-5, STK-23: prepared here, sent by a person."""

    def prepare(self, one):
        return actions.prepare_acknowledgment(
            submission=one, link=lambda token: f"https://plan.example/{token}/",
            received="September 7, 2026", by="staff:1", at=AT,
        )  # fmt: skip

    def test_it_says_when_it_counts_and_where_to_look(self, program, send, mailoutbox) -> None:
        set_deadline(program)
        got = send("The rides are what we do not have in this county.", email="ana@example.org")
        letter = self.prepare(got.submission)
        assert letter.to == "ana@example.org"
        assert "in time for “Report”" in letter.text
        assert queries.status_of(letter.text.split("plan.example/")[1].split("/")[0]) is not None
        assert queries.status_of(got.token) is None
        assert "what you do toward the goals" in letter.text
        assert "not affiliated with any government" in letter.text
        assert mailoutbox == []

    @pytest.mark.parametrize(
        ("language", "words"), [("es", ["Gracias"]), ("en", ["Thank you"]), ("", ["Thank you", "Gracias"])]
    )  # fmt: skip
    def test_in_her_language_and_in_both_where_none_is_known(self, send, language, words) -> None:
        letter = self.prepare(send("Rides.", language=language).submission)
        for word in words:
            assert word in letter.text

    def test_sent_once(self, program) -> None:
        one = record_post(
            program=program, text="Rides", posted_at=AT, received_at=AT, by="s", at=AT
        ).submission
        actions.acknowledge(submission=one, by="staff:1", at=AT)
        actions.acknowledge(submission=one, by="staff:2", at=AT)
        one.refresh_from_db()
        assert one.acknowledged_by == "staff:1"


def test_a_hashtag_counts_only_while_it_was_in_force(program) -> None:
    """STK-18"""
    from tests.factories.plan_meetings import SeriesFactory

    series = SeriesFactory(program=program)
    HashtagFactory(series=series, tag="#CancerMoonshot", valid_from=date(2023, 9, 1), valid_to=date(2023, 12, 10))  # fmt: skip
    HashtagFactory(series=series, tag="#NationalCancerPlan", valid_from=date(2023, 4, 3), valid_to=None)  # fmt: skip
    for day, expected in [(10, True), (11, False)]:
        posted = datetime(2023, 12, day, 12, tzinfo=UTC)
        one = record_post(
            program=program, text=f"#cancermoonshot #NationalCancerPlan #other day {day}",
            posted_at=posted, received_at=AT, by="s", at=AT,
        ).submission  # fmt: skip
        assert tags_in_force(one) == {
            "#cancermoonshot": expected,
            "#NationalCancerPlan": True,
            "#other": False,
        }


class TestWhoSees:
    def test_hers_a_colleagues_and_a_strangers(self, program, send, staff) -> None:
        one = send("Words.").submission
        colleague = StaffFactory(program=program, role="plan-staff")
        navigator = StaffFactory(program=program, role="navigator")
        assert queries.page(staff, one.public_id).submission == one
        assert queries.page(colleague, one.public_id).submission == one
        for nobody in (StaffFactory(role="plan-staff"), navigator, None):
            with pytest.raises(NotVisible):
                queries.submission_for(nobody, one.public_id)

    def test_the_queue_pages_by_key_and_filters(self, program, send, staff) -> None:
        for number in range(7):
            send(f"Words number {number}.", goal_codes=("NCP-4",) if number % 2 else ())
        first = queries.queue(staff, filters=queries.Filters(), limit=4)
        second = queries.queue(staff, filters=queries.Filters(), after=first.next_cursor, limit=4)
        keys = [line.submission.pk for line in (*first.lines, *second.lines)]
        assert keys == sorted(keys, reverse=True)
        assert len(set(keys)) == 7
        assert second.next_cursor == ""
        only = queries.queue(staff, filters=queries.Filters(goal="NCP-4"))
        assert only.counts.submissions == 3
        assert queries.queue(staff, filters=queries.Filters(goal="none")).counts.submissions == 4
        for nonsense in ("nonsense", "0001-01-01T00:00:00+14:00|5", "9999-12-31T23:59:59-14:00|5", "2020-01-01T00:00:00|5", f"2020-01-01T00:00:00Z|{'9' * 30}"):  # fmt: skip
            page = queries.queue(staff, filters=queries.Filters(), after=nonsense)
            assert len(page.lines) == (0 if nonsense.endswith("9" * 30) else 7)
        for filters in (
            queries.Filters(hold="health-detail"),
            queries.Filters(state="spam"),
            queries.Filters(channel="chat"),
            queries.Filters(deadline_class="this-report"),
            queries.Filters(to_do="link"),
            queries.Filters(language="es"),
            queries.Filters(to_do="acknowledge"),
        ):
            assert queries.queue(staff, filters=filters).lines == ()
