"""Who gets what at every address (DESIGN section 6). A route that is not in the table fails.

A new page adds one row to ANSWERS. Its view carries its roles (`fairway.web.access.staff_only`), or it is listed as
public, or as about one's own account.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fairway.people.models import Organization, Role, Staff
from fairway.web import access
from fairway.web.words import ROLES
from tests.factories.people import ProgramFactory, StaffFactory

# Open without signing in.
PUBLIC = {
    "home",
    "healthz",
    "readyz",
    "set_language",
    "demo",
    "demo_sign_in",
    "account_login",
    "account_logout",  # also ends a sign-in that waits for its second step
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
# For anyone who is signed in, about her own account only: allauth's, which asks for the password again (302).
OWN_ACCOUNT = {
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}


class World(NamedTuple):
    """One program with a navigator, her colleague and a partner; a stranger in another program."""

    program: Organization
    navigator: Staff
    colleague: Staff
    stranger: Staff
    partner: Staff


class Row(NamedTuple):
    """One request and the status it gets from each person. `arguments` makes the address from the world."""

    route: str
    anonymous: int
    navigator: int
    colleague: int
    stranger: int
    partner: int
    method: str = "get"
    arguments: Callable[[World], dict[str, Any]] = lambda world: {}
    data: dict[str, str] = {}


def demo_person(world: World) -> dict[str, Any]:
    return {"staff": world.navigator.public_id}


def no_demo_person(world: World) -> dict[str, Any]:
    return {"staff": world.colleague.public_id}  # the second of her role is not on the demo's page


def no_key(world: World) -> dict[str, Any]:
    return {"pk": 1}


# fmt: off
ANSWERS = [
    #   route                          anonymous navigator colleague stranger partner
    Row("home",                        200, 200, 200, 200, 200),
    Row("healthz",                     200, 200, 200, 200, 200),
    Row("readyz",                      200, 200, 200, 200, 200),
    Row("set_language",                302, 302, 302, 302, 302, "post", data={"language": "es"}),
    Row("demo",                        200, 200, 200, 200, 200),
    Row("demo_sign_in",                302, 302, 302, 302, 302, "post", demo_person),
    Row("demo_sign_in",                404, 404, 404, 404, 404, "post", no_demo_person),
    Row("demo_sign_in",                405, 405, 405, 405, 405, "get", demo_person),
    Row("account_login",               200, 302, 302, 302, 302),
    Row("account_logout",              302, 200, 200, 200, 200),
    Row("account_inactive",            200, 200, 200, 200, 200),
    Row("account_reauthenticate",      302, 200, 200, 200, 200),
    Row("account_change_password",     302, 200, 200, 200, 200),
    Row("mfa_index",                   302, 200, 200, 200, 200),
    Row("mfa_authenticate",            302, 302, 302, 302, 302),
    Row("mfa_login_webauthn",          302, 302, 302, 302, 302),
    Row("mfa_reauthenticate",          302, 302, 302, 302, 302),
    Row("mfa_activate_totp",           302, 302, 302, 302, 302),
    Row("mfa_deactivate_totp",         302, 404, 404, 404, 404),
    Row("mfa_view_recovery_codes",     302, 404, 404, 404, 404),
    Row("mfa_generate_recovery_codes", 302, 302, 302, 302, 302),
    Row("mfa_download_recovery_codes", 302, 404, 404, 404, 404),
    Row("mfa_list_webauthn",           302, 200, 200, 200, 200),
    Row("mfa_add_webauthn",            302, 302, 302, 302, 302),
    Row("mfa_reauthenticate_webauthn", 302, 302, 302, 302, 302),
    Row("mfa_remove_webauthn",         302, 302, 302, 302, 302, "get", no_key),
    Row("mfa_edit_webauthn",           302, 302, 302, 302, 302, "get", no_key),
]
# fmt: on


@pytest.fixture
def world(db: None) -> World:
    program = ProgramFactory()
    return World(
        program,
        navigator=StaffFactory(program=program),
        colleague=StaffFactory(program=program),
        stranger=StaffFactory(),
        partner=StaffFactory(program=program, role="partner"),
    )


def routes() -> Iterator[URLPattern]:
    """Every address there is."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern

    yield from walk(get_resolver().url_patterns)


def test_every_route_is_in_the_table_and_nothing_else() -> None:
    names = [route.name for route in routes()]
    assert None not in names, "Give every route a name, so that the table can hold it."
    assert set(names) == {row.route for row in ANSWERS}


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: str(route.name))
def test_every_view_names_its_roles_or_is_listed(route: URLPattern) -> None:
    """A door is public, about one's own account, or opens to named roles: exactly one of the three."""
    is_public = not getattr(route.callback, "login_required", True)
    roles = getattr(route.callback, "roles", frozenset())
    assert is_public == (route.name in PUBLIC)
    assert (route.name in PUBLIC) + (route.name in OWN_ACCOUNT) + bool(roles) == 1
    assert roles <= set(Role.values)


def test_the_roles_of_the_doors_are_those_of_people() -> None:
    words = {*access.CARE_TEAM, *access.LEADS, *access.DATA_STEWARDS, *access.PROGRAM_STAFF}
    assert words <= set(Role.values)
    assert "partner" not in words  # she sees only the referrals sent to her
    assert set(ROLES) == set(Role.values)


@pytest.mark.parametrize("who", ["anonymous", "navigator", "colleague", "stranger", "partner"])
@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row.method}-{row.route}")
def test_the_answer(row: Row, who: str, world: World, settings: Any) -> None:
    """DESIGN section 6: every route, every kind of person, one expected status."""
    settings.LOGIN_REDIRECT_URL = "home"
    client = Client()
    if who != "anonymous":
        client.force_login(
            getattr(world, who).user, backend="django.contrib.auth.backends.ModelBackend"
        )
    address = reverse(row.route, kwargs=row.arguments(world))
    answer = getattr(client, row.method)(address, row.data)
    assert answer.status_code == getattr(row, who), f"{who} at {address}"
    if who == "anonymous" and row.route not in PUBLIC:
        assert answer.url.startswith(reverse("account_login"))
