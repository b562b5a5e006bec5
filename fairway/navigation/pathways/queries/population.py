"""The state of everyone's milestones on any date, in one statement: O(milestones), some millions a second."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Case, Count, F, Q, Value, When

from fairway.navigation.pathways.models import Milestone, Pause
from fairway.navigation.pathways.rules.clocks import Clock, ClockState, PauseSpan, clock_state
from fairway.people.models import Organization


def state_on(on: date) -> Case:
    """rules.clock_state as SQL, for milestones without a pause. A test holds the two together."""
    late, waiting = Q(due_on__lt=on), Q(waiting_since__lte=on)
    table = [
        (Q(met_on__lte=on) & (Q(due_on__isnull=True) | Q(met_on__lte=F("due_on"))), ClockState.MET),
        (Q(met_on__lte=on), ClockState.MET_LATE),
        (Q(not_needed_on__lte=on), ClockState.NOT_NEEDED),
        (late & Q(long_overdue_on__lt=on), ClockState.LONG_OVERDUE),
        (late, ClockState.OVERDUE),
        (waiting, ClockState.WAITING),
        (Q(due_on__isnull=True), ClockState.NO_DEADLINE),
        (Q(due_on=on), ClockState.DUE),
        (Q(warn_on__lte=on), ClockState.DUE_SOON),
    ]
    return Case(
        *[When(condition, then=Value(state.value)) for condition, state in table],
        default=Value(ClockState.NOT_YET_DUE.value),
    )


def population_states(*, program: Organization, on: date) -> Counter[ClockState]:
    """How many milestones stand where on a date, among those begun by then. Paused ones are judged one by one."""
    begun = Milestone.objects.filter(episode__program=program, anchor_on__lte=on)
    rows = (
        begun.filter(has_pauses=False)
        .values(state=state_on(on))
        .annotate(count=Count("id"))
        .order_by()
    )
    counts = Counter({ClockState(row["state"]): row["count"] for row in rows})
    spans: dict[int, list[PauseSpan]] = defaultdict(list)
    pauses = Pause.objects.filter(episode__program=program, undone_at__isnull=True)
    for pause in pauses.iterator():
        spans[pause.episode_id].append(PauseSpan(pause.from_on, pause.until_on, pause.reason))
    for milestone in begun.filter(has_pauses=True).iterator():
        counts[clock_state(clock_of(milestone, spans[milestone.episode_id]), on=on)] += 1
    return counts


def clock_of(milestone: Milestone, pauses: list[PauseSpan] | None = None) -> Clock:
    """A stored milestone as a clock."""
    return Clock(
        anchor_on=milestone.anchor_on, warn_on=milestone.warn_on, due_on=milestone.due_on,
        long_overdue_on=milestone.long_overdue_on, met_on=milestone.met_on, not_needed_on=milestone.not_needed_on,
        waiting_since=milestone.waiting_since, pauses=tuple(pauses or ()),
    )  # fmt: skip
