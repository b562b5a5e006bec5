"""What a worker does for intake: read a file that was sent in, and group campaigns anew each night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path

from fairway.base.errors import FairwayError
from fairway.base.jobs import LostLease, Work, report
from fairway.base.models import Job
from fairway.people.models import Organization
from fairway.plan.intake.actions.campaigns import group_campaigns
from fairway.plan.intake.actions.files import FileFacts, FileKind, FileOutcome, receive_file
from fairway.plan.intake.models import Submission
from fairway.plan.meetings.models import Meeting

KIND = "plan-intake"
# Longer than anybody may look at the columns of a file before she sends it in anew.
KEPT_FOR = timedelta(days=2)


class FileGone(FairwayError):
    """The file that a job was asked to read is not there."""


def works(clock: Callable[[], datetime]) -> dict[str, Work]:
    """The work by kind of job; `clock` comes from the door."""
    return {KIND: lambda job: take_in(job, clock=clock)}


def take_in(job: Job, *, clock: Callable[[], datetime]) -> dict[str, object]:
    """Take in an uploaded file, and then remove it: its pieces are kept, each by itself. Safe to run twice.

    `args`: path, program_id, kind, received_at, zone, and where given on, mapping and meeting_id. The file stays
    while the work can go on: after a kill, and for whoever looks into a failure that nobody expected.
    """
    path = Path(str(job.args["path"]))
    if not path.exists():
        raise FileGone(
            "The file of job {job} is not here any more. See in the queue what came in, or send it again.",
            job=job.public_id,
        )
    try:
        outcome = _take_in(job, path, clock=clock)
    except LostLease:
        raise
    except FairwayError:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return asdict(outcome)


def _take_in(job: Job, path: Path, *, clock: Callable[[], datetime]) -> FileOutcome:
    args = job.args
    program = Organization.objects.get(pk=args["program_id"])
    mapping = args.get("mapping")
    facts = FileFacts(
        kind=FileKind(args["kind"]),
        received_at=datetime.fromisoformat(str(args["received_at"])),
        zone=str(args.get("zone") or program.time_zone),
        on=date.fromisoformat(str(args["on"])) if args.get("on") else None,
        mapping={int(place): str(name) for place, name in mapping.items()} if mapping else None,
        meeting=Meeting.objects.filter(pk=args.get("meeting_id"), series__program=program).first(),
        name=str(args.get("name") or ""),
    )

    def tell(done: int, total: int | None) -> None:
        report(job, done=done, total=total, at=clock())

    with path.open("rb") as stream:
        return receive_file(
            program=program, stream=stream, facts=facts, by=job.asked_by, at=clock(), tell=tell
        )


def remove_abandoned(uploads: Path, *, at: datetime) -> int:
    """Remove files that nobody went on with (her columns were never chosen), or whose job ended badly; how many.

    Whatever a job that waits or runs still needs stays, however old.
    """
    going_on = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    needed = {Path(str(args.get("path", ""))) for args in going_on.values_list("args", flat=True)}
    oldest = (at - KEPT_FOR).timestamp()
    files = (one for one in uploads.glob("*") if one.is_file() and one not in needed)
    old = [one for one in files if one.stat().st_mtime < oldest]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def daily(*, at: datetime, uploads: Path) -> int:
    """Group the letters of every program that got any; how many campaigns there are. And clear the folder of uploads."""
    remove_abandoned(uploads, at=at)
    programs = Organization.objects.filter(pk__in=Submission.objects.values("program"))
    return sum(group_campaigns(program=one, at=at)["campaigns"] for one in programs.order_by("pk"))
