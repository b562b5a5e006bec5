"""PRV-3 with three people: hers, a colleague's of the same program, a stranger's."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from fairway.people import actions, queries
from fairway.people.models import Patient, Role
from fairway.people.rules import AnswerFacts, ContactFacts, PatientFacts
from tests.factories.people import (
    CaregiverFactory,
    ContactPointFactory,
    IdentityReviewFactory,
    PatientFactory,
    StaffFactory,
    UserFactory,
)

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
SEES = {Role.NAVIGATOR, Role.LEAD, Role.MANAGER, Role.CLINICIAN}


@pytest.mark.parametrize("role", Role.values)
def test_which_roles_see_patients(three, role):
    staff = StaffFactory(program=three.program, role=role)
    assert Patient.objects.visible_to(staff).exists() == (role in SEES)
    assert queries.is_care_team(staff) == (role in SEES)


def test_hers_and_a_colleagues_are_seen_a_strangers_is_not(three):
    assert queries.patient_for(three.hers, three.patient.public_id) == three.patient
    assert queries.patient_for(three.colleague, three.patient.public_id) == three.patient
    for nobody in (three.stranger, None):
        with pytest.raises(queries.NotVisible):
            queries.patient_for(nobody, three.patient.public_id)
    with pytest.raises(queries.NotVisible):
        queries.patient_for(three.hers, uuid4())


def test_who_left_sees_nothing(three):
    three.hers.is_active = False
    assert not Patient.objects.visible_to(three.hers).exists()
    with pytest.raises(queries.NotVisible):
        queries.check_visible(three.hers, three.patient)


def test_search_and_queues_stay_inside_the_program(three):
    review = IdentityReviewFactory(one=three.patient)
    for staff, count in ((three.hers, 1), (three.colleague, 1), (three.stranger, 0), (None, 0)):
        assert len(queries.search(staff, "Ruiz")) == count
        assert len(queries.identity_queue(staff)) == count
    assert queries.identity_queue(three.hers).get() == review


WRITES = {
    "set_answer": lambda p, s: actions.set_answer(
        patient=p, kind="language", answers=[AnswerFacts(kind="language", code="es")], by=s, at=AT
    ),
    "choose_birth_date": lambda p, s: actions.choose_birth_date(
        patient=p, birth_date=date(1970, 1, 1), by=s, at=AT
    ),
    "add_contact_point": lambda p, s: actions.add_contact_point(
        patient=p, facts=ContactFacts(system="phone", value="8135550101"), by=s, at=AT
    ),
    "set_contact_rules": lambda p, s: actions.set_contact_rules(
        contact_point=ContactPointFactory(patient=p),
        safe_to_call="no",
        safe_to_leave_message="no",
        by=s,
        at=AT,
    ),
    "set_access": lambda p, s: actions.set_access(
        patient=p, access_needs="ramp", safe_to_contact="", by=s, at=AT
    ),
    "add_caregiver": lambda p, s: actions.add_caregiver(
        patient=p, name="Luz", granted_on=date(2026, 1, 1), by=s, at=AT
    ),
    "revoke_caregiver": lambda p, s: actions.revoke_caregiver(
        caregiver=CaregiverFactory(patient=p), by=s, at=AT
    ),
    "record_consent": lambda p, s: actions.record_consent(
        patient=p, purpose="navigation", decision="permit", given_on=date(2026, 1, 1), by=s, at=AT
    ),
    "merge": lambda p, s: actions.merge(
        survivor=p, duplicate=PatientFactory(program=p.program), reason="same card", by=s, at=AT
    ),
    "decide_different": lambda p, s: actions.decide_different(
        review=IdentityReviewFactory(one=p), by=s, at=AT
    ),
    "register_by_hand": lambda p, s: actions.register_by_hand(
        program=p.program, site=None, facts=PatientFacts(source_ref=""), by=s, at=AT
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_every_write_is_for_the_program_only_and_leaves_one_audit_row_about_her(three, write):
    from fairway.base.models import AuditEntry

    WRITES[write](three.patient, three.hers)
    WRITES[write](three.patient, three.colleague)
    assert AuditEntry.objects.filter(by=three.hers.actor).exists()
    before = AuditEntry.objects.count()
    with pytest.raises(queries.NotVisible):
        WRITES[write](three.patient, three.stranger)
    assert AuditEntry.objects.count() == before


def test_staff_of(three, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(1):
        assert queries.staff_of(three.hers.user).program == three.program
    assert queries.staff_of(AnonymousUser()) is None
    assert queries.staff_of(UserFactory()) is None


def test_who_looked_is_kept_and_shown_over_merged_records(three):
    actions.record_look(patient=three.patient, by=three.hers, at=AT)
    duplicate = PatientFactory(program=three.program, merged_into=three.patient)
    actions.record_look(patient=duplicate, by=three.colleague, at=AT.replace(hour=10))
    looks = queries.who_looked(three.patient)
    assert [look.name for look in looks] == [three.colleague.name, three.hers.name]
    assert queries.who_looked(PatientFactory()) == []
