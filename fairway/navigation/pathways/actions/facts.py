"""Facts from sources, many at once: the same fact again is nothing new, a changed one is a correction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from django.db import transaction

from fairway.base import audit, bulk
from fairway.base.ids import new_id
from fairway.navigation.pathways.models import (
    Appointment,
    AppointmentConflict,
    Event,
    EventConflict,
    Standing,
)
from fairway.navigation.pathways.rules.facts import DAY_UNKNOWN, AppointmentFacts, EventFacts
from fairway.people.models import Organization, Staff

AT_ONCE = 2_000
EVENT_COLUMNS = [
    "public_id", "program", "patient", "kind", "cancer", "value", "occurred_on", "precision", "certainty",
    "source_ref", "version", "is_retraction", "corrects", "is_current", "note", "recorded_by", "recorded_at",
]  # fmt: skip
APPOINTMENT_COLUMNS = [
    "public_id", "program", "patient", "cancer", "kind", "is_treatment", "starts_at", "starts_on", "status",
    "place_text", "source_ref", "recorded_by", "recorded_at", "status_at",
]  # fmt: skip
SAYS = (
    "kind",
    "cancer",
    "value",
    "occurred_on",
    "precision",
    "certainty",
    "is_retraction",
    "patient_id",
)

Item = TypeVar("Item")


class Recorded(msgspec.Struct):
    """What became of the facts handed in; the four add up to them."""

    added: int = 0
    unchanged: int = 0
    corrected: int = 0
    conflicts: int = 0


def chunks(items: Sequence[Item], size: int = AT_ONCE) -> Iterator[Sequence[Item]]:
    """Slices, because one statement takes only so many parameters."""
    return (items[start : start + size] for start in range(0, len(items), size))


@transaction.atomic
def record_events(
    *, program: Organization, facts: Sequence[EventFacts], by: Staff | None, at: datetime
) -> Recorded:
    """Record facts of a source. Each needs a `source_ref`; the same one again with other content is a correction.

    A fact that a person had corrected is not touched: what the source now says waits as an EventConflict (INT-6).
    Cost: one read for each 500 facts and one bulk insert; no row is made for a fact that says nothing new.
    """
    counts = Recorded()
    new: list[list[Any]] = []
    changed: set[int] = set()
    for some in chunks(facts):
        known = _latest(program, [fact.source_ref for fact in some])
        for fact in some:
            old = known.get(fact.source_ref)
            if old is None and not fact.is_retraction:
                new.append(_row(program, fact, by=by, at=at))
                # A later fact of this batch about the same source record must see this one.
                known[fact.source_ref] = fact
                counts.added += 1
                changed.add(fact.patient_id)
            elif old is None or _says_the_same(old, fact):
                counts.unchanged += 1
            else:
                if isinstance(old, EventFacts):
                    bulk.insert(Event, EVENT_COLUMNS, new)
                    new.clear()
                    old = _latest(program, [fact.source_ref])[fact.source_ref]
                counts_as = _correct(program, old, fact, by=by, at=at)
                setattr(counts, counts_as, getattr(counts, counts_as) + 1)
                known[fact.source_ref] = _latest(program, [fact.source_ref])[fact.source_ref]
                changed |= {fact.patient_id, old.patient_id}
    bulk.insert(Event, EVENT_COLUMNS, new)
    mark_changed(changed, at=at)
    return counts


def _latest(program: Organization, refs: list[str]) -> dict[str, Any]:
    # Saying that the reference is not empty lets SQLite use the index, which leaves the empty ones out.
    rows = Event.objects.filter(program=program, source_ref__among=refs).exclude(source_ref="")
    return {event.source_ref: event for event in rows.order_by("version")}


def _says_the_same(old: Event | EventFacts, fact: EventFacts) -> bool:
    # The day we heard of a death is that of the first telling, not of each one.
    heard = {"occurred_on"} if fact.value == old.value == DAY_UNKNOWN else set()
    return all(getattr(old, name) == getattr(fact, name) for name in SAYS if name not in heard)


def _says_less(ours: Event, fact: EventFacts) -> bool:
    """A source that knows of a death, not when, gainsays nobody who knows the day."""
    is_death = fact.value == DAY_UNKNOWN and ours.kind == fact.kind
    return is_death and not (fact.is_retraction or ours.is_retraction)


def _row(
    program: Organization,
    fact: EventFacts,
    *,
    by: Staff | None,
    at: datetime,
    version: int = 1,
    corrects: int | None = None,
) -> list[Any]:
    return [
        new_id(), program.pk, fact.patient_id, fact.kind, fact.cancer, fact.value, fact.occurred_on, fact.precision,
        fact.certainty, fact.source_ref, version, fact.is_retraction, corrects, True, fact.note,
        by.pk if by else None, at,
    ]  # fmt: skip


def _correct(
    program: Organization, old: Event, fact: EventFacts, *, by: Staff | None, at: datetime
) -> str:
    """Put a new version beside the old; or, where a person has spoken since, ask her. Returns the count to raise."""
    if not old.is_current:
        ours = standing_of(old)
        if _says_the_same(ours, fact) or _says_less(ours, fact):
            return "unchanged"
        said = {
            name: getattr(fact, name)
            for name in ("kind", "cancer", "value", "occurred_on", "precision", "is_retraction")
        }
        _, is_new = EventConflict.objects.get_or_create(
            program=program, ours=ours, **said, defaults={"recorded_at": at}
        )
        return "conflicts" if is_new else "unchanged"
    Event.objects.filter(pk=old.pk).update(is_current=False)
    bulk.insert(
        Event,
        EVENT_COLUMNS,
        [_row(program, fact, by=by, at=at, version=old.version + 1, corrects=old.pk)],
    )
    audit.record(
        "event.corrected",
        about=old,
        by=by.actor if by else "system:import",
        at=at,
        program_id=program.pk,
    )
    return "corrected"


def standing_of(event: Event) -> Event:
    """The row that now stands in the place of a corrected one."""
    while not event.is_current:
        successor = event.corrections.order_by("-id").first()
        if successor is None:
            return event
        event = successor
    return event


def mark_changed(patient_ids: Iterable[int], *, at: datetime) -> None:
    """Note that these people's clocks must be worked out again; a mark that stands is renewed."""
    Standing.objects.bulk_create(
        [Standing(patient_id=pk, changed_at=at) for pk in sorted(set(patient_ids))],
        update_conflicts=True, unique_fields=["patient"], update_fields=["changed_at", "mark"], batch_size=AT_ONCE,
    )  # fmt: skip


