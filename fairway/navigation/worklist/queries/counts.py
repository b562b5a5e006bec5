"""Counts beside a list, never dearer than the list: they stop at 1,000."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, IntegerField, Q, Subquery, Value, When

from fairway.navigation.pathways.models.clocks import EpisodeQuerySet
from fairway.navigation.pathways.rules.clocks import ClockState
from fairway.navigation.worklist.queries.filters import (
    Filters,
    Listing,
    in_parts,
    in_scope,
    named,
    narrowed,
    state_is,
)
from fairway.navigation.worklist.queries.lines import LATE
from fairway.navigation.worklist.queries.selection import Selection
from fairway.people.models import Organization, Staff

AT_MOST = 1000
MINE = Filters()
STATES = (
    ClockState.LONG_OVERDUE,
    ClockState.OVERDUE,
    ClockState.DUE,
    ClockState.DUE_SOON,
    ClockState.NOT_YET_DUE,
    ClockState.WAITING,
    ClockState.PAUSED,
    ClockState.NO_DEADLINE,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that stops at 1,000: beyond that nobody reads on, and counting would cost more than the page."""

    at_least: int
    is_exact: bool

    def __str__(self) -> str:
        return f"{self.at_least:,}" if self.is_exact else f"{self.at_least:,}+"


@dataclass(frozen=True, slots=True)
class Coverage:
    """People eligible for navigation, and those of them who were reached (NAV-5)."""

    eligible: int
    reached: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None where nobody is eligible."""
        return self.reached * 100 // self.eligible if self.eligible else None


def coverage(*, staff: Staff, on: date, filters: Filters = MINE) -> Coverage:
    """How many of the people with an open episode were reached (NAV-5). One query, exact."""
    scope = in_scope(staff, filters, among=named(staff, filters))
    people = narrowed(scope, filters, on=on).aggregate(
        eligible=Count("patient_id", distinct=True),
        reached=Count("patient_id", distinct=True, filter=Q(reached_on__isnull=False)),
    )
    return Coverage(people["eligible"], people["reached"])


def facets(
    chosen: Selection, filters: Filters, listing: Listing, *, on: date
) -> tuple[dict[str, Counted], Counted, Counted]:
    """Counts by state, of lines with an alert, and of what was found. At most two queries.

    One pass counts the first 1,000 lines. Where there are more, all that is counted apart is what is late and what
    has an alert: the rest would cost more than the page, and say no more than "1,000+".
    """
    found = _in_one_pass(chosen, on=on)
    total, alerts = found.pop("all"), found.pop("alerts")
    apart: dict[str, list[EpisodeQuerySet]] = {}
    if filters.state or filters.alert:
        apart["all"] = chosen.found
    if total > AT_MOST:
        found = {}
        apart["alerts"] = [chosen.scope.filter(open_alerts__gt=0)]
        for state in LATE if listing is Listing.WORKLIST else ():
            late = chosen.scope.filter(state_is(state, on=on))
            apart[state] = in_parts(late, state, on=on)
    counts = {"all": total, "alerts": alerts} | found | _apart(apart)
    total, alerts = counts.pop("all"), counts.pop("alerts")
    states = {str(name): _counted(number) for name, number in counts.items()}
    return states, _counted(alerts), _counted(total)


def _in_one_pass(chosen: Selection, *, on: date) -> dict[str, int]:
    state = Case(
        *[When(state_is(state, on=on), then=Value(str(state))) for state in STATES],
        default=Value(""),
        output_field=CharField(),
    )
    # Along an index of the whole list: a page's own order may be by what was added to it.
    index = {"visit_on": "rank_on", "urgent_on": "rank_on"}
    order = dict.fromkeys(index.get(name, name) for name in chosen.order)
    first = chosen.scope.order_by(*order).annotate(state=state).values("state", "open_alerts")
    counts: dict[str, int] = first[: AT_MOST + 1].aggregate(
        all=Count("state"),
        alerts=Count("state", filter=Q(open_alerts__gt=0)),
        **{name: Count("state", filter=Q(state=name)) for name in STATES},
    )
    return counts


class _BoundedCount(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _apart(wanted: dict[str, list[EpisodeQuerySet]]) -> dict[str, int]:
    """Bounded counts of several sets, each in parts, in one query."""
    if not wanted:
        return {}
    counts = {
        f"{name} {n}".replace("-", "_").replace(" ", "_"): _BoundedCount(
            part.values("pk")[: AT_MOST + 1]
        )
        for name, parts in wanted.items()
        for n, part in enumerate(parts)
    }
    row = Organization.objects.order_by("pk").annotate(**counts).values_list(*counts)[0]
    found = iter(row)
    return {name: sum(next(found) or 0 for _ in parts) for name, parts in wanted.items()}


def _counted(number: int) -> Counted:
    return Counted(min(number, AT_MOST), is_exact=number <= AT_MOST)
