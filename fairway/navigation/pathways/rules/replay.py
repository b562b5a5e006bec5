"""Replay: a run of a pathway into its milestones, met or not.

The same events, pauses and decisions give the same answer for ever; nothing here asks what time it is.
Cost: O(events x steps) a person, with some tens of events and fewer than ten steps.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

import msgspec

from fairway.navigation.pathways.definitions.shapes import Pathway, Standard, Step
from fairway.navigation.pathways.rules.calendar import add, age_on
from fairway.navigation.pathways.rules.clocks import Clock, PauseSpan, join, reckon
from fairway.navigation.pathways.rules.runs import Fact, Run
from fairway.navigation.pathways.rules.selectors import (
    ReadyStandard,
    ReadyStep,
    Selector,
    hits,
    ready,
)

FOLLOW_UP_WARN_DAYS = 30


class StepDecision(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A person's word on one milestone: `not-needed` or `waiting`."""

    key: str
    occasion: int
    kind: str
    reason: str
    on: date


class Person(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What standards for certain ages and sexes need; None and "unknown" leave nobody out."""

    birth_date: date | None = None
    sex: str = "unknown"


class StandardClock(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One standard on a milestone, and its shape in Milestone.standards."""

    id: str
    anchor_on: date
    due_on: date
    met_on: date | None = None
    not_needed_on: date | None = None


class MilestoneFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One milestone as replay finds it."""

    key: str
    occasion: int
    anchor: Fact
    clock: Clock
    met_by: Fact | None
    not_needed_reason: str
    waiting_for: str
    standards: tuple[StandardClock, ...]


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
        for occasion, anchor in _occasions(rule, run):
            said = [d for d in decisions if d.key == step.key and d.occasion == occasion]
            one = _milestone(rule, run, anchor, occasion, person, joined, said, holidays)
            # A step whose every standard leaves this person out is no step of hers.
            if one.standards or not step.standards:
                found.append(one)
    return found


def _occasions(rule: ReadyStep, run: Run) -> Iterator[tuple[int, Fact]]:
    """The facts that start the step's clock, each numbered by its day.

    So a person's decision on one never slides onto another; where the day itself is corrected, the step shows again.
    One finding reported twice on a day is one occasion.
    """
    found = [fact for fact in run.facts if hits(rule.anchor, fact.kind, fact.value)]
    if rule.step.pick in ("first", "latest"):
        found = found[:1] if rule.step.pick == "first" else found[-1:]
    started: Fact | None = None
    for fact in found:
        if started is None or (
            fact.occurred_on != started.occurred_on and _starts_anew(rule, run, started, fact)
        ):
            yield fact.occurred_on.toordinal(), fact
            started = fact


def _starts_anew(rule: ReadyStep, run: Run, started: Fact, fact: Fact) -> bool:
    """Does a later matching fact start another clock beside the one that `started` did?"""
    if rule.step.pick == "each":
        return True
    spared = _first_after(rule.not_needed_by, run, started)
    if spared is not None and spared is not fact and spared.occurred_on <= fact.occurred_on:
        return True
    if rule.step.pick == "restart":
        return rule.step.restart_after is not None and fact.occurred_on > add(
            started.occurred_on, rule.step.restart_after
        )
    done = _first_after(rule.met_by, run, started)
    return done is not None and done is not fact and done.occurred_on <= fact.occurred_on


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
            and not _is_echo(fact, anchor)
        ):
            return fact
    return None


def _is_echo(fact: Fact, anchor: Fact) -> bool:
    """One finding told twice, as a result and as a report: it cannot answer itself."""
    return (
        fact.occurred_on == anchor.occurred_on
        and fact.kind == anchor.kind
        and fact.value == anchor.value
    )


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
    due_on = _operative(rule, clocks)
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
            pauses=pauses,
        ),
        met_by=met,
        not_needed_reason=reason,
        waiting_for=waiting.reason if waiting is not None else "",
        standards=clocks,
    )


def _operative(rule: ReadyStep, clocks: tuple[StandardClock, ...]) -> date | None:
    """The primary standard's day; where it leaves this person out, that of the next in the file that holds for her."""
    for clock in clocks:
        if clock.id == rule.primary:
            return clock.due_on
    return clocks[0].due_on if clocks else None


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
    clocks = [_standard(one, run, anchor, met, person, pauses, holidays) for one in rule.standards]
    return tuple([clock for clock in clocks if clock is not None])


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
