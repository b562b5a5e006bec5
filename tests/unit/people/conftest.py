"""Three members of staff and a person: hers, a colleague's of the program, a stranger's."""

from types import SimpleNamespace

import pytest

from tests.factories.people import PatientFactory, ProgramFactory, SiteFactory, StaffFactory


@pytest.fixture
def three(db):
    program = ProgramFactory()
    site = SiteFactory(part_of=program)
    return SimpleNamespace(
        program=program,
        site=site,
        hers=StaffFactory(program=program),
        colleague=StaffFactory(program=program, role="lead"),
        stranger=StaffFactory(),
        patient=PatientFactory(program=program, site=site, family="Ruiz", given="Ana"),
    )
