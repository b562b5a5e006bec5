"""How words are compared in a search: folded alike in every language, on every database. Pure; no Django.

Both databases get the words ready-made, so that neither's own idea of a word decides what is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Chinese and Japanese put no blanks between words: each sign is a word, and several in a row are a phrase.
SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{SIGNS}]|[^\W_{SIGNS}](?:[^\W_{SIGNS}]|[\u0300-\u036f])*")
PIECE = re.compile(r'"([^"]*)"|(?:[^\W_]|[\u0300-\u036f])+\*?')
MOST_TERMS = 12
LONGEST_WORD = 60


@dataclass(frozen=True)
class Term:
    """One thing that must be there: words in a row, the last one cut short where `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class Place:
    """One word of a text, folded, and where it stands."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without accents, case and plural: `Navegación` is `navegacion`, `barriers` is `barrier`.

    The plural by Harman's "S" rules (How effective is suffixing?, JASIS 42(1), 1991), and the last `e` of a longer
    word, so that `navegadores` is `navegador` and `services` is `service`.
    """
    plain = _plain(word)
    if len(plain) > 4 and plain.endswith("ies") and not plain.endswith(("eies", "aies")):
        plain = plain[:-3] + "y"
    elif len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    return plain[:-1] if len(plain) > 5 and plain.endswith("e") else plain


def places(text: str) -> Iterator[Place]:
    """The words of a text in their order."""
    for found in WORD.finditer(text):
        if word := fold(found.group()):
            yield Place(word, found.start(), found.end())


def folded(text: str) -> list[str]:
    """The folded words of a text: what is kept in the index."""
    return [place.word for place in places(text)]


def terms(asked: str) -> tuple[Term, ...]:
    """What somebody typed: every word must be there, "words in quotes" in a row, a star stands for any ending.

    Nothing that can be typed is an error; signs without a letter or digit say nothing.
    """
    found: list[Term] = []
    for piece in PIECE.finditer(asked.replace("\x00", " ")):
        if piece.group(1) is not None:
            term = Term(tuple(folded(piece.group(1))))
        elif piece.group().endswith("*"):
            term = Term(tuple(_cut(piece.group()[:-1])), is_prefix=True)
        else:
            term = Term(tuple(folded(piece.group())))
        if term.words and term not in found:
            found.append(term)
    return tuple(found[:MOST_TERMS])


def spans(text: str, wanted: tuple[Term, ...]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in a text, from its beginning, without overlap: what a page highlights."""
    there = list(places(text))
    marked: set[int] = set()
    for term in wanted:
        width = len(term.words)
        for first in range(len(there) - width + 1):
            if _is_at(there[first : first + width], term):
                marked.update(range(first, first + width))
    return tuple(_runs(there, sorted(marked)))


def _is_at(there: list[Place], term: Term) -> bool:
    *before, last = term.words
    if any(place.word != word for place, word in zip(there, before, strict=False)):
        return False
    return there[-1].word.startswith(last) if term.is_prefix else there[-1].word == last


def _runs(there: list[Place], marked: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbors as one span."""
    first = last = -2
    for number in marked:
        if number != last + 1:
            if first >= 0:
                yield there[first].start, there[last].end
            first = number
        last = number
    if first >= 0:
        yield there[first].start, there[last].end


def _cut(beginning: str) -> list[str]:
    """The beginning of a word. A short one is taken as typed: `pres*` is not `pre*`."""
    plain = _plain(beginning)
    return [fold(word) if len(word) > 5 else word for word in WORD.findall(plain)]


def _plain(word: str) -> str:
    """Without case and accents, and only letters and digits: `½` unfolds to `1⁄2`, which is two words to a database."""
    unfolded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in unfolded if one.isalnum())[:LONGEST_WORD]
