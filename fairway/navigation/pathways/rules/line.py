"""The worklist's line of an episode: which step it shows first, and its place in the order."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec

from fairway.navigation.pathways.definitions import pathways, urgencies


class Line(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What an episode shows: `lead` is the place of the step among those given; lower `rank_on` is more urgent.

    A day is set only where it runs: `due_on` is none, and so are the days that follow it, unless `standing` is running.
    """

    lead: int | None
    standing: str
    due_on: date | None
    warn_on: date | None
    long_overdue_on: date | None
    waiting_since: date | None
    is_watchful: bool
    rank_on: date | None
    open_alerts: int


def line_of(pathway_id: str, steps: Sequence[Any], *, alerts: Sequence[date]) -> Line:
    """The line of these milestones, stored or not yet, and of alerts that were raised on these days and are open.

    The lead is the step with the earliest due day, so that a line is overdue as soon as any step of it is. `rank_on` is the
    least due day minus the head start of its urgency class; an open alert pulls it forward. Both follow from facts
    alone and not from today, so the list needs no nightly run.
    """
    running: Any = None
    undated = paused = lead = None
    ranks = [day - _alert_head_start() for day in alerts]
    for place, one in enumerate(steps):
        if one.met_on is not None or one.not_needed_on is not None:
            continue
        due_on = one.due_on
        if one.paused_from is not None and (due_on is None or one.paused_from <= due_on):
            paused = place if paused is None else paused
        elif due_on is None:
            undated = place if undated is None else undated
        else:
            ranks.append(due_on - _head_start(pathway_id, one.key))
            if running is None or due_on < running.due_on:
                lead, running = place, one
    standings = {"running": lead, "paused": paused, "no-deadline": undated, "to-close": -1}
    standing, shown = next((name, at) for name, at in standings.items() if at is not None)
    step = steps[shown] if shown >= 0 else None
    return Line(
        lead=shown if step is not None else None,
        standing=standing,
        due_on=running.due_on if running is not None else None,
        warn_on=running.warn_on or running.due_on if running is not None else None,
        long_overdue_on=running.long_overdue_on if running is not None else None,
        waiting_since=step.waiting_since if step is not None else None,
        is_watchful=step is not None and _is_follow_up(pathway_id, step.key),
        rank_on=min(ranks, default=None),
        open_alerts=len(alerts),
    )


@cache
def _alert_head_start() -> timedelta:
    return timedelta(days=urgencies().alert_head_start_days)


@cache
def _head_start(pathway_id: str, key: str) -> timedelta:
    """The head start of a step's class; none for a step that an older version of the definition had."""
    step = pathways()[pathway_id].step(key)
    days = {urgency.id: urgency.head_start_days for urgency in urgencies().classes}
    return timedelta(days=days[step.urgency] if step is not None else 0)


@cache
def _is_follow_up(pathway_id: str, key: str) -> bool:
    """Does the step watch and wait (practice.md 5.5)?"""
    step = pathways()[pathway_id].step(key)
    return step is not None and step.is_follow_up
