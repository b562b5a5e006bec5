"""Lists over meetings: series with their meetings, tags of a day, recordings to look at, what waits for someone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, Subquery

from fairway.people.models import Staff
from fairway.plan.documents.models import of_program
from fairway.plan.meetings.models import (
    Hashtag,
    Landmark,
    Meeting,
    MeetingStep,
    Recording,
    Registration,
    Series,
    Summary,
)
from fairway.plan.meetings.rules import days_after


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list: where it stands and how long its summary took."""

    meeting: Meeting
    state: str
    summary: Summary | None
    days_to_certify: int | None
    days_to_post: int | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series with its meetings, dated facts and tags, the earliest first."""

    series: Series
    meetings: tuple[MeetingRow, ...]
    landmarks: tuple[Landmark, ...]
    hashtags: tuple[Hashtag, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What in the meetings waits for a person."""

    summaries_to_certify: int
    summaries_to_post: int
    recordings_to_look_at: int
    recordings_without_captions: int
    accommodations_asked: int


def series_rows(staff: Staff) -> list[SeriesRow]:
    """Every series of her program with what belongs to it. Four queries."""
    state = MeetingStep.objects.filter(meeting=OuterRef("pk")).order_by("-pk").values("state")[:1]
    meetings = (
        Meeting.objects.visible_to(staff).select_related("summary").annotate(state=Subquery(state))
    )
    rows: dict[int, list[MeetingRow]] = {}
    for meeting in meetings.order_by("starts_on", "pk"):
        rows.setdefault(meeting.series_id, []).append(_row(meeting))
    series = (
        Series.objects.visible_to(staff)
        .select_related("program")
        .prefetch_related(
            Prefetch(
                "landmarks",
                Landmark.objects.select_related("passage").order_by("happened_on", "pk"),
            ),
            Prefetch("hashtags", Hashtag.objects.order_by("valid_from", "tag", "pk")),
        )
    )
    return [
        SeriesRow(
            one,
            tuple(rows.get(one.pk, ())),
            tuple(one.landmarks.all()),
            tuple(one.hashtags.all()),
        )
        for one in series.order_by("title", "pk")
    ]


def _row(meeting: Meeting) -> MeetingRow:
    summary = getattr(meeting, "summary", None)
    return MeetingRow(
        meeting=meeting,
        state=getattr(meeting, "state", None) or "",
        summary=summary,
        days_to_certify=days_after(meeting.ends_on, summary.certified_on) if summary else None,
        days_to_post=days_after(meeting.ends_on, summary.posted_on) if summary else None,
    )


def hashtags_on(staff: Staff, *, on: date, series: Series | None = None) -> list[Hashtag]:
    """The tags that hold on a day, both ends counted (STK-18)."""
    rows = of_program(Hashtag.objects.all(), staff, "series__program_id")
    if series is not None:
        rows = rows.filter(series=series)
    held = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return list(held.select_related("series").order_by("tag", "pk"))


def recordings_to_look_at(staff: Staff) -> list[Recording]:
    """Recordings without captions, and those at which nobody has looked (STK-19); the unlooked first."""
    rows = of_program(Recording.objects.all(), staff, "meeting__series__program_id")
    lacking = rows.filter(Q(has_captions__isnull=True) | Q(has_captions=False))
    found = lacking.select_related("meeting").order_by("meeting__starts_on", "pk")
    return sorted(found, key=lambda one: one.has_captions is not None)


def waiting(staff: Staff, *, on: date) -> Waiting:
    """Counts for the home page of the plan."""
    summaries = of_program(Summary.objects.all(), staff, "meeting__series__program_id")
    recordings = of_program(Recording.objects.all(), staff, "meeting__series__program_id")
    coming = of_program(Registration.objects.all(), staff, "meeting__series__program_id")
    coming = coming.filter(withdrawn_at__isnull=True, meeting__ends_on__gte=on)
    return Waiting(
        summaries_to_certify=summaries.filter(certified_on__isnull=True).count(),
        summaries_to_post=summaries.filter(
            certified_on__isnull=False, posted_on__isnull=True
        ).count(),
        recordings_to_look_at=recordings.filter(has_captions__isnull=True).count(),
        recordings_without_captions=recordings.filter(has_captions=False).count(),
        accommodations_asked=coming.exclude(accommodation="").count(),
    )
