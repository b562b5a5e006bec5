"""Plain text, in whatever encoding it arrived: paragraphs, and what mail and letters repeat set apart."""

from __future__ import annotations

import re

from fairway.plan.documents.read import chat
from fairway.plan.documents.read.boilerplate import kind_of
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem, cut, tidy

_BLANK = re.compile(r"\n[ \t]*\n")


def read(content: bytes, name: str = "") -> Reading:
    """The paragraphs of a text; a chat or a transcript saved as text is read as what it is."""
    text = decoded(content)
    lines = chat.lines(text)
    if lines:
        return chat.as_reading(lines)
    if text.count("\x00") > len(text) // 100:
        return Reading(problem=Problem.UNKNOWN_TYPE)
    return Reading(passages=tuple(paragraphs(text))[:MAX_PASSAGES])


def paragraphs(text: str, *, part: str = "") -> list[ReadPassage]:
    """Text between blank lines, in pieces that can be cited."""
    whole = [tidy(one) for one in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n"))]
    return [
        ReadPassage(text=piece, kind=kind_of(piece), part=part)
        for paragraph in whole
        if paragraph
        for piece in cut(paragraph)
    ]


def decoded(content: bytes, declared: str = "") -> str:
    """Bytes as text: UTF-8 where they are UTF-8 (whatever was declared), then as declared, then Windows Latin.

    UTF-8 goes first because text that is not UTF-8 almost never passes for it, and mail often declares falsely.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", declared, "cp1252"):
        try:
            return content.decode(encoding) if encoding else content.decode("ascii")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("latin-1")
