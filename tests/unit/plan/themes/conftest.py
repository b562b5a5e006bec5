"""A program with plan staff, and people of nowhere who say things."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.base import aids
from fairway.people.models import Role
from fairway.plan.themes import jobs
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_documents import PassageFactory
from tests.factories.plan_intake import SubmissionFactory
from tests.factories.plan_stakeholders import StakeholderFactory

AT = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)

# Invented remarks of an invented county, three matters with five speakers each; and one that nobody else speaks of.
RIDES = (
    "Patients miss radiation treatment because no bus drives to the clinic and gas money is short.",
    "Our county has no bus to the clinic; neighbors drive patients to radiation treatment for gas money.",
    "Without a bus or gas money, patients skip treatment at the clinic far away.",
    "Pay for gas money and a bus so that patients reach the clinic for treatment.",
    "A shared bus to the radiation clinic would help patients keep treatment.",
)
NURSES = (
    "Nurses leave oncology because of burnout and low wages; train and mentor new nurses.",
    "We cannot recruit oncology nurses; wages are low and burnout is high.",
    "Mentor new nurses, raise wages, and burnout in oncology will fall.",
    "Low wages and burnout make nurses leave; recruit and mentor more.",
    "Train oncology nurses near home and mentor them so burnout does not win.",
)
RECORDS = (
    "Records do not travel: hospital software cannot share test results with another hospital.",
    "Share test results between hospital software with one standard for records.",
    "A standard for records would let software share results with every hospital.",
    "Results sit in software that no other hospital can read; share records by a standard.",
    "Hospital software vendors should share records and results by one open standard.",
)
ALONE = "Bees."


@dataclass
class Plan:
    """One program, her and a stranger, and what was said."""

    program: Any
    staff: Any
    administrator: Any
    stranger: Any
    said: dict[str, list[Any]] = field(default_factory=dict)

    def says(self, text: str, *, stakeholder: Any = None, **fields: Any) -> Any:
        """Somebody sends in one passage."""
        submission = SubmissionFactory(program=self.program, stakeholder=stakeholder, **fields)
        return PassageFactory(document=submission.document, text=text, language="en")

    def on(self, aid: str = "theme-candidates") -> None:
        """An administrator turns the aid on."""
        aids.switch(aid_id=aid, program_id=self.program.pk, on=True, by="staff:1", at=AT)


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aids.Register, "aids", {})
    jobs.register_aids()


@pytest.fixture
def plan(db: None) -> Plan:
    program = ProgramFactory(name="Example Coalition of Nowhere County")
    return Plan(
        program,
        StaffFactory(program=program, role=Role.PLAN_STAFF),
        StaffFactory(program=program, role=Role.ADMINISTRATOR),
        StaffFactory(role=Role.PLAN_STAFF),
    )


@pytest.fixture
def heard(plan: Plan) -> Plan:
    """Three matters, five speakers each, and one remark alone."""
    for matter, texts in (("rides", RIDES), ("nurses", NURSES), ("records", RECORDS)):
        plan.said[matter] = [
            plan.says(text, stakeholder=StakeholderFactory(program=plan.program)) for text in texts
        ]
    plan.said["alone"] = [plan.says(ALONE)]
    return plan
