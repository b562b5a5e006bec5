"""A program with a site, an author, a colleague who signs off, and a stranger elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.people.models import Role
from fairway.publishing.actions.pages import move_page, save_page
from fairway.publishing.models import PageVersion
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.publishing import SiteFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@dataclass
class House:
    """One publishing house."""

    site: Any
    author: Any
    colleague: Any
    stranger: Any

    def page(
        self, path: str, body: str = "Words.", *, at: datetime = AT, **front: Any
    ) -> PageVersion:
        """A page, published."""
        version = self.draft(path, body, at=at, **front)
        for to, who in (("in-review", self.author), ("signed-off", self.colleague), ("published", self.colleague)):  # fmt: skip
            version = move_page(version=version, to=to, by=who.actor, at=at)
        return version

    def draft(
        self, path: str, body: str = "Words.", *, at: datetime = AT, **front: Any
    ) -> PageVersion:
        """A page, as it was written."""
        said = {"title": path.title(), "description": "Made up."} | front
        lines = "".join(f"{key}: {value!r}\n" if isinstance(value, str) else f"{key}: {value}\n" for key, value in said.items())  # fmt: skip
        source = f"---\n{lines}---\n{body}\n"
        return save_page(site=self.site, path=path, source=source, by=self.author.actor, at=at)


@pytest.fixture
def house(db: None) -> House:
    program = ProgramFactory(name="Example Coalition of Nowhere County")
    site = SiteFactory(program=program, slug="nowhere", title="The Plan of Nowhere County")
    author = StaffFactory(program=program, role=Role.PLAN_STAFF, name="Ada Author")
    colleague = StaffFactory(program=program, role=Role.PLAN_STAFF, name="Cleo Colleague")
    stranger = StaffFactory(role=Role.PLAN_STAFF)
    return House(site, author, colleague, stranger)
