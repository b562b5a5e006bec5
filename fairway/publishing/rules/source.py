"""A page as its author writes it: front matter between two lines of dashes, then markdown.

The keys and templates are those of the pages this was built for; what else stands there is named, never an error.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml

from fairway.base.errors import FairwayError

MAX_CHARS = 500_000
MAX_FRONT_CHARS = 20_000
TEMPLATES = ("single_page", "blog", "blogs", "left_nav", "left_nav_sub_sections", "media_advisory")
# How its author writes a key, and what we call it.
KEYS = {
    "title": "title",
    "template": "template",
    "description": "description",
    "blurb": "blurb",
    "date": "dated_on",
    "image": "image",
    "alt": "image_alt",
    "author": "author",
    "language": "language",
    "sectionTitle": "section_title",
    "section": "section",
    "linktext": "link_text",
    "sortOrder": "sort_order",
    "tags": "tags",
    "contact": "contact",
    "advisoryDate": "advisory_date",
    "bannerImage": "banner",
    "bannerClass": "banner_class",
}
FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)(.*)\Z", re.DOTALL | re.MULTILINE
)
ENDING = re.compile(r"\.(md|markdown|txt)\Z")
PATH = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


class Problem(NamedTuple):
    """What is amiss with a page: a code of web.plan.pages.words, and the thing (a link's target, an image's name)."""

    code: str
    detail: str = ""


class Front(NamedTuple):
    """What the front matter says. What it does not say is empty."""

    title: str = ""
    template: str = "single_page"
    description: str = ""
    blurb: str = ""
    dated_on: date | None = None
    image: str = ""
    image_alt: str = ""
    author: str = ""
    language: str = ""
    section_title: str = ""
    section: str = ""
    link_text: str = ""
    sort_order: int = 0
    tags: tuple[str, ...] = ()
    contact: str = ""
    advisory_date: str = ""
    banner: str = ""
    banner_class: str = ""


class Source(NamedTuple):
    """A page taken apart, and what is amiss with its front matter."""

    front: Front
    body: str
    problems: tuple[Problem, ...] = ()


class NotAPage(FairwayError):
    """A file that cannot be a page."""


def path_of(file: str) -> str:
    """The address of a file in a folder of pages: `about/blogs/index.md` is `about/blogs`, `about/staff.md` is `about/staff`.

    Raises NotAPage for a name that makes no address.
    """
    parts = PurePosixPath(ENDING.sub("", file.replace("\\", "/").strip("/").lower()))
    path = str(parts.parent) if parts.name == "index" and len(parts.parts) > 1 else str(parts)
    if len(path) > 200 or ".." in parts.parts or not PATH.fullmatch(path):
        raise NotAPage(
            "A file name makes no address. Use letters, digits, hyphens and points, up to 200 of them, and try again."
        )
    return path


def take_apart(text: str) -> Source:
    """Front matter and body. Raises NotAPage when the whole is too long to be a page."""
    if len(text) > MAX_CHARS:
        raise NotAPage(
            "The page has {count} characters; the limit is {limit}. Divide it into several pages.",
            count=len(text),
            limit=MAX_CHARS,
        )
    found = FRONT.match(text)
    said, problems = _said(found[1]) if found else ({}, [Problem("no-front-matter")])
    body = found[2] if found else text
    front = Front(**said)
    return Source(front, body.replace("\r\n", "\n"), (*problems, *_missing(front)))


def _said(front: str) -> tuple[dict[str, Any], list[Problem]]:
    if len(front) > MAX_FRONT_CHARS:
        return {}, [Problem("bad-front-matter")]
    try:
        raw = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, [Problem("bad-front-matter")]
    if not isinstance(raw, Mapping):
        return {}, [Problem("bad-front-matter")]
    said: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        field = KEYS.get(str(key))
        if field is None:
            problems.append(Problem("unknown-key", str(key)[:60]))
            continue
        try:
            said |= {} if value is None else {field: _value(field, value)}
        except ValueError:
            problems.append(Problem("bad-value", str(key)))
    return said, problems


def _value(field: str, value: Any) -> Any:
    if field == "tags":
        many = value if isinstance(value, list) else str(value).split(",")
        return tuple(str(tag).strip().lstrip("#")[:80] for tag in many if str(tag).strip())[:30]
    if isinstance(value, list | dict):
        raise ValueError(field)
    if field == "dated_on":
        return value.date() if isinstance(value, datetime) else _day(value)
    if field == "sort_order":
        return max(-1_000_000, min(int(value), 1_000_000))
    if field == "language":
        return str(value).strip()[:20]
    return " ".join(str(value).split())[: 300 if field == "title" else 2000]


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _missing(front: Front) -> list[Problem]:
    found = []
    if not front.title:
        found.append(Problem("missing-title"))
    if not front.description:
        found.append(Problem("missing-description"))
    if front.template not in TEMPLATES:
        found.append(Problem("unknown-template", front.template[:40]))
    if front.template == "blog" and front.dated_on is None:
        found.append(Problem("missing-date"))
    if front.image and not front.image_alt:
        found.append(Problem("missing-alt", front.image))
    for image in (front.image, front.banner):
        if image:
            found.append(Problem("image-not-held", image))
    return found
