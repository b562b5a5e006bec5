"""Decisions about submissions: deadlines, moves, screening, likeness, columns. Pure: no Django, no clock, no database."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

# STK-3: what the form asks for, in its order; each may stay empty and is then asked for once.
PARTS = ("goals", "partners", "progress", "challenges", "comment")


def missing_parts(parts: dict[str, str]) -> tuple[str, ...]:
    """The parts that say nothing yet. A comment alone is enough; the others are asked for, never demanded."""
    return tuple(
        part for part in PARTS if part != "comment" and not (parts.get(part) or "").strip()
    )


def receipt_number(public_id: UUID) -> str:
    """The number on a receipt: the random end of the submission's id, such as `8F2A-91C3`."""
    tail = public_id.hex[-8:].upper()
    return f"{tail[:4]}-{tail[4:]}"


def token_digest(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to make one."""
    return sha256(f"fairway-submission:{token}".encode()).hexdigest()
