"""Until when what the public sends in counts, and for what."""

from datetime import date, datetime
from typing import NamedTuple

from fairway.plan.intake.actions.deadlines import deadline_for
from fairway.publishing.models import Site


class Open(NamedTuple):
    """The deadline that a comment sent now would be classed by (STK-4)."""

    label: str
    closes_on: date
    is_inclusive: bool
    time_zone: str


def open_at(site: Site, *, at: datetime) -> Open | None:
    """The one that holds at this moment; None where nothing closes."""
    found = deadline_for(site.program, at)
    if found is None:
        return None
    return Open(found.label, found.closes_on, found.is_inclusive, found.time_zone)
