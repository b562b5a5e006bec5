"""The little language of clock specs: events in, states on dates out; also printed as docs/clocks.md."""

from dataclasses import dataclass, field
from datetime import date

from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.clocks import Clock, PauseSpan, clock_state
from fairway.navigation.pathways.rules.replay import Person, milestones
from fairway.navigation.pathways.rules.runs import Fact, runs


@dataclass(frozen=True)
class Spec:
    """One rule of practice.md as a table.

    `events`: `on | kind | value`. `expect`: `step | due | on | state`, where a step may name one of its standards
    as `step/standard`, and `-` means no such clock.
    """

    rule: str
    pathway: str
    events: str
    expect: str
    born: str = ""
    sex: str = "unknown"
    pauses: str = ""
    source: str = "practice.md section 9"

    def __str__(self) -> str:
        return f"{self.pathway}: {self.rule}"

    def run(self) -> list[tuple[str, ...]]:
        """What the engine answers, in the shape of `expect`."""
        person = Person(date.fromisoformat(self.born) if self.born else None, self.sex)
        pathway = pathways()[self.pathway]
        found = {}
        for run in runs(pathway, facts_of(self.events)):
            for one in milestones(
                pathway,
                run,
                person=person,
                pauses=pauses_of(self.pauses),
                holidays=federal_holidays(),
            ):
                again = sum(key.partition("#")[0] == one.key for key in found)
                found[f"{one.key}#{again + 1}" if again else one.key] = one
        answers = []
        for step, _, on, _ in rows(self.expect):
            name, _, standard = step.partition("/")
            clock = _clock(found.get(name), standard)
            day = date.fromisoformat(on)
            state = clock_state(clock, on=day).value if clock is not None else "-"
            due = (
                clock.due_on.isoformat() if clock is not None and clock.due_on is not None else "-"
            )
            answers.append((step, due, on, state))
        return answers


def _clock(milestone: object, standard: str) -> Clock | None:
    if milestone is None:
        return None
    if not standard:
        return milestone.clock  # type: ignore[attr-defined]
    one = next((s for s in milestone.standards if s.id == standard), None)  # type: ignore[attr-defined]
    if one is None:
        return None
    return Clock(
        anchor_on=one.anchor_on,
        due_on=one.due_on,
        met_on=one.met_on,
        not_needed_on=one.not_needed_on,
    )


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a table after its heading."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines[1:]]


def facts_of(table: str) -> list[Fact]:
    """Events of a table, in its order; a partial date such as 2026-03 is a month."""
    facts = []
    for number, (on, kind, value) in enumerate(rows(table), start=1):
        precision = {4: "year", 7: "month"}.get(len(on), "day")
        day = date.fromisoformat(on + {"year": "-01-01", "month": "-01", "day": ""}[precision])
        facts.append(
            Fact(
                id=number,
                kind=kind,
                value=value,
                occurred_on=day,
                precision=precision,
                ref=f"e{number:04}",
            )
        )
    return facts


def pauses_of(table: str) -> list[PauseSpan]:
    """`from | until | reason`; an empty until is open."""
    return [
        PauseSpan(date.fromisoformat(start), date.fromisoformat(end) if end else None, reason)
        for start, end, reason in (rows(table) if table else [])
    ]


@dataclass
class Chapter:
    """Specs under one heading of the manual."""

    title: str
    specs: list[Spec] = field(default_factory=list)
