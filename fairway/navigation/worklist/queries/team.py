"""Who carries which cases: for a lead who covers for someone away, or shares out what is too much for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from fairway.navigation.pathways.models import Episode
from fairway.navigation.worklist.queries.pages import Page, worklist
from fairway.people.models import Staff
from fairway.people.queries import NotVisible, is_care_team


@dataclass(frozen=True, slots=True)
class Held:
    """Open cases of one owner: all, late, with an open alert, and of people nobody has spoken to."""

    cases: int = 0
    overdue: int = 0
    with_alert: int = 0
    not_reached: int = 0


NOTHING = Held()
NUMBERS = ("cases", "overdue", "with_alert", "not_reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """One colleague and her open cases. `can_receive`: she is active, in a role that owns cases."""

    staff_id: UUID
    name: str
    role: str
    languages: tuple[str, ...]
    is_me: bool
    can_receive: bool
    held: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguePage:
    """One page of a colleague's worklist, and the team it may be given to."""

    colleague: Caseload
    team: tuple[Caseload, ...]
    page: Page


def caseloads(*, staff: Staff, on: date) -> list[Caseload]:
    """The care team by name, and whoever else still holds an open case. Two queries."""
    return _loads(_members(staff), staff=staff, on=on)


def _members(staff: Staff) -> list[Staff]:
    return list(Staff.objects.filter(program_id=staff.program_id).order_by("name", "pk"))


def _loads(members: Sequence[Staff], *, staff: Staff, on: date) -> list[Caseload]:
    counted = (
        Episode.objects.visible_to(staff)
        .open()
        .order_by()
        .values("owner_id")
        .annotate(
            cases=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=on, standing="running")),
            with_alert=Count("pk", filter=Q(open_alerts__gt=0)),
            not_reached=Count("pk", filter=Q(reached_on__isnull=True)),
        )
    )
    held = {owner: Held(*numbers) for owner, *numbers in counted.values_list("owner_id", *NUMBERS)}
    return [
        Caseload(
            staff_id=member.public_id,
            name=member.name,
            role=member.role,
            languages=tuple(member.languages),
            is_me=member.pk == staff.pk,
            can_receive=is_care_team(member),
            held=held.get(member.pk, NOTHING),
        )
        for member in members
        if member.pk in held or is_care_team(member)
    ]


def colleague_page(*, staff: Staff, colleague_id: UUID, on: date, after: str = "") -> ColleaguePage:
    """A colleague's list as she sees it, for a lead who covers for her. Raises NotVisible."""
    members = _members(staff)
    colleague = next((one for one in members if one.public_id == colleague_id), None)
    team = _loads(members, staff=staff, on=on)
    load = next((one for one in team if one.staff_id == colleague_id), None)
    if colleague is None or load is None:
        raise NotVisible(f"There is no staff {colleague_id} with cases in your program.")
    colleague.program = staff.program
    page = worklist(staff=colleague, on=on, after=after)
    return ColleaguePage(colleague=load, team=tuple(team), page=page)
