"""One chunk of lines into the record: what each becomes, in one transaction with the line count of its file."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.exchange import ledger
from fairway.exchange.chunk import Bad, Chunk, Item
from fairway.exchange.fhir.codes import tables
from fairway.exchange.fhir.read import (
    Context,
    Unreadable,
    read,
)
from fairway.exchange.handover import Handover
from fairway.exchange.ledger import content_of, key_of
from fairway.exchange.models import ImportRun, ReceivedFile
from fairway.exchange.persons import Persons
from fairway.exchange.sources import Line
from fairway.exchange.summary import Place, Summary, add
from fairway.people.models import Organization


class BeingRead(FairwayError):
    """Another import is reading the same file at this moment."""


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
        handover = Handover(self.program, self.zone, at=self.at)
        chunk = Chunk(
            bad, run=self.run, context=self.context(links), persons=self.persons, handover=handover
        )
        with transaction.atomic():
            ledger.only_writer(self.program.pk)
            chunk.sort(items)
            chunk.place()
            chunk.write(file)
            counts = chunk.counts()
            done = lines[-1].position if lines else file.lines_done
            self._advance(file, done, counts, is_last=is_last)
        self.summary.count(counts)
        add(self.summary.kept_because, Counter(filter(None, chunk.reasons)))
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
                "Another import is reading file {file} at this moment, so this one stopped. Nothing is lost or doubled: wait for the other, then run this one again if it has more files.",
                file=file.digest[:12],
            )
        file.lines_done, file.counts, file.is_complete = done, totals, is_last
