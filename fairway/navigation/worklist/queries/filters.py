"""What a navigator chose to see: lists, filters, and the place where a page of a list begins."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, Q, Subquery

from fairway.navigation.pathways.definitions import pathways, urgencies
from fairway.navigation.pathways.models import Alert, Episode
from fairway.navigation.pathways.models.clocks import EpisodeQuerySet
from fairway.navigation.pathways.rules.clocks import ClockState
from fairway.navigation.worklist.models import HandOff
from fairway.people import queries as people
from fairway.people.models import Organization, Staff

MAX_FOUND = 200
Key = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class Listing(StrEnum):
    """The lists. Every open episode is on at least one; none drops off by age."""

    WORKLIST = "worklist"
    NOT_REACHED = "not-reached"
    NO_DEADLINE = "no-deadline"
    PAUSED = "paused"
    TO_CLOSE = "to-close"
    WAITING = "waiting"
    WATCHFUL = "watchful"


class Group(StrEnum):
    """How lines that belong together are brought together."""

    NONE = ""
    HOUSEHOLD = "household"
    VISIT_DAY = "visit-day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Chosen filters; all that are set must hold. Whoever sets nothing sees her own caseload.

    `state` is a ClockState's word, `alert` an alert's kind or `any`, `site` a site's public id, `language` the
    record's language tag, `text` the beginning of a name, an identifier or a birth date.
    """

    mine: bool = True
    site: UUID | None = None
    pathway: str = ""
    state: str = ""
    language: str = ""
    alert: str = ""
    text: str = ""
    group: Group = Group.NONE


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last line of a page: the order it stood in and its place. Holds days and keys, nothing of a person."""

    order: tuple[str, ...]
    values: tuple[date | int, ...]

    def __str__(self) -> str:
        content = msgspec.json.encode([self.order, self.values])
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """From an address. None, and so the first page, for anything that is none of ours."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            order, values = msgspec.json.decode(
                raw, type=tuple[tuple[str, ...], tuple[str | int, ...]]
            )
            typed: list[date | int] = [
                msgspec.convert(value, Key) if name == "id" else msgspec.convert(value, date)
                for name, value in zip(order, values, strict=True)
            ]
        except (ValueError, binascii.Error, msgspec.MsgspecError):
            return None
        return cls(order, tuple(typed))


def named(staff: Staff, filters: Filters) -> list[int] | None:
    """The people that the text fits, at most MAX_FOUND of them; None where nothing is searched for."""
    if not filters.text.strip():
        return None
    return [patient.pk for patient in people.search(staff, filters.text, limit=MAX_FOUND)]


def in_scope(staff: Staff, filters: Filters, *, among: list[int] | None = None) -> EpisodeQuerySet:
    """Open episodes that `staff` may see and chose to see, whatever their state and alerts."""
    chosen = Episode.objects.visible_to(staff).open()
    if filters.mine:
        chosen = chosen.filter(_mine(staff))
    if filters.site is not None:
        # Not a join: the planner must see one site to choose the site's index.
        site = Organization.objects.filter(public_id=filters.site).values("pk")[:1]
        chosen = chosen.filter(site_id=Subquery(site))
    if filters.pathway:
        chosen = chosen.filter(pathway=filters.pathway)
    if filters.language:
        chosen = chosen.filter(language=filters.language)
    if among is not None:
        chosen = chosen.filter(patient_id__in=among)
    return chosen


def narrowed(chosen: EpisodeQuerySet, filters: Filters, *, on: date) -> EpisodeQuerySet:
    """Of these, the episodes in the chosen state and with the chosen alert."""
    if filters.alert:
        chosen = chosen.filter(open_alerts__gt=0)
    if filters.alert not in ("", "any"):
        alerts = Alert.objects.filter(kind=filters.alert, resolved_at__isnull=True)
        chosen = chosen.filter(Exists(alerts.filter(episode=OuterRef("pk"))))
    if filters.state:
        chosen = chosen.filter(state_is(filters.state, on=on))
    return chosen


