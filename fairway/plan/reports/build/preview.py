"""A report as it reads now, for those who write it: the same body as the built one, with every source within reach."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.safestring import SafeString

from fairway.people.models import Staff
from fairway.plan.reports.build.gather import Problem, gather
from fairway.plan.reports.build.html import body
from fairway.plan.reports.models import Report
from fairway.plan.reports.queries.find import report_for


@dataclass(frozen=True)
class Preview:
    """The body, and what stands against building it."""

    report: Report
    body: SafeString
    problems: tuple[Problem, ...]


def preview_of(staff: Staff, report_id: UUID, *, on: date, place: Callable[[UUID], str]) -> Preview:
    """`place` gives the address of a passage's page. Raises NotVisible."""
    report = report_for(staff, report_id)
    found = gather(report, on=on)
    shown = body(found.book, lambda source: place(source.passage))
    return Preview(report, shown, found.problems)
