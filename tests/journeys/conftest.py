"""The rig of the journeys: a real browser, a real server, and a strict eye on both.

    def test_story(open_page, axe):
        page = open_page("/worklist/", staff=navigator, width=390, language="es")
        page.get_by_role("link", name="...").click()
        axe(page)

Every page opened here fails its test on an error in the console, a breach of the content security policy, a script
that throws, or a request to any origin but ours.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys import chromium

BUILD = chromium.ROOT / "build"
AXE = chromium.ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Long enough for a busy machine; a word that never comes fails its story soon.
PATIENCE = 12_000
LOCALES = {"en": "en-US", "es": "es-MX"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All stories are journeys, without saying so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all stories of this process."""
    if not (BUILD / "static" / "fairway.css").exists():
        pytest.fail("There are no assets. Run `make .stamps/ready` first.")
    found = chromium.find()
    # Playwright's own event loop runs in this thread; Django would take our queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path, args=chromium.ARGUMENTS, env={**os.environ, **found.env}
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens an address of the live server: `open_page(path, staff=None, width=1280, language="en", javascript=True)`."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(
        path: str,
        *,
        staff: Any = None,
        width: int = 1280,
        language: str = "en",
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=LOCALES[language],
            java_script_enabled=javascript,
            base_url=live_server.url,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if staff is not None:
            context.add_cookies([_session_of(staff, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        _watch(page, faults, origin=live_server.url)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with the violations of WCAG 2.2 AA that axe-core finds on the page, each with its places."""
    source = AXE.read_text()

    def check(page: Page) -> None:
        # Through the debugger's door: a script tag would be against our own policy.
        page.evaluate(source)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        problems = [
            f"{page.url} {rule['id']}: {rule['help']}\n"
            + "\n".join(f"    {node['html'][:200]}" for node in rule["nodes"][:5])
            for rule in found["violations"]
        ]
        assert not problems, "\n".join(problems)

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """Writes the whole page to build/screenshots/<name>.png, to be looked at."""

    def take(page: Page, name: str) -> Path:
        path = BUILD / "screenshots" / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


def fits(page: Page) -> bool:
    """The page is not wider than its window: nobody scrolls sideways to read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def _session_of(staff: Any, url: str) -> Any:
    client = Client()
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _watch(page: Page, faults: list[str], *, origin: str) -> None:
    def heard(message: Any) -> None:
        # A page that answers 403 or 404 on purpose is also "an error" to the console.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            faults.append(f"console on {page.url}: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((origin, "data:", "about:", "blob:")):
            faults.append(f"{page.url} asked a stranger: {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: faults.append(f"script on {page.url}: {error}"))
    page.on("request", asked)
