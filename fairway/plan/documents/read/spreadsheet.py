"""Tables: CSV in any encoding and with any separator, and Excel. Formulas are never worked out, macros never run."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

import openpyxl

from fairway.plan.documents.read.archive import problem_of
from fairway.plan.documents.read.plain import decoded
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem, cut, tidy

SEPARATORS = ",;\t|"
MAX_COLUMNS = 500
MAX_ROWS = 200_000
MAX_CELL = 100_000
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Sheet:
    """A table: its header and its rows with the number each has in the file. `problem` as in documents.rules."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    problem: str = ""
    # Rows with more cells than the header, by number: their last cells belong to no column.
    too_wide: tuple[int, ...] = ()


def read(content: bytes, name: str = "") -> Reading:
    """One passage a row, its cells in words under their columns."""
    sheet = table(content)
    passages: list[ReadPassage] = []
    for _, cells in sheet.rows:
        said = [
            f"{column}: {cell}" if column else cell
            for column, cell in zip(sheet.header, cells, strict=False)
            if cell
        ]
        passages += [
            ReadPassage(text=piece, kind="row", cells=cells)
            for piece in cut(" | ".join(said))
            if piece
        ]
    return Reading(passages=tuple(passages)[:MAX_PASSAGES], problem=sheet.problem)


def table(content: bytes) -> Sheet:
    """Header and rows. The header is the first row with more than one filled cell, or the first filled one."""
    is_excel = content.startswith(_EXCEL)
    problem = problem_of(content) if is_excel else ""
    if problem:
        return Sheet(problem=problem)
    try:
        raw = _excel(content) if is_excel else _csv(content)
    except Exception:  # the libraries raise whatever the content trips over
        return Sheet(problem=Problem.DAMAGED)
    filled = [(number, cells) for number, cells in raw if any(cells)]
    if not filled:
        return Sheet()
    wide = [one for one in filled[:20] if sum(1 for cell in one[1] if cell) > 1]
    head = wide[0] if wide else filled[0]
    width = max((place for place, cell in enumerate(head[1], start=1) if cell), default=1)
    rows = [one for one in filled if one[0] > head[0]]
    macros = is_excel and b"vbaProject.bin" in content
    return Sheet(
        header=head[1][:width],
        rows=tuple((n, (cells + ("",) * width)[:width]) for n, cells in rows),
        problem=Problem.MACROS if macros else "",
        too_wide=tuple(n for n, cells in rows if any(cells[width:])),
    )


def _csv(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    text = decoded(content).replace("\x00", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows: list[tuple[int, tuple[str, ...]]] = []
    for cells in islice(reader, MAX_ROWS):
        rows.append((reader.line_num, tuple(_cell(cell) for cell in cells[:MAX_COLUMNS])))
    return rows


def _separator(text: str) -> str:
    """The one that gives the first lines most columns, and the same number of them."""
    sample = text[:20_000]
    scores: dict[str, tuple[int, int]] = {}
    for separator in SEPARATORS:
        widths = [
            len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=separator), 10)
        ]
        width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
        scores[separator] = (times if width > 1 else 0, width)
    return max(SEPARATORS, key=lambda one: scores[one])


def _excel(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """The sheet with the most rows that are filled."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheets = [
            [
                (number, tuple(_cell(value) for value in cells[:MAX_COLUMNS]))
                for number, cells in enumerate(
                    sheet.iter_rows(max_row=MAX_ROWS, values_only=True), start=1
                )
            ]
            for sheet in book.worksheets
        ]
    finally:
        book.close()
    return max(sheets, key=lambda rows: sum(1 for _, cells in rows if any(cells)), default=[])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "\n".join(tidy(line) for line in str(value)[:MAX_CELL].splitlines()).strip()
