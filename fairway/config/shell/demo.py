"""`fairway demo`: made-up people in a database of their own, and the pages on them."""

from typing import Annotated

import typer
from django.utils import timezone


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        people: Annotated[int, typer.Option(min=30, help="How many made-up people.")] = 450,
        port: Annotated[int, typer.Option(help="Where the pages are.")] = 8000,
        only_load: Annotated[
            bool, typer.Option("--only-load", help="Load, and open no pages.")
        ] = False,
    ) -> None:
        """Load made-up people into a database of their own and open the pages on them."""
        from fairway.config.demo import load
        from fairway.config.shell import serve

        if not only_load:
            serve.refuse_taken_port(port)
        serve.bring_up_to_date()
        load(people=people, on=timezone.localdate(), at=timezone.now())
        if not only_load:
            serve.run(port=port)
