"""What became of my input (STK-24), and what a sentence rests on (STK-15)."""

from datetime import date

import pytest

from fairway.people.models import Role
from fairway.people.queries import NotVisible
from fairway.plan.reports import actions
from fairway.plan.reports.build.deliver import deliver
from fairway.plan.reports.queries import cited_in, trace, what_became, workshop
from tests.factories.people import StaffFactory
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.factories.plan_themes import AssignmentFactory
from tests.unit.plan.reports.conftest import AT


def became(passage):
    key = passage.document.submission.pk
    return what_became([key])[key]


def test_stk_24_from_a_comment_to_the_report(world):
    passage, other = world.sent("There is no bus."), world.sent("There is no train.")
    theme, candidate = world.theme(name="Rides"), world.theme(name="Later", state="candidate")
    attached = PassageFactory(
        document=DocumentFactory(program=world.program, part_of=passage.document)
    )
    AssignmentFactory(theme=theme, passage=attached)
    AssignmentFactory(theme=candidate, passage=passage)
    AssignmentFactory(theme=world.theme(name="Removed"), passage=passage, removed_at=AT, removed_by="staff:1")  # fmt: skip
    world.write("Transport is missing.", passage)
    advice = actions.propose_recommendation(
        report_id=world.report.public_id, text="Pay for rides.", by=world.staff, at=AT
    )
    actions.link_evidence(
        recommendation_id=advice.public_id, theme_ids=[theme.public_id], by=world.staff, at=AT
    )
    assert became(passage).reports == []
    assert became(passage).recommendations == []
    deliver(report_id=world.report.public_id, on=date(2026, 12, 1), by=world.staff, at=AT)
    told = became(passage)
    assert told.themes == ["Rides"]
    assert [(one.number, one.text) for one in told.recommendations] == [(1, "Pay for rides.")]
    assert [(one.title, one.is_cited) for one in told.reports] == [(world.report.title, True)]
    assert [one.is_cited for one in became(other).reports] == [False]
    submission = passage.document.submission
    submission.state = "withdrawn"
    submission.save()
    assert became(passage) == type(told)()


def test_a_late_one_waits_for_a_later_report(world):
    passage = world.sent("Late.", deadline_class="future-reports")
    world.write("Nurses are missing.", world.published)
    deliver(report_id=world.report.public_id, on=date(2026, 12, 1), by=world.staff, at=AT)
    assert became(passage).reports == []


def test_trace_and_where_a_passage_is_used(world):
    other = world.page("Another.")
    sentence = world.write("Nurses are missing.", world.published, other)
    assert [one.passage for one in trace(world.staff, sentence.public_id)] == [world.published, other]  # fmt: skip
    passage, sources, themes = cited_in(world.staff, other.public_id)
    assert (passage, [one.sentence for one in sources], themes) == (other, [sentence], [])
    stranger = StaffFactory(role=Role.PLAN_STAFF)
    for ask in (trace, cited_in):
        with pytest.raises(NotVisible):
            ask(stranger, sentence.public_id if ask is trace else other.public_id)


def test_the_workshop_puts_what_is_held_first(world, django_assert_max_num_queries):
    for n in range(5):
        sentence = world.write(f"Sentence {n}.", world.published)
    sentence.held_at = AT
    sentence.save()
    with django_assert_max_num_queries(10):
        page = workshop(world.staff, world.report.public_id)
    assert [one.sentence for one in page.held] == [sentence]
    assert len(page.parts[0].written) == 5
