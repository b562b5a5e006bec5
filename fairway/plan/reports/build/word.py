"""A report as a Word file, with real headings, lists and table heads, so that it can be edited and read aloud."""

import io
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from fairway.plan.reports.build.book import Book, Counts, Listed, Said, counts_of
from fairway.plan.reports.build.tables import Row, activities, plain, timeless
from fairway.plan.reports.build.wording import Words


def whole(book: Book) -> bytes:
    """The file."""
    say = Words(book.language)
    made = Document()
    _properties(made, book)
    made.add_heading(plain(book.title), 0)
    if book.subtitle:
        made.add_paragraph(plain(book.subtitle))
    made.add_paragraph(plain(f"{book.program} · {say['built_on']} {say.day(book.built_on)}"))
    made.add_heading(say["important"], 1)
    for one in book.disclaimers:
        made.add_paragraph(one)
    for chapter in book.chapters:
        made.add_heading(plain(chapter.heading), 1)
        paragraph = made.add_paragraph()
        for said in chapter.said:
            _sentence(paragraph, said)
    _advice(made, book, say)
    _sources(made, book, say)
    made.add_heading(say["appendix"], 1)
    made.add_heading(say["activities"], 2)
    _table(made, [[str(cell) for cell in row] for row in activities(book)])
    made.add_heading(say["submissions"], 2)
    made.add_paragraph(say.cutoff(book.cutoff))
    _input(made, counts_of(book.listed), book.listed, say)
    if book.late:
        made.add_heading(say["late"], 2)
        _input(made, counts_of(book.late), book.late, say)
    out = io.BytesIO()
    made.save(out)
    return timeless(out.getvalue(), book)


def _properties(made: Any, book: Book) -> None:
    about = made.core_properties
    about.title, about.author, about.language = plain(book.title), plain(book.program), book.language  # fmt: skip
    about.created = about.modified = datetime.combine(book.built_on, time())
    about.last_modified_by, about.comments = "", ""
    # What a screen reader speaks: the language of every run that names no other.
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    lang = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    lang.set(qn("w:val"), book.language)


def _sentence(paragraph: Any, said: Said) -> None:
    quoted = f"“{said.quoted}”" + (f" ({said.by})" if said.by else "") if said.quoted else ""
    paragraph.add_run(plain(" ".join(filter(None, [said.text, quoted]))))
    mark = paragraph.add_run("".join(f"[{one}]" for one in said.sources))
    mark.font.superscript = True
    paragraph.add_run(" ")


def _advice(made: Any, book: Book, say: Words) -> None:
    if book.advice:
        made.add_heading(say["recommendations"], 1)
    for one in book.advice:
        made.add_heading(f"{say['recommendation']} {one.number}", 2)
        made.add_paragraph(plain(one.text))
        facts = [
            (say["asked"], "; ".join(one.asked) or say["nobody_yet"]),
            (say["themes"], one.theme_names),
            (say["goals"], ", ".join(one.goals)),
            (say["state"], say.state(one.state)),
            (say["due"], say.day(one.due_on) if one.due_on else ""),
        ]
        for word, fact in facts:
            if fact:
                made.add_paragraph(plain(f"{word}: {fact}"), style="List Bullet")


def _sources(made: Any, book: Book, say: Words) -> None:
    made.add_heading(say["sources"], 1)
    for one in book.sources:
        made.add_paragraph(plain(f"[{one.number}] {say.source(one)} {one.url}".strip()))
        words = f"“{one.words}”" if one.words else say["not_quoted"]
        made.add_paragraph(plain(words), style="Quote" if one.words else None)


def _input(made: Any, counts: Counts, listed: list[Listed], say: Words) -> None:
    made.add_paragraph(say.counts(counts))
    rows: list[Row] = [[say["received"], say["channel"], say["from_whom"], say["goals"]]]
    for one in listed:
        by = one.by or say["name_withheld"]
        rows.append([say.day(one.received_on), say.channel(one.channel), by, ", ".join(one.goals)])
    if listed:
        _table(made, rows)


def _table(made: Any, rows: list[Row]) -> None:
    """Built as XML: python-docx takes quadratic time for the cells of a long table."""
    table = made.add_table(rows=1, cols=len(rows[0]), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, rows[0], strict=True):
        cell.text = plain(str(text))
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in rows[1:]:
        line = OxmlElement("w:tr")
        for text in row:
            cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
            run, words = OxmlElement("w:r"), OxmlElement("w:t")
            words.text = plain(str(text))
            words.set(qn("xml:space"), "preserve")
            run.append(words)
            paragraph.append(run)
            cell.append(paragraph)
            line.append(cell)
        table._tbl.append(line)
