"""How a meeting moves, how long its summary took, how an agenda is written down and what changed in it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from fairway.base.errors import FairwayError

# Requirements 5.3. Left: where a meeting stands ("" before its first step). Right: where it may go from there. A
# meeting entered after the fact may begin late; the recording and the recap come in either order, or not at all.
MOVES: dict[str, tuple[str, ...]] = {
    "": ("proposed", "approved", "announced", "agenda", "held"),
    "proposed": ("approved", "announced"),
    "approved": ("announced", "agenda", "held"),
    "announced": ("agenda", "held"),
    "agenda": ("agenda", "held"),
    "held": ("recording-posted", "recap-posted", "summary-drafted"),
    "recording-posted": ("recap-posted", "summary-drafted"),
    "recap-posted": ("recording-posted", "summary-drafted"),
    "summary-drafted": ("summary-certified",),
    "summary-certified": ("summary-posted",),
    "summary-posted": ("used-in-report",),
    "used-in-report": (),
}


def may_move(*, now: str, to: str) -> bool:
    """Whether a meeting that stands at `now` may go to `to`."""
    return to in MOVES.get(now, ())


def days_after(ends_on: date, happened_on: date | None) -> int | None:
    """Days from the last day of a meeting to what followed; None while it has not happened (STK-13)."""
    return None if happened_on is None else (happened_on - ends_on).days


def in_order(*days: date | None) -> bool:
    """Whether the days that are known follow each other; two on one day do."""
    known = [day for day in days if day is not None]
    return known == sorted(known)


def holds_on(valid_from: date, valid_to: date | None, *, on: date) -> bool:
    """Whether something with a first and a last day holds on a day; both days count (STK-18)."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


@dataclass(frozen=True, slots=True)
class Slot:
    """One item of an agenda, as it is compared."""

    title: str
    on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def place(self) -> tuple[date | None, time | None, time | None]:
        """When it is."""
        return (self.on, self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one item from one version to the next."""

    kind: Literal["moved", "added", "removed"]
    title: str
    before: Slot | None
    after: Slot | None


def changes(before: Iterable[Slot], after: Iterable[Slot]) -> list[Change]:
    """What was moved, added or removed (STK-1). Items of one title (breaks) are matched in their order."""
    old, new = _by_title(before), _by_title(after)
    found: list[Change] = []
    for title in [*old, *(title for title in new if title not in old)]:
        was, now = list(old.get(title, [])), list(new.get(title, []))
        same = [slot for slot in was if slot.place in {other.place for other in now}]
        was = [slot for slot in was if slot not in same]
        now = [slot for slot in now if slot.place not in {other.place for other in same}]
        for number in range(max(len(was), len(now))):
            left = was[number] if number < len(was) else None
            right = now[number] if number < len(now) else None
            kind: Literal["moved", "added", "removed"] = (
                "moved" if left and right else "removed" if left else "added"
            )
            found.append(Change(kind, title, left, right))
    return found


def _by_title(slots: Iterable[Slot]) -> dict[str, list[Slot]]:
    found: dict[str, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot.title, []).append(slot)
    return found


class UnreadableLine(FairwayError):
    """A line of an agenda that says no slot and no day."""


@dataclass(frozen=True, slots=True)
class Line:
    """One slot as a person writes it: a title, when it is where that is known, and whose it is."""

    title: str
    on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    organization: str = ""

    @property
    def slot(self) -> Slot:
        """The same, as versions are compared."""
        return Slot(self.title, self.on, self.starts_at, self.ends_at)


_TIME = r"\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?"
_LINE = re.compile(
    rf"(?:(?P<begins>{_TIME})(?:\s*[-–—]\s*(?P<ends>{_TIME}))?[\s.:–—-]+)?(?P<title>[^|]*?)\s*(?:\|\s*(?P<body>.*))?",
    re.IGNORECASE,
)
_BEGINS_WITH_TIME = re.compile(_TIME)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_TITLE, LONGEST_BODY, MOST_LINES = 300, 200, 300


def agenda_lines(text: str, *, first_day: date) -> list[Line]:
    """An agenda as a person writes it, one slot a line: "9:15-10:00 Title | Organization". Raises UnreadableLine.

    The time may be missing, and be of 12 or 24 hours. A line with a day alone, such as 2026-04-11, begins that day.
    """
    found: list[Line] = []
    on = first_day
    for number, row in enumerate(text.splitlines(), 1):
        row = row.strip()
        try:
            if _DAY.fullmatch(row):
                on = date.fromisoformat(row)
            elif row:
                found.append(_line(row, on))
        except ValueError:
            raise _unreadable(number) from None
    if len(found) > MOST_LINES:
        raise _unreadable(MOST_LINES + 1)
    return found


def _unreadable(number: int) -> UnreadableLine:
    return UnreadableLine(
        "Line {number} cannot be read. Write a time and a title, such as 9:15 Welcome | Example Coalition, or a day alone, such as 2026-04-11.",
        number=number,
    )


def _line(row: str, on: date) -> Line:
    read = _LINE.fullmatch(row)
    title = read["title"].strip() if read else ""
    if read is None or not title or len(title) > LONGEST_TITLE or _BEGINS_WITH_TIME.match(title):
        raise ValueError
    body = (read["body"] or "").strip()
    begins, ends = _clock(read["begins"]), _clock(read["ends"])
    if len(body) > LONGEST_BODY or (begins and ends and ends < begins):
        raise ValueError
    return Line(title, on, begins, ends, body)


def _clock(said: str | None) -> time | None:
    if said is None:
        return None
    hour, minute = (int(part) for part in re.findall(r"\d+", said))
    half = said.strip().lower().replace(".", "")[-2:]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)


def agenda_text(lines: Iterable[Line], *, first_day: date) -> str:
    """The same written down again, to be changed: what `agenda_lines` reads back."""
    rows: list[str] = []
    on = first_day
    for one in lines:
        if one.on is not None and one.on != on:
            on = one.on
            rows.append(on.isoformat())
        begins = f"{one.starts_at:%H:%M}" if one.starts_at else ""
        ends = f"-{one.ends_at:%H:%M}" if one.starts_at and one.ends_at else ""
        body = f" | {one.organization}" if one.organization else ""
        rows.append(f"{begins}{ends} {one.title}{body}".strip())
    return "\n".join(rows)
