"""Files as a stream of resources: folders, NDJSON, Bundles, gzip. It knows bytes and places, nothing of patients.

Memory does not grow with the file: lines are cut from blocks, a line over the limit is skipped without being held,
and only a Bundle, which cannot be cut, is read whole up to a limit.
"""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fairway.base.errors import FairwayError, sentence
from fairway.exchange.fhir.read.shapes import Bundle, Other

BLOCK = 1 << 20
LONGEST_LINE = 16_000_000
LARGEST_BUNDLE = 64_000_000
# Real records shrink 10 to 40 times. gzip can reach 1,030, which is someone's trap or a mistake.
LARGEST_RATIO = 250
RATIO_FROM = 100_000_000
ENDINGS = (".ndjson", ".jsonl", ".json")
# Those that others point at come first, so that fewer resources have to wait.
FIRST = ("Organization", "Location", "Practitioner", "PractitionerRole", "Patient", "Coverage")
LINES, DOCUMENT = "lines", "document"
BUNDLE = msgspec.json.Decoder(Bundle)
OTHER = msgspec.json.Decoder(Other)


class NothingToImport(FairwayError):
    """The path does not exist, or holds no file that can be FHIR."""


class BrokenFile(Exception):
    """The file cannot be read on from here; what came before it stands."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One resource of a file. `data` is None where it could not be taken in; `problem` then says why.

    `position` counts what the file has yielded (for resuming), `number` is the line or Bundle entry as a person
    counts them.
    """

    position: int
    number: int
    data: bytes | None
    problem: str = ""
    default_id: str = ""


