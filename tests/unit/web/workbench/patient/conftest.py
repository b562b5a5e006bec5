"""Ana's page on a day, as her navigator and others open it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from fairway.web import middleware
from tests.unit.web.workbench.patient import story

SIGN_IN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The story, with its own now."""
    monkeypatch.setattr(middleware.timezone, "now", lambda: story.AT)
    return story.tell()


@pytest.fixture
def as_(world: Any) -> Callable[[str], Client]:
    """The browser of one of the story's people."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(world, who).user, backend=SIGN_IN)
        return client

    return sign_in


@pytest.fixture
def hers(as_: Callable[[str], Client]) -> Client:
    """The navigator's browser."""
    return as_("navigator")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page answered in Spanish leaves its language behind in the thread."""
    with translation.override("en"):
        yield
