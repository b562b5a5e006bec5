"""From a text to the words that can make a theme: folded, without function words, without names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]{3,}")
# Words that stand at the head of a sentence or a list item say nothing by their capital.
SENTENCE_ENDS = frozenset('.!?:•“"(\n')
# A word that is written with a capital this often in the middle of sentences is a name.
NAME_SHARE = 0.85
REPEATED_WORDS = 6


def unaccented(text: str) -> str:
    """Lower case, and letters without their marks."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def fold(word: str, *, is_spanish: bool = False) -> str:
    """One spelling for a word: lower case, no accents, singular. Not a stem: the reader must know it again."""
    plain = unaccented(word)
    if is_spanish and len(plain) > 5 and plain.endswith("es") and plain[-3] in "lrndz":
        return plain[:-2]
    if not is_spanish and len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def words_of(text: str, *, language: str = "") -> list[str]:
    """The folded words of a text, in order."""
    is_spanish = language.startswith("es")
    return [fold(found, is_spanish=is_spanish) for found in WORD.findall(text)]


def names_in(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Folded words that are names: of people, places, bodies. A theme is not who speaks but what is said.

    Takes (text, language) pairs. Texts written all in capitals are not counted.
    """
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text, language in texts:
        if text.isupper():
            continue
        is_spanish = language.startswith("es")
        for found in WORD.finditer(text):
            before = text[: found.start()].rstrip(" ") if found.start() < 3 else ""
            head = before or text[found.start() - 2 : found.start()].strip(" ")
            if not found.start() or (head and head[-1] in SENTENCE_ENDS):
                continue
            word = fold(found.group(), is_spanish=is_spanish)
            seen[word] += 1
            capital[word] += found.group()[0].isupper()
    return frozenset(word for word, times in seen.items() if capital[word] >= NAME_SHARE * times)


def repeats(text: str, said: str, *, words: int = REPEATED_WORDS) -> bool:
    """Whether the text has as many words in a row of what was said, whatever their case and punctuation."""
    ours, theirs = _plain(text), _plain(said)
    runs = {tuple(theirs[at : at + words]) for at in range(len(theirs) - words + 1)}
    return any(tuple(ours[at : at + words]) in runs for at in range(len(ours) - words + 1))


def _plain(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())
