"""Markdown pages: front matter, then one passage a heading, paragraph or list item; markup becomes the words it shows."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem, cut, tidy

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<(!--.*?--|/?[a-zA-Z][^>]*)>", re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def read(content: bytes, name: str = "") -> Reading:
    """A markdown page. Front matter that cannot be parsed is a damaged page; its words are read all the same."""
    front, body = split(_decoded(content))
    facts, broken = _facts(front)
    published = facts.get("date")
    return Reading(
        passages=tuple(_passages(body))[:MAX_PASSAGES],
        problem=Problem.DAMAGED if broken else "",
        title=tidy(str(facts.get("title") or ""))[:300],
        language=str(facts.get("lang") or facts.get("language") or "")[:20],
        published_on=_day(published),
    )


def split(text: str) -> tuple[str, str]:
    """Front matter and body; the first is empty where there is none."""
    found = _FRONT.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _facts(front: str) -> tuple[dict[str, Any], bool]:
    try:
        found = yaml.safe_load(front) if front else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, True
    return (found, False) if isinstance(found, dict) else ({}, found is not None)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _passages(body: str) -> Iterator[ReadPassage]:
    headings: dict[int, str] = {}
    level = 0
    for token in _MARKDOWN.parse(body):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            text = tidy(_words(token))
            if text and level:
                headings = {one: words for one, words in headings.items() if one < level}
                headings[level] = text
                yield ReadPassage(text=text[:4000], kind="heading", level=level)
            else:
                yield from _pieces(text, headings)
        elif token.type in ("html_block", "fence", "code_block"):
            raw = (
                unescape(_TAG.sub(" ", token.content))
                if token.type == "html_block"
                else token.content
            )
            yield from _pieces(tidy(raw), headings)


def _pieces(text: str, headings: dict[int, str]) -> Iterator[ReadPassage]:
    part = " / ".join(headings[level] for level in sorted(headings))[:200]
    for piece in cut(text) if text else ():
        yield ReadPassage(text=piece, part=part)


def _words(token: Token) -> str:
    """What an inline token shows: the text of links and emphasis, the alternative text of pictures."""
    words: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type != "html_inline":
            words.append(child.content)
    return "".join(words)
