"""How often one may come to a door of the public site. A person is never stopped for long; a flood is.

One address may be a whole library or clinic, so the limits leave room for several people behind it.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

EVERYONE = "*"


class Limit(NamedTuple):
    """At most `each` in each window of `length`, for one address; `together` for all addresses."""

    each: int
    length: timedelta
    together: int


LIMITS = {
    "comment": Limit(10, timedelta(hours=1), 2_000),
    "registration": Limit(20, timedelta(hours=1), 2_000),
    # Looking up what became of a comment: enough for anyone who has her link, too little for guessing one.
    "status": Limit(120, timedelta(hours=1), 20_000),
    "search": Limit(240, timedelta(hours=1), 40_000),
}


def window_of(limit: Limit, at: datetime) -> datetime:
    """When the window that holds `at` opened."""
    return at - (at - datetime(2000, 1, 1, tzinfo=at.tzinfo)) % limit.length


def is_over(limit: Limit, *, own: int, all_of_them: int) -> bool:
    """Whether this knock, counted already, is one too many."""
    return own > limit.each or all_of_them > limit.together
