"""One chunk of lines into the record: what each becomes, in one transaction with the line count of its file."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.exchange import ledger
from fairway.exchange.fhir.codes import tables
from fairway.exchange.fhir.read import Context, Reading, Unreadable, contained_people, read
from fairway.exchange.fhir.read.dates import milliseconds
from fairway.exchange.handover import Handover
from fairway.exchange.ledger import content_of, key_of
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
from fairway.exchange.summary import Place, Summary, add
from fairway.people.models import Organization

USED, KEPT, WAITING = "used", "kept", "waiting"
OLDER = "older-version"


class BeingRead(FairwayError):
    """Another import is reading the same file at this moment."""


class Item(msgspec.Struct, gc=False):
    """One line with what was read from it."""

    line: Line
    reading: Reading
    key: int
    content: bytes
    is_older: bool = False


class Bad(msgspec.Struct, gc=False):
    """One line that could not be read, and why."""

    line: Line
    problem: str
    path: str = "$"


class Intake:
    """Takes in chunks for one run. `source` names the system whose ids these are (`source:12`)."""

    def __init__(
        self,
        *,
        program: Organization,
        site: Organization | None,
        run: ImportRun,
        by: str,
        at: datetime,
        on: date,
    ) -> None:
        self.program, self.run, self.at, self.on = program, run, at, on
        self.source = f"source:{site.pk if site is not None else 0}"
        self.scope = f"{program.pk}/{self.source}/".encode()
        self.zone = ZoneInfo(program.time_zone)
        self.persons = Persons(program=program, site=site, by=by, at=at)
        self.summary = Summary()

    def context(self, links: dict[str, str], source: str = "") -> Context:
        """What readers need to know."""
        return Context(tables=tables(), source=source or self.source, links=links, on=self.on)

    def read_lines(
        self, lines: Sequence[Line], links: dict[str, str]
    ) -> tuple[list[Item], list[Bad]]:
        """Read each line; no database."""
        context, scope = self.context(links), self.scope
        items, bad = [], []
        for line in lines:
            data = line.data
            if data is None:
                bad.append(Bad(line, line.problem))
                continue
            try:
                found = read(data, context, default_id=line.default_id)
            except Unreadable as why:
                bad.append(Bad(line, why.reason, why.path))
            else:
                key = key_of(scope, found.resource_type, found.resource_id)
                items.append(Item(line, found, key, content_of(data)))
        return items, bad

    def take(
        self,
        file: ReceivedFile,
        name: str,
        lines: Sequence[Line],
        links: dict[str, str],
        *,
        is_last: bool,
    ) -> None:
        """Store a chunk and all that follows from it, or nothing. Raises BeingRead."""
        items, bad = self.read_lines(lines, links)
        chunk = Chunk(self, self.context(links))
        with transaction.atomic():
            ledger.only_writer(self.program.pk)
            chunk.sort(items)
            chunk.place()
            chunk.write(file, bad)
            counts = chunk.counts(len(bad))
            done = lines[-1].position if lines else file.lines_done
            self._advance(file, done, counts, is_last=is_last)
        self.summary.count(counts)
        add(self.summary.kept_because, chunk.kept_because)
        chunk.handover.add_to(self.summary)
        self.summary.show([Place(name, one.line.number, one.path, one.problem) for one in bad])

    def _advance(
        self, file: ReceivedFile, done: int, counts: dict[str, int], *, is_last: bool
    ) -> None:
        """Count the lines as done, if nobody else did."""
        totals = dict(file.counts)
        add(totals, counts)
        mine = ReceivedFile.objects.filter(
            pk=file.pk, lines_done=file.lines_done, is_complete=False
        )
        if not mine.update(lines_done=done, counts=totals, is_complete=is_last):
            raise BeingRead(
                f"Another import is reading file {file.digest[:12]} at this moment, so this one stopped. Nothing is lost "
                "or doubled: wait for the other, then run this one again if it has more files."
            )
        file.lines_done, file.counts, file.is_complete = done, totals, is_last


class Chunk:
    """The lines of one transaction, sorted into what becomes of them."""

    def __init__(self, intake: Intake, context: Context) -> None:
        self.intake = intake
        self.context = context
        self.handover = Handover(intake.program, intake.zone, at=intake.at)
        self.fresh: list[Item] = []
        self.fates: list[tuple[str, str]] = []
        self.repeated = 0
        self.kept_because: dict[str, int] = {}
        # Latest versions of this chunk that follow another version, by key.
        self.renewed: dict[int, Reading] = {}
        self.others: list[OtherVersion] = []
        self.latest: dict[int, Item] = {}

    def sort(self, items: Sequence[Item]) -> None:
        """Which contents are new, which are here already, which are older than what is here."""
        here = ledger.known([item.key for item in items])
        contents: set[tuple[int, bytes]] = set()
        if here:
            contents = {(key, one.content) for key, one in here.items()} | ledger.other_contents(
                list(here)
            )
        latest, fresh = self.latest, self.fresh
        for item in items:
            key = item.key
            if (key, item.content) in contents:
                self.repeated += 1
                continue
            fresh.append(item)
            contents.add((key, item.content))
            if key in latest or key in here:
                self._note_version(item, here.get(key))
            else:
                latest[key] = item

    def _note_version(self, item: Item, known: ledger.Known | None) -> None:
        """Which of two versions is the latest: what `meta.lastUpdated` says, else the one that came last."""
        before = self.latest.get(item.key)
        if before is None:
            assert known is not None
            item.is_older = _is_older(item.reading.updated, self._known_updated(known))
            if not item.is_older:
                self.others.append(
                    OtherVersion(
                        key=item.key, content=known.content, pack_id=known.pack, entry=known.entry
                    )
                )
        else:
            item.is_older = _is_older(item.reading.updated, before.reading.updated)
        if not item.is_older:
            self.latest[item.key] = item
            self.renewed[item.key] = item.reading

    def _known_updated(self, known: ledger.Known) -> str:
        data = ledger.as_received(Pack.objects.get(pk=known.pack), known.entry)
        return read(data, self.context, default_id="unnamed").updated

    def place(self) -> None:
        """Register the people, give every fact its person, hand the facts over; what has no person yet waits."""
        speaking = [item for item in self.fresh if not item.reading.reason and not item.is_older]
        persons = self.intake.persons
        persons.register(self._people(speaking))
        persons.look_up(item.reading.subject for item in speaking)
        for item in self.fresh:
            found = item.reading
            if item.is_older or found.reason:
                fate, reason = KEPT, OLDER if item.is_older else found.reason
                self.kept_because[reason] = self.kept_because.get(reason, 0) + 1
            else:
                fate, reason = (
                    USED if self.handover.give(found, persons.known(found.subject)) else WAITING,
                    "",
                )
            self.fates.append((fate, reason))
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

    def write(self, file: ReceivedFile, bad: Sequence[Bad]) -> None:
        """The bytes with their directory, a row a content, who is waited for, and what could not be read."""
        lines = [item.line for item in self.fresh] + [one.line for one in bad]
        parts = [line.data or b"" for line in lines]
        lengths = [len(part) for part in parts]
        offsets = list(accumulate(lengths, initial=0))
        known = len(self.fresh)
        spots = list(zip(offsets[known:], lengths[known:], strict=False))
        if not offsets[-1]:
            self._quarantine(file, None, bad, spots)
            return
        entries = [
            ledger.Entry(
                item.reading.resource_type, item.reading.resource_id, offset, length, fate, reason
            )
            for item, offset, length, (fate, reason) in zip(
                self.fresh, offsets, lengths, self.fates, strict=False
            )
        ]
        first = min(line.number for line in lines)
        pack = ledger.write_pack(
            file=file, run=self.intake.run, first_line=first, parts=parts, entries=entries
        )
        rows = []
        for place, item in enumerate(self.fresh):
            if self.latest.get(item.key) is item:
                rows.append((item.key, item.content, place))
            else:
                self.others.append(
                    OtherVersion(key=item.key, content=item.content, pack_id=pack, entry=place)
                )
        ledger.write_received(pack, rows, self.others)
        self._wait(pack)
        self._quarantine(file, pack, bad, spots)

    def _wait(self, pack: int) -> None:
        waiting = []
        for place, (item, (fate, _)) in enumerate(zip(self.fresh, self.fates, strict=True)):
            if fate == WAITING and item.reading.subject is not None:
                system, value = item.reading.subject.key
                row = Waiting(program=self.intake.program, pack_id=pack, entry=place)
                row.subject_system, row.subject_value = system[:200], value[:200]
                waiting.append(row)
        Waiting.objects.bulk_create(waiting, batch_size=500)

    def _quarantine(
        self,
        file: ReceivedFile,
        pack: int | None,
        bad: Sequence[Bad],
        spots: Sequence[tuple[int, int]],
    ) -> None:
        ledger.write_quarantine([
            Quarantined(
                run=self.intake.run, file=file, line=one.line.number, path=one.path[:200], reason=one.problem[:300],
                pack_id=pack if length else None, offset=offset if length else None, length=length or None,
            )
            for one, (offset, length) in zip(bad, spots, strict=True)
        ])  # fmt: skip

    def counts(self, bad: int) -> dict[str, int]:
        """As Summary counts them."""
        fates = [fate for fate, _ in self.fates]
        return {
            "lines": len(self.fresh) + self.repeated + bad, "used": fates.count(USED), "kept": fates.count(KEPT),
            "waiting": fates.count(WAITING), "repeated": self.repeated, "quarantined": bad,
            "new_versions": len(self.renewed),
        }  # fmt: skip


def _is_older(updated: str, than: str) -> bool:
    """By `meta.lastUpdated`; where one of them does not say, what came last is the latest."""
    one, other = milliseconds(updated), milliseconds(than)
    return one is not None and other is not None and one < other
