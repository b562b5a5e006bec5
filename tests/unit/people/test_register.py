"""Registering many people at once: idempotent, many-valued, in doubt to a person (issue 2, people)."""

from datetime import UTC, date, datetime

import pytest

from fairway.base.models import AuditEntry
from fairway.people.actions import register_patients
from fairway.people.models import (
    Address,
    Answer,
    ContactPoint,
    Identifier,
    IdentityReview,
    Patient,
    PatientName,
)
from fairway.people.rules import AddressFacts, AnswerFacts, ContactFacts, NameFacts, PatientFacts
from tests.factories.people import AnswerFactory, PlaceFactory, ProgramFactory, SiteFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
MRN = "https://hospital.example/mrn"


def ana(**changes: object) -> PatientFacts:
    """A made-up person as a source gives her."""
    said: dict[str, object] = {
        "source_ref": "Patient/1",
        "identifiers": [("source", "Patient/1"), (MRN, "M1")],
        "names": [NameFacts(family="Ruiz", given="Ana", use="official")],
        "birth_date": date(1970, 2, 3),
        "birth_precision": "day",
        "sex": "female",
        "answers": [AnswerFacts(kind="language", code="es")],
        "contact_points": [ContactFacts(system="phone", value="(813) 555-0101")],
        "addresses": [
            AddressFacts(lines="1 Elm St", city="Tampa", state="FL", postal_code="33602-1234")
        ],
    }
    return PatientFacts(**(said | changes))  # type: ignore[arg-type]


def register(program, *facts, at=AT, reported_by="ehr", site=None):
    return register_patients(
        program=program, site=site, facts=facts, reported_by=reported_by, by="system:test", at=at
    )


def outcomes(program, *facts, **how):
    return [one.outcome for one in register(program, *facts, **how)]


def test_a_person_is_registered_with_all_that_was_said():
    site = SiteFactory()
    place = PlaceFactory(zip="33602")
    [one] = register(site.part_of, ana(), site=site)
    patient = Patient.objects.get(pk=one.patient_id)
    assert one.outcome == "created"
    assert (patient.name, patient.family_key, patient.given_key) == ("Ana Ruiz", "ruiz", "ana")
    assert (patient.birth_date, patient.birth_precision) == (date(1970, 2, 3), "day")
    assert (patient.sex, patient.language, patient.interpreter) == ("female", "es", "not-asked")
    assert (patient.site, patient.program) == (site, site.part_of)
    assert len(patient.household) == 32
    assert patient.contact_points.get().value_key == "+18135550101"
    assert patient.addresses.get().place == place
    assert patient.names.get().reported_by == "ehr"
    assert AuditEntry.objects.get().detail == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "review": 0,
    }


def counts():
    models = [
        Patient,
        Identifier,
        PatientName,
        Answer,
        ContactPoint,
        Address,
        IdentityReview,
        AuditEntry,
    ]
    return [model.objects.count() for model in models]


def test_the_same_facts_again_write_nothing(django_assert_max_num_queries):
    program = ProgramFactory()
    register(program, ana())
    before = counts()
    with django_assert_max_num_queries(20):
        assert outcomes(program, ana(), at=LATER) == ["unchanged"]
    assert counts() == before


def test_the_number_of_queries_does_not_grow_with_the_people(django_assert_max_num_queries):
    program = ProgramFactory()
    many = [
        ana(
            source_ref=f"Patient/{n}",
            identifiers=[("source", f"Patient/{n}")],
            birth_date=date(1950, 1, 1 + n % 28),
            names=[NameFacts(family=f"F{n}", given="X")],
            contact_points=[],
        )
        for n in range(300)
    ]
    with django_assert_max_num_queries(30):
        register(program, *many)


def test_another_program_is_another_world():
    one, other = ProgramFactory(), ProgramFactory()
    register(one, ana())
    assert outcomes(other, ana()) == ["created"]


def test_what_the_source_says_newly_supersedes_what_it_said():
    program = ProgramFactory()
    register(program, ana())
    newer = ana(
        answers=[
            AnswerFacts(kind="language", code="en"),
            AnswerFacts(kind="interpreter", code="yes"),
        ],
        contact_points=[ContactFacts(system="phone", value="813-555-0102")],
        names=[NameFacts(family="Ruiz Vega", given="Ana", use="official")],
    )
    [one] = register(program, newer, at=LATER)
    patient = Patient.objects.get()
    assert one.outcome == "updated"
    assert (patient.language, patient.interpreter, patient.family) == ("en", "needed", "Ruiz Vega")
    assert patient.answers.get(code="es").superseded_at == LATER
    assert patient.contact_points.get(value_key="+18135550101").ended_at == LATER
    assert patient.names.count() == 2
    assert outcomes(program, newer, at=LATER) == ["unchanged"]


