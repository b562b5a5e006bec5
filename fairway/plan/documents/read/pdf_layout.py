"""From words with places to blocks in reading order: lines, columns, paragraphs, list items, headings. Pure geometry."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_BULLETS = frozenset("•◦▪▫‣⁃o–-\uf0b7\uf0a7")
_ITEM = re.compile(r"^\d{1,2}[.)] ")
_MARK = re.compile(r"^[\d,–-]+$")
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look: their size in points, bold or not, all capitals or not."""

    size: float
    is_bold: bool
    is_upper: bool

    def outranks(self, other: "Look") -> bool:
        """A larger heading stands above a smaller one; of one size, capitals above the rest."""
        mine, theirs = (round(self.size), self.is_upper), (round(other.size), other.is_upper)
        return mine > theirs


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height of one column. `starts_item`: a bullet stood before them and was taken off."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    look: Look
    starts_item: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a heading, or a row of a table (then with its cells)."""

    lines: tuple[str, ...]
    look: Look
    top: float
    bottom: float
    left: float
    order: tuple[float, float] = (0.0, 0.0)
    page_height: float = 0.0
    is_item: bool = False
    cells: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)

    def is_in_margin(self, share: float) -> bool:
        """Whether it stands in the top or bottom of its page."""
        if not self.page_height:
            return False
        edge = self.page_height * share
        return self.bottom <= edge or self.top >= self.page_height - edge

    def is_heading(self, body: Look) -> bool:
        """Larger than the body; or bold and no smaller, or bold capitals. A list item or a full stop is none."""
        if self.is_item or len(self.text) > _LONGEST_HEADING or self.text.endswith((".", ";", ",")):
            return False
        look = self.look
        if look.size >= body.size * 1.15:
            return any(letter.isalpha() for letter in self.text)
        return look.is_bold and not body.is_bold and (look.is_upper or look.size >= body.size - 0.5)


def body_look(blocks: Iterable[Block]) -> Look:
    """How most of the letters look."""
    seen: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        if not block.cells:
            seen[(round(block.look.size, 1), block.look.is_bold)] += len(block.text)
    (size, is_bold), _letters = seen.most_common(1)[0] if seen else ((10.0, False), 0)
    return Look(size, is_bold=is_bold, is_upper=False)


def blocks_of(words: list[dict[str, Any]], width: float, height: float) -> list[Block]:
    """The blocks of one page, columns one after the other."""
    body = _body_size(words)
    lines = list(_lines(_without_marks(words, body)))
    ordered = [line for band in _bands(lines, width) for line in band]
    found: list[Block] = []
    for group in _paragraphs(ordered, body):
        first = group[0]
        found.append(
            Block(
                lines=tuple(line.text for line in group),
                look=first.look,
                top=first.top,
                bottom=group[-1].bottom,
                left=first.left,
                order=(first.top, first.left),
                page_height=height,
                is_item=first.starts_item,
            )
        )
    return found


def _body_size(words: list[dict[str, Any]]) -> float:
    sizes = Counter(round(word["size"], 1) for word in words for _ in word["text"])
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_marks(words: list[dict[str, Any]], body: float) -> list[dict[str, Any]]:
    """Without the raised small numbers that point to notes, and the letter that a drop capital repeats."""
    return [
        word
        for word in words
        if not (word["size"] <= body * 0.75 and _MARK.match(word["text"]))
        and not (word["size"] >= body * 4 and len(word["text"]) == 1)
    ]


def _lines(words: list[dict[str, Any]]) -> Iterator[Line]:
    """Words of one height, cut where a gap is too wide for a space."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        last = rows[-1][0] if rows else None
        reach = 0.45 * min(word["size"], last["size"]) if last else 0
        if last and abs(middle - (last["top"] + last["bottom"]) / 2) <= reach:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        run: list[dict[str, Any]] = []
        for word in sorted(row, key=lambda one: one["x0"]):
            if run and word["x0"] - run[-1]["x1"] > 0.8 * word["size"] and not _is_bullet(run):
                yield _line(run)
                run = []
            run.append(word)
        yield _line(run)


def _is_bullet(run: list[dict[str, Any]]) -> bool:
    return len(run) == 1 and run[0]["text"] in _BULLETS


def _line(run: list[dict[str, Any]]) -> Line:
    has_bullet = len(run) > 1 and run[0]["text"] in _BULLETS
    shown = run[1:] if has_bullet else run
    text = _spaced(shown)
    letters = sum(len(word["text"]) for word in shown)
    bold = sum(len(word["text"]) for word in shown if _BOLD.search(word["fontname"]))
    sizes = Counter(round(word["size"], 1) for word in shown for _ in word["text"])
    return Line(
        text=text,
        left=min(word["x0"] for word in shown),
        right=max(word["x1"] for word in shown),
        top=min(word["top"] for word in shown),
        bottom=max(word["bottom"] for word in shown),
        look=Look(
            sizes.most_common(1)[0][0], is_bold=bold > letters * 0.9, is_upper=text.isupper()
        ),
        starts_item=has_bullet or bool(_ITEM.match(text)),
    )


def _spaced(words: list[dict[str, Any]]) -> str:
    """The words with spaces between; none where a change of letters cut one word in two."""
    text = words[0]["text"]
    for before, word in pairwise(words):
        touches = word["x0"] - before["x1"] < 0.1 * word["size"]
        text += word["text"] if touches else " " + word["text"]
    return str(text)


def _bands(lines: list[Line], width: float) -> Iterator[list[Line]]:
    """Lines in reading order: where a page has two columns, left before right, between lines that span both."""
    lines = sorted(lines, key=lambda line: (line.top, line.left))
    gutter = _gutter(lines, width)
    if gutter is None:
        yield lines
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield left
            yield right
            yield [line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    yield left
    yield right


def _gutter(lines: list[Line], width: float) -> float | None:
    """Where the page parts into two columns; None when it does not."""
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        at = width * step / 100
        across = sum(1 for line in lines if line.left < at < line.right)
        before = sum(1 for line in lines if line.right <= at)
        behind = sum(1 for line in lines if line.left >= at)
        if (
            min(before, behind) >= 6
            and across <= 0.25 * len(lines)
            and (best is None or across < best[0])
        ):
            best = (across, at)
    return best[1] if best else None


def _paragraphs(lines: list[Line], body: float) -> Iterator[list[Line]]:
    """Lines that belong together: same look, no wider gap than between the lines of a paragraph, no new bullet."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, body):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: list[Line], line: Line, body: float) -> bool:
    last = group[-1]
    if line.starts_item or line.top < last.top:
        return False
    # Large letters (a pull quote, a title) stand further apart than those of a paragraph.
    reach = (0.62 if line.look.size > body * 1.05 else 0.45) * line.look.size
    if abs(line.look.size - last.look.size) > 0.6 or line.top - last.bottom > reach:
        return False
    if last.look.is_bold != line.look.is_bold and len(group) == 1 and not group[0].starts_item:
        return not last.look.is_bold
    return not (line.left < group[0].left - 2 and group[0].starts_item)
