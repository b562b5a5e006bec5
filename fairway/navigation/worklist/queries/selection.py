"""What stands on a list, in which order, and one page of it: cut inside an index, at any depth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from fairway.base.keyset import RowAfter
from fairway.navigation.pathways.models import Appointment, Episode
from fairway.navigation.pathways.models.clocks import EpisodeQuerySet
from fairway.navigation.worklist.queries.filters import (
    MAX_FOUND,
    Cursor,
    Filters,
    Group,
    Listing,
    in_listing,
    in_parts,
    in_scope,
    named,
    narrowed,
)
from fairway.navigation.worklist.queries.lines import AHEAD, read_rows
from fairway.people.models import Patient, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A list before it is cut into pages: `scope` without the filters by state and alert, `found` with them.

    `found` and `heads` are in parts that a page is merged from. `heads` are what pages are cut from, in `order`:
    everything found, or the first of each household.
    """

    scope: EpisodeQuerySet
    found: list[EpisodeQuerySet]
    heads: list[EpisodeQuerySet]
    order: tuple[str, ...]
    group: Group
    is_cut: bool

    def rows(self, *, after: str, size: int) -> list[dict[str, Any]]:
        """The page after the cursor, and one more to know whether the list goes on."""
        cursor = Cursor.read(after)
        begins = []
        if cursor is not None and cursor.order == self.order:
            begins = [RowAfter(list(self.order), list(cursor.values))]
        pages = [part.filter(*begins).order_by(*self.order)[: size + 1] for part in self.heads]
        if len(pages) == 1:
            return read_rows(pages[0])
        places = sorted(place for page in pages for place in page.values_list(*self.order))
        merged = {place[-1]: place for place in places[: size + 1]}
        found = {row["id"]: row for row in read_rows(Episode.objects.filter(pk__in=merged))}
        return [
            found[key] | dict(zip(self.order, place, strict=True))
            for key, place in merged.items()
            if key in found
        ]


def select(*, staff: Staff, on: date, filters: Filters, listing: Listing) -> Selection:
    """What stands on the list, and how it is brought together and ordered."""
    among = named(staff, filters)
    scope = in_scope(staff, filters, among=among).filter(in_listing(listing, on=on))
    found = heads = narrowed(scope, filters, on=on)
    order: tuple[str, ...] = (
        ("rank_on", "id") if listing is Listing.WORKLIST else ("opened_on", "id")
    )
    # One's own caseload and what a name finds are short already.
    is_long = listing is Listing.WORKLIST and not filters.mine and among is None
    state = filters.state if is_long else ""
    group = filters.group
    if group is Group.HOUSEHOLD:
        heads = _first_of_households(found, order)
    elif group is Group.VISIT_DAY and (filters.mine or filters.site):
        order = ("visit_on", *order)
        heads = found.annotate(visit_on=_visit_on(on))
    else:
        group = Group.NONE
    if listing is Listing.WATCHFUL and not group:
        order, parts = _by_urgency(found)
        return Selection(
            scope=scope, found=parts, heads=parts, order=order, group=group, is_cut=_is_cut(among)
        )
    return Selection(
        scope=scope,
        found=in_parts(found, state, on=on),
        heads=in_parts(heads, state, on=on),
        order=order,
        group=group,
        is_cut=_is_cut(among),
    )


def _is_cut(among: list[int] | None) -> bool:
    return among is not None and len(among) >= MAX_FOUND


def _by_urgency(found: EpisodeQuerySet) -> tuple[tuple[str, ...], list[EpisodeQuerySet]]:
    """The worklist's order, inside its index; behind it what has no day to be ordered by."""
    dated = found.filter(rank_on__isnull=False).annotate(urgent_on=F("rank_on"))
    undated = found.filter(rank_on__isnull=True).annotate(
        urgent_on=Value(date.max, output_field=DateField())
    )
    return ("urgent_on", "id"), [dated, undated]


def _visit_on(on: date) -> Coalesce:
    ahead = Appointment.objects.filter(
        patient_id=OuterRef("patient_id"), starts_on__gte=on, status__in=AHEAD
    ).order_by("starts_on")
    return Coalesce(Subquery(ahead.values("starts_on")[:1]), Value(date.max))


def _first_of_households(chosen: EpisodeQuerySet, order: tuple[str, ...]) -> EpisodeQuerySet:
    """Episodes before which nobody of the same household stands on the list."""
    day, (its_day, its_id) = order[0], (OuterRef(OuterRef(name)) for name in order)
    earlier = Q(**{f"{day}__lt": its_day}) | Q(**{day: its_day, "id__lt": its_id})
    # By way of the household's few: comparing all with all would grow with the depth of the page.
    household = Patient.objects.filter(household=OuterRef("patient__household"))
    hers = chosen.filter(earlier, patient_id=OuterRef("pk"))
    return chosen.filter(~Exists(household.exclude(household="").filter(Exists(hers))))
