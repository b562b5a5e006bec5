"""The ledger of what arrived: packs of bytes, a row that makes each content once, quarantine.

Nothing here knows what a resource says; exchange.intake decides that and hands over finished rows.
"""

from collections.abc import Sequence
from hashlib import blake2b

import msgspec
import zstandard
from django.db import connection

from fairway.exchange.models import (
    ImportRun,
    OtherVersion,
    Pack,
    Quarantined,
    Received,
    ReceivedFile,
)

CONTENT = 12
KNOWN = {
    "sqlite": """SELECT key, content, pack_id, entry FROM exchange_received
        WHERE key IN (SELECT value FROM json_each(%s))""",
    "postgresql": """SELECT key, content, pack_id, entry FROM exchange_received
        WHERE key = ANY (ARRAY(SELECT json_array_elements_text(%s::json)::bigint))""",
}
# One statement a chunk: a third of the cost of executemany, whose rows are bound one by one.
INSERT = {
    "sqlite": """INSERT INTO exchange_received (key, content, pack_id, entry)
        SELECT value->>0, unhex(value->>1), %s, value->>2 FROM json_each(%s) WHERE true
        ON CONFLICT (key) DO UPDATE SET content = excluded.content, pack_id = excluded.pack_id, entry = excluded.entry""",
    "postgresql": """INSERT INTO exchange_received (key, content, pack_id, entry)
        SELECT (value->>0)::bigint, decode(value->>1, 'hex'), %s, (value->>2)::int FROM json_array_elements(%s::json)
        ON CONFLICT (key) DO UPDATE SET content = excluded.content, pack_id = excluded.pack_id, entry = excluded.entry""",
}
COMPRESS = zstandard.ZstdCompressor(level=1).compress


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One resource of a pack: what it is, where its bytes lie, what became of it on arrival."""

    resource_type: str
    resource_id: str
    offset: int
    length: int
    fate: str
    reason: str = ""


ENTRIES = msgspec.msgpack.Decoder(list[Entry])


class Known(msgspec.Struct, frozen=True, gc=False):
    """The latest content of a resource that is here."""

    content: bytes
    pack: int
    entry: int


def key_of(scope: bytes, resource_type: str, resource_id: str) -> int:
    """Which resource this is; `scope` is the program and the source."""
    key = f"{resource_type}/{resource_id}".encode()
    return int.from_bytes(blake2b(scope + key, digest_size=8).digest(), "big", signed=True)


def content_of(data: bytes) -> bytes:
    """Which content this is."""
    return blake2b(data, digest_size=CONTENT).digest()


def known(keys: Sequence[int]) -> dict[int, Known]:
    """Those of the resources that are here. Cost: one search in the table's tree a key."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor], [msgspec.json.encode(keys).decode()])
        return {
            key: Known(bytes(content), pack, entry)
            for key, content, pack, entry in cursor.fetchall()
        }


def other_contents(keys: Sequence[int]) -> set[tuple[int, bytes]]:
    """Contents of these resources that are here and not the latest."""
    rows = OtherVersion.objects.filter(key__among=keys).values_list("key", "content")
    return {(key, bytes(content)) for key, content in rows}


def only_writer(program_id: int) -> None:
    """From here to the end of the transaction no other import writes to this program (SQLite: no one at all)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x464857, program_id])


def write_pack(
    *,
    file: ReceivedFile,
    run: ImportRun,
    first_line: int,
    parts: Sequence[bytes],
    entries: Sequence[Entry],
) -> int:
    """Store bytes and their directory; the key of the pack."""
    pack = Pack(file=file, run=run, first_line=first_line, body=COMPRESS(b"".join(parts)))
    pack.directory = COMPRESS(msgspec.msgpack.encode(entries))
    pack.save(force_insert=True)
    return pack.pk


def write_received(
    pack: int, rows: list[tuple[int, bytes, int]], others: Sequence[OtherVersion]
) -> None:
    """Keep (key, content, entry) of one pack as the latest of each resource, in the order of the tree; and others."""
    rows.sort()
    said = msgspec.json.encode(
        [(key, content.hex(), entry) for key, content, entry in rows]
    ).decode()
    with connection.cursor() as cursor:
        cursor.execute(INSERT[connection.vendor], [pack, said])
    OtherVersion.objects.bulk_create(others, batch_size=500)


def write_quarantine(rows: Sequence[Quarantined]) -> None:
    """Insert quarantined lines."""
    Quarantined.objects.bulk_create(rows, batch_size=500)


def directory(pack: Pack) -> list[Entry]:
    """What a pack holds."""
    return ENTRIES.decode(zstandard.ZstdDecompressor().decompress(bytes(pack.directory)))


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
    place = directory(pack)[entry]
    return body(pack)[place.offset : place.offset + place.length]
