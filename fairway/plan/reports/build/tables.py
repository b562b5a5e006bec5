"""The appendix as CSV and as a workbook. A cell never begins as a formula does. The same book, the same bytes."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time

from openpyxl import Workbook

from fairway.plan.reports.build.book import Book, Counts, Listed, counts_of
from fairway.plan.reports.build.wording import Words

Row = list[str | int]
# What a spreadsheet takes for a formula (OWASP, CSV injection); a quote before it keeps it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold, and so neither Excel nor Word.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def activities(book: Book) -> list[Row]:
    """Activities by goals, the totals last."""
    say, codes = Words(book.language), [one.code for one in book.goals]
    rows: list[Row] = [[say["organization"], say["activity"], *codes, say["source"], say["page"]]]
    for one in book.deeds:
        serves: Row = [1 if code in one.goals else 0 for code in codes]
        rows.append([one.organization, one.title, *serves, one.source, one.page])
    rows.append([say["total"], str(len(book.deeds)), *[one.count for one in book.goals], "", ""])
    return rows


def submissions(book: Book) -> list[Row]:
    """What was sent in, in time and late, with the three numbers of each."""
    say = Words(book.language)
    head: Row = [say["received"], say["channel"], say["from_whom"], say["goals"], ""]
    rows = [head]
    for kind, listed in ((say["submissions"], book.listed), (say["late"], book.late)):
        rows += [_submission(one, kind, say) for one in listed]
    for kind, counts in (
        (say["submissions"], counts_of(book.listed)),
        (say["late"], counts_of(book.late)),
    ):
        rows += [[word, number, "", "", kind] for word, number in _numbers(counts, say)]
    return rows


def sources(book: Book) -> list[Row]:
    """What the sentences rest on."""
    say = Words(book.language)
    rows: list[Row] = [[say["source"], "", say["page"], ""]]
    return rows + [
        [one.number, one.title or one.by or say["unnamed"], one.page, one.words or say["not_quoted"]]
        for one in book.sources
    ]  # fmt: skip


def as_csv(rows: list[Row], book: Book) -> bytes:
    """UTF-8 with a mark, so that Excel reads accents. The disclaimers stand below the rows (STK-17)."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    writer.writerow([])
    writer.writerows([one] for one in book.disclaimers)
    return out.getvalue().encode()


def workbook(book: Book) -> bytes:
    """All tables of the appendix, a sheet each; the first says what it is and is not."""
    say = Words(book.language)
    made = Workbook(write_only=True)
    first = made.create_sheet(_sheet_name(say["important"]))
    for line in [book.title, book.program, say.day(book.built_on), *book.disclaimers]:
        first.append([safe(line)])
    for name, rows in (
        (say["activity"], activities(book)),
        (say["submission_count"], submissions(book)),
        (say["sources"], sources(book)),
    ):
        sheet = made.create_sheet(_sheet_name(name))
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([safe(cell) for cell in row])
    made.properties.title, made.properties.creator = plain(book.title), plain(book.program)
    made.properties.created = datetime.combine(book.built_on, time(), UTC).replace(tzinfo=None)
    out = io.BytesIO()
    made.save(out)
    return timeless(out.getvalue(), book)


def safe(cell: str | int) -> str | int:
    """A cell that a spreadsheet takes as what it is."""
    if isinstance(cell, int):
        return cell
    text = plain(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """Without signs that an Office file cannot hold."""
    return NOT_XML.sub("", text)


def timeless(packed: bytes, book: Book) -> bytes:
    """The same Office file with the book's day on every part, so that one book gives one file."""
    day = book.built_on
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), content)
            entry = zipfile.ZipInfo(info.filename, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def _submission(one: Listed, kind: str, say: Words) -> Row:
    by = one.by or say["name_withheld"]
    return [one.received_on.isoformat(), say.channel(one.channel), by, ", ".join(one.goals), kind]


def _numbers(counts: Counts, say: Words) -> Iterator[tuple[str, int]]:
    yield from say.pairs(counts)


def _sheet_name(words: str) -> str:
    """Excel takes 31 signs and none of `[]:*?/\\`."""
    return re.sub(r"[\[\]:*?/\\]", "", plain(words))[:31]
