"""Clinics and clinicians, as US Core directories name them."""

from collections.abc import Iterator
from datetime import date

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.names import NAMES
from fairway.exchange.cohort.resources.codes import concept
from fairway.exchange.cohort.resources.pen import US_CORE, Resource, clinician

PRACTITIONERS_A_SITE = 6
# A number of the source itself: a national one would be someone's.
LOCAL = "https://example.org/fairway/directory"


def place(number: int) -> dict[str, str]:
    """A reference to one of the clinics."""
    return {"reference": f"Location/site-{number}", "display": NAMES.clinics[number]}


def pick_site(chance: Chance) -> int:
    """A clinic for one person."""
    return chance.random.randrange(len(NAMES.clinics))


def pick_clinician(chance: Chance) -> int:
    """A clinician for one person."""
    return chance.random.randrange(len(NAMES.clinics) * PRACTITIONERS_A_SITE)


def directory(today: date) -> Iterator[Resource]:
    """All of them; they stand before the people."""
    for number, clinic in enumerate(NAMES.clinics):
        yield from _clinic(today, number, clinic)
        owner = {"reference": f"Organization/site-{number}", "display": clinic}
        for one in range(number * PRACTITIONERS_A_SITE, (number + 1) * PRACTITIONERS_A_SITE):
            name = {"family": NAMES.families[-one - 1], "given": [NAMES.women[-one - 1]]}
            key = f"clinician-{one}"
            yield _entry(
                today,
                "Practitioner",
                key,
                identifier=[{"system": LOCAL, "value": key}],
                name=[name],
            )
            yield _entry(
                today, "PractitionerRole", key, practitioner=clinician(one), organization=owner,
                code=[concept(text="clinician")], location=[place(number)],
                telecom=[{"system": "phone", "value": f"(617) 555-01{one:02d}"}],
            )  # fmt: skip


def _clinic(today: date, number: int, clinic: str) -> Iterator[Resource]:
    key = f"site-{number}"
    yield _entry(
        today, "Organization", key, identifier=[{"system": LOCAL, "value": key}], active=True, name=clinic
    )  # fmt: skip
    owner = {"reference": f"Organization/{key}", "display": clinic}
    yield _entry(today, "Location", key, name=clinic, status="active", managingOrganization=owner)


def _entry(today: date, kind: str, key: str, **fields: object) -> Resource:
    meta = {"lastUpdated": f"{today}T12:00:00Z", "profile": [f"{US_CORE}{kind.lower()}"]}
    return {"resourceType": kind, "id": key, "meta": meta} | fields
