"""A program of plan staff, and ways to send something in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.people.models import Role
from fairway.plan.intake import actions
from tests.factories.people import ProgramFactory, StaffFactory

AT = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def program(db: None) -> Any:
    return ProgramFactory(name="Example Plan Program", time_zone="America/New_York")


@pytest.fixture
def staff(program: Any) -> Any:
    return StaffFactory(program=program, role=Role.PLAN_STAFF, name="Hers")


@pytest.fixture
def administrator(program: Any) -> Any:
    return StaffFactory(program=program, role=Role.ADMINISTRATOR, name="Keeper")


@pytest.fixture
def send(program: Any) -> Callable[..., actions.Received]:
    """A comment by the web form."""

    def by_form(comment: str = "", *, at: datetime = AT, key: str = "", **fields: Any) -> Any:
        form = actions.FormInput(comment=comment, **fields)
        return actions.receive(
            program=program, channel="form", form=form, received_at=at, by="public", at=at, key=key
        )

    return by_form
