"""The time-line as a picture: dated things in, placed shapes out. Knows no Django, no person and no words of its own.

A mark is a fact or a visit, a bar is a step from its anchor to its day, a pause is a hatched span. Each carries its
label in the words it is given, so that color is never the only sign.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 1100
MARGIN = 12
# A letter of the label's font, on average, rounded up: labels never overlap, at the price of some room.
LETTER = 6.7
AXIS = 26
LABEL_ROW = 17
MARK_ROW = 24
GROUP_HEAD = 30
BAR_ROW = 36
BAR = 10
FEWEST_DAYS = 60
TICKS = 9
TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One fact (`event`, `superseded`) or visit (`appointment`) on its day."""

    on: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `ends_on`: met or not needed. `state` is a ClockState's word; `label` says it in words."""

    label: str
    state: str
    anchor_on: date
    due_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A pause from its first to its last day, both counted; open without the last."""

    from_on: date
    until_on: date | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case with its steps and pauses."""

    label: str
    steps: tuple[Step, ...]
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; `anchor` is SVG's text-anchor."""

    x: int
    y: int
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `kind` chooses its color and pattern."""

    x: int
    y: int
    width: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark: a circle for a fact, a diamond for a visit; `stem` is where its line to the label ends."""

    x: int
    y: int
    kind: str
    label: Label

    @property
    def diamond(self) -> str:
        """The points of the visit's shape."""
        x, y = self.x, self.y
        return f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or a year on the axis."""

    x: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the template draws."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    today: Label
    dots: tuple[Dot, ...]
    boxes: tuple[Box, ...]
    due: tuple[Box, ...]
    labels: tuple[Label, ...]
    heads: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places."""

    first: date
    days: int

    def x(self, day: date) -> int:
        """Where a day stands; days outside stand at the edge."""
        inside = min(max((day - self.first).days, 0), self.days)
        return MARGIN + round(inside * (WIDTH - 2 * MARGIN) / self.days)


def draw(
    *,
    marks: Sequence[Mark],
    cases: Sequence[Case],
    on: date,
    today: str,
    month: Callable[[date], str],
) -> Picture:
    """Place everything. `today` is said under the line of today, `month` names a tick. O(marks x rows of labels)."""
    scale = _scale(marks, cases, on)
    dots, y = _dots(marks, scale)
    boxes: list[Box] = []
    due: list[Box] = []
    labels: list[Label] = []
    heads: list[Label] = []
    for case in cases:
        heads.append(Label(MARGIN, y + 20, case.label))
        top = y + GROUP_HEAD
        y = top + BAR_ROW * len(case.steps)
        boxes += [_stop(stop, scale, top - 4, y - top + 4, on) for stop in case.stops]
        for row, step in enumerate(case.steps):
            bars, day = _bars(step, scale, top + BAR_ROW * row + 18, on)
            boxes += bars
            due += day
            x = scale.x(step.anchor_on)
            labels.append(_beside(x, top + BAR_ROW * row + 13, step.label))
        for row, stop in enumerate(case.stops):
            x = scale.x(stop.from_on)
            labels.append(_beside(x, y + 14 + LABEL_ROW * row, stop.label))
        y += 6 + LABEL_ROW * len(case.stops)
    return Picture(
        width=WIDTH,
        height=y + LABEL_ROW + 4,
        ticks=_ticks(scale, month),
        today=Label(scale.x(on), y + LABEL_ROW, today, "middle"),
        dots=tuple(dots),
        boxes=tuple(boxes),
        due=tuple(due),
        labels=tuple(labels),
        heads=tuple(heads),
    )


def _scale(marks: Sequence[Mark], cases: Sequence[Case], on: date) -> Scale:
    days = [on, *(mark.on for mark in marks)]
    for case in cases:
        for step in case.steps:
            days += [day for day in (step.anchor_on, step.due_on, step.ends_on) if day]
        days += [day for stop in case.stops for day in (stop.from_on, stop.until_on) if day]
    first, last = min(days), max(days)
    room = max(FEWEST_DAYS, (last - first).days)
    edge = timedelta(days=max(4, room // 30))
    return Scale(first - edge, room + 2 * edge.days)


def _dots(marks: Sequence[Mark], scale: Scale) -> tuple[list[Dot], int]:
    """Labels in as many rows as keep them apart, the marks in one row below them."""
    ends: list[int] = []
    placed: list[tuple[Mark, int, Label]] = []
    for mark in sorted(marks, key=lambda one: (one.on, one.label)):
        x = scale.x(mark.on)
        label = _beside(x, 0, mark.label)
        left, right = _reach(label)
        row = next((n for n, end in enumerate(ends) if end < left), len(ends))
        ends[row:] = [right, *ends[row + 1 :]]
        placed.append((mark, row, label))
    y = AXIS + LABEL_ROW * len(ends) + MARK_ROW // 2
    dots = [
        Dot(
            scale.x(mark.on),
            y,
            mark.kind,
            Label(label.x, y - 12 - LABEL_ROW * row, label.text, label.anchor),
        )
        for mark, row, label in placed
    ]
    return dots, (y + MARK_ROW // 2 if marks else AXIS)


def _bars(step: Step, scale: Scale, y: int, on: date) -> tuple[list[Box], list[Box]]:
    """The time given, what was late of it, and the due day as a post."""
    start = scale.x(step.anchor_on)
    end = scale.x(step.ends_on or max(on, step.anchor_on))
    if step.due_on is None:
        kind = "open" if step.ends_on is None else "done"
        return [Box(start, y, max(end - start, 3), BAR, kind)], []
    due = scale.x(step.due_on)
    boxes = [Box(start, y, max(due - start, 3), BAR, "span")]
    if step.state == "not-needed":
        return [Box(start, y, max(due - start, 3), BAR, "not-needed")], []
    if step.state in ("overdue", "long-overdue", "met-late") and end > due:
        boxes.append(Box(due, y, end - due, BAR, "late"))
    if step.state == "met":
        boxes.append(Box(start, y, max(min(end, due) - start, 3), BAR, "met"))
    return boxes, [Box(due - 2, y - 3, 4, BAR + 6, "due")]


def _stop(stop: Stop, scale: Scale, y: int, height: int, on: date) -> Box:
    start = scale.x(stop.from_on)
    end = scale.x((stop.until_on or max(on, stop.from_on)) + timedelta(days=1))
    return Box(start, y, max(end - start, 4), height, "pause")


def _beside(x: int, y: int, text: str) -> Label:
    """To the right of its place, or to the left where the picture ends."""
    if x + len(text) * LETTER > WIDTH - MARGIN and x > WIDTH // 2:
        return Label(x, y, text, "end")
    return Label(x, y, text)


def _reach(label: Label) -> tuple[int, int]:
    size = round(len(label.text) * LETTER)
    return (label.x - size, label.x + 8) if label.anchor == "end" else (label.x - 8, label.x + size)


def _ticks(scale: Scale, month: Callable[[date], str]) -> tuple[Tick, ...]:
    """First days of months, no more of them than fit."""
    last = scale.first + timedelta(days=scale.days)
    months = (last.year - scale.first.year) * 12 + last.month - scale.first.month
    every = next((n for n in TICK_MONTHS if months / n <= TICKS), TICK_MONTHS[-1])
    number = scale.first.year * 12 + scale.first.month
    number += -number % every
    ticks = []
    while (day := _first(number)) <= last:
        ticks.append(Tick(scale.x(day), month(day)))
        number += every
    return tuple(ticks)


def _first(number: int) -> date:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1)