def test_silence_takes_nothing_back():
    program = ProgramFactory()
    register(program, ana())
    silent = ana(
        answers=[],
        contact_points=[],
        addresses=[],
        names=[],
        sex="unknown",
        birth_date=None,
        birth_precision="",
    )
    assert outcomes(program, silent) == ["unchanged"]
    assert Patient.objects.get().language == "es"


def test_a_number_said_again_comes_back_with_its_safety_rules():
    program = ProgramFactory()
    register(program, ana())
    ContactPoint.objects.update(safe_to_call="no")
    register(
        program, ana(contact_points=[ContactFacts(system="phone", value="813-555-0102")]), at=LATER
    )
    register(program, ana(), at=LATER)
    kept = ContactPoint.objects.get(value_key="+18135550101")
    assert (kept.ended_at, kept.safe_to_call) == (None, "no")


@pytest.mark.parametrize("who", ["patient", "caregiver", "staff"])
def test_her_own_word_is_never_overwritten_by_a_record(who):
    program = ProgramFactory()
    [one] = register(program, ana())
    AnswerFactory(patient=Patient.objects.get(pk=one.patient_id), code="ht", reported_by=who)
    register(program, ana(answers=[AnswerFacts(kind="language", code="en")]), at=LATER)
    patient = Patient.objects.get()
    assert patient.language == "ht"
    assert patient.answers.filter(kind="language", superseded_at=None).count() == 2


@pytest.mark.parametrize("status", ["declined", "unknown", "not-asked"])
def test_declined_unknown_and_not_asked_stay_apart(status):
    program = ProgramFactory()
    said = [AnswerFacts(kind=kind, status=status) for kind in ("interpreter", "language", "race")]
    register(program, ana(answers=said))
    patient = Patient.objects.get()
    assert (patient.interpreter, patient.language) == (status, "")
    assert {answer.status for answer in patient.answers.exclude(kind="sex")} == {status}


def test_every_race_code_is_kept():
    program = ProgramFactory()
    codes = ["2106-3", "2118-8", "1002-5"]
    register(program, ana(answers=[AnswerFacts(kind="race", code=code) for code in codes]))
    assert sorted(Answer.objects.filter(kind="race").values_list("code", flat=True)) == sorted(
        codes
    )


def test_a_second_birth_date_waits_for_a_person_once():
    program = ProgramFactory()
    register(program, ana())
    other = ana(birth_date=date(1971, 2, 3))
    assert outcomes(program, other) == ["review"]
    assert outcomes(program, other) == ["unchanged"]
    patient = Patient.objects.get()
    assert patient.birth_date == date(1970, 2, 3)
    assert sorted(patient.answers.filter(kind="birth-date").values_list("text", flat=True)) == [
        "1970-02-03",
        "1971-02-03",
    ]


@pytest.mark.parametrize(
    ("first", "second", "kept", "outcome"),
    [
        (
            (date(1970, 1, 1), "year"),
            (date(1970, 2, 3), "day"),
            (date(1970, 2, 3), "day"),
            "updated",
        ),
        (
            (date(1970, 2, 1), "month"),
            (date(1970, 2, 3), "day"),
            (date(1970, 2, 3), "day"),
            "updated",
        ),
        (
            (date(1970, 2, 3), "day"),
            (date(1970, 1, 1), "year"),
            (date(1970, 2, 3), "day"),
            "unchanged",
        ),
        (
            (date(1970, 2, 1), "month"),
            (date(1970, 3, 3), "day"),
            (date(1970, 2, 1), "month"),
            "review",
        ),
        ((None, ""), (date(1970, 2, 3), "day"), (date(1970, 2, 3), "day"), "updated"),
    ],
)
def test_a_partial_birth_date_is_filled_in(first, second, kept, outcome):
    program = ProgramFactory()
    register(program, ana(birth_date=first[0], birth_precision=first[1]))
    assert outcomes(program, ana(birth_date=second[0], birth_precision=second[1])) == [outcome]
    patient = Patient.objects.get()
    assert (patient.birth_date, patient.birth_precision) == kept


def test_two_sources_of_one_person_are_one_record():
    program = ProgramFactory()
    elsewhere = ana(
        source_ref="Patient/9",
        identifiers=[("source", "Patient/9"), ("https://other.example", "X9")],
    )
    first, second = register(program, ana(), elsewhere)
    assert (second.patient_id, second.outcome) == (first.patient_id, "updated")
    assert outcomes(program, ana(), elsewhere) == ["unchanged", "unchanged"]


def test_one_id_twice_in_a_batch_with_other_content():
    program = ProgramFactory()
    first, second = register(program, ana(), ana(answers=[AnswerFacts(kind="language", code="en")]))
    assert (first.patient_id, second.outcome) == (second.patient_id, "updated")
    assert Patient.objects.get().language == "en"


