"""Ana Ruiz, made up: two cases, an open alert, visits, contacts and a note, on 1 June 2026."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from fairway.navigation.pathways import actions as pathways
from fairway.navigation.pathways.rules.facts import EventFacts
from fairway.people.models import Role
from tests.factories.navigation import (
    AppointmentFactory,
    ContactAttemptFactory,
    NoteFactory,
)
from tests.factories.people import (
    AddressFactory,
    AnswerFactory,
    CaregiverFactory,
    ContactPointFactory,
    CoverageFactory,
    PatientFactory,
    PlaceFactory,
    ProgramFactory,
    SiteFactory,
    StaffFactory,
)

ON = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 16, tzinfo=UTC)


def tell(on: date = ON) -> Any:
    """The world: a program with a navigator, a colleague, a lead; a stranger elsewhere; Ana, who is the navigator's."""
    program = ProgramFactory(
        name="Harbor Cancer Navigation", time_zone="America/New_York", phone="(555) 010-0100"
    )
    site = SiteFactory(part_of=program, name="Riverside Clinic")
    navigator = StaffFactory(program=program, name="Rosa Delgado, RN", languages=["en", "es"])
    program.intake_owner = navigator
    program.save()
    world = SimpleNamespace(
        program=program, site=site, navigator=navigator, on=on,
        colleague=StaffFactory(program=program, name="Marcus Bell, CHW"),
        lead=StaffFactory(program=program, role=Role.LEAD, name="Lena Okafor"),
        partner=StaffFactory(program=program, role=Role.PARTNER),
        stranger=StaffFactory(name="Stranger"),
        ana=PatientFactory(
            program=program, site=site, given="Ana Lucía", family="Ruiz Ortega", birth_date=date(1961, 2, 3),
            birth_precision="day", sex="female", language="es", interpreter="needed", access_needs="Ramp; large print",
            safe_to_contact="Mornings only. Never while her husband is at home.",
        ),
    )  # fmt: skip
    _know(world)
    _happen(world)
    return world


def _know(world: Any) -> None:
    ana = world.ana
    AnswerFactory(patient=ana, kind="language", code="es")
    ContactPointFactory(
        patient=ana, value="813-555-0142", safe_to_call="yes", safe_to_leave_message="no", safe_hours="9 to 12"
    )  # fmt: skip
    ContactPointFactory(patient=ana, value="813-555-0177")
    CaregiverFactory(
        patient=ana, name="Lucía Ruiz", recorded_by=world.navigator, phone="813-555-0150", language="es", may_discuss=["appointments", "support"]
    )  # fmt: skip
    CoverageFactory(patient=ana)
    AddressFactory(patient=ana, place=PlaceFactory())


def _happen(world: Any) -> None:
    ana = world.ana
    told = [
        ("screening-result", "birads-4", "breast", date(2026, 2, 9)),
        ("imaging", "birads-4b", "breast", date(2026, 2, 27)),
        ("biopsy", "", "breast", date(2026, 3, 20)),
        ("pathology", "malignant", "breast", date(2026, 3, 27)),
        ("consult", "", "breast", date(2026, 4, 9)),
        ("treatment", "systemic", "breast", date(2026, 5, 11)),
        ("screening-result", "stool-positive", "colorectal", date(2026, 3, 2)),
    ]
    facts = [
        EventFacts(
            patient_id=ana.pk, kind=kind, value=value, cancer=cancer, occurred_on=day, source_ref=f"Observation/{n}#{kind}"
        )
        for n, (kind, value, cancer, day) in enumerate(told)
    ]  # fmt: skip
    pathways.record_events(program=world.program, facts=facts, by=None, at=AT)
    booked = [
        (date(2026, 5, 11), "treatment", "fulfilled", True),
        (date(2026, 5, 26), "treatment", "noshow", True),
        (date(2026, 6, 4), "colonoscopy", "booked", False),
    ]
    for day, kind, status, is_treatment in booked:
        AppointmentFactory(
            patient=ana, starts_on=day, starts_at=datetime(day.year, day.month, day.day, 14, 30, tzinfo=UTC), kind=kind,
            status=status, is_treatment=is_treatment, cancer="breast" if is_treatment else "colorectal",
            place_text="Riverside Clinic, 2nd floor",
        )  # fmt: skip
    pathways.evaluate(patient_ids=[ana.pk], at=AT, on=world.on)
    breast = ana.episodes.get(pathway="breast")
    for day, mode, outcome, reason in [
        (date(2026, 5, 27), "phone", "no-answer", "nobody-picked-up"),
        (date(2026, 5, 29), "text", "sent", "awaiting-answer"),
    ]:
        ContactAttemptFactory(
            episode=breast, attempted_on=day, mode=mode, outcome=outcome, reason=reason, attempted_at=AT
        )  # fmt: skip
    NoteFactory(
        patient=ana, written_by=world.colleague, text="Her daughter drives her on Tuesdays and Thursdays.", written_at=AT
    )  # fmt: skip
    world.breast, world.colon = breast, ana.episodes.get(pathway="colorectal")
