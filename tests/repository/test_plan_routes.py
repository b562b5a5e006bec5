"""Who gets what at every address of the plan and of the public pages; the rows stand in plan_rows/."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import ProgramFactory, StaffFactory
from tests.repository.plan_rows import PlanRow, PlanWorld, public, rows


@pytest.fixture
def world(db: None) -> PlanWorld:
    program = ProgramFactory()
    return PlanWorld(
        program,
        hers=StaffFactory(program=program, role="plan-staff"),
        colleague=StaffFactory(program=program, role="plan-staff"),
        stranger=StaffFactory(role="plan-staff"),
        navigator=StaffFactory(program=program, role="navigator"),
    )


@pytest.mark.parametrize("who", ["anonymous", "hers", "colleague", "stranger", "navigator"])
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.method}-{row.route}")
def test_the_answer(row: PlanRow, who: str, world: PlanWorld, settings: Any) -> None:
    """DESIGN section 6: every route, every kind of person, one expected status."""
    client = Client()
    if who != "anonymous":
        client.force_login(
            getattr(world, who).user, backend="django.contrib.auth.backends.ModelBackend"
        )
    address = reverse(row.route, kwargs=row.arguments(world))
    answer = getattr(client, row.method)(address, row.data)
    assert answer.status_code == getattr(row, who), f"{who} at {address}"
    if who == "anonymous" and row.route not in public():
        assert answer.url.startswith(reverse("account_login"))
