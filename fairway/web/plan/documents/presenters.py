"""Passages as pages show them: pieces of text, some of them marked; never ready-made HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairway.plan.documents.queries import Hit, PassagePage
from fairway.web.plan.documents import words

# What a list of results shows on either side of the first word found.
BEFORE, LONGEST = 120, 420
BAR = "█"


@dataclass(frozen=True)
class Piece:
    """A run of words, marked or not."""

    text: str
    is_marked: bool = False


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text cut at the spans."""
    found: list[Piece] = []
    at = 0
    for start, end in spans:
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], is_marked=True))
        at = end
    return [*found, Piece(text[at:])] if at < len(text) else found


def where(page: int | None, label: str) -> str:
    """The page as the document numbers it."""
    number = label or (str(page) if page else "")
    return _("page %(n)s") % {"n": number} if number else ""


class Found:
    """One hit: the words around the first of those found, each marked."""

    def __init__(self, hit: Hit) -> None:
        self.passage = hit.passage
        document = hit.passage.document
        self.title = document.title or str(words.KINDS[document.kind])
        self.kind = words.KINDS[document.kind]
        self.where = where(hit.passage.page, hit.passage.page_label)
        first = hit.spans[0][0] if hit.spans else 0
        begin = max(0, first - BEFORE)
        text = hit.passage.text[begin : begin + LONGEST]
        inside = [
            (a - begin, b - begin) for a, b in hit.spans if a >= begin and b <= begin + LONGEST
        ]
        self.pieces = pieces(text, inside)
        self.is_cut_before = begin > 0
        self.is_cut_after = begin + LONGEST < len(hit.passage.text)  # fmt: skip


class Around:
    """The passages of a page, the one that was asked for marked: whole, or the words that a sentence quotes."""

    def __init__(self, page: PassagePage, *, start: str = "", end: str = "") -> None:
        self.page = page
        self.where = where(page.passage.page, page.passage.page_label)
        self.span = _span(start, end, len(page.passage.text))

    @property
    def lines(self) -> Iterator[tuple[bool, str, list[Piece]]]:
        """Whether it is the one, its kind, its pieces."""
        for one in self.page.around:
            is_it = one.pk == self.page.passage.pk
            yield is_it, one.kind, pieces(one.text, [self.span] if is_it and one.text else [])

    @property
    def bars(self) -> int:
        """How many places were taken out."""
        return len(self.page.redactions)


def problem(code: str) -> str | Promise:
    """Why a document gave no text."""
    return words.PROBLEMS.get(code, code)


def _span(start: str, end: str, length: int) -> tuple[int, int]:
    """What an address asks to mark; the whole passage where that makes no sense."""
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        first, last = int(start[:9]), int(end[:9])
        if first < last <= length:
            return first, last
    return 0, length