def _mine(staff: Staff) -> Q:
    """Hers, and what was offered to her: an unanswered hand-off stays in both queues (practice.md 6.2)."""
    offered = HandOff.objects.filter(offered_to=staff, state=HandOff.State.OFFERED)
    keys = list(offered.values_list("episode_id", flat=True))
    return Q(owner=staff) | Q(pk__in=keys) if keys else Q(owner=staff)


def in_listing(listing: Listing, *, on: date) -> Q:
    """Which open episodes stand on a list."""
    match listing:
        case Listing.WORKLIST:
            return Q(rank_on__isnull=False)
        case Listing.NOT_REACHED:
            return Q(reached_on__isnull=True)
        case Listing.WAITING:
            return Q(waiting_since__lte=on)
        case Listing.WATCHFUL:
            return Q(is_watchful=True)
        case _:
            return _stands_still(str(listing))


def _stands_still(standing: str) -> Q:
    """Nothing is running, so there is no due day; saying so leads to the index of those."""
    return Q(standing=standing, due_on__isnull=True)


def in_parts(found: EpisodeQuerySet, state: str, *, on: date) -> list[EpisodeQuerySet]:
    """What was found by state, cut so that each part is a short stretch of the order by `rank_on`.

    Whatever has no alert stands within the head starts of its due day, so a state that is about the due day has a
    first and a last `rank_on`. Only an open alert pulls a line out of that stretch, and those have their own index.
    """
    heads = [urgency.head_start_days for urgency in urgencies().classes]
    first = on - timedelta(days=max(heads))
    match state:
        case ClockState.OVERDUE:
            first -= _longest_overdue()
        case ClockState.LONG_OVERDUE:
            return [found.filter(rank_on__lte=on - timedelta(days=min(heads)))]
        case ClockState.DUE | ClockState.DUE_SOON | ClockState.NOT_YET_DUE | ClockState.WAITING:
            pass
        case ClockState.PAUSED | ClockState.NO_DEADLINE | "to-close":
            return [found.filter(open_alerts__gt=0)]
        case _:
            return [found]
    near = found.filter(open_alerts=0, rank_on__gte=first)
    if state in (ClockState.OVERDUE, ClockState.DUE):
        near = near.filter(rank_on__lte=on - timedelta(days=min(heads)))
    # No alert is raised ahead of its day; one day more, because days differ by place.
    pulled = on + timedelta(days=1 - urgencies().alert_head_start_days)
    return [found.filter(open_alerts__gt=0, rank_on__lte=pulled), near]


def state_is(state: str, *, on: date) -> Q:
    """The condition under which pathways.rules.clocks.clock_state gives this state to an episode's next step.

    A word that is no state finds nothing.
    """
    waits = Q(waiting_since__lte=on)
    free = Q(waiting_since__isnull=True) | Q(waiting_since__gt=on)
    match state:
        case ClockState.LONG_OVERDUE:
            return Q(due_on__lt=on, long_overdue_on__lt=on)
        case ClockState.OVERDUE:
            long = Q(long_overdue_on__isnull=True) | Q(long_overdue_on__gte=on)
            # The first day only spares rows: what is due before it is long overdue by every definition.
            return Q(due_on__lt=on, due_on__gte=on - _longest_overdue()) & long
        case ClockState.DUE:
            return free & Q(due_on=on)
        case ClockState.DUE_SOON:
            return free & Q(due_on__gt=on, warn_on__lte=on)
        case ClockState.NOT_YET_DUE:
            return free & Q(due_on__gt=on, warn_on__gt=on)
        case ClockState.WAITING:
            in_time = Q(due_on__gte=on) | _stands_still("no-deadline")
            return waits & in_time
        case ClockState.NO_DEADLINE:
            return _stands_still("no-deadline") & ~waits
        case ClockState.PAUSED | "to-close":
            return _stands_still(state)
        case _:
            return Q(pk__in=())


def _longest_overdue() -> timedelta:
    """After so many days past its day, any step is long overdue."""
    steps = (step for pathway in pathways().values() for step in pathway.steps)
    return timedelta(days=max(step.long_overdue_days for step in steps))