def moved(**changes):
    """The same names and birth date from another source, with nothing else in common."""
    return ana(
        **{
            "source_ref": "Patient/9",
            "identifiers": [("source", "Patient/9")],
            "contact_points": [],
            "addresses": [],
        }
        | changes
    )


def test_in_between_goes_to_a_person_and_is_asked_once():
    program = ProgramFactory()
    one, two = register(program, ana(), moved())
    assert (one.outcome, two.outcome) == ("created", "review")
    review = IdentityReview.objects.get()
    assert {review.one_id, review.other_id} == {one.patient_id, two.patient_id}
    assert "family:same" in review.reasons
    assert "1970" not in str(review.reasons)
    assert outcomes(program, ana(), moved()) == ["unchanged", "unchanged"]
    assert IdentityReview.objects.count() == 1


def test_a_twin_is_another_person():
    program = ProgramFactory()
    twin = ana(
        source_ref="Patient/2",
        identifiers=[("source", "Patient/2")],
        names=[NameFacts(family="Ruiz", given="Luz")],
    )
    assert outcomes(program, ana(), twin) == ["created", "created"]
    assert not IdentityReview.objects.exists()


def test_one_number_with_two_birth_dates_goes_to_a_person_and_the_number_stays():
    program = ProgramFactory()
    clash = moved(identifiers=[("source", "Patient/9"), (MRN, "M1")], birth_date=date(1985, 6, 7))
    one, two = register(program, ana(), clash)
    assert two.outcome == "review"
    assert Identifier.objects.get(value="M1").patient_id == one.patient_id


def test_numbers_of_two_records_ask_whether_they_are_one():
    program = ProgramFactory()
    other = ana(
        source_ref="Patient/2",
        identifiers=[("source", "Patient/2"), (MRN, "M2")],
        names=[NameFacts(family="Vega", given="Bea")],
        birth_date=date(1980, 1, 1),
        contact_points=[],
        addresses=[],
    )
    register(program, ana(), other)
    both = ana(identifiers=[("source", "Patient/1"), (MRN, "M1"), (MRN, "M2")])
    assert outcomes(program, both) == ["unchanged"]
    assert IdentityReview.objects.count() == 1


def test_facts_of_a_merged_record_stay_with_it():
    program = ProgramFactory()
    one, two = register(program, ana(), moved())
    Patient.objects.filter(pk=two.patient_id).update(merged_into=one.patient_id)
    [again] = register(program, moved(sex="male"))
    assert (again.patient_id, again.outcome) == (two.patient_id, "updated")


def test_text_that_no_column_holds_does_not_stop_the_rest():
    program = ProgramFactory()
    odd = ana(
        names=[NameFacts(family="R\0uiz" * 60, given="<b>Ana</b>", use="a-use-of-no-standard")],
        contact_points=[
            ContactFacts(system="carrier-pigeon", value="x" * 999, rank=10**9),
            ContactFacts(system="phone", value=""),
        ],
        identifiers=[("source", "Patient/1"), (MRN, ""), (MRN, "9" * 500)],
        addresses=[AddressFacts(lines="L" * 999, postal_code="not a ZIP code at all")],
    )
    assert outcomes(program, odd) == ["created"]
    assert outcomes(program, odd) == ["unchanged"]
    patient = Patient.objects.get()
    assert patient.given == "<b>Ana</b>"
    assert len(patient.family) == 120


def test_nothing_known_stays_unknown():
    program = ProgramFactory()
    [one] = register(
        program, PatientFacts(source_ref="Patient/5", identifiers=[("source", "Patient/5")])
    )
    patient = Patient.objects.get(pk=one.patient_id)
    assert (patient.name, patient.birth_date, patient.language, patient.household) == (
        "",
        None,
        "",
        "",
    )
    assert (patient.sex, patient.interpreter) == ("unknown", "not-asked")


def test_a_telephone_shared_by_many_says_nothing():
    program = ProgramFactory()
    many = [
        ana(
            source_ref=f"Patient/{n}",
            identifiers=[("source", f"Patient/{n}")],
            names=[NameFacts(family=f"F{n:03}", given="Q")],
            birth_date=date(1800 + n, 1, 1),
            addresses=[],
        )
        for n in range(100, 160)
    ]
    register(program, *many)
    # Would be "a new family name" (review) if the shared number counted.
    assert outcomes(
        program,
        moved(
            names=[NameFacts(family="New", given="Q")],
            birth_date=date(1930, 1, 1),
            contact_points=[ContactFacts(system="phone", value="813-555-0101")],
        ),
    ) == ["created"]


def test_death_is_kept():
    program = ProgramFactory()
    register(program, ana(deceased_on=date(2026, 3, 1)))
    register(program, ana())
    assert Patient.objects.get().deceased_on == date(2026, 3, 1)
