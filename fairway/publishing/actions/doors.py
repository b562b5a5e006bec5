"""Counting who comes to a door of the public site, so that a flood is stopped and a person is not."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from fairway.base.errors import FairwayError
from fairway.publishing.models import Knock
from fairway.publishing.rules.doors import EVERYONE, LIMITS, is_over, window_of


class TooMany(FairwayError):
    """Too many came in a short time; `again_at` says when the door opens again."""

    def __init__(self, door: str, again_at: datetime) -> None:
        super().__init__(
            "Too many requests at the door {door}. Come back after {again_at} UTC, or use e-mail or post.",
            door=door, again_at=f"{again_at:%H:%M}",
        )  # fmt: skip
        self.again_at = again_at


def knock(*, door: str, who: str, at: datetime) -> None:
    """Count one visit. `who` is a keyed hash of the address, made anew each day, so that nobody can be followed.

    Raises TooMany when this one is over the limit of rules.doors.
    """
    limit = LIMITS[door]
    opened = window_of(limit, at)
    own = _count(door, who, opened)
    if is_over(
        limit, own=own, all_of_them=_count(door, EVERYONE, opened) if own <= limit.each else 0
    ):
        raise TooMany(door, opened + limit.length)


def forget_knocks(*, at: datetime) -> int:
    """Delete what is older than two days; answers how many rows."""
    return Knock.objects.filter(opens_at__lt=at - timedelta(days=2)).delete()[0]


@transaction.atomic
def _count(door: str, who: str, opened: datetime) -> int:
    row, _ = Knock.objects.get_or_create(door=door, who=who, opens_at=opened)
    Knock.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    return row.count
