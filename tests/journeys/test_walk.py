"""The first journey: from an abnormal result in FHIR to a navigator's worklist (walk, steps 1-6)."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from fairway.exchange.actions import import_path
from fairway.exchange.fhir.codes import tables
from fairway.exchange.models import Pack, Received
from fairway.navigation.models import Announcement, Episode, Event
from fairway.navigation.pathways import jobs
from fairway.people.models import Organization, Patient, Staff
from tests.factories.people import ProgramFactory, SiteFactory, StaffFactory
from tests.journeys.walk import Walk

OPENING = """# The walk of one fact

An abnormal mammogram on its way from a file to the navigator who acts on it. Every sentence here was checked by
tests/journeys/test_walk.py while it was printed (`make docs`). Steps 7 to 14 come with the capabilities that they belong to.
"""
MAMMOGRAM_DAYS_AGO = 75
ROUTINE_DAYS_AGO = 20


@pytest.fixture
def program(transactional_db: None) -> Organization:
    return ProgramFactory(name="Harbor Navigation", time_zone="America/New_York", phone="555-0100")


@pytest.fixture
def ana(program: Organization) -> Staff:
    staff = StaffFactory(program=program, name="Ana Ruiz")
    program.intake_owner = staff
    program.save()
    return staff


def a_bundle(person: str, family: str, birads: str, on: date) -> bytes:
    """A patient with one mammogram, as a hospital sends it."""
    birads_system, birads_code = coded("birads-" + birads)
    mammogram_system, mammogram_code = screening_mammogram()
    resources: list[dict[str, Any]] = [
        {
            "resourceType": "Patient", "id": person, "gender": "female", "birthDate": "1966-05-05",
            "name": [{"use": "official", "family": family, "given": ["María"]}],
            "identifier": [{"system": "urn:example:mrn", "value": f"MRN-{person}"}],
            "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "es"}]}, "preferred": True}],
        },
        {
            "resourceType": "Observation", "id": f"mammogram-{person}", "status": "final",
            "code": {"coding": [{"system": mammogram_system, "code": mammogram_code}]},
            "subject": {"reference": f"Patient/{person}"}, "effectiveDateTime": on.isoformat(),
            "valueCodeableConcept": {"coding": [{"system": birads_system, "code": birads_code}]},
        },
    ]  # fmt: skip
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in resources]
    return json.dumps(
        {"resourceType": "Bundle", "type": "collection", "entry": entries}, ensure_ascii=False
    ).encode()


def test_the_walk(
    open_page: Callable[..., Page], axe: Callable[[Page], None], screenshot: Any, program: Organization, ana: Staff,
    tmp_path: Path, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """NAV-7, HUM-1, INT-6; issue 2, "It must show" 6."""
    walk, now = Walk("walk.md", opening=OPENING), timezone.now()
    today = timezone.localdate(now)
    folder = given_a_folder_of_bundles(tmp_path, today)
    site = SiteFactory(part_of=program, name="Riverside Clinic")
    received_once(walk, program, site, folder, now)
    read_by_a_pure_function(walk)
    found_or_registered(walk)
    clocks_run(walk, ana, today)
    announced_once(walk, now, today)
    she_sees_it(walk, open_page, axe, screenshot, ana)
    walk.end(print_it=request.config.getoption("--print-walk"))


def given_a_folder_of_bundles(folder: Path, today: date) -> Path:
    (folder / "maria.json").write_bytes(
        a_bundle("1", "Álvarez", "4", today - timedelta(days=MAMMOGRAM_DAYS_AGO))
    )
    (folder / "luz.json").write_bytes(
        a_bundle("2", "Benítez", "0", today - timedelta(days=ROUTINE_DAYS_AGO))
    )
    return folder


def received_once(
    walk: Walk, program: Organization, site: Organization, folder: Path, now: datetime
) -> None:
    walk.step(1, "A bundle with an abnormal mammogram arrives", "exchange/fhir")
    first = brought_in(program, site, folder, now)
    assert first.lines == 4
    assert Received.objects.count() == 4
    walk.tell(
        "The bundle is stored as it was received, byte for byte, packed; each resource is counted."
    )
    packs, received = Pack.objects.count(), Received.objects.count()
    brought_in(program, site, folder, now)
    assert (Pack.objects.count(), Received.objects.count()) == (packs, received)
    walk.tell("The same bundle again changes nothing.")


def brought_in(program: Organization, site: Organization, folder: Path, now: datetime) -> Any:
    return import_path(
        program=program, site=site, path=folder, by="system:test", at=now, clock=timezone.now
    )


def read_by_a_pure_function(walk: Walk) -> None:
    walk.step(2, "The result is read", "exchange/fhir/read")
    event = Event.objects.get(value="birads-4")
    assert (event.kind, event.cancer, event.certainty) == (
        "screening-result",
        "breast",
        "confirmed",
    )
    walk.tell("Codes become our own words: a screening result of breast, BI-RADS 4, confirmed.")
    assert (
        event.source_ref.startswith("Observation/") or "Observation/mammogram-1" in event.source_ref
    )
    walk.tell(
        "Where it was read stays with it, so that the same record is the same fact next time."
    )


def found_or_registered(walk: Walk) -> None:
    walk.step(3, "The person is found or registered", "people.actions")
    maria = Patient.objects.get(family="Álvarez")
    assert (maria.language, maria.interpreter) == ("es", "not-asked")
    walk.tell(
        "A new person is registered with what the source says: Spanish is her language; whether she wants an interpreter was not asked, and stays so."
    )
    assert Patient.objects.count() == 2
    assert not maria.consents.exists()
    walk.tell(
        "No consent to share her data is on record, and none is assumed; navigation does not depend on it."
    )


def clocks_run(walk: Walk, ana: Staff, today: date) -> None:
    walk.step(4, "An episode opens and its clocks run", "navigation.pathways")
    episode = Episode.objects.get(patient__family="Álvarez")
    due = {m.key: (m.due_on - today).days for m in episode.milestones.all() if m.due_on}
    assert due == {
        "biopsy": 7 - MAMMOGRAM_DAYS_AGO,
        "follow-up-of-abnormal": 60 - MAMMOGRAM_DAYS_AGO,
        "resolution": 60 - MAMMOGRAM_DAYS_AGO,
    }
    walk.tell(
        "The result opens a breast episode. The biopsy is due 7 days after it, a definite answer 60 days after it: both days are past, 68 and 15 days."
    )
    assert episode.owner == ana
    walk.tell("The case has a named owner from the first moment.")


def announced_once(walk: Walk, now: datetime, today: date) -> None:
    walk.step(5, "What came due is announced once", "navigation.pathways.jobs")
    jobs.daily(at=now, on=today)
    told = Announcement.objects.filter(episode__patient__family="Álvarez", state="overdue")
    assert told.filter(key="resolution").count() == 1
    before = Announcement.objects.count()
    jobs.daily(at=now, on=today)
    assert Announcement.objects.count() == before
    walk.tell(
        "One row says that the answer is overdue, with the due day believed today; a second run adds none."
    )


def she_sees_it(
    walk: Walk,
    open_page: Callable[..., Page],
    axe: Callable[[Page], None],
    screenshot: Any,
    ana: Staff,
) -> None:
    walk.step(
        6,
        "The navigator sees it, with the reason, above what is less urgent",
        "navigation.worklist → web.workbench",
    )
    page = open_page("/worklist/", staff=ana)
    names = page.get_by_role("link", name="María").all_inner_texts()
    assert [name.split()[-1] for name in names] == ["Álvarez", "Benítez"]
    walk.tell(
        "The person who waits longest for an answer stands first; the one with a fresh BI-RADS 0 below her."
    )
    first = (
        page.get_by_role("listitem")
        .filter(has_text="Álvarez")
        .or_(page.locator("tr").filter(has_text="Álvarez"))
        .first
    )
    said = first.inner_text()
    assert "68 days" in said
    assert "BI-RADS 4" in said
    walk.tell("Her line says why and since when: BI-RADS 4, and the biopsy 68 days late.")
    axe(page)
    screenshot(page, "walk-worklist")
    page.get_by_role("link", name="María Álvarez").click()
    assert "/patients/" in page.url
    assert "lvarez" not in page.url + page.title()
    walk.tell("One click opens her page; neither its address nor its title holds her name.")
    axe(page)


def coded(value: str) -> tuple[str, str]:
    """The system and code by which a source says this value, from the definitions."""
    known = tables()
    code = next(
        code
        for (_, system, code), row in known.answers.items()
        if row.value == value and system == "snomed"
    )
    return url_of("snomed"), code


def screening_mammogram() -> tuple[str, str]:
    return url_of("loinc"), "24606-6"


def url_of(system: str) -> str:
    return next(url for url, name in tables().systems.items() if name == system)
