"""The pass over a page's HTML: headings in order, places named once, every link looked at, nothing unsafe let through."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import ClassVar
from urllib.parse import unquote, urljoin, urlsplit

from fairway.publishing.rules.shape import (
    ATTRIBUTES,
    DROPPED,
    RESERVED,
    SCHEMES,
    TABLE,
    VOID,
    Target,
    slug_of,
)
from fairway.publishing.rules.source import Problem


class Walk(HTMLParser):
    """One pass over what markdown made of the page, writing what we show instead.

    `names` are the elements of the author's own; `element` writes one.
    """

    names: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, *, path: str, language: str, address: Callable[[Target], str | None]
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.language, self.address = path, language, address
        self.out: list[str] = []
        self.text: list[str] = []
        self.links: list[Target] = []
        self.anchors: list[str] = []
        self.problems: list[Problem] = []
        self.dropped: list[str] = []
        self.levels: list[tuple[int, int]] = [(1, 1)]
        self.lists, self.tables = 0, 0
        self.heading: tuple[int, int] | None = None
        self.link: tuple[int, str] | None = None

    def element(self, tag: str, said: dict[str, str]) -> None:
        """Write what stands for an element of the author's own."""

    def close(self) -> None:
        """What was never ended ends with the page."""
        super().close()
        self._close_link()
        self._close_heading()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self.dropped or tag in DROPPED:
            self._drop(tag)
        elif tag in self.names:
            self.element(tag, said)
        elif re.fullmatch("h[1-6]", tag):
            self._open_heading(int(tag[1]), said.get("id", ""))
        elif tag == "a":
            self._open_link(said)
        elif tag == "table":
            self._open_table()
        elif tag in ("ul", "ol"):
            self.lists += 1
            start = f' start="{escape(said["start"])}"' if "start" in said else ""
            self.out.append(f'<{tag} class="usa-list"{start}>')
        else:
            self._plain(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            if self.dropped[-1] == tag:
                self.dropped.pop()
        elif tag in self.names | VOID:
            return
        elif re.fullmatch("h[1-6]", tag):
            self._close_heading()
        elif tag == "a":
            self._close_link()
        else:
            self.lists -= tag in ("ul", "ol")
            self.out.append("</table></div>" if tag == "table" else f"</{tag}>")
            self.text.append(" " if tag != "span" else "")

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.out.append(escape(data))
            self.text.append(data)

    def _drop(self, tag: str) -> None:
        if tag in DROPPED:
            self.problems.append(Problem("unsafe-html", tag))
            if tag != "embed":
                self.dropped.append(tag)

    def _plain(self, tag: str, said: dict[str, str]) -> None:
        if any(name.startswith("on") for name in said):
            self.problems.append(Problem("unsafe-html", tag))
        kept = [
            f' {name}="{escape(self._place(value) if name == "id" else value)}"'
            for name, value in said.items()
            if name in ATTRIBUTES.get(tag, set()) - {"role", "tabindex"}
        ]
        self.out.append(f"<{tag}{''.join(kept)}>")

    def _open_table(self) -> None:
        """A wide table scrolls by itself; each has a name of its own, for who moves by landmarks."""
        self.tables += 1
        name = f"{TABLE.get(self.language[:2], TABLE['en'])} {self.tables}"
        self.out.append(
            f'<div class="fw-scroll" role="region" tabindex="0" aria-label="{name}">'
            '<table class="usa-table usa-table--borderless">'
        )

    def _place(self, wanted: str) -> str:
        """An anchor that is taken once on the page."""
        found, number = wanted, 2
        while found in self.anchors or found in RESERVED:
            found, number = f"{wanted}-{number}", number + 1
        self.anchors.append(found)
        return found

    def _open_heading(self, level: int, wanted: str) -> None:
        self._close_heading()
        if level == 1:
            self.problems.append(Problem("second-title"))
        before = self.levels[-1][0]
        while len(self.levels) > 1 and self.levels[-1][0] >= level:
            self.levels.pop()
        if level > before + 1:
            self.problems.append(Problem("heading-jump", f"h{before} h{level}"))
        shown = min(self.levels[-1][1] + 1, 6)
        self.levels.append((level, shown))
        self.heading = (len(self.out), shown)
        self.out.append(wanted)
        self.text.append(" ")

    def _close_heading(self) -> None:
        """An empty heading is left out: a reader of the page by ear would stumble over it."""
        if self.heading is None:
            return
        at, level = self.heading
        self.heading = None
        inside = "".join(self.out[at + 1 :])
        words = re.sub(r"<[^>]*>", "", inside).strip()
        place = self._place(self.out[at] or slug_of(words) or "part") if words else ""
        self.out[at:] = [f'<h{level} id="{escape(place)}">{inside}</h{level}>' if words else ""]
        self.text.append(" ")

    def _open_link(self, said: dict[str, str]) -> None:
        self._close_link()
        href = said.get("href", "").strip()
        self.link = (len(self.out), href)
        self.out.append("")
        if "id" in said or "name" in said:
            self.out.append(
                f'<span id="{escape(self._place(said.get("id") or said["name"]))}"></span>'
            )

    def _close_link(self) -> None:
        if self.link is None:
            return
        at, href = self.link
        self.link = None
        inside = "".join(self.out[at + 1 :])
        if href and not re.sub(r"<[^>]*>", "", inside).strip():
            self.problems.append(Problem("empty-link", href[:200]))
            inside = escape(href)
        goes = self.goes(href)
        self.out[at:] = [
            f'<a class="usa-link" href="{escape(goes)}">{inside}</a>' if goes else inside
        ]

    def goes(self, href: str) -> str | None:
        """The address to write, or None: a link that leads nowhere here is left as its words."""
        try:
            parts = urlsplit(href)
        except ValueError:
            parts = None
        if parts is None or (parts.scheme and parts.scheme.lower() not in SCHEMES):
            self.problems.append(Problem("unsafe-link", (parts.scheme if parts else href)[:200]))
            return None
        if parts.scheme or parts.netloc:
            return href
        if not href:
            return None
        where = urljoin(f"/{self.path}/", unquote(parts.path)) if parts.path else f"/{self.path}"
        target = Target(where.strip("/").lower(), unquote(parts.fragment))
        name = target.path.rpartition("/")[2]
        if "." in name and not name.endswith((".md", ".html")):
            self.problems.append(Problem("file-not-held", href[:200]))
            return None
        self.links.append(target)
        return self.address(target)
