"""What runs by the calendar and from the queue. The one place that knows every package's jobs."""

from datetime import datetime, timedelta

from django.utils import timezone

from fairway.base import jobs
from fairway.exchange.jobs import works
from fairway.navigation.pathways import jobs as pathways
from fairway.navigation.worklist import jobs as worklist


def run_the_day(*, at: datetime) -> pathways.Day:
    """Everything that time alone brings about; safe to call again at any hour."""
    # A day is judged once it has begun everywhere in the country, so that nobody is told "overdue" an evening early.
    on = (at - timedelta(hours=12)).date()
    day = pathways.daily(at=at, on=on)
    day.alerts += worklist.daily(on=on, at=at)
    return day


def work_once() -> bool:
    """One job of the queue, if there is one."""
    return jobs.work_once(works(timezone.now), clock=timezone.now)
