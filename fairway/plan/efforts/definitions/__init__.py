"""Topics and places of the map of efforts: ids with words."""

from functools import cache
from pathlib import Path

import msgspec

from fairway.base.definitions import Owned, Text, load

HERE = Path(__file__).parent


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One topic or place."""

    id: str
    name: Text


class Entries(Owned, frozen=True, kw_only=True):
    """topics.toml or places.toml."""

    entries: list[Entry]


@cache
def topics() -> Entries:
    """What activities are about."""
    return load(HERE / "topics.toml", Entries)


@cache
def places() -> Entries:
    """Where activities take place."""
    return load(HERE / "places.toml", Entries)


def owned() -> list[Owned]:
    """For `fairway doctor`, which asks what is past its review."""
    return [topics(), places()]
