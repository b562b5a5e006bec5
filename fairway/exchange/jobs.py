"""What a worker does for this package: an import that was asked for in the workbench."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from fairway.base.errors import FairwayError
from fairway.base.jobs import LostLease, Work, report
from fairway.base.models import Job
from fairway.exchange.actions import Progress, import_path
from fairway.exchange.models import ImportRun
from fairway.people.models import Organization


def works(clock: Callable[[], datetime]) -> dict[str, Work]:
    """The work by kind of job; `clock` comes from the door."""
    return {"import": lambda job: do_import(job, clock=clock)}


def do_import(job: Job, *, clock: Callable[[], datetime]) -> dict[str, object]:
    """Import an uploaded file; `args` are path, name, program_id, site_id (or none) and check. Safe to run twice.

    When it has ended, the file is deleted: every line of it is in the ledger, or it is to be sent again. It stays
    while the import can go on: after a kill, and for whoever looks into a failure that nobody expected.
    """
    path = Path(str(job.args["path"]))
    try:
        found = _import(job, path, clock=clock)
    except LostLease:
        raise
    except FairwayError:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return found


def _import(job: Job, path: Path, *, clock: Callable[[], datetime]) -> dict[str, object]:
    ended = ImportRun.objects.filter(path=str(path), ended_at__isnull=False).first()
    if ended is not None:
        # Killed after the import and before the job was written off: what it did is on record.
        return dict(ended.summary)
    program = Organization.objects.get(pk=job.args["program_id"])
    site = Organization.objects.filter(pk=job.args.get("site_id"), part_of=program).first()

    def tell(progress: Progress) -> None:
        report(job, done=progress.done, total=progress.total, at=clock())

    summary = import_path(
        program=program, site=site, path=path, by=job.asked_by, at=clock(), clock=clock,
        check=bool(job.args.get("check")), report=tell,
    )  # fmt: skip
    found = msgspec.to_builtins(summary)
    assert isinstance(found, dict)
    return found
