"""One person's page: her episodes with their clocks, what happened, what is booked, what was said and decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from fairway.base.models import AuditEntry
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Appointment, Episode, Event, Milestone
from fairway.navigation.pathways.queries.population import clock_of
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.clocks import PauseSpan, clock_state, join
from fairway.navigation.worklist.models import ContactAttempt, Note
from fairway.navigation.worklist.queries.cards import (
    AppointmentRow,
    AttemptRow,
    EpisodeCard,
    EventRow,
    MilestoneRow,
    NoteRow,
    StandardRow,
)
from fairway.navigation.worklist.queries.deeds import Deed, deeds_of
from fairway.navigation.worklist.queries.lines import LATE, Visit
from fairway.navigation.worklist.rules import Attempt, attempt_state
from fairway.people.models import Staff
from fairway.people.queries import Header, header_of, patient_for, same_person_ids

__all__ = [
    "AppointmentRow",
    "AttemptRow",
    "EpisodeCard",
    "EventRow",
    "HistoryRow",
    "MilestoneRow",
    "NoteRow",
    "PatientPage",
    "StandardRow",
    "history",
    "patient_page",
]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPage:
    """Everything the page shows, newest first, but for milestones.

    `merged_into` is set when this record was made part of another: the
    page to show is that one.
    """

    header: Header
    merged_into: UUID | None
    episodes: tuple[EpisodeCard, ...]
    events: tuple[EventRow, ...]
    appointments: tuple[AppointmentRow, ...]
    attempts: tuple[AttemptRow, ...]
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One audit entry: what was done, to which record, by whom (an id such as `staff:12`) and when."""

    verb: str
    about: str
    by: str
    at: datetime
    detail: dict[str, Any]


def patient_page(*, staff: Staff, patient_id: UUID, on: date) -> PatientPage:
    """One person's page for a date, with the records merged into hers. Ten queries, and seven for its header.

    Raises NotVisible.
    """
    patient = patient_for(staff, patient_id)
    records = same_person_ids(patient.pk)
    events = list(
        Event.objects.filter(patient_id__in=records)
        .select_related("recorded_by")
        .order_by("-occurred_on", "-id")
    )
    attempts = list(
        ContactAttempt.objects.filter(patient_id__in=records)
        .select_related("attempted_by", "episode")
        .order_by("-attempted_on", "-id")
    )
    return PatientPage(
        header=header_of(patient, on=on),
        merged_into=patient.merged_into.public_id if patient.merged_into else None,
        episodes=_episodes(records, events, attempts, staff=staff, on=on),
        events=tuple(_event(event) for event in events),
        appointments=_appointments(records, on=on),
        attempts=tuple(_attempt(one) for one in attempts),
        notes=_notes(records),
    )


def history(*, staff: Staff, patient_id: UUID, size: int = 200) -> list[HistoryRow]:
    """Who did what to this person's records, newest first. At most eleven queries. Raises NotVisible."""
    patient = patient_for(staff, patient_id)
    records = same_person_ids(patient.pk)
    about = [f"people.patient:{pk}" for pk in records]
    keys = list(Episode.objects.filter(patient_id__in=records).values_list("pk", flat=True))
    about += [f"navigation.episode:{pk}" for pk in keys]
    about += [
        f"navigation.{deed.model}:{deed.key}" for many in deeds_of(keys).values() for deed in many
    ]
    for model in (Event, Appointment, ContactAttempt, Note):
        rows = model.objects.filter(patient_id__in=records)
        about += [f"{model._meta.label_lower}:{pk}" for pk in rows.values_list("pk", flat=True)]
    entries = AuditEntry.objects.filter(about__in=about, program_id=patient.program_id)
    return [
        HistoryRow(verb=one.verb, about=one.about, by=one.by, at=one.at, detail=one.detail)
        for one in entries.order_by("-at", "-id")[:size]
    ]


def _row(kind: type[Row], source: object, **own: Any) -> Row:
    """A frozen copy: its own values, and for the rest the source's fields of the same name."""
    names = [field.name for field in fields(kind) if field.name not in own]  # type: ignore[arg-type]
    return kind(**own, **{name: getattr(source, name) for name in names})


