"""The author's own elements, as plain HTML. Pictures are not republished: their alternative text stands where they were."""

from collections.abc import Callable
from html import escape

import msgspec

from fairway.publishing.rules.shape import PICTURE
from fairway.publishing.rules.source import Problem
from fairway.publishing.rules.walk import Walk


class Elements(Walk):
    """The pass that also knows `image-with-class`, `single-homepage-box` and their kin."""

    def element(self, tag: str, said: dict[str, str]) -> None:
        """Write what stands for it."""
        WRITERS[tag](self, said)

    def _see(self, said: dict[str, str], *, source: str = "src", alt: str = "alt") -> str:
        """Words in the place of a picture."""
        self.problems.append(Problem("image-not-held", said.get(source, "")[:200]))
        words = " ".join(said.get(alt, "").split())
        if not words:
            self.problems.append(Problem("missing-alt", said.get(source, "")[:200]))
        picture, unsaid = PICTURE.get(self.language[:2], PICTURE["en"])
        shown = f"{picture}: {words or unsaid}"
        self.text.append(f" {words} ")
        return f'<span class="fw-picture">{escape(shown)}</span>'

    def _image(self, said: dict[str, str]) -> None:
        self.out.append(self._see(said))

    def _figure(self, said: dict[str, str]) -> None:
        caption = self._inside(said.get("caption", ""))
        words = f"<figcaption>{caption}</figcaption>" if caption else ""
        self.out.append(f"<figure>{self._see(said)}{words}</figure>")

    def _captioned(self, said: dict[str, str]) -> None:
        """`image-with-caption`, and its files to take along, which we do not hold."""
        plain = {key.removeprefix("image_"): value for key, value in said.items()}
        for key in ("first_caption_link", "second_caption_link"):
            if plain.get(key):
                self.problems.append(Problem("file-not-held", plain[key][:200]))
        self._figure(plain)

    def _quoted(self, said: dict[str, str]) -> None:
        """`picture-with-quotes`: the picture, and what people said beside it, as a list in JSON."""
        self._captioned(said)
        try:
            quotes = msgspec.json.decode(said.get("quotes") or "[]", type=list[dict[str, str]])
        except msgspec.DecodeError:
            self.problems.append(Problem("bad-quotes"))
            return
        for quote in quotes:
            words, who = (self._inside(quote.get(key, "")) for key in ("text", "source"))
            self.out.append(f"<blockquote><p>{words}</p><p><cite>{who}</cite></p></blockquote>")

    def _inside(self, html: str) -> str:
        """What stands in an attribute and may hold links of its own."""
        inner = Elements(path=self.path, language=self.language, address=self.address)
        inner.text, inner.links, inner.anchors = self.text, self.links, self.anchors
        inner.problems = self.problems
        self.text.append(" ")
        inner.feed(html)
        inner.close()
        self.text.append(" ")
        return "".join(inner.out)

    def _staff(self, said: dict[str, str]) -> None:
        title = said.get("title", "")
        self.text.append(f" {title} ")
        words = f"{self._see(said, source='source')}<br>{escape(title)}"
        self.out.append(f"<li>{words}</li>" if self.lists else f"<p>{words}</p>")

    def _box(self, said: dict[str, str]) -> None:
        """`single-homepage-box`: a title that leads to a page, and what is there."""
        title, text = said.get("title", ""), said.get("description", "")
        self.text.append(f" {title} {text} ")
        picture = self._see(said, source="source") if said.get("source") else ""
        shown = picture if said.get("alt") else ""
        goes = self.goes(said.get("url", ""))
        words = (
            f'<a class="usa-link" href="{escape(goes)}">{escape(title)}</a>'
            if goes
            else escape(title)
        )
        self.out.append(
            f'<div class="fw-panel">{shown}<p><strong>{words}</strong></p><p>{escape(text)}</p></div>'
        )


WRITERS: dict[str, Callable[[Elements, dict[str, str]], None]] = {
    "img": Elements._image,
    "image-with-class": Elements._figure,
    "image-with-caption": Elements._captioned,
    "picture-with-quotes": Elements._quoted,
    "single-staff-list-entry": Elements._staff,
    "single-homepage-box": Elements._box,
}
Elements.names = frozenset(WRITERS)
