"""What staff enter (HUM-3), what the header shows before a call, and how it is found."""

from datetime import UTC, date, datetime

import pytest

from fairway.base.models import AuditEntry
from fairway.people.actions import (
    BadEntry,
    add_caregiver,
    add_contact_point,
    choose_birth_date,
    merge,
    record_coverages,
    register_by_hand,
    register_patients,
    revoke_caregiver,
    set_access,
    set_answer,
    set_contact_rules,
)
from fairway.people.models import Coverage
from fairway.people.queries import (
    birth_date_queue,
    find_by_identifier,
    header_of,
    patient_for,
    search,
)
from fairway.people.rules import AnswerFacts, ContactFacts, CoverageFacts, NameFacts, PatientFacts
from tests.factories.people import (
    AddressFactory,
    AnswerFactory,
    ContactPointFactory,
    CoverageFactory,
    IdentifierFactory,
    PatientFactory,
    PlaceFactory,
    ProgramFactory,
)

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 4, 1)


def answer(three, *said, kind="language", reported_by="patient"):
    return set_answer(
        patient=three.patient,
        kind=kind,
        answers=said,
        reported_by=reported_by,
        by=three.hers,
        at=AT,
    )


def test_a_person_without_phone_or_email_is_entered_whole(three):
    said = PatientFacts(
        source_ref="",
        names=[NameFacts(family="Bé", given="Lan")],
        answers=[AnswerFacts(kind="language", code="vi")],
    )
    one = register_by_hand(program=three.program, site=three.site, facts=said, by=three.hers, at=AT)
    patient = search(three.hers, "Be, Lan")[0]
    assert (one.outcome, one.patient_id) == ("created", patient.pk)
    assert (patient.language, patient.answers.get().reported_by) == ("vi", "patient")


def test_her_answer_stands_over_the_record_and_her_next_one_over_it(three):
    AnswerFactory(patient=three.patient, code="en")
    answer(three, AnswerFacts(kind="language", code="es"))
    answer(three, AnswerFacts(kind="language", code="ht"))
    three.patient.refresh_from_db()
    assert three.patient.language == "ht"
    assert three.patient.answers.filter(superseded_at=None).count() == 2
    answer(three, AnswerFacts(kind="language", status="declined"))
    assert (three.patient.language, header_of(three.patient, on=ON).language_status) == (
        "",
        "declined",
    )


def test_language_and_interpreter_are_two_questions(three):
    answer(three, AnswerFacts(kind="language", code="es"))
    assert three.patient.interpreter == "not-asked"
    answer(three, AnswerFacts(kind="interpreter", code="not-needed"), kind="interpreter")
    assert (three.patient.language, three.patient.interpreter) == ("es", "not-needed")


@pytest.mark.parametrize(
    "said",
    [
        [],
        [AnswerFacts(kind="race", status="known")],
        [AnswerFacts(kind="race", status="unknown"), AnswerFacts(kind="race", code="2106-3")],
        [AnswerFacts(kind="race", status="unknown"), AnswerFacts(kind="race", status="declined")],
    ],
)
def test_unknown_stands_alone(three, said):
    with pytest.raises(BadEntry):
        answer(three, *said, kind="race")


def test_a_birth_date_is_chosen_once_and_not_asked_again(three):
    first = PatientFacts(
        source_ref="Patient/1",
        identifiers=[("source", "Patient/1")],
        birth_date=date(1970, 2, 3),
        birth_precision="day",
    )
    second = PatientFacts(
        source_ref="Patient/1",
        identifiers=[("source", "Patient/1")],
        birth_date=date(1971, 2, 3),
        birth_precision="day",
    )
    for facts in (first, second):
        [one] = register_patients(
            program=three.program, site=None, facts=[facts], by="system:test", at=AT
        )
    [waiting] = birth_date_queue(three.hers)
    assert (waiting.standing, waiting.said) == (date(1970, 2, 3), ["1971-02-03"])
    assert birth_date_queue(three.stranger) == []
    patient = patient_for(three.hers, waiting.public_id)
    choose_birth_date(patient=patient, birth_date=date(1971, 2, 3), by=three.hers, at=AT)
    assert birth_date_queue(three.hers) == []
    for facts in (first, second):
        [one] = register_patients(
            program=three.program, site=None, facts=[facts], by="system:test", at=AT
        )
        assert one.outcome == "unchanged"
    patient.refresh_from_db()
    assert patient.birth_date == date(1971, 2, 3)


