"""When two names are the same name. Pure. Only what cannot change the meaning is folded; all else takes an alias."""

import re
import unicodedata

_ARTICLE = re.compile(r"^the\s+")
_NOT_WORD = re.compile(r"[^\w]+")


def fold(name: str) -> str:
    """The key under which a name is found: case, accents, punctuation, a leading "The" and "&" aside (STK-20).

    "Association for" and "Association of" stay two keys: only a person knows that they name one body.
    """
    text = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).strip()
    return _ARTICLE.sub("", text)[:200]
