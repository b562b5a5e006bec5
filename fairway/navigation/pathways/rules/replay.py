"""Replay: a person's events, in any order of arrival, into the runs of a pathway and their milestones.

The same events, pauses and decisions give the same answer for ever; nothing here asks what time it is.
Cost: O(events x steps) a person, with some tens of events and fewer than ten steps.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

import msgspec

from fairway.navigation.pathways.definitions.shapes import Pathway, Standard, Step
from fairway.navigation.pathways.rules.calendar import add, age_on, last_day
from fairway.navigation.pathways.rules.clocks import Clock, PauseSpan, join, reckon
from fairway.navigation.pathways.rules.selectors import (
    ReadyStandard,
    ReadyStep,
    Selector,
    hits,
    ready,
)

FOLLOW_UP_WARN_DAYS = 30


class Fact(msgspec.Struct, frozen=True):
    """An event that counts: current, not taken back. `id` is the row's key; `ref` breaks ties for ever."""

    id: int
    kind: str
    value: str
    occurred_on: date
    cancer: str = ""
    precision: str = "day"
    certainty: str = "confirmed"
    ref: str = ""

    @property
    def latest_on(self) -> date:
        """The last day it may have happened (its own day, unless the date is partial)."""
        return (
            self.occurred_on
            if self.precision == "day"
            else last_day(self.occurred_on, self.precision)
        )


class StepDecision(msgspec.Struct, frozen=True):
    """A person's word on one milestone: `not-needed` or `waiting`."""

    key: str
    occasion: int
    kind: str
    reason: str
    on: date


class Person(msgspec.Struct, frozen=True):
    """What standards for certain ages and sexes need; None and "unknown" leave nobody out."""

    birth_date: date | None = None
    sex: str = "unknown"


class StandardClock(msgspec.Struct, frozen=True):
    """One standard on a milestone."""

    id: str
    anchor_on: date
    due_on: date
    met_on: date | None
    not_needed_on: date | None


class MilestoneFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One milestone as replay finds it."""

    key: str
    occasion: int
    anchor: Fact
    clock: Clock
    met_by: Fact | None
    not_needed_reason: str
    waiting_for: str
    standards: tuple[StandardClock, ...]


class Run(msgspec.Struct, kw_only=True):
    """One run of a pathway: what opened it, what belongs to it, what ended it."""

    opened_by: Fact
    facts: list[Fact]
    ended_by: Fact | None = None
    cancer_found: bool = False

    @property
    def last_on(self) -> date | None:
        """The day the run ended, if it did."""
        return self.ended_by.latest_on if self.ended_by is not None else None


def runs(pathway: Pathway, facts: Iterable[Fact], *, closed_on: Sequence[date] = ()) -> list[Run]:
    """Split a person's facts into runs of the pathway.

    A fact that opens starts a run when none is under way: none yet, the last one ended before, or a person closed
    it (`closed_on`). Suspected facts are shown on the time-line and decide nothing.
    """
    rules = ready(pathway)
    mine = [f for f in facts if f.cancer in ("", pathway.cancer) and f.certainty == "confirmed"]
    mine.sort(key=lambda f: (f.occurred_on, f.kind, f.value, f.ref, f.id))
    done: list[Run] = []
    current: Run | None = None
    for fact in mine:
        if (
            current is not None
            and _is_over(current, fact.occurred_on, closed_on)
            and hits(rules.opens, fact.kind, fact.value)
        ):
            current = None
        if current is None:
            if not hits(rules.opens, fact.kind, fact.value):
                continue
            current = Run(opened_by=fact, facts=[])
            done.append(current)
        current.facts.append(fact)
        if hits(rules.found, fact.kind, fact.value):
            current.cancer_found = True
        if current.ended_by is None and (
            hits(rules.always, fact.kind, fact.value)
            or (
                hits(rules.treated, fact.kind, fact.value)
                if current.cancer_found
                else fact is not current.opened_by and hits(rules.benign, fact.kind, fact.value)
            )
        ):
            current.ended_by = fact
    return done


def _is_over(run: Run, day: date, closed_on: Sequence[date]) -> bool:
    if run.last_on is not None and day > run.last_on:
        return True
    return any(run.opened_by.occurred_on <= closed < day for closed in closed_on)


def milestones(
    pathway: Pathway,
    run: Run,
    *,
    person: Person = Person(),  # noqa: B008 - frozen
    pauses: Sequence[PauseSpan] = (),
    decisions: Sequence[StepDecision] = (),
    holidays: AbstractSet[date] = frozenset(),
) -> list[MilestoneFacts]:
    """Every milestone of a run, met or not, in the definition's order."""
    joined = join(pauses) if pauses else ()
    found: list[MilestoneFacts] = []
    kinds = {fact.kind for fact in run.facts}
    for rule in ready(pathway).steps:
        step = rule.step
        if kinds.isdisjoint(rule.anchor):
            continue
        if rule.requires and not any(
            hits(rule.requires, fact.kind, fact.value) for fact in run.facts
        ):
            continue
        for occasion, anchor in enumerate(_anchors(rule, run.facts), start=1):
            said = [d for d in decisions if d.key == step.key and d.occasion == occasion]
            one = _milestone(rule, run, anchor, occasion, person, joined, said, holidays)
            # A step whose every standard leaves this person out is no step of hers.
            if one.standards or not step.standards:
                found.append(one)
    return found


def _anchors(rule: ReadyStep, facts: list[Fact]) -> list[Fact]:
    found = [fact for fact in facts if hits(rule.anchor, fact.kind, fact.value)]
    if not found or rule.step.pick == "each":
        return found
    return [found[0] if rule.step.pick == "first" else found[-1]]


