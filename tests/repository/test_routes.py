"""Who gets what at every address (DESIGN section 6). A route that is not in the table fails.

A new page adds one row to ANSWERS. Its view carries its roles (`fairway.web.access.staff_only`), or it is listed as
public, or as about one's own account.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fairway.base import jobs
from fairway.people.models import Organization, Role, Staff
from fairway.web import access
from fairway.web.words import ROLES
from tests.factories.navigation import (
    AppointmentConflictFactory,
    EpisodeFactory,
    EventConflictFactory,
    HandOffFactory,
)
from tests.factories.people import (
    IdentityReviewFactory,
    MergeFactory,
    ProgramFactory,
    StaffFactory,
)
from tests.repository import plan_rows

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


def not_reached(world: World) -> dict[str, Any]:
    return {"listing": "not-reached"}


def offer(world: World) -> dict[str, Any]:
    """The navigator's case, offered to her colleague."""
    episode = EpisodeFactory(patient__program=world.program, owner=world.navigator)
    return {"hand_off": HandOffFactory(episode=episode, offered_to=world.colleague).public_id}


def pair(world: World) -> dict[str, Any]:
    return {"review": IdentityReviewFactory(one__program=world.program).public_id}


def merge(world: World) -> dict[str, Any]:
    return {"merge": MergeFactory(survivor__program=world.program).public_id}


def conflict(world: World) -> dict[str, Any]:
    return {"conflict": EventConflictFactory(ours__patient__program=world.program).public_id}


def visit_conflict(world: World) -> dict[str, Any]:
    conflict = AppointmentConflictFactory(appointment__patient__program=world.program)
    return {"conflict": conflict.public_id}


def colleague(world: World) -> dict[str, Any]:
    return {"colleague": world.colleague.public_id}


def patient(world: World) -> dict[str, Any]:
    """The person of the navigator's case."""
    episode = EpisodeFactory(patient__program=world.program, owner=world.navigator)
    return {"patient": episode.patient.public_id}


def case(world: World) -> dict[str, Any]:
    """The case with its person."""
    episode = EpisodeFactory(patient__program=world.program, owner=world.navigator)
    return {"patient": episode.patient.public_id, "episode": episode.public_id}


def note(world: World) -> dict[str, Any]:
    return {**patient(world), "deed": "note"}


def pausing(world: World) -> dict[str, Any]:
    named = case(world)
    return {"patient": named["patient"], "deed": "pause", "about": str(named["episode"])}


def taking_over(world: World) -> dict[str, Any]:
    return {**pausing(world), "deed": "take-over"}


def no_deed(world: World) -> dict[str, Any]:
    return {**patient(world), "deed": "fly"}


def import_job(world: World) -> dict[str, Any]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    asked = jobs.ask("import", args={}, by="staff:0", at=at, program_id=world.program.pk)
    return {"job": asked.public_id}


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
    Row("worklist",                    302, 200, 200, 200, 403),
    Row("worklist_search",             302, 302, 302, 302, 403, "post", data={"text": "Ruiz"}),
    Row("worklist_export",             302, 200, 200, 200, 403, "post"),
    Row("search",                      302, 200, 200, 200, 403),
    Row("lists",                       302, 200, 200, 200, 403),
    Row("list",                        302, 200, 200, 200, 403, "get", not_reached),
    Row("hand_offs",                   302, 200, 200, 200, 403),
    Row("hand_off_accept",             302, 409, 302, 404, 403, "post", offer),
    Row("hand_off_decline",            302, 409, 302, 404, 403, "post", offer, {"why": "Away"}),
    Row("hand_off_withdraw",           302, 302, 409, 404, 403, "post", offer),
    Row("reviews",                     302, 200, 200, 200, 403),
    Row("review_facts",                302, 200, 200, 200, 403),
    Row("review_birth_dates",          302, 200, 200, 200, 403),
    Row("review_judge",                302, 302, 302, 404, 403, "post", pair, {"verdict": "different"}),
    Row("review_undo",                 302, 302, 302, 404, 403, "post", merge),
    Row("review_fact_judge",           302, 302, 302, 404, 403, "post", conflict, {"verdict": "ours"}),
    Row("review_visit_judge",          302, 302, 302, 404, 403, "post", visit_conflict, {"verdict": "ours"}),
    # For leads; tests/unit/web/workbench/team has the rest of the table.
    Row("team",                        302, 403, 403, 403, 403),
    Row("colleague",                   302, 403, 403, 403, 403, "get", colleague),
    Row("take_over",                   302, 403, 403, 403, 403, "post", colleague),
    Row("give_all",                    302, 403, 403, 403, 403, "post", colleague),
    Row("give_back",                   302, 403, 403, 403, 403, "post", colleague),
    # For those who keep the data; tests/unit/web/workbench/imports has the rest.
    Row("imports",                     302, 403, 403, 403, 403),
    Row("import",                      302, 403, 403, 403, 403, "get", import_job),
    Row("patient",                     302, 200, 200, 404, 403, "get", patient),
    Row("patient",                     302, 405, 405, 405, 405, "post", patient),
    Row("patient_packet",              302, 200, 200, 404, 403, "get", patient),
    Row("patient_history",             302, 200, 200, 404, 403, "get", patient),
    Row("patient_explain",             302, 200, 200, 404, 403, "get", case),
    Row("patient_record",              302, 200, 200, 404, 403, "get", patient),
    Row("patient_risk",                302, 200, 200, 404, 403, "get", patient),
    Row("patient_risk",                302, 200, 200, 404, 403, "post", patient),
    Row("patient_deed",                302, 200, 200, 404, 403, "get", note),
    Row("patient_deed",                302, 302, 302, 404, 403, "post", note, {"text": "Call after nine."}),
    Row("patient_deed",                302, 404, 404, 404, 403, "get", no_deed),
    Row("patient_deed_about",          302, 200, 200, 404, 403, "get", pausing),
    Row("patient_deed_about",          302, 403, 403, 403, 403, "post", taking_over),  # for leads
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
    assert set(names) == {row.route for row in ANSWERS} | {row.route for row in plan_rows.rows()}


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: str(route.name))
def test_every_view_names_its_roles_or_is_listed(route: URLPattern) -> None:
    """A door is public, about one's own account, or opens to named roles: exactly one of the three."""
    is_public = not getattr(route.callback, "login_required", True)
    roles = getattr(route.callback, "roles", frozenset())
    public = PUBLIC | plan_rows.public()
    assert is_public == (route.name in public)
    assert (route.name in public) + (route.name in OWN_ACCOUNT) + bool(roles) == 1
    assert roles <= set(Role.values)


def test_the_roles_of_the_doors_are_those_of_people() -> None:
    words = {
        *access.CARE_TEAM,
        *access.LEADS,
        *access.DATA_STEWARDS,
        *access.PROGRAM_STAFF,
        *access.PLAN_STAFF,
    }
    assert words <= set(Role.values)
    assert "partner" not in words  # she sees only the referrals sent to her
    assert set(ROLES) == set(Role.values)


@pytest.mark.parametrize("who", ["anonymous", "navigator", "colleague", "stranger", "partner"])
@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row.method}-{row.route}")
def test_the_answer(row: Row, who: str, world: World, settings: Any) -> None:
    """DESIGN section 6: every route, every kind of person, one expected status."""
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
