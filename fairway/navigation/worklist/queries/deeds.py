"""What people decided about an episode, of four kinds, in one statement: a page has a budget of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from fairway.navigation.pathways.models import Alert, Decision, Pause
from fairway.navigation.worklist.models import HandOff


@dataclass(frozen=True, slots=True)
class Deed:
    """One pause, decision, alert or hand-off (`sort`), with who, when, and how it ended.

    `what` is a decision's kind, an alert's kind, or to whom a case was offered. `ended` is an alert's resolution or
    a hand-off's answer, `receiver` the key of the one it was offered to. An alert has no `by`: a rule raised it.
    """

    sort: str
    key: int
    id: UUID
    episode: int
    what: str
    reason: str
    text: str
    milestone_key: str
    occasion: int
    from_on: date | None
    until_on: date | None
    by: str | None
    at: datetime
    ended: str
    ended_text: str
    ended_by: str | None
    ended_at: datetime | None
    undone_at: datetime | None
    receiver: int | None


NO_DAY = Cast(Value(None), DateField())
NO_TIME = Cast(Value(None), DateTimeField())
NOBODY, NO_KEY = Cast(Value(None), CharField()), Cast(Value(None), BigIntegerField())
NOTHING, ZERO = Value("", TextField()), Value(0, IntegerField())


def deeds_of(episodes: list[int]) -> dict[int, list[Deed]]:
    """The deeds of each of these episodes, newest first. One query."""
    pauses, *others = (
        model.objects.filter(episode_id__in=episodes).order_by().values_list(*columns)  # type: ignore[attr-defined]
        for model, columns in TABLES.items()
    )
    found: dict[int, list[Deed]] = defaultdict(list)
    if episodes:
        deeds = [Deed(*row) for row in pauses.union(*others, all=True)]
        for deed in sorted(deeds, key=lambda one: (one.at, one.key), reverse=True):
            found[deed.episode].append(deed)
    return found


def _columns(sort: str, *own: str | Combinable) -> list[Combinable]:
    fixed: list[str | Combinable] = ["pk", "public_id", "episode_id", *own]
    return [
        Value(sort, CharField()),
        *[F(one) if isinstance(one, str) else one for one in fixed],
    ]


# The first table's columns are all real ones, but for a key, which reads as it is: a union reads every row by them.
TABLES = {
    Pause: _columns(
        "pause", NOTHING, "reason", "text", NOTHING, ZERO, "from_on", "until_on",
        "paused_by__name", "paused_at", NOTHING, NOTHING, "resumed_by__name", "resumed_at", "undone_at",
        NO_KEY,
    ),
    Decision: _columns(
        "decision", "kind", "reason", "text", "milestone_key", "occasion", "decided_on", NO_DAY,
        "decided_by__name", "decided_at", NOTHING, NOTHING, NOBODY, NO_TIME, "undone_at", NO_KEY,
    ),
    Alert: _columns(
        "alert", "kind", NOTHING, NOTHING, NOTHING, ZERO, "raised_on", NO_DAY,
        NOBODY, "raised_at", "resolution", "resolution_text", "resolved_by__name", "resolved_at", NO_TIME,
        NO_KEY,
    ),
    HandOff: _columns(
        "hand-off", "offered_to__name", "reason", "summary", NOTHING, ZERO, NO_DAY, NO_DAY,
        "offered_by__name", "offered_at", "state", "answer_text", "answered_by__name", "answered_at", NO_TIME,
        "offered_to_id",
    ),
}  # fmt: skip
