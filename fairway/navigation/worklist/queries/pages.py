"""The lists: most urgent first, any page of them as quick as the first, with bounded counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from fairway.navigation.worklist.queries.counts import Counted, facets
from fairway.navigation.worklist.queries.filters import Cursor, Filters, Group, Listing
from fairway.navigation.worklist.queries.lines import Line, lines, read_rows
from fairway.navigation.worklist.queries.selection import Selection, select
from fairway.people.models import Organization, Staff

MINE = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list. `next_cursor` is None on the last; `states` and `alerts` count without those two filters.

    A state that is not in `states` was not counted: beyond 1,000 lines only the late ones are.
    `group` is what was done: the whole program is not brought together by day (see `worklist`).
    `is_cut`: the text searched for fits more people than are looked up; say more of the name.
    """

    lines: tuple[Line, ...]
    next_cursor: str | None
    count: Counted
    states: dict[str, Counted]
    alerts: Counted
    group: Group
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: sites by public id and name, pathways and languages that occur."""

    sites: tuple[tuple[UUID, str], ...]
    languages: tuple[str, ...]


def worklist(
    *,
    staff: Staff,
    on: date,
    filters: Filters = MINE,
    after: str = "",
    size: int = 50,
    listing: Listing = Listing.WORKLIST,
) -> Page:
    """One page of a list, most urgent first, within what `staff` may see. At most twelve queries, mostly six.

    `after` is a page's `next_cursor`; anything that is none of ours gives the first page. Paging is by row value:
    no gap and no double however deep, and however many lines share a day.

    By household, a page holds `size` households: each stands where its most urgent member stands and brings the
    others along, so nobody is shown twice and nobody is left for a later page. By visit day, the next visit comes
    first in the order and people without one come last; that order has no index, so it is kept to one's own
    caseload or one site, and for a whole program the list stays in order of urgency.
    """
    chosen = select(staff=staff, on=on, filters=filters, listing=listing)
    rows = chosen.rows(after=after, size=size)
    next_cursor = None
    if len(rows) > size:
        del rows[size:]
        next_cursor = str(Cursor(chosen.order, tuple(rows[-1][name] for name in chosen.order)))
    if chosen.group is Group.HOUSEHOLD:
        rows = _gather(rows, _rest_of_households(chosen, rows))
    states, alerts, total = facets(chosen, filters, listing, on=on)
    return Page(
        lines=tuple(lines(rows, staff=staff, on=on)),
        next_cursor=next_cursor,
        count=total,
        states=states,
        alerts=alerts,
        group=chosen.group,
        is_cut=chosen.is_cut,
    )


def choices(*, staff: Staff) -> Choices:
    """What the filters of this person's program can offer. Two queries, each quick at any size."""
    sites = Organization.objects.filter(part_of_id=staff.program_id, kind="site").order_by("name")
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES, [staff.program_id, staff.program_id])
        languages = tuple(language for (language,) in cursor.fetchall() if language)
    return Choices(tuple(sites.values_list("public_id", "name")), languages)


# From one language to the next along the index, instead of through every episode.
LANGUAGES = """
WITH RECURSIVE spoken(language) AS (
  SELECT MIN(language) FROM navigation_episode
  WHERE program_id = %s AND closed_on IS NULL AND rank_on IS NOT NULL
  UNION ALL
  SELECT (
    SELECT MIN(e.language) FROM navigation_episode e
    WHERE e.program_id = %s AND e.closed_on IS NULL AND e.rank_on IS NOT NULL
      AND e.language > spoken.language
  ) FROM spoken WHERE spoken.language IS NOT NULL
)
SELECT language FROM spoken WHERE language IS NOT NULL
"""


def _rest_of_households(chosen: Selection, heads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    households = {row["patient__household"] for row in heads} - {""}
    keys = [row["id"] for row in heads]
    rows = [
        row
        for part in chosen.found
        for row in read_rows(part.filter(patient__household__in=households).exclude(pk__in=keys))
    ]
    return sorted(rows, key=lambda row: [row[name] for name in chosen.order])


def _gather(heads: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each head, and behind it the others of its household."""
    by_household: dict[str, list[dict[str, Any]]] = {}
    for other in others:
        by_household.setdefault(other["patient__household"], []).append(other)
    return [
        row for head in heads for row in [head, *by_household.get(head["patient__household"], [])]
    ]
