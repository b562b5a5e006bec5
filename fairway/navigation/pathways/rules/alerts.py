"""ACCURE's two alerts (practice.md 7.1). They fire for everyone; only feedback is by group."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

GAP_DAYS = 21
KEPT = frozenset({"arrived", "fulfilled"})
AHEAD = frozenset({"booked", "pending"})


class Visit(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A booked visit. `id` is the row's key."""

    id: int
    starts_on: date
    status: str
    is_treatment: bool
    # Empty where the source does not say: it then counts for every cancer.
    cancer: str = ""
    # Its day or status was changed after it was first booked.
    is_changed: bool = False


class Raised(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An alert that should stand: its kind, what it is about (once), the visit, the day it became true."""

    kind: str
    occasion: str
    visit_id: int | None
    on: date


def missed_visits(visits: Sequence[Visit], *, on: date) -> list[Raised]:
    """A scheduled treatment visit that was missed: no-show, or its day is past and nobody arrived.

    The day itself is still in time: a booked visit is missed from the day after.
    """
    return [
        Raised(
            "missed-treatment-visit",
            f"visit:{visit.id}/{visit.starts_on.isoformat()}",
            visit.id,
            visit.starts_on,
        )
        for visit in visits
        if visit.is_treatment
        and (
            (visit.status == "noshow" and visit.starts_on <= on)
            or (visit.status == "booked" and visit.starts_on < on)
        )
    ]


def gap(visits: Sequence[Visit], *, treated_on: Sequence[date], on: date) -> Raised | None:
    """Nothing scheduled within 21 days of the index visit, the last treatment kept: day 21 counts, day 22 does not.

    `treated_on` are treatments recorded without a booking. A visit cancelled later makes a new occasion, so that a
    resolved alert is raised again.
    """
    kept = [
        v.starts_on for v in visits if v.is_treatment and v.status in KEPT and v.starts_on <= on
    ]
    kept += [day for day in treated_on if day <= on]
    if not kept:
        return None
    index = max(kept)
    window_ends = index + timedelta(days=GAP_DAYS)
    if any(index < v.starts_on <= window_ends and _stands(v, on=on) for v in visits):
        return None
    return Raised("nothing-scheduled", _occasion(visits, index, window_ends), None, index)


def _occasion(visits: Sequence[Visit], index: date, window_ends: date) -> str:
    """The index day, and what has been taken out of the window since: each cancellation or move counts anew."""
    cancelled = [
        f"/cancelled:{v.id}"
        for v in visits
        if index < v.starts_on <= window_ends and v.status == "cancelled"
    ]
    moved = [
        f"/moved:{v.id}:{v.starts_on.isoformat()}"
        for v in visits
        if v.starts_on > window_ends and v.status in AHEAD and v.is_changed
    ]
    return f"index:{index.isoformat()}" + "".join([*sorted(cancelled)[-1:], *sorted(moved)[-1:]])


def _stands(visit: Visit, *, on: date) -> bool:
    """Booked and still ahead, or kept. One that is past and was not kept is a missed visit, not a plan."""
    return visit.status in KEPT or (visit.status in AHEAD and visit.starts_on >= on)
