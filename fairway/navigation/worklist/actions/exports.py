"""A list leaves the program as a file: who took what, by which filters, is on record before the first line goes."""

from collections.abc import Iterator
from datetime import date, datetime

from fairway.base import audit
from fairway.navigation.worklist.queries import Filters, Line, Listing, worklist
from fairway.people.models import Staff

AT_ONCE = 500


def export_lines(
    *, listing: Listing, filters: Filters, by: Staff, at: datetime, on: date
) -> Iterator[Line]:
    """All lines of a list in its order, page by page, so that memory does not grow with it.

    The audit keeps which filters were set, but not the words that were searched for: they may be a name.
    """
    audit.record(
        "worklist.exported",
        about=by,
        by=by.actor,
        at=at,
        program_id=by.program_id,
        listing=str(listing),
        mine=filters.mine,
        site=str(filters.site or ""),
        pathway=filters.pathway,
        state=filters.state,
        language=filters.language,
        alert=filters.alert,
        searched=bool(filters.text.strip()),
    )
    return _lines(listing=listing, filters=filters, by=by, on=on)


def _lines(*, listing: Listing, filters: Filters, by: Staff, on: date) -> Iterator[Line]:
    after = ""
    while True:
        page = worklist(
            staff=by, on=on, filters=filters, after=after, size=AT_ONCE, listing=listing
        )
        yield from page.lines
        if page.next_cursor is None:
            return
        after = page.next_cursor
