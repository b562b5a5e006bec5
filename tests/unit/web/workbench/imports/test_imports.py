"""Importing through a page: the file, the job, the progress, and a summary that adds up."""

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.conf import settings as settings_
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fairway.base import jobs
from fairway.base.jobs import GaveUp
from fairway.base.models import Job
from fairway.exchange import jobs as exchange
from fairway.exchange.actions import DiskFull
from fairway.exchange.jobs import works
from fairway.people.models import Patient
from tests.unit.web.workbench.conftest import NOW

PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": "Luna", "given": ["Bea"]}],
    "birthDate": "1970-02-03",
}
REPORT = {
    "resourceType": "Observation",
    "id": "o1",
    "status": "final",
    "subject": {"reference": "Patient/nobody"},
}
LINES = "\n".join([json.dumps(PATIENT), "{broken", json.dumps(REPORT)]) + "\n"


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(client: Any, team: Any, *, name: str = "Bea Luna.ndjson", content: str = LINES, follow: bool = False, **data: Any) -> Any:  # fmt: skip
    file = SimpleUploadedFile(name, content.encode())
    return client.post("/imports/", {"file": file, "site": team.site.pk} | data, follow=follow)


def work() -> bool:
    return jobs.work_once(works(timezone.now), clock=timezone.now)


def test_a_file_becomes_a_job_and_the_job_a_summary(team: Any) -> None:
    """Issue 2: upload in the workbench; what cannot be read is named with place and reason."""
    client = team.as_(team.lead)
    page = send(client, team, follow=True)
    assert "Waiting to begin" in page.text
    assert "every 2s" in page.text
    assert "<progress" in page.text
    assert work()
    address = page.redirect_chain[0][0]
    text = " ".join(client.get(address).text.split())
    assert "every 2s" not in text
    assert "All lines of the file" in text
    assert "<strong>3</strong>" in text
    assert "do not add up" not in text
    quarantine = text[text.index('data-label="Line"') :]
    assert quarantine.startswith('data-label="Line">2<')
    assert Patient.objects.filter(program=team.program).count() == 1


def kept(settings: Any) -> list[str]:
    return [one.name for one in (settings.MEDIA_ROOT / "uploads").iterdir()]


@pytest.mark.parametrize("data", [{}, {"check": "on"}])
def test_the_file_is_gone_when_the_import_has_ended(team: Any, settings: Any, data: Any) -> None:
    """Every line lies in the ledger; a check is to be followed by the file again."""
    page = send(team.as_(team.lead), team, follow=True, **data)
    assert len(kept(settings)) == 1
    work()
    assert kept(settings) == []
    text = team.as_(team.lead).get(page.redirect_chain[0][0]).text
    assert "File: Bea Luna.ndjson" in " ".join(text.split())
    assert "Bea Luna.ndjson" in team.as_(team.lead).get("/imports/").text


