"""The pages that everyone meets first: home, sign-in, the demo's people, one's own account, and what a refusal says."""

import pytest

from tests.factories.people import ProgramFactory, StaffFactory
from tests.journeys.conftest import fits

PUBLIC = ["/", "/account/login/", "/demo/", "/no-such-page/"]
SIGNED_IN = ["/", "/account/password/", "/account/second-step/", "/account/second-step/webauthn/"]


@pytest.fixture
def navigator(transactional_db):
    program = ProgramFactory(name="Riverside Cancer Navigation", phone="(555) 010-0100")
    return StaffFactory(program=program, name="Rosa Delgado")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible(
    open_page, axe, screenshot, navigator, path, width, language
) -> None:
    """UX: WCAG 2.2 AA in both languages, on a phone and on a screen."""
    page = open_page(path, width=width, language=language)
    axe(page)
    assert fits(page)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    screenshot(page, f"front{path.strip('/').replace('/', '-') or '-home'}-{width}-{language}")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", SIGNED_IN)
def test_account_pages_are_accessible(open_page, axe, screenshot, navigator, path, width) -> None:
    page = open_page(path, staff=navigator, width=width)
    axe(page)
    assert fits(page)
    assert "Riverside" in page.locator("header").inner_text()
    assert "(555) 010-0100" in page.locator("footer").inner_text()  # HUM: a person answers
    screenshot(page, f"account{path.strip('/').replace('/', '-') or '-home'}-{width}")


@pytest.mark.parametrize("javascript", [True, False])
def test_sign_in_by_password_and_out_again(open_page, navigator, settings, javascript) -> None:
    page = open_page("/account/login/", javascript=javascript)
    page.get_by_label("Email").fill(navigator.user.email)
    page.get_by_label("Password", exact=True).fill("a wrong password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert "There is something to correct" in page.get_by_role("alert").inner_text()
    page.get_by_label("Email").fill(navigator.user.email)
    page.get_by_label("Password", exact=True).fill("made-up-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").first.is_visible()


def test_one_click_in_the_demo(open_page, navigator, settings) -> None:
    """Issue 2, "It must show" 1: one click signs in as each role, and the page says it is a demo."""
    page = open_page("/demo/")
    assert "Demo: made-up people" in page.locator("body").inner_text()
    page.get_by_role("button", name="Sign in as Rosa Delgado").click()
    assert "Rosa Delgado" in page.locator("header").inner_text()
    assert "Demo: made-up people" in page.locator("body").inner_text()


def test_the_language_is_changed_with_one_button(open_page, navigator) -> None:
    page = open_page("/account/login/", javascript=False)
    page.get_by_role("button", name="Español").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Iniciar sesión"
    assert page.url.endswith("/account/login/")
