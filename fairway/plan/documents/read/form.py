"""What a form sent in: a JSON object of the form's parts, each read as plain paragraphs under its part.

Rows of spreadsheets, chat messages and social posts are kept in this shape too.
"""

from __future__ import annotations

import json

from fairway.plan.documents.read.plain import paragraphs
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem

MEDIA_TYPE = "application/vnd.fairway.form+json"


def read(content: bytes, name: str = "") -> Reading:
    """The parts in the order of the form; an empty part says nothing and has no passage."""
    try:
        said = json.loads(content)
        parts = {str(part): str(text) for part, text in said["parts"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return Reading(problem=Problem.DAMAGED)
    passages: list[ReadPassage] = []
    for part, text in parts.items():
        passages += paragraphs(text, part=part)
    return Reading(passages=tuple(passages)[:MAX_PASSAGES], language=str(said.get("language", "")))


def packed(parts: dict[str, str], *, language: str = "") -> bytes:
    """The parts that were filled in, as they are kept. The same words give the same bytes."""
    said = {part: text for part, text in parts.items() if text.strip()}
    return json.dumps({"language": language, "parts": said}, ensure_ascii=False).encode()
