"""Activities: what stakeholders do toward the goals; the rows of the map of efforts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Sourced, of_program
from fairway.plan.intake.models import Submission
from fairway.plan.stakeholders.models import Stakeholder

_WITHDRAWN = Q(submission__state="withdrawn") | Q(passage__document__withdrawn_at__isnull=False)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Filters of activities; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> ActivityQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)

    def standing(self) -> ActivityQuerySet:
        """Those whose submission or document, if they came from one, was not withdrawn."""
        return self.exclude(_WITHDRAWN)

    def withdrawn(self) -> ActivityQuerySet:
        """The others."""
        return self.filter(_WITHDRAWN)


class Activity(Sourced):
    """Something a stakeholder does (or that measured navigation did, PLN-2), with its source."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.PROTECT, related_name="activities"
    )
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    partners = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    challenges = models.TextField(blank=True)
    # Ids of efforts/definitions/topics.toml and places.toml.
    topics = models.JSONField(default=list)
    places = models.JSONField(default=list)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "key"], name="activity_key")
        ]

    def __str__(self) -> str:
        return f"activity {self.public_id}"
