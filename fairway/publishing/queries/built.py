"""What can be frozen: the newest build of each report that stands."""

from fairway.people.models import Staff
from fairway.plan.reports.build import book_of
from fairway.plan.reports.build.book import Book
from fairway.plan.reports.models import Report


def latest_book(report: Report) -> Book | None:
    """The report as its newest build read it; None where the newest build failed, or there is none."""
    newest = report.builds.order_by("-built_at", "-pk").first()
    return book_of(newest) if newest is not None and newest.content is not None else None


def reports_to_freeze(staff: Staff) -> list[Report]:
    """The reports of her program that were handed over and have a build that stands, the newest first."""
    over = Report.objects.visible_to(staff).exclude(state=Report.State.DRAFT)
    built = over.filter(builds__content__isnull=False)
    return list(built.distinct().order_by("-started_at", "-pk"))
