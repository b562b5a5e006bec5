"""A series and its meetings: making them, moving them on, the hashtags they go by."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.documents.models import Citation
from fairway.plan.documents.rules import tidy
from fairway.plan.goals.rules import checked
from fairway.plan.meetings.actions.record import once
from fairway.plan.meetings.models import Hashtag, Landmark, Meeting, MeetingStep, Series
from fairway.plan.meetings.rules import MOVES, may_move


class NotThatMove(FairwayError):
    """A meeting cannot go from where it stands to there."""


class WrongDays(FairwayError):
    """The last day lies before the first."""


class NoTimeZone(FairwayError):
    """No time zone has this name."""


# What the audit does not keep the former words of.
WORDS = ("title", "place", "description", "questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What a person enters of a meeting."""

    title: str
    starts_on: date
    ends_on: date
    time_zone: str
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    is_online: bool = False
    description: str = ""
    questions: list[str] = field(default_factory=list)
    takes_registrations: bool = False
    comments_open_until: datetime | None = None


@transaction.atomic
def make_series(
    *,
    program: Organization,
    key: str,
    title: str,
    by: str,
    at: datetime,
    topic: str = "",
    goal_codes: list[str] | None = None,
) -> Series:
    """A run of meetings toward one report; the one of this key where it is there. Raises UnknownGoal."""
    made, is_new = Series.objects.get_or_create(
        program=program,
        key=key,
        defaults={
            "title": tidy(title)[:300],
            "topic": topic,
            "goal_codes": checked(goal_codes or []),
        },
    )
    if is_new:
        audit.record("series.made", about=made, by=by, at=at, program_id=program.pk)
    return made


@transaction.atomic
def add_meeting(
    *,
    series: Series,
    key: str,
    title: str,
    starts_on: date,
    ends_on: date,
    cited: Citation,
    by: str,
    at: datetime,
    starts_at: time | None = None,
    ends_at: time | None = None,
    time_zone: str = "America/New_York",
    place: str = "",
    is_online: bool = False,
    description: str = "",
    questions: list[str] | None = None,
    takes_registrations: bool = False,
    comments_open_until: datetime | None = None,
) -> Meeting:
    """A meeting of a series; the one of this key where it is there. Raises WrongDays, NoTimeZone."""
    _check(starts_on, ends_on, time_zone)
    made, is_new = Meeting.objects.get_or_create(
        series=series,
        key=key,
        defaults={
            "title": tidy(title)[:300],
            "starts_on": starts_on,
            "ends_on": ends_on,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "time_zone": time_zone,
            "place": place,
            "is_online": is_online,
            "description": description,
            "questions": questions or [],
            "takes_registrations": takes_registrations,
            "comments_open_until": comments_open_until,
            **cited.fields(),
        },
    )
    if is_new:
        audit.record("meeting.added", about=made, by=by, at=at, program_id=series.program_id)
    return made


@transaction.atomic
def change_meeting(*, meeting: Meeting, facts: MeetingFacts, by: str, at: datetime) -> Meeting:
    """What was entered of a meeting becomes this; its place in the series, steps and entries stay.

    The audit keeps what days, times and switches were before. Raises WrongDays, NoTimeZone.
    """
    _check(facts.starts_on, facts.ends_on, facts.time_zone)
    meeting = Meeting.objects.select_for_update().select_related("series").get(pk=meeting.pk)
    new = asdict(facts) | {"title": tidy(facts.title)[:300]}
    changed = [name for name, value in new.items() if getattr(meeting, name) != value]
    if not changed:
        return meeting
    before = {name: str(getattr(meeting, name)) for name in changed if name not in WORDS}
    for name in changed:
        setattr(meeting, name, new[name])
    meeting.save(update_fields=changed)
    audit.record(
        "meeting.changed", about=meeting, by=by, at=at, program_id=meeting.series.program_id,
        changed=changed, before=before,
    )  # fmt: skip
    return meeting


def _check(starts_on: date, ends_on: date, time_zone: str) -> None:
    check_days(starts_on, ends_on)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoTimeZone("Use a time zone such as America/New_York.") from None


def check_days(first: date, last: date | None) -> None:
    """The last day, where there is one, is not before the first. Raises WrongDays."""
    if last is not None and last < first:
        raise WrongDays(
            "The last day, {last}, is before the first, {first}. Correct one of the days.",
            last=last,
            first=first,
        )


@transaction.atomic
def move(
    *,
    meeting: Meeting,
    to: str,
    cited: Citation,
    by: str,
    at: datetime,
    happened_on: date | None = None,
    is_approximate: bool = False,
) -> MeetingStep:
    """The meeting's next step. `happened_on` None: the day is not known. Raises NotThatMove."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = meeting.steps.order_by("-pk").first()
    now = last.state if last else ""
    if not may_move(now=now, to=to):
        ways = ", ".join(MOVES[now]) or "nowhere"
        raise NotThatMove(
            "Meeting {meeting} stands at {now} and goes from there to: {ways}.",
            meeting=meeting.public_id,
            now=now or "nothing yet",
            ways=ways,
        )
    step = MeetingStep.objects.create(
        meeting=meeting,
        state=to,
        happened_on=happened_on,
        is_approximate=is_approximate,
        recorded_by=by,
        recorded_at=at,
        **cited.fields(),
    )
    audit.record(
        "meeting.moved", about=meeting, by=by, at=at, program_id=meeting.series.program_id, to=to
    )
    return step


@transaction.atomic
def add_landmark(
    *,
    series: Series,
    key: str,
    title: str,
    happened_on: date,
    cited: Citation,
    by: str,
    at: datetime,
    title_es: str = "",
    is_approximate: bool = False,
) -> Landmark:
    """A dated fact of a series that is no meeting; the one of this key where it is there."""
    found = {
        "title": title,
        "title_es": title_es,
        "happened_on": happened_on,
        "is_approximate": is_approximate,
    }
    key_of = {"series": series, "key": key}
    made, is_new = once(Landmark, key_of, found | cited.fields(), by=by, at=at)
    if is_new:
        audit.record("landmark.added", about=made, by=by, at=at, program_id=series.program_id)
    return made


@transaction.atomic
def add_hashtag(
    *,
    series: Series,
    tag: str,
    valid_from: date,
    cited: Citation,
    by: str,
    at: datetime,
    valid_to: date | None = None,
) -> Hashtag:
    """A tag that holds from a day on, to a day or on and on; the one of this tag and day where it is there."""
    check_days(valid_from, valid_to)
    key = {"series": series, "tag": tag, "valid_from": valid_from}
    made, is_new = once(Hashtag, key, {"valid_to": valid_to, **cited.fields()}, by=by, at=at)
    if is_new:
        audit.record("hashtag.added", about=made, by=by, at=at, program_id=series.program_id)
    return made


@transaction.atomic
def end_hashtag(*, hashtag: Hashtag, valid_to: date, by: str, at: datetime) -> Hashtag:
    """The last day on which a tag holds. What was tagged until then keeps its tag. Raises WrongDays."""
    if valid_to < hashtag.valid_from:
        raise WrongDays(
            "The tag began on {began}; it cannot end on {valid_to}.",
            began=hashtag.valid_from,
            valid_to=valid_to,
        )
    hashtag.valid_to = valid_to
    hashtag.save(update_fields=["valid_to"])
    audit.record("hashtag.ended", about=hashtag, by=by, at=at, program_id=hashtag.series.program_id)
    return hashtag
