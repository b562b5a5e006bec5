"""HTML as a reader would see it: scripts, styles and hidden markup dropped before the words are laid out."""

from __future__ import annotations

import re

import nh3
from inscriptis import get_text
from inscriptis.css_profiles import RELAXED_CSS_PROFILE
from inscriptis.model.config import ParserConfig

from fairway.plan.documents.read.plain import decoded, paragraphs
from fairway.plan.documents.read.reading import Reading
from fairway.plan.documents.rules import MAX_PASSAGES, tidy

_TITLE = re.compile(r"<title[^>]*>(?P<title>.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?(?P<name>[\w-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,200}\blang=[\"']?(?P<tag>[\w-]{2,20})", re.IGNORECASE)
_HIDDEN = {"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"}
_CONFIG = ParserConfig(css=RELAXED_CSS_PROFILE)


def read(content: bytes, name: str = "") -> Reading:
    """Title, language and paragraphs of a page."""
    declared = _CHARSET.search(content[:4096])
    html = decoded(content, declared["name"].decode() if declared else "")
    title, language = _TITLE.search(html), _LANGUAGE.search(html)
    return Reading(
        passages=tuple(paragraphs(as_text(html)))[:MAX_PASSAGES],
        title=tidy(title["title"])[:300] if title else "",
        language=language["tag"] if language else "",
    )


def as_text(html: str) -> str:
    """The words that a browser would show, with a blank line between paragraphs."""
    shown = nh3.clean(html, clean_content_tags=_HIDDEN, tags=nh3.ALLOWED_TAGS - _HIDDEN)
    return str(get_text(shown, _CONFIG)) if shown.strip() else ""
