"""Sentences, folded words and the language of a text: what screening, duplicates and campaigns stand on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

# Not after a single letter or an abbreviation ("U.S. ", "Dr. "), so that a sentence stays whole.
_END = re.compile(
    r"(?<![\s(][A-Z]\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<=[.!?…])[\"”’)]*\s+(?=\S)"
)
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]+")
# The commonest small words of the two languages of the product; none stands in both lists.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "is",
        "that",
        "for",
        "are",
        "with",
        "this",
        "we",
        "our",
        "not",
        "have",
        "be",
        "it",
        "was",
        "on",
        "as",
        "at",
        "by",
        "they",
        "from",
        "or",
        "you",
        "i",
        "my",
    ]
)
_SPANISH = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "que",
        "y",
        "en",
        "un",
        "una",
        "por",
        "con",
        "para",
        "es",
        "se",
        "lo",
        "como",
        "su",
        "al",
        "más",
        "pero",
        "muy",
        "nos",
        "mi",
        "son",
        "está",
    ]
)
# Below this many known small words nothing is said of the language.
ENOUGH = 3


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of a text. Joined they are the text without the blanks between."""
    found, at = [], 0
    for end in _END.finditer(text):
        found.append((at, end.start()))
        at = end.end()
    return [*found, (at, len(text))] if at < len(text) else found


def folded(text: str) -> list[str]:
    """The words without case and accents."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _ACCENT.sub("", unicodedata.normalize("NFKD", plain))
    return _WORD.findall(plain)


def text_digest(texts: list[str]) -> str:
    """The same for the same words, whatever their case, accents, spacing and punctuation; empty for no words."""
    words = " ".join(word for text in texts for word in folded(text))
    return sha256(words.encode()).hexdigest()[:32] if words else ""


def language_of(text: str) -> str:
    """`en` or `es` where the small words say so clearly, else empty: unknown stays unknown."""
    words = _WORD.findall(text[:4_000].casefold())
    english = sum(1 for word in words if word in _ENGLISH)
    spanish = sum(1 for word in words if word in _SPANISH)
    if english >= ENOUGH and english > 2 * spanish:
        return "en"
    return "es" if spanish >= ENOUGH and spanish > 2 * english else ""


@lru_cache(maxsize=20_000)
def sentence_key(sentence: str) -> str:
    """The same for a sentence that somebody else wrote the same way."""
    return " ".join(folded(sentence))
