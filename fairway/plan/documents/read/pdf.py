"""PDF files: paragraphs, list items, headings and rows of tables, each with its page and the label printed on it.

The library finds letters and ruled tables; the order of columns and what makes a paragraph are decided in pdf_layout.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from fairway.plan.documents.read.pdf_layout import Block, Look, blocks_of, body_look
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PAGES, MAX_PASSAGES, Problem, cut, tidy

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+$")
_HYPHEN = re.compile(r"(\w+)-\n(\w+)")
# A running line stands in this much of the page's height at either end, on at least this many pages.
_MARGIN = 0.12
_RUNNING = 3
# A paragraph that a page's end cuts has filled at least one line.
_FULL_LINE = 60


def read(content: bytes, name: str = "") -> Reading:
    """A PDF. Without the password, or without letters (a scan), there are no passages and the problem says so."""
    try:
        with pdfplumber.open(BytesIO(content)) as file:
            if len(file.pages) > MAX_PAGES:
                return Reading(page_count=len(file.pages), problem=Problem.TOO_LARGE)
            return _read(file, is_cut_off=b"%%EOF" not in content[-2048:])
    except (PdfminerException, MalformedPDFException) as problem:
        return Reading(problem=_why(problem))
    except Exception:
        return Reading(problem=Problem.DAMAGED)


def _why(problem: Exception) -> Problem:
    cause = problem.args[0] if problem.args else problem
    if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
        return Problem.PROTECTED
    return Problem.DAMAGED


def _read(file: PDF, *, is_cut_off: bool) -> Reading:
    pages = [_blocks(page) for page in file.pages]
    if not any(pages):
        problem = Problem.DAMAGED if is_cut_off or not pages else Problem.SCANNED
        return Reading(page_count=len(pages), problem=problem)
    running = _running(pages)
    labels = [_label(page, blocks, running) for page, blocks in zip(file.pages, pages, strict=True)]
    body = body_look(block for blocks in pages for block in blocks)
    found = _passages(pages, labels, running, body)
    return Reading(
        passages=tuple(found)[:MAX_PASSAGES],
        page_count=len(pages),
        problem=Problem.DAMAGED if is_cut_off else "",
        title=tidy(str((file.metadata or {}).get("Title") or ""))[:300],
        language=_language(file),
    )


def _language(file: PDF) -> str:
    stated = file.doc.catalog.get("Lang") or b""
    if not isinstance(stated, bytes):
        return ""
    text = stated.decode("utf-16" if stated.startswith(b"\xfe\xff") else "latin-1", "ignore")
    return text.lower()[:20]


def _blocks(page: Page) -> list[Block]:
    """What stands on a page, in reading order: running text around and between its tables."""
    tables = [table for table in page.find_tables() if _is_table(table)]
    words = page.extract_words(
        extra_attrs=["size", "fontname", "upright"], keep_blank_chars=False, use_text_flow=False
    )
    outside = [word for word in words if word["upright"] and not _inside(word, tables)]
    found = blocks_of(outside, page.width, page.height)
    for table in tables:
        found.extend(_rows(table))
    page.close()
    return sorted(found, key=lambda block: block.order) if tables else found


def _is_table(table: Table) -> bool:
    """Two rows with two filled cells each; a frame around running text is none."""
    return sum(1 for row in table.extract() if sum(1 for cell in row if cell) > 1) > 1


def _inside(word: dict[str, float], tables: list[Table]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(
        left <= across <= right and top <= down <= bottom
        for left, top, right, bottom in (table.bbox for table in tables)
    )


def _rows(table: Table) -> Iterator[Block]:
    """The rows of a table. A column without a word in any row is a stray line of the drawing and left out."""
    texts = [[(text or "").strip() for text in row] for row in table.extract()]
    columns = [at for at, column in enumerate(zip(*texts, strict=True)) if any(column)]
    for number, (cells, row) in enumerate(zip(texts, table.rows, strict=True)):
        left, top, _right, bottom = row.bbox
        if any(cells):
            yield Block(
                lines=tuple(cell for cell in cells if cell),
                look=Look(0.0, is_bold=False, is_upper=False),
                top=top,
                bottom=bottom,
                left=left,
                order=(top, number),
                cells=tuple(cells[at] for at in columns),
            )


def _running(pages: list[list[Block]]) -> set[str]:
    """Headers and footers, numbers aside, and the header rows of a table that goes on over several pages."""
    seen = Counter(
        shape
        for blocks in pages
        for shape in {_shape(block) for block in blocks if _may_run(block)}
    )
    return {shape for shape, count in seen.items() if count >= max(2, min(_RUNNING, len(pages)))}


def _may_run(block: Block) -> bool:
    return bool(block.cells) or block.is_in_margin(_MARGIN)


def _shape(block: Block) -> str:
    return "#" if _ROMAN.match(block.text) else _NUMBER.sub("#", block.text)


def _label(page: Page, blocks: list[Block], running: set[str]) -> str:
    """The number printed on the page: as the file says, else the footer's number that equals the page's."""
    stated = getattr(page.page_obj, "label", None)
    if stated:
        return str(stated)[:20]
    printed = {
        number
        for block in blocks
        if block.is_in_margin(_MARGIN) and _shape(block) in running
        for number in _NUMBER.findall(block.text)
    }
    return str(page.page_number) if str(page.page_number) in printed else ""


def _passages(
    pages: list[list[Block]], labels: list[str], running: set[str], body: Look
) -> list[ReadPassage]:
    words = Counter(
        word.casefold()
        for blocks in pages
        for block in blocks
        for word in re.findall(r"[\w-]+", " ".join(block.lines))
    )
    found: list[ReadPassage] = []
    headings: list[tuple[Look, str]] = []
    for number, (blocks, label) in enumerate(zip(pages, labels, strict=True), 1):
        above: Block | None = None
        for block in blocks:
            made = _passage(block, running, body, words)
            made = replace(made, page=number, page_label=label)
            if made.kind == "heading":
                headings = _under(headings, block.look, made.text)
                made = replace(made, level=len(headings))
            elif made.kind != "boilerplate":
                part = " / ".join(text for _look, text in headings)[:200]
                made = replace(made, part=part)
            turned = above is None or block.top < above.top
            if not (turned and not block.is_item and _continued(found, made)):
                found.append(made)
            above = block if made.kind != "boilerplate" else above
    return [replace(one, text=piece) for one in found for piece in cut(one.text) if piece]


def _under(headings: list[tuple[Look, str]], look: Look, text: str) -> list[tuple[Look, str]]:
    """The headings that a new one stands under, and itself: at most three deep."""
    above = [(one, words) for one, words in headings if one.outranks(look)]
    return [*above[-2:], (look, text)]


def _passage(block: Block, running: set[str], body: Look, words: Counter[str]) -> ReadPassage:
    cells = tuple(_joined((cell,), words) for cell in block.cells)
    text = " | ".join(cell for cell in cells if cell) if cells else _joined(block.lines, words)
    if _may_run(block) and _shape(block) in running:
        return ReadPassage(text=text, kind="boilerplate")
    if block.cells:
        return ReadPassage(text=text, kind="row", cells=cells)
    return ReadPassage(text=text, kind="heading" if block.is_heading(body) else "text")


def _joined(lines: tuple[str, ...], words: Counter[str]) -> str:
    """The lines as one; a hyphen at a line's end goes only if the word stands whole elsewhere in the document."""

    def mend(found: re.Match[str]) -> str:
        whole = found[1] + found[2]
        return whole if words[whole.casefold()] else f"{found[1]}-{found[2]}"

    return tidy(_HYPHEN.sub(mend, "\n".join(lines)))


def _continued(found: list[ReadPassage], made: ReadPassage) -> bool:
    """Whether it was the rest of a paragraph that began in the column or on the page before; then it is added there."""
    if made.kind != "text":
        return False
    at = next((at for at in range(len(found) - 1, -1, -1) if found[at].kind != "boilerplate"), None)
    if at is None:
        return False
    before = found[at]
    if (
        before.kind != "text"
        or before.part != made.part
        or before.text.endswith((".", "!", "?", ":"))
    ):
        return False
    if not (len(before.text) >= _FULL_LINE or made.text[:1].islower() or made.text.startswith("(")):
        return False
    found[at] = replace(before, text=f"{before.text} {made.text}")
    return True
