"""What the aids read: words without meaning, matters, the cards of the aids. Loaded once."""

from functools import cache
from pathlib import Path

import msgspec

from fairway.base.aids import Aid
from fairway.base.definitions import Owned, Text, load
from fairway.plan.themes.rules.words import fold

HERE = Path(__file__).parent
AID_FILES = ("theme-candidates", "synergy-suggestions")


class StopWords(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Function words of English and Spanish."""

    en: str
    es: str


class Matter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something stakeholders can meet in, and the words by which it is known."""

    id: str
    name: Text
    words: tuple[str, ...]


class Matters(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All matters, and the words of asking."""

    asks: tuple[str, ...]
    matters: tuple[Matter, ...]


@cache
def matters() -> Matters:
    """What the synergy aid looks for."""
    return load(HERE / "matters.toml", Matters)


@cache
def aids() -> tuple[Aid, ...]:
    """The cards of this package's aids, for `base.aids.register`."""
    return tuple(load(HERE / f"{name}.toml", Aid) for name in AID_FILES)


@cache
def stop_words() -> frozenset[str]:
    """Words that make no theme, folded as the texts are."""
    words = load(HERE / "stop_words.toml", StopWords)
    english = {fold(word) for word in words.en.split()}
    spanish = {fold(word, is_spanish=True) for word in words.es.split()}
    return frozenset(english | spanish)
