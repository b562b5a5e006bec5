"""`fairway places FOLDER`: public figures of ZIP codes, so that rurality and vulnerability can be looked up."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.progress import Progress


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def places(
        folder: Annotated[
            Path,
            typer.Argument(
                help="With the ZIP, RUCA, RUCC and SVI files.", exists=True, file_okay=False
            ),
        ],
    ) -> None:
        """Load RUCA, RUCC and SVI by ZIP code; known addresses get theirs."""
        from fairway.people.actions import load_places

        with Progress() as progress:
            task = progress.add_task("places", total=None)
            counts = load_places(
                folder=folder, at=timezone.now(), report=lambda done, total: progress.update(task, completed=done, total=total)
            )  # fmt: skip
        typer.echo(str(counts))
