"""Reads over series and meetings."""

from fairway.plan.meetings.queries.entries import (
    Entry,
    Meeting,
    Series,
    entry_for,
    owner_for,
    replaced,
    taken_out,
)
from fairway.plan.meetings.queries.lists import (
    SeriesRow,
    hashtags_on,
    recordings_to_look_at,
    series_rows,
    waiting,
)
from fairway.plan.meetings.queries.page import (
    AgendaVersion,
    MeetingPage,
    Point,
    meeting_for,
    meeting_page,
    page_of,
    registrations_of,
    search_transcript,
    series_for,
    spoken_by,
)

__all__ = [
    "AgendaVersion",
    "Entry",
    "Meeting",
    "MeetingPage",
    "Point",
    "Series",
    "SeriesRow",
    "entry_for",
    "hashtags_on",
    "meeting_for",
    "meeting_page",
    "owner_for",
    "page_of",
    "recordings_to_look_at",
    "registrations_of",
    "replaced",
    "search_transcript",
    "series_for",
    "series_rows",
    "spoken_by",
    "taken_out",
    "waiting",
]
