"""`fairway plan load PATH`: a panel's published record into a program, with progress and a summary that adds up."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from fairway.config.shell.import_ import WhichProgram

if TYPE_CHECKING:
    from fairway.plan.panel.actions import Loaded

INCOMPLETE = 3
WORDS = {"documents": "Reading documents", "meetings": "Recording meetings"}


def register(app: typer.Typer) -> None:
    """Add the command and its parts."""
    plan = typer.Typer(help="The cancer plan: what was said, by whom, where it stands.")
    app.add_typer(plan, name="plan")

    @plan.callback()
    def _plan() -> None:
        """The cancer plan: what was said, by whom, where it stands."""

    @plan.command()
    def load(
        path: Annotated[
            Path,
            typer.Argument(
                help="The folder with the summary, the assessment and site/.",
                exists=True,
                file_okay=False,
            ),
        ],
        program: Annotated[
            str, typer.Option(help="Name of the program; not needed where there is one.")
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    ) -> None:
        """Load a panel's published record. The same again changes nothing.

        Exit code 0: all is there. 3: done, and some passages were not found or files not read. 1: refused. 2: wrong usage.
        """
        loaded = _load(path, program, quiet=as_json)
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(loaded) + b"\n")
        else:
            _show(loaded)
        if loaded.not_found or loaded.unread:
            raise typer.Exit(INCOMPLETE)


def _load(path: Path, program_name: str, *, quiet: bool) -> "Loaded":
    from django.utils import timezone

    from fairway.people.queries import program_of
    from fairway.plan.panel.actions import load

    program = program_of(program_name or None)
    if program is None:
        raise WhichProgram(
            "Say which program with --program NAME; `fairway set-up` makes the first one."
        )
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        tasks = {doing: bar.add_task(words, total=None) for doing, words in WORDS.items()}

        def tell(doing: str, done: int, total: int) -> None:
            bar.update(tasks[doing], completed=done, total=total)

        return load(
            program=program, folder=path, by="system:plan-load", at=timezone.now(), progress=tell
        )


def _show(loaded: "Loaded") -> None:
    """What is new, what was there, both together; then what could not be found."""
    from fairway.plan.goals.rules import codes

    console = Console()
    table = Table("Rows")
    for name in ("new", "there before", "all"):
        table.add_column(name, justify="right")
    for name, new in loaded.new.items():
        there = loaded.there[name]
        table.add_row(name, f"{new:,}", f"{there:,}", f"{new + there:,}")
    console.print(table)
    totals = zip(codes(), loaded.totals, strict=True)
    console.print("Activities by goal: " + ", ".join(f"{code} {count}" for code, count in totals))
    for title, places in (("Not found", loaded.not_found), ("Not read", loaded.unread)):
        for place in places:
            console.print(f"{title}: {place}", style="yellow", markup=False, highlight=False)
