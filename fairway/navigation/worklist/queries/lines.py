"""One line of a list: who, which step, why, since when, what next. All of it read before a template sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, OuterRef, QuerySet, Subquery

from fairway.base.definitions import Text
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Alert, Appointment, Episode, Event, Milestone
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.clocks import Clock, ClockState, clock_state
from fairway.navigation.worklist.models import ContactAttempt, HandOff
from fairway.navigation.worklist.rules import Attempt, AttemptState, attempt_state
from fairway.people.models import Organization, Staff

LATE = (ClockState.OVERDUE, ClockState.LONG_OVERDUE)
AHEAD = [Appointment.Status.BOOKED, Appointment.Status.PENDING, Appointment.Status.ARRIVED]


@dataclass(frozen=True, slots=True)
class AlertBrief:
    """An open alert."""

    id: UUID
    kind: str
    raised_on: date


@dataclass(frozen=True, slots=True)
class Visit:
    """The next booked visit."""

    starts_on: date
    starts_at: datetime
    kind: str
    status: str
    place: str


@dataclass(frozen=True)
class LateStep:
    """A step that is late besides the one a line leads with."""

    step: str
    name: Text | None
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One open episode as a list shows it.

    `state` is a ClockState's word, or the standing of an episode that has no clock to show. `since` is the first
    day of that state where it has one: late since, paused since, waiting since. `opened_kind` and `opened_value`
    say why the episode is there at all, in the words of pathways' words.toml.
    """

    episode_id: UUID
    patient_id: UUID
    name: str
    birth_date: date | None
    birth_precision: str
    language: str
    interpreter: str
    household: str
    pathway: str
    opened_on: date
    opened_kind: str
    opened_value: str
    opened_precision: str
    step: str
    step_name: Text | None
    next_step: Text | None
    urgency: str
    anchor_on: date | None
    due_on: date | None
    state: str
    since: date | None
    days_overdue: int
    also_late: tuple[LateStep, ...]
    waiting_for: str
    alerts: tuple[AlertBrief, ...]
    owner_id: UUID
    owner: str
    is_mine: bool
    offered_to: str
    site: str
    reached_on: date | None
    last_contact_on: date | None
    last_outcome: str
    contact: AttemptState
    next_visit: Visit | None


COLUMNS = [
    "id", "rank_on", "public_id", "patient_id", "pathway", "opened_on", "standing", "due_on", "open_alerts", "language",
    "last_contact_on", "reached_on", "owner_id", "patient__public_id", "patient__given", "patient__family",
    "patient__birth_date", "patient__birth_precision", "patient__interpreter", "patient__household",
    "lead__key", "lead__anchor_on", "lead__warn_on", "lead__long_overdue_on", "lead__waiting_since",
    "lead__waiting_for", "lead__paused_from",
]  # fmt: skip


def _of(model: type[Model], key: str, column: str) -> Subquery:
    """One column of the row that a key points at. A join would say the same; PostgreSQL takes 6 ms to plan nine."""
    return Subquery(model._default_manager.filter(pk=OuterRef(key)).values(column)[:1])


SAID = {
    "owner_public_id": _of(Staff, "owner_id", "public_id"),
    "owner_name": _of(Staff, "owner_id", "name"),
    "site_name": _of(Organization, "site_id", "name"),
    "opened_kind": _of(Event, "opened_by_id", "kind"),
    "opened_value": _of(Event, "opened_by_id", "value"),
    "opened_precision": _of(Event, "opened_by_id", "precision"),
    "offered_to": Subquery(
        HandOff.objects.filter(episode=OuterRef("pk"), state=HandOff.State.OFFERED).values(
            "offered_to__name"
        )[:1]
    ),
}


def read_rows(episodes: QuerySet[Episode, Episode]) -> list[dict[str, Any]]:
    """The episodes as plain rows, by the names of COLUMNS, SAID and of their order, in one query."""
    ordered = [name for name in episodes.query.order_by if name not in COLUMNS]
    return list(episodes.values(*COLUMNS, *ordered, **SAID))


def lines(rows: Sequence[dict[str, Any]], *, staff: Staff, on: date) -> list[Line]:
    """The rows as lines, in at most four queries whatever their number."""
    keys = [row["id"] for row in rows]
    patients = [row["patient_id"] for row in rows]
    visits = next_visits(patients, on=on) if rows else {}
    attempts = _attempts(keys) if rows else {}
    alerts = _open_alerts([row["id"] for row in rows if row["open_alerts"]])
    late = _also_late(
        [row["id"] for row in rows if row["due_on"] is not None and row["due_on"] < on], on=on
    )
    return [
        _line(
            row,
            visit=visits.get(row["patient_id"]),
            search=attempts.get(row["id"], _NOT_TRIED),
            alerts=tuple(alerts.get(row["id"], ())),
            late=tuple(one for one in late.get(row["id"], ()) if one.step != row["lead__key"]),
            staff=staff,
            on=on,
        )
        for row in rows
    ]


def _line(
    row: dict[str, Any],
    *,
    visit: Visit | None,
    search: _Search,
    alerts: tuple[AlertBrief, ...],
    late: tuple[LateStep, ...],
    staff: Staff,
    on: date,
) -> Line:
    tries = search.tries
    return Line(
        **_who(row),
        **_why(row, on=on),
        episode_id=row["public_id"],
        alerts=alerts,
        also_late=late,
        owner_id=row["owner_public_id"],
        owner=row["owner_name"],
        is_mine=row["owner_id"] == staff.pk,
        offered_to=row["offered_to"] or "",
        site=row["site_name"] or "",
        reached_on=row["reached_on"],
        last_contact_on=row["last_contact_on"],
        last_outcome=tries[-1].outcome if tries else "",
        contact=attempt_state(tries, on=on, holidays=federal_holidays(), since=search.heard_on),
        next_visit=visit,
    )


