"""`fairway manage ...`: Django's own commands, for those who develop or look after an installation."""

import typer
from django.core.management import execute_from_command_line


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        context_settings={
            "allow_extra_args": True,
            "ignore_unknown_options": True,
            "help_option_names": [],
        }
    )
    def manage(context: typer.Context) -> None:
        """Django's management commands (migrate, shell, makemigrations, ...)."""
        execute_from_command_line(["fairway manage", *context.args])
