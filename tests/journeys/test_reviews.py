"""What only a person can decide: one person or two, and which of two facts stands."""

from datetime import date
from typing import Any

import pytest

from tests.factories.navigation import (
    AppointmentConflictFactory,
    EventConflictFactory,
    EventFactory,
)
from tests.factories.people import (
    AnswerFactory,
    ContactPointFactory,
    IdentityReviewFactory,
    PatientFactory,
    ProgramFactory,
    StaffFactory,
)
from tests.journeys.conftest import fits


@pytest.fixture
def rosa(transactional_db: None) -> Any:
    """Given two records that agree in part, a fact told two ways, and someone with two birth dates."""
    program = ProgramFactory(name="Riverside Cancer Navigation")
    rosa = StaffFactory(program=program, name="Rosa Delgado")
    program.intake_owner = rosa
    program.save()
    one = PatientFactory(program=program, given="Bea", family="Luna", language="es")
    other = PatientFactory(
        program=program, given="Beatriz", family="Luna", birth_date=date(1970, 3, 2)
    )
    ContactPointFactory(patient=one)
    reasons = ["identifier:missing", "family:same", "given:near", "birth:near", "contact:missing"]
    IdentityReviewFactory(one=one, other=other, program=program, reasons=reasons)
    cara = PatientFactory(program=program, given="Cara", family="Sola")
    EventConflictFactory(ours=EventFactory(patient=cara, recorded_by=rosa, source_ref=""))
    AppointmentConflictFactory(
        appointment__patient=PatientFactory(program=program, given="Gala", family="Mora"),
        appointment__kind="treatment",
    )
    AnswerFactory(patient=cara, kind="birth-date", code="", text="1971-02-03")
    return rosa


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible(
    open_page: Any, axe: Any, screenshot: Any, rosa: Any, width: int, language: str
) -> None:
    for number, path in enumerate(["/reviews/", "/reviews/facts/", "/reviews/birth-dates/"]):
        page = open_page(path, staff=rosa, width=width, language=language)
        axe(page)
        assert fits(page), path
        screenshot(page, f"reviews-{number}-{width}-{language}")


@pytest.mark.parametrize("javascript", [True, False])
def test_one_person_and_undo(open_page: Any, rosa: Any, javascript: bool) -> None:
    page = open_page("/reviews/", staff=rosa, javascript=javascript)
    page.get_by_role("button", name="One person").click()
    assert "Say how you know" in page.get_by_role("alert").inner_text()
    page.get_by_text("The second", exact=True).click()
    page.get_by_label("How do you know").fill("She told me her new name")
    page.get_by_role("button", name="One person").click()
    assert "are one person now" in page.get_by_role("status").inner_text()
    assert page.get_by_role("link", name="Beatriz Luna").is_visible()  # the second goes on
    page.get_by_role("button", name="Two people after all").click()
    assert "two records again" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Two people").click()
    assert "not asked about again" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_source_is_right(open_page: Any, rosa: Any, javascript: bool) -> None:
    page = open_page("/reviews/facts/", staff=rosa, javascript=javascript)
    assert "BI-RADS 4" in page.locator("main").inner_text()
    page.get_by_role("button", name="Take the source’s").first.click()
    assert "clocks were worked out again" in page.get_by_role("status").inner_text()
    # And of a visit that Rosa called missed: here her word stands.
    assert "Kept" in page.locator("main").inner_text()
    page.get_by_role("button", name="Keep ours").click()
    assert "Ours stands" in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", name="No fact is told two ways").is_visible()
