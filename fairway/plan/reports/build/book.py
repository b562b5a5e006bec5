"""A report as it was read at its build: everything that any of its files shows, and nothing else. Pure; no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import UUID

import msgspec
import zstandard


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence rests on. `words` are empty where they may not be quoted."""

    number: int
    passage: UUID
    title: str
    page: str = ""
    url: str = ""
    words: str = ""
    by: str = ""
    is_published: bool = False


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence. `quoted` are the very words of a passage, which is source number `quotes`, from `by`."""

    id: UUID
    text: str
    quoted: str = ""
    quotes: int = 0
    by: str = ""
    sources: list[int] = []


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """A section with its sentences."""

    id: UUID
    kind: str
    heading: str
    said: list[Said]


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that a recommendation rests on, by the name that it had then."""

    id: UUID
    name: str


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation, who is asked to act, and what it rests on."""

    id: UUID
    number: int
    text: str
    state: str
    goals: list[str]
    asked: list[str]
    themes: list[Thread]
    due_on: date | None = None

    @property
    def theme_names(self) -> str:
        """The themes' names in one line; one without a name is left out."""
        return "; ".join(one.name for one in self.themes if one.name)


class GoalColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A goal of the appendix, with how many activities serve it."""

    code: str
    label: str
    count: int


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An activity of the appendix."""

    organization: str
    title: str
    goals: list[str]
    source: str = ""
    page: str = ""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A submission of the appendix; `by` only where she may be named. Like texts share `text`, and the letters of one
    organization share `organization`, empty where there is none: keys for counting, never printed.
    """

    id: UUID
    received_on: date
    channel: str
    by: str = ""
    goals: list[str] = []
    text: str = ""
    organization: str = ""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much was sent in, always in three numbers."""

    submissions: int = 0
    texts: int = 0
    organizations: int = 0


class Cutoff(msgspec.Struct, frozen=True, kw_only=True):
    """Until when input counted, and whether that day counts."""

    day: date
    is_inclusive: bool
    zone: str


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report."""

    id: UUID
    language: str
    title: str
    subtitle: str
    program: str
    built_on: date
    disclaimers: list[str]
    cutoff: Cutoff | None
    chapters: list[Chapter]
    advice: list[Advice]
    sources: list[Source]
    goals: list[GoalColumn]
    deeds: list[Deed]
    listed: list[Listed]
    late: list[Listed]


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """What was withdrawn: passages, submissions, the texts of ours that repeat such words (an Echo's holder), and the
    themes whose names do; and the words that were taken out of passages since (redacted), by passage.
    """

    passages: frozenset[UUID] = frozenset()
    submissions: frozenset[UUID] = frozenset()
    holders: frozenset[str] = frozenset()
    themes: frozenset[UUID] = frozenset()
    redacted: dict[UUID, tuple[str, ...]] = {}


def counts_of(listed: list[Listed]) -> Counts:
    """The three numbers, counted as intake counts them (intake.queries.counts)."""
    return Counts(
        submissions=len(listed),
        texts=len({one.text for one in listed} - {""}),
        organizations=len({one.organization for one in listed} - {""}),
    )


def without(book: Book, gone: Gone) -> Book:
    """The book as it stands once something in it was withdrawn; the same book where it holds nothing of it.

    A sentence goes when it quotes what is gone, repeats it, or rests on nothing else. One that holds words taken out of
    a passage it rests on goes as well; the passage itself is still a source, without its words.
    """
    numbers = {one.number for one in book.sources if one.passage in gone.passages}
    taken = {one.number: gone.redacted.get(one.passage, ()) for one in book.sources}
    quotable = {one.number for one in book.sources} - numbers
    replace = msgspec.structs.replace
    return replace(
        book,
        title=_kept(book.title, "plan.report", book.id, gone),
        subtitle=_kept(book.subtitle, "plan.report", book.id, gone),
        chapters=[
            replace(
                chapter,
                heading=_kept(chapter.heading, "plan.section", chapter.id, gone),
                said=[
                    replace(said, sources=[one for one in said.sources if one in quotable])
                    for said in chapter.said
                    if _stands(said, numbers, gone) and not _tells(said, taken)
                ],
            )
            for chapter in book.chapters
        ],
        advice=[
            replace(
                one,
                text=_kept(one.text, "plan.recommendation", one.id, gone),
                themes=[
                    replace(theme, name="") if theme.id in gone.themes else theme
                    for theme in one.themes
                ],
            )
            for one in book.advice
        ],
        sources=[
            replace(one, words="") if taken[one.number] else one
            for one in book.sources
            if one.number not in numbers
        ],
        listed=[one for one in book.listed if one.id not in gone.submissions],
        late=[one for one in book.late if one.id not in gone.submissions],
    )


def _stands(said: Said, numbers: set[int], gone: Gone) -> bool:
    if f"plan.sentence:{said.id}" in gone.holders:
        return False
    if said.quotes in numbers:
        return False
    return not said.sources or any(one not in numbers for one in said.sources)


def _tells(said: Said, taken: dict[int, tuple[str, ...]]) -> bool:
    words = [one for number in {*said.sources, said.quotes} for one in taken.get(number, ())]
    return holds(f"{said.text}\n{said.quoted}", words)


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether any of these words stand in the text, whatever their case, and not as a part of other words."""
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.IGNORECASE) for one in words)


def _kept(text: str, kind: str, key: UUID, gone: Gone) -> str:
    return "" if f"{kind}:{key}" in gone.holders else text


def pack(book: Book) -> bytes:
    """As it is kept: JSON, packed. The same book gives the same bytes."""
    return zstandard.compress(msgspec.json.encode(book), 10)


def unpack(content: bytes) -> Book:
    """Back from `pack`."""
    return msgspec.json.decode(zstandard.decompress(content), type=Book)


def digest_of(book: Book) -> str:
    """One number for all that the book says; the day of its building is left out."""
    timeless = msgspec.structs.replace(book, built_on=date.min)
    return sha256(msgspec.json.encode(timeless)).hexdigest()
