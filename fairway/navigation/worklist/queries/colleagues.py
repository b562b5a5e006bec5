"""The people of one's own program: whom to hand a case to, and whose name stands behind an id in the history."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import is_care_team


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """One member of staff, gone ones too. `actor` is her id in the audit; `may_own`: she can be given a case."""

    id: UUID
    actor: str
    name: str
    role: str
    languages: tuple[str, ...]
    may_own: bool


def colleagues(*, staff: Staff) -> list[Colleague]:
    """Everyone who works or worked for her program, by name. One query."""
    return [
        Colleague(
            id=one.public_id,
            actor=one.actor,
            name=one.name,
            role=one.role,
            languages=tuple(one.languages),
            may_own=is_care_team(one),
        )
        for one in Staff.objects.filter(program_id=staff.program_id).order_by("name", "pk")
    ]
