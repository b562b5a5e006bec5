"""The world of reports, and a browser signed in as its plan staff."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.unit.plan.reports.conftest import AT, world
from tests.unit.web.workbench.conftest import SIGN_IN

__all__ = ["client_of", "hers", "world"]


def client_of(staff):
    """A browser signed in as someone."""
    client = Client()
    client.force_login(staff.user, backend=SIGN_IN)
    return client


@pytest.fixture
def hers(world, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return client_of(world.staff)
