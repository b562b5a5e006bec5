"""Sentences rest on passages (STK-15); quotations are spans; only a draft is written in."""

import pytest

from fairway.base.models import AuditEntry
from fairway.people.models import Role
from fairway.people.queries import NotVisible
from fairway.plan.reports import actions
from fairway.plan.reports.models import Echo, Section, Sentence
from fairway.plan.reports.rules import digest, figures, fill, may_move, unknown_figures
from tests.factories.people import StaffFactory
from tests.factories.plan_intake import HoldFactory
from tests.unit.plan.reports.conftest import AT


def test_stk_15_a_sentence_without_a_source_is_not_kept(world):
    with pytest.raises(actions.NoSource):
        world.write("Nurses are missing.")
    assert not Sentence.objects.exists()


def test_stk_15_a_sentence_keeps_its_source(world):
    sentence = world.write("Nurses are missing.", world.published)
    assert [one.passage for one in sentence.sources.all()] == [world.published]
    entry = AuditEntry.objects.get(verb="report.sentence-written")
    assert entry.detail == {"sources": 1}
    assert "Nurses" not in str(entry.detail)


@pytest.mark.parametrize("text", ["", "  ", "{nothing} came", "{activities:NCP-9}", "{texts:NCP-4}", "a { b }"])  # fmt: skip
def test_words_that_cannot_stand(world, text):
    with pytest.raises((actions.EmptyText, actions.UnknownFigure)):
        world.write(text, world.published)


def test_figures_are_put_in():
    text = "{submissions} came, {activities:NCP-4} serve goal 4."
    assert figures(text) == {"submissions", "activities:NCP-4"}
    assert unknown_figures(text) == []
    assert fill(text, {"submissions": 12345, "activities:NCP-4": 30}) == "12,345 came, 30 serve goal 4."  # fmt: skip


@pytest.mark.parametrize(("state", "trouble"), [("spam", "spam"), ("withdrawn", "withdrawn")])
def test_nothing_rests_on_what_does_not_stand(world, state, trouble):
    passage = world.sent("There is no bus.", state=state)
    with pytest.raises(actions.CannotRest, match=trouble):
        world.write("No bus runs.", passage)


def test_nothing_rests_on_what_is_held(world):
    passage = world.sent("My mother’s tumor.")
    HoldFactory(submission=passage.document.submission)
    with pytest.raises(actions.CannotRest, match="held"):
        world.write("A family spoke.", passage)


@pytest.mark.parametrize("may_quote", [None, False])
def test_only_with_permission_is_somebody_quoted(world, may_quote):
    passage = world.sent("There is no bus.", may_quote=may_quote)
    with pytest.raises(actions.NotQuotable):
        _quote(world, passage, 0, 5)


def test_a_private_document_is_not_quoted(world):
    with pytest.raises(actions.NotQuotable):
        _quote(world, world.page("Among us.", is_public=False), 0, 5)


def test_a_quotation_is_a_span(world):
    passage = world.sent("There is no bus on Sundays.", may_quote=True)
    sentence = _quote(world, passage, 9, 15)
    assert (sentence.text, sentence.quote_digest) == ("", digest("no bus"))
    assert [one.passage for one in sentence.sources.all()] == [passage]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-1, 4), (0, 99), (5, 6)])
def test_a_span_lies_within_its_passage(world, start, end):
    with pytest.raises(actions.BadSpan):
        _quote(world, world.sent("There is no bus.", may_quote=True), start, end)


def test_the_last_source_stays(world):
    sentence = world.write("Nurses are missing.", world.published)
    other = world.page("Clinics look for nurses for months.")
    with pytest.raises(actions.NoSource):
        _uncite(world, sentence, world.published)
    actions.cite(sentence_id=sentence.public_id, passage_id=other.public_id, by=world.staff, at=AT)
    actions.cite(sentence_id=sentence.public_id, passage_id=other.public_id, by=world.staff, at=AT)
    _uncite(world, sentence, world.published)
    assert [one.passage for one in sentence.sources.all()] == [other]