def _first_after(
    selector: Selector, run: Run, anchor: Fact, not_before: date | None = None
) -> Fact | None:
    passed = False
    for fact in run.facts:
        if fact is anchor:
            passed = True
        elif (
            fact.kind in selector
            and (passed or fact.occurred_on >= anchor.occurred_on)
            and hits(selector, fact.kind, fact.value)
            and (not_before is None or fact.latest_on >= not_before)
        ):
            return fact
    return None


def _milestone(
    rule: ReadyStep,
    run: Run,
    anchor: Fact,
    occasion: int,
    person: Person,
    pauses: tuple[PauseSpan, ...],
    decisions: list[StepDecision],
    holidays: AbstractSet[date],
) -> MilestoneFacts:
    step, started = rule.step, anchor.occurred_on
    not_before = add(started, step.not_before) if step.not_before else None
    met = _first_after(rule.met_by, run, anchor, not_before)
    reason, not_needed_on = _not_needed(rule, run, anchor, decisions)
    clocks = _standards(rule, run, anchor, met, person, pauses, holidays)
    due_on = _operative(step, clocks)
    waiting = next((d for d in decisions if d.kind == "waiting"), None)
    return MilestoneFacts(
        key=step.key,
        occasion=occasion,
        anchor=anchor,
        clock=Clock(
            anchor_on=started,
            warn_on=_warn_on(step, started, due_on),
            due_on=due_on,
            long_overdue_on=due_on + timedelta(days=step.long_overdue_days)
            if due_on is not None
            else None,
            met_on=met.latest_on if met is not None else None,
            not_needed_on=not_needed_on,
            waiting_since=waiting.on if waiting is not None else None,
            pauses=tuple(one for one in pauses if one.until_on is None or one.until_on > started)
            if pauses
            else (),
        ),
        met_by=met,
        not_needed_reason=reason,
        waiting_for=waiting.reason if waiting is not None else "",
        standards=clocks,
    )


def _operative(step: Step, clocks: tuple[StandardClock, ...]) -> date | None:
    """The primary standard's day; where it leaves this person out, the earliest of those that hold for her."""
    primary = step.primary
    for clock in clocks:
        if primary is not None and clock.id == primary.id:
            return clock.due_on
    return min((clock.due_on for clock in clocks), default=None)


def _warn_on(step: Step, started: date, due_on: date | None) -> date | None:
    if due_on is None:
        return None
    if step.window_opens is not None:
        return min(due_on, add(started, step.window_opens)) - timedelta(days=FOLLOW_UP_WARN_DAYS)
    return max(started, due_on - timedelta(days=step.warn_days))


def _not_needed(
    rule: ReadyStep, run: Run, anchor: Fact, decisions: list[StepDecision]
) -> tuple[str, date | None]:
    said = next((d for d in decisions if d.kind == "not-needed"), None)
    if said is not None:
        return said.reason, said.on
    overtaken = _first_after(rule.not_needed_by, run, anchor) if rule.not_needed_by else None
    if overtaken is not None and (
        run.ended_by is None or overtaken.occurred_on <= run.ended_by.occurred_on
    ):
        return f"{overtaken.kind}:{overtaken.value}".rstrip(":"), overtaken.latest_on
    if run.ended_by is not None:
        return f"{run.ended_by.kind}:{run.ended_by.value}".rstrip(":"), max(
            run.ended_by.latest_on, anchor.occurred_on
        )
    return "", None


def _standards(
    rule: ReadyStep,
    run: Run,
    anchor: Fact,
    met: Fact | None,
    person: Person,
    pauses: tuple[PauseSpan, ...],
    holidays: AbstractSet[date],
) -> tuple[StandardClock, ...]:
    clocks = (_standard(one, run, anchor, met, person, pauses, holidays) for one in rule.standards)
    return tuple(clock for clock in clocks if clock is not None)


def _standard(
    rule: ReadyStandard,
    run: Run,
    anchor: Fact,
    met: Fact | None,
    person: Person,
    pauses: tuple[PauseSpan, ...],
    holidays: AbstractSet[date],
) -> StandardClock | None:
    standard = rule.standard
    if rule.anchor:
        own = next((fact for fact in run.facts if hits(rule.anchor, fact.kind, fact.value)), None)
        if own is None:
            return None
        anchor = own
    if not holds_for(standard, person, on=anchor.occurred_on):
        return None
    if rule.met_by:
        met = _first_after(rule.met_by, run, anchor)
    due_on = _due(anchor, standard, pauses, holidays)
    spared = _first_after(rule.not_needed_by, run, anchor) if rule.not_needed_by else None
    if spared is not None and (met is None or spared.occurred_on <= met.occurred_on):
        return StandardClock(standard.id, anchor.occurred_on, due_on, None, spared.latest_on)
    if met is not None:
        return StandardClock(standard.id, anchor.occurred_on, due_on, met.latest_on, None)
    return StandardClock(standard.id, anchor.occurred_on, due_on, None, run.last_on)


def _due(
    anchor: Fact, standard: Standard, pauses: tuple[PauseSpan, ...], holidays: AbstractSet[date]
) -> date:
    if not pauses:
        return add(anchor.occurred_on, standard.due, holidays=holidays)
    return reckon(anchor.occurred_on, standard.due, pauses=pauses, holidays=holidays).due_on


def holds_for(standard: Standard, person: Person, *, on: date) -> bool:
    """Is the person among those the standard speaks of? Unknown age or sex leaves nobody out."""
    if standard.sexes and person.sex not in ("", "unknown", *standard.sexes):
        return False
    if standard.ages is None or person.birth_date is None:
        return True
    return standard.ages[0] <= age_on(person.birth_date, on) <= standard.ages[1]
