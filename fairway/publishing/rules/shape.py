"""What a page of ours may be made of, and how its places are named."""

import re
import unicodedata
from typing import NamedTuple

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "q", "s",
    "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "div": {"id", "role", "tabindex", "aria-label"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"id"},
    "span": {"id", "dir", "lang"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASSES = {
    "a": {"usa-link"},
    "table": {"usa-table", "usa-table--borderless"},
    "div": {"fw-scroll", "fw-panel"},
    "span": {"fw-picture"},
    "ul": {"usa-list"},
    "ol": {"usa-list"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# What is inside these is no text of the page.
DROPPED = set("script style iframe object embed template noscript svg math form".split())  # noqa: SIM905
VOID = {"br", "hr", "wbr"}
# The page's own places, which a heading must not take.
RESERVED = {"main", "top"}
# In the language of the page, which need not be its reader's.
PICTURE = {"en": ("Picture", "without a description"), "es": ("Imagen", "sin descripción")}
TABLE = {"en": "Table", "es": "Tabla"}


class Target(NamedTuple):
    """Where a link within the site leads: a page's path (empty: the site's first page) and a place on it."""

    path: str
    anchor: str = ""


def slug_of(text: str) -> str:
    """A heading's anchor, as GitHub and most site builders make it: `Priority Areas!` is `priority-areas`."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", folded).strip())[:80]
