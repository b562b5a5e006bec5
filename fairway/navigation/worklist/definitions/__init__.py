"""The worklist's own definitions, loaded once: reasons, the attempt policy, words that label a person."""

from functools import cache
from pathlib import Path

from fairway.base.definitions import Owned, Source, load
from fairway.navigation.pathways.definitions.shapes import Reason

HERE = Path(__file__).parent


class ContactReasons(Owned, frozen=True, kw_only=True):
    """reasons.toml."""

    reached: list[Reason]
    not_reached: list[Reason]
    hand_off: list[Reason]
    take_over: list[Reason]


class AttemptPolicy(Owned, frozen=True, kw_only=True):
    """attempts.toml: what must be tried before someone counts as unable to be contacted."""

    attempts: int
    modes: int
    working_days: int
    working_days_after_letter: int
    hand_off_answer_working_days: int
    source: Source


class Labels(Owned, frozen=True, kw_only=True):
    """labels.toml: regular expressions over folded text."""

    en: list[str]
    es: list[str]


@cache
def contact_reasons() -> ContactReasons:
    """Coded reasons of contacts and of cases that change hands."""
    return load(HERE / "reasons.toml", ContactReasons)


@cache
def attempt_policy() -> AttemptPolicy:
    """The numbers of the attempt policy."""
    return load(HERE / "attempts.toml", AttemptPolicy)


@cache
def labels() -> Labels:
    """Words that label a person (HUM-5)."""
    return load(HERE / "labels.toml", Labels)


def owned() -> list[Owned]:
    """All of them, for `fairway doctor` to ask which are past their review."""
    return [contact_reasons(), attempt_policy(), labels()]
