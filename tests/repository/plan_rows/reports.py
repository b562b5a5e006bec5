"""Reports, their parts, recommendations, and a meeting's outputs."""

from typing import Any

from fairway.plan.documents.queries.search import add
from fairway.plan.reports.build import build as build_report
from fairway.plan.reports.models import Report, Section, Sentence
from tests.factories.people import AT
from tests.factories.plan_documents import PassageFactory
from tests.factories.plan_meetings import MeetingFactory
from tests.factories.plan_reports import (
    RecommendationFactory,
    ReportFactory,
    SectionFactory,
    SentenceFactory,
    SentenceSourceFactory,
)
from tests.repository.plan_rows import PlanRow, PlanWorld


def a_sentence(world: PlanWorld) -> Sentence:
    made: Sentence = SentenceFactory(section__report__program=world.program)
    SentenceSourceFactory(sentence=made)
    return made


def a_report(world: PlanWorld) -> Report:
    return a_sentence(world).section.report


def report(world: PlanWorld) -> dict[str, Any]:
    return {"report": a_report(world).public_id}


def section(world: PlanWorld) -> dict[str, Any]:
    made: Section = SectionFactory(report__program=world.program)
    return {"section": made.public_id}


def sentence(world: PlanWorld) -> dict[str, Any]:
    return {"sentence": a_sentence(world).public_id}


def passage(world: PlanWorld) -> dict[str, Any]:
    made = PassageFactory(document__program=world.program)
    add([made.document_id])
    return {"passage": made.public_id}


def build(world: PlanWorld) -> dict[str, Any]:
    made = build_report(report_id=a_report(world).public_id, by=world.hers, at=AT)
    return {"build": made.build.public_id, "name": "report.html"}


def advice(world: PlanWorld) -> dict[str, Any]:
    return {"advice": RecommendationFactory(report=ReportFactory(program=world.program)).public_id}


def rewrite(world: PlanWorld) -> dict[str, Any]:
    return advice(world) | {"deed": "rewrite"}


def meeting(world: PlanWorld) -> dict[str, Any]:
    return {"meeting": MeetingFactory(series__program=world.program).public_id}


NO_PASSAGE = {"passage": "nothing"}

ROWS = [
    PlanRow("plan_reports", 302, 200, 200, 200, 403),
    PlanRow("plan_reports", 302, 302, 302, 302, 403, "post", data={"title": "A", "language": "en"}),
    PlanRow("plan_report", 302, 200, 200, 404, 403, arguments=report),
    PlanRow("plan_section_add", 302, 302, 302, 404, 403, "post", report, {"heading": "A", "kind": "opening"}),
    PlanRow("plan_report_preview", 302, 200, 200, 404, 403, arguments=report),
    PlanRow("plan_builds", 302, 200, 200, 404, 403, arguments=report),
    PlanRow("plan_builds", 302, 302, 302, 404, 403, "post", report),
    PlanRow("plan_deliver", 302, 302, 302, 404, 403, "post", report, {"on": "2026-04-01"}),
    PlanRow("plan_propose", 302, 302, 302, 404, 403, "post", report, {"text": "Pay for rides."}),
    PlanRow("plan_build_file", 302, 200, 200, 404, 403, arguments=build),
    PlanRow("plan_section_move", 302, 302, 302, 404, 403, "post", section, {"up": "1"}),
    PlanRow("plan_section_remove", 302, 302, 302, 404, 403, "post", section),
    PlanRow("plan_sentence_write", 302, 200, 200, 404, 403, arguments=section),
    PlanRow("plan_sentence", 302, 200, 200, 404, 403, arguments=sentence),
    PlanRow("plan_sentence_cite", 302, 404, 404, 404, 403, "post", sentence, NO_PASSAGE),
    PlanRow("plan_sentence_uncite", 302, 404, 404, 404, 403, "post", sentence, NO_PASSAGE),
    PlanRow("plan_sentence_move", 302, 302, 302, 404, 403, "post", sentence, {"up": "1"}),
    PlanRow("plan_sentence_remove", 302, 302, 302, 404, 403, "post", sentence),
    PlanRow("plan_passage_use", 302, 404, 404, 404, 403, "post", passage, {"section": "nothing"}),
    PlanRow("plan_recommendations", 302, 200, 200, 200, 403),
    PlanRow("plan_recommendation", 302, 200, 200, 404, 403, arguments=advice),
    PlanRow("plan_recommendation_deed", 302, 302, 302, 404, 403, "post", rewrite, {"text": "Pay."}),
    PlanRow("plan_outputs", 302, 200, 200, 404, 403, arguments=meeting),
]  # fmt: skip
