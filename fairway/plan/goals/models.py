"""Goal tags: which goals of the plan something serves, by whose word. The goals themselves are definitions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.models import together


class GoalTag(models.Model):
    """One goal on one activity or submission, by its submitter or by staff: the two are kept apart (STK-7)."""

    class Origin(models.TextChoices):
        SUBMITTER = "submitter"
        STAFF = "staff"
        # A published table that does not say which of the two it was.
        PUBLISHED = "published"

    activity = models.ForeignKey(
        "plan.Activity", null=True, blank=True, on_delete=models.CASCADE, related_name="goal_tags"
    )
    submission = models.ForeignKey(
        "plan.Submission", null=True, blank=True, on_delete=models.CASCADE, related_name="goal_tags"
    )
    code = models.CharField(max_length=10)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    reason = models.CharField(max_length=300, blank=True)
    tagged_by = models.CharField(max_length=80)
    tagged_at = models.DateTimeField()
    removed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("removed_at", "removed_by"),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) ^ Q(submission__isnull=True),
                name="goal_tag_on_one",
            ),
            models.UniqueConstraint(
                fields=["activity", "code", "origin"],
                condition=Q(removed_at__isnull=True, activity__isnull=False),
                name="goal_tag_activity",
            ),
            models.UniqueConstraint(
                fields=["submission", "code", "origin"],
                condition=Q(removed_at__isnull=True, submission__isnull=False),
                name="goal_tag_submission",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["code"], name="goal_tag_code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.origin})"
