"""Three people: hers, a colleague's and a stranger's."""

from dataclasses import dataclass
from typing import Any

import pytest

from fairway.people.models import Role
from tests.factories.navigation import EpisodeFactory, MilestoneFactory
from tests.factories.people import PatientFactory, ProgramFactory, SiteFactory, StaffFactory


@dataclass
class Rig:
    """One program with a navigator, her colleague and a lead; and a stranger of another program."""

    program: Any
    site: Any
    navigator: Any
    colleague: Any
    lead: Any
    stranger: Any

    def episode(self, *, owner=None, key="resolution", patient=None, dates=None, **fields):
        """An open episode with its next step; `dates` are the step's own."""
        owner = owner or self.navigator
        patient = patient or PatientFactory(program=owner.program, site=None)
        episode = EpisodeFactory(patient=patient, owner=owner, **fields)
        MilestoneFactory(episode=episode, key=key, leads=True, **(dates or {}))
        return episode


@pytest.fixture
def rig(db) -> Rig:
    program = ProgramFactory(time_zone="America/New_York")
    return Rig(
        program=program,
        site=SiteFactory(part_of=program),
        navigator=StaffFactory(program=program, name="Hers"),
        colleague=StaffFactory(program=program, name="Colleague"),
        lead=StaffFactory(program=program, role=Role.LEAD, name="Lead"),
        stranger=StaffFactory(name="Stranger"),
    )
