"""Episodes and milestones: derived from events by pathways.rules.replay, stored so that a list of a million is quick.

Nothing here is a source of truth but the owner and the closure; the rest follows from facts and decisions.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.navigation.pathways.models.facts import Event
from fairway.people.models import Organization, Patient, Staff
from fairway.people.models.patients import CARE_TEAM

# Every list is read along one index, and its page begins inside it: any depth costs the same (stack.md 3.1).
# What is chosen by stands behind the order: a filter is answered before a row is fetched.
OPEN = Q(closed_on__isnull=True)
RANKED = OPEN & Q(rank_on__isnull=False)
BY_RANK = ["rank_on", "id"]
CHOSEN_BY = ["due_on", "open_alerts", "warn_on", "long_overdue_on", "waiting_since", "pathway"]


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Named filters; the first is always the scope."""

    def visible_to(self, staff: Staff | None) -> EpisodeQuerySet:
        """A program's care team sees its program's episodes; all others see none."""
        if staff is None or not staff.is_active or staff.role not in CARE_TEAM:
            return self.none()
        return self.filter(program_id=staff.program_id)

    def open(self) -> EpisodeQuerySet:
        """Not closed by a person."""
        return self.filter(closed_on__isnull=True)

    def overdue(self, *, on: date) -> EpisodeQuerySet:
        """Some milestone is past its day and not met."""
        return self.open().filter(due_on__lt=on)


class Episode(models.Model):
    """One run of a pathway for one patient, on one version of the definition. FHIR EpisodeOfCare.

    `lead` and what follows it, and the copies of program, site and language, are the worklist's line (rules.line):
    written in the transaction that changes what they follow from.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="episodes", db_index=False
    )
    # HUM-1: never null; an open case has a named human owner.
    owner = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="episodes", db_index=False
    )
    pathway = models.CharField(max_length=40)
    definition_version = models.CharField(max_length=20)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The pathway's own end (benign, treated): a person still closes the case (HUM-6).
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=30, blank=True)
    closed_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    # The worklist's line.
    language = models.CharField(max_length=20, blank=True)
    # Derived, and written before its milestone: a checked key would make SQLite search for it at every insert.
    lead = models.ForeignKey(
        "Milestone",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    standing = models.CharField(max_length=12, default="idle")
    # The lead's days; none where no day of hers is running.
    due_on = models.DateField(null=True, blank=True)
    warn_on = models.DateField(null=True, blank=True)
    long_overdue_on = models.DateField(null=True, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    is_watchful = models.BooleanField(default=False)
    rank_on = models.DateField(null=True, blank=True)
    open_alerts = models.PositiveSmallIntegerField(default=0)
    last_contact_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            together("closed_at", "closed_by", "closed_on"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_reason=""),
                name="episode_closed_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["patient", "pathway"], name="episode_patient"),
            *(
                models.Index(fields=["program", *fields], name=f"worklist_{name}", condition=which)
                for name, fields, which in [
                    ("program", [*BY_RANK, *CHOSEN_BY, "language"], RANKED),
                    ("owner", ["owner", *BY_RANK], RANKED),
                    ("site", ["site", *BY_RANK, *CHOSEN_BY, "language"], RANKED),
                    ("language", ["language", *BY_RANK, *CHOSEN_BY], RANKED),
                    ("alert", [*BY_RANK, *CHOSEN_BY, "language"], RANKED & Q(open_alerts__gt=0)),
                    ("watchful", BY_RANK, OPEN & Q(is_watchful=True)),
                ]
            ),
            *(
                models.Index(fields=["program", *fields], name=f"list_{name}", condition=which)
                for name, fields, which in [
                    ("owner", ["owner", "opened_on", "id"], OPEN),
                    (
                        "standing",
                        ["standing", "opened_on", "id", "site"],
                        OPEN & Q(due_on__isnull=True),
                    ),
                    ("waiting", ["opened_on", "id", "site"], OPEN & Q(waiting_since__isnull=False)),
                    ("not_reached", ["opened_on", "id", "site"], OPEN & Q(reached_on__isnull=True)),
                ]
            ),
        ]

    def __str__(self) -> str:
        return f"episode {self.public_id}"


class Milestone(models.Model):
    """One step of an episode with its clock. The state is computed for a date: rules.clock_state.

    `due_on` is the primary standard's; `standards` holds every standard that runs on it, as
    `[{"id": ..., "due_on": "2026-03-01"}]`. No `due_on` means no deadline, which is shown and never hidden.
    """

    episode = models.ForeignKey(
        Episode, on_delete=models.CASCADE, related_name="milestones", db_index=False
    )
    key = models.CharField(max_length=40)
    # Distinguishes repeats of one step (follow-up at 6, 12, 24 months).
    occasion = models.PositiveIntegerField(default=1)
    anchor = models.ForeignKey(
        Event, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    anchor_on = models.DateField()
    warn_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    long_overdue_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_by = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    not_needed_on = models.DateField(null=True, blank=True)
    not_needed_reason = models.CharField(max_length=40, blank=True)
    paused_from = models.DateField(null=True, blank=True)
    has_pauses = models.BooleanField(default=False)
    waiting_since = models.DateField(null=True, blank=True)
    waiting_for = models.CharField(max_length=30, blank=True)
    standards = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["episode", "key", "occasion"], name="milestone_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["warn_on"],
                name="milestone_to_announce",
                condition=Q(met_on__isnull=True, not_needed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of episode {self.episode_id}"


class Standing(models.Model):
    """Which patients changed since their clocks were last worked out; empty when nothing changed."""

    patient = models.OneToOneField(
        Patient, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    changed_at = models.DateTimeField()
    # Another one at each change: whoever works the clocks out takes back only the mark that she read.
    mark = models.UUIDField(default=new_id)

    def __str__(self) -> str:
        return f"patient {self.patient_id} changed"


class Announcement(models.Model):
    """What was told, and what was believed then: compare-and-set, so a second run adds nothing.

    It names the step and not the milestone's row, so that it outlives a correction that does away with the row.
    """

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="announcements")
    key = models.CharField(max_length=40)
    occasion = models.PositiveIntegerField()
    state = models.CharField(max_length=16)
    due_on = models.DateField(null=True, blank=True)
    on = models.DateField()
    announced_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["episode", "key", "occasion", "state", "due_on"], name="announced_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of episode {self.episode_id} {self.state}"
