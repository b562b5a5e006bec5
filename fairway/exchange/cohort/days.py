"""The cohort's own arithmetic of days: the answer key must not lean on the clock engine that it judges."""

from calendar import monthrange
from datetime import date, timedelta

from fairway.exchange.cohort.parameters import Deadline, Parameters


def later(day: date, *, days: int = 0, months: int = 0) -> date:
    """Calendar months first, then days: 31 August and 6 months is the last day of February."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def age(born: date, day: date) -> int:
    """Years completed."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def deadline_for(
    parameters: Parameters, step: str, anchor: date, *, born: date, sex: str
) -> Deadline | None:
    """The deadline of a step that holds for this person; None where there is none."""
    for deadline in parameters.by_step.get(step, []):
        if deadline.sexes and sex not in deadline.sexes:
            continue
        if deadline.ages is not None:
            youngest, oldest = deadline.ages
            if not youngest <= age(born, anchor) <= oldest:
                continue
        return deadline
    return None


def due_on(deadline: Deadline, anchor: date) -> date:
    """The last day in time."""
    return later(anchor, days=deadline.days, months=deadline.months)


def warn_on(deadline: Deadline, anchor: date, follow_up_warn_days: int) -> date:
    """The day from which it is due soon."""
    due = due_on(deadline, anchor)
    if deadline.window_months:
        opens = min(due, later(anchor, months=deadline.window_months))
        return opens - timedelta(days=follow_up_warn_days)
    return max(anchor, due - timedelta(days=deadline.warn_days))
