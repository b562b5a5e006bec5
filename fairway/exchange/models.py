"""The import ledger: what arrived, byte for byte, once; what became of each line; what could not be read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from fairway.base.ids import new_id
from fairway.people.models import Organization


class TreeKey(models.BigIntegerField):  # type: ignore[type-arg]
    """A key of 64 bits by which SQLite keeps the table itself; `bigint` would give it a second tree beside the first."""

    def db_type(self, connection: Any) -> str | None:
        """SQLite knows the key of its tree only by the word `integer`."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


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
    """One file by its content: a second arrival of the same bytes is recognized, a broken-off one resumed.

    `source` tells apart the systems that number their patients for themselves: `source:12`, 12 being the site.
    """

    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30)
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
            models.UniqueConstraint(
                fields=["program", "source", "digest"], name="received_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"file {self.digest[:12]}"


class Pack(models.Model):
    """A run of received resources, exactly as received, compressed together (zstandard).

    `directory` says what they are, compressed too: exchange.ledger.Directory.
    """

    file = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="packs")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    first_line = models.BigIntegerField()
    body = models.BinaryField()
    directory = models.BinaryField()

    def __str__(self) -> str:
        return f"pack {self.pk}"


class Received(models.Model):
    """The latest content of one resource, and where it lies: what makes "once" true.

    The importer's hottest table, so it holds no more than that: one narrow row in one tree, no objects made for it.
    """

    # BLAKE2b of program, source, type and id: 64 bits, because that is the cheapest key on both databases.
    key = TreeKey(primary_key=True)
    # SHA-256 of the bytes as they came: 64 bits tell the few contents of one resource apart.
    content = models.BigIntegerField()
    pack = models.ForeignKey(
        Pack, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # Which entry of the pack's directory.
    entry = models.IntegerField()

    def __str__(self) -> str:
        return f"received {self.pk}"


class OtherVersion(models.Model):
    """A content of a resource that is not its latest: an earlier one, or one that came late."""

    key = models.BigIntegerField()
    content = models.BigIntegerField()
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "content"], name="other_version_once"),
        ]

    def __str__(self) -> str:
        return f"other version {self.pk}"


class Waiting(models.Model):
    """A resource that speaks of a person who is not here yet; gone when she is."""

    program = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Whom it means, as people.Identifier will know her.
    subject_system = models.CharField(max_length=200)
    subject_value = models.CharField(max_length=200)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    entry = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["program", "subject_system", "subject_value"], name="waiting_for_person"
            ),
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


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
