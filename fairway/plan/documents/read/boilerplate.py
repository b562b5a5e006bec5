"""Greetings, footers, quoted mail and "see attached": words that are nobody's view, told from those that are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fairway.base.definitions import Owned, load

# Outlook, Gmail, Apple Mail, in English and Spanish: from this line on it is somebody else's mail.
QUOTE_BEGINS = re.compile(
    r"^\s*(-{2,}\s*(original message|forwarded message|mensaje original|mensaje reenviado)\s*-{2,}"
    r"|_{10,}\s*$"
    r"|on .{4,120} wrote:\s*$"
    r"|el .{4,120} escribió:\s*$"
    r"|(from|de): .{1,120}\n\s*(sent|date|enviado|fecha|enviado el): )",
    re.IGNORECASE | re.MULTILINE,
)
# Longer paragraphs than this say something, whatever they begin with.
LONGEST_GREETING = 120


class Boilerplate(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """boilerplate.toml."""

    greetings: list[str]
    footers: list[str]
    stubs: list[str]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    said = load(Path(__file__).with_name("boilerplate.toml"), Boilerplate)
    return _any_of(said.greetings), _any_of(said.footers), _any_of(said.stubs)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE | re.DOTALL)


def kind_of(paragraph: str) -> str:
    """`boilerplate` for a greeting, a footer or a pointer to an attachment, else `text`."""
    greetings, footers, _ = _patterns()
    if footers.fullmatch(paragraph) or is_stub(paragraph):
        return "boilerplate"
    is_short = len(paragraph) <= LONGEST_GREETING
    return "boilerplate" if is_short and greetings.fullmatch(paragraph) else "text"


def is_stub(paragraph: str) -> bool:
    """Whether it only says that something is attached."""
    _, _, stubs = _patterns()
    return len(paragraph) <= LONGEST_GREETING and bool(stubs.fullmatch(paragraph.strip()))
