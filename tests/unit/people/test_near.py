"""Who is compared with whom at registration: by a shared telephone, with a family name or a birth date beside it."""

from datetime import date

import pytest

from fairway.people.models import IdentityReview
from fairway.people.rules import ContactFacts, NameFacts
from fairway.people.rules.identity import TABLE, Outcome
from tests.factories.people import ProgramFactory
from tests.unit.people.test_register import ana, outcomes

pytestmark = pytest.mark.django_db
SLIP = date(1970, 3, 2)
OTHER_ID = {"source_ref": "Patient/2", "identifiers": [("source", "Patient/2")], "addresses": []}
MARRIED = [NameFacts(family="Ruiz", given="Ana"), NameFacts(family="Lopez", given="Ana")]


@pytest.mark.parametrize(
    ("known", "said", "outcome"),
    [
        ({}, {"birth_date": SLIP}, "review"),
        ({}, {"names": [NameFacts(family="Lopez", given="Ana")]}, "review"),
        ({}, {"names": [NameFacts(family="Lopez", given="Ana")], "birth_date": SLIP}, "created"),
        # Another name of hers counts as the shown one does.
        (
            {"names": MARRIED},
            {"names": [NameFacts(family="Lopez", given="Ana")], "birth_date": SLIP},
            "review",
        ),
        ({"birth_date": None, "birth_precision": ""}, {}, "review"),
        (
            {"birth_date": None, "birth_precision": ""},
            {"names": [NameFacts(family="Lopez", given="Ana")]},
            "created",
        ),
        ({}, {"birth_date": SLIP, "contact_points": []}, "created"),
        (
            {},
            {
                "birth_date": SLIP,
                "contact_points": [ContactFacts(system="phone", value="813-555-0102")],
            },
            "created",
        ),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_a_shared_telephone_needs_a_name_or_a_date_beside_it(known, said, outcome, together):
    program = ProgramFactory()
    people = [ana(addresses=[], **known), ana(**(OTHER_ID | said))]
    if together:
        found = outcomes(program, *people)
    else:
        found = outcomes(program, people[0]) + outcomes(program, people[1])
    assert found == ["created", outcome]
    assert IdentityReview.objects.count() == (outcome == "review")


def test_no_line_of_the_table_joins_by_telephone_alone():
    """`known._is_near` leaves out pairs that the table would call two people anyway."""
    for rule in TABLE:
        if rule.outcome is not Outcome.DIFFERENT and "same" not in rule.identifier:
            assert rule.family == {"same"} or rule.birth == {"same"}, rule.why
