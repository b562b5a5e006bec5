"""What a worker does for this package: an import that was asked for in the workbench."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from fairway.base.jobs import Work, report
from fairway.base.models import Job
from fairway.exchange.actions import Progress, import_path
from fairway.people.models import Organization


def works(clock: Callable[[], datetime]) -> dict[str, Work]:
    """The work by kind of job; `clock` comes from the door."""
    return {"import": lambda job: do_import(job, clock=clock)}


def do_import(job: Job, *, clock: Callable[[], datetime]) -> dict[str, object]:
    """Import an uploaded file; `args` are path, program_id, site_id (or none) and check. Safe to run twice."""
    program = Organization.objects.get(pk=job.args["program_id"])
    site = Organization.objects.filter(pk=job.args.get("site_id"), part_of=program).first()

    def tell(progress: Progress) -> None:
        report(job, done=progress.done, total=progress.total, at=clock())

    summary = import_path(
        program=program, site=site, path=Path(str(job.args["path"])), by=job.asked_by, at=clock(), clock=clock,
        check=bool(job.args.get("check")), report=tell,
    )  # fmt: skip
    found = msgspec.to_builtins(summary)
    assert isinstance(found, dict)
    return found
