"""Tables that belong to no domain: the audit and the queue of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id


def together(*fields: str) -> models.CheckConstraint:
    """All of the fields are set, or none: for every `*_at` with its `*_by`."""
    empty = Q(**{f"{name}__isnull": True for name in fields})
    full = Q(**{f"{name}__isnull": False for name in fields})
    return models.CheckConstraint(
        condition=empty | full, name="%(app_label)s_%(class)s_" + "_".join(fields)[:20] + "_pair"
    )


class AuditEntry(models.Model):
    """One deed. No foreign keys, so that history never blocks and never follows a deletion."""

    chain = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    program_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_chain_seq")
        ]
        indexes: ClassVar = [models.Index(fields=["about", "at"], name="audit_about_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}"


class JobQuerySet(models.QuerySet["Job"]):
    """The queue."""

    def claimable(self, *, at: datetime) -> JobQuerySet:
        """Waiting, or claimed by a worker whose lease ran out (it was killed)."""
        return self.filter(
            Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=at)
        )


class Job(models.Model):
    """Work to be done soon, by a worker. A lease, and an attempt number as fence: see base/jobs.py."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    program_id = models.BigIntegerField(null=True)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["id"], name="job_open", condition=Q(state__in=["waiting", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class AidSwitch(models.Model):
    """Whether an automated aid is on for one program. No row: off (DESIGN section 2, rule 3)."""

    aid = models.CharField(max_length=60)
    program_id = models.BigIntegerField()
    is_on = models.BooleanField(default=False)
    switched_by = models.CharField(max_length=80)
    switched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["aid", "program_id"], name="aid_switch_once")
        ]

    def __str__(self) -> str:
        return f"{self.aid}: {'on' if self.is_on else 'off'}"


class AidRun(models.Model):
    """One time that an aid was used: which version, on how much, with which settings, and what came out (counts)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    aid = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    program_id = models.BigIntegerField()
    settings = models.JSONField(default=dict)
    inputs = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["program_id", "aid", "started_at"], name="aid_run_of_program")
        ]

    def __str__(self) -> str:
        return f"{self.aid} {self.version}"
