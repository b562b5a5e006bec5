"""Replay: the same events give the same states for any date, in any order of arrival (DESIGN section 4)."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.navigation.pathways.definitions import pathways, words
from fairway.navigation.pathways.definitions.shapes import Span
from fairway.navigation.pathways.rules.clocks import (
    Clock,
    ClockState,
    PauseSpan,
    clock_state,
    join,
    reckon,
)
from fairway.navigation.pathways.rules.replay import MilestoneFacts, milestones
from fairway.navigation.pathways.rules.runs import Fact, runs

START = date(2024, 2, 20)
DAYS = st.integers(0, 800).map(lambda n: START + timedelta(days=n))
KINDS = [word.id for word in words().kinds]
VALUES = {kind: ["", *[w.id for w in words().values if kind in w.kinds]] for kind in KINDS}


@st.composite
def a_fact(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from(KINDS))
    number = draw(st.integers(1, 10_000))
    return Fact(
        id=number, kind=kind, value=draw(st.sampled_from(VALUES[kind])), occurred_on=draw(DAYS),
        precision=draw(st.sampled_from(["day", "day", "day", "month"])), ref=f"r{number}",
    )  # fmt: skip


FACTS = st.lists(a_fact(), max_size=12, unique_by=lambda fact: fact.id)
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 60)).map(
        lambda p: PauseSpan(p[0], p[0] + timedelta(days=p[1]), "travel")
    ),
    max_size=3,
)


def worked_out(
    pathway_id: str, facts: list[Fact], pauses: list[PauseSpan]
) -> list[tuple[MilestoneFacts, ...]]:
    pathway = pathways()[pathway_id]
    return [tuple(milestones(pathway, run, pauses=pauses)) for run in runs(pathway, facts)]


@given(st.sampled_from(sorted(pathways())), FACTS, PAUSES, st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_order_of_arrival_changes_nothing(
    pathway: str, facts: list[Fact], pauses: list[PauseSpan], seed: int
) -> None:
    shuffled = facts.copy()
    random.Random(seed).shuffle(shuffled)
    assert worked_out(pathway, facts, pauses) == worked_out(
        pathway, shuffled, list(reversed(pauses))
    )


@given(st.sampled_from(sorted(pathways())), FACTS, PAUSES, DAYS)
@settings(max_examples=300, deadline=None)
def test_what_comes_later_does_not_change_what_was_late_before(
    pathway: str, facts: list[Fact], pauses: list[PauseSpan], on: date
) -> None:
    """Past states follow from the past: leaving out all that happened after a day keeps that day's lateness."""
    whole = {
        (m.anchor.id, m.key): clock_state(m.clock, on=on)
        for run in worked_out(pathway, facts, pauses) for m in run if m.anchor.latest_on <= on
    }  # fmt: skip
    until = [fact for fact in facts if fact.latest_on <= on]
    past = {
        (m.anchor.id, m.key): clock_state(m.clock, on=on)
        for run in worked_out(pathway, until, [p for p in pauses if p.from_on <= on]) for m in run
    }  # fmt: skip
    late = {ClockState.OVERDUE, ClockState.LONG_OVERDUE}
    for key, state in whole.items():
        if key in past and state in late:
            assert past[key] in late


@given(DAYS, st.integers(1, 200), PAUSES)
def test_a_due_day_moves_by_the_days_paused_before_it(
    anchor: date, days: int, pauses: list[PauseSpan]
) -> None:
    """Against a slow referee that walks day by day."""
    day, left = anchor, days
    joined = join(pauses)
    while left:
        day += timedelta(days=1)
        left -= not any(pause.covers(day) for pause in joined)
    # The referee stops inside the clock; a pause that begins right on the due day still holds it open.
    reckoned = reckon(anchor, Span(days=days), pauses=joined).due_on
    following = next((p for p in joined if p.from_on == day), None)
    assert reckoned == day or (following is not None and reckoned >= day)


@given(
    st.builds(
        Clock,
        anchor_on=DAYS,
        warn_on=DAYS,
        due_on=DAYS,
        long_overdue_on=DAYS,
        met_on=st.none() | DAYS,
    ),
    DAYS,
)
def test_met_on_the_due_day_is_in_time(clock: Clock, on: date) -> None:
    state = clock_state(clock, on=on)
    assert clock.due_on is not None
    if clock.met_on is not None and on >= clock.met_on:
        assert state is (ClockState.MET if clock.met_on <= clock.due_on else ClockState.MET_LATE)
    else:
        assert (state in {ClockState.OVERDUE, ClockState.LONG_OVERDUE}) == (on > clock.due_on)


def test_suspected_is_no_diagnosis() -> None:
    suspected = Fact(1, "diagnosis", "invasive", START, cancer="lung", certainty="suspected")
    assert runs(pathways()["lung"], [suspected]) == []


def test_another_cancers_fact_opens_nothing() -> None:
    assert (
        runs(pathways()["lung"], [Fact(1, "diagnosis", "invasive", START, cancer="breast")]) == []
    )


def test_a_closed_case_opens_anew_on_a_later_abnormal_result() -> None:
    first = Fact(1, "screening-result", "birads-0", START)
    later = Fact(2, "screening-result", "birads-0", START + timedelta(days=100))
    breast = pathways()["breast"]
    assert len(runs(breast, [first, later])) == 1
    assert len(runs(breast, [first, later], closed_on=[START + timedelta(days=99)])) == 2
    assert len(runs(breast, [first, later], closed_on=[START + timedelta(days=100)])) == 1
