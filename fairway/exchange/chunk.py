"""The lines of one transaction: which are new, whose they are, what becomes of each, and the rows that keep them."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from fairway.exchange import ledger
from fairway.exchange.fhir.read import Context, Reading, contained_people, milliseconds
from fairway.exchange.handover import Handover
from fairway.exchange.models import (
    ImportRun,
    OtherVersion,
    Pack,
    Quarantined,
    ReceivedFile,
    Waiting,
)
from fairway.exchange.persons import Persons
from fairway.exchange.sources import Line

USED, KEPT, WAITING = "used", "kept", "waiting"
OLDER = "older-version"


class Item(msgspec.Struct, gc=False):
    """One line with what was read from it."""

    line: Line
    reading: Reading
    key: int
    content: int
    is_older: bool = False


class Bad(msgspec.Struct, gc=False):
    """One line that could not be read, and why."""

    line: Line
    problem: str
    path: str = "$"


class Chunk:
    """The lines of one transaction, sorted into what becomes of them."""

    def __init__(
        self,
        bad: list[Bad],
        *,
        run: ImportRun,
        context: Context,
        persons: Persons,
        handover: Handover,
    ) -> None:
        self.bad, self.run, self.context = bad, run, context
        self.persons, self.handover = persons, handover
        self.fresh: Sequence[Item] = []
        # What becomes of each of them, and why of those that are kept unused.
        self.fates: list[str] = []
        self.reasons: list[str] = []
        self.repeated = 0
        # Latest versions of this chunk that follow another version, by key.
        self.renewed: dict[int, Reading] = {}
        self.others: list[OtherVersion] = []
        self.latest: dict[int, Item] = {}
        self.here: dict[int, ledger.Known] = {}

    def sort(self, items: Sequence[Item]) -> None:
        """Which contents are new, which are here already, which are older than what is here."""
        self.here = ledger.known([item.key for item in items])
        self.latest = {item.key: item for item in items}
        if not self.here and len(self.latest) == len(items):
            self.fresh = items
            return
        self.latest = {}
        contents = {(key, one.content) for key, one in self.here.items()}
        contents |= ledger.other_contents(list(self.here))
        self.fresh = [item for item in items if self._is_new(item, contents)]

    def _is_new(self, item: Item, contents: set[tuple[int, int]]) -> bool:
        if (item.key, item.content) in contents:
            self.repeated += 1
            return False
        contents.add((item.key, item.content))
        if item.key in self.latest or item.key in self.here:
            return self._note_version(item)
        self.latest[item.key] = item
        return True

    def _note_version(self, item: Item) -> bool:
        """Which of two versions is the latest: what `meta.lastUpdated` says, else the one that came last."""
        before, name = (
            self.latest.get(item.key),
            (item.reading.resource_type, item.reading.resource_id),
        )
        if before is not None:
            whose = (before.reading.resource_type, before.reading.resource_id)
            data = before.line.data or b""
        else:
            known = self.here[item.key]
            entry, data = ledger.opened(Pack.objects.get(pk=known.pack), known.entry)
            whose = (entry.resource_type, entry.resource_id)
        if name != whose:
            # Two of a hundred million may share a key; then neither is taken for the other.
            self.bad.append(Bad(item.line, "has the place of another resource in the ledger"))
            return False
        item.is_older = _is_older(item.line.data or b"", data)
        if not item.is_older:
            if before is None:
                self.others.append(
                    OtherVersion(
                        key=item.key, content=known.content, pack_id=known.pack, entry=known.entry
                    )
                )
            self.latest[item.key] = item
            self.renewed[item.key] = item.reading
        return True

    def place(self) -> None:
        """Register the people, give every fact its person, hand the facts over; what has no person yet waits."""
        speaking = [item for item in self.fresh if not (item.reading.reason or item.is_older)]
        persons = self.persons
        persons.register(self._people(speaking))
        persons.look_up(item.reading.subject for item in speaking)
        for item in self.fresh:
            found = item.reading
            reason = OLDER if item.is_older else found.reason
            if reason:
                fate = KEPT
            else:
                is_given = self.handover.give(found, persons.known(found.subject))
                fate = USED if is_given else WAITING
            self.fates.append(fate)
            self.reasons.append(reason)
        self.handover.store(persons)
        self.handover.take_back(self.context, list(self.renewed.values()))

    def _people(self, speaking: Sequence[Item]) -> list[Reading]:
        people = []
        for item in speaking:
            found = item.reading
            if found.patient is not None:
                people.append(found)
            elif found.subject is not None and "#" in found.subject.value:
                people += contained_people(item.line.data or b"", found, self.context)
        return people

    def write(self, file: ReceivedFile) -> None:
        """The bytes with their directory, a row a content, who is waited for, and what could not be read."""
        lines = [item.line for item in self.fresh] + [one.line for one in self.bad]
        parts = [line.data or b"" for line in lines]
        if not any(parts):
            self._quarantine(file, None, 0)
            return
        known = parts[: len(self.fresh)]
        directory = ledger.Directory(
            types=[item.reading.resource_type for item in self.fresh],
            ids=[item.reading.resource_id for item in self.fresh],
            lengths=list(map(len, known)), fates=self.fates, reasons=self.reasons,
        )  # fmt: skip
        first = min(some[0].line.number for some in (self.fresh, self.bad) if some)
        pack = ledger.write_pack(
            file=file, run=self.run, first_line=first, parts=parts, directory=directory
        )
        self._write_received(pack)
        self._wait(pack)
        self._quarantine(file, pack, sum(directory.lengths))

    def _write_received(self, pack: int) -> None:
        rows = [(item.key, item.content, pack, place) for place, item in enumerate(self.fresh)]
        if len(self.latest) < len(rows):
            rows = [row for row in rows if self.latest.get(row[0]) is self.fresh[row[3]]]
            self.others += [
                OtherVersion(key=item.key, content=item.content, pack_id=pack, entry=place)
                for place, item in enumerate(self.fresh)
                if self.latest.get(item.key) is not item
            ]
        ledger.write_received(rows, list(self.renewed.keys() & self.here.keys()), self.others)

    def _wait(self, pack: int) -> None:
        waiting = []
        for place, fate in enumerate(self.fates):
            subject = self.fresh[place].reading.subject if fate is WAITING else None
            if subject is not None:
                row = Waiting(program=self.handover.program, pack_id=pack, entry=place)
                row.subject_system, row.subject_value = subject.system[:200], subject.value[:200]
                waiting.append(row)
        Waiting.objects.bulk_create(waiting, batch_size=500)

    def _quarantine(self, file: ReceivedFile, pack: int | None, offset: int) -> None:
        """Their bytes lie in the pack from `offset` on."""
        rows = []
        for one in self.bad:
            length = len(one.line.data or b"")
            row = Quarantined(run=self.run, file=file, line=one.line.number)
            row.path, row.reason = one.path[:200], one.problem[:300]
            if length:
                row.pack_id, row.offset, row.length = pack, offset, length
            offset += length
            rows.append(row)
        ledger.write_quarantine(rows)

    def counts(self) -> dict[str, int]:
        """As Summary counts them."""
        fates, bad = Counter(self.fates), len(self.bad)
        return {
            "lines": len(self.fresh) + self.repeated + bad, "used": fates[USED], "kept": fates[KEPT],
            "waiting": fates[WAITING], "repeated": self.repeated, "quarantined": bad, "new_versions": len(self.renewed),
        }  # fmt: skip


def _is_older(data: bytes, than: bytes) -> bool:
    """By `meta.lastUpdated`; where one of them does not say, what came last is the latest."""
    one, other = milliseconds(data), milliseconds(than)
    return one is not None and other is not None and one < other
