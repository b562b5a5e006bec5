"""Setting up a program; every case that comes in has a named human owner (HUM-1)."""

from datetime import UTC, datetime

import pytest

from fairway.people.actions import (
    AlreadySetUp,
    NoIntakeOwner,
    NoSuchPost,
    StaffFacts,
    add_staff,
    choose_intake_owner,
    owner_for,
    set_up_program,
)
from fairway.people.queries import demo_people, program_of, sites_of
from tests.factories.people import StaffFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
PEOPLE = [
    StaffFacts(
        name="Nora",
        email="nora@example.org",
        role="navigator",
        sites=["North"],
        is_intake_owner=True,
        password="made-up",
    ),
    StaffFacts(name="Lee", email="lee@example.org", role="lead"),
]


def set_up(**changes):
    how = {
        "name": "Bay",
        "time_zone": "America/Chicago",
        "sites": ["North", "South"],
        "people": PEOPLE,
    }
    return set_up_program(**(how | changes), by="system:test", at=AT)


def test_a_program_with_sites_and_people(db):
    program = set_up()
    nora = program.staff.get(name="Nora")
    assert (program.parts.count(), program.intake_owner) == (2, nora)
    assert nora.user.check_password("made-up")
    assert not program.staff.get(name="Lee").user.has_usable_password()
    assert [site.name for site in nora.sites.all()] == ["North"]
    assert {one.role for one in demo_people()} == {"navigator", "lead"}
    assert program_of() == program_of("Bay") == program
    assert program_of("Nowhere") is None


def test_twice_is_refused(db):
    set_up()
    for how in ({}, {"name": "Other"}):
        with pytest.raises(AlreadySetUp):
            set_up(**how)
    with pytest.raises(AlreadySetUp):
        set_up(name="Third", people=[StaffFacts(name="N", email="NORA@example.org", role="lead")])


def test_the_sites_owner_comes_before_the_programs(db):
    program = set_up()
    north, south = sites_of(program)
    lee = program.staff.get(name="Lee")
    choose_intake_owner(organization=north, owner=lee, by="system:test", at=AT)
    assert owner_for(program=program, site=north) == lee
    assert (
        owner_for(program=program, site=south)
        == owner_for(program=program, site=None)
        == program.intake_owner
    )


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "plan-staff"}])
def test_who_left_owns_nothing_new(db, change):
    program = set_up()
    for name, value in change.items():
        setattr(program.intake_owner, name, value)
    with pytest.raises(NoIntakeOwner, match="Choose an intake owner"):
        owner_for(program=program, site=None)


def test_a_stranger_owns_nothing(db):
    program = set_up(people=[])
    with pytest.raises(NoIntakeOwner):
        owner_for(program=program, site=None)
    choose_intake_owner(organization=program, owner=StaffFactory(), by="system:test", at=AT)
    with pytest.raises(NoIntakeOwner):
        owner_for(program=program, site=None)


@pytest.mark.parametrize(("role", "site"), [("queen", "North"), ("navigator", "Moon")])
def test_a_post_that_is_not_there_is_refused_and_makes_no_account(db, role, site):
    program = set_up()
    facts = StaffFacts(name="New", email="new@example.org", role=role, sites=[site])
    with pytest.raises(NoSuchPost):
        add_staff(program=program, facts=facts, by="system:test", at=AT)
    assert not program.staff.filter(name="New").exists()


def test_a_colleague_joins_later(db):
    program = set_up()
    facts = StaffFacts(name="New", email="new@example.org", role="plan-staff", sites=["South"])
    member = add_staff(program=program, facts=facts, by="system:test", at=AT)
    assert [site.name for site in member.sites.all()] == ["South"]
