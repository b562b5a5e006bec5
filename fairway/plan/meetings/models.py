"""Series and meetings: agendas by version, votes, who took part, what was shown and said, recordings, summaries."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Document, Sourced, of_program
from fairway.plan.stakeholders.models import Stakeholder


class SeriesQuerySet(models.QuerySet["Series"]):
    """Filters of series; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> SeriesQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)


class Series(models.Model):
    """A run of meetings on one topic, toward one report."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    topic = models.TextField(blank=True)
    goal_codes = models.JSONField(default=list)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "key"], name="series_key")
        ]

    def __str__(self) -> str:
        return self.title


class StandingManager(models.Manager[Any]):
    """Entries that hold: what was taken out is not among them, however one comes to them."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Without what was taken out."""
        return super().get_queryset().filter(removed_at__isnull=True)


class Entry(Sourced):
    """A fact of a meeting or a series that a person may correct: the row that it replaces stays, taken out.

    `objects` gives what holds, `everything` also what was taken out.
    """

    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=300, blank=True)

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [together("removed_at", "removed_by")]

    @property
    def of(self) -> Meeting | Series:
        """What it belongs to."""
        found: Meeting | Series = getattr(self, "meeting", None) or self.series  # type: ignore[attr-defined]
        return found


def once(*fields: str, name: str) -> models.UniqueConstraint:
    """One standing entry for these fields; any number that were taken out."""
    return models.UniqueConstraint(fields=fields, condition=Q(removed_at__isnull=True), name=name)


class Hashtag(Entry):
    """A tag of a series, valid between two days (both inclusive; no end: still valid). STK-18."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="hashtags")
    tag = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("series", "tag", "valid_from", name="hashtag_once"),
        ]

    def __str__(self) -> str:
        return self.tag


class Landmark(Entry):
    """A dated fact of a series that is no meeting: a release, a cut-off, a report. `is_approximate`: a commit's day."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="landmarks")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    title_es = models.CharField(max_length=300, blank=True)
    happened_on = models.DateField()
    is_approximate = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("series", "key", name="landmark_key"),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Filters of meetings; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> MeetingQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff, "series__program_id")


class Meeting(Sourced):
    """One meeting, on one day or several. Its state is its latest step."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, default="America/New_York")
    description = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    comments_open_until = models.DateTimeField(null=True, blank=True)
    takes_registrations = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="meeting_key"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="meeting_days"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingStep(Sourced):
    """One move of a meeting (requirements 5.3). `is_approximate`: the day is that of a commit, not of the deed."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        ANNOUNCED = "announced"
        AGENDA = "agenda"
        HELD = "held"
        RECORDING_POSTED = "recording-posted"
        RECAP_POSTED = "recap-posted"
        SUMMARY_DRAFTED = "summary-drafted"
        SUMMARY_CERTIFIED = "summary-certified"
        SUMMARY_POSTED = "summary-posted"
        USED = "used-in-report"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=State.choices)
    happened_on = models.DateField(null=True, blank=True)
    is_approximate = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.state


class Agenda(Sourced):
    """One version of a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agendas")
    version = models.PositiveIntegerField()
    dated_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="agenda_version")
        ]

    def __str__(self) -> str:
        return f"agenda {self.version}"


class AgendaItem(models.Model):
    """A slot of an agenda."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="items")
    ordinal = models.PositiveIntegerField()
    on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    title = models.CharField(max_length=300)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agenda", "ordinal"], name="agenda_item_ordinal")
        ]

    def __str__(self) -> str:
        return self.title


class Vote(Entry):
    """A motion and its result (STK-21)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="votes")
    ordinal = models.PositiveIntegerField()
    motion = models.TextField()
    result = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("meeting", "ordinal", name="vote_ordinal"),
        ]

    def __str__(self) -> str:
        return self.motion


class Participant(Entry):
    """A person at a meeting, with her affiliation at that date."""

    class Role(models.TextChoices):
        PANEL = "panel"
        WORKING_GROUP = "working-group"
        PRESENTER = "presenter"
        INVITED = "invited"
        STAFF = "staff"
        PUBLIC = "public"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    ordinal = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=15, choices=Role.choices)
    affiliation = models.CharField(max_length=300, blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="participants"
    )

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("meeting", "name", "role", name="participant_once"),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Presentation(Entry):
    """What a stakeholder showed at a meeting, which goals it named, and what it asked for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presentations")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.PROTECT, related_name="presentations"
    )
    starts_at = models.TimeField(null=True, blank=True)
    goal_codes = models.JSONField(default=list)
    goals_source = models.CharField(max_length=300, blank=True)
    shown = models.TextField(blank=True)
    asked = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("meeting", "stakeholder", name="presentation_once"),
        ]

    def __str__(self) -> str:
        return f"presentation {self.pk}"


class DiscussionPoint(Sourced):
    """Something said at a meeting, as its summary tells it, with the page."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    ordinal = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="points"
    )
    speaker = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="point_ordinal")
        ]

    def __str__(self) -> str:
        return f"point {self.public_id}"


class Recording(Entry):
    """Where a recording is. `has_captions` is None while nobody looked (STK-19)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="recordings")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    has_captions = models.BooleanField(null=True, blank=True)
    transcript = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            once("meeting", "url", name="recording_url"),
        ]

    def __str__(self) -> str:
        return self.title


class Summary(Sourced):
    """A meeting's summary: drafted, certified by and on, posted (STK-13). Days are computed, never stored."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="summary")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    url = models.URLField(max_length=500, blank=True)
    drafted_on = models.DateField(null=True, blank=True)
    certified_by = models.CharField(max_length=200, blank=True)
    certified_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    posted_is_approximate = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"summary {self.pk}"


class Registration(models.Model):
    """Someone who will come, and what she needs in order to take part (STK-25)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    attendance = models.CharField(max_length=10, default="online")
    accommodation = models.TextField(blank=True)
    wants_to_comment = models.BooleanField(default=False)
    language = models.CharField(max_length=20, default="en")
    token_digest = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"registration {self.public_id}"
