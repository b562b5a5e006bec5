"""Files that hold many submissions: a mailbox, a spreadsheet, the chat of a meeting. Sending one again adds only what is new.

A file as a whole is not kept, only its pieces, each as it was received: so one can be withdrawn without the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError, sentence
from fairway.people.models import Organization
from fairway.plan.documents.read import chat
from fairway.plan.documents.read.email import delivered_at, pieces
from fairway.plan.documents.read.plain import decoded
from fairway.plan.documents.read.spreadsheet import Sheet, table
from fairway.plan.documents.rules import Problem
from fairway.plan.intake.actions.arrive import FormInput, receive
from fairway.plan.intake.actions.campaigns import group_campaigns
from fairway.plan.intake.actions.deadlines import InForce, deadlines_in_force
from fairway.plan.intake.rules import PARTS, columns
from fairway.plan.meetings.models import Meeting

AT_ONCE = 200
MOST_NAMED = 100
Tell = Callable[[int, int | None], None]


class FileKind(StrEnum):
    """What a file is, as the person who brings it says."""

    MAILBOX = "mailbox"
    MAIL = "mail"
    SPREADSHEET = "spreadsheet"
    CHAT = "chat"
    LETTER = "letter"


class UnreadableFile(FairwayError):
    """Nothing could be read from the file; the text says why and what to do."""


@dataclass(frozen=True)
class Trouble:
    """One piece that did not go in, or not as it should: where (row, line or byte), and a code for the reason."""

    place: int
    code: str
    detail: str = ""


@dataclass
class FileOutcome:
    """What became of every piece of a file: new, known before, or in trouble; `held` of the new ones."""

    pieces: int = 0
    new: int = 0
    known: int = 0
    held: int = 0
    troubled: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    campaigns: int = 0

    def trouble(self, place: int, code: str, detail: str = "") -> None:
        """Note it; the first are named, all are counted."""
        self.troubled += 1
        if len(self.troubles) < MOST_NAMED:
            self.troubles.append(Trouble(place, code, detail))


@dataclass(frozen=True, kw_only=True)
class FileFacts:
    """What the person who brings the file says of it.

    `received_at`: when its pieces came, for those that do not say it themselves; `zone` and `on` complete the times
    of rows and chat lines. `mapping`: column to field, for a spreadsheet; none: by the names of the columns.
    """

    kind: FileKind
    received_at: datetime
    zone: str = "UTC"
    on: date | None = None
    mapping: Mapping[int, str] | None = None
    meeting: Meeting | None = None
    name: str = ""


Piece = tuple[int, dict[str, Any]]


def receive_file(
    *,
    program: Organization,
    stream: IO[bytes],
    facts: FileFacts,
    by: str,
    at: datetime,
    tell: Tell | None = None,
) -> FileOutcome:
    """Take in every piece of a file, then group campaigns. What cannot be read is named; the rest goes in.

    Safe to run again after it was stopped: a piece that is in is known by its key. Raises UnreadableFile.
    """
    outcome = FileOutcome()
    deadlines = {one.closing: one for one in deadlines_in_force(program)}
    found = _READERS[facts.kind](stream, facts, outcome)
    while batch := list(islice(found, AT_ONCE)):
        with transaction.atomic():
            for place, given in batch:
                _take_in(program, place, given, facts, deadlines, outcome, by=by, at=at)
        if tell:
            tell(outcome.pieces, None)
    if outcome.new:
        outcome.campaigns = group_campaigns(program=program, at=at)["campaigns"]
    audit.record(
        "file.received", about=None, by=by, at=at, program_id=program.pk, kind=str(facts.kind),
        pieces=outcome.pieces, new=outcome.new, known=outcome.known, troubled=outcome.troubled,
    )  # fmt: skip
    return outcome


def read_sheet(content: bytes) -> Sheet:
    """The table in a file, for the preview of its columns. Raises UnreadableFile."""
    sheet = table(content)
    if sheet.problem and sheet.problem != Problem.MACROS:
        raise UnreadableFile(_WHY[Problem(sheet.problem)])
    if not sheet.header:
        raise UnreadableFile(
            "The file has no rows. Choose another, or save the sheet as CSV again."
        )
    return sheet


_WHY = {
    Problem.PROTECTED: sentence("The file has a password. Save it without one and send it again."),
    Problem.BOMB: sentence(
        "The file unpacks to far more than it should and was not opened. Save it as CSV and send that."
    ),
    Problem.DAMAGED: sentence(
        "The file is damaged or cut off. Save it again where it was made and send that."
    ),
    Problem.UNKNOWN_TYPE: sentence(
        "This is no file that can be read here. Save it as CSV or as Excel (.xlsx)."
    ),
    Problem.TOO_LARGE: sentence(
        "The file is too large. Cut it into several and send them one by one."
    ),
    Problem.SCANNED: sentence(
        "The file holds pictures of words and no words. Type them, or have them recognized."
    ),
    Problem.MACROS: sentence("The file holds macros, which are never run."),
}


def _take_in(
    program: Organization, place: int, given: dict[str, Any], facts: FileFacts,
    deadlines: InForce, outcome: FileOutcome, *, by: str, at: datetime,
) -> None:  # fmt: skip
    received_at = given.pop("received_at", None) or facts.received_at
    outcome.pieces += 1
    try:
        got = receive(
            program=program, received_at=received_at, meeting=facts.meeting,
            in_force=deadlines, by=by, at=at, **given,
        )  # fmt: skip
    except FairwayError as problem:
        outcome.trouble(place, "refused", str(problem))
        return
    outcome.new += got.is_new
    outcome.known += not got.is_new
    outcome.held += got.is_new and got.submission.state == "held"


def _mails(stream: IO[bytes], facts: FileFacts, outcome: FileOutcome) -> Iterator[Piece]:
    count = 0
    for piece in pieces(stream):
        count += 1
        if piece.is_cut:
            outcome.trouble(piece.offset, "cut", str(piece.size))
            outcome.pieces += 1
            continue
        if piece.is_too_large:
            outcome.trouble(piece.offset, "too-large", str(piece.size))
        yield piece.offset, _mail(piece.content)
    if not count:
        raise UnreadableFile(
            "This is no mailbox: no mail begins in it. Export the folder as .mbox, or send single mails as .eml."
        )


def _one_mail(stream: IO[bytes], facts: FileFacts, outcome: FileOutcome) -> Iterator[Piece]:
    yield 0, _mail(stream.read())


def _mail(content: bytes) -> dict[str, Any]:
    return {
        "channel": "e-mail",
        "content": content,
        "media_type": "message/rfc822",
        "received_at": delivered_at(content),
    }


def _letter(stream: IO[bytes], facts: FileFacts, outcome: FileOutcome) -> Iterator[Piece]:
    yield 0, {"channel": "letter", "content": stream.read(), "name": facts.name}


def _rows(stream: IO[bytes], facts: FileFacts, outcome: FileOutcome) -> Iterator[Piece]:
    sheet = read_sheet(stream.read())
    mapping = facts.mapping if facts.mapping is not None else columns.match(sheet.header)
    if not columns.has_words(mapping):
        raise UnreadableFile(
            "No column holds what people said. Say which one does, and send it again."
        )
    seen: dict[str, int] = {}
    for number, cells in sheet.rows:
        said = _by_field(mapping, cells)
        if not any(said.get(part) for part in PARTS):
            outcome.trouble(number, "no-words")
            outcome.pieces += 1
            continue
        digest = sha256("\x1f".join(cells).encode()).hexdigest()[:40]
        # Two rows alike to the last cell are two submissions; the same file again brings neither anew.
        seen[digest] = seen.get(digest, 0) + 1
        key = f"row:{digest}" if seen[digest] == 1 else f"row:{digest}/{seen[digest]}"
        yield number, {
            "channel": "spreadsheet", "form": _form(said), "key": key,
            "received_at": _with_zone(columns.moment(said.get("received", "")), facts.zone),
        }  # fmt: skip


def _by_field(mapping: Mapping[int, str], cells: tuple[str, ...]) -> dict[str, str]:
    said: dict[str, str] = {}
    for place, name in mapping.items():
        if name and place < len(cells) and cells[place]:
            said[name] = f"{said[name]}\n\n{cells[place]}" if name in said else cells[place]
    return said


def _form(said: Mapping[str, str]) -> FormInput:
    words: dict[str, Any] = {name: said.get(name, "") for name in (*PARTS, "subject", "name", "email", "phone", "address", "affiliation", "accommodation")}  # fmt: skip
    language = said.get("language", "").strip().casefold()
    return FormInput(
        **words,
        goal_codes=columns.goal_codes(said.get("goal_codes", "")),
        may_quote=columns.yes_or_no(said.get("may_quote", "")),
        may_name=columns.yes_or_no(said.get("may_name", "")),
        language=LANGUAGES.get(language, language if len(language) in (2, 5) else ""),
    )


LANGUAGES = {"english": "en", "inglés": "en", "ingles": "en", "spanish": "es", "español": "es", "espanol": "es"}  # fmt: skip


def _chat(stream: IO[bytes], facts: FileFacts, outcome: FileOutcome) -> Iterator[Piece]:
    messages = chat.lines(decoded(stream.read()))
    if not messages:
        raise UnreadableFile(
            "This is no chat: no line has a time and a speaker. Save the chat from the meeting program as text."
        )
    day = facts.on or facts.received_at.astimezone(ZoneInfo(facts.zone)).date()
    for one in messages:
        if one.is_private:
            # Said to one person; it was never said to the panel.
            outcome.trouble(one.number, "private")
            outcome.pieces += 1
            continue
        line = f"{day}|{one.at}|{one.speaker}|{one.text}"
        at = datetime.combine(day, one.at) if one.at else None
        yield one.number, {
            "channel": "chat", "form": FormInput(comment=one.text, name=one.speaker[:200]),
            "key": f"chat:{sha256(line.encode()).hexdigest()[:40]}",
            "received_at": _with_zone(at, facts.zone),
        }  # fmt: skip


def _with_zone(moment: datetime | None, zone: str) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(zone))


_READERS: dict[FileKind, Callable[[IO[bytes], FileFacts, FileOutcome], Iterator[Piece]]] = {
    FileKind.MAILBOX: _mails,
    FileKind.MAIL: _one_mail,
    FileKind.SPREADSHEET: _rows,
    FileKind.CHAT: _chat,
    FileKind.LETTER: _letter,
}
