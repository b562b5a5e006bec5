"""What must be looked at by a person before anything of a submission is published (STK-6). It finds; it never decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fairway.plan.intake.definitions import patterns
from fairway.plan.intake.rules.words import folded, sentences

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MANY_LINKS = 3


@dataclass(frozen=True)
class Find:
    """One thing that a rule found in a text, and where. A find without a place is about the whole."""

    rule: str
    reason: str
    start: int | None = None
    end: int | None = None


def screen(text: str) -> Iterator[Find]:
    """The finds in one passage: at most one a rule and sentence, the sentence being what would be redacted.

    Numbers and addresses are marked alone, since the sentence around them harms nobody.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        for pattern in patterns():
            found = pattern.finds.search(sentence)
            if not found or (pattern.unless and pattern.unless.search(sentence)):
                continue
            if pattern.rule.id in EXACT:
                yield Find(pattern.rule.id, pattern.rule.reason, start + found.start(), start + found.end())  # fmt: skip
            else:
                yield Find(pattern.rule.id, pattern.rule.reason, start, end)


EXACT = frozenset(
    {"social-security-number", "record-number", "phone-number", "e-mail-address", "birth-date"}
)


def looks_like_spam(texts: list[str]) -> Find | None:
    """A submission that is mostly links, or one word over and over."""
    words = [word for text in texts for word in folded(text)]
    links = sum(len(_LINK.findall(text)) for text in texts)
    if links >= MANY_LINKS and len(words) < 25 * links:
        return Find("many-links", "spam")
    if len(words) >= 20 and len(set(words)) <= len(words) // 10:
        return Find("same-word", "spam")
    return None


def once_a_place(finds: list[Find]) -> list[Find]:
    """One find a place: two rules that mark the same sentence are one question to a person."""
    seen: set[tuple[str, int | None, int | None]] = set()
    kept = []
    for find in finds:
        place = (find.reason, find.start, find.end)
        if place not in seen:
            kept.append(find)
        seen.add(place)
    return kept
