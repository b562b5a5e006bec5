"""Markdown to the HTML of one page: safe by an allow-list, and what was found on the way."""

import re
from collections.abc import Callable
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt

from fairway.publishing.rules.elements import Elements
from fairway.publishing.rules.shape import ATTRIBUTES, CLASSES, SCHEMES, TAGS, Target
from fairway.publishing.rules.source import Problem, Source

HASHTAG = re.compile(r"(?<![\w&/#])#([A-Za-z][A-Za-z0-9_]{2,60})")
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Rendered(NamedTuple):
    """A page's HTML, and what was found on the way."""

    html: str
    text: str
    links: tuple[Target, ...]
    anchors: tuple[str, ...]
    hashtags: tuple[str, ...]
    problems: tuple[Problem, ...]


def render(
    source: Source, *, path: str, address: Callable[[Target], str | None] = lambda target: None
) -> Rendered:
    """The body as HTML. `address` says where a page of ours is for this reader; None: not there, so the link is dropped."""
    walk = Elements(path=path, language=source.front.language or "en", address=address)
    walk.feed(MARKDOWN.render(source.body))
    walk.close()
    html = nh3.clean(
        "".join(walk.out),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        clean_content_tags={"script", "style"},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    text = " ".join("".join(walk.text).split())
    return Rendered(
        html=html,
        text=text,
        links=tuple(dict.fromkeys(walk.links)),
        anchors=tuple(walk.anchors),
        hashtags=tuple(dict.fromkeys(HASHTAG.findall(text))),
        problems=tuple(dict.fromkeys(walk.problems)),
    )
