"""Whether a text repeats another's words: what must go when those were withdrawn."""

import re
from collections.abc import Iterable

RUN = 6
WORD = re.compile(r"\w+")


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of six words of a text, folded; a text of fewer words is one run if it has three or more."""
    words = [word.casefold() for word in WORD.findall(text)]
    if len(words) < RUN:
        return {tuple(words)} if len(words) >= 3 else set()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def repeats(text: str, withdrawn: Iterable[tuple[str, ...]]) -> bool:
    """Whether the text holds one of the withdrawn runs of words."""
    folded = " ".join(word.casefold() for word in WORD.findall(text))
    padded = f" {folded} "
    return any(f" {' '.join(run)} " in padded for run in withdrawn)
