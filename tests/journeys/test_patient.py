"""One person's page, as her navigator uses it: she reads, calls, writes down, and takes back what was wrong."""

from typing import Any

import pytest

from fairway.web import middleware
from tests.factories.people import PatientFactory
from tests.journeys.conftest import fits
from tests.unit.web.workbench.patient import story


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Given Ana, with an alert open, on 1 June 2026, and her husband at the same address."""
    monkeypatch.setattr(middleware.timezone, "now", lambda: story.AT)
    told = story.tell()
    told.ana.household = "h1"
    told.ana.save()
    PatientFactory(program=told.program, given="Luis", family="Ruiz", household="h1")
    return told


def addresses(world: Any) -> dict[str, str]:
    """Every page about her."""
    base = f"/patients/{world.ana.public_id}/"
    step = world.colon.milestones.first()
    event, visit = world.ana.events.first(), world.ana.appointments.first()
    deeds = {
        "contact": "contact/",
        "book": "book/",
        "fact": "record/screening-result/",
        "correct": f"correct/{event.public_id}/",
        "visit": f"visit/{visit.public_id}/",
        "pause": f"pause/{world.colon.public_id}/",
        "waiting": f"waiting/{world.colon.public_id}:{step.key}:{step.occasion}/",
        "hand-off": f"hand-off/{world.colon.public_id}/",
        "close": f"close/{world.colon.public_id}/",
        "resolve": f"resolve/{world.breast.alerts.first().public_id}/",
        "caregiver": "caregiver/",
        "reach": "reach/",
        "language": "language/",
    }
    pages = {
        "page": "",
        "packet": "packet/",
        "history": "history/",
        "explain": f"explain/{world.breast.public_id}/",
        "record": "record/",
        "risk": "risk/",
        **{name: f"do/{path}" for name, path in deeds.items()},
    }
    return {name: base + path for name, path in pages.items()}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_about_her_is_accessible(
    open_page, axe, screenshot, world, width, language
) -> None:
    """WCAG 2.2 AA on a phone and on a screen, in both languages."""
    for name, address in addresses(world).items():
        page = open_page(address, staff=world.navigator, width=width, language=language)
        axe(page)
        assert fits(page), name
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language
        screenshot(page, f"patient-{name}-{width}-{language}")
        page.context.close()


def test_on_a_phone_the_time_line_shows_today(open_page, world) -> None:
    page = open_page(f"/patients/{world.ana.public_id}/", staff=world.navigator, width=390)
    line, today = page.locator(".fw-timeline"), page.locator(".fw-timeline__today")
    frame, mark = line.bounding_box(), today.bounding_box()
    assert frame["width"] < page.locator(".fw-timeline svg").bounding_box()["width"]
    assert frame["x"] <= mark["x"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize("javascript", [True, False])
def test_she_resolves_the_alert_and_logs_the_call(open_page, world, javascript) -> None:
    """ACCURE: how, by whom, when. And everything works without JavaScript."""
    page = open_page(
        f"/patients/{world.ana.public_id}/", staff=world.navigator, javascript=javascript
    )
    # When she tries to close the alert without saying how, it stays, and the page says what is missing.
    missed = page.locator(".fw-panel--alert").filter(has_text="A treatment visit was missed")
    missed.get_by_role("button", name="Resolve the alert").click()
    assert "Say what was done" in page.get_by_role("alert").inner_text()
    # When she says how, it is closed.
    page.get_by_label("How it was resolved").select_option("rebooked")
    page.get_by_label("What was done").fill("Her daughter drives; booked for June 5.")
    page.get_by_role("button", name="Resolve the alert").click()
    assert "The alert is resolved." in page.get_by_role("status").inner_text()
    assert (
        page.locator(".fw-panel--alert").filter(has_text="A treatment visit was missed").count()
        == 0
    )
    # Then she logs the call, and takes it back by the way that is offered.
    page.get_by_role("link", name="Log a contact").first.click()
    page.get_by_label("Case").select_option("Breast")
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text("Reached", exact=True).click()
    page.get_by_label("Reason").select_option("missed-visit")
    page.get_by_role("button", name="Log it").click()
    assert "Reached: Asked about a missed visit" in page.locator("#contacts").inner_text()
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Take back").click()
    assert "Taken back" in page.locator("#contacts").inner_text()


def test_a_result_she_hears_of_moves_the_clocks(open_page, world) -> None:
    """INF: a fact recorded by hand is on the time-line, and meets its step."""
    page = open_page(f"/patients/{world.ana.public_id}/", staff=world.navigator)
    assert "Not yet due" in page.locator("#cases").inner_text()
    page.get_by_role("link", name="Record what happened").first.click()
    page.get_by_role("link", name="Colonoscopy").click()
    page.get_by_label("Cancer").select_option("colorectal")
    page.get_by_label("When it happened").fill("2026-05-30")
    page.get_by_role("button", name="Record").click()
    assert "Recorded. The clocks are worked out again." in page.get_by_role("status").inner_text()
    colon = page.locator("#cases article").filter(has_text="Colorectal")
    assert "Done in time" in colon.text_content()
    assert "Colonoscopy, May 30" in page.locator(".fw-timeline svg").text_content()


def test_the_picture_says_the_same_as_its_table(open_page, world) -> None:
    page = open_page(f"/patients/{world.ana.public_id}/", staff=world.navigator)
    picture = page.locator(".fw-timeline svg")
    assert picture.get_attribute("role") == "img"
    assert "Colonoscopy" in picture.locator("desc").text_content()
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("region", name="Time-line as a table").inner_text()
    for label in picture.locator("text.fw-timeline__label").all_text_contents():
        assert label in table


def test_with_the_keyboard_alone(open_page, world) -> None:
    """The skip link leads to the content, and what to do first is the first stop there."""
    page = open_page(f"/patients/{world.ana.public_id}/", staff=world.navigator)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Log a contact"


def test_on_paper_the_forms_are_gone_and_the_folds_open(open_page, world) -> None:
    page = open_page(f"/patients/{world.ana.public_id}/", staff=world.navigator)
    folded = page.get_by_role("region", name="Time-line as a table")
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    page.goto(f"/patients/{world.ana.public_id}/packet/")
    assert page.get_by_text("Leave it as it is").count() == 0
    assert not page.locator(".fw-noprint:visible").count()
    assert "Mornings only" in page.locator("main").inner_text()
    assert "(555) 010-0100" in page.locator("footer").inner_text()
