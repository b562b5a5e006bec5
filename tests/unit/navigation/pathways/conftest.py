"""A program with a person under navigation, and shorthand for facts."""

from datetime import UTC, date, datetime

import pytest

from fairway.navigation.pathways import actions
from fairway.navigation.pathways.rules.facts import EventFacts
from fairway.people.models import Organization, Patient, Staff
from tests.factories.people import PatientFactory, ProgramFactory, StaffFactory

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ON = date(2026, 6, 1)


@pytest.fixture
def program(db: None) -> Organization:
    return ProgramFactory()


@pytest.fixture
def ana(program: Organization) -> Staff:
    staff = StaffFactory(program=program)
    program.intake_owner = staff
    program.save()
    return staff


@pytest.fixture
def patient(program: Organization, ana: Staff) -> Patient:
    return PatientFactory(program=program, birth_date=date(1966, 5, 5), sex="female", language="es")


class Desk:
    """Records facts for a patient as an import would, and works out her clocks."""

    def __init__(self, program: Organization, patient: Patient) -> None:
        self.program, self.patient = program, patient

    def tell(
        self,
        kind: str,
        value: str,
        on: str,
        ref: str,
        *,
        patient: Patient | None = None,
        **more: object,
    ) -> actions.Recorded:
        fact = EventFacts(
            patient_id=(patient or self.patient).pk, kind=kind, value=value, cancer="breast",
            occurred_on=date.fromisoformat(on), source_ref=ref, **more,
        )  # fmt: skip
        recorded = actions.record_events(program=self.program, facts=[fact], by=None, at=AT)
        actions.evaluate_changed(program=self.program, at=AT, on=ON)
        return recorded


@pytest.fixture
def desk(program: Organization, patient: Patient) -> Desk:
    return Desk(program, patient)
