"""The front door, the demo's door, the middleware, the menu, and how heavy a page is."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import brotli
import pytest
from django.contrib.sessions.models import Session
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone

from fairway.base.errors import FairwayError
from fairway.config.urls import urlpatterns as real
from fairway.navigation.worklist.actions.scope import NotVisible
from fairway.web import menu
from fairway.web.access import staff_only
from fairway.web.menu import Place, links_for
from tests.factories.people import StaffFactory, UserFactory

SIGN_IN = "django.contrib.auth.backends.ModelBackend"


@staff_only("navigator", "lead")
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page")


@staff_only("navigator")
def hidden(request: HttpRequest) -> HttpResponse:
    raise NotVisible("There is no patient 7.")


@staff_only("navigator")
def refused(request: HttpRequest) -> HttpResponse:
    raise FairwayError("Referral 7 is closed. Open a new one.")


@staff_only("navigator")
def away(request: HttpRequest) -> HttpResponse:
    return redirect("home")


urlpatterns = [
    *real,
    path("page/", page, name="page"),
    path("hidden/", hidden, name="hidden"),
    path("refused/", refused, name="refused"),
    path("away/", away, name="away"),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.unit.web.test_front")]


@pytest.fixture
def signed_in(client: Client) -> Client:
    """A navigator's browser."""
    client.force_login(StaffFactory().user, backend=SIGN_IN)
    return client


# --- who may open a page


@pytest.mark.parametrize(
    ("role", "status"), [("navigator", 200), ("lead", 200), ("manager", 403), ("partner", 403)]
)
def test_a_page_opens_to_its_roles_only(client: Client, role: str, status: int) -> None:
    client.force_login(StaffFactory(role=role).user, backend=SIGN_IN)
    assert client.get("/page/").status_code == status


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(client: Client) -> None:
    answer = client.get("/page/?state=overdue")
    assert answer.status_code == 302
    assert unquote(answer.url) == "/account/login/?next=/page/?state=overdue"


def test_someone_who_left_the_staff_opens_nothing(client: Client) -> None:
    client.force_login(StaffFactory(is_active=False).user, backend=SIGN_IN)
    assert client.get("/page/").status_code == 403


def test_a_user_without_a_place_in_a_program_opens_nothing(client: Client) -> None:
    client.force_login(UserFactory(), backend=SIGN_IN)
    assert client.get("/page/").status_code == 403


def test_a_door_must_name_its_roles() -> None:
    with pytest.raises(TypeError, match="at least one role"):
        staff_only()


def test_the_guard_stands_without_the_middleware() -> None:
    request = RequestFactory().get("/page/")
    request.staff = None  # type: ignore[attr-defined]
    with pytest.raises(PermissionDenied):
        page(request)


# --- what a refusal looks like


def test_what_is_out_of_sight_is_not_there(signed_in: Client) -> None:
    answer = signed_in.get("/hidden/")
    assert answer.status_code == 404
    assert "patient 7" not in answer.text


def test_an_expected_failure_says_what_to_do(signed_in: Client) -> None:
    answer = signed_in.get("/refused/")
    assert answer.status_code == 409
    assert "Referral 7 is closed. Open a new one." in answer.text


def test_htmx_is_sent_to_a_whole_page(signed_in: Client) -> None:
    answer = signed_in.get("/away/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/")
    assert signed_in.get("/away/").status_code == 302


def test_htmx_after_the_idle_time_out_gets_the_sign_in_page(client: Client) -> None:
    answer = client.get("/page/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/account/login/")


@pytest.mark.parametrize("path", ["/page/", "/hidden/", "/refused/", "/"])
def test_what_staff_see_is_not_kept_by_the_browser(signed_in: Client, path: str) -> None:
    """ASVS 14.3.2."""
    assert "no-store" in signed_in.get(path)["Cache-Control"]


