"""Meetings as the public sees them: announced ones, with documents that are public and nothing of who registered."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from icalendar import Calendar, Event

from fairway.plan.meetings.models import Agenda, AgendaItem, Meeting, MeetingStep, Registration
from fairway.plan.meetings.queries import search_transcript
from fairway.plan.meetings.rules import days_after
from fairway.publishing.models import Site

MAX_HITS = 50
_State = MeetingStep.State
# A proposed meeting is nobody's yet; from the announcement on it is everyone's.
NOT_PUBLIC = (_State.PROPOSED, _State.APPROVED)


class Brief(NamedTuple):
    """A meeting in a list."""

    id: UUID
    title: str
    place: str
    is_online: bool
    starts_on: date
    ends_on: date
    starts_at: time | None
    ends_at: time | None
    time_zone: str
    takes_registrations: bool


class Slot(NamedTuple):
    """One line of the agenda."""

    on: date | None
    starts_at: time | None
    ends_at: time | None
    title: str
    who: str


class Shown(NamedTuple):
    """Something that was said or asked, and by whom."""

    who: str
    shown: str
    asked: str
    goals: tuple[str, ...]
    source: str
    page: str


class Watched(NamedTuple):
    """A recording. `has_captions` is None while nobody looked; `id` is for the search in its transcript."""

    id: int
    title: str
    url: str
    has_captions: bool | None
    has_transcript: bool


class Told(NamedTuple):
    """The summary: where it is, and how long it took (STK-13)."""

    url: str
    certified_by: str
    certified_on: date | None
    posted_on: date | None
    days_to_certify: int | None
    days_to_post: int | None
    is_approximate: bool


class Heard(NamedTuple):
    """A passage of a transcript that holds the words."""

    recording: str
    place: str
    text: str


class Whole(NamedTuple):
    """One meeting in full."""

    brief: Brief
    description: str
    series: str
    goals: tuple[str, ...]
    questions: tuple[str, ...]
    agenda: tuple[Slot, ...]
    agenda_version: int | None
    recordings: tuple[Watched, ...]
    summary: Told | None
    shown: tuple[Shown, ...]
    votes: tuple[tuple[str, str], ...]
    hashtags: tuple[str, ...]
    takes_registrations: bool


class Joined(NamedTuple):
    """What a registration's own page says. It carries no name: the page opens by a token."""

    site: Site
    brief: Brief
    attendance: str
    asks_for_accommodation: bool
    wants_to_comment: bool
    is_withdrawn: bool


def list_of(site: Site) -> list[Brief]:
    """Every announced meeting, the latest first."""
    return [_brief(one) for one in _public(site).order_by("-starts_on", "pk")]


def upcoming(site: Site, *, at: datetime) -> list[Brief]:
    """Those that are not over yet where they take place, the next first."""
    recent = _public(site).filter(ends_on__gte=at.date() - timedelta(days=1))
    return [_brief(one) for one in recent.order_by("starts_on", "pk") if _ends(one) > at]


def meeting(site: Site, meeting: UUID, *, at: datetime) -> Whole | None:
    """One announced meeting; None for any other."""
    found = announced(site, meeting)
    if found is None:
        return None
    agenda = found.agendas.order_by("-version").first()
    tags = found.series.hashtags.filter(valid_from__lte=found.starts_on).order_by("pk")
    return Whole(
        brief=_brief(found),
        description=found.description,
        series=found.series.title,
        goals=tuple(found.series.goal_codes),
        questions=tuple(found.questions),
        agenda=_slots(agenda),
        agenda_version=agenda.version if agenda else None,
        recordings=_recordings(found),
        summary=_summary(found),
        shown=_shown(found),
        votes=tuple(found.votes.order_by("ordinal").values_list("motion", "result")),
        hashtags=tuple(
            one.tag for one in tags if one.valid_to is None or one.valid_to >= found.starts_on
        ),
        takes_registrations=found.takes_registrations and _ends(found) > at,
    )


def announced(site: Site, meeting: UUID) -> Meeting | None:
    """The announced meeting itself, for the doors that write to it; None for any other."""
    return _public(site).filter(public_id=meeting).select_related("series").first()


