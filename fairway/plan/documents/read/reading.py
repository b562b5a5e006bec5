"""What every reader gives back: passages in order, each with its page, and what could not be read."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A run of words as it stands in the document. `kind` is one of documents.models.Passage.Kind.

    `level` is that of a heading (1 the highest), `cells` are those of a row of a table; both serve who reads on.
    """

    text: str
    kind: str = "text"
    part: str = ""
    page: int | None = None
    page_label: str = ""
    language: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """Something that came along inside a document, still to be read."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read. `problem` is a code of documents.rules.Problem; empty when all of it was read.

    `sent_at` and `sender` are what a mail claims of itself.
    """

    passages: tuple[ReadPassage, ...] = ()
    page_count: int | None = None
    problem: str = ""
    attachments: tuple[ReadAttachment, ...] = ()
    title: str = ""
    language: str = ""
    published_on: date | None = None
    sent_at: datetime | None = None
    sender: str = ""
    message_id: str = ""
