"""Facts with their person, collected over a chunk and handed to the packages that keep them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from fairway.exchange.fhir.read import Context, FoundBooking, FoundEvent, Reading
from fairway.exchange.persons import Persons
from fairway.exchange.summary import Summary, add
from fairway.navigation.pathways.actions import book_appointments, record_events
from fairway.navigation.pathways.models import Event
from fairway.navigation.pathways.rules.facts import AppointmentFacts, EventFacts
from fairway.people.models import Organization


class Handover:
    """Events and bookings of one chunk."""

    def __init__(self, program: Organization, zone: ZoneInfo, *, at: datetime) -> None:
        self.program, self.zone, self.at = program, zone, at
        self.events: list[EventFacts] = []
        self.bookings: list[AppointmentFacts] = []
        self.event_counts: dict[str, int] = {}
        self.booking_counts: dict[str, int] = {}
        self.coverages: list[tuple[Reading, int]] = []

    def give(self, found: Reading, person: int | None) -> bool:
        """Take what a resource says of a person; False where she is not here."""
        if person is None:
            return False
        self.events += [_event(one, person) for one in found.events]
        if found.booking is not None:
            self.bookings.append(self._booking(found.booking, person))
        if found.coverage is not None:
            self.coverages.append((found, person))
        return True

    def take_back(self, context: Context, renewed: Sequence[Reading]) -> None:
        """Retract what an earlier version of these resources said and the new one no longer says. After `store`."""
        refs: set[str] = set()
        for one in renewed:
            ref = f"{context.source[7:]}:{one.resource_type}/{one.resource_id}"
            refs |= {ref, f"{ref}#death"} - {event.source_ref for event in one.events}
        if not refs:
            return
        # Saying that the reference is not empty lets SQLite use the index, which leaves the empty ones out.
        old = Event.objects.filter(program=self.program, source_ref__among=refs).exclude(
            source_ref=""
        )
        latest = {event.source_ref: event for event in old.order_by("version")}
        gone = [_retraction(event) for event in latest.values() if not event.is_retraction]
        if gone:
            recorded = record_events(program=self.program, facts=gone, by=None, at=self.at)
            add(self.event_counts, msgspec.structs.asdict(recorded))

    def store(self, persons: Persons) -> None:
        """Hand everything over, in the chunk's transaction."""
        if self.events:
            recorded = record_events(program=self.program, facts=self.events, by=None, at=self.at)
            add(self.event_counts, msgspec.structs.asdict(recorded))
        if self.bookings:
            booked = book_appointments(
                program=self.program, facts=self.bookings, by=None, at=self.at
            )
            add(self.booking_counts, msgspec.structs.asdict(booked))
        persons.store_coverages(
            [(found.coverage, person) for found, person in self.coverages if found.coverage]
        )

    def add_to(self, summary: Summary) -> None:
        """Count what came of it."""
        add(summary.events, self.event_counts)
        add(summary.bookings, self.booking_counts)
        summary.coverages += len(self.coverages)

    def _booking(self, found: FoundBooking, person: int) -> AppointmentFacts:
        starts_on = found.starts_at.astimezone(self.zone).date()
        return AppointmentFacts(
            patient_id=person, starts_on=starts_on, **msgspec.structs.asdict(found)
        )


def _event(found: FoundEvent, person: int) -> EventFacts:
    return EventFacts(
        patient_id=person, kind=found.kind, occurred_on=found.occurred_on, cancer=found.cancer, value=found.value,
        precision=found.precision, certainty=found.certainty, source_ref=found.source_ref,
        is_retraction=found.is_retraction, note=found.note,
    )  # fmt: skip


def _retraction(event: Event) -> EventFacts:
    return EventFacts(
        patient_id=event.patient_id, kind=event.kind, occurred_on=event.occurred_on, cancer=event.cancer,
        value=event.value, precision=event.precision, certainty=event.certainty, source_ref=event.source_ref,
        is_retraction=True,
    )  # fmt: skip