@transaction.atomic
def book_appointments(
    *, program: Organization, facts: Sequence[AppointmentFacts], by: Staff | None, at: datetime
) -> Recorded:
    """Record bookings of a source: new ones are added, known ones take their new state."""
    counts = Recorded()
    new: dict[str, list[Any]] = {}
    changed: set[int] = set()
    for some in chunks(facts):
        refs = [fact.source_ref for fact in some]
        booked = Appointment.objects.filter(program=program, source_ref__among=refs)
        known = {one.source_ref: one for one in booked.exclude(source_ref="")}
        for fact in some:
            old = known.get(fact.source_ref)
            if old is None:
                counts.corrected += fact.source_ref in new
                counts.added += fact.source_ref not in new
                new[fact.source_ref] = _appointment_row(program, fact, by=by, at=at)
            elif _same_booking(old, fact):
                if old.changed_by_id is not None:
                    _agree(old)
                counts.unchanged += 1
                continue
            elif old.changed_by_id is not None and _is_contrary(old, fact):
                is_new = _keep(old, fact, at=at)
                counts.conflicts += is_new
                counts.unchanged += not is_new
                continue
            else:
                _rebook(old, fact, by=by, at=at)
                counts.corrected += 1
                changed.add(old.patient_id)
            changed.add(fact.patient_id)
    bulk.insert(Appointment, APPOINTMENT_COLUMNS, new.values())
    mark_changed(changed, at=at)
    return counts


def _appointment_row(
    program: Organization, fact: AppointmentFacts, *, by: Staff | None, at: datetime
) -> list[Any]:
    return [
        new_id(), program.pk, fact.patient_id, fact.cancer, fact.kind, fact.is_treatment, fact.starts_at, fact.starts_on,
        fact.status, fact.place_text, fact.source_ref, by.pk if by else None, at, at,
    ]  # fmt: skip


def _same_booking(old: Appointment, fact: AppointmentFacts) -> bool:
    names = ("patient_id", "cancer", "kind", "is_treatment", "starts_at", "status", "place_text")
    return all(getattr(old, name) == getattr(fact, name) for name in names)


def _is_contrary(old: Appointment, fact: AppointmentFacts) -> bool:
    """The source says something else became of the same visit; a new day is a new visit."""
    return old.starts_at == fact.starts_at and old.status != fact.status


def _keep(old: Appointment, fact: AppointmentFacts, *, at: datetime) -> bool:
    """Her word stands, and what the source says waits for a person. False where it has said so before."""
    known = AppointmentConflict.objects.filter(appointment=old)
    if known.filter(status=fact.status).exists():
        return False
    AppointmentConflict.objects.update_or_create(
        appointment=old,
        defaults={
            "program_id": old.program_id, "status": fact.status, "recorded_at": at,
            "state": AppointmentConflict.State.OPEN, "decided_by": None, "decided_at": None,
        },
    )  # fmt: skip
    audit.record(
        "appointment.kept", about=old, by="system:import", at=at, program_id=old.program_id,
        ours=old.status, theirs=fact.status,
    )  # fmt: skip
    return True


def _agree(old: Appointment) -> None:
    """What a source said against a person's word is no question any longer."""
    AppointmentConflict.objects.filter(appointment=old).delete()


def _rebook(old: Appointment, fact: AppointmentFacts, *, by: Staff | None, at: datetime) -> None:
    was = {"status": old.status, "starts_on": old.starts_on.isoformat()}
    if (old.status, old.starts_at) != (fact.status, fact.starts_at):
        old.status_at = at
        if old.changed_by_id is not None:
            _agree(old)
        old.changed_by = None
    for name in (
        "patient_id",
        "cancer",
        "kind",
        "is_treatment",
        "starts_at",
        "starts_on",
        "status",
        "place_text",
    ):
        setattr(old, name, getattr(fact, name))
    old.save()
    audit.record(
        "appointment.changed", about=old, by=by.actor if by else "system:import", at=at, program_id=old.program_id,
        was=was, now={"status": old.status, "starts_on": old.starts_on.isoformat()},
    )  # fmt: skip
