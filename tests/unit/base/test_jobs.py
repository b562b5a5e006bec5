"""Jobs survive a killed worker, and a late one is fenced off (ADR 4)."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.base import jobs
from fairway.base.errors import FairwayError
from fairway.base.models import Job

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """Time that stands until it is moved."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_job_is_done_once_and_its_result_kept(clock: Clock) -> None:
    job = jobs.ask("add", args={"a": 1}, by="staff:1", at=AT)
    works = {"add": lambda job: {"sum": job.args["a"] + 1}}
    assert jobs.work_once(works, clock=clock)
    assert not jobs.work_once(works, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempt) == ("done", {"sum": 2}, 1)


def test_an_expected_failure_ends_the_job_with_its_text(clock: Clock) -> None:
    def refuse(job: Job) -> dict[str, object]:
        raise FairwayError("The folder is empty. Choose another.")

    job = jobs.ask("import", args={}, by="staff:1", at=AT)
    jobs.work_once({"import": refuse}, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", "The folder is empty. Choose another.")


def test_a_bug_is_tried_again_five_times_and_then_said(clock: Clock) -> None:
    def broken(job: Job) -> dict[str, object]:
        raise ZeroDivisionError

    job = jobs.ask("import", args={}, by="staff:1", at=AT)
    tries = 0
    while jobs.work_once({"import": broken}, clock=clock):
        tries += 1
    job.refresh_from_db()
    assert (tries, job.state) == (5, "failed")


@pytest.mark.parametrize(("minutes", "taken"), [(1.9, False), (2.1, True)])
def test_a_killed_workers_job_is_taken_up_after_its_lease(
    clock: Clock, minutes: float, taken: bool
) -> None:
    job = jobs.ask("slow", args={}, by="staff:1", at=AT)

    def die(job: Job) -> dict[str, object]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.work_once({"slow": die}, clock=clock)
    clock.at = AT + timedelta(minutes=minutes)
    assert jobs.work_once({"slow": lambda job: {}}, clock=clock) is taken
    job.refresh_from_db()
    assert (job.state == "done") is taken


def test_a_late_worker_is_fenced_off(clock: Clock) -> None:
    job = jobs.ask("slow", args={}, by="staff:1", at=AT)

    def slow(mine: Job) -> dict[str, object]:
        clock.at += timedelta(minutes=3)
        assert jobs.work_once({"slow": lambda other: {"by": "second"}}, clock=clock)
        jobs.report(mine, done=1, total=2, at=clock.at)
        raise AssertionError("the lease was lost")

    jobs.work_once({"slow": slow}, clock=clock)
    job.refresh_from_db()
    assert job.result == {"by": "second"}


def test_progress_prolongs_the_lease(clock: Clock) -> None:
    def work(job: Job) -> dict[str, object]:
        clock.at += timedelta(minutes=1.5)
        jobs.report(job, done=1, total=2, at=clock.at)
        clock.at += timedelta(minutes=1.5)
        assert not jobs.work_once({}, clock=clock)
        return {}

    job = jobs.ask("slow", args={}, by="staff:1", at=AT)
    jobs.work_once({"slow": work}, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 1, 2)
