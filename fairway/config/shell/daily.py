"""`fairway daily`: what a scheduler calls once a day (`fairway serve` does it by itself)."""

from typing import Annotated

import msgspec
import typer
from django.utils import timezone


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def daily(
        as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    ) -> None:
        """Work out changed clocks, raise the day's alerts, announce what came due. A second run adds nothing."""
        from fairway.config.schedule import run_the_day

        day = run_the_day(at=timezone.now())
        typer.echo(
            msgspec.json.encode(day)
            if as_json
            else f"{day.people} people worked out, {day.alerts} alerts raised, {day.announcements} announcements made."
        )
