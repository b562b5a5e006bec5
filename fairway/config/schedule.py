"""What runs by the calendar and from the queue. The one place that knows every package's jobs."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from fairway.base import jobs
from fairway.base.jobs import Work
from fairway.exchange import jobs as exchange
from fairway.navigation.pathways import jobs as pathways
from fairway.navigation.worklist import jobs as worklist
from fairway.plan.efforts import jobs as efforts
from fairway.plan.intake import jobs as intake
from fairway.plan.reports import jobs as reports
from fairway.plan.themes import jobs as themes
from fairway.publishing import jobs as publishing


def run_the_day(*, at: datetime) -> pathways.Day:
    """Everything that time alone brings about; safe to call again at any hour."""
    # A day is judged once it has begun everywhere in the country, so that nobody is told "overdue" an evening early.
    on = (at - timedelta(hours=12)).date()
    day = pathways.daily(at=at, on=on)
    day.alerts += worklist.daily(on=on, at=at)
    intake.daily(at=at, uploads=settings.MEDIA_ROOT / "uploads")
    themes.forget_withdrawn(at=at)
    efforts.forget_withdrawn(at=at)
    reports.forget_withdrawn(at=at)
    publishing.tidy(at=at)
    return day


def works() -> dict[str, Work]:
    """What a worker can do, by kind of job."""
    doing = (exchange, intake, themes)
    return {kind: work for one in doing for kind, work in one.works(timezone.now).items()}


def work_once() -> bool:
    """One job of the queue, if there is one."""
    return jobs.work_once(works(), clock=timezone.now)
