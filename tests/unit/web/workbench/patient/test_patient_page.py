"""The patient page: who may open it, what it says, what stays out of its address, what it costs."""

import gzip
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.base.models import AuditEntry
from fairway.navigation.pathways.actions import merge_people
from fairway.people.queries import who_looked
from tests.factories.navigation import (
    AppointmentFactory,
    ContactAttemptFactory,
    DecisionFactory,
    EventFactory,
    HandOffFactory,
    MilestoneFactory,
    NoteFactory,
)
from tests.factories.people import ContactPointFactory, PatientFactory, StaffFactory
from tests.unit.web.workbench.patient import story

PAGES = ["", "packet/", "history/", "record/", "risk/", "do/contact/", "do/note/"]


def path(world, rest=""):
    return f"/patients/{world.ana.public_id}/{rest}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("navigator", 200), ("colleague", 200), ("lead", 200), ("stranger", 404), ("partner", 403)],
)
@pytest.mark.parametrize("rest", PAGES)
def test_the_care_team_opens_it_and_nobody_else(world, as_, who, status, rest) -> None:
    """PRV-3: hers, a colleague's, a stranger's."""
    answer = as_(who).get(path(world, rest))
    assert answer.status_code == status
    if status != 200:
        assert "Ruiz" not in answer.text


@pytest.mark.parametrize(("who", "status"), [("colleague", 200), ("stranger", 404)])
def test_the_explanation_keeps_to_its_person(world, as_, who, status) -> None:
    address = path(world, f"explain/{world.breast.public_id}/")
    assert as_(who).get(address).status_code == status
    other = PatientFactory(program=world.program)
    wrong = f"/patients/{other.public_id}/explain/{world.breast.public_id}/"
    assert as_(who).get(wrong).status_code == 404


def test_a_name_stands_in_no_title_and_no_address(world, hers) -> None:
    """ASVS 14.2.1."""
    for rest in PAGES:
        page = hers.get(path(world, rest)).text
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
        assert title
        assert "Ruiz" not in title.group(1)
        assert not [
            link
            for link in re.findall(r'(?:href|action)="([^"]*)"', page)
            if "ruiz" in link.lower()
        ]


def test_what_to_know_before_calling_comes_first(world, hers) -> None:
    page = hers.get(path(world)).text
    for words in ("Spanish", "Interpreter needed", "leave no message", "Mornings only", "Ramp; large print",
                  "Lucía Ruiz (daughter)", "Appointments, Rides and other support", "Macon County", "Medicaid",
                  "Rosa Delgado, RN"):  # fmt: skip
        assert words in page
    order = [
        page.index(f'id="{part}"') for part in ("before", "alerts", "timeline", "cases", "visits")
    ]
    assert order == sorted(order)


def test_a_person_of_whom_nothing_is_known(world, hers) -> None:
    """DESIGN rule 4, and an empty page that says what to do."""
    nobody = PatientFactory(program=world.program, birth_date=None, birth_precision="")
    page = hers.get(f"/patients/{nobody.public_id}/").text
    for words in ("Date of birth not known", "Not asked", "Interpreter: not asked", "No number known",
                  "None named", "No case is open", "No visit is booked. Book the next one.", "Log the first contact",
                  "No notes yet", "Record what happened, and the clocks begin"):  # fmt: skip
        assert words in page


def test_opening_is_recorded_and_shown(world, hers, as_) -> None:
    """PRV-4: who looked."""
    hers.get(path(world))
    as_("lead").get(path(world, "packet/"))
    assert [look.name for look in who_looked(world.ana)] == ["Lena Okafor", "Rosa Delgado, RN"]
    page = as_("colleague").get(path(world, "history/")).text
    assert "Lena Okafor" in page
    assert "Rosa Delgado, RN" in page
    assert page.count("Opened the record") == 0  # who looked has a list of its own


@pytest.mark.parametrize("rest", [*PAGES[1:], "explain/{case}/", "do/pause/{case}/"])
def test_whatever_shows_her_record_is_a_look(world, hers, rest) -> None:
    """PRV-4: the page is not the only way to read it."""
    hers.get(path(world, rest.format(case=world.breast.public_id)))
    assert [look.name for look in who_looked(world.ana)] == ["Rosa Delgado, RN"]


