"""FHIR R4 resources (US Core, mCODE) of made-up people. Pure: facts in, JSON-shaped dictionaries out."""

from collections.abc import Iterator, Sequence
from datetime import date

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.journeys import Fact, Story
from fairway.exchange.cohort.people import Person
from fairway.exchange.cohort.resources import background, clinical, person
from fairway.exchange.cohort.resources.background import directory
from fairway.exchange.cohort.resources.pen import Pen, Resource

__all__ = ["Resource", "directory", "resources"]

# Everything this cohort can write, in the order of Bulk Data files.
TYPES = (
    "Organization", "Location", "Practitioner", "PractitionerRole", "Patient", "Coverage", "CareTeam", "Condition",
    "Encounter", "Observation", "DiagnosticReport", "ImagingStudy", "Procedure", "MedicationAdministration",
    "MedicationRequest", "ServiceRequest", "Appointment", "Provenance",
)  # fmt: skip


def resources(
    records: Sequence[Person],
    stories: Sequence[Story],
    aside: Sequence[Fact],
    chance: Chance,
    *,
    is_one: bool,
    today: date,
) -> Iterator[tuple[Resource, bool]]:
    """Everything about one person, in no order of time; with each, whether it comes late.

    `is_one`: her two records are surely one person's, so either may hold any fact. Else the first holds them all.
    """
    first = records[0]
    pen = Pen([one.id for one in records] if is_one else [first.id], chance, today=today)
    site = background.pick_site(chance)
    doctor = chance.random.randrange(background.clinicians())
    facts = [fact for story in stories for fact in story.facts]
    told = [clinical.write_fact(pen, fact) for fact in [*facts, *aside]]
    if first.moved_on is not None:
        told.append(clinical.write_fact(pen, Fact("moved", first.moved_on)))
    told += [
        clinical.write_visit(pen, visit, place=background.place(site))
        for story in stories
        for visit in story.visits
    ]
    background.write_background(pen, facts, gone=first.died_on or first.moved_on)
    for one in records:
        person.patient(pen, one)
        person.coverage(pen, first)
    person.care_team(pen, background.clinician(doctor))
    for resource in told:
        if chance.random.random() < chance.odds.parameters.background["provenance"].value:
            background.provenance(pen, resource, doctor)
    return pen.shuffled()
