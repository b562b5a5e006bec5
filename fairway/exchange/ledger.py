"""The ledger of what arrived: packs of bytes, a row that makes each content once, quarantine.

Nothing here knows what a resource says; exchange.intake decides that and hands over finished rows.
"""

from collections.abc import Sequence
from hashlib import blake2b, sha256
from itertools import accumulate, product
from struct import Struct

import msgspec
import zstandard
from django.db import connection

from fairway.base import bulk
from fairway.exchange.models import (
    ImportRun,
    OtherVersion,
    Pack,
    Quarantined,
    Received,
    ReceivedFile,
)

KNOWN = {
    "sqlite": """SELECT key, content, pack_id, entry FROM exchange_received
        WHERE key IN (SELECT value FROM json_each(%s))""",
    "postgresql": """SELECT key, content, pack_id, entry FROM exchange_received
        WHERE key = ANY (ARRAY(SELECT json_array_elements_text(%s::json)::bigint))""",
}
RECEIVED = ["key", "content", "pack", "entry"]
# Eight bytes of a digest as the databases count: signed.
SIGNED = Struct(">q").unpack_from
# FHIR's 64 letters of an id, two at a time, in 12 bits.
LETTERS = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LAST_TWO = {one + other: number for number, (one, other) in enumerate(product(LETTERS, repeat=2))}
COMPRESS = zstandard.ZstdCompressor(level=1).compress


class Directory(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a pack holds, column by column: what each resource is, how long it is, what became of it on arrival."""

    types: list[str]
    ids: list[str]
    lengths: list[int]
    fates: list[str]
    reasons: list[str]


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One resource of a pack."""

    resource_type: str
    resource_id: str
    offset: int
    length: int
    fate: str
    reason: str


DIRECTORY = msgspec.msgpack.Decoder(Directory)


class Known(msgspec.Struct, frozen=True, gc=False):
    """The latest content of a resource that is here."""

    content: int
    pack: int
    entry: int


def key_of(scope: bytes, resource_type: str, resource_id: str) -> int:
    """Which resource this is, in 64 bits as a database counts; `scope` is the program and the source.

    52 bits of a hash of all but the last two letters of the id, then those two as they are: ids given in sequence lie
    side by side in the tree, so that an import writes a few of its pages and not all of them.
    """
    stem, low = resource_id[:-2], LAST_TWO.get(resource_id[-2:])
    if low is None:
        # A short id, or one with other letters, as contained people have; the stroke is in no stem.
        return _hash(scope + f"{resource_type}/{resource_id}/".encode())
    return _hash(scope + f"{resource_type}/{stem}".encode()) & ~0xFFF | low


def _hash(name: bytes) -> int:
    number: int = SIGNED(blake2b(name, digest_size=8).digest())[0]
    return number


def content_of(data: bytes) -> int:
    """Which content this is, in as many."""
    content: int = SIGNED(sha256(data).digest())[0]
    return content


def known(keys: Sequence[int]) -> dict[int, Known]:
    """Those of the resources that are here. Cost: one search in the table's tree a key."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor], [msgspec.json.encode(keys).decode()])
        return {key: Known(*latest) for key, *latest in cursor.fetchall()}


def other_contents(keys: Sequence[int]) -> set[tuple[int, int]]:
    """Contents of these resources that are here and not the latest."""
    return set(OtherVersion.objects.filter(key__among=keys).values_list("key", "content"))


def only_writer(program_id: int) -> None:
    """From here to the end of the transaction no other import writes to this program (SQLite: no one at all)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x464857, program_id])


def write_pack(
    *, file: ReceivedFile, run: ImportRun, first_line: int, parts: Sequence[bytes], directory: Directory
) -> int:  # fmt: skip
    """Store bytes and their directory; the key of the pack. What lies behind the directory's entries is quarantined."""
    pack = Pack(file=file, run=run, first_line=first_line, body=COMPRESS(b"".join(parts)))
    pack.directory = COMPRESS(msgspec.msgpack.encode(directory))
    pack.save(force_insert=True)
    return pack.pk


def write_received(
    rows: list[tuple[int, int, int, int]], instead_of: Sequence[int], others: Sequence[OtherVersion]
) -> None:
    """Keep (key, content, pack, entry) as the latest of each resource; some stand `instead_of` another; and others."""
    if instead_of:
        Received.objects.filter(key__among=instead_of).delete()
    # In the order of the tree.
    bulk.insert(Received, RECEIVED, sorted(rows))
    OtherVersion.objects.bulk_create(others, batch_size=500)


def write_quarantine(rows: Sequence[Quarantined]) -> None:
    """Insert quarantined lines."""
    Quarantined.objects.bulk_create(rows, batch_size=500)


def entries(pack: Pack) -> list[Entry]:
    """What a pack holds."""
    found = DIRECTORY.decode(zstandard.ZstdDecompressor().decompress(bytes(pack.directory)))
    offsets = accumulate(found.lengths, initial=0)
    columns = (found.types, found.ids, offsets, found.lengths, found.fates, found.reasons)
    return [Entry(*one) for one in zip(*columns, strict=False)]


def body(pack: Pack) -> bytes:
    """The bytes of a pack as they came."""
    return zstandard.ZstdDecompressor().decompress(bytes(pack.body))


def versions(scope: bytes, resource_type: str, resource_id: str) -> list[bytes]:
    """Every content of one resource, exactly as it came, in the order of arrival."""
    key = key_of(scope, resource_type, resource_id)
    tables = (OtherVersion, Received)
    places = [
        place
        for table in tables
        for place in table.objects.filter(key=key).values_list("pack_id", "entry")
    ]
    return [as_received(Pack.objects.get(pk=pack), entry) for pack, entry in sorted(places)]


def as_received(pack: Pack, entry: int) -> bytes:
    """One resource of a pack, exactly as it came."""
    return opened(pack, entry)[1]


def opened(pack: Pack, entry: int) -> tuple[Entry, bytes]:
    """One resource of a pack: what the directory says of it, and its bytes."""
    place = entries(pack)[entry]
    return place, body(pack)[place.offset : place.offset + place.length]
