"""Stakeholders: the organizations and persons who speak, act or are asked to act, under every name they were given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import of_program


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    """Filters of stakeholders; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> StakeholderQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)

    def standing(self) -> StakeholderQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class Stakeholder(models.Model):
    """An organization or a person with a part in the plan. Its names are aliases; `name` is the one we print."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association"
        AGENCY = "agency"
        ACADEMIC = "academic"
        CARE_PROVIDER = "care-provider"
        INDUSTRY = "industry"
        ADVOCACY = "advocacy"
        COALITION = "coalition"
        PERSON = "person"
        UNKNOWN = "unknown"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.UNKNOWN)
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=30, blank=True)
    size_stated = models.CharField(max_length=100, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["program", "name"], name="stakeholder_name")]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A name under which a stakeholder appeared, and where. `key` is the name folded for comparing (stakeholders.rules)."""

    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "key"], name="alias_key")
        ]

    def __str__(self) -> str:
        return self.name


class StakeholderMerge(models.Model):
    """Two records found to be one (STK-20). Both stay; undoing puts the names back where they were."""

    kept = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="+")
    moved_aliases = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    merged_by = models.CharField(max_length=80)
    merged_at = models.DateTimeField()
    undone_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("undone_at", "undone_by"),
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.merged_id} into {self.kept_id}"
