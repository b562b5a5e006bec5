"""`fairway set-up`: a program, its sites and its first navigator."""

from typing import Annotated

import typer
from django.utils import timezone


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("set-up")
    def set_up(
        name: Annotated[str, typer.Option(prompt="Name of the navigation program")],
        owner: Annotated[str, typer.Option(prompt="Who takes new cases (name)")],
        email: Annotated[str, typer.Option(prompt="Her e-mail address, to sign in")],
        password: Annotated[
            str,
            typer.Option(
                prompt="A password of 12 letters or more", hide_input=True, confirmation_prompt=True
            ),
        ],
        site: Annotated[list[str] | None, typer.Option(help="A site; repeat for more.")] = None,
        phone: Annotated[
            str, typer.Option(help="The number people call; it stands on every page.")
        ] = "",
        time_zone: Annotated[
            str, typer.Option(help="As in America/New_York.")
        ] = "America/New_York",
    ) -> None:
        """Make a program with its sites and the person who takes what comes in."""
        from fairway.config.shell.serve import bring_up_to_date
        from fairway.people.actions import StaffFacts, set_up_program

        bring_up_to_date()
        sites = site or []
        first = StaffFacts(
            name=owner,
            email=email,
            role="lead",
            password=password,
            sites=sites,
            is_intake_owner=True,
        )
        set_up_program(
            name=name, time_zone=time_zone, sites=sites, people=[first], phone=phone, by="system:set-up", at=timezone.now()
        )  # fmt: skip
        typer.echo(f"{name} is set up. Next: `fairway import FOLDER`, then `fairway serve`.")
