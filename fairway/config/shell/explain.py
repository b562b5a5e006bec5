"""`fairway explain EPISODE`: why every clock of a case stands where it stands."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from django.utils import timezone
from rich.console import Console

from fairway.navigation.pathways.rules.explain import (
    StandardExplained,
    days_in_words,
    span_in_words,
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def explain(
        episode: Annotated[
            UUID, typer.Argument(help="The case's id, from the end of its page's address.")
        ],
        on: Annotated[
            datetime | None,
            typer.Option(help="The day to judge; today if left out.", formats=["%Y-%m-%d"]),
        ] = None,
        language: Annotated[str, typer.Option(help="en or es")] = "en",
        as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    ) -> None:
        """Why every clock of a case stands where it stands: rule, source, events, pauses, arithmetic."""
        from fairway.navigation.pathways.queries import explanations
        from fairway.navigation.pathways.rules.calendar import federal_holidays

        day = on.date() if on else timezone.localdate()
        told = explanations(
            episode_id=episode, on=day, language=language, holidays=federal_holidays()
        )
        if as_json:
            typer.echo(msgspec.json.encode(told))
            return
        console = Console(soft_wrap=True)
        for one in told:
            console.print(
                f"\n[bold]{one.sentence}[/bold]\n  rule {one.rule}, version {one.version}"
            )
            for each in one.standards:
                console.print(f"  {_arithmetic(each, language)}")


def _arithmetic(one: StandardExplained, language: str) -> str:
    standard, reckoning = one.standard, one.reckoning
    paused = sum(days for _, days in reckoning.pauses)
    moved = f", moved {days_in_words(paused, language)} by pauses" if paused else ""
    return (
        f"{standard.title.in_language(language)}: {reckoning.anchor_on} + {span_in_words(standard.due, language)}"
        f" = {one.clock.due_on}{moved}: {one.state.value} [dim]({standard.source.title}, grade {standard.source.grade})[/dim]"
    )
