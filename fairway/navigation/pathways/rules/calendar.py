"""Days, months and working days. Calendar days count from the day after the anchor: day 60 is in time, day 61 late."""

from calendar import monthrange
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache

import holidays as public_holidays

from fairway.navigation.pathways.definitions.shapes import Span

ONE_DAY = timedelta(days=1)
SATURDAY = 5
SHORTEST_MONTH = 28


@cache
def federal_holidays() -> frozenset[date]:
    """U.S. federal holidays 1990-2060, for clocks in working days."""
    return frozenset(public_holidays.country_holidays("US", years=range(1990, 2061)))


def add(start: date, span: Span, *, holidays: AbstractSet[date] = frozenset()) -> date:
    """The day that lies a span after `start`.

    31 August + 6 months is the last day of February (practice.md section 9). Working days skip weekends and holidays.
    """
    day = _add_months(start, span.months) if span.months else start
    if span.days:
        day += timedelta(days=span.days)
    left = span.working_days
    while left:
        day += ONE_DAY
        if is_working_day(day, holidays=holidays):
            left -= 1
    return day


def is_working_day(day: date, *, holidays: AbstractSet[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_between(start: date, end: date, *, holidays: AbstractSet[date]) -> int:
    """Working days after `start` up to and with `end`: Friday to Monday is 1."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays=holidays) for day in days)


def last_day(start: date, precision: str) -> date:
    """The last day a fact may have happened: a month's or a year's end for a partial date."""
    if precision == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    return start.replace(month=12, day=31) if precision == "year" else start


def age_on(birth: date, day: date) -> int:
    """Completed years. One born on 29 February completes a year on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day <= SHORTEST_MONTH:
        return date(year, month + 1, start.day)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
