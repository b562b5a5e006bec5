"""FHIR R4 resources (US Core, mCODE) of made-up people. Pure: facts in, JSON-shaped dictionaries out."""

from collections.abc import Iterator, Sequence
from datetime import date

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.journeys import Fact, Story
from fairway.exchange.cohort.people import Person
from fairway.exchange.cohort.resources import clinical, person
from fairway.exchange.cohort.resources.background import write_background
from fairway.exchange.cohort.resources.directory import directory, pick_clinician, pick_site, place
from fairway.exchange.cohort.resources.pen import Pen, Resource

__all__ = ["Resource", "directory", "pens", "resources"]

# Everything this cohort can write, in the order of Bulk Data files.
TYPES = (
    "Organization", "Location", "Practitioner", "PractitionerRole", "Patient", "Coverage", "CareTeam", "Condition",
    "Encounter", "Observation", "DiagnosticReport", "ImagingStudy", "Procedure", "MedicationAdministration",
    "MedicationRequest", "ServiceRequest", "Appointment", "Immunization", "DocumentReference", "Provenance",
)  # fmt: skip


def resources(
    records: Sequence[Person],
    stories: Sequence[Story],
    aside: Sequence[Fact],
    pens: tuple[Pen, Pen],
    *,
    times: float,
) -> Iterator[tuple[Resource, bool]]:
    """Everything about one person, in no order of time; with each, whether it comes late.

    One pen writes her journey, the other what surrounds it: `times` what the parameters say.
    """
    first, (pen, other) = records[0], pens
    site = pick_site(pen.chance)
    facts = [fact for story in stories for fact in story.facts]
    told = [clinical.write_fact(pen, fact) for fact in [*facts, *aside]]
    if first.moved_on is not None:
        told.append(clinical.write_fact(pen, Fact("moved", first.moved_on)))
    told += [
        clinical.write_visit(pen, visit, place=place(site))
        for story in stories
        for visit in story.visits
    ]
    for fact in facts:
        if fact.kind in clinical.ORDERED and pen.chance.rate("order_recorded"):
            clinical.write_order(pen, fact)
    for one in records:
        person.patient(pen, one)
        person.coverage(pen, first)
    person.care_team(pen)
    for resource in told:
        if pen.chance.rate("provenance"):
            clinical.write_provenance(pen, resource)
    days = [fact.on for fact in facts if not fact.is_partial and fact.said == "true"]
    last = min(pen.today, first.died_on or pen.today, first.moved_on or pen.today)
    write_background(other, days, site=site, last=last, times=times)
    yield from pen.shuffled()
    yield from other.shuffled()


def pens(
    records: Sequence[Person],
    chance: Chance,
    around: Chance,
    *,
    is_one: bool,
    today: date,
) -> tuple[Pen, Pen]:
    """For her journey and for what surrounds it.

    `is_one`: her two records are surely one person's, so either may hold any fact. Else the first holds them all.
    """
    names = [one.id for one in records] if is_one else [records[0].id]
    doctor = pick_clinician(chance)
    return (
        Pen(names, chance, today=today, doctor=doctor),
        Pen(names, around, today=today, doctor=doctor, mark="b"),
    )
