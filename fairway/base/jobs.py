"""Jobs: a row asks, a worker comes for it. A killed worker's job is taken up again; a late worker is fenced off.

Ours and not a library's, because none on both databases survives `kill -9` (docs/adr/0004).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.base.models import Job

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5

Work = Callable[[Job], dict[str, object]]


class LostLease(FairwayError):
    """Another worker has taken this job; the late one must stop without writing."""


class GaveUp(FairwayError):
    """The job failed as often as it is tried."""


def ask(
    kind: str, *, args: dict[str, object], by: str, at: datetime, program_id: int | None = None
) -> Job:
    """Put a job in the queue."""
    return Job.objects.create(kind=kind, args=args, asked_by=by, asked_at=at, program_id=program_id)


def find(public_id: UUID, *, program_id: int) -> Job | None:
    """A job of this program; None for anyone else's."""
    return Job.objects.filter(public_id=public_id, program_id=program_id).first()


def latest(kind: str, *, program_id: int, limit: int = 20) -> list[Job]:
    """The jobs of a kind that this program asked for, the newest first."""
    asked = Job.objects.filter(kind=kind, program_id=program_id)
    return list(asked.order_by("-id")[:limit])


def report(job: Job, *, done: int, total: int | None, at: datetime) -> None:
    """Show progress and prolong the lease.

    Raises LostLease when another worker holds the job by now.
    """
    kept = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)
    if not kept.update(done=done, total=total, lease_until=at + LEASE):
        raise LostLease(
            "Job {job} was taken over by another worker; this one stopped.", job=job.public_id
        )


def work_once(works: dict[str, Work], *, clock: Callable[[], datetime]) -> bool:
    """Claim the oldest job and do it. False when there was none. A FairwayError ends the job with its text.

    The parts of the text are its result then, for a page to say in its reader's language.
    """
    job = _claim(at=clock())
    if job is None:
        return False
    failure: FairwayError | None = None
    try:
        result = works[job.kind](job)
    except LostLease:
        return True
    except FairwayError as expected:
        failure = expected
    except Exception:
        log.exception("job.failed", job=str(job.public_id), kind=job.kind, attempt=job.attempt)
        if job.attempt < MAX_ATTEMPTS:
            Job.objects.filter(pk=job.pk, attempt=job.attempt).update(state=Job.State.WAITING)
            return True
        failure = GaveUp(
            "Job {job} failed {times} times. Ask your administrator to read the log.",
            job=job.public_id,
            times=job.attempt,
        )
    Job.objects.filter(pk=job.pk, attempt=job.attempt).update(
        state=Job.State.FAILED if failure else Job.State.DONE,
        result=failure.parts() if failure else result,
        problem=str(failure or ""),
        ended_at=clock(),
    )
    return True


def _claim(*, at: datetime) -> Job | None:
    with transaction.atomic():
        job = Job.objects.claimable(at=at).order_by("id").first()
        if job is None:
            return None
        taken = (
            Job.objects.claimable(at=at)
            .filter(pk=job.pk, attempt=job.attempt)
            .update(state=Job.State.RUNNING, attempt=job.attempt + 1, lease_until=at + LEASE)
        )
        if not taken:
            return None
        job.refresh_from_db()
        return job
