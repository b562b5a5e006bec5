"""`fairway cohort FOLDER`: made-up people with a known truth, as FHIR in Bulk Data layout, with the answer key."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from fairway.exchange.cohort.actions import CohortWritten


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def cohort(
        folder: Annotated[Path, typer.Argument(help="A new folder; nothing is overwritten.")],
        people: Annotated[int, typer.Option(min=1, help="How many people.")] = 400,
        seed: Annotated[int, typer.Option(min=0, help="The same seed writes the same people.")] = 1,
        today: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"], help="The day the key holds for; today if not given."
            ),
        ] = None,
        parameters: Annotated[
            Path | None,
            typer.Option(
                exists=True,
                dir_okay=False,
                help="Another truth to plant; start from the copy in a written folder.",
            ),
        ] = None,
        background: Annotated[
            float,
            typer.Option(
                min=0,
                help="How much of what navigation does not use; 0 for none, 1 as an export has it.",
            ),
        ] = 1.0,
        is_gzip: Annotated[bool, typer.Option("--gzip", help="Write .ndjson.gz.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
    ) -> None:
        """Write made-up people whose delays, missed visits and duplicates are known, and import them with `fairway import`.

        Exit code 0: written. 1: refused, with the reason. 2: wrong usage.
        """
        from django.utils import timezone

        from fairway.exchange.cohort.actions import write_cohort

        columns = [
            TextColumn("Writing people"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        ]
        with Progress(*columns, console=Console(stderr=True), disable=as_json) as bar:
            task = bar.add_task("people", total=people)
            written = write_cohort(
                folder=folder, people=people, seed=seed, today=today.date() if today else timezone.localdate(),
                parameters=parameters, background=background, is_gzip=is_gzip,
                report=lambda done, total: bar.update(task, completed=done, total=total),
            )  # fmt: skip
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(written) + b"\n")
        else:
            _show(written)


def _show(written: "CohortWritten") -> None:
    """Counts by type, and what the key says."""
    table = Table(title=f"{written.people:,} people in {written.folder}", title_justify="left")
    table.add_column("Resource")
    table.add_column("", justify="right")
    for kind, count in written.resources.items():
        table.add_row(kind, f"{count:,}")
    table.add_row("all", f"{sum(written.resources.values()):,}", style="bold")
    console = Console()
    console.print(table)
    console.print(
        f"On {written.today}: {written.overdue:,} milestones overdue, {written.alerts:,} alerts, "
        f"{written.duplicates:,} second records. The answer key is beside them.",
        highlight=False,
    )