def test_a_broken_program_still_answers_in_words(signed_in: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(
        "fairway.web.context.links_for", lambda *args, **kwargs: 1 / 0, raising=True
    )
    signed_in.raise_request_exception = False
    answer = signed_in.get("/")
    assert answer.status_code == 500
    assert "Something broke" in answer.text


# --- signing in


def test_sign_up_is_closed(client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_a_sign_in_ends_after_twelve_hours_however_busy(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OWASP ASVS 7.3.2: an absolute limit beside the idle one."""
    client.force_login(StaffFactory(role="navigator").user, backend=SIGN_IN)
    begun = timezone.now()
    for hours, status in ((0, 200), (11.99, 200), (12, 302)):
        monkeypatch.setattr(timezone, "now", lambda at=begun + timedelta(hours=hours): at)
        Session.objects.update(expire_date=begun + timedelta(days=9))  # never idle
        assert client.get("/page/").status_code == status
    assert client.get("/page/")["Location"].startswith("/account/login/")


def test_the_session_ends_after_the_idle_time(client: Client, settings: Any) -> None:
    """ASVS 7.3.1: each request starts the time anew, and the browser forgets it when closed."""
    settings.SESSION_COOKIE_AGE = 15 * 60
    client.force_login(StaffFactory().user, backend=SIGN_IN)
    client.get("/page/")
    session = client.session
    assert session.get_expire_at_browser_close()
    assert settings.SESSION_SAVE_EVERY_REQUEST
    row = Session.objects.get(pk=session.session_key)
    left = (row.expire_date - timezone.now()).total_seconds()
    assert 14 * 60 < left <= 15 * 60
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/page/").status_code == 302


def test_the_demo_signs_in_as_one_of_each_role(client: Client) -> None:
    navigator = StaffFactory(name="Rosa Delgado")
    StaffFactory(program=navigator.program, role="lead", name="Ana Ruiz")
    shown = client.get("/demo/").text
    assert "Sign in as Rosa Delgado" in shown
    assert "Sign in as Ana Ruiz" in shown
    assert "Everyone in it is made up" in shown
    client.post(f"/demo/{navigator.public_id}/")
    assert client.session["_auth_user_id"] == str(navigator.user_id)


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        ("navigator", "/worklist/"),
        ("clinician", "/worklist/"),
        ("administrator", "/imports/"),
        ("partner", "/"),
    ],
)
def test_everyone_lands_on_a_page_of_her_own(client: Client, role: str, lands: str) -> None:
    """No role signs in to a page that says "not for your role"."""
    somebody = StaffFactory(role=role)
    landed = client.post(f"/demo/{somebody.public_id}/", follow=True)
    assert landed.redirect_chain == [(lands, 302)]
    assert landed.status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_demo_outside_a_demo(client: Client, settings: Any, method: str) -> None:
    settings.IS_DEMO = False
    navigator = StaffFactory()
    assert client.get("/demo/").status_code == 404
    assert getattr(client, method)(f"/demo/{navigator.public_id}/").status_code in (404, 405)
    assert "_auth_user_id" not in client.session
    assert "Demo: made-up people" not in client.get("/").text


# --- for machines


def test_ready_means_the_tables_are_of_this_version(client: Client) -> None:
    assert client.get("/readyz").json() == {"database": True, "migrations": True}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'navigation'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": False}


# --- the menu


def test_the_menu_shows_what_one_may_open(monkeypatch: Any) -> None:
    monkeypatch.setattr(menu, "PLACES", (Place("page", "Page"), Place("hidden", "Hidden")))
    navigator, lead, manager = (StaffFactory(role=r) for r in ("navigator", "lead", "manager"))
    assert [link.label for link in links_for(navigator, path="/page/")] == ["Page", "Hidden"]
    assert [link.label for link in links_for(lead, path="/")] == ["Page"]
    assert links_for(manager, path="/") == []
    assert links_for(None, path="/") == []
    assert [link.is_here for link in links_for(navigator, path="/page/")] == [True, False]


# --- how heavy


def weight(html: bytes) -> int:
    """Bytes on the line at a first visit: the page with gzip, everything it names with brotli."""
    names = set(re.findall(rb'(?:src|href)="/static/([^"]+)"', html))
    files = [finders.find(name.decode()) for name in names]
    assert None not in files
    contents = [Path(str(file)).read_bytes() for file in files]
    return len(gzip.compress(html)) + sum(len(brotli.compress(content)) for content in contents)


def test_the_frame_leaves_half_of_the_hundred_kilobytes_to_the_page(signed_in: Client) -> None:
    """DESIGN section 8: first load under 100 KB. The frame alone takes at most 52."""
    assert weight(signed_in.get("/").content) < 52_000
