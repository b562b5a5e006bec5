"""What may be read, and why something was not: limits and codes. Pure; the readers in documents.read obey it."""

import re
import unicodedata
from enum import StrEnum
from hashlib import sha256


class Problem(StrEnum):
    """Why a document gave no text, or not all of it, or must be looked at before anyone opens it."""

    PROTECTED = "protected"
    SCANNED = "scanned"
    TOO_LARGE = "too-large"
    DAMAGED = "damaged"
    BOMB = "bomb"
    MACROS = "macros"
    UNKNOWN_TYPE = "unknown-type"


# What a single document may weigh as received, and unpacked (Word and Excel files are archives).
MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PAGES = 2_000
MAX_PASSAGES = 50_000
# A longer paragraph is cut at the end of a sentence, so that a citation stays something one can read.
MAX_PASSAGE = 4_000

_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def tidy(text: str) -> str:
    """One line: compatible characters made one (NFC), spaces single, control characters gone."""
    kept = "".join(
        letter if letter.isprintable() or letter.isspace() or _is_joiner(letter) else ""
        for letter in unicodedata.normalize("NFC", text)
    )
    return _SPACES.sub(" ", kept).strip()


def _is_joiner(letter: str) -> bool:
    """Marks that scripts other than ours need: zero-width joiners and the marks of direction."""
    return letter in "\u200c\u200d\u200e\u200f\u061c"


def passage_digest(text: str) -> str:
    """The same for the same words, whatever their case, spacing and punctuation: 32 hex digits."""
    letters = "".join(one for one in text.casefold() if one.isalnum())
    return sha256(letters.encode()).hexdigest()[:32]


def cut(text: str, *, longest: int = MAX_PASSAGE) -> list[str]:
    """The text in pieces of at most `longest` characters, cut between sentences, else between words."""
    if len(text) <= longest:
        return [text]
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        if pieces and len(pieces[-1]) + 1 + len(sentence) <= longest:
            pieces[-1] += " " + sentence
        else:
            pieces.extend(_by_words(sentence, longest))
    return pieces


def _by_words(sentence: str, longest: int) -> list[str]:
    pieces: list[str] = []
    while len(sentence) > longest:
        at = sentence.rfind(" ", 1, longest + 1)
        at = at if at > 0 else longest
        pieces.append(sentence[:at])
        sentence = sentence[at:].lstrip()
    return [*pieces, sentence]


def spans(texts: list[str]) -> list[tuple[int, int]]:
    """Start and end of each text in all of them joined by one newline."""
    found, at = [], 0
    for text in texts:
        found.append((at, at + len(text)))
        at += len(text) + 1
    return found
