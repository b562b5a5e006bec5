"""What happened, and what is booked: dated facts of a person, with their source. Append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Patient, Staff


class Event(models.Model):
    """One dated clinical or administrative fact. A correction is a new row that points at the old one.

    `occurred_on` is the first day the fact may have happened; `precision` says how far that reaches (a month, a
    year). `recorded_at` is when we heard, and never decides a clock.
    """

    class Precision(models.TextChoices):
        DAY = "day"
        MONTH = "month"
        YEAR = "year"

    class Certainty(models.TextChoices):
        CONFIRMED = "confirmed"
        SUSPECTED = "suspected"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    kind = models.CharField(max_length=40)
    # Empty where the fact belongs to whichever cancer is under way (a chemotherapy visit, a death).
    cancer = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=40, blank=True)
    occurred_on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    certainty = models.CharField(
        max_length=10, choices=Certainty.choices, default=Certainty.CONFIRMED
    )
    # Where it was read: `Observation/123#screening-result`; empty for what a person typed.
    source_ref = models.CharField(max_length=240, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    # True: this row takes the fact back (entered in error) and puts nothing in its place.
    is_retraction = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    is_current = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program", "source_ref", "version"],
                condition=~Q(source_ref=""),
                name="event_source_version",
            ),
            models.CheckConstraint(
                condition=~Q(source_ref="") | Q(recorded_by__isnull=False), name="event_has_origin"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["patient", "occurred_on"], name="event_patient")]

    def __str__(self) -> str:
        return f"event {self.public_id}"


class EventConflict(models.Model):
    """A source sent something else about a fact that a person had corrected: she decides (INT-6)."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT_OURS = "kept-ours"
        TOOK_THEIRS = "took-theirs"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    ours = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=40)
    cancer = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=40, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, blank=True)
    is_retraction = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    recorded_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("decided_at", "decided_by")]
        indexes: ClassVar = [
            models.Index(fields=["program", "id"], name="conflict_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"conflict {self.public_id}"


class Appointment(models.Model):
    """A booked visit (FHIR Appointment): the latest state of each source record; what it was before is in the audit."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        PENDING = "pending"
        BOOKED = "booked"
        ARRIVED = "arrived"
        FULFILLED = "fulfilled"
        CANCELLED = "cancelled"
        NO_SHOW = "noshow"
        ENTERED_IN_ERROR = "entered-in-error"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="appointments", db_index=False
    )
    cancer = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    is_treatment = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    # The local calendar day at the program's place: clocks count days, not instants.
    starts_on = models.DateField()
    status = models.CharField(max_length=16, choices=Status.choices)
    place_text = models.CharField(max_length=200, blank=True)
    source_ref = models.CharField(max_length=240, blank=True)
    recorded_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    # Set where a person said what became of the visit: a source does not overwrite her word (INT-6).
    changed_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Last change of status: a visit cancelled after an alert was resolved raises it again.
    status_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program", "source_ref"],
                condition=~Q(source_ref=""),
                name="appointment_source",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["patient", "starts_on"], name="appointment_patient"),
            models.Index(fields=["program", "starts_on"], name="appointment_day"),
        ]

    def __str__(self) -> str:
        return f"appointment {self.public_id}"


class AppointmentConflict(models.Model):
    """What a source says since of a visit that a person has judged: she decides (INT-6).

    One a visit, with the source's latest word: gone when the source agrees, or moves the visit to another day.
    """

    State = EventConflict.State

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, related_name="conflict"
    )
    status = models.CharField(max_length=16, choices=Appointment.Status.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    recorded_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("decided_at", "decided_by")]
        indexes: ClassVar = [
            models.Index(
                fields=["program", "id"], name="visit_conflict_open", condition=Q(state="open")
            )
        ]

    def __str__(self) -> str:
        return f"conflict {self.public_id}"
