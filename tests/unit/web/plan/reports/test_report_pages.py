"""The pages on which a report is written, from a found passage to its files; no JavaScript anywhere."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fairway.people.models import Role
from fairway.plan.reports import actions
from fairway.plan.reports.build import FILES
from fairway.plan.reports.definitions import words as report_words
from fairway.plan.reports.models import Recommendation, Report, Section, Sentence
from fairway.web.plan.reports import words
from tests.factories.people import StaffFactory
from tests.factories.plan_meetings import MeetingFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.factories.plan_themes import AssignmentFactory
from tests.unit.plan.reports.conftest import AT
from tests.unit.web.plan.reports.conftest import client_of


def at(name, *args):
    return reverse(name, args=args)


def test_start_write_cite_build_and_deliver(world, hers):
    start = hers.post(
        at("plan_reports"),
        {"title": "A new report", "language": "en", "deadline": world.deadline.public_id},
    )
    report = Report.objects.get(title="A new report")
    assert start.url == at("plan_report", report.public_id)
    hers.post(at("plan_section_add", report.public_id), {"heading": "Rides", "kind": "opening"})
    section = Section.objects.get(report=report)

    hers.post(at("plan_search"), {"words": "nurses rural"})
    found = hers.get(at("plan_search")).content.decode()
    assert "<mark>nurses</mark>" in found
    passage_page = at("plan_passage", world.published.public_id)
    assert passage_page in found

    used = hers.post(
        at("plan_passage_use", world.published.public_id),
        {
            "section": section.public_id,
            "text": "One document says:",
            "words": "a shortage of nurses",
        },
    )
    sentence = Sentence.objects.get()
    assert used.url == at("plan_sentence", sentence.public_id)
    assert "“a shortage of nurses”" in hers.get(used.url).content.decode()

    write = at("plan_sentence_write", section.public_id)
    assert str(world.published.public_id) in hers.get(write).content.decode()
    assert hers.post(write, {"text": "Nurses are few."}).status_code == 422
    hers.post(
        write,
        {
            "text": "Nurses are few; {activities} activities.",
            "passages": [world.published.public_id],
        },
    )
    page = hers.get(at("plan_report", report.public_id)).content.decode()
    assert "Nurses are few" in page

    preview = hers.get(at("plan_report_preview", report.public_id)).content.decode()
    assert "0 activities" in preview
    hers.post(at("plan_builds", report.public_id))
    builds = hers.get(at("plan_builds", report.public_id)).content.decode()
    for name in FILES:
        assert name in builds
    build = report.builds.get()
    for name, media in FILES.items():
        answer = hers.get(at("plan_build_file", build.public_id, name))
        assert answer.status_code == 200
        assert answer["Content-Type"] == media
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    hers.post(at("plan_deliver", report.public_id), {"on": "2026-10-05"})
    report.refresh_from_db()
    assert (report.state, report.delivered_on) == ("delivered", date(2026, 10, 5))
    assert hers.post(write, {"text": "More.", "passages": [world.published.public_id]}).status_code == 422  # fmt: skip


def test_two_clicks_from_any_sentence_to_the_words(world, hers):
    """It must show 4: from a sentence to its sources, from a source to the words on their page."""
    world.write("Nurses are missing.", world.published)
    preview = hers.get(at("plan_report_preview", world.report.public_id)).content.decode()
    first = re.search(r'<a href="(#source-\d+)">', preview).group(1)
    item = re.search(rf'id="{first[1:]}"[^>]*><a href="([^"]+)"', preview).group(1)
    words_page = hers.get(item).content.decode()
    assert f"<mark>{world.published.text}</mark>" in words_page
    assert "page 3" in words_page


def test_held_sentences_come_first(world, hers):
    sentence = world.write("Nurses are missing.", world.published)
    sentence.held_at, sentence.held_because = AT, "withdrawn"
    sentence.save()
    page = hers.get(at("plan_report", world.report.public_id)).content.decode()
    assert page.index("Held sentences") < page.index("Outline")
    hers.post(at("plan_sentence", sentence.public_id), {"text": "Nurses are few."})
    assert (
        "Held sentences" not in hers.get(at("plan_report", world.report.public_id)).content.decode()
    )


def test_what_to_mend_is_named_with_its_place(world, hers):
    sentence = world.write("Nurses are missing.", world.published)
    sentence.sources.all().delete()
    hers.post(at("plan_builds", world.report.public_id))
    page = hers.get(at("plan_builds", world.report.public_id)).content.decode()
    assert at("plan_sentence", sentence.public_id) in page
    assert "It rests on nothing." in page
    refused = hers.post(at("plan_deliver", world.report.public_id), {"on": "2026-10-05"})
    assert refused.status_code == 409


def test_sources_are_added_through_the_search_and_taken_off(world, hers):
    other = world.page("Clinics look for nurses for months.")
    sentence = world.write("Nurses are missing.", world.published)
    search = at("plan_search") + f"?for={sentence.public_id}"
    assert hers.post(search, {"words": "months"}).url == search
    page = hers.get(search).content.decode()
    assert at("plan_sentence_cite", sentence.public_id) in page
    hers.post(at("plan_sentence_cite", sentence.public_id), {"passage": other.public_id})
    assert sentence.sources.count() == 2
    hers.post(
        at("plan_sentence_uncite", sentence.public_id), {"passage": world.published.public_id}
    )
    assert [one.passage for one in sentence.sources.all()] == [other]
    refused = hers.post(
        at("plan_sentence_uncite", sentence.public_id), {"passage": other.public_id}
    )
    assert refused.status_code == 409
    assert (
        hers.post(at("plan_sentence_cite", sentence.public_id), {"passage": "x"}).status_code == 404
    )


def test_parts_are_moved_and_removed_by_buttons(world, hers):
    one, two = world.write("One.", world.published), world.write("Two.", world.published)
    hers.post(at("plan_sentence_move", two.public_id), {"up": "1"})
    assert list(Sentence.objects.order_by("ordinal")) == [two, one]
    hers.post(at("plan_sentence_remove", two.public_id))
    other = actions.add_section(report_id=world.report.public_id, kind="closing", heading="End", by=world.staff, at=AT)  # fmt: skip
    hers.post(at("plan_section_move", other.public_id), {"up": "1"})
    assert list(Section.objects.order_by("ordinal")) == [other, world.section]
    hers.post(at("plan_section_remove", world.section.public_id))
    assert not Sentence.objects.exists()


def test_a_section_of_a_theme_offers_its_passages(world, hers):
    theme = world.theme(name="Rides")
    passage = world.sent("There is no bus.")
    AssignmentFactory(theme=theme, passage=passage)
    section = actions.add_section(
        report_id=world.report.public_id, kind="theme", heading="Rides",
        theme_id=theme.public_id, by=world.staff, at=AT,
    )  # fmt: skip
    page = hers.get(at("plan_sentence_write", section.public_id)).content.decode()
    assert "There is no bus." in page


def test_a_recommendation_from_proposal_to_outcome(world, hers):
    theme, body = (
        world.theme(name="Rides"),
        StakeholderFactory(program=world.program, name="Example Bus Company"),
    )
    hers.post(
        at("plan_propose", world.report.public_id),
        {"text": "Pay for rides.", "goal_codes": ["NCP-5"], "due_on": "2026-10-01"},
    )
    advice = Recommendation.objects.get()

    def do(deed, **data):
        return hers.post(at("plan_recommendation_deed", advice.public_id, deed), data)

    assert do("adopt").status_code == 422
    assert do("themes").status_code == 422
    do("themes", themes=[theme.public_id])
    do("adopt")
    do("assign", stakeholder=body.public_id)
    # STK-16: a change without evidence is rejected, and the page says what is missing.
    refused = do("progress", state="done")
    assert refused.status_code == 422
    assert "Enter the day of the evidence." in refused.content.decode()
    do(
        "progress",
        state="in-progress",
        evidence="A budget line.",
        evidence_on="2026-10-04",
        stakeholder=body.public_id,
    )
    advice.refresh_from_db()
    assert advice.state == "in-progress"
    page = hers.get(at("plan_recommendation", advice.public_id)).content.decode()
    assert "A budget line." in page
    assert "Example Bus Company" in page
    listed = hers.get(at("plan_recommendations")).content.decode()
    assert "Overdue" in listed
    do("rewrite", text="Pay for all rides.", goal_codes=["NCP-4"])
    advice.refresh_from_db()
    assert (advice.text, advice.goal_codes, advice.due_on) == (
        "Pay for all rides.",
        ["NCP-4"],
        None,
    )
    assert do("nonsense").status_code == 404


def test_outputs_of_a_meeting(world, hers):
    meeting = MeetingFactory(series__program=world.program, title="Rides to treatment")
    page = hers.get(at("plan_outputs", meeting.public_id)).content.decode()
    assert "Recap: Rides to treatment" in page
    spanish = hers.get(
        at("plan_outputs", meeting.public_id) + "?on=2026-04-01&language=es"
    ).content.decode()
    assert "Resumen breve" in spanish
    assert hers.get(at("plan_outputs", meeting.public_id) + "?on=nonsense").status_code == 200


@pytest.mark.parametrize("name", ["plan_reports", "plan_recommendations", "plan_search"])
def test_empty_pages_say_what_to_do(world, hers, name):
    Report.objects.exclude(pk=world.report.pk).delete()
    stranger = client_of(StaffFactory(role=Role.PLAN_STAFF))
    assert stranger.get(at(name)).status_code == 200


def test_pages_read_little(world, hers, django_assert_max_num_queries):
    for number in range(10):
        world.write(f"Sentence {number}.", world.published)
    hers.get(at("plan_report", world.report.public_id))
    with django_assert_max_num_queries(20):
        hers.get(at("plan_report", world.report.public_id))


def test_every_code_has_words():
    from fairway.plan.reports.models import Section

    assert set(words.STATES) == set(Recommendation.State.values) == set(report_words().states)
    assert set(words.REPORT_STATES) == set(Report.State.values)
    assert set(words.SECTION_KINDS) == set(Section.Kind.values)
    assert set(words.FILES) == set(FILES)
    from fairway.plan.intake.models import Submission

    assert set(report_words().channels) == set(Submission.Channel.values)
    from fairway.plan.reports.rules import FIGURES

    assert set(report_words().figures) == set(FIGURES)
