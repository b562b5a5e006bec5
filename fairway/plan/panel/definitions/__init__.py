"""What we read in a panel's record and say in our own words: organizations, dated facts, activities. Checked when loaded."""

from datetime import date, time
from functools import cache
from pathlib import Path

import msgspec

from fairway.base.definitions import Owned, Text, load

HERE = Path(__file__).parent


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An unknown key is an error."""


class Anchored(Strict, frozen=True, kw_only=True):
    """A fact with the key of its source; `anchor` finds the passage, `section` narrows where it is looked for.

    `path` names a held file that is not the source's own; `detail` goes behind the source (a commit).
    """

    source: str
    anchor: str = ""
    section: str = ""
    path: str = ""
    detail: str = ""


class SourceDocument(Strict, frozen=True, kw_only=True):
    """A document that facts stand in. Without a path it is not held."""

    key: str
    title: str
    url: str
    path: str = ""
    kind: str = ""
    published_on: date | None = None


class PanelSeries(Strict, frozen=True, kw_only=True):
    """A run of meetings."""

    key: str
    title: str
    topic: str
    goal_codes: list[str]


class PanelLandmark(Anchored, frozen=True, kw_only=True):
    """A dated fact that is no meeting."""

    key: str
    series: str
    title: Text
    happened_on: date
    is_approximate: bool = False


class PanelHashtag(Anchored, frozen=True, kw_only=True):
    """A tag with its days."""

    series: str
    tag: str
    valid_from: date
    valid_to: date | None = None


class PanelDeadline(Strict, frozen=True, kw_only=True):
    """One reading of a deadline."""

    key: str
    label: str
    closes_on: date
    is_inclusive: bool
    time_zone: str
    source: str


class AgendaPage(Strict, frozen=True, kw_only=True):
    """A page that holds an agenda; `on` where the page gives no day itself."""

    path: str
    dated_on: date | None = None
    on: date | None = None


class EarlierAgenda(Anchored, frozen=True, kw_only=True):
    """An earlier version that differs by two slots whose organizations changed places."""

    dated_on: date
    swapped: tuple[time, time]


class PanelStep(Anchored, frozen=True, kw_only=True):
    """One move of a meeting."""

    to: str
    happened_on: date | None = None
    is_approximate: bool = False


class PanelVote(Anchored, frozen=True, kw_only=True):
    """A motion and its result."""

    motion: str
    result: str


class PanelRecording(Anchored, frozen=True, kw_only=True):
    """Where a recording is."""

    title: str
    url: str


class PanelSummary(Anchored, frozen=True, kw_only=True):
    """A meeting's summary. The posting day is that of a commit."""

    document: str
    certified_by: str
    certified_on: date
    posted_on: date


class PanelPresentation(Strict, frozen=True, kw_only=True):
    """What an organization showed and asked for; its source is the meeting's summary."""

    organization: str
    starts_at: time
    goals: list[int]
    shown: str
    asked: str
    anchor: str
    section: str = ""
    goals_source: str = ""


class PanelMeeting(Anchored, frozen=True, kw_only=True):
    """A meeting with everything about it."""

    key: str
    series: str
    title: str
    starts_on: date
    ends_on: date
    starts_at: time
    ends_at: time
    time_zone: str
    description: str
    place: str = ""
    is_online: bool = False
    agendas: list[AgendaPage] = []
    earlier_agenda: EarlierAgenda | None = None
    participants: str = ""
    steps: list[PanelStep] = []
    votes: list[PanelVote] = []
    recordings: list[PanelRecording] = []
    presentations: list[PanelPresentation] = []
    summary: PanelSummary | None = None


class PanelSynergy(Anchored, frozen=True, kw_only=True):
    """Organizations that a document says work together."""

    between: list[str]
    topic: str


class PanelCorrection(Anchored, frozen=True, kw_only=True):
    """What a source says, what is right, why; and the record that carries the right value."""

    key: str
    before: str
    after: str
    reason: str
    by_source: str
    organization: str = ""
    activity: int | None = None
    meeting: str = ""
    deadline: str = ""


class Record(Owned, frozen=True, kw_only=True):
    """record.toml."""

    sources: list[SourceDocument]
    series: list[PanelSeries]
    landmarks: list[PanelLandmark]
    hashtags: list[PanelHashtag]
    deadlines: list[PanelDeadline]
    meetings: list[PanelMeeting]
    synergies: list[PanelSynergy]
    corrections: list[PanelCorrection]


class PanelOrganization(Strict, frozen=True, kw_only=True):
    """An organization, every spelling of it, and (for a person) how its printed name begins."""

    key: str
    name: str
    kind: str
    printed: list[tuple[str, str]]
    abbreviation: str = ""
    size: str = ""
    begins: str = ""


class Organizations(Owned, frozen=True, kw_only=True):
    """organizations.toml."""

    organizations: list[PanelOrganization]


class PanelActivity(Strict, frozen=True, kw_only=True):
    """What one row of the table is about."""

    number: int
    begins: str
    gloss: str
    topics: list[str]
    places: list[str]


class Activities(Owned, frozen=True, kw_only=True):
    """activities.toml."""

    activities: list[PanelActivity]


@cache
def record() -> Record:
    """The dated facts."""
    return load(HERE / "record.toml", Record)


@cache
def organizations() -> Organizations:
    """The organizations and their names."""
    return load(HERE / "organizations.toml", Organizations)


@cache
def activities() -> Activities:
    """The activities in our words."""
    return load(HERE / "activities.toml", Activities)


def owned() -> list[Owned]:
    """For `fairway doctor`, which asks what is past its review."""
    return [record(), organizations(), activities()]