def test_the_file_is_kept_while_the_import_can_go_on(
    team: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is tried again, a late worker leaves the file to the one who took over; an expected failure ends it."""
    send(team.as_(team.lead), team)
    for problem, left in ((ValueError("bug"), 1), (jobs.LostLease("late"), 1), (DiskFull("full"), 0)):  # fmt: skip
        monkeypatch.setattr(exchange, "import_path", Mock(side_effect=problem))
        Job.objects.update(state="waiting")
        work()
        assert len(kept(settings)) == left
    assert Job.objects.get().state == "failed"


def test_killed_between_the_import_and_the_end_of_its_job(team: Any, settings: Any) -> None:
    send(team.as_(team.lead), team)
    work()
    told = Job.objects.get().result
    Job.objects.update(state="running", result={}, lease_until=NOW - timedelta(days=1))
    assert work()
    job = Job.objects.get()
    assert (job.state, job.result) == ("done", told)


def test_why_it_stopped_and_why_a_line_was_not_read_in_spanish(team: Any) -> None:
    """Issue 2: pages speak the reader's language, also of what a worker wrote down in English."""
    client = team.as_(team.lead)
    page = send(client, team, follow=True)
    work()
    client.cookies[settings_.LANGUAGE_COOKIE_NAME] = "es"
    text = client.get(page.redirect_chain[0][0]).text
    assert "no es JSON" in text
    assert "is not JSON" not in text
    failure = GaveUp("Job {job} failed {times} times. Ask your administrator to read the log.", job="7", times=5)  # fmt: skip
    Job.objects.update(state="failed", result=failure.parts(), problem=str(failure))
    text = client.get(page.redirect_chain[0][0]).text
    assert "La tarea 7 falló 5 veces." in text
    assert "Job 7 failed" not in text


def test_check_only_writes_nothing(team: Any) -> None:
    client = team.as_(team.lead)
    page = send(client, team, follow=True, check="on")
    work()
    text = client.get(page.redirect_chain[0][0]).text
    assert "nothing was written" in text
    assert not Patient.objects.exists()


def test_the_file_is_kept_under_a_name_that_says_nothing(team: Any, settings: Any) -> None:
    """Sent as `Bea Luna.ndjson`; readable by this installation alone."""
    send(team.as_(team.lead), team)
    (kept,) = (settings.MEDIA_ROOT / "uploads").iterdir()
    assert kept.suffix == ".ndjson"
    assert "Luna" not in kept.name
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    job = Job.objects.get()
    assert job.args == {
        "path": str(kept),
        "name": "Bea Luna.ndjson",
        "program_id": team.program.pk,
        "site_id": team.site.pk,
        "check": False,
    }
    assert (job.asked_by, job.program_id) == (team.lead.actor, team.program.pk)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": "scan.pdf"}, "ends in .json or .ndjson"),
        ({"name": "ndjson"}, "ends in .json or .ndjson"),
        ({"content": ""}, "The file is empty"),
        ({"site": ""}, "Choose the site whose file this is"),
        ({"site": "999999"}, "Select a valid choice"),
    ],
)
def test_a_file_that_cannot_be_taken(team: Any, sent: dict[str, Any], says: str) -> None:
    answer = send(team.as_(team.lead), team, **sent)
    assert answer.status_code == 200
    assert says in answer.text
    assert not Job.objects.exists()


def test_the_limit(team: Any, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = len(LINES)
    assert send(team.as_(team.lead), team).status_code == 302
    settings.UPLOAD_LIMIT_BYTES = len(LINES) - 1
    assert "The file is larger than" in send(team.as_(team.lead), team).text


def test_without_a_file(team: Any) -> None:
    answer = team.as_(team.lead).post("/imports/", {"site": team.site.pk})
    assert "Choose the file to import." in answer.text


@pytest.mark.parametrize(
    ("who", "status"),
    [("navigator", 403), ("lead", 200), ("administrator", 200), ("stranger", 403)],
)
def test_who_may_import(team: Any, who: str, status: int) -> None:
    assert team.as_(getattr(team, who)).get("/imports/").status_code == status


def test_another_programs_import_is_not_there(team: Any) -> None:
    send(team.as_(team.lead), team)
    job = Job.objects.get()
    team.stranger.role = "lead"
    team.stranger.save()
    client = team.as_(team.stranger)
    assert client.get(f"/imports/{job.public_id}/").status_code == 404
    assert client.get(f"/imports/{uuid4()}/").status_code == 404
    assert str(job.public_id) not in client.get("/imports/").text


def test_another_kind_of_job_is_no_import(team: Any) -> None:
    job = jobs.ask("backup", args={}, by="x", at=NOW, program_id=team.program.pk)
    assert team.as_(team.lead).get(f"/imports/{job.public_id}/").status_code == 404


def test_progress_and_failure(team: Any) -> None:
    client = team.as_(team.lead)
    send(client, team)
    job = Job.objects.get()
    address = f"/imports/{job.public_id}/"
    Job.objects.update(state="running", done=30, total=120, attempt=1)
    assert 'value="25"' in client.get(address).text
    Job.objects.update(state="failed", problem="The disk is full. Free some space.", ended_at=NOW)
    text = client.get(address).text
    assert "The disk is full." in text
    assert "goes on where it stopped" in text
    assert "The disk is full." in client.get("/imports/").text


def test_counts_that_do_not_add_up_are_told(team: Any) -> None:
    job = jobs.ask("import", args={}, by="x", at=NOW, program_id=team.program.pk)
    Job.objects.update(state="done", result={"lines": 3, "used": 1})
    assert "do not add up" in team.as_(team.lead).get(f"/imports/{job.public_id}/").text


def test_at_most_12_queries(team: Any, at_most_12: Any) -> None:
    send(team.as_(team.lead), team)
    at_most_12(team.as_(team.lead), "/imports/")
    at_most_12(team.as_(team.lead), f"/imports/{Job.objects.get().public_id}/")
