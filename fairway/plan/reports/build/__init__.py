"""Building a report: read, checked, kept; and its files, made from what was kept. A broken link fails the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.reports.actions.draft import noted
from fairway.plan.reports.build.book import Book, digest_of, pack, unpack
from fairway.plan.reports.build.gather import Problem, gather
from fairway.plan.reports.models import Build
from fairway.plan.reports.queries.find import report_for


class NothingBuilt(FairwayError):
    """The build failed or is not the latest: it has no files."""


class NoSuchFile(FairwayError):
    """A report has no file of this name."""


@dataclass(frozen=True)
class Built:
    """One building: the row, what came out (None where it failed), and what to mend."""

    build: Build
    book: Book | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class File:
    """One file of a report, ready to be handed out."""

    name: str
    media_type: str
    content: bytes


# Name of each file and what it is. docs and pages list them in this order.
FILES = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "appendix.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "activities.csv": "text/csv; charset=utf-8",
    "submissions.csv": "text/csv; charset=utf-8",
    "sources.csv": "text/csv; charset=utf-8",
}


@transaction.atomic
def build(*, report_id: UUID, by: Staff, at: datetime) -> Built:
    """Read the report and check that every sentence stands on its sources; keep it, or the list of what to mend.

    Earlier builds keep their row and lose their content: what is not handed out need not be kept. Raises NotVisible.
    """
    report = report_for(by, report_id)
    found = gather(report, on=at.astimezone(ZoneInfo(report.program.time_zone)).date())
    is_good = not found.problems
    if is_good:
        report.builds.exclude(content=None).update(content=None)
    made = Build.objects.create(
        report=report,
        built_by=by.actor,
        built_at=at,
        digest=digest_of(found.book) if is_good else "",
        content=pack(found.book) if is_good else None,
        problems=[asdict(one) for one in found.problems],
    )
    noted("report.built", made, by=by, at=at, problems=len(found.problems))
    return Built(made, found.book if is_good else None, found.problems)


def book_of(made: Build) -> Book:
    """What was kept of a build. Raises NothingBuilt."""
    if made.content is None:
        raise NothingBuilt(
            "Build {build} has no files: it failed, or a later one took its place. Open the report and build it again.",
            build=made.public_id,
        )
    return unpack(bytes(made.content))


def file_of(book: Book, name: str) -> File:
    """One file by its name in FILES: the same book, the same bytes. Raises NoSuchFile."""
    # Here and not above: what writes PDF and Office files takes a second to load, and pages need none of it.
    from fairway.plan.reports.build import html, pdf, tables, word

    makers: dict[str, Callable[[Book], bytes]] = {
        "report.html": html.whole,
        "report.pdf": pdf.whole,
        "report.docx": word.whole,
        "appendix.xlsx": tables.workbook,
        "activities.csv": lambda one: tables.as_csv(tables.activities(one), one),
        "submissions.csv": lambda one: tables.as_csv(tables.submissions(one), one),
        "sources.csv": lambda one: tables.as_csv(tables.sources(one), one),
    }
    if name not in makers:
        raise NoSuchFile("A report has these files: {names}.", names=", ".join(FILES))
    return File(name, FILES[name], makers[name](book))


def files_of(book: Book) -> list[File]:
    """All files of a book."""
    return [file_of(book, name) for name in FILES]