def _episodes(
    records: list[int],
    events: Sequence[Event],
    attempts: Sequence[ContactAttempt],
    *,
    staff: Staff,
    on: date,
) -> tuple[EpisodeCard, ...]:
    episodes = (
        Episode.objects.visible_to(staff)
        .filter(patient_id__in=records)
        .select_related("owner", "site", "opened_by", "closed_by")
        .order_by("-opened_on", "-id")
    )
    keys = [episode.pk for episode in episodes]
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(episode_id__in=keys).order_by("anchor_on", "id"):
        milestones[milestone.episode_id].append(milestone)
    deeds = deeds_of(keys)
    tries: dict[int, list[Attempt]] = defaultdict(list)
    for one in attempts:
        if one.undone_at is None:
            attempt = Attempt(one.attempted_on, one.mode, one.outcome, one.contact_with)
            tries[one.episode_id].append(attempt)
    stand = [event.occurred_on for event in events if event.is_current and not event.is_retraction]
    return tuple(
        _card(
            episode,
            milestones[episode.pk],
            deeds[episode.pk],
            staff=staff,
            on=on,
            contact=attempt_state(
                tries[episode.pk],
                on=on,
                holidays=federal_holidays(),
                since=max(stand, default=None),
            ),
        )
        for episode in episodes
    )


def _card(
    episode: Episode,
    milestones: Sequence[Milestone],
    deeds: Sequence[Deed],
    *,
    staff: Staff,
    on: date,
    **own: Any,
) -> EpisodeCard:
    pathway = pathways().get(episode.pathway)
    spans = join(
        [
            PauseSpan(one.from_on, one.until_on, one.reason)
            for one in deeds
            if one.sort == "pause" and one.undone_at is None and one.from_on is not None
        ]
    )
    return _row(
        EpisodeCard,
        episode,
        id=episode.public_id,
        name=pathway.name if pathway else None,
        opened_kind=episode.opened_by.kind,
        opened_value=episode.opened_by.value,
        owner_id=episode.owner.public_id,
        owner=episode.owner.name,
        is_mine=episode.owner_id == staff.pk,
        site=episode.site.name if episode.site else "",
        closed_by=episode.closed_by.name if episode.closed_by else "",
        milestones=tuple(_milestone(one, episode, spans, on=on) for one in milestones),
        deeds=tuple(deeds),
        **own,
    )


def _milestone(
    milestone: Milestone, episode: Episode, spans: Sequence[PauseSpan], *, on: date
) -> MilestoneRow:
    pathway = pathways().get(episode.pathway)
    step = pathway.step(milestone.key) if pathway else None
    state = clock_state(clock_of(milestone, list(spans)), on=on)
    is_late = milestone.due_on is not None and state in LATE
    known = {standard.id: standard for standard in step.standards} if step else {}
    return _row(
        MilestoneRow,
        milestone,
        name=step.name if step else None,
        next_step=step.next_step if step else None,
        why_no_deadline=step.why_no_deadline if step else None,
        state=state,
        days_overdue=(on - milestone.due_on).days if is_late and milestone.due_on else 0,
        is_lead=milestone.pk == episode.lead_id,
        standards=tuple(_standards(milestone.standards, known)),
    )


def _standards(stored: Iterable[dict[str, str]], known: dict[str, Any]) -> Iterable[StandardRow]:
    for row in stored:
        standard = known.get(row["id"])
        yield StandardRow(
            id=row["id"],
            title=standard.title if standard else None,
            is_primary=standard.is_primary if standard else False,
            due_on=_day(row.get("due_on")),
            met_on=_day(row.get("met_on")),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _event(event: Event) -> EventRow:
    by = event.recorded_by.name if event.recorded_by else ""
    return _row(EventRow, event, id=event.public_id, recorded_by=by)


def _appointments(records: list[int], *, on: date) -> tuple[AppointmentRow, ...]:
    rows = Appointment.objects.filter(patient_id__in=records).order_by("-starts_at", "-id")
    return tuple(
        _row(
            AppointmentRow,
            one,
            id=one.public_id,
            visit=Visit(one.starts_on, one.starts_at, one.kind, one.status, one.place_text),
            is_ahead=one.starts_on >= on,
        )
        for one in rows
    )


def _attempt(one: ContactAttempt) -> AttemptRow:
    by = one.attempted_by.name
    return _row(
        AttemptRow, one, id=one.public_id, episode_id=one.episode.public_id, attempted_by=by
    )


def _notes(records: list[int]) -> tuple[NoteRow, ...]:
    rows = list(
        Note.objects.filter(patient_id__in=records)
        .select_related("written_by")
        .order_by("-written_at", "-id")
    )
    public_ids = {note.pk: note.public_id for note in rows}
    amended = {note.amends_id for note in rows}
    return tuple(
        _row(
            NoteRow,
            note,
            id=note.public_id,
            amends=public_ids.get(note.amends_id) if note.amends_id else None,
            is_amended=note.pk in amended,
            written_by=note.written_by.name,
        )
        for note in rows
    )
