"""Accounts, staff and their roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from fairway.base.ids import new_id


class User(AbstractUser):
    """A sign-in. What it may do follows from its Staff row."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    language = models.CharField(max_length=10, default="en")


class Role(models.TextChoices):
    """Roles of DESIGN section 6 that work inside a program."""

    NAVIGATOR = "navigator"
    LEAD = "lead"
    MANAGER = "manager"
    CLINICIAN = "clinician"
    PARTNER = "partner"
    PLAN_STAFF = "plan-staff"
    ADMINISTRATOR = "administrator"


class Staff(models.Model):
    """One person working for one program (or, as partner, for one partner organization)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    program = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, related_name="staff"
    )
    sites = models.ManyToManyField("people.Organization", blank=True, related_name="site_staff")
    role = models.CharField(max_length=20, choices=Role.choices)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    languages = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["program", "role"], name="staff_program_role")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How the audit names this person: by id."""
        return f"staff:{self.pk}"
