"""The goals of the National Cancer Plan as data: stable codes, labels and strategies by version (STK-8)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from fairway.base.definitions import Owned, Text, load

HERE = Path(__file__).parent


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a goal was called from a day on, and where that was seen.

    `is_since_approximate`: the copy is undated; the day is the first on which the name can have held.
    """

    version: str
    since: date
    is_since_approximate: bool = False
    name: Text
    source: str
    url: str


class Strategy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One strategy in our words, and in which copy of the Plan it was seen."""

    version: str
    text: Text


class Goal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One goal. `measurable`: how much of it the data of navigation can show."""

    code: str
    number: int
    group: Literal["health-centric", "empowering"]
    restated: Text
    labels: list[Label]
    strategies: list[Strategy] = []
    strategies_note: Text
    measurable: Literal["strongly", "partly", "process-only", "little"]
    examples: list[Text]
    notice: Text | None = None


class Goals(Owned, frozen=True, kw_only=True):
    """goals.toml."""

    url: str
    goals: list[Goal]


@cache
def definition() -> Goals:
    """The file, loaded once."""
    return load(HERE / "goals.toml", Goals)


def owned() -> list[Owned]:
    """For `fairway doctor`, which asks what is past its review."""
    return [definition()]
