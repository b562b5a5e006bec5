"""A report as PDF/UA-1: tagged, titled, in its language (typst). What it says is data, never markup."""

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import typst

from fairway.plan.reports.build.book import Advice, Book, Listed, Said, counts_of
from fairway.plan.reports.build.wording import Words

HERE = Path(__file__).parent
NO_GLYPH = "could not be displayed"


def whole(book: Book) -> bytes:
    """The file. Where no font of this machine shows some sign, it is tagged all the same, but does not claim PDF/UA."""
    try:
        return _compiled(book, standard="ua-1")
    except typst.TypstError as problem:
        if NO_GLYPH not in problem.message:
            raise
        return _compiled(book, standard="1.7")


def _compiled(book: Book, *, standard: Literal["ua-1", "1.7"]) -> bytes:
    say = Words(book.language)
    content: bytes = typst.compile(
        _template(),
        format="pdf",
        sys_inputs={
            "book": msgspec.json.encode(_told(book, say)).decode(),
            "words": msgspec.json.encode(say.frame).decode(),
        },
        pdf_standards=standard,
        timestamp=datetime.combine(book.built_on, time(), UTC),
    )
    return content


@cache
def _template() -> bytes:
    return (HERE / "report.typ").read_bytes()


def _told(book: Book, say: Words) -> dict[str, object]:
    """The book as the template takes it: every text ready, every table as rows of texts."""
    codes = [one.code for one in book.goals]
    activities = [[say["organization"], say["activity"], *[code[-1] for code in codes]]]
    activities += [
        [one.organization, one.title, *["×" if code in one.goals else "" for code in codes]]
        for one in book.deeds
    ]
    activities.append([say["total"], str(len(book.deeds)), *[str(one.count) for one in book.goals]])
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "program": book.program,
        "language": book.language[:2],
        "built": [book.built_on.year, book.built_on.month, book.built_on.day],
        "built_words": say.day(book.built_on),
        "disclaimers": book.disclaimers,
        "chapters": [
            {
                "heading": one.heading,
                "said": [{"words": _words(said), "sources": said.sources} for said in one.said],
            }
            for one in book.chapters
        ],
        "advice": [
            {"number": one.number, "text": one.text, "facts": _facts(one, say)}
            for one in book.advice
        ],
        "sources": [
            {"number": one.number, "name": say.source(one), "url": one.url, "words": one.words}
            for one in book.sources
        ],
        "activities": activities,
        "goal_count": len(codes),
        "goals": [f"{one.code[-1]}: {one.label}" for one in book.goals],
        "cutoff": say.cutoff(book.cutoff),
        "counts": say.counts(counts_of(book.listed)),
        "listed": _rows(book.listed, say),
        "late_counts": say.counts(counts_of(book.late)),
        "late": _rows(book.late, say),
    }


def _words(said: Said) -> str:
    quoted = f"“{said.quoted}”" + (f" ({said.by})" if said.by else "") if said.quoted else ""
    return " ".join(filter(None, [said.text, quoted]))


def _facts(one: Advice, say: Words) -> list[str]:
    facts = [
        (say["asked"], "; ".join(one.asked) or say["nobody_yet"]),
        (say["themes"], one.theme_names),
        (say["goals"], ", ".join(one.goals)),
        (say["state"], say.state(one.state)),
        (say["due"], say.day(one.due_on) if one.due_on else ""),
    ]
    return [f"{word}: {fact}" for word, fact in facts if fact]


def _rows(listed: list[Listed], say: Words) -> list[list[str]]:
    rows = [[say["received"], say["channel"], say["from_whom"], say["goals"]]]
    return rows + [
        [
            say.day(one.received_on),
            say.channel(one.channel),
            one.by or say["name_withheld"],
            ", ".join(one.goals),
        ]
        for one in listed
    ]
