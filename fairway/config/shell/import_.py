"""`fairway import PATH`: FHIR files into a program's record, with progress, a summary and exit codes that mean something."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from fairway.base.errors import FairwayError

if TYPE_CHECKING:
    from fairway.exchange.actions import Summary
    from fairway.people.models import Organization

SOME_UNREADABLE = 3
WORDS = {"files": "Reading", "clocks": "Working out clocks"}


class WhichProgram(FairwayError):
    """The program or site is not named, or not there."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(name="import")
    def import_(
        path: Annotated[
            Path,
            typer.Argument(help="A folder, an .ndjson file or a .json Bundle, gzipped or not."),
        ],
        program: Annotated[
            str, typer.Option(help="Name of the program; not needed where there is one.")
        ] = "",
        site: Annotated[str, typer.Option(help="Name of the site whose records these are.")] = "",
        check: Annotated[
            bool, typer.Option("--check", help="Say what would happen, and write nothing.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    ) -> None:
        """Import FHIR R4 records. The same again changes nothing; after a break, run it again.

        Exit code 0: all was read. 3: some lines could not be read. 1: refused, with the reason. 2: wrong usage.
        """
        summary = _import(path, program, site, check, quiet=as_json)
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(summary) + b"\n")
        else:
            _show(summary)
        if summary.quarantined:
            raise typer.Exit(SOME_UNREADABLE)


def _import(
    path: Path, program_name: str, site_name: str, check: bool, *, quiet: bool
) -> "Summary":
    from django.utils import timezone

    from fairway.exchange.actions import Progress as Step
    from fairway.exchange.actions import import_path

    program = _organization("program", program_name, of=None)
    site = _organization("site", site_name, of=program) if site_name else None
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[lines]:,} lines"),
        TimeRemainingColumn(),
    ]
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        tasks = {
            doing: bar.add_task(words, total=None, start=False, visible=False, lines=0)
            for doing, words in WORDS.items()
        }

        def tell(step: Step) -> None:
            task = tasks[step.doing]
            bar.start_task(task)
            bar.update(task, completed=step.done, total=step.total, visible=True, lines=step.lines)

        return import_path(
            program=program, site=site, path=path, by="system:import", at=timezone.now(), clock=timezone.now,
            check=check, report=tell,
        )  # fmt: skip


def _organization(kind: str, name: str, *, of: "Organization | None") -> "Organization":
    from fairway.people.models import Organization

    found = (
        Organization.objects.filter(kind=kind, part_of=of)
        if of
        else Organization.objects.filter(kind=kind)
    )
    if name:
        found = found.filter(name=name)
    names = list(found.order_by("name").values_list("name", flat=True)[:10])
    if len(names) != 1:
        there = ", ".join(
            Organization.objects.filter(kind=kind)
            .order_by("name")
            .values_list("name", flat=True)[:10]
        )
        raise WhichProgram(
            f"Say which {kind} with --{kind} NAME. There is: {there or 'none yet; set one up first'}."
        )
    return found.get()


def _show(summary: "Summary") -> None:
    """Counts that add up, then the places that need a look."""
    console = Console()
    console.print("Checked; nothing was written." if summary.wrote_nothing else "Imported.")
    table = Table()
    table.add_column("Lines")
    table.add_column("", justify="right")
    for name in ("used", "kept", "waiting", "repeated", "quarantined", "lines"):
        table.add_row(
            {"kept": "kept unused", "lines": "all lines"}.get(name, name),
            f"{getattr(summary, name):,}",
        )
    console.print(table)
    for title, counts in (
        ("Kept unused because", summary.kept_because), ("People", summary.people), ("Events", summary.events),
        ("Appointments", summary.bookings), ("Cancers confirmed, people in the program", summary.cancers),
    ):  # fmt: skip
        if counts:
            console.print(
                f"{title}: "
                + ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
            )
    for place in summary.quarantine:
        console.print(
            f"{place.file}, line {place.line}, {place.path}: {place.reason}",
            style="yellow",
            markup=False,
            highlight=False,
        )
    if summary.quarantined > len(summary.quarantine):
        console.print(
            f"... and {summary.quarantined - len(summary.quarantine):,} more in quarantine",
            style="yellow",
        )
    if summary.files_not_read:
        console.print("Not FHIR files: " + ", ".join(summary.files_not_read[:10]), markup=False)
