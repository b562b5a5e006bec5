"""A navigator's morning: the worklist, its filters, its search; the other lists; a colleague's hand-off."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories.navigation import (
    AlertFactory,
    AppointmentFactory,
    ContactAttemptFactory,
    EpisodeFactory,
    HandOffFactory,
    MilestoneFactory,
)
from tests.factories.people import PatientFactory, ProgramFactory, SiteFactory, StaffFactory
from tests.journeys.conftest import fits


@pytest.fixture
def morning(transactional_db: None) -> dict[str, Any]:
    """Given a navigator with three cases: one late with an alert, one due soon, one paused; and one offered to her."""
    cache.clear()
    today = timezone.now().date()
    program = ProgramFactory(name="Riverside Cancer Navigation", phone="(555) 010-0100")
    site = SiteFactory(part_of=program, name="Hilltop Hospital")
    rosa = StaffFactory(program=program, name="Rosa Delgado")
    ana = StaffFactory(program=program, name="Ana Ruiz")
    lead = StaffFactory(program=program, name="Lena Okafor", role="lead")

    def case(name: str, days: int, owner: Any = rosa, **fields: Any) -> Any:
        given, family = name.split(" ", 1)
        patient = PatientFactory(
            program=program,
            site=site,
            given=given,
            family=family,
            language="es",
            interpreter="needed",
            household="",
        )
        due = {"due_on": today + timedelta(days=days)}
        episode = EpisodeFactory(patient=patient, owner=owner, **due | fields)
        warn = {"warn_on": due["due_on"] - timedelta(days=14)}
        MilestoneFactory(episode=episode, key="follow-up-of-abnormal", leads=True, **due | warn)
        return episode

    late = case("Guadalupe Hernandez de la Cruz", -12, open_alerts=1, last_contact_on=today)
    AlertFactory(episode=late, raised_on=today)
    ContactAttemptFactory(episode=late, attempted_on=today)
    AppointmentFactory(
        patient=late.patient, starts_on=today + timedelta(days=7), place_text="Hilltop Hospital"
    )
    case("Maria Soon", 5)
    case("Petra Paused", 30, standing="paused", rank_on=None)
    offered = HandOffFactory(episode=case("Olga Offered", -2, ana), offered_to=rosa)
    return {"rosa": rosa, "ana": ana, "lead": lead, "late": late, "offered": offered}


PAGES = [
    ("/worklist/", "rosa"),
    ("/worklist/?group=household&whose=all", "rosa"),
    ("/worklist/?state=waiting", "rosa"),
    ("/lists/", "rosa"),
    ("/lists/paused/", "rosa"),
    ("/lists/to-close/", "rosa"),
    ("/lists/hand-offs/", "rosa"),
    ("/search/", "rosa"),
    ("/team/", "lead"),
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible(
    open_page: Any, axe: Any, screenshot: Any, morning: Any, width: int, language: str
) -> None:
    """WCAG 2.2 AA in both languages, on a phone and on a screen."""
    pages = [*PAGES, (f"/team/{morning['rosa'].public_id}/", "lead")]
    for number, (path, who) in enumerate(pages):
        page = open_page(path, staff=morning[who], width=width, language=language)
        axe(page)
        assert fits(page), path
        assert page.locator("h1").count() == 1
        screenshot(page, f"lists-{number}-{width}-{language}")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_whole_list_to_one_person(open_page: Any, morning: Any, javascript: bool) -> None:
    """When she narrows her list to what is overdue and follows the name, she is on that person's page."""
    page = open_page("/worklist/", staff=morning["rosa"], javascript=javascript)
    names = page.locator(".fw-lines tbody a").all_inner_texts()
    assert names[:2] == ["Guadalupe Hernandez de la Cruz", "Olga Offered"]  # most urgent first
    page.get_by_role("link", name="Overdue 2").click()
    assert page.get_by_role("link", name="Maria Soon").count() == 0
    page.get_by_role("link", name="Clear the filters").click()
    page.get_by_label("Whose").select_option("Whole program")
    page.get_by_label("Cancer").select_option("Breast")
    page.get_by_role("button", name="Show").click()
    assert "cancer=breast" in page.url
    page.get_by_role("link", name="Guadalupe").click()
    assert page.url.endswith(f"/patients/{morning['late'].patient.public_id}/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_search_stays_out_of_the_address(open_page: Any, morning: Any, javascript: bool) -> None:
    page = open_page("/worklist/", staff=morning["rosa"], javascript=javascript)
    page.get_by_label("Find a name, number or birth date").fill("Soon")
    page.get_by_role("button", name="Find").click()
    assert page.locator(".fw-lines tbody a").all_inner_texts() == ["Maria Soon"]
    assert "Soon" not in page.url
    assert "Soon" not in page.title()
    page.get_by_role("button", name="End the search").click()
    assert page.locator(".fw-lines tbody a").count() == 3


def test_the_list_as_a_file(open_page: Any, morning: Any) -> None:
    page = open_page("/worklist/", staff=morning["rosa"])
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save this list as a file").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") == 4  # the heads and three lines
    assert "Guadalupe Hernandez de la Cruz" in text


