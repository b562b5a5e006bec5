"""One meeting, whole: agendas with what changed, votes, people, what was shown and said, recordings, the summary."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import Passage
from fairway.plan.documents.queries.search import matching
from fairway.plan.documents.queries.words import terms
from fairway.plan.meetings.models import (
    Agenda,
    AgendaItem,
    DiscussionPoint,
    Hashtag,
    Meeting,
    MeetingStep,
    Participant,
    Presentation,
    Recording,
    Registration,
    Series,
    Summary,
    Vote,
)
from fairway.plan.meetings.rules import Change, Slot, changes, days_after, holds_on


@dataclass(frozen=True, slots=True)
class AgendaVersion:
    """One version with its items, and what changed against the one before."""

    agenda: Agenda
    items: tuple[AgendaItem, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something said. `text` is the passage's own words; empty where its document was withdrawn."""

    point: DiscussionPoint
    text: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """All there is about a meeting but who registered."""

    meeting: Meeting
    steps: tuple[MeetingStep, ...]
    agendas: tuple[AgendaVersion, ...]
    votes: tuple[Vote, ...]
    participants: tuple[Participant, ...]
    presentations: tuple[Presentation, ...]
    points: tuple[Point, ...]
    recordings: tuple[Recording, ...]
    hashtags: tuple[Hashtag, ...]
    summary: Summary | None
    days_to_certify: int | None
    days_to_post: int | None

    @property
    def state(self) -> str:
        """Where the meeting stands: its latest step."""
        return self.steps[-1].state if self.steps else ""


def series_for(staff: Staff, public_id: UUID) -> Series:
    """One series of her program. Raises NotVisible."""
    found = Series.objects.visible_to(staff).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible(
            "There is no series {public_id} among those that you may see.", public_id=public_id
        )
    return found


def meeting_for(staff: Staff, public_id: UUID) -> Meeting:
    """One meeting of her program. Raises NotVisible."""
    found = Meeting.objects.visible_to(staff).select_related("series").filter(public_id=public_id)
    meeting = found.first()
    if meeting is None:
        raise NotVisible(
            "There is no meeting {public_id} among those that you may see.", public_id=public_id
        )
    return meeting


def meeting_page(staff: Staff, public_id: UUID) -> MeetingPage:
    """The staff's page of a meeting. Raises NotVisible."""
    return page_of(meeting_for(staff, public_id))


def page_of(meeting: Meeting) -> MeetingPage:
    """A meeting, whole; the caller has decided who may see it."""
    summary = Summary.objects.filter(meeting=meeting).select_related("document").first()
    return MeetingPage(
        meeting=meeting,
        steps=tuple(meeting.steps.order_by("pk")),
        agendas=_agendas(meeting),
        votes=tuple(meeting.votes.order_by("ordinal")),
        participants=tuple(
            meeting.participants.select_related("stakeholder").order_by("ordinal", "pk")
        ),
        presentations=tuple(
            meeting.presentations.select_related("stakeholder", "passage").order_by(
                "starts_at", "pk"
            )
        ),
        points=_points(meeting),
        recordings=tuple(meeting.recordings.select_related("transcript").order_by("pk")),
        hashtags=_hashtags(meeting),
        summary=summary,
        days_to_certify=days_after(meeting.ends_on, summary.certified_on) if summary else None,
        days_to_post=days_after(meeting.ends_on, summary.posted_on) if summary else None,
    )


def _agendas(meeting: Meeting) -> tuple[AgendaVersion, ...]:
    items = Prefetch("items", AgendaItem.objects.select_related("stakeholder").order_by("ordinal"))
    found: list[AgendaVersion] = []
    before: list[Slot] | None = None
    for agenda in meeting.agendas.prefetch_related(items).order_by("version"):
        rows = tuple(agenda.items.all())
        slots = [Slot(row.title, row.on, row.starts_at, row.ends_at) for row in rows]
        between = () if before is None else tuple(changes(before, slots))
        found.append(AgendaVersion(agenda, rows, between))
        before = slots
    return tuple(found)


def _points(meeting: Meeting) -> tuple[Point, ...]:
    rows = meeting.points.select_related("stakeholder", "passage", "passage__document")
    return tuple(Point(row, _words(row)) for row in rows.order_by("ordinal"))


def _words(point: DiscussionPoint) -> str:
    passage = point.passage
    if passage is None or passage.document.withdrawn_at is not None:
        return ""
    return passage.text


def _hashtags(meeting: Meeting) -> tuple[Hashtag, ...]:
    tags = meeting.series.hashtags.order_by("tag", "pk")
    return tuple(
        tag for tag in tags if holds_on(tag.valid_from, tag.valid_to, on=meeting.starts_on)
    )


def registrations_of(meeting: Meeting) -> list[Registration]:
    """Who will come and has not taken it back; who asks for an accommodation first (STK-25)."""
    rows = meeting.registrations.filter(withdrawn_at__isnull=True).order_by("registered_at", "pk")
    return sorted(rows, key=lambda one: not one.accommodation)


def search_transcript(recording: Recording, *, words: str) -> list[Passage]:
    """The passages of a recording's transcript that hold all the words, in order (STK-19)."""
    wanted = terms(words)
    if recording.transcript_id is None or not wanted:
        return []
    rows = Passage.objects.standing().filter(document_id=recording.transcript_id)
    return list(matching(rows, wanted).order_by("ordinal")[:200])


def spoken_by(stakeholder_ids: tuple[int, ...]) -> tuple[list[Presentation], list[Point]]:
    """What bodies showed at meetings, and what was said in their discussions."""
    shown = Presentation.objects.filter(stakeholder_id__in=stakeholder_ids)
    points = DiscussionPoint.objects.filter(stakeholder_id__in=stakeholder_ids)
    points = points.select_related("passage", "passage__document", "meeting", "stakeholder")
    return (
        list(shown.select_related("meeting", "stakeholder").order_by("meeting__starts_on", "pk")),
        [Point(row, _words(row)) for row in points.order_by("meeting__starts_on", "ordinal")],
    )
