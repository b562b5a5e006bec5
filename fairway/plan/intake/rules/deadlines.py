"""Whether input came in time. The edge and the time zone are said by whoever sets the deadline, never guessed (STK-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Whoever writes 9999 means "never"; the calendar of the machine ends there, and no day comes after.
FAREST = date(2200, 12, 31)


class DeadlineClass(StrEnum):
    """For which report something counts."""

    THIS_REPORT = "this-report"
    FUTURE_REPORTS = "future-reports"
    NO_DEADLINE = "no-deadline"


@dataclass(frozen=True)
class Closing:
    """`closes_on` is the last day that counts when inclusive, else the first day too late; in `time_zone`."""

    closes_on: date
    is_inclusive: bool
    time_zone: str

    @property
    def first_too_late(self) -> datetime:
        """The moment from which on input is for later reports."""
        last = min(self.closes_on, FAREST)
        day = last + timedelta(days=1) if self.is_inclusive else last
        return datetime.combine(day, time(), tzinfo=ZoneInfo(self.time_zone))


def classify(received_at: datetime, closing: Closing | None) -> DeadlineClass:
    """By when it arrived with us, not by when it says that it was sent."""
    if closing is None:
        return DeadlineClass.NO_DEADLINE
    in_time = received_at < closing.first_too_late
    return DeadlineClass.THIS_REPORT if in_time else DeadlineClass.FUTURE_REPORTS


def next_to_close(received_at: datetime, closings: Iterable[Closing]) -> Closing | None:
    """The deadline that a submission falls under: the first that had not passed when it came, else the last one."""
    known = sorted(closings, key=lambda one: one.first_too_late)
    return next(
        (one for one in known if received_at < one.first_too_late), known[-1] if known else None
    )
