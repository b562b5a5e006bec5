"""FHIR files into the record: streamed, once, resumable after a kill at any moment (DESIGN rule 6)."""

import errno
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from django.db import DatabaseError, transaction

from fairway.base import audit
from fairway.base.collector import collector_paused
from fairway.base.errors import FairwayError
from fairway.exchange.intake import BeingRead, Intake
from fairway.exchange.models import ImportRun, ReceivedFile
from fairway.exchange.queries import cancers_found, places_of
from fairway.exchange.sources import BrokenFile, InputFile, Line, NothingToImport, input_files
from fairway.exchange.summary import Summary
from fairway.exchange.waiting import place_waiting
from fairway.navigation.pathways.actions import evaluate_changed
from fairway.people.models import Organization

__all__ = ["BeingRead", "DiskFull", "NothingToImport", "Progress", "Summary", "import_path"]

CHUNK_LINES = 20_000
CHUNK_BYTES = 16_000_000
FULL = ("disk is full", "no space left", "could not extend file", "disk i/o error")


class DiskFull(FairwayError):
    """The disk has no room for more."""


class Progress(msgspec.Struct):
    """How far an import is: bytes while files are read, people while clocks are worked out."""

    doing: str
    done: int
    total: int
    lines: int


Report = Callable[[Progress], None]


def import_path(
    *, program: Organization, site: Organization | None, path: Path, by: str, at: datetime,
    clock: Callable[[], datetime], check: bool = False, report: Report | None = None,
) -> Summary:  # fmt: skip
    """Import a FHIR file, or every FHIR file in a folder. The same again changes nothing.

    `site` is the source: its patient ids are its own. With `check`, all is done in one transaction that is rolled back,
    so the summary is the true one and nothing is written (on SQLite, others wait to write meanwhile).
    Raises NothingToImport, BeingRead and DiskFull; after any of them, or a kill, run it again.
    """
    files, others = input_files(path)
    try:
        with transaction.atomic() if check else nullcontext():
            summary = _run(program, site, path, files, by, at, clock, check, report or _silent)
            if check:
                transaction.set_rollback(True)
    except (DatabaseError, OSError) as problem:
        if not _is_full(problem):
            raise
        raise DiskFull(
            "The disk is full. Everything up to the last finished chunk is safe. Free some space and run the same import again."
        ) from problem
    summary.files_not_read = others
    summary.wrote_nothing = check
    return summary


def _run(
    program: Organization, site: Organization | None, path: Path, files: list[InputFile], by: str, at: datetime,
    clock: Callable[[], datetime], check: bool, report: Report,
) -> Summary:  # fmt: skip
    today = at.astimezone(ZoneInfo(program.time_zone)).date()
    run = ImportRun.objects.create(program=program, path=str(path), started_by=by, started_at=at)
    intake = Intake(program=program, site=site, run=run, by=by, at=at, on=today)
    summary = intake.summary
    tell = _teller(files, summary, report)
    for file in files:
        _import_file(intake, file, tell)
    place_waiting(intake)
    if not check:
        evaluate_changed(
            program=program, at=at, on=today,
            report=lambda done, total: report(Progress("clocks", done, total, summary.lines)),
        )  # fmt: skip
    summary.people = intake.persons.outcomes
    summary.cancers = cancers_found(program)
    run.summary, run.ended_at = msgspec.to_builtins(summary), clock()
    run.save(update_fields=["summary", "ended_at"])
    audit.record(
        "import.ended", about=run, by=by, at=run.ended_at, program_id=program.pk, lines=summary.lines, used=summary.used,
        quarantined=summary.quarantined,
    )  # fmt: skip
    return summary


def _import_file(intake: Intake, file: InputFile, tell: Callable[[], None]) -> None:
    row, _ = ReceivedFile.objects.get_or_create(
        program=intake.program, source=intake.source, digest=file.digest(),
        defaults={"name": file.name[:255], "size": file.size, "first_run": intake.run, "received_at": intake.at},
    )  # fmt: skip
    intake.summary.files += 1
    if row.counts:
        _count_earlier(intake.summary, row)
    if row.is_complete:
        intake.summary.files_known += 1
        file.bytes_read = file.size
        tell()
        return
    for lines, is_last in _chunks(file, after=row.lines_done):
        with collector_paused():
            intake.take(row, file.name, lines, file.links, is_last=is_last)
        tell()


def _count_earlier(summary: Summary, row: ReceivedFile) -> None:
    """Lines that an earlier run took in: repeated now, or still unreadable."""
    lines, bad = row.counts.get("lines", 0), row.counts.get("quarantined", 0)
    summary.lines += lines
    summary.quarantined += bad
    summary.repeated += lines - bad
    summary.show(places_of(row) if bad else [])


def _chunks(file: InputFile, *, after: int) -> Iterator[tuple[list[Line], bool]]:
    """Lines in runs of a bounded size; the last is marked, and a break in the file ends it with a line that says so."""
    lines: list[Line] = []
    size, position, number = 0, after, after
    try:
        for line in file.lines(after=after):
            if len(lines) >= CHUNK_LINES or size >= CHUNK_BYTES:
                yield lines, False
                lines, size = [], 0
            lines.append(line)
            size += len(line.data or b"")
            position, number = line.position, line.number
    except BrokenFile as broken:
        lines.append(Line(position + 1, number + 1, None, str(broken)))
    yield lines, True


def _teller(files: list[InputFile], summary: Summary, report: Report) -> Callable[[], None]:
    total = sum(file.size for file in files)

    def tell() -> None:
        report(Progress("files", sum(file.bytes_read for file in files), total, summary.lines))

    return tell


def _is_full(problem: BaseException) -> bool:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return any(words in str(problem).lower() for words in FULL)


def _silent(progress: Progress) -> None:
    """Nobody listens."""
