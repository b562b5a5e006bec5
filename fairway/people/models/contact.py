"""How, when and where a person may be reached, who helps her, what she agreed to, who pays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.models import together
from fairway.people.models.answers import ReportedBy


class ContactPoint(models.Model):
    """FHIR ContactPoint with safe-to-contact rules."""

    class System(models.TextChoices):
        PHONE = "phone"
        SMS = "sms"
        EMAIL = "email"
        OTHER = "other"

    class Safe(models.TextChoices):
        YES = "yes"
        NO = "no"
        NOT_ASKED = "not-asked"

    patient = models.ForeignKey(
        "people.Patient", on_delete=models.CASCADE, related_name="contact_points"
    )
    system = models.CharField(max_length=10, choices=System.choices)
    value = models.CharField(max_length=254)
    # E.164 or lower-case e-mail, for matching; empty when it could not be read.
    value_key = models.CharField(max_length=254, blank=True)
    use = models.CharField(max_length=10, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)
    safe_to_call = models.CharField(max_length=10, choices=Safe.choices, default=Safe.NOT_ASKED)
    safe_to_leave_message = models.CharField(
        max_length=10, choices=Safe.choices, default=Safe.NOT_ASKED
    )
    safe_hours = models.CharField(max_length=120, blank=True)
    # Which source record says so: what it no longer says ends, what others say stays.
    source_ref = models.CharField(max_length=200, blank=True)
    reported_by = models.CharField(max_length=10, choices=ReportedBy.choices)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # Whole: SQLite cannot tell that a parameter is not empty, and would leave a partial index aside.
        indexes: ClassVar = [models.Index(fields=["value_key"], name="contact_value")]

    def __str__(self) -> str:
        return f"{self.system} of patient {self.patient_id}"


class Address(models.Model):
    """Where a person lives, for work; analysis only ever sees county, RUCA, RUCC and SVI."""

    patient = models.ForeignKey(
        "people.Patient", on_delete=models.CASCADE, related_name="addresses"
    )
    lines = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=40, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    use = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(
        "people.Place",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    source_ref = models.CharField(max_length=200, blank=True)
    reported_by = models.CharField(max_length=10, choices=ReportedBy.choices)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"address of patient {self.patient_id}"


class Place(models.Model):
    """A ZIP code with its public figures: USDA RUCA and RUCC, CDC SVI. Null is missing (-999 in the source)."""

    zip = models.CharField(max_length=5, unique=True)
    county_fips = models.CharField(max_length=5, blank=True)
    county = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    ruca = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    rucc = models.PositiveSmallIntegerField(null=True, blank=True)
    svi = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    def __str__(self) -> str:
        return self.zip


class Coverage(models.Model):
    """FHIR Coverage: who pays, from when to when."""

    class Payer(models.TextChoices):
        NONE = "none"
        MEDICAID = "medicaid"
        MEDICARE = "medicare"
        DUAL = "dual"
        PRIVATE = "private"
        MILITARY = "va-tricare"
        IHS = "ihs"
        OTHER = "other"
        UNKNOWN = "unknown"

    patient = models.ForeignKey(
        "people.Patient", on_delete=models.CASCADE, related_name="coverages"
    )
    payer = models.CharField(max_length=12, choices=Payer.choices)
    payer_text = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source_ref = models.CharField(max_length=200, blank=True)
    reported_by = models.CharField(max_length=10, choices=ReportedBy.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "source_ref"],
                condition=~Q(source_ref=""),
                name="coverage_source_ref",
            ),
        ]

    def __str__(self) -> str:
        return f"coverage of patient {self.patient_id}"


class Caregiver(models.Model):
    """Someone the person chose to help her: optional, scoped, revocable (INF-16)."""

    patient = models.ForeignKey(
        "people.Patient", on_delete=models.CASCADE, related_name="caregivers"
    )
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=20, blank=True)
    may_discuss = models.JSONField(default=list)
    granted_on = models.DateField()
    recorded_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("revoked_at", "revoked_by")]

    def __str__(self) -> str:
        return f"caregiver of patient {self.patient_id}"


class Consent(models.Model):
    """What a person agreed to, for one purpose and one recipient; apart from consent to navigation (PRV-1)."""

    class Decision(models.TextChoices):
        PERMIT = "permit"
        DENY = "deny"

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    recipient = models.CharField(max_length=120, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    given_on = models.DateField()
    notice_version = models.CharField(max_length=20, blank=True)
    recorded_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"consent of patient {self.patient_id}: {self.purpose}"
