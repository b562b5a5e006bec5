"""The navigator's own records: contact attempts, notes, hand-offs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.navigation.pathways.models import Episode
from fairway.people.models import Organization, Patient, Staff


class ContactAttempt(models.Model):
    """One try to reach someone (practice.md 6.2). Why it failed is mandatory: a reason feeds the report."""

    class Mode(models.TextChoices):
        PHONE = "phone"
        TEXT = "text"
        VIDEO = "video"
        IN_PERSON = "in-person"
        LETTER = "letter"
        EMAIL = "email"

    class Outcome(models.TextChoices):
        REACHED = "reached"
        LEFT_MESSAGE = "left-message"
        NO_ANSWER = "no-answer"
        WRONG_NUMBER = "wrong-number"
        REFUSED = "asked-not-to-call"
        SENT = "sent"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="contact_attempts")
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="contact_attempts")
    mode = models.CharField(max_length=12, choices=Mode.choices)
    contact_with = models.CharField(max_length=20, default="patient")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    interpreter_used = models.BooleanField(null=True, blank=True)
    next_contact_on = models.DateField(null=True, blank=True)
    attempted_on = models.DateField()
    attempted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    attempted_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("undone_at", "undone_by"),
            models.CheckConstraint(condition=~Q(reason=""), name="attempt_says_why"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["episode", "attempted_on"], name="attempt_episode")
        ]

    def __str__(self) -> str:
        return f"contact attempt {self.public_id}"


class Note(models.Model):
    """What the team should know. Amended by a new row that points at the old; never edited."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    amends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="amended_by"
    )
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient", "written_at"], name="note_patient")]

    def __str__(self) -> str:
        return f"note {self.public_id}"


class HandOff(models.Model):
    """A case offered to a colleague. Until she accepts, it stays with the one who offered (NAV-8)."""

    class State(models.TextChoices):
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="hand_offs")
    offered_to = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="hand_offs_received"
    )
    reason = models.CharField(max_length=30)
    summary = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    offered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="hand_offs_made")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_text = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("answered_at", "answered_by"),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(state="offered"), name="hand_off_one_open"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["offered_to"], name="hand_off_open", condition=Q(state="offered"))
        ]

    def __str__(self) -> str:
        return f"hand-off {self.public_id}"
