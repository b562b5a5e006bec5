"""Three people at their browsers: the navigator, her lead, and a stranger of another program; and one line each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairway.people.models import Role
from tests.factories.navigation import EpisodeFactory, MilestoneFactory
from tests.factories.people import PatientFactory, ProgramFactory, SiteFactory, StaffFactory

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SIGN_IN = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Team:
    """One program with a site, a navigator, a colleague, a lead and an administrator; and a stranger."""

    program: Any
    site: Any
    navigator: Any
    colleague: Any
    lead: Any
    administrator: Any
    stranger: Any
    clients: dict[int, Client] = field(default_factory=dict)

    def as_(self, staff: Any) -> Client:
        """Her browser, signed in."""
        if staff.pk not in self.clients:
            self.clients[staff.pk] = Client()
            self.clients[staff.pk].force_login(staff.user, backend=SIGN_IN)
        return self.clients[staff.pk]

    def case(
        self,
        name: str = "",
        *,
        owner: Any = None,
        step: str = "follow-up-of-abnormal",
        dates: dict[str, Any] | None = None,
        person: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Any:
        """An open case with its next step, two days late on TODAY unless told otherwise."""
        owner = owner or self.navigator
        given, _, family = (name or "Ana Ruiz").partition(" ")
        patient = fields.pop("patient", None) or PatientFactory(
            program=owner.program, given=given, family=family, **(person or {})
        )
        episode = EpisodeFactory(patient=patient, owner=owner, **fields)
        MilestoneFactory(episode=episode, key=step, leads=True, **(dates or {}))
        return episode


@pytest.fixture
def team(db: None, monkeypatch: pytest.MonkeyPatch) -> Team:
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    program = ProgramFactory(time_zone="America/New_York", phone="555-0100")
    return Team(
        program=program,
        site=SiteFactory(part_of=program, name="Riverside Clinic"),
        navigator=StaffFactory(program=program, name="Hers"),
        colleague=StaffFactory(program=program, name="Colleague"),
        lead=StaffFactory(program=program, role=Role.LEAD, name="Lead"),
        administrator=StaffFactory(program=program, role=Role.ADMINISTRATOR, name="Keeper"),
        stranger=StaffFactory(name="Stranger"),
    )


@pytest.fixture
def at_most_12() -> Callable[[Client, str], None]:
    """Issue 2: a page reads at most 12 times, the reader's own rows counted. Once before, for what is kept."""

    def check(client: Client, path: str) -> None:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        reads = [
            one["sql"] for one in asked if one["sql"].lstrip(" \n(").startswith(("SELECT", "WITH"))
        ]
        assert len(reads) <= 12, "\n".join(reads)

    return check
