"""Several reads in one statement give what each gives alone, on both databases."""

from datetime import UTC, datetime

import pytest
from django.db.models import F

from fairway.base.rows import read_at_once
from fairway.navigation.pathways.models import Appointment, Event, Milestone
from fairway.people.models import Address, Caregiver, Coverage, Patient, Place, Staff
from tests.factories.navigation import AppointmentFactory, EventFactory, MilestoneFactory
from tests.factories.people import (
    AddressFactory,
    CaregiverFactory,
    CoverageFactory,
    PatientFactory,
    PlaceFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


def columns(rows):
    return [{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields} for one in rows]


@pytest.fixture
def person():
    """One of everything that has a type of its own: days, moments, numbers, lists, ids, yes and no."""
    patient = PatientFactory(given='Zoë "Zo" O\'Neil', family="Ñandú\n%s", birth_date=None)
    EventFactory(patient=patient, note="100 %\x7f")
    EventFactory(patient=patient, recorded_by=StaffFactory(program=patient.program, name="Reader"))
    moment = datetime(2026, 3, 2, 23, 59, 59, 123456, tzinfo=UTC)
    AppointmentFactory(patient=patient, starts_at=moment, is_treatment=True)
    MilestoneFactory(episode__patient=patient, standards=[{"id": "x", "due_on": "2026-03-02"}])
    CaregiverFactory(patient=patient, may_discuss=["results"])
    CoverageFactory(patient=patient, starts_on=None)
    AddressFactory(patient=patient, place=PlaceFactory(ruca="10.1", svi=0.123456789))
    return patient


MODELS = [Event, Appointment, Milestone, Caregiver, Coverage, Address, Place, Staff, Patient]


def test_the_same_as_one_by_one(person, django_assert_num_queries) -> None:
    alone = [list(model.objects.order_by("pk")) for model in MODELS]
    with django_assert_num_queries(1):
        at_once = read_at_once(*[model.objects.order_by("pk") for model in MODELS])
    assert [columns(rows) for rows in at_once] == [columns(rows) for rows in alone]
    assert all(alone)


def test_annotations_order_and_a_cut(person) -> None:
    events = Event.objects.annotate(by_name=F("recorded_by__name")).order_by(
        "-recorded_by_id", "-id"
    )
    people = Patient.objects.filter(family="nobody")
    [told, nobody, [latest]] = read_at_once(events, people, Event.objects.order_by("-id")[:1])
    assert [one.by_name for one in told] == ["Reader", *[None] * (len(told) - 1)]
    assert nobody == []
    assert latest.pk == max(one.pk for one in told)