def _who(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "patient_id": row["patient__public_id"],
        "name": f"{row['patient__given']} {row['patient__family']}".strip(),
        "birth_date": row["patient__birth_date"],
        "birth_precision": row["patient__birth_precision"],
        "language": row["language"],
        "interpreter": row["patient__interpreter"],
        "household": row["patient__household"],
    }


def _why(row: dict[str, Any], *, on: date) -> dict[str, Any]:
    """What opened the episode, which step is next, and how it stands."""
    pathway = pathways().get(row["pathway"])
    step = pathway.step(row["lead__key"]) if pathway and row["lead__key"] else None
    state, since = _state(row, on=on)
    return {
        "pathway": row["pathway"],
        "opened_on": row["opened_on"],
        "opened_kind": row["opened_kind"],
        "opened_value": row["opened_value"],
        "opened_precision": row["opened_precision"] or "day",
        "step": row["lead__key"] or "",
        "step_name": step.name if step else None,
        "next_step": step.next_step if step else None,
        "urgency": step.urgency if step else "",
        "anchor_on": row["lead__anchor_on"],
        "due_on": row["due_on"],
        "state": state,
        "since": since,
        "days_overdue": (on - row["due_on"]).days if state in LATE else 0,
        "waiting_for": row["lead__waiting_for"] or "",
    }


def _state(row: dict[str, Any], *, on: date) -> tuple[str, date | None]:
    """The state of the next step on that day, and since when."""
    if row["standing"] == "paused":
        return ClockState.PAUSED, row["lead__paused_from"]
    if row["lead__key"] is None:
        return row["standing"], None
    clock = Clock(
        anchor_on=row["lead__anchor_on"],
        warn_on=row["lead__warn_on"],
        due_on=row["due_on"],
        long_overdue_on=row["lead__long_overdue_on"],
        waiting_since=row["lead__waiting_since"],
    )
    state = clock_state(clock, on=on)
    since = {
        ClockState.OVERDUE: clock.due_on,
        ClockState.LONG_OVERDUE: clock.due_on,
        ClockState.DUE_SOON: clock.warn_on,
        ClockState.WAITING: clock.waiting_since,
        ClockState.NO_DEADLINE: clock.anchor_on,
    }.get(state)
    return state, since


def next_visits(patients: Iterable[int], *, on: date) -> dict[int, Visit]:
    """The first visit still ahead of each person; a cancelled or missed one is none."""
    found = Appointment.objects.filter(
        patient_id__in=list(patients), starts_on__gte=on, status__in=AHEAD
    ).order_by("-starts_at", "-id")
    return {
        row[0]: Visit(*row[1:])
        for row in found.values_list(
            "patient_id", "starts_on", "starts_at", "kind", "status", "place_text"
        )
    }


class _Search(NamedTuple):
    """The attempts to reach someone about an episode, oldest first, and the day of her latest event."""

    tries: list[Attempt]
    heard_on: date | None


_NOT_TRIED = _Search([], None)


def contact_state(episode_id: int, *, on: date) -> AttemptState:
    """What the attempt policy says of one case on a day (practice.md 6.2)."""
    search = _attempts([episode_id]).get(episode_id, _NOT_TRIED)
    return attempt_state(search.tries, on=on, holidays=federal_holidays(), since=search.heard_on)


def _attempts(keys: list[int]) -> dict[int, _Search]:
    """The attempts of each episode. Any event starts the search anew (practice.md 6.2), so its day comes along."""
    latest = (
        Event.objects.filter(
            patient_id=OuterRef("patient_id"), is_current=True, is_retraction=False
        )
        .order_by("-occurred_on")
        .values("occurred_on")[:1]
    )
    rows = (
        ContactAttempt.objects.filter(episode_id__in=keys, undone_at__isnull=True)
        .annotate(heard_on=Subquery(latest))
        .order_by("attempted_on", "id")
        .values_list("episode_id", "attempted_on", "mode", "outcome", "contact_with", "heard_on")
    )
    found: dict[int, _Search] = {}
    for key, day, mode, outcome, contact_with, heard_on in rows:
        search = found.setdefault(key, _Search([], heard_on))
        search.tries.append(Attempt(day, mode, outcome, contact_with))
    return found


def _also_late(keys: list[int], *, on: date) -> dict[int, list[LateStep]]:
    """Every step of these episodes that is late: the line shows the first, and may hide none of the others."""
    found: dict[int, list[LateStep]] = defaultdict(list)
    rows = Milestone.objects.filter(
        episode_id__in=keys, due_on__lt=on, met_on__isnull=True, not_needed_on__isnull=True, paused_from__isnull=True
    ).order_by("due_on", "id")  # fmt: skip
    for episode, pathway, key, due_on in (
        rows.values_list("episode_id", "episode__pathway", "key", "due_on") if keys else ()
    ):
        step = pathways()[pathway].step(key) if pathway in pathways() else None
        days = (on - due_on).days if due_on is not None else 0
        found[episode].append(LateStep(key, step.name if step else None, days))
    return found


def _open_alerts(keys: list[int]) -> dict[int, list[AlertBrief]]:
    found: dict[int, list[AlertBrief]] = defaultdict(list)
    if keys:
        rows = Alert.objects.filter(episode_id__in=keys, resolved_at__isnull=True).order_by(
            "raised_on", "id"
        )
        for key, public_id, kind, raised_on in rows.values_list(
            "episode_id", "public_id", "kind", "raised_on"
        ):
            found[key].append(AlertBrief(public_id, kind, raised_on))
    return found
