"""Word files: paragraphs and tables in their order, with the page that Word last broke them on. Macros are never run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table

from fairway.plan.documents.read.archive import problem_of
from fairway.plan.documents.read.boilerplate import kind_of
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem, cut, tidy

_TYPES = "[Content_Types].xml"
_MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BREAKS = (qn("w:lastRenderedPageBreak"),)


def read(content: bytes, name: str = "") -> Reading:
    """The words of a Word file. One with macros is read, and flagged: nobody should open it unwarned."""
    found = problem_of(content)
    if found:
        return Reading(problem=found)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            has_macros = any(entry.endswith("vbaProject.bin") for entry in names)
            is_macro_type = _MACRO in archive.read(_TYPES)
        document = docx.Document(io.BytesIO(_as_plain(content) if is_macro_type else content))
        passages = tuple(_passages(document))[:MAX_PASSAGES]
        title = tidy(document.core_properties.title or "")[:300]
    except Exception:  # the library raises whatever the XML trips over
        return Reading(problem=Problem.DAMAGED)
    pages = max((one.page for one in passages if one.page), default=None)
    problem = Problem.MACROS if has_macros or is_macro_type else ""
    return Reading(passages=passages, problem=problem, title=title, page_count=pages)


def _as_plain(content: bytes) -> bytes:
    """The same file under the type of one without macros, which is all that the library checks."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as copy:
        for entry in archive.namelist():
            held = archive.read(entry)
            copy.writestr(entry, held.replace(_MACRO, _PLAIN) if entry == _TYPES else held)
    return packed.getvalue()


def _passages(document: Any) -> Iterator[ReadPassage]:
    part, page = "", 1
    # A file that no program ever laid out has no pages to speak of.
    has_pages = any(True for _ in document.element.body.iter(*_BREAKS))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block, part, page if has_pages else None)
            page += _breaks(block._tbl)
            continue
        # A break at the very beginning puts the paragraph itself on the next page.
        breaks = _breaks(block._p)
        begins = breaks > 0 and not _words_before_break(block._p)
        page += 1 if begins else 0
        text = tidy(block.text)
        style = str(getattr(block.style, "name", "") or "")
        shown = page if has_pages else None
        if text and (style.startswith("Heading") or style == "Title"):
            part = text[:200]
            yield ReadPassage(text=text[:4000], kind="heading", page=shown, level=_level(style))
        elif text:
            for piece in cut(text):
                yield ReadPassage(text=piece, kind=kind_of(piece), part=part, page=shown)
        page += breaks - (1 if begins else 0)


def _rows(table: Table, part: str, page: int | None) -> Iterator[ReadPassage]:
    for row in table.rows:
        cells = tuple(dict.fromkeys(tidy(cell.text) for cell in row.cells))
        words = " | ".join(cell for cell in cells if cell)
        for piece in cut(words) if words else ():
            yield ReadPassage(text=piece, kind="row", part=part, page=page, cells=cells)


def _breaks(element: Any) -> int:
    return sum(1 for _ in element.iter(*_BREAKS))


def _words_before_break(paragraph: Any) -> bool:
    for node in paragraph.iter(qn("w:t"), *_BREAKS):
        if node.tag != qn("w:t"):
            return False
        if (node.text or "").strip():
            return True
    return False


def _level(style: str) -> int:
    last = style.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else 1
