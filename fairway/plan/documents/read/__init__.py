"""Bytes in, passages out. Pure: no Django, no clock, no network; one module a kind of file, loaded when needed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from fairway.plan.documents.read.reading import ReadAttachment, Reading, ReadPassage
from fairway.plan.documents.rules import MAX_BYTES, Problem

__all__ = ["ReadAttachment", "ReadPassage", "Reading", "read", "reader_for"]

_BY_ENDING = {
    "pdf": "pdf",
    "md": "markdown",
    "markdown": "markdown",
    "eml": "email",
    "docx": "word",
    "docm": "word",
    "html": "html",
    "htm": "html",
    "xlsx": "spreadsheet",
    "xlsm": "spreadsheet",
    "csv": "spreadsheet",
    "tsv": "spreadsheet",
    "vtt": "transcript",
    "srt": "transcript",
    "txt": "plain",
    "zip": "archive",
    "form": "form",
}
_BY_MEDIA_TYPE = {
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "message/rfc822": "email",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/vnd.ms-word.document.macroenabled.12": "word",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    "application/vnd.ms-excel.sheet.macroenabled.12": "spreadsheet",
    "text/csv": "spreadsheet",
    "text/tab-separated-values": "spreadsheet",
    "text/vtt": "transcript",
    "application/x-subrip": "transcript",
    "text/plain": "plain",
    "application/zip": "archive",
    "application/x-zip-compressed": "archive",
    "application/vnd.fairway.form+json": "form",
}
Reader = Callable[[bytes, str], Reading]


def read(content: bytes, *, media_type: str, name: str = "") -> Reading:
    """The passages of a document. What cannot be read comes back as a problem, never as an exception."""
    if len(content) > MAX_BYTES:
        return Reading(problem=Problem.TOO_LARGE)
    reader = reader_for(content, media_type=media_type, name=name)
    if not reader:
        return Reading(problem=Problem.UNKNOWN_TYPE)
    module = import_module(f"{__name__}.{reader}")
    return cast("Reader", module.read)(content, name)


def reader_for(content: bytes, *, media_type: str, name: str = "") -> str:
    """Which reader: by the first bytes, then by the name's ending, then by the type it was sent under; empty for none.

    The declared type comes last because mail programs call everything application/octet-stream.
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    ending = PurePath(name).suffix.lower().removeprefix(".")
    base = media_type.partition(";")[0].strip().lower()
    found = _BY_ENDING.get(ending) or _BY_MEDIA_TYPE.get(base, "")
    if content.startswith(b"PK\x03\x04"):
        return found if found in ("word", "spreadsheet") else "archive"
    return found
