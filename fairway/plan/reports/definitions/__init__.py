"""The words around a report in each language, and what every output must say of itself (STK-17). Loaded once."""

from functools import cache
from pathlib import Path

import msgspec

from fairway.base.definitions import Owned, Text, load

HERE = Path(__file__).parent


class Disclaimer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that every output says of itself."""

    id: str
    text: Text


class ReportWords(Owned, frozen=True, kw_only=True):
    """words.toml."""

    disclaimers: list[Disclaimer]
    frame: dict[str, Text]
    channels: dict[str, Text]
    states: dict[str, Text]
    figures: dict[str, Text]


class OutputWords(Owned, frozen=True, kw_only=True):
    """outputs.toml."""

    said: dict[str, Text]
    roles: dict[str, Text]


@cache
def output_words() -> OutputWords:
    """The words of a meeting's outputs (STK-22)."""
    return load(HERE / "outputs.toml", OutputWords)


@cache
def words() -> ReportWords:
    """Frame, states, channels, figures, disclaimers."""
    return load(HERE / "words.toml", ReportWords)


def disclaimers(language: str) -> tuple[str, ...]:
    """What every page, file and export says of itself, in a language (STK-17)."""
    return tuple(one.text.in_language(language) for one in words().disclaimers)


def frame(language: str) -> dict[str, str]:
    """The words around a report, in a language."""
    return {key: text.in_language(language) for key, text in words().frame.items()}


def owned() -> list[Owned]:
    """All of them, for `fairway doctor` to ask which are past their review."""
    return [words(), output_words()]