def test_the_source_that_is_quoted_stays(world):
    sentence = _quote(world, world.published, 0, 6)
    actions.cite(
        sentence_id=sentence.public_id,
        passage_id=world.page("Another.").public_id,
        by=world.staff,
        at=AT,
    )
    with pytest.raises(actions.NoSource):
        _uncite(world, sentence, world.published)


def test_sentences_and_sections_change_places(world):
    one, two, three = (world.write(f"Sentence {n}.", world.published) for n in range(3))
    actions.move_sentence(sentence_id=three.public_id, up=True, by=world.staff, at=AT)
    actions.move_sentence(sentence_id=one.public_id, up=True, by=world.staff, at=AT)
    actions.move_sentence(sentence_id=two.public_id, up=False, by=world.staff, at=AT)
    assert list(Sentence.objects.order_by("ordinal")) == [one, three, two]
    other = actions.add_section(
        report_id=world.report.public_id, kind="closing", heading="End", by=world.staff, at=AT
    )
    actions.move_section(section_id=world.section.public_id, up=False, by=world.staff, at=AT)
    assert list(Section.objects.order_by("ordinal")) == [other, world.section]
    actions.remove_sentence(sentence_id=two.public_id, by=world.staff, at=AT)
    actions.remove_section(section_id=world.section.public_id, by=world.staff, at=AT)
    assert not Sentence.objects.exists()


def test_a_stranger_finds_nothing(world):
    stranger = StaffFactory(role=Role.PLAN_STAFF)
    navigator = StaffFactory(program=world.program)
    for reader in (stranger, navigator):
        with pytest.raises(NotVisible):
            actions.add_section(
                report_id=world.report.public_id, kind="opening", heading="x", by=reader, at=AT
            )
    theirs = world.write("Nurses are missing.", world.published)
    with pytest.raises(NotVisible):
        actions.rewrite_sentence(sentence_id=theirs.public_id, text="x", by=stranger, at=AT)


def test_a_delivered_report_is_not_written_in(world):
    sentence = world.write("Nurses are missing.", world.published)
    world.report.state = "delivered"
    world.report.save()
    with pytest.raises(actions.NotADraft):
        world.write("More.", world.published)
    with pytest.raises(actions.NotADraft):
        actions.rewrite_sentence(sentence_id=sentence.public_id, text="x", by=world.staff, at=AT)


def test_what_repeats_a_passage_is_noted_cited_or_not(world):
    said = world.sent("The last bus leaves the county hospital at four in the afternoon.")
    five = world.write("The last bus leaves the hospital.", world.published)
    six = world.write("We hear: THE LAST BUS leaves the, County hospital!", world.published)
    assert set(Echo.objects.values_list("holder", "passage", "is_current")) == {
        (f"plan.sentence:{six.public_id}", said.pk, True)
    }
    actions.rewrite_sentence(
        sentence_id=six.public_id, text="Buses end early.", by=world.staff, at=AT
    )
    assert set(Echo.objects.values_list("is_current", flat=True)) == {False}
    assert five.text


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [("proposed", "evidence-linked", True), ("proposed", "adopted", False), ("adopted", "assigned", True),
     ("assigned", "done", True), ("done", "open", True), ("done", "proposed", False), ("open", "adopted", False)],
)  # fmt: skip
def test_moves_of_a_recommendation(before, after, may):
    assert may_move(before, after) is may


def _quote(world, passage, start, end):
    return actions.quote(
        section_id=world.section.public_id,
        passage_id=passage.public_id,
        start=start,
        end=end,
        by=world.staff,
        at=AT,
    )


def _uncite(world, sentence, passage):
    actions.uncite(
        sentence_id=sentence.public_id, passage_id=passage.public_id, by=world.staff, at=AT
    )
