"""Zip archives, opened with a limit on what comes out: each file in one becomes an attachment still to be read.

Word and Excel files are archives too; their readers ask `problem_of` before any library touches them.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from fairway.plan.documents.read.reading import ReadAttachment, Reading
from fairway.plan.documents.rules import MAX_BYTES, MAX_RATIO, MAX_UNPACKED, Problem

MAX_FILES = 1_000
# Below this an archive cannot hurt, however well its content packs.
HARMLESS = 10 * 1024 * 1024
# What archives carry for their own sake.
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_DAMAGED = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "") -> Reading:
    """The files of an archive as attachments. An archive within an archive is opened by whoever reads on."""
    found = problem_of(content)
    if found:
        return Reading(problem=found)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside: list[ReadAttachment] = []
        for entry in archive.infolist():
            if entry.is_dir() or any(noise in entry.filename for noise in _NOISE):
                continue
            try:
                held = archive.open(entry).read(MAX_BYTES + 1)
            except _DAMAGED:
                return Reading(problem=Problem.DAMAGED, attachments=tuple(inside))
            inside.append(ReadAttachment(PurePosixPath(entry.filename).name, "", held))
    return Reading(attachments=tuple(inside))


def problem_of(content: bytes) -> str:
    """Why an archive must not be opened; empty when it may be.

    What the archive says of its sizes may be a lie, so they only refuse; everything is unpacked against a limit.
    """
    if content.startswith(_OLE):
        # A Word or Excel file with a password is wrapped in Microsoft's older container.
        wrapped = "EncryptedPackage".encode("utf-16-le") in content
        return Problem.PROTECTED if wrapped else Problem.UNKNOWN_TYPE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 0x1 for entry in entries):
                return Problem.PROTECTED
            if len(entries) > MAX_FILES or _is_bomb(entries, packed=len(content)):
                return Problem.BOMB
            return _unpacked_problem(archive, entries, packed=len(content))
    except _DAMAGED:
        return Problem.DAMAGED


def _is_bomb(entries: list[zipfile.ZipInfo], *, packed: int) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    return unpacked > MAX_UNPACKED or (
        unpacked > HARMLESS and unpacked > MAX_RATIO * max(packed, 1)
    )


def _unpacked_problem(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], *, packed: int
) -> str:
    """Unpack once, keeping nothing, and stop at the limit: the only size that can be believed."""
    total = 0
    limit = min(MAX_UNPACKED, max(HARMLESS, MAX_RATIO * packed))
    for entry in entries:
        with archive.open(entry) as stream:
            while block := stream.read(1 << 20):
                total += len(block)
                if total > limit:
                    return Problem.BOMB
    return ""
