"""Write a cohort: FHIR in Bulk Data layout, the answer key, and the parameters it was planted with."""

import gzip
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, cast

import msgspec

from fairway.base.errors import FairwayError
from fairway.exchange.cohort import answers
from fairway.exchange.cohort.chance import Chance, Odds
from fairway.exchange.cohort.journeys import plant
from fairway.exchange.cohort.parameters import DEFAULT, load_parameters
from fairway.exchange.cohort.people import Home, Person, make_person, second_record
from fairway.exchange.cohort.resources import TYPES, Resource, directory, pens, resources

# Late records are held back until so many others were written: enough to be out of order, never more in memory.
HELD_BACK = 500
REPORT_EVERY = 100


class FolderInUse(FairwayError):
    """The folder holds something already."""


class CohortWritten(msgspec.Struct, frozen=True, kw_only=True):
    """What was written, by resource type, and what the key says of it."""

    folder: str
    people: int
    seed: int
    today: date
    resources: dict[str, int]
    overdue: int
    alerts: int
    duplicates: int


class _Made(msgspec.Struct, frozen=True):
    """One person, ready to be written."""

    answer: answers.PersonAnswer
    resources: Iterator[tuple[Resource, bool]]
    home: Home | None


def write_cohort(
    *, folder: Path, people: int, seed: int, today: date, parameters: Path | None = None, background: float = 1.0,
    is_gzip: bool = False, report: Callable[[int, int], None] | None = None,
) -> CohortWritten:  # fmt: skip
    """Write `people` made-up people with a known truth for `today`. The same seed writes the same bytes.

    `background` is how much is written of what surrounds their journeys: 1 is what the parameters say, 0 nothing. The
    answer key is the same with any. `report(done, total)` is called now and then. Memory does not grow with their number. Raises FolderInUse, BadDefinition.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(
            "{folder} is not empty. Name a new folder, so that nothing is overwritten.",
            folder=folder,
        )
    chosen = load_parameters(parameters)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(parameters or DEFAULT, folder / "parameters.toml")
    tally, odds, home = _Tally(), Odds(chosen), None
    with _files(folder, is_gzip=is_gzip) as write, (folder / answers.FILE).open("wb") as key:
        for resource in directory(today):
            write(resource, is_late=False)
        for number in range(1, people + 1):
            made = _person(odds, home, seed=seed, number=number, today=today, background=background)
            home = made.home
            key.write(msgspec.json.encode(made.answer) + b"\n")
            tally.add(made.answer)
            for resource, is_late in made.resources:
                write(resource, is_late=is_late)
            if report is not None and (number % REPORT_EVERY == 0 or number == people):
                report(number, people)
    return CohortWritten(
        folder=str(folder), people=people, seed=seed, today=today, resources=write.counts, overdue=tally.overdue,
        alerts=tally.alerts, duplicates=tally.duplicates,
    )  # fmt: skip


class _Tally:
    """What the key says, in sum."""

    def __init__(self) -> None:
        self.overdue = self.alerts = self.duplicates = 0

    def add(self, answer: answers.PersonAnswer) -> None:
        states = [one.state for episode in answer.episodes for one in episode.milestones]
        self.overdue += sum(state in ("overdue", "long-overdue") for state in states)
        self.alerts += sum(len(episode.alerts) for episode in answer.episodes)
        self.duplicates += len(answer.records) - 1


def _person(
    odds: Odds, neighbor: Home | None, *, seed: int, number: int, today: date, background: float
) -> _Made:
    chance = Chance(odds, seed=seed, number=number)
    first = make_person(chance, seed=seed, number=number, today=today, neighbor=neighbor)
    stories, aside = plant(first, chance, today=today)
    records: list[Person] = [first]
    if first.duplicate:
        records.append(second_record(first, chance))
    answer = answers.answer(
        first, [one.id for one in records], stories, aside, odds.parameters, today=today
    )
    around = Chance(odds, seed=seed, number=number, of="/background")
    is_one = answer.duplicate_must_be == "same"
    both = pens(records, chance, around, is_one=is_one, today=today)
    return _Made(answer, resources(records, stories, aside, both, times=background), first.home)


class _Writer:
    """One file a resource type; late resources wait in a queue of a bounded length."""

    def __init__(self, files: dict[str, IO[bytes]]) -> None:
        self.files = files
        self.counts = dict.fromkeys(files, 0)
        self.held: deque[Resource] = deque()

    def __call__(self, resource: Resource, *, is_late: bool) -> None:
        if not is_late:
            self._put(resource)
            return
        self.held.append(resource)
        if len(self.held) > HELD_BACK:
            self._put(self.held.popleft())

    def finish(self) -> None:
        while self.held:
            self._put(self.held.popleft())

    def _put(self, resource: Resource) -> None:
        kind = resource["resourceType"]
        self.files[kind].write(msgspec.json.encode(resource) + b"\n")
        self.counts[kind] += 1


@contextmanager
def _files(folder: Path, *, is_gzip: bool) -> Iterator[_Writer]:
    with ExitStack() as stack:
        files = {kind: _open(stack, folder, kind, is_gzip=is_gzip) for kind in TYPES}
        writer = _Writer(files)
        yield writer
        writer.finish()


def _open(stack: ExitStack, folder: Path, kind: str, *, is_gzip: bool) -> IO[bytes]:
    file = stack.enter_context((folder / f"{kind}.ndjson{'.gz' * is_gzip}").open("wb"))
    if not is_gzip:
        return file
    # No time and no name in the header: the same seed gives the same bytes.
    packed = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0)
    stack.callback(packed.close)
    return cast("IO[bytes]", packed)
