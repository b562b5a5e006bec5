"""The map of efforts: who works toward which goal, on what, where; and where nobody does. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from fairway.base.errors import FairwayError
from fairway.plan.efforts.definitions import Entries, places, topics
from fairway.plan.goals.rules import codes

# What stands in the place of a topic or a place that no source states.
NOT_STATED = ""
# Rule 7 of the house: counts of people from 1 to 10 are hidden.
SMALLEST_SHOWN = 11


class UnknownEntry(FairwayError):
    """No topic or place has this id."""


class SmallNumbers(FairwayError):
    """A result that would tell of few people; it is suppressed by the measures before it comes here."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One activity, as the map counts it. `body` is the row that stands for its organization today."""

    activity: int
    body: int
    goals: tuple[str, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts are always both: activities, and distinct organizations."""

    activities: int = 0
    organizations: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One organization, topic or place, with a cell for each goal. `key` is its id."""

    key: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows against the eight goals, with what each column adds up to."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where nobody works: goals, topics and places without an activity, and pairs of goal and topic or place."""

    goals: tuple[str, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]
    goal_topics: tuple[tuple[str, str], ...]
    goal_places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The map of efforts, seen from organizations, topics and places (STK-12)."""

    by_organization: Grid
    by_topic: Grid
    by_place: Grid
    total: Cell
    gaps: Gaps
    names: dict[str, str] = field(default_factory=dict)


def matrix(efforts: Sequence[Effort], *, names: dict[str, str] | None = None) -> Matrix:
    """Count the efforts. An activity with several goals, topics or places stands in each of their rows."""
    by_topic = grid(efforts, lambda one: one.topics or (NOT_STATED,), _ids(topics()))
    by_place = grid(efforts, lambda one: one.places or (NOT_STATED,), _ids(places()))
    bodies = sorted(
        {one.body for one in efforts}, key=lambda body: (names or {}).get(str(body), "")
    )
    by_organization = grid(efforts, lambda one: (str(one.body),), [str(body) for body in bodies])
    return Matrix(
        by_organization=by_organization,
        by_topic=by_topic,
        by_place=by_place,
        total=_cell(efforts),
        gaps=_gaps(by_organization, by_topic, by_place),
        names=names or {},
    )


def grid(
    efforts: Sequence[Effort], keys_of: Callable[[Effort], Iterable[str]], rows: Sequence[str]
) -> Grid:
    """A row for each key given, and one for what states none where there is any; every row counts for itself."""
    held: dict[str, list[Effort]] = {key: [] for key in rows}
    for one in efforts:
        for key in keys_of(one):
            held.setdefault(key, []).append(one)
    columns = codes()
    return Grid(
        columns=columns,
        rows=tuple(
            Row(key, tuple(_cell(_toward(these, code)) for code in columns), _cell(these))
            for key, these in held.items()
        ),
        totals=tuple(_cell(_toward(efforts, code)) for code in columns),
    )


def _toward(efforts: Iterable[Effort], code: str) -> list[Effort]:
    return [one for one in efforts if code in one.goals]


def _cell(efforts: Iterable[Effort]) -> Cell:
    these = list(efforts)
    return Cell(len({one.activity for one in these}), len({one.body for one in these}))


def _ids(entries: Entries) -> list[str]:
    return [one.id for one in entries.entries]


def _gaps(by_organization: Grid, by_topic: Grid, by_place: Grid) -> Gaps:
    def empty(found: Grid) -> tuple[str, ...]:
        return tuple(row.key for row in found.rows if row.key and not row.total.activities)

    def pairs(found: Grid) -> tuple[tuple[str, str], ...]:
        return tuple(
            (code, row.key)
            for row in found.rows
            if row.key and row.total.activities
            for code, cell in zip(found.columns, row.cells, strict=True)
            if not cell.activities
        )

    return Gaps(
        goals=tuple(
            code
            for code, cell in zip(by_organization.columns, by_organization.totals, strict=True)
            if not cell.activities
        ),
        topics=empty(by_topic),
        places=empty(by_place),
        goal_topics=pairs(by_topic),
        goal_places=pairs(by_place),
    )


def checked(given: Iterable[str], entries: Entries) -> list[str]:
    """The ids once each, in the order of their file. Raises UnknownEntry."""
    wanted = set(given)
    ids = _ids(entries)
    unknown = sorted(wanted - set(ids))
    if unknown:
        raise UnknownEntry(
            "There is no {id} in {file}. Add it to the definition, or choose one that is there.",
            id=repr(unknown[0][:40]),
            file=entries.id,
        )
    return [one for one in ids if one in wanted]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One line of a measured result: a group, and its counts. None: hidden by the measure that made it (PLN-2)."""

    group: str
    numerator: int | None
    denominator: int | None


def check_suppressed(lines: Sequence[Aggregate]) -> None:
    """Nothing, when no line tells of 1 to 10 people and no single hidden one can be had by subtraction.

    Raises SmallNumbers. The hiding itself is done by the measures; here it is only asked after.
    """
    for one in lines:
        rest = (
            one.denominator - one.numerator
            if one.numerator is not None and one.denominator is not None
            else None
        )
        for count in (one.numerator, one.denominator, rest):
            if count is not None and (count < 0 or 0 < count < SMALLEST_SHOWN):
                raise SmallNumbers(
                    "One line counts fewer than 11 people. File the result as the measure shows it, with such "
                    "lines hidden."
                )
    for counts in ([one.numerator for one in lines], [one.denominator for one in lines]):
        if counts.count(None) == 1 and len(counts) > 1:
            raise SmallNumbers(
                "Only one line is hidden, so that it can be worked out from the others. File the result as the "
                "measure shows it."
            )
