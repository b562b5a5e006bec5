"""What the patient page shows, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairway.base.definitions import Text
from fairway.navigation.worklist.queries.deeds import Deed
from fairway.navigation.worklist.queries.lines import Visit
from fairway.navigation.worklist.rules import AttemptState


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """One standard that runs on a milestone."""

    id: str
    title: Text | None
    is_primary: bool
    due_on: date | None
    met_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One step with its clock on the page's date. `is_lead`: the step to do next."""

    key: str
    occasion: int
    name: Text | None
    next_step: Text | None
    why_no_deadline: Text | None
    state: str
    anchor_on: date
    warn_on: date | None
    due_on: date | None
    long_overdue_on: date | None
    met_on: date | None
    not_needed_on: date | None
    not_needed_reason: str
    waiting_since: date | None
    waiting_for: str
    days_overdue: int
    is_lead: bool
    standards: tuple[StandardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeCard:
    """One run of a pathway. `deeds` are its pauses, decisions, alerts and hand-offs; `contact` the attempt policy."""

    id: UUID
    pathway: str
    name: Text | None
    opened_on: date
    opened_kind: str
    opened_value: str
    owner_id: UUID
    owner: str
    is_mine: bool
    site: str
    standing: str
    ended_on: date | None
    closed_on: date | None
    closed_reason: str
    closed_by: str
    last_contact_on: date | None
    reached_on: date | None
    milestones: tuple[MilestoneRow, ...]
    deeds: tuple[Deed, ...]
    contact: AttemptState

    @property
    def open_alerts(self) -> tuple[Deed, ...]:
        """Alerts that nobody has resolved."""
        return tuple(one for one in self.deeds if one.sort == "alert" and one.ended_at is None)

    @property
    def open_pause(self) -> Deed | None:
        """The pause that has no last day yet."""
        pauses = (one for one in self.deeds if one.sort == "pause" and one.undone_at is None)
        return next((one for one in pauses if one.until_on is None), None)

    @property
    def open_hand_off(self) -> Deed | None:
        """The offer that nobody has answered."""
        offers = (one for one in self.deeds if one.sort == "hand-off")
        return next((one for one in offers if one.ended_at is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One dated fact. Those that were corrected or taken back stay on the page, marked."""

    id: UUID
    kind: str
    cancer: str
    value: str
    occurred_on: date
    precision: str
    certainty: str
    source_ref: str
    is_current: bool
    is_retraction: bool
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRow:
    """One booked visit, past or ahead."""

    id: UUID
    visit: Visit
    cancer: str
    is_treatment: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One contact attempt; `undone_at` marks one that was taken back."""

    id: UUID
    episode_id: UUID
    attempted_on: date
    mode: str
    outcome: str
    reason: str
    contact_with: str
    text: str
    language: str
    interpreter_used: bool | None
    next_contact_on: date | None
    attempted_by: str
    attempted_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One note; `is_amended`: a newer version stands beside it."""

    id: UUID
    text: str
    amends: UUID | None
    is_amended: bool
    written_by: str
    written_at: datetime
