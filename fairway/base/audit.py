"""The audit: who did what to which record, and when; each entry sealed to the one before it.

It keeps ids and words of our own, never a name or what a request carried.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db import models, transaction

from fairway.base.models import AuditEntry


class Secret:
    """The sealing key, handed in once by `config` at start-up."""

    key: bytes = b""


def record(
    verb: str,
    *,
    about: models.Model | None,
    by: str,
    at: datetime,
    program_id: int | None = None,
    **detail: object,
) -> AuditEntry:
    """Add one entry to today's chain of this process. Call it inside the action's transaction.

    `by` is a staff or system id such as `staff:12` or `system:import`. One chain a process and day keeps
    writers from waiting for each other.
    """
    chain = f"{at:%Y%m%d}-{os.getpid()}"
    with transaction.atomic():
        last = AuditEntry.objects.filter(chain=chain).order_by("-seq").only("seq", "seal").first()
        entry = AuditEntry(
            chain=chain,
            seq=last.seq + 1 if last else 1,
            verb=verb,
            about=f"{about._meta.label_lower}:{about.pk}" if about is not None else "",
            program_id=program_id,
            by=by,
            at=at,
            detail=detail,
        )
        entry.seal = _seal(entry, previous=last.seal if last else "")
        entry.save(force_insert=True)
    return entry


def broken_entries() -> Iterator[int]:
    """Keys of entries whose seal or place in the chain does not hold: edited, removed or moved. O(n)."""
    previous: dict[str, tuple[int, str]] = {}
    for entry in AuditEntry.objects.order_by("chain", "seq").iterator(chunk_size=2000):
        seq, seal = previous.get(entry.chain, (0, ""))
        if entry.seq != seq + 1 or entry.seal != _seal(entry, previous=seal):
            yield entry.pk
        previous[entry.chain] = (entry.seq, entry.seal)


def _seal(entry: AuditEntry, *, previous: str) -> str:
    content = msgspec.json.encode(
        [
            previous,
            entry.chain,
            entry.seq,
            entry.verb,
            entry.about,
            entry.program_id,
            entry.by,
            entry.at.timestamp(),
            entry.detail,
        ],
        order="sorted",
    )
    return hmac.new(Secret.key, content, hashlib.sha256).hexdigest()