def test_who_lives_with_her(world, hers) -> None:
    """NAV-1: one visit may serve both. A stranger's patient at the same address stays a stranger's."""
    world.ana.household = "h1"
    world.ana.save()
    PatientFactory(program=world.program, given="Luis", family="Ruiz", household="h1")
    PatientFactory(program=world.program, given="Eva", family="Sol", household="h2")
    PatientFactory(program=world.stranger.program, given="Max", family="Weg", household="h1")
    page = hers.get(path(world)).text
    assert "Same household" in page
    assert "Luis Ruiz" in page
    assert "Eva Sol" not in page
    assert "Max Weg" not in page
    nobody = PatientFactory(program=world.program, household="")
    assert "Same household" not in hers.get(f"/patients/{nobody.public_id}/").text


def test_the_one_asked_accepts_and_her_namesake_does_not(world, as_) -> None:
    world.namesake = StaffFactory(program=world.program, name=world.colleague.name)
    offer = HandOffFactory(episode=world.breast, offered_to=world.colleague)
    address = path(world, f"do/accept/{offer.public_id}/")
    assert address in as_("colleague").get(path(world)).text
    assert address not in as_("namesake").get(path(world)).text


def test_a_stranger_leaves_no_trace_of_having_seen(world, as_) -> None:
    as_("stranger").get(path(world))
    assert not AuditEntry.objects.filter(verb="patient.looked").exists()


def test_a_merged_record_leads_to_its_survivor(world, hers) -> None:
    twin = PatientFactory(program=world.program)
    merge_people(
        survivor=world.ana, duplicate=twin, reason="same person", by=world.lead, at=story.AT, on=story.ON
    )  # fmt: skip
    answer = hers.get(f"/patients/{twin.public_id}/")
    assert answer.status_code == 302
    assert answer.url == path(world)


def test_there_is_no_such_person(world, hers) -> None:
    assert hers.get(f"/patients/{uuid4()}/").status_code == 404


WRITES = ("SELECT", "WITH", "INSERT", "UPDATE")


def statements(client, address):
    """What one page asks of the database: session, reader, menu, person, page, reader's log; all counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in asked if one["sql"].lstrip(" \n(").startswith(WRITES)]


def test_a_page_takes_twelve_statements_however_much_there_is(world, hers) -> None:
    """Issue 2: at most 12, nothing left out, for a rich record, a richer one, and one of whom nothing is known."""
    nobody = PatientFactory(program=world.program)
    few = len(statements(hers, path(world)))
    for n in range(10):
        twin = PatientFactory(program=world.program)
        merge_people(survivor=world.ana, duplicate=twin, reason="same", by=world.lead, at=story.AT, on=story.ON)  # fmt: skip
        AppointmentFactory(patient=twin)
        ContactAttemptFactory(episode=world.breast)
        NoteFactory(patient=world.ana, written_by=world.colleague)
        EventFactory(patient=twin, source_ref=f"Twin/{n}")
        MilestoneFactory(episode=world.colon, key=f"step-{n}")
        DecisionFactory(episode=world.breast)
        ContactPointFactory(patient=twin)
    many = statements(hers, path(world))
    none = statements(hers, f"/patients/{nobody.public_id}/")
    assert len(none) <= few == len(many) <= 12, "\n".join(many)


@pytest.mark.parametrize("rest", ["packet/", "record/", "risk/", "do/contact/", "history/"])
def test_other_pages_of_hers_read_at_most_12_times(world, hers, at_most_12, rest) -> None:
    at_most_12(hers, path(world, rest))


def test_the_page_is_light(world, hers) -> None:
    """DESIGN section 8: the frame takes 52 KB of the 100; the page itself stays far below the rest."""
    assert len(gzip.compress(hers.get(path(world)).content)) < 15_000


def test_markup_in_what_people_wrote_stays_text(world, hers) -> None:
    world.ana.access_needs = "<script>alert(1)</script>"
    world.ana.family = "<b>Ruiz</b>"
    world.ana.save()
    page = hers.get(path(world)).text
    assert "<script>alert" not in page
    assert "<b>Ruiz" not in page
    assert "&lt;b&gt;Ruiz" in page


@pytest.mark.parametrize("rest", ["", "packet/", "history/", "record/", "do/contact/"])
def test_in_spanish(world, hers, rest) -> None:
    page = hers.get(path(world, rest), headers={"Accept-Language": "es"}).text
    assert '<html lang="es"' in page
    for english in ("Log a contact", "Before you call", "Take back", "Not asked", "Overdue"):
        assert english not in page