def heard(site: Site, meeting: UUID, words: str) -> list[Heard]:
    """The passages of a meeting's public transcripts that hold every one of the words (STK-19)."""
    found = announced(site, meeting)
    if found is None:
        return []
    recordings = found.recordings.filter(transcript__is_public=True).order_by("pk")
    return [
        Heard(one.title, said.part or said.page_label, said.text)
        for one in recordings
        for said in search_transcript(one, words=words)
    ][:MAX_HITS]


def calendar(brief: Brief, *, address: str, stamped_at: datetime) -> bytes:
    """The meeting as a calendar file (RFC 5545)."""
    event = Event()
    event.add("uid", f"{brief.id}@fairway")
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("summary", brief.title)
    event.add("url", address)
    if brief.place or brief.is_online:
        event.add("location", brief.place or "Online")
    if brief.starts_at and brief.ends_at:
        event.add("dtstart", _moment(brief.starts_on, brief.starts_at, brief.time_zone))
        event.add("dtend", _moment(brief.ends_on, brief.ends_at, brief.time_zone))
    else:
        event.add("dtstart", brief.starts_on)
        event.add("dtend", brief.ends_on + timedelta(days=1))
    whole = Calendar()
    whole.add("prodid", "-//Fairway//meetings//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _public(site: Site) -> QuerySet[Meeting]:
    announced = MeetingStep.objects.exclude(state__in=NOT_PUBLIC).values("meeting_id")
    return Meeting.objects.filter(series__program_id=site.program_id, pk__in=announced)


def _moment(on: date, at: time, zone: str) -> datetime:
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)


def _ends(found: Meeting) -> datetime:
    return _moment(found.ends_on, found.ends_at or time(23, 59), found.time_zone)


def _brief(found: Meeting) -> Brief:
    return Brief(
        found.public_id, found.title, found.place, found.is_online, found.starts_on, found.ends_on,
        found.starts_at, found.ends_at, found.time_zone, found.takes_registrations,
    )  # fmt: skip


def _slots(agenda: Agenda | None) -> tuple[Slot, ...]:
    items = agenda.items.select_related("stakeholder").order_by("ordinal") if agenda else ()
    return tuple(map(_slot, items))


def _slot(item: AgendaItem) -> Slot:
    who = item.stakeholder.name if item.stakeholder else ""
    return Slot(item.on, item.starts_at, item.ends_at, item.title, "" if who == item.title else who)


def _recordings(found: Meeting) -> tuple[Watched, ...]:
    return tuple(
        Watched(
            one.pk,
            one.title,
            one.url,
            one.has_captions,
            bool(one.transcript and one.transcript.is_public and not one.transcript.withdrawn_at),
        )
        for one in found.recordings.select_related("transcript").order_by("pk")
    )


def _summary(found: Meeting) -> Told | None:
    """The posted summary. Days run from the last day of the meeting."""
    told = getattr(found, "summary", None)
    if told is None or told.posted_on is None:
        return None
    return Told(
        told.url,
        told.certified_by,
        told.certified_on,
        told.posted_on,
        days_after(found.ends_on, told.certified_on),
        days_after(found.ends_on, told.posted_on),
        told.posted_is_approximate,
    )


def _shown(found: Meeting) -> tuple[Shown, ...]:
    rows = found.presentations.select_related("stakeholder").order_by("starts_at", "pk")
    return tuple(
        Shown(one.stakeholder.name, one.shown, one.asked, tuple(one.goal_codes), one.source, one.source_page)
        for one in rows
    )  # fmt: skip


def registered(token: str) -> Joined | None:
    """The registration that a token opens; None for any other token."""
    digest = sha256(token.encode()).hexdigest()
    registrations = Registration.objects.select_related("meeting__series")
    found = registrations.filter(token_digest=digest).first()
    if found is None:
        return None
    site = Site.objects.open().filter(program_id=found.meeting.series.program_id).first()
    return (
        None
        if site is None
        else Joined(
            site,
            _brief(found.meeting),
            found.attendance,
            bool(found.accommodation),
            found.wants_to_comment,
            found.withdrawn_at is not None,
        )
    )