def test_by_keyboard_alone(open_page: Any, morning: Any) -> None:
    """The skip link comes first, and the search, the filters and the lines follow in the order they are read."""
    page = open_page("/worklist/", staff=morning["rosa"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "usa-skipnav"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()"))  # fmt: skip
    assert reached[:2] == ["search-text", "Find"]
    assert reached[2:8] == ["id_whose", "id_site", "id_cancer", "id_language", "id_group", "Show"]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_hand_off_is_accepted(open_page: Any, morning: Any, javascript: bool) -> None:
    """NAV-8: offered, counted in the menu, declined only with why, accepted."""
    page = open_page("/worklist/", staff=morning["rosa"], javascript=javascript)
    page.get_by_role("link", name="Lists 1").click()
    page.get_by_role("link", name="Hand-offs").click()
    page.get_by_role("button", name="Decline").click()
    assert "Write why" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Accept the case").click()
    assert "The case is yours now." in page.get_by_role("status").inner_text()
    morning["offered"].episode.refresh_from_db()
    assert morning["offered"].episode.owner == morning["rosa"]


def test_a_lead_covers_for_one_who_is_away(open_page: Any, morning: Any) -> None:
    page = open_page("/team/", staff=morning["lead"])
    page.get_by_role("link", name="Rosa Delgado").click()
    page.locator("#id_reason").select_option("The owner is away")
    page.get_by_role("button", name=re.compile("Take over.*Guadalupe")).click()
    assert "The case is yours now." in page.get_by_role("status").inner_text()
    page.get_by_text("open cases to someone else").click()
    page.get_by_label("To whom").select_option(label="Ana Ruiz (1)")
    page.get_by_role("button", name="Give the cases").click()
    assert "2 cases changed hands." in page.get_by_role("status").inner_text()


def test_find_a_person(open_page: Any, axe: Any, morning: Any) -> None:
    page = open_page("/search/", staff=morning["rosa"], width=390)
    page.get_by_label("Name, number or birth date").fill("petra")
    page.get_by_role("button", name="Find").click()
    axe(page)
    page.get_by_role("link", name="Petra Paused").click()
    assert "/patients/" in page.url


def test_on_paper_the_list_is_only_the_list(open_page: Any, morning: Any) -> None:
    page = open_page("/worklist/", staff=morning["rosa"])
    page.emulate_media(media="print")
    assert page.get_by_role("button", name="Show").count() == 0
    assert page.get_by_text("Guadalupe Hernandez de la Cruz").is_visible()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_giving_all_cases_back_is_accessible(
    open_page: Any, axe: Any, screenshot: Any, morning: dict[str, Any], width: int, language: str
) -> None:
    path = f"/team/{morning['rosa'].public_id}/give-back/?moved=2026-03-02T15%3A00%3A00%2B00%3A00"
    page = open_page(path, staff=morning["lead"], width=width, language=language)
    axe(page)
    assert fits(page)
    screenshot(page, f"give-back-{width}-{language}")
    page.locator("main").get_by_role("button").click()
    axe(page)  # nothing can go back, and the page says why
    assert page.get_by_role("alert").is_visible()
