"""The rules of intake that are data with an owner: screening, names of columns, the wording of acknowledgments."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from fairway.base.definitions import BadDefinition, Owned, Text, load

HERE = Path(__file__).parent


class ScreeningRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to look for in a sentence."""

    id: str
    reason: str
    label: Text
    pattern: str
    unless: str = ""


class Screening(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """screening.toml."""

    words: dict[str, str]
    rules: list[ScreeningRule]


class Columns(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """columns.toml."""

    names: dict[str, list[str]]


class Acknowledgments(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """acknowledgments.toml."""

    subject: Text
    opening: Text
    this_report: Text
    future_reports: Text
    no_deadline: Text
    missing: Text
    follow: Text
    closing: Text
    parts: dict[str, Text]


class Pattern(msgspec.Struct, frozen=True):
    """A screening rule, ready to be used."""

    rule: ScreeningRule
    finds: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def screening() -> Screening:
    """The screening rules as written."""
    return load(HERE / "screening.toml", Screening)


@cache
def patterns() -> tuple[Pattern, ...]:
    """The screening rules, ready to be used.

    Raises BadDefinition for a pattern that is none.
    """
    said = screening()
    return tuple(_pattern(rule, said.words) for rule in said.rules)


@cache
def columns() -> Columns:
    """The names of columns."""
    return load(HERE / "columns.toml", Columns)


@cache
def acknowledgments() -> Acknowledgments:
    """The wording of acknowledgments."""
    return load(HERE / "acknowledgments.toml", Acknowledgments)


def label_of(rule_id: str, language: str) -> str:
    """What a rule looks for, in words; the id where no such rule is (any more)."""
    known = {rule.id: rule.label for rule in screening().rules}
    return known[rule_id].in_language(language) if rule_id in known else rule_id


def _pattern(rule: ScreeningRule, words: dict[str, str]) -> Pattern:
    text, unless = rule.pattern, rule.unless
    for name, one in words.items():
        text, unless = text.replace(f"{{{name}}}", one), unless.replace(f"{{{name}}}", one)
    try:
        finds = re.compile(text, re.IGNORECASE)
        return Pattern(rule, finds, re.compile(unless, re.IGNORECASE) if unless else None)
    except re.error as problem:
        raise BadDefinition(
            f"screening.toml, rule {rule.id}: {problem}. Mend the pattern."
        ) from problem
