"""Setting up a program: its sites, its people with their sign-ins, and who takes what comes in."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from fairway.base.audit import record
from fairway.base.errors import FairwayError
from fairway.people.models import Organization, Role, Staff, User

OWNERS = [Role.NAVIGATOR, Role.LEAD, Role.MANAGER]


class NoIntakeOwner(FairwayError):
    """A case came in and nobody is there to own it (HUM-1)."""


class AlreadySetUp(FairwayError):
    """There is a program of this name, or an account with this e-mail address."""


class NoSuchPost(FairwayError):
    """The role or the site that a new member of staff should have is not there."""


class StaffFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One member of staff to be. `sites` are names of sites; without a password she signs in by reset or SSO."""

    name: str
    email: str
    role: str
    phone: str = ""
    languages: list[str] = []
    sites: list[str] = []
    is_intake_owner: bool = False
    language: str = "en"
    password: str | None = None


@transaction.atomic
def set_up_program(
    *,
    name: str,
    time_zone: str,
    sites: Sequence[str] = (),
    people: Sequence[StaffFacts] = (),
    phone: str = "",
    by: str,
    at: datetime,
) -> Organization:
    """A program with its sites and staff. The first intake owner among the people takes what comes in (HUM-1).

    Raises AlreadySetUp where the name of the program or an e-mail address is taken.
    """
    programs = Organization.objects.filter(kind=Organization.Kind.PROGRAM, name=name)
    if programs.exists():
        raise AlreadySetUp("There is a program of this name. Choose another, or use the one there.")
    program = Organization.objects.create(
        kind=Organization.Kind.PROGRAM, name=name, time_zone=time_zone, phone=phone
    )
    for site in sites:
        Organization.objects.create(
            kind=Organization.Kind.SITE, name=site, part_of=program, time_zone=time_zone
        )
    staff = [add_staff(program=program, facts=one, by=by, at=at) for one in people]
    for member, facts in zip(staff, people, strict=True):
        if facts.is_intake_owner and program.intake_owner is None:
            choose_intake_owner(organization=program, owner=member, by=by, at=at)
    record("program.set-up", about=program, by=by, at=at, program_id=program.pk, sites=len(sites))
    return program


@transaction.atomic
def add_staff(*, program: Organization, facts: StaffFacts, by: str, at: datetime) -> Staff:
    """A member of staff with her sign-in, at the program's sites that are named.

    Raises AlreadySetUp where the e-mail address has an account, NoSuchPost for a role or a site that is not there.
    """
    if facts.role not in Role.values:
        raise NoSuchPost("There is no role “{role}”. Use one of: {roles}.", role=facts.role, roles=", ".join(Role.values))  # fmt: skip
    sites = {site.name: site for site in program.parts.filter(kind=Organization.Kind.SITE)}
    unknown = [name for name in facts.sites if name not in sites]
    if unknown:
        raise NoSuchPost("The program has no site “{site}”. Its sites: {sites}.", site=unknown[0], sites=", ".join(sorted(sites)))  # fmt: skip
    if User.objects.filter(email__iexact=facts.email).exists():
        raise AlreadySetUp("This e-mail address has an account. Use another address.")
    user = User.objects.create_user(
        username=facts.email,
        email=facts.email,
        password=facts.password,
        language=facts.language,
    )
    member = Staff.objects.create(
        user=user,
        program=program,
        role=Role(facts.role),
        name=facts.name,
        phone=facts.phone,
        languages=facts.languages,
    )
    member.sites.set([sites[name] for name in facts.sites])
    record("staff.added", about=member, by=by, at=at, program_id=program.pk, role=facts.role)
    return member


@transaction.atomic
def choose_intake_owner(
    *, organization: Organization, owner: Staff, by: str, at: datetime
) -> Organization:
    """Who takes what comes in at a program or site until someone else takes it."""
    organization.intake_owner = owner
    organization.save(update_fields=["intake_owner"])
    program = organization.part_of or organization
    record(
        "intake-owner.chosen",
        about=organization,
        by=by,
        at=at,
        program_id=program.pk,
        owner=owner.pk,
    )
    return organization


def owner_for(*, program: Organization, site: Organization | None) -> Staff:
    """The named human who owns a case that comes in: the site's, else the program's intake owner (HUM-1).

    Raises NoIntakeOwner where neither has one who works there.
    """
    for place in (site, program):
        owner = place.intake_owner if place else None
        if owner and owner.is_active and owner.role in OWNERS and owner.program_id == program.pk:
            return owner
    raise NoIntakeOwner(
        "Program {program} has nobody who takes new cases. Choose an intake owner for it, an active navigator, lead or manager, then import again.",
        program=program.pk,
    )
