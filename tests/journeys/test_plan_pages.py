"""Every page of the plan, staff's and the public's: for everyone, at both widths, in both languages, on paper, without scripts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import fits
from tests.journeys.plan_house import BLOG, House, a_house
from tests.journeys.plan_world import World
from tests.repository import plan_rows

# Answered with a file or another address, not with a page of ours.
NO_PAGES = {
    "plan_activities_csv", "plan_submissions_export", "plan_build_file", "pages_export", "release_file",
    "public_home", "public_feed", "public_sitemap", "public_calendar", "public_release_file",
}  # fmt: skip
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture
def house(transactional_db: None) -> House:
    return a_house()


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


def names(pages: dict[str, str]) -> set[str]:
    return {name.split(":")[0] for name in pages}


def staff_pages(world: World) -> dict[str, str]:
    """Those of the world, and for every other route that has a row (tests/repository/plan_rows) the row's own address."""
    pages = world.staff_pages()
    people = plan_rows.PlanWorld(world.program, world.ada, world.cleo, world.cleo, world.cleo)
    left = {row.route: row for row in plan_rows.rows() if row.method == "get"}
    for name in left.keys() - names(pages) - plan_rows.public() - NO_PAGES:
        pages[name] = reverse(name, kwargs=left[name].arguments(people))
    return pages


def test_no_public_page_is_left_out(world: World) -> None:
    assert plan_rows.public() - names(world.public_pages()) - NO_PAGES == set()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_open_to_everyone(
    open_page: Any, axe: Any, screenshot: Any, world: World, language: str
) -> None:
    """WCAG 2.2 AA and no sideways scrolling at both widths, folded parts opened. Spanish words in the shape that has least room."""
    problems: list[str] = []
    for pages, staff in ((staff_pages(world), world.ada), (world.public_pages(), None)):
        page = open_page("/public/nowhere/", staff=staff, language=language)
        for name, address in pages.items():
            answer = page.goto(address)
            if answer.status != 200 or page.locator("h1").count() != 1:
                problems.append(f"{name}: status {answer.status}, {page.locator('h1').count()} h1")
            page.evaluate(OPEN_ALL)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                if not fits(page):
                    problems.append(f"{name}: scrolls sideways at {width}")
                if language == "en" or width == 390:
                    problems += barriers(page, axe, name)
                    screenshot(page, f"plan/{name.replace(':', '-')}-{width}-{language}")
    assert not problems, "\n".join(problems)


def barriers(page: Page, axe: Callable[[Page], None], name: str) -> list[str]:
    """What axe finds, to be told with what it finds on all other pages."""
    try:
        axe(page)
    except AssertionError as found:
        return [f"{name}: {found}"]
    return []


def test_what_is_read_on_paper(open_page: Any, screenshot: Any, world: World) -> None:
    """STK-15: the report, the map and a meeting's page lose what only works on a screen, and nothing else."""
    pages = world.staff_pages()
    page = open_page("/plan/", staff=world.ada, width=800)
    page.emulate_media(media="print")
    for name in ("plan_report_preview", "plan_map", "plan_meeting"):
        page.goto(pages[name])
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("main form:visible, .usa-button:visible, nav.fw-nav:visible").count() == 0, name  # fmt: skip
        assert fits(page), name
        screenshot(page, f"plan/{name}-print")
    page.goto(pages["plan_map"])
    expect(page.locator("svg").first).to_be_visible()


def test_forms_work_without_javascript(open_page: Any, world: World) -> None:
    pages = world.staff_pages()
    page = open_page(pages["plan_search"], staff=world.ada, javascript=False)
    page.get_by_label("Words").fill("mountain road")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="What the coalition heard").click()
    page.locator("#id_text").fill("The road is far.")
    page.get_by_role("button", name="Add to the report").click()
    expect(page.get_by_role("status")).to_contain_text("It stands in the report now")
    page.goto(pages["plan_report"])
    page.get_by_label("Heading").fill("What was asked for")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="What was asked for")).to_be_visible()
    page.goto(pages["plan_submission"])
    page.locator("label").filter(has_text="Deliver Optimal Care").click()
    page.get_by_role("button", name="Save the goals").click()
    expect(page.get_by_role("status")).to_contain_text("Goals saved")
    page.goto(pages["plan_goals"])
    page.get_by_role("link", name="Show all eight").click()
    expect(page.locator("h2")).to_have_count(8)


@pytest.mark.parametrize("javascript", [True, False])
def test_she_registers_and_takes_it_back(
    open_page: Any, axe: Any, house: House, javascript: bool
) -> None:
    """STK-25."""
    page = open_page(f"/public/nowhere/meetings/{house.meeting.public_id}/", width=390, language="es", javascript=javascript)  # fmt: skip
    page.locator("a[href$='/register/']").click()
    page.locator("#id_name").fill("Rosa Rider")
    page.locator("label[for=id_attendance_2]").click()
    page.locator("#id_accommodation").fill("Letra grande")
    page.locator("form.usa-form button[type=submit]").click()
    page.wait_for_url("**/registration/*/")
    assert fits(page)
    if javascript:
        axe(page)
    page.locator("main form button").click()
    expect(page.locator(".usa-alert--success")).to_be_visible()


def test_plan_staff_write_review_and_publish_a_page(open_page: Any, axe: Any, house: House) -> None:
    page = open_page("/plan/pages/", staff=house.ada)
    page.goto("/plan/pages/new/")
    page.locator("#id_path").fill("blogs/summer")
    page.locator("#id_source").fill(BLOG.replace("spring", "summer"))
    page.locator("button[name=look]").click()
    expect(page.locator("article h2")).to_have_text("Rides")
    axe(page)
    page.locator("main form button[type=submit]:not([name])").click()
    page.wait_for_url("**/plan/pages/*-*/")
    page.locator("main form[action$='/move/'] button").click()
    other = open_page(page.url, staff=house.cleo)
    for to in ("signed-off", "published"):
        other.locator(f"form:has(input[value='{to}']) button").click()
    other.goto("/public/nowhere/page/blogs/summer/")
    expect(other.locator("h1")).to_have_text("What we heard in summer")


def test_the_day_of_the_meeting_is_said_in_her_language(open_page: Any, house: House) -> None:
    house.meeting.starts_on = house.meeting.ends_on = date(2099, 10, 17)
    house.meeting.save()
    page = open_page(f"/public/nowhere/meetings/{house.meeting.public_id}/", language="es")
    expect(page.locator("dl").first).to_contain_text("17 de octubre de 2099")
