"""The patient page: who may open it, what it says, what stays out of its address, what it costs."""

import gzip
import re
from uuid import uuid4

import pytest

from fairway.base.models import AuditEntry
from fairway.navigation.pathways.actions import merge_people
from fairway.people.queries import who_looked
from tests.factories.people import PatientFactory
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


def test_reading_takes_a_fixed_number_of_queries(
    world, hers, django_assert_max_num_queries
) -> None:
    """Ten more facts and visits cost no query more. Three are the sign-in, four the reader's log, the rest the page."""
    with django_assert_max_num_queries(29):
        hers.get(path(world))
    from tests.factories.navigation import AppointmentFactory, ContactAttemptFactory, NoteFactory

    for _ in range(10):
        AppointmentFactory(patient=world.ana)
        ContactAttemptFactory(episode=world.breast)
        NoteFactory(patient=world.ana, written_by=world.colleague)
    with django_assert_max_num_queries(29):
        hers.get(path(world))


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
