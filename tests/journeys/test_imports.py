"""A lead brings in a file, watches it being read, and reads what became of every line."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from fairway.base import jobs
from fairway.exchange.jobs import works
from tests.factories.people import ProgramFactory, SiteFactory, StaffFactory
from tests.journeys.conftest import fits

PATIENT = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Luna"}], "birthDate": "1970-02-03"}  # fmt: skip
RESULT = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": "Patient/p1"},
    "code": {"coding": [{"system": "http://snomed.info/sct", "code": "254837009"}]},
    "onsetDateTime": "2026-01-05",
}


@pytest.fixture
def lead(transactional_db: None, settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "received"
    program = ProgramFactory(name="Riverside Cancer Navigation")
    SiteFactory(part_of=program, name="Hilltop Hospital")
    program.intake_owner = StaffFactory(program=program)
    program.save()
    return StaffFactory(program=program, name="Lena Okafor", role="lead")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hilltop.ndjson"
    path.write_text("\n".join([json.dumps(PATIENT), "{broken", json.dumps(RESULT)]) + "\n")
    return path


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_sent_read_and_accounted_for(
    open_page: Any, axe: Any, screenshot: Any, lead: Any, file: Path, width: int, language: str, javascript: bool
) -> None:  # fmt: skip
    """Issue 2: upload in the workbench; a summary that adds up; the unreadable line with its place."""
    page = open_page("/imports/", staff=lead, width=width, language=language, javascript=javascript)
    look = axe if javascript else lambda page: None  # axe itself is a script
    look(page)
    screenshot(page, f"imports-{width}-{language}")
    page.locator("#id_file").set_input_files(file)
    page.locator("#id_site").select_option(label="Hilltop Hospital")
    page.locator("form.usa-form button[type=submit]").click()
    page.locator("#status progress").wait_for()
    look(page)
    # When the worker has done it, the page shows so by itself; without a script, at the next look.
    assert jobs.work_once(works(timezone.now), clock=timezone.now)
    if not javascript:
        page.locator("#status a").first.click()
    page.locator("#status table").first.wait_for()
    text = page.locator("#status").inner_text()
    assert "{broken" not in text
    row = page.locator("#status tr", has_text={"en": "All lines", "es": "Todas las"}[language])
    assert row.locator("td").inner_text() == "3"
    assert fits(page)
    look(page)
    screenshot(page, f"import-done-{width}-{language}")
