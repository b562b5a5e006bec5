"""What was said of a person, by whom and when: many-valued, sourced, never overwritten."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """Questions that Fairway keeps answers to (practice.md section 8)."""

    RACE = "race"
    ETHNICITY = "ethnicity"
    TRIBE = "tribal-affiliation"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    GENDER_IDENTITY = "gender-identity"
    ORIENTATION = "sexual-orientation"
    HEARING = "disability-hearing"
    VISION = "disability-vision"
    COGNITION = "disability-cognition"
    WALKING = "disability-walking"
    DRESSING = "disability-dressing"
    ERRANDS = "disability-errands"
    SEX = "sex"
    # Only where two dates were given: both stand here until a person chooses (rows of EHR not superseded).
    BIRTH_DATE = "birth-date"


class Status(models.TextChoices):
    """Unknown stays unknown: four different things (DESIGN rule 4)."""

    KNOWN = "known"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"


class ReportedBy(models.TextChoices):
    """Who said so; a person's own word outranks the rest (EQ-1)."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"
    STAFF = "staff"
    EHR = "ehr"


class Answer(models.Model):
    """One value of one question. Several rows of one `asked` group are one multiple answer."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices)
    system = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200, blank=True)
    reported_by = models.CharField(max_length=10, choices=ReportedBy.choices)
    source_ref = models.CharField(max_length=200, blank=True)
    asserted_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    # A later answer of the same reporter supersedes; the row stays.
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status="known") | ~Q(code="", text=""), name="answer_known_has_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of patient {self.patient_id}"
