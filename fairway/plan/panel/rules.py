"""Reading a published panel's own layouts: its table of activities, the discussions of its summary, its agendas. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from fairway.base.errors import FairwayError
from fairway.plan.documents.read import ReadPassage
from fairway.plan.goals.rules import codes


class TableNotFound(FairwayError):
    """The table of activities is not where, or not as, it should be."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One activity of the published table. `passage` is its place among the passages that were read."""

    number: int
    organization: str
    title: str
    description: str
    goal_codes: tuple[str, ...]
    passage: int
    page: int
    page_label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a discussion. `section` is the heading of the stakeholder, or of the open discussion."""

    section: str
    passage: int
    page: int
    page_label: str


_COLUMNS = 3 + len(codes())
_MARK = "X"


def activities(passages: Sequence[ReadPassage]) -> list[TableRow]:
    """The activities of Appendix B: a row each, its marks read by their column (requirements 5.6).

    An organization is printed once and holds until the next. Raises TableNotFound for a row that does not fit.
    """
    found: list[TableRow] = []
    organization = ""
    for place, one in enumerate(passages):
        if one.kind != "row" or len(one.cells) != _COLUMNS or not _is_marked(one.cells):
            continue
        organization = one.cells[0] or organization
        marks = one.cells[3:]
        if not organization or any(mark not in ("", _MARK) for mark in marks):
            raise TableNotFound(
                "The row on page {page} does not read as an activity. Compare the table with the document.",
                page=one.page,
            )
        found.append(
            TableRow(
                number=len(found) + 1,
                organization=organization,
                title=one.cells[1],
                description=one.cells[2],
                goal_codes=tuple(code for code, mark in zip(codes(), marks, strict=True) if mark),
                passage=place,
                page=one.page or 0,
                page_label=one.page_label,
            )
        )
    if not found:
        raise TableNotFound(
            "No table of activities was found in the document. Is it the right one?"
        )
    return found


def _is_marked(cells: tuple[str, ...]) -> bool:
    return _MARK in cells[3:] and bool(cells[2])


def column_totals(rows: Sequence[TableRow]) -> tuple[int, ...]:
    """How many activities serve each goal."""
    return tuple(sum(1 for row in rows if code in row.goal_codes) for code in codes())


_DISCUSSION = re.compile(r"^discussion\b", re.IGNORECASE)


def discussions(passages: Sequence[ReadPassage]) -> Iterator[Said]:
    """The paragraphs of every discussion of a meeting summary, each with the section that it belongs to."""
    section, is_open = "", False
    for place, one in enumerate(passages):
        if one.kind == "heading" and one.level <= 2:
            section, is_open = one.text, bool(_DISCUSSION.match(one.text))
        elif one.kind == "heading":
            is_open = bool(_DISCUSSION.match(one.text))
        elif one.kind == "text" and is_open:
            yield Said(section, place, one.page or 0, one.page_label)


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})\s*(a|p)?\.?m?\.?", re.IGNORECASE)


def clock_times(text: str) -> tuple[time, time | None] | None:
    """The times that a slot's text gives; None where it gives none.

    `8:30-8:45 a.m.` marks the half of the day once; where it is not marked at all, one to seven o'clock is afternoon.
    """
    found = _CLOCK.findall(text)
    if not found:
        return None
    last = next((half.lower() for _hour, _minute, half in reversed(found) if half), "")
    times: list[time] = []
    for hour, minute, half in found[:2]:
        number = int(hour) % 12
        marked = half.lower() or (
            last if len(found) < 2 or number <= int(found[-1][0]) % 12 else ""
        )
        is_afternoon = marked == "p" if marked else int(hour) == 12 or number <= 7
        times.append(time(number + (12 if is_afternoon else 0), int(minute)))
    return times[0], times[1] if len(times) > 1 else None


_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december",
        ),
        1,
    )
}  # fmt: skip
_DAY = re.compile(r"^(?P<month>[A-Za-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})$")
_SLOT = re.compile(r"^\d{1,2}:\d{2}")
_PRESENTER = re.compile(r" (?:Drs?|Ms|Mr)\. ")


@dataclass(frozen=True, slots=True)
class ReadSlot:
    """One item of an agenda as its page has it."""

    title: str
    on: date
    starts_at: time
    ends_at: time | None


def slots(texts: Sequence[str], *, on: date) -> list[ReadSlot]:
    """The items of an agenda page: a time, then what stands until the next time. A day alone on a line holds from there.

    Presenters' names behind a title are left out; who came is told by the participants.
    """
    found: list[ReadSlot] = []
    pending: tuple[time, time | None] | None = None
    for text in texts:
        day = written_day(text)
        times = clock_times(text) if _SLOT.match(text) else None
        if day is not None:
            on = day
        elif times is not None:
            pending = times
        elif pending is not None and text:
            title = _PRESENTER.split(text)[0].strip()
            found.append(ReadSlot(title, on, *pending))
            pending = None
    return found


def written_day(text: str) -> date | None:
    """The day that a line gives and nothing else; None otherwise."""
    found = _DAY.match(text)
    month = _MONTHS.get(found["month"].casefold()) if found else None
    return date(int(found["year"]), month, int(found["day"])) if found and month else None


_PERSON = re.compile(r"^\*\*(?P<name>[^*]+)\*\*[ \\]*\n(?P<lines>(?:(?!\n).+\n?)+)", re.MULTILINE)
_PANEL_SEAT = re.compile(
    r"^(?:\*\*)?President’s Cancer Panel (?:Chair|Member)|^(?:Chair|Member); President’s Cancer Panel"
)


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """Someone on a participants page. `passage` is her place among the page's passages."""

    name: str
    affiliation: str
    role: str
    passage: int | None


def people(page: str, texts: Sequence[str]) -> list[ReadPerson]:
    """Who is named on a participants page, with the lines below the name as her affiliation."""
    found: list[ReadPerson] = []
    for one in _PERSON.finditer(page):
        lines = [line.strip(" \\*") for line in one["lines"].splitlines()]
        affiliation = "; ".join(line for line in lines if line)
        name = one["name"].strip(" \\")
        found.append(
            ReadPerson(
                name=name,
                affiliation=affiliation,
                role=_role(affiliation),
                passage=next((at for at, text in enumerate(texts) if text.startswith(name)), None),
            )
        )
    return found


def _role(affiliation: str) -> str:
    if _PANEL_SEAT.match(affiliation):
        return "panel"
    if affiliation.startswith(("Executive Secretary", "Special Assistant, Office of the Director")):
        return "staff"
    return "invited"


_WORD = re.compile(r"\w+")


def place_of(anchor: str, texts: Sequence[str]) -> int | None:
    """The first text that holds the anchor's words in their order, with at most 25 others between; None for none."""
    words = [re.escape(word) for word in _WORD.findall(anchor.casefold())]
    pattern = re.compile(r"\b" + r"\W+(?:\w+\W+){0,25}?".join(words) + r"\b")
    for place, text in enumerate(texts):
        if pattern.search(text.casefold()):
            return place
    return None
