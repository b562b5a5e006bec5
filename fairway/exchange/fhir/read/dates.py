"""FHIR dates: whole, or only a month or a year; days as the clinic wrote them, instants with their offset."""

import re
from datetime import UTC, date, datetime

import msgspec

from fairway.exchange.fhir.read.reading import Unreadable

SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
# Nobody under navigation was born or treated outside these years: 0001 and 9999 are fillers.
YEARS = range(1850, 2151)


class Day(msgspec.Struct, frozen=True, gc=False):
    """The first day it may have been, and how far that reaches: day, month or year."""

    on: date
    precision: str


def day(text: str, path: str) -> Day:
    """A FHIR date or dateTime as the calendar day at the offset it carries. Raises Unreadable."""
    if SHAPE.fullmatch(text) is None:
        raise Unreadable("is not a FHIR date", path)
    precision = "day" if len(text) >= 10 else "month" if len(text) == 7 else "year"
    try:
        on = date(int(text[:4]), int(text[5:7] or 1), int(text[8:10] or 1))
    except ValueError:
        raise Unreadable("names a day that no calendar has", path) from None
    if on.year not in YEARS:
        raise Unreadable("lies in a year that no living person can mean", path)
    return Day(on, precision)


def instant(text: str, path: str) -> datetime:
    """A FHIR instant with its offset. Raises Unreadable, also where the offset is missing."""
    day(text, path)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable("is not a point in time", path) from None
    if moment.tzinfo is None or len(text) < 16:
        raise Unreadable("has no time of day with its offset", path)
    return moment.astimezone(UTC)


def milliseconds(text: str) -> int | None:
    """`meta.lastUpdated` for comparing versions; None where there is none that can be compared."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return int(moment.timestamp() * 1000) if moment.tzinfo else None
