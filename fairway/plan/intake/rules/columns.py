"""Which column of a spreadsheet holds what, and what is wrong with it before a row is taken in (peers.md 4.1(c))."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.plan.documents.read.spreadsheet import Sheet
from fairway.plan.intake.definitions import columns
from fairway.plan.intake.rules import PARTS
from fairway.plan.intake.rules.words import folded, text_digest

IGNORED = ""
_YES = frozenset({"yes", "y", "true", "1", "x", "si", "sí", "agree", "acepto"})
_NO = frozenset({"no", "n", "false", "0", "none", "decline", "disagree"})
_GOAL = re.compile(r"(?:NCP[- ]?|goal |meta )?([1-8])(?!\d)", re.IGNORECASE)
# A column of views that has fewer kinds of answer than this, in a file of more rows than that, looks closed.
FEW_ANSWERS, MANY_ROWS = 10, 30
LONG_ANSWER = 60


@dataclass(frozen=True)
class Finding:
    """One thing about the file that a person should know: a code, the column (from 0), how many rows, the first few."""

    code: str
    column: int | None = None
    count: int = 0
    rows: tuple[int, ...] = ()


def match(header: Sequence[str]) -> dict[int, str]:
    """Column to field, by the name at its head. The first column of a name wins; unknown ones are left out."""
    known = {
        " ".join(folded(name)): field for field, names in columns().names.items() for name in names
    }
    found: dict[int, str] = {}
    for place, head in enumerate(header):
        field = known.get(" ".join(folded(head)))
        if field and field not in found.values():
            found[place] = field
    return found


def has_words(mapping: Mapping[int, str]) -> bool:
    """Whether a column holds what people said."""
    return bool(set(mapping.values()) & set(PARTS))


def check(sheet: Sheet, mapping: Mapping[int, str]) -> list[Finding]:
    """What is wrong with the file, in the order of its columns; nothing here keeps a readable row out."""
    return [*_about_header(sheet, mapping), *_about_columns(sheet, mapping), *_about_rows(sheet)]


def _about_header(sheet: Sheet, mapping: Mapping[int, str]) -> Iterator[Finding]:
    heads = [" ".join(folded(head)) for head in sheet.header]
    times = Counter(head for head in heads if head)
    for place, head in enumerate(heads):
        if not head:
            yield Finding("no-name", place)
        elif times[head] > 1 and heads.index(head) != place:
            yield Finding("duplicate-column", place)
        elif not mapping.get(place):
            yield Finding("unknown-column", place)
    if not has_words(mapping):
        yield Finding("no-words")
    for field, count in Counter(one for one in mapping.values() if one).items():
        if count > 1 and field not in PARTS:
            yield Finding("field-twice", count=count)


def _about_columns(sheet: Sheet, mapping: Mapping[int, str]) -> Iterator[Finding]:
    for place in range(len(sheet.header)):
        cells = [(number, row[place]) for number, row in sheet.rows]
        filled = [(number, cell) for number, cell in cells if cell]
        field = mapping.get(place, IGNORED)
        if not filled:
            yield Finding("empty-column", place)
            continue
        kinds = {cell.casefold() for _, cell in filled}
        if field in PARTS and len(filled) >= MANY_ROWS and len(kinds) <= FEW_ANSWERS:
            yield Finding("open-looks-closed", place, len(kinds))
        if not field and sum(len(cell) for _, cell in filled) > LONG_ANSWER * len(filled):
            yield Finding("closed-looks-open", place, len(filled))
        yield from _misfits(place, field, filled)


def _misfits(place: int, field: str, filled: list[tuple[int, str]]) -> Iterator[Finding]:
    fits = {
        "email": lambda cell: "@" in cell,
        "received": lambda cell: moment(cell) is not None,
        "goal_codes": lambda cell: bool(goal_codes(cell)),
        "may_quote": lambda cell: yes_or_no(cell) is not None,
        "may_name": lambda cell: yes_or_no(cell) is not None,
    }.get(field)
    bad = tuple(number for number, cell in filled if fits and not fits(cell))
    if bad:
        yield Finding(f"not-a-{field.replace('_', '-')}", place, len(bad), bad[:5])
    if field == "id":
        times = Counter(cell for _, cell in filled)
        twice = tuple(number for number, cell in filled if times[cell] > 1)
        if twice:
            yield Finding("id-twice", place, len(twice), twice[:5])


def _about_rows(sheet: Sheet) -> Iterator[Finding]:
    if sheet.too_wide:
        yield Finding("row-too-wide", None, len(sheet.too_wide), sheet.too_wide[:5])
    digests = Counter(text_digest(list(cells)) for _, cells in sheet.rows)
    same = sum(count - 1 for count in digests.values())
    if same:
        yield Finding("same-row", None, same)


def yes_or_no(cell: str) -> bool | None:
    """Yes, no, or not said: an answer that is neither is no consent and no refusal."""
    said = cell.strip().casefold()
    return True if said in _YES else False if said in _NO else None


def goal_codes(cell: str) -> tuple[str, ...]:
    """`NCP-4; 5` or `Goal 4, Goal 5` as codes; none for anything else."""
    pieces = [piece.strip() for piece in re.split(r"[;,|/\n]| and | y ", cell) if piece.strip()]
    found = [_GOAL.match(piece) for piece in pieces]
    return tuple(dict.fromkeys(f"NCP-{one[1]}" for one in found if one))


def moment(cell: str) -> datetime | None:
    """A date or a time as spreadsheets write them; without a zone where none is said."""
    text = cell.strip().replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass  # then as people in the United States write it
    for form in ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y", "%m/%d/%y"):  # fmt: skip
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - whoever imports knows the zone
        except ValueError:
            continue
    return None
