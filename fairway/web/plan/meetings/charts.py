"""The map of efforts in words: tables with their counts, gaps, and the picture's names."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.plan.efforts.queries import ActivityRow, GoalView
from fairway.plan.efforts.rules import Cell, Grid, Matrix
from fairway.plan.goals.rules import codes, goal
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.picture import Picture, draw


@dataclass(frozen=True)
class Line:
    """A row of a table: its name, a cell for each goal, and all of it."""

    name: str
    cells: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class Chart:
    """A grid as a table, and as a picture where it has one."""

    heading: str
    lines: tuple[Line, ...]
    totals: tuple[str, ...]
    picture: Picture | None = None


class MapView:
    """The page of the map."""

    def __init__(self, found: Matrix, *, on: date) -> None:
        self.goals = words.goal_words(codes(), on=on)
        self.is_empty = not found.total.activities
        self.total = _both(found.total)
        topics = {row.key: words.topic(row.key) for row in found.by_topic.rows}
        places = {row.key: words.place(row.key) for row in found.by_place.rows}
        self.charts = (
            self._chart(_("By topic"), found.by_topic, topics, is_drawn=True),
            self._chart(_("By place"), found.by_place, places),
            self._chart(_("By organization"), found.by_organization, found.names),
        )
        self.empty_goals = words.goal_words(found.gaps.goals, on=on)
        self.empty_topics = [words.topic(one) for one in found.gaps.topics]
        self.empty_places = [words.place(one) for one in found.gaps.places]
        self.topic_gaps = _by_goal(found.gaps.goal_topics, topics, on=on)

    def _chart(
        self, heading: str, grid: Grid, names: dict[str, str], *, is_drawn: bool = False
    ) -> Chart:
        rows = [row for row in grid.rows if row.total.activities]
        return Chart(
            heading=heading,
            lines=tuple(
                Line(
                    names.get(row.key, row.key),
                    tuple(_count(one) for one in row.cells),
                    _both(row.total),
                )
                for row in rows
            ),
            totals=tuple(_count(one) for one in grid.totals),
            picture=draw(grid, names=names, goals=self.goals) if is_drawn and rows else None,
        )


def _count(cell: Cell) -> str:
    """Activities, and how many organizations stand behind them; a dot is a gap."""
    if not cell.activities:
        return "·"
    return f"{cell.activities} ({cell.organizations})"


def _both(cell: Cell) -> str:
    activities = ngettext("%(n)s activity", "%(n)s activities", cell.activities) % {
        "n": cell.activities
    }
    bodies = ngettext("%(n)s organization", "%(n)s organizations", cell.organizations) % {
        "n": cell.organizations
    }
    return f"{activities}, {bodies}"


def _by_goal(
    pairs: tuple[tuple[str, str], ...], names: dict[str, str], *, on: date
) -> list[tuple[words.GoalWord, str]]:
    """For each goal the topics on which nobody works toward it."""
    return [
        (one, ", ".join(names[key] for code, key in pairs if code == one.code))
        for one in words.goal_words(codes(), on=on)
        if any(code == one.code for code, _key in pairs)
    ]


class ActivityLine:
    """An activity in a list."""

    def __init__(self, row: ActivityRow, *, on: date) -> None:
        self.row = row
        self.activity = row.activity
        self.goals: list[tuple[str | Promise, list[words.GoalWord]]] = [
            (words.ORIGINS[origin], words.goal_words(given, on=on))
            for origin, given in row.goals.items()
        ]
        self.numbers = ", ".join(str(goal(code).number) for code in row.codes)
        self.topics = [words.topic(one) for one in row.activity.topics] or [str(words.NOT_STATED)]
        self.places = [words.place(one) for one in row.activity.places] or [str(words.NOT_STATED)]


class GoalPart:
    """A goal: its names by version, strategies, what was said toward it, and what can be measured."""

    def __init__(self, view: GoalView, *, on: date) -> None:
        told = goal(view.code)
        language = words.language()
        self.word = words.goal_words([view.code], on=on)[0]
        self.restated = told.restated.in_language(language)
        self.labels = [(one.name.in_language(language), one) for one in told.labels]
        self.strategies = [(one.text.in_language(language), one.version) for one in told.strategies]
        self.strategies_note = told.strategies_note.in_language(language)
        self.measurable = words.MEASURABLE[told.measurable]
        self.examples = [one.in_language(language) for one in told.examples]
        self.notice = told.notice.in_language(language) if told.notice else ""
        self.activities = [ActivityLine(row, on=on) for row in view.activities]
        self.bodies = len({row.body.pk for row in view.activities})
        self.presentations = view.presentations