class InputFile:
    """One file of an import, opened only when its turn comes."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        self.size = path.stat().st_size
        self.bytes_read = 0
        # fullUrl of a Bundle's entries to `Type/id`; filled when the Bundle is opened.
        self.links: dict[str, str] = {}

    def digest(self) -> str:
        """SHA-256 of the bytes as they lie on disk."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def lines(self, *, after: int = 0) -> Iterator[Line]:
        """Resources after a position. Raises BrokenFile where the file cannot be read on."""
        blocks = self._blocks()
        first = next(blocks, b"")
        source = _rest(first.removeprefix(b"\xef\xbb\xbf"), blocks)
        found = self._document(source) if self._is_document(first) else _cut(source)
        return (line for line in found if line.position > after)

    def _is_document(self, first: bytes) -> bool:
        """A `.json` file holds one document, unless its first line already is one and more lines follow."""
        if not self.name.removesuffix(".gz").endswith(".json"):
            return False
        head, newline, rest = first.partition(b"\n")
        if (
            newline
            and rest.strip()
            and head.strip().startswith(b"{")
            and head.strip().endswith(b"}")
        ):
            try:
                return OTHER.decode(head).resourceType == "Bundle"
            except msgspec.DecodeError:
                return True
        return True

    def _document(self, source: Iterator[bytes]) -> Iterator[Line]:
        data = _whole(source)
        if not data.strip():
            return
        try:
            other = OTHER.decode(data)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            yield Line(1, 1, data)
            return
        if other.resourceType != "Bundle":
            yield Line(1, 1, data)
            return
        try:
            bundle = BUNDLE.decode(data)
        except (msgspec.DecodeError, RecursionError) as problem:
            yield Line(1, 1, None, sentence("is a Bundle that cannot be opened", problem)[:300])
            return
        yield from self._entries(bundle)

    def _entries(self, bundle: Bundle) -> Iterator[Line]:
        rows = []
        for number, entry in enumerate(bundle.entry, start=1):
            kind, name = _kind_and_id(entry.resource)
            default = (
                entry.fullUrl.removeprefix("urn:uuid:")
                if not name and entry.fullUrl.startswith("urn:uuid:")
                else ""
            )
            if entry.fullUrl and (name or default):
                self.links[entry.fullUrl] = f"{kind}/{name or default}"
            rows.append((_rank(kind), number, entry.resource, default))
        rows.sort(key=lambda row: row[:2])
        for position, (_, number, raw, default) in enumerate(rows, start=1):
            if not bytes(raw):
                yield Line(position, number, None, sentence("is a Bundle entry without a resource"))
            else:
                yield Line(position, number, bytes(raw), default_id=default)

    def _blocks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            if self.name.endswith(".gz"):
                yield from self._inflated(file)
                return
            while block := file.read(BLOCK):
                self.bytes_read += len(block)
                yield block

    def _inflated(self, file: object) -> Iterator[bytes]:
        gunzip, out = zlib.decompressobj(wbits=31), 0
        while packed := file.read(BLOCK // 4):  # type: ignore[attr-defined]
            self.bytes_read += len(packed)
            while packed:
                try:
                    block = gunzip.decompress(packed, BLOCK)
                except zlib.error:
                    raise BrokenFile(
                        "the file cannot be read on: its gzip data is damaged from here on"
                    ) from None
                out += len(block)
                if out > max(RATIO_FROM, self.bytes_read * LARGEST_RATIO):
                    raise BrokenFile(
                        sentence(
                            "the file cannot be read on: it unpacks to more than any records do",
                            f"over {LARGEST_RATIO} times its size",
                        )
                    )
                if block:
                    yield block
                packed = gunzip.unconsumed_tail
                if gunzip.eof:
                    packed = gunzip.unused_data.lstrip(b"\0")
                    gunzip = zlib.decompressobj(wbits=31) if packed else gunzip
        if not gunzip.eof:
            raise BrokenFile("the file breaks off here: the end of its gzip data is missing")


def input_files(path: Path) -> tuple[list[InputFile], list[str]]:
    """Every file that can be FHIR, in the order they are read; and the names of the others.

    Raises NothingToImport.
    """
    if not path.exists():
        raise NothingToImport(
            "There is nothing at {path}. Give a folder, an .ndjson file or a .json Bundle.",
            path=path,
        )
    if path.is_file():
        return [InputFile(path, path.name)], []
    names = sorted(str(one.relative_to(path)) for one in path.rglob("*") if one.is_file())
    taken = [name for name in names if name.removesuffix(".gz").endswith(ENDINGS)]
    if not taken:
        raise NothingToImport(
            "{path} holds no .ndjson and no .json file (with or without .gz).", path=path
        )
    taken.sort(key=lambda name: (_rank(Path(name).name.split(".")[0]), name))
    return [InputFile(path / name, name) for name in taken], [
        name for name in names if name not in taken
    ]


def _rank(kind: str) -> int:
    return FIRST.index(kind) if kind in FIRST else len(FIRST)


def _kind_and_id(data: msgspec.Raw) -> tuple[str, str]:
    try:
        other = OTHER.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return "", ""
    return other.resourceType, other.id


def _rest(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks


def _whole(source: Iterator[bytes]) -> bytes:
    parts, size = [], 0
    for block in source:
        parts.append(block)
        size += len(block)
        if size > LARGEST_BUNDLE:
            raise BrokenFile(
                sentence(
                    "the file is one large JSON document; ask its source for NDJSON, one resource a line",
                    f"the limit is {LARGEST_BUNDLE // 1_000_000} MB",
                )
            )
    return b"".join(parts)


def _cut(source: Iterator[bytes]) -> Iterator[Line]:
    """Lines of NDJSON. Blank ones count as numbers and yield nothing."""
    number, tail, skipped = 0, b"", 0
    for block in source:
        if b"\n" not in block:
            tail, skipped = _grow(tail, block, skipped)
            continue
        head, *middle, last = block.split(b"\n")
        tail, skipped = _grow(tail, head, skipped)
        number += 1
        yield from _line(number, tail, skipped)
        for data in middle:
            number += 1
            if data and not data.isspace():
                yield Line(number, number, data)
        tail, skipped = last, 0
    yield from _line(number + 1, tail, skipped)


def _grow(tail: bytes, more: bytes, skipped: int) -> tuple[bytes, int]:
    if skipped or len(tail) + len(more) > LONGEST_LINE:
        return b"", skipped + len(tail) + len(more)
    return tail + more, 0


def _line(number: int, data: bytes, skipped: int) -> Iterator[Line]:
    if skipped:
        problem = sentence(
            "is longer than a line may be; it stays in the file",
            f"{skipped / 1e6:.0f} MB, the limit is {LONGEST_LINE // 1_000_000} MB",
        )
        yield Line(number, number, None, problem)
    elif data and not data.isspace():
        yield Line(number, number, data)
