"""E-mail and mailboxes: headers that may lie, bodies in any encoding, quoted mail set apart, attachments taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import IO, TYPE_CHECKING

from fairway.plan.documents.read.boilerplate import QUOTE_BEGINS
from fairway.plan.documents.read.html import as_text
from fairway.plan.documents.read.plain import decoded, paragraphs
from fairway.plan.documents.read.reading import ReadAttachment, Reading, ReadPassage
from fairway.plan.documents.rules import MAX_BYTES, MAX_PASSAGES, Problem, tidy

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_MARKED = re.compile(r"^\s*>", re.MULTILINE)
_ANGLE = re.compile(r"[<>\s]")
_BODIES = ("text/plain", "text/html")
# A mail begins, in a mailbox, at a line "From " that stands first or after an empty one.
_FROM = b"From "
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
BLOCK = 1 << 16
if TYPE_CHECKING:
    Part = Message[str, str]


@dataclass(frozen=True)
class Piece:
    """One mail of a mailbox: where it begins, its bytes, and whether the file ended within it.

    Of a mail beyond the limit only the first bytes are held; `size` is what it weighs.
    """

    offset: int
    size: int
    content: bytes
    is_cut: bool = False
    is_too_large: bool = False


def read(content: bytes, name: str = "") -> Reading:
    """One mail. What its headers claim (sender, date) is handed on as a claim; a header that cannot be read is none."""
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError):
        return Reading(problem=Problem.DAMAGED)
    bodies: list[Part] = []
    attachments: list[ReadAttachment] = []
    try:
        for part in _leaves(mail):
            held = attached(part)
            if held is not None:
                attachments.append(held)
            else:
                bodies.append(part)
    except RecursionError:
        return Reading(problem=Problem.DAMAGED)
    text = _body(bodies)
    return Reading(
        passages=tuple(_passages(text))[:MAX_PASSAGES],
        attachments=tuple(attachments),
        title=header(mail, "Subject")[:300],
        language=header(mail, "Content-Language").partition(",")[0].strip()[:20],
        sent_at=sent_at(mail),
        sender=header(mail, "From")[:500],
        message_id=_ANGLE.sub("", header(mail, "Message-ID"))[:500],
    )


def pieces(stream: IO[bytes], *, limit: int = MAX_BYTES) -> Iterator[Piece]:
    """The mails of a mailbox, one at a time, whatever the file weighs. The last one says whether it is whole."""
    offset, at, size, is_blank, held = 0, 0, 0, True, bytearray()
    begun = False
    for line in iter(lambda: stream.readline(BLOCK), b""):
        if is_blank and line.startswith(_FROM):
            if begun:
                yield Piece(offset, size, _unescaped(held), is_too_large=size > limit)
            offset, size, begun = at, 0, True
            held.clear()
        elif begun:
            size += len(line)
            if size <= limit:
                held += line
        at += len(line)
        is_blank = not line.strip()
    if begun:
        content = _unescaped(held)
        yield Piece(offset, size, content, size <= limit and is_cut(content), size > limit)


def is_cut(content: bytes) -> bool:
    """Whether a mail ends before it is over: inside its headers, or before the closing line of its parts."""
    head, parted, _ = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    if not parted and not content.endswith(b"\n"):
        return True
    mail = message_from_bytes(content, policy=policy.compat32)
    boundary = mail.get_boundary()
    if mail.is_multipart() or (boundary and "multipart" in mail.get_content_type()):
        return not boundary or f"--{boundary}--".encode("ascii", "replace") not in content
    if header(mail, "Content-Transfer-Encoding").lower() == "base64":
        return len(re.sub(rb"\s", b"", content.partition(b"\n\n")[2])) % 4 != 0
    return not content.endswith(b"\n") or not head


def lightened(content: bytes, *, limit: int) -> tuple[bytes, dict[str, int]]:
    """The mail without attachments beyond the limit, and the names and sizes of those that were left out.

    Each leaves a part of its name behind, so that the mail still says what came with it.
    """
    mail = message_from_bytes(content, policy=policy.compat32)
    left_out: dict[str, int] = {}
    for part in _leaves(mail):
        payload = part.get_payload()
        size = len(payload) * 3 // 4 if isinstance(payload, str) else 0
        if size > limit and attached(part) is not None:
            left_out[_name(part)] = size
            part.set_payload("")
            del part["Content-Transfer-Encoding"]
    return (mail.as_bytes(), left_out) if left_out else (content, left_out)


def header(mail: Part, name: str) -> str:
    """A header as words. Raw bytes are read as UTF-8 or Windows Latin; encoded words that are none stay as they are."""
    raw = mail.get(name)
    if raw is None:
        return ""
    text = str(raw)
    if "\ufffd" in text or any("\udc80" <= letter <= "\udcff" for letter in text):
        text = decoded(_raw_bytes(raw))
    try:
        read_again = EmailMessage(policy=policy.default)
        read_again["Subject"] = re.sub(r"[\r\n]+\s*", " ", text)
        text = str(read_again["Subject"])
    except (ValueError, LookupError, IndexError, MessageError):
        pass  # it stays as it was sent
    return tidy(text.encode("utf-8", "replace").decode())


def address(sender: str) -> tuple[str, str]:
    """Name and address of a From header."""
    name, mailbox = parseaddr(sender)
    return tidy(name), mailbox if "@" in mailbox else ""


def sent_at(mail: Part) -> datetime | None:
    """When the mail says that it was sent; none where it says nothing that can be a time."""
    return _moment(header(mail, "Date"))


def _moment(text: str) -> datetime | None:
    try:
        said = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    known = said if said.tzinfo else said.replace(tzinfo=UTC)
    return known if 1970 <= known.year <= 2200 else None


def delivered_at(content: bytes) -> datetime | None:
    """When the program's own mail server took it: the topmost Received line, which no sender writes."""
    head = content[:65536].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    mail = message_from_bytes(head, policy=policy.compat32)
    lines = mail.get_all("Received") or []
    stamp = str(lines[0]).rpartition(";")[2] if lines else ""
    return _moment(stamp) if stamp else None


