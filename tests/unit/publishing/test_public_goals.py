"""The public goals page: only what a public document says is named, and only what no person has yet to look at is counted."""

from typing import Any

import pytest

from fairway.publishing.queries.goals import by_goal
from tests.factories.plan_documents import DocumentFactory, PassageFactory
from tests.factories.plan_efforts import ActivityFactory
from tests.factories.plan_goals import GoalTagFactory
from tests.factories.plan_intake import HoldFactory, SubmissionFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.unit.publishing.conftest import AT, House


def shown(house: House) -> Any:
    (one,) = by_goal(house.site, on=AT.date(), language="en", codes=("NCP-4",))
    return one


@pytest.mark.parametrize(
    ("document", "is_shown"),
    [
        (None, False),
        ({"is_public": False}, False),
        ({"is_public": True}, True),
        ({"is_public": True, "withdrawn_at": AT, "withdrawn_by": "staff:1"}, False),
    ],
)
def test_an_activity_needs_a_public_document(house: House, document: Any, is_shown: bool) -> None:
    program = house.site.program
    passage = document and PassageFactory(document=DocumentFactory(program=program, **document))
    activity = ActivityFactory(
        stakeholder=StakeholderFactory(program=program), passage=passage, source="a call with Ada"
    )
    GoalTagFactory(activity=activity, code="NCP-4")
    assert (len(shown(house).efforts), shown(house).activities) == (is_shown, is_shown)


@pytest.mark.parametrize(
    ("state", "hold", "is_counted"),
    [
        ("screened", None, True),
        ("screened", {"decided_at": AT, "decided_by": "staff:1", "decision": "released"}, True),
        ("screened", {}, False),
        ("held", None, False),
        ("spam", None, False),
        ("withdrawn", None, False),
    ],
)
def test_stk_6_what_is_held_is_not_counted(
    house: House, state: str, hold: Any, is_counted: bool
) -> None:
    submission = SubmissionFactory(program=house.site.program, state=state)
    if hold is not None:
        HoldFactory(submission=submission, **hold)
    GoalTagFactory(activity=None, submission=submission, code="NCP-4")
    assert shown(house).submissions == is_counted
