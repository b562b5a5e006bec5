"""A meeting and its series in words: where it stands, what changed, how long the summary took, which goals were named."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.plan.meetings.queries import (
    AgendaVersion,
    Entry,
    Meeting,
    MeetingPage,
    Point,
    Series,
    SeriesRow,
    replaced,
    taken_out,
)
from fairway.plan.meetings.queries.entries import OF_MEETING, OF_SERIES
from fairway.plan.meetings.queries.lists import MeetingRow
from fairway.plan.meetings.rules import MOVES, Change, Line, Slot, holds_on
from fairway.web.plan.meetings import words

Words = str | Promise


def opened(of: "Meeting | Series") -> str:
    """The address of the page on which a meeting or a series stands."""
    if isinstance(of, Meeting):
        return reverse("plan_meeting", args=[of.public_id])
    return reverse("plan_series")


def days(number: int | None) -> str:
    """A number of days in words; a dash while it is not known."""
    if number is None:
        return "–"
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


class MeetingLine:
    """A meeting in a list."""

    def __init__(self, row: MeetingRow) -> None:
        self.meeting = row.meeting
        self.state = words.STATES[row.state]
        self.to_certify = days(row.days_to_certify)
        self.to_post = days(row.days_to_post)
        self.is_approximate = bool(row.summary and row.summary.posted_is_approximate)


class SeriesBlock:
    """A series with its meetings."""

    def __init__(self, row: SeriesRow, *, on: date, people: dict[str, str]) -> None:
        self.series = row.series
        self.kinds = [(kind, words.ENTER[kind]) for kind in OF_SERIES]
        self.former = former_entries(row.series, people=people, zone=row.series.program.time_zone)
        self.goals = words.goal_words(row.series.goal_codes, on=on)
        self.meetings = [MeetingLine(one) for one in row.meetings]
        spanish = words.language().startswith("es")
        self.landmarks = [
            (one, one.title_es if spanish and one.title_es else one.title) for one in row.landmarks
        ]
        self.hashtags = [
            (one, holds_on(one.valid_from, one.valid_to, on=on)) for one in row.hashtags
        ]


@dataclass(frozen=True)
class ChangeLine:
    """One change between two versions of an agenda."""

    title: str
    kind: Words
    before: str
    after: str


class Agenda:
    """A version with its items, and what changed."""

    def __init__(self, version: AgendaVersion) -> None:
        self.agenda = version.agenda
        self.items = version.items
        self.changes = [_change(one) for one in version.changes]
        # A meeting of one day needs no column of days.
        self.has_days = len({one.on for one in version.items}) > 1


class Preview:
    """An agenda before it is kept: its items, what changes, and organizations that would be new."""

    def __init__(self, lines: list[Line], between: list[Change], new: list[str]) -> None:
        self.lines = lines
        self.changes = [_change(one) for one in between]
        self.new = new
        self.has_days = len({one.on for one in lines}) > 1


@dataclass(frozen=True)
class Former:
    """An entry that was corrected or taken out."""

    kind: Words
    text: str
    what: str
    on: date
    by: str
    because: str


def former_entries(of: "Meeting | Series", *, people: dict[str, str], zone: str) -> list[Former]:
    """What a meeting or a series said before, the latest first; `people`: names by the audit's word."""
    rows = taken_out(of)
    corrected = replaced(rows)
    return [
        Former(
            kind=words.ENTRIES[kind],
            text=_said(row),
            what=_("corrected") if (kind, row.pk) in corrected else _("taken out"),
            on=row.removed_at.astimezone(ZoneInfo(zone)).date(),
            by=people.get(row.removed_by or "", row.removed_by or ""),
            because=row.removed_because,
        )
        for kind, row in rows
        if row.removed_at is not None
    ]


# The columns that tell an old entry from the others, whatever its kind.
TELLING = ("tag", "title", "motion", "result", "name", "affiliation", "stakeholder", "shown", "asked", "url", "valid_from", "valid_to", "happened_on")  # fmt: skip


def _said(row: Entry) -> str:
    parts = [getattr(row, name, None) for name in TELLING]
    return "; ".join(str(part) for part in parts if part)


def _change(change: Change) -> ChangeLine:
    return ChangeLine(
        change.title, words.CHANGES[change.kind], _place(change.before), _place(change.after)
    )


def _place(slot: Slot | None) -> str:
    if slot is None:
        return "–"
    begins = f"{slot.starts_at:%H:%M}" if slot.starts_at else ""
    return f"{begins}–{slot.ends_at:%H:%M}" if slot.ends_at else begins or "–"


@dataclass(frozen=True)
class StepLine:
    """One move of the meeting."""

    state: Words
    on: date | None
    is_approximate: bool
    source: str


class Shown:
    """A presentation with its goals by the names of its day."""

    def __init__(self, row: "object", *, on: date) -> None:
        self.row = row
        self.goals = words.goal_words(getattr(row, "goal_codes", []), on=on)


@dataclass(frozen=True)
class Discussion:
    """The points under one heading."""

    heading: str
    points: list[Point]


class MeetingView:
    """The page of a meeting."""

    def __init__(self, page: MeetingPage) -> None:
        self.page = page
        self.meeting = page.meeting
        self.kinds = [(kind, words.ENTRIES[kind]) for kind in OF_MEETING]
        self.state = words.STATES[page.state]
        self.next_states = [(state, words.STATES[state]) for state in MOVES[page.state]]
        self.steps = [
            StepLine(words.STATES[one.state], one.happened_on, one.is_approximate, one.source)
            for one in page.steps
        ]
        self.agendas = [Agenda(one) for one in reversed(page.agendas)]
        self.people = [
            (words.ROLES[role], list(rows))
            for role, rows in groupby(
                sorted(page.participants, key=lambda one: list(words.ROLES).index(one.role)),
                key=lambda one: one.role,
            )
        ]
        self.presentations = [Shown(one, on=page.meeting.starts_on) for one in page.presentations]
        self.discussions = [
            Discussion(heading, list(points))
            for heading, points in groupby(page.points, key=lambda one: one.point.heading)
        ]
        self.to_certify = days(page.days_to_certify)
        self.to_post = days(page.days_to_post)
        self.captions = [(one, _captions(one.has_captions)) for one in page.recordings]


def _captions(has: bool | None) -> tuple[str, str]:
    """The tag of a recording: its words and its kind."""
    if has is None:
        return _("Nobody looked for captions yet"), "soon"
    return (_("Has captions"), "good") if has else (_("No captions"), "alert")