def attached(part: Part) -> ReadAttachment | None:
    """The attachment that a part is; none for a part of the body."""
    kind = part.get_content_type()
    name = _name(part)
    disposition = part.get_content_disposition() or ""
    if kind in _BODIES and disposition != "attachment" and not name:
        return None
    if kind == "message/rfc822":
        whole = b"".join(one.as_bytes() for one in _inside(part)[:1])
        return ReadAttachment(name or "message.eml", kind, whole)
    return ReadAttachment(name or "attachment", kind, _bytes_of(part))


def _inside(part: Part) -> list[Part]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _bytes_of(part: Part) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _name(part: Part) -> str:
    try:
        raw = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        raw = ""
    if "=?" in raw or any("\udc80" <= letter <= "\udcff" for letter in raw):
        carrier: Part = Message()
        carrier["Subject"] = raw
        raw = header(carrier, "Subject")
    return tidy(raw.replace("\\", "/").rsplit("/", 1)[-1])[:200]


def _leaves(mail: Part) -> Iterator[Part]:
    """Parts that hold something; what is inside a forwarded mail stays inside it."""
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    for part in _inside(mail):
        yield from _leaves(part)


def _body(parts: list[Part]) -> str:
    """The plain text, or the HTML where there is no plain text or only a word of it."""
    plain: list[str] = []
    html: list[str] = []
    for part in parts:
        charset = str(part.get_content_charset("") or "")
        text = decoded(_bytes_of(part), charset)
        (html if part.get_content_type() == "text/html" else plain).append(text)
    as_plain = "\n\n".join(plain).strip()
    as_html = "\n\n".join(as_text(one) for one in html).strip()
    return as_html if len(as_plain) * 4 < len(as_html) else as_plain


def _passages(text: str) -> Iterator[ReadPassage]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    quote = QUOTE_BEGINS.search(text)
    if quote and _MARKED.search(text, quote.end()):
        # Quoted line by line: what stands below without a mark is her answer.
        text = f"{text[: quote.start()]}\n{text[quote.end() :]}"
        quote = None
    own, others = (text[: quote.start()], text[quote.start() :]) if quote else (text, "")
    signature = _SIGNATURE.search(own)
    own, signed = (own[: signature.start()], own[signature.end() :]) if signature else (own, "")
    yield from _unquoted(own)
    yield from (_as(one, "boilerplate") for one in paragraphs(signed))
    yield from (_as(one, "quoted") for one in paragraphs(others))


def _unquoted(text: str) -> Iterator[ReadPassage]:
    """Lines behind a `>` are another's words, wherever they stand."""
    run: list[str] = []
    was_quoted = False
    for line in [*text.split("\n"), None]:
        is_quoted = line is not None and line.lstrip().startswith(">")
        if line is None or (is_quoted != was_quoted and line.strip()):
            words = "\n".join(one.lstrip("> \t") if was_quoted else one for one in run)
            yield from (_as(one, "quoted") if was_quoted else one for one in paragraphs(words))
            run, was_quoted = [], is_quoted
        if line is not None:
            run.append(line)


def _as(passage: ReadPassage, kind: str) -> ReadPassage:
    return ReadPassage(text=passage.text, kind=kind)


def _unescaped(held: bytearray) -> bytes:
    """Programs put a `>` before a line "From " of a mail (mboxrd), and an empty line after each mail."""
    content = _ESCAPED.sub(rb"\1", bytes(held))
    return content[:-1] if content.endswith(b"\n\n") else content


def _raw_bytes(raw: object) -> bytes:
    chunks = getattr(raw, "_chunks", None)
    if chunks:
        return b"".join(text.encode("ascii", "surrogateescape") for text, _ in chunks)
    return str(raw).encode("utf-8", "surrogateescape")
