"""Public ids: opaque, unguessable, and ordered by time so that indexes stay compact (RFC 9562, version 7)."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A version 7 UUID: 48 bits of Unix milliseconds, the rest random."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
