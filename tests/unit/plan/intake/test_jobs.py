"""What the night does for intake: files that nobody went on with are not kept."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from fairway.base import jobs
from fairway.base.models import Job
from fairway.plan.intake.jobs import KEPT_FOR, KIND, daily, remove_abandoned
from tests.unit.plan.intake.conftest import AT


@pytest.fixture
def upload(tmp_path: Path, db: None):
    def put(name: str, *, age: timedelta) -> Path:
        path = tmp_path / name
        path.write_bytes(b"Name,Comment")
        moment = (AT - age).timestamp()
        os.utime(path, (moment, moment))
        return path

    return put


def test_an_abandoned_upload_goes_after_two_days(upload, tmp_path) -> None:
    old = upload("old", age=KEPT_FOR + timedelta(seconds=1))
    young = upload("young", age=KEPT_FOR - timedelta(seconds=1))
    daily(at=AT, uploads=tmp_path)
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize(
    ("state", "stays"), [("waiting", True), ("running", True), ("done", False), ("failed", False)]
)
def test_what_a_job_still_needs_stays(upload, tmp_path, state, stays) -> None:
    path = upload("needed", age=timedelta(days=30))
    job = jobs.ask(KIND, args={"path": str(path)}, by="staff:1", at=AT)
    jobs.ask("another-kind", args={"program_id": 1}, by="staff:1", at=AT)
    Job.objects.filter(pk=job.pk).update(state=state)
    assert remove_abandoned(tmp_path, at=AT) == (not stays)
    assert path.exists() == stays


def test_no_folder_is_nothing_to_remove(db, tmp_path) -> None:
    assert remove_abandoned(tmp_path / "none", at=AT) == 0
