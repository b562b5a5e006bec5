"""One program with a member of plan staff, a report, and three kinds of source: published, sent in, sent in and quotable."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.people.models import Role
from fairway.plan.documents.queries.search import add
from fairway.plan.reports import actions
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.factories.plan_intake import DeadlineFactory, SubmissionFactory
from tests.factories.plan_themes import ThemeFactory

AT = datetime(2026, 10, 5, 14, 0, tzinfo=UTC)


@dataclass
class World:
    """What most tests of reports need."""

    staff: Any
    program: Any
    deadline: Any
    report: Any
    section: Any
    published: Any

    def sent(self, text: str, **fields: Any) -> Any:
        """A passage of a new submission; fields are the submission's."""
        document = DocumentFactory(program=self.program, kind="form")
        fields = {
            "deadline": self.deadline,
            "deadline_class": "this-report",
            "received_at": AT,
        } | fields
        SubmissionFactory(program=self.program, document=document, **fields)
        return self._passage(document, text)

    def page(self, text: str, **fields: Any) -> Any:
        """A passage of a published document."""
        fields = {"is_public": True, "title": "Summary of an example meeting"} | fields
        return self._passage(DocumentFactory(program=self.program, **fields), text)

    def write(self, text: str, *passages: Any, section: Any = None) -> Any:
        """A sentence that rests on the passages."""
        return actions.write_sentence(
            section_id=(section or self.section).public_id,
            text=text,
            passage_ids=[one.public_id for one in passages],
            by=self.staff,
            at=AT,
        )

    def theme(self, **fields: Any) -> Any:
        """An accepted theme."""
        return ThemeFactory(program=self.program, **{"state": "accepted"} | fields)

    def _passage(self, document: Any, text: str) -> Any:
        passage = PassageFactory(document=document, text=text, page=3)
        add([document.pk])
        return passage


@pytest.fixture
def world(db: None) -> World:
    program = ProgramFactory(time_zone="America/New_York")
    staff = StaffFactory(program=program, role=Role.PLAN_STAFF)
    deadline = DeadlineFactory(program=program)
    report = actions.start_report(
        title="What we heard in Nowhere County",
        deadline_id=deadline.public_id,
        by=staff,
        at=AT,
    )
    section = actions.add_section(
        report_id=report.public_id, kind="opening", heading="Opening", by=staff, at=AT
    )
    made = World(staff, program, deadline, report, section, None)
    made.published = made.page("Nearly every speaker named a shortage of nurses in rural clinics.")
    return made
