"""Logs: JSON lines with our own words and ids. No message of an exception, no local variable, no unknown key."""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

# Whatever else is passed is dropped: a name cannot slip in under a key of its own.
ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "job",
        "kind",
        "attempt",
        "run",
        "program",
        "count",
        "seconds",
        "failure",
        "where",
        "path",
    }
)
FRAMES = 8


def configure() -> None:
    """Set structlog up for this process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_the_place,
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def only_the_place(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The kind of a failure and where it happened. Its text may quote a row (PostgreSQL's DETAIL does), so it is left out."""
    if event.pop("exc_info", None):
        kind, _, tail = sys.exc_info()
        event["failure"] = kind.__name__ if kind else ""
        event["where"] = [
            f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}"
            for f in traceback.extract_tb(tail)[-FRAMES:]
        ]
    return event


def only_allowed(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep the keys of ALLOWED."""
    return {key: value for key, value in event.items() if key in ALLOWED}
