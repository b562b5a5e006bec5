"""The map of efforts as a picture: a circle for each row and goal, its area the number of activities. Shapes only."""

from dataclasses import dataclass
from math import sqrt

from fairway.plan.efforts.rules import Grid
from fairway.web.plan.meetings.words import GoalWord

LEFT, TOP, COLUMN, ROW = 250, 40, 56, 34
LARGEST = 15.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: a circle with its number; radius 0 is a gap, drawn as a small empty square."""

    x: float
    y: float
    radius: float
    activities: int
    label: str

    @property
    def square(self) -> tuple[float, float]:
        """The corner of the square of a gap."""
        return self.x - 4, self.y - 4


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes with the size of the drawing."""

    width: int
    height: int
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    spots: tuple[Spot, ...]
    lines: tuple[float, ...]


def draw(grid: Grid, *, names: dict[str, str], goals: list[GoalWord]) -> Picture:
    """Rows of a grid that hold an activity, against the goals."""
    rows = [row for row in grid.rows if row.total.activities]
    most = max((cell.activities for row in rows for cell in row.cells), default=1) or 1
    spots = tuple(
        Spot(
            x=_across(column),
            y=_down(line),
            radius=LARGEST * sqrt(cell.activities / most),
            activities=cell.activities,
            label=f"{names.get(row.key, row.key)}, {goals[column].number}: {cell.activities}",
        )
        for line, row in enumerate(rows)
        for column, cell in enumerate(row.cells)
    )
    return Picture(
        width=LEFT + COLUMN * len(goals) + 10,
        height=TOP + ROW * len(rows) + 10,
        columns=tuple(
            Label(_across(at), TOP - 14, str(goal.number)) for at, goal in enumerate(goals)
        ),
        rows=tuple(
            Label(LEFT - 12, _down(line) + 4, names.get(row.key, row.key))
            for line, row in enumerate(rows)
        ),
        spots=spots,
        lines=tuple(float(TOP + ROW * line) for line in range(len(rows) + 1)),
    )


def _across(column: int) -> float:
    return LEFT + COLUMN * (column + 0.5)


def _down(line: int) -> float:
    return TOP + ROW * (line + 0.5)
