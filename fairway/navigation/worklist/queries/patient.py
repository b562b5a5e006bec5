"""One person's page: her episodes with their clocks, what happened, what is booked, what was said and decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet

from fairway.base.rows import read_at_once
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
    "MilestoneRow",
    "NoteRow",
    "PatientPage",
    "StandardRow",
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


def patient_page(*, staff: Staff, patient_id: UUID, on: date) -> PatientPage:
    """One person's page for a date, with the records merged into hers. Five queries, however much there is.

    Raises NotVisible.
    """
    patient = patient_for(staff, patient_id)
    records = same_person_ids(patient.pk)
    episodes, milestones, events, appointments, attempts, notes = read_at_once(
        *_parts(records, staff=staff)
    )
    return PatientPage(
        header=header_of(patient, on=on, ids=records),
        merged_into=patient.merged_into.public_id if patient.merged_into else None,
        episodes=_episodes(episodes, milestones, events, attempts, staff=staff, on=on),
        events=tuple(_event(one) for one in events),
        appointments=tuple(_appointment(one, on=on) for one in appointments),
        attempts=tuple(_attempt(one) for one in attempts),
        notes=_notes(notes),
    )


def _parts(records: list[int], *, staff: Staff) -> list[QuerySet[Any, Any]]:
    """What the page is made of, each with the names that stand behind its keys."""
    hers = Q(patient_id__in=records)
    return [
        Episode.objects.visible_to(staff)
        .filter(hers)
        .annotate(
            owner_public_id=F("owner__public_id"),
            owner_name=F("owner__name"),
            site_name=F("site__name"),
            opened_kind=F("opened_by__kind"),
            opened_value=F("opened_by__value"),
            closed_by_name=F("closed_by__name"),
        )
        .order_by("-opened_on", "-id"),
        Milestone.objects.filter(episode__patient_id__in=records).order_by("anchor_on", "id"),
        Event.objects.filter(hers)
        .annotate(recorded_by_name=F("recorded_by__name"))
        .order_by("-occurred_on", "-id"),
        Appointment.objects.filter(hers).order_by("-starts_at", "-id"),
        ContactAttempt.objects.filter(hers)
        .annotate(
            attempted_by_name=F("attempted_by__name"), episode_public_id=F("episode__public_id")
        )
        .order_by("-attempted_on", "-id"),
        Note.objects.filter(hers)
        .annotate(written_by_name=F("written_by__name"))
        .order_by("-written_at", "-id"),
    ]


def _row(kind: type[Row], source: object, **own: Any) -> Row:
    """A frozen copy: its own values, and for the rest the source's fields of the same name."""
    names = [field.name for field in fields(kind) if field.name not in own]  # type: ignore[arg-type]
    return kind(**own, **{name: getattr(source, name) for name in names})


def _episodes(
    episodes: Sequence[Any],
    milestones: Sequence[Milestone],
    events: Sequence[Event],
    attempts: Sequence[ContactAttempt],
    *,
    staff: Staff,
    on: date,
) -> tuple[EpisodeCard, ...]:
    steps: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        steps[milestone.episode_id].append(milestone)
    deeds = deeds_of([episode.pk for episode in episodes])
    tries: dict[int, list[Attempt]] = defaultdict(list)
    for one in attempts:
        if one.undone_at is None:
            attempt = Attempt(one.attempted_on, one.mode, one.outcome, one.contact_with)
            tries[one.episode_id].append(attempt)
    stand = [event.occurred_on for event in events if event.is_current and not event.is_retraction]
    return tuple(
        _card(
            episode,
            steps[episode.pk],
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
    episode: Any,
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
        owner_id=episode.owner_public_id,
        owner=episode.owner_name,
        is_mine=episode.owner_id == staff.pk,
        site=episode.site_name or "",
        closed_by=episode.closed_by_name or "",
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


def _event(one: Any) -> EventRow:
    return _row(EventRow, one, id=one.public_id, recorded_by=one.recorded_by_name or "")


def _appointment(one: Appointment, *, on: date) -> AppointmentRow:
    visit = Visit(one.starts_on, one.starts_at, one.kind, one.status, one.place_text)
    return _row(AppointmentRow, one, id=one.public_id, visit=visit, is_ahead=one.starts_on >= on)


def _attempt(one: Any) -> AttemptRow:
    return _row(
        AttemptRow,
        one,
        id=one.public_id,
        episode_id=one.episode_public_id,
        attempted_by=one.attempted_by_name,
    )


def _notes(notes: Sequence[Any]) -> tuple[NoteRow, ...]:
    public_ids = {note.pk: note.public_id for note in notes}
    amended = {note.amends_id for note in notes}
    return tuple(
        _row(
            NoteRow,
            note,
            id=note.public_id,
            amends=public_ids.get(note.amends_id),
            is_amended=note.pk in amended,
            written_by=note.written_by_name,
        )
        for note in notes
    )
