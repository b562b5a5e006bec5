"""Programs, their sites, partner agencies, and the organizations that imported records name."""

from typing import ClassVar

from django.db import models

from fairway.base.ids import new_id


class Organization(models.Model):
    """FHIR Organization. A program owns records; a site belongs to a program."""

    class Kind(models.TextChoices):
        PROGRAM = "program"
        SITE = "site"
        PARTNER = "partner"
        PROVIDER = "provider"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    time_zone = models.CharField(max_length=50, default="America/New_York")
    phone = models.CharField(max_length=30, blank=True)
    source_ref = models.CharField(max_length=200, blank=True)
    # HUM-1: an imported case falls to this person until someone else takes it.
    intake_owner = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["part_of", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="organization_source_ref",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="site") | models.Q(part_of__isnull=False),
                name="organization_site_has_program",
            ),
        ]

    def __str__(self) -> str:
        return self.name
