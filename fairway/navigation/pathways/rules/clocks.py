"""One clock: where it stands on a date, and how its due day was reckoned through pauses."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from fairway.navigation.pathways.definitions.shapes import Span
from fairway.navigation.pathways.rules.calendar import ONE_DAY, add


class ClockState(StrEnum):
    """Where a milestone stands on a date; each open one is in exactly one of these."""

    NOT_YET_DUE = "not-yet-due"
    DUE_SOON = "due-soon"
    DUE = "due"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long-overdue"
    MET = "met"
    MET_LATE = "met-late"
    PAUSED = "paused"
    WAITING = "waiting"
    NOT_NEEDED = "not-needed"
    NO_DEADLINE = "no-deadline"


LATE = frozenset({ClockState.OVERDUE, ClockState.LONG_OVERDUE})
OPEN = frozenset(ClockState) - {ClockState.MET, ClockState.MET_LATE, ClockState.NOT_NEEDED}


class PauseSpan(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A pause from its first to its last day, both counted; open while `until_on` is None."""

    from_on: date
    until_on: date | None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Is the clock stopped on that day?"""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Clock(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A milestone's dates, as stored."""

    anchor_on: date
    warn_on: date | None = None
    due_on: date | None = None
    long_overdue_on: date | None = None
    met_on: date | None = None
    not_needed_on: date | None = None
    waiting_since: date | None = None
    pauses: tuple[PauseSpan, ...] = ()


def clock_state(clock: Clock, *, on: date) -> ClockState:
    """The state on a date. The due day itself is in time; late begins on the day after (practice.md section 9).

    A late clock stays late while we wait on someone else: waiting explains, it does not excuse.
    """
    if clock.met_on is not None and clock.met_on <= on:
        return (
            ClockState.MET
            if clock.due_on is None or clock.met_on <= clock.due_on
            else ClockState.MET_LATE
        )
    if clock.not_needed_on is not None and clock.not_needed_on <= on:
        return ClockState.NOT_NEEDED
    if any(_holds(pause, clock, on) for pause in clock.pauses):
        return ClockState.PAUSED
    if clock.due_on is not None and on > clock.due_on:
        late_for_long = clock.long_overdue_on is not None and on > clock.long_overdue_on
        return ClockState.LONG_OVERDUE if late_for_long else ClockState.OVERDUE
    if clock.waiting_since is not None and clock.waiting_since <= on:
        return ClockState.WAITING
    if clock.due_on is None:
        return ClockState.NO_DEADLINE
    if on == clock.due_on:
        return ClockState.DUE
    return (
        ClockState.DUE_SOON
        if clock.warn_on is not None and on >= clock.warn_on
        else ClockState.NOT_YET_DUE
    )


def _holds(pause: PauseSpan, clock: Clock, on: date) -> bool:
    """A pause that began after the due day stops nothing: late was late."""
    return pause.covers(on) and (clock.due_on is None or pause.from_on <= clock.due_on)


class FollowUpStatus(StrEnum):
    """Watchful follow-up (practice.md 5.5); its last state is called long overdue here (HUM-5)."""

    NOT_YET_DUE = "not-yet-due"
    COMING_DUE = "coming-due"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long-overdue"
    SCHEDULED = "scheduled"
    DONE = "done"
    REVIEWED = "reviewed"


def follow_up_status(state: ClockState, *, is_scheduled: bool) -> FollowUpStatus:
    """Coming due from 30 days before the first due day to the last; overdue to 60 days after; then long overdue.

    A booked day that is still ahead shows as scheduled, but never hides that the last due day has passed.
    """
    match state:
        case ClockState.MET | ClockState.MET_LATE:
            return FollowUpStatus.DONE
        case ClockState.NOT_NEEDED:
            return FollowUpStatus.REVIEWED
        case ClockState.OVERDUE:
            return FollowUpStatus.OVERDUE
        case ClockState.LONG_OVERDUE:
            return FollowUpStatus.LONG_OVERDUE
    if is_scheduled:
        return FollowUpStatus.SCHEDULED
    is_coming = state in (ClockState.DUE, ClockState.DUE_SOON)
    return FollowUpStatus.COMING_DUE if is_coming else FollowUpStatus.NOT_YET_DUE


class Reckoning(msgspec.Struct, frozen=True, gc=False):
    """How a due day came about: the anchor, the day without pauses, the days each pause added."""

    anchor_on: date
    unpaused_on: date
    pauses: tuple[tuple[PauseSpan, int], ...]
    due_on: date


def reckon(
    anchor_on: date,
    due: Span,
    *,
    pauses: Sequence[PauseSpan] = (),
    holidays: AbstractSet[date] = frozenset(),
) -> Reckoning:
    """The due day of a span after an anchor, moved by each pause that began while the clock still ran.

    A pause that begins after the due day moves nothing: late was late. `pauses` must be joined (see `join`). An
    open pause adds nothing yet; while it lasts the state is paused.
    """
    unpaused = due_on = add(anchor_on, due, holidays=holidays)
    applied = []
    for pause in pauses:
        if pause.from_on > due_on or pause.until_on is None:
            break
        if pause.until_on > anchor_on:
            days = (pause.until_on - max(pause.from_on, anchor_on + ONE_DAY)).days + 1
            applied.append((pause, days))
            due_on += timedelta(days=days)
    return Reckoning(anchor_on, unpaused, tuple(applied), due_on)


def join(pauses: Sequence[PauseSpan]) -> tuple[PauseSpan, ...]:
    """Pauses in order, those that touch or overlap made one, so that no day is counted twice."""
    joined: list[PauseSpan] = []
    for pause in sorted(pauses, key=lambda one: (one.from_on, one.until_on or date.max)):
        last = joined[-1] if joined else None
        if last is None or (last.until_on is not None and pause.from_on > last.until_on + ONE_DAY):
            joined.append(pause)
            continue
        until = (
            None
            if last.until_on is None or pause.until_on is None
            else max(last.until_on, pause.until_on)
        )
        joined[-1] = PauseSpan(last.from_on, until, last.reason)
    return tuple(joined)
