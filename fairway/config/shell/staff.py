"""`fairway staff add`: another navigator, a manager, plan staff; each with a sign-in of her own."""

from typing import Annotated

import typer
from django.utils import timezone

from fairway.config.shell.import_ import WhichProgram


def register(app: typer.Typer) -> None:
    """Add the command and its part."""
    staff = typer.Typer(help="Who works here.")
    app.add_typer(staff, name="staff")

    @staff.callback()
    def _staff() -> None:
        """Who works here."""

    @staff.command()
    def add(
        name: Annotated[str, typer.Option(prompt="Her name")],
        email: Annotated[str, typer.Option(prompt="Her e-mail address, to sign in")],
        role: Annotated[
            str,
            typer.Option(
                prompt="Her role",
                help="navigator, lead, manager, clinician, partner, plan-staff or administrator",
            ),
        ],
        password: Annotated[
            str,
            typer.Option(
                prompt="A password of 12 letters or more", hide_input=True, confirmation_prompt=True
            ),
        ],
        site: Annotated[list[str] | None, typer.Option(help="A site; repeat for more.")] = None,
        program: Annotated[
            str, typer.Option(help="Name of the program; not needed where there is one.")
        ] = "",
    ) -> None:
        """Add a member of staff to a program."""
        from fairway.people.actions import StaffFacts, add_staff
        from fairway.people.queries import program_of

        found = program_of(program or None)
        if found is None:
            raise WhichProgram(
                "Say which program with --program NAME; `fairway set-up` makes the first one."
            )
        facts = StaffFacts(name=name, email=email, role=role, password=password, sites=site or [])
        member = add_staff(program=found, facts=facts, by="system:staff-add", at=timezone.now())
        typer.echo(f"{member.actor} is added as {role}. She signs in with her e-mail address.")
