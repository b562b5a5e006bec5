"""The import ledger: what arrived, byte for byte, once; what became of each line; what could not be read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fairway.base.ids import new_id
from fairway.people.models import Organization


class ImportRun(models.Model):
    """One call of the importer. Its counts add up to every line of input."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    path = models.TextField()
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    summary = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"import {self.public_id}"


class ReceivedFile(models.Model):
    """One file by its content: a second arrival of the same bytes is recognized, a broken-off one resumed."""

    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    lines_done = models.BigIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    first_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="files")
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "digest"], name="received_file_once")
        ]

    def __str__(self) -> str:
        return f"file {self.digest[:12]}"


class Pack(models.Model):
    """A run of received lines, exactly as received, compressed together (zstandard)."""

    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="packs")
    first_line = models.BigIntegerField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"pack {self.pk}"


class Received(models.Model):
    """One resource in a pack: where it lies, what it is, what became of it.

    The table is the importer's hottest: no ORM objects are made for it, and the only index is the one that
    makes "once" true.
    """

    class Fate(models.IntegerChoices):
        USED = 1
        KEPT = 2
        WAITING = 3
        QUARANTINED = 4
        REPEATED = 5

    program_id = models.BigIntegerField()
    # BLAKE2b-128 of program, type, id and content.
    digest = models.BinaryField(max_length=16, unique=True)
    resource_type = models.CharField(max_length=40)
    resource_id = models.CharField(max_length=80)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    offset = models.IntegerField()
    length = models.IntegerField()
    fate = models.SmallIntegerField(choices=Fate.choices)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["program_id"], name="received_waiting", condition=models.Q(fate=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_type} {self.pk}"


class Quarantined(models.Model):
    """A line that could not be read: its place and the reason; the bytes lie in the pack (or stay in the file)."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="quarantined")
    file = models.ForeignKey(ReceivedFile, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.BigIntegerField()
    path = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    pack = models.ForeignKey(Pack, null=True, on_delete=models.PROTECT, related_name="+")
    offset = models.IntegerField(null=True)
    length = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"quarantined line {self.line}"
