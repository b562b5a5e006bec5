"""Which records are one person: identifiers, names over time, the queue for a human eye, reversible merges."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models.answers import ReportedBy


class Identifier(models.Model):
    """FHIR Identifier: a number that one system gives to one person."""

    # The constraint's index begins with the program; one of its own would only slow the import.
    program = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    patient = models.ForeignKey(
        "people.Patient", on_delete=models.CASCADE, related_name="identifiers"
    )
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # The value before the system: a person is looked for by a number alone.
            models.UniqueConstraint(fields=["program", "value", "system"], name="identifier_once"),
        ]

    def __str__(self) -> str:
        return f"identifier {self.pk}"


class PatientName(models.Model):
    """FHIR HumanName: every name a person was recorded under."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="names")
    use = models.CharField(max_length=10, blank=True)
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    reported_by = models.CharField(max_length=10, choices=ReportedBy.choices)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"name of patient {self.patient_id}"


class IdentityReview(models.Model):
    """Two records that may be one person: a human decides (STYLE: "in between goes to a person")."""

    class State(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        DIFFERENT = "different"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey("people.Organization", on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    # Which fields agree, differ or are missing: codes such as "family:same", never values.
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="identity_review_once"),
            together("decided_at", "decided_by"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["program", "id"], name="identity_open", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"identity review {self.public_id}"


class Merge(models.Model):
    """Two records made one. Nothing is moved: the duplicate points at the survivor, so undoing loses nothing."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    survivor = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="merges")
    duplicate = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    merged_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(undone_at__isnull=True), name="merge_once"
            ),
            together("undone_at", "undone_by"),
        ]

    def __str__(self) -> str:
        return f"merge {self.public_id}"
