"""What people decided about clocks: pauses, waiting, not needed; and alerts that only a person can close."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.navigation.pathways.models.clocks import Episode
from fairway.navigation.pathways.models.facts import Appointment
from fairway.people.models import Staff


class Pause(models.Model):
    """A clock stopped with a reason, from the first day to the last, both counted; open while `until_on` is null."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=30)
    text = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    paused_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    resumed_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("resumed_at", "resumed_by"),
            together("undone_at", "undone_by"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="pause_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(until_on__isnull=True, undone_at__isnull=True),
                name="pause_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"pause of episode {self.episode_id}"


class Decision(models.Model):
    """A person's word on one milestone: not needed, reviewed, or waiting on someone else."""

    class Kind(models.TextChoices):
        NOT_NEEDED = "not-needed"
        WAITING = "waiting"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="decisions")
    milestone_key = models.CharField(max_length=40)
    occasion = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=30)
    text = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("undone_at", "undone_by")]

    def __str__(self) -> str:
        return f"{self.kind} on episode {self.episode_id}"


class Alert(models.Model):
    """ACCURE's alerts (practice.md 7.1). It cannot close without how, by whom and when."""

    class Kind(models.TextChoices):
        MISSED_TREATMENT = "missed-treatment-visit"
        NOTHING_SCHEDULED = "nothing-scheduled"
        HAND_OFF_UNANSWERED = "hand-off-unanswered"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    episode = models.ForeignKey(
        Episode, on_delete=models.CASCADE, related_name="alerts", db_index=False
    )
    kind = models.CharField(max_length=30, choices=Kind.choices)
    # What it was raised for, once: an appointment, or an index visit and what was cancelled since.
    occasion = models.CharField(max_length=80)
    about = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    resolution = models.CharField(max_length=30, blank=True)
    resolution_text = models.TextField(blank=True)
    resolved_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["episode", "kind", "occasion"], name="alert_once"),
            together("resolved_at", "resolved_by"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(resolution="") & ~Q(resolution_text=""),
                name="alert_closed_with_how",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["episode"], name="alert_open", condition=Q(resolved_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.public_id}"
