"""One person worked out: her facts, and what people decided, become episodes with their steps and alerts.

All that an evaluation reckons is here, and all that it reads and writes is elsewhere: so it can run in another process.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.definitions.shapes import Pathway
from fairway.navigation.pathways.rules.alerts import Raised, Visit, gap, missed_visits
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.clocks import PauseSpan
from fairway.navigation.pathways.rules.line import Line, line_of
from fairway.navigation.pathways.rules.replay import (
    MilestoneFacts,
    Person,
    StepDecision,
    milestones,
)
from fairway.navigation.pathways.rules.runs import Fact, Run, runs

IN_TREATMENT = "treatment-complete"


class Case(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A stored episode as replay needs it. `opened_by` is the fact that now stands for the one that opened it."""

    id: int
    pathway: str
    opened_by: int
    closed_on: date | None
    closed_reason: str
    pauses: list[PauseSpan]
    decisions: list[StepDecision]


class History(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything the clocks of one person follow from."""

    person: Person
    facts: list[Fact]
    visits: list[Visit]
    cases: list[Case]

    def closures(self, pathway: str) -> list[date]:
        """The days on which people closed cases. Closing a duplicate record's case ends nobody's care."""
        return [
            case.closed_on
            for case in self.cases
            if case.pathway == pathway
            and case.closed_on is not None
            and case.closed_reason != "duplicate"
        ]


class FoundStep(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A milestone as its row should stand, in the order of the table's columns."""

    key: str
    occasion: int
    anchor: int
    anchor_on: date
    warn_on: date | None
    due_on: date | None
    long_overdue_on: date | None
    met_on: date | None
    met_by: int | None
    not_needed_on: date | None
    not_needed_reason: str
    paused_from: date | None
    has_pauses: bool
    waiting_since: date | None
    waiting_for: str
    standards: list[dict[str, Any]]


class Found(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An episode as it should stand. `case` is the stored one; None: it is to be opened."""

    pathway: str
    case: int | None
    opened_on: date
    opened_by: int
    ended_on: date | None
    ended_by: int | None
    version: str
    is_heard_of_again: bool
    steps: list[FoundStep]
    alerts: list[Raised]
    line: Line


def work_out(history: History, *, on: date) -> list[Found]:
    """Every episode of a person with its milestones. `on` is today, for alerts only."""
    cancers = {fact.cancer for fact in history.facts}
    found: list[Found] = []
    taken: set[int] = set()
    for pathway in pathways().values():
        if cancers.isdisjoint(("", pathway.cancer)):
            continue
        for run, cases, steps in replayed(pathway, history):
            case = cases[0] if cases else None
            if case is not None and case.id in taken:
                continue
            if case is not None:
                taken.add(case.id)
            alerts = _alerts(run, steps, history.visits, cancer=pathway.cancer, on=on)
            found.append(_found(pathway, run, case, [_columns(one) for one in steps], alerts))
    return found


def _found(
    pathway: Pathway, run: Run, case: Case | None, steps: list[FoundStep], alerts: list[Raised]
) -> Found:
    return Found(
        pathway.id, case.id if case is not None else None, run.opened_by.occurred_on, run.opened_by.id, run.last_on,
        run.ended_by.id if run.ended_by is not None else None, pathway.version,
        case is not None and _is_heard_of_again(case, run), steps, alerts,
        line_of(pathway.id, steps, alerts=[one.on for one in alerts]),
    )  # fmt: skip


def replayed(
    pathway: Pathway, history: History
) -> Iterator[tuple[Run, list[Case], list[MilestoneFacts]]]:
    """Each run of a pathway, the stored cases that are this run (an open one first), and its milestones."""
    mine = [case for case in history.cases if case.pathway == pathway.id]
    for run in runs(pathway, history.facts, closed_on=history.closures(pathway.id)):
        cases = _cases_of(run, mine) if mine else []
        steps = milestones(
            pathway, run, person=history.person, holidays=federal_holidays(),
            pauses=[pause for case in cases for pause in case.pauses],
            decisions=[said for case in cases for said in case.decisions],
        )  # fmt: skip
        yield run, cases, steps


def _cases_of(run: Run, mine: Sequence[Case]) -> list[Case]:
    """Those whose opening fact, or what corrected it, belongs to the run."""
    ids = {fact.id for fact in run.facts}
    belonging = [case for case in mine if case.opened_by in ids]
    return sorted(belonging, key=lambda case: (case.closed_on is not None, case.id))


def _is_heard_of_again(case: Case, run: Run) -> bool:
    """ "Could not be reached" holds until anything is heard of the person (practice.md 6.2)."""
    return (
        case.closed_on is not None
        and case.closed_reason == "unable-to-contact"
        and run.facts[-1].occurred_on > case.closed_on
    )


def _columns(one: MilestoneFacts) -> FoundStep:
    clock = one.clock
    open_pause = next((pause.from_on for pause in clock.pauses if pause.until_on is None), None)
    return FoundStep(
        one.key, one.occasion, one.anchor.id, clock.anchor_on, clock.warn_on, clock.due_on, clock.long_overdue_on,
        clock.met_on, one.met_by.id if one.met_by else None, clock.not_needed_on, one.not_needed_reason[:40], open_pause,
        bool(clock.pauses), clock.waiting_since, one.waiting_for, msgspec.to_builtins(list(one.standards)),
    )  # fmt: skip


def _alerts(
    run: Run, steps: Sequence[MilestoneFacts], visits: Sequence[Visit], *, cancer: str, on: date
) -> list[Raised]:
    """ACCURE's alerts for one run: missed treatment visits; nothing scheduled while treatment is under way."""
    if run.ended_by is not None:
        return []
    # A visit that names no cancer counts for each that is under way.
    visits = [visit for visit in visits if visit.cancer in ("", cancer)]
    raised = [one for one in missed_visits(visits, on=on) if one.on >= run.opened_by.occurred_on]
    active = next((one for one in steps if one.key == IN_TREATMENT), None)
    if active is not None and active.clock.met_on is None and active.clock.not_needed_on is None:
        treated = [fact.occurred_on for fact in run.facts if fact.kind == "treatment"]
        lacking = gap(visits, treated_on=treated, on=on)
        raised += [lacking] if lacking is not None else []
    return raised