def test_the_header_says_what_to_know_before_calling(three, django_assert_max_num_queries):
    patient = three.patient
    ContactPointFactory(
        patient=patient, value="813-555-0101", safe_to_call="yes", safe_hours="after 5 pm"
    )
    AddressFactory(patient=patient, place=PlaceFactory())
    CoverageFactory(patient=patient, ends_on=ON)
    CoverageFactory(patient=patient, payer="private", ends_on=date(2026, 3, 31))
    helper = add_caregiver(
        patient=patient, name="Luz", may_discuss=["rides"], granted_on=ON, by=three.hers, at=AT
    )
    gone = add_caregiver(patient=patient, name="Former", granted_on=ON, by=three.hers, at=AT)
    revoke_caregiver(caregiver=gone, by=three.hers, at=AT)
    set_access(
        patient=patient,
        access_needs="large print",
        safe_to_contact="never at work",
        by=three.hers,
        at=AT,
    )
    patient = patient_for(three.hers, patient.public_id)
    with django_assert_max_num_queries(2):
        header = header_of(patient, on=ON)
    assert [(one.safe_to_call, one.safe_hours) for one in header.reaches] == [("yes", "after 5 pm")]
    assert [one.id for one in header.caregivers] == [helper.pk]
    assert [one.payer for one in header.payers] == ["medicaid"]
    assert (header.place.county, header.place.is_rural, header.place.svi) == ("Macon", True, 0.91)
    assert (header.access_needs, header.safe_to_contact) == ("large print", "never at work")
    assert header.language_status == "not-asked"


@pytest.mark.parametrize(
    ("ruca", "is_rural"),
    [("1.0", False), ("3.0", False), ("4.0", True), ("10.3", True), (None, None)],
)
def test_rural_is_ruca_4_and_up_and_unknown_stays_unknown(three, ruca, is_rural):
    place = PlaceFactory()
    place.ruca = ruca
    place.save()
    AddressFactory(patient=three.patient, place=place)
    assert header_of(three.patient, on=ON).place.is_rural is is_rural


def test_what_is_unsafe_in_one_record_is_unsafe_and_rules_hold_for_all(three):
    duplicate = PatientFactory(program=three.program)
    point = ContactPointFactory(patient=three.patient, value="813-555-0101", safe_to_call="yes")
    ContactPointFactory(
        patient=duplicate, value="(813) 555-0101", value_key=point.value_key, safe_to_call="no"
    )
    merge(survivor=three.patient, duplicate=duplicate, reason="same card", by=three.hers, at=AT)
    assert [one.safe_to_call for one in header_of(three.patient, on=ON).reaches] == ["no"]
    set_contact_rules(
        contact_point=point, safe_to_call="yes", safe_to_leave_message="no", by=three.hers, at=AT
    )
    [one] = header_of(three.patient, on=ON).reaches
    assert (one.safe_to_call, one.safe_to_leave_message) == ("yes", "no")


def test_the_same_number_again_keeps_its_row(three):
    said = ContactFacts(system="phone", value="8135550101")
    one = add_contact_point(patient=three.patient, facts=said, by=three.hers, at=AT)
    again = add_contact_point(
        patient=three.patient,
        facts=ContactFacts(system="phone", value="(813) 555-0101"),
        safe_to_call="no",
        by=three.hers,
        at=AT,
    )
    assert (again.pk, again.safe_to_call) == (one.pk, "no")
    with pytest.raises(BadEntry):
        add_contact_point(
            patient=three.patient,
            facts=ContactFacts(system="phone", value=" "),
            by=three.hers,
            at=AT,
        )


def test_audit_details_carry_no_name_number_or_date(three):
    add_caregiver(
        patient=three.patient,
        name="Luz Secret",
        phone="8135550101",
        granted_on=ON,
        by=three.hers,
        at=AT,
    )
    add_contact_point(
        patient=three.patient,
        facts=ContactFacts(system="phone", value="8135550101"),
        by=three.hers,
        at=AT,
    )
    choose_birth_date(patient=three.patient, birth_date=date(1971, 2, 3), by=three.hers, at=AT)
    text = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert not any(secret in text for secret in ("Secret", "8135550101", "1971"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ruiz", True),
        ("RUI", True),
        ("Ruiz, Ana", True),
        ("ana ruiz", True),
        ("An Ru", True),
        ("Ana", True),
        ("1970-02-03", True),
        ("02/03/1970", True),
        ("MRN77", True),
        ("uiz", False),
        ("Ruiz, Bea", False),
        ("1970-02-04", False),
        ("MRN7", False),
        ("", False),
        ("%", False),
        ("Ruizz", False),
    ],
)
def test_search(three, text, found):
    IdentifierFactory(patient=three.patient, value="MRN77")
    assert (three.patient in search(three.hers, text)) == found


def test_find_by_identifier(three):
    IdentifierFactory(patient=three.patient, system="source", value="Patient/7")
    values = ["Patient/7", "Patient/8"]
    assert find_by_identifier(program=three.program, system="source", values=values) == {
        "Patient/7": three.patient.pk
    }
    assert find_by_identifier(program=ProgramFactory(), system="source", values=values) == {}


def test_coverages_are_kept_once_and_updated(three):
    def say(**changes):
        facts = CoverageFacts(
            **(
                {"source_ref": "Coverage/1", "patient_id": three.patient.pk, "payer": "medicaid"}
                | changes
            )
        )
        return record_coverages(program=three.program, facts=[facts], by="system:test", at=AT)

    assert [say(), say(), say(payer="medicare"), say(payer="medicare")] == [1, 0, 1, 0]
    assert say(source_ref="Coverage/2", payer="of-no-standard") == 1
    assert Coverage.objects.get(source_ref="Coverage/2").payer_text == "of-no-standard"
    assert say(patient_id=PatientFactory().pk) == 0
    assert Coverage.objects.count() == 2
