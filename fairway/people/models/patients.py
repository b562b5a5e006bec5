"""The patient: one row a person, and the filter that says who may see her."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.people.models.accounts import Role, Staff

CARE_TEAM = [Role.NAVIGATOR, Role.LEAD, Role.MANAGER, Role.CLINICIAN]


class PatientQuerySet(models.QuerySet["Patient"]):
    """Named filters; the first is always the scope."""

    def visible_to(self, staff: Staff | None) -> PatientQuerySet:
        """A program's care team sees its program's patients; all others see none (PRV-3)."""
        if staff is None or not staff.is_active or staff.role not in CARE_TEAM:
            return self.none()
        return self.filter(program_id=staff.program_id)

    def standing(self) -> PatientQuerySet:
        """Without the records that were merged into another."""
        return self.filter(merged_into__isnull=True)


class Patient(models.Model):
    """A person under navigation.

    Columns here are what the worklist and the header need at once; all that was ever said of a person, and by
    whom, is in Answer, PatientName, ContactPoint and Address. Empty means "not known", never a default.
    """

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        OTHER = "other"
        UNKNOWN = "unknown"

    class Interpreter(models.TextChoices):
        NEEDED = "needed"
        NOT_NEEDED = "not-needed"
        DECLINED = "declined"
        UNKNOWN = "unknown"
        NOT_ASKED = "not-asked"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, related_name="patients", db_index=False
    )
    site = models.ForeignKey(
        "people.Organization",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="site_patients",
    )
    family = models.CharField(max_length=120, blank=True)
    given = models.CharField(max_length=120, blank=True)
    # Folded for search and matching: lower case, no accents, no punctuation (people.rules.fold).
    family_key = models.CharField(max_length=120, blank=True)
    given_key = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(max_length=5, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    language = models.CharField(max_length=20, blank=True)
    interpreter = models.CharField(
        max_length=12, choices=Interpreter.choices, default=Interpreter.NOT_ASKED
    )
    household = models.CharField(max_length=32, blank=True)
    deceased_on = models.DateField(null=True, blank=True)
    access_needs = models.TextField(blank=True)
    safe_to_contact = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    recorded_at = models.DateTimeField()

    objects = PatientQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["program", "family_key", "given_key", "id"], name="patient_name"),
            models.Index(fields=["program", "birth_date", "family_key"], name="patient_birth"),
            models.Index(
                fields=["household"], name="patient_household", condition=~Q(household="")
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="patient_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"patient {self.public_id}"

    @property
    def name(self) -> str:
        """As a person reads it. Never put it into a log, a URL or a title."""
        return f"{self.given} {self.family}".strip()
