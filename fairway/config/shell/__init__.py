"""The one shell command, `fairway`. One file a command; exit codes are in docs/shell.md."""

import os
import sys
from importlib import import_module

import typer

COMMANDS = [
    "demo",
    "serve",
    "set_up",
    "staff",
    "import_",
    "cohort",
    "places",
    "explain",
    "plan",
    "pages",
    "daily",
    "doctor",
    "manage",
]

app = typer.Typer(
    name="fairway",
    help="Cancer patient navigation: who is falling behind, why, and since when.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def fairway() -> None:
    """Cancer patient navigation: who is falling behind, why, and since when."""


def main() -> None:
    """Set up Django once, then hand over to the command. A FairwayError ends with its text and exit code 1."""
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE",
        "fairway.config.settings.demo"
        if sys.argv[1:2] == ["demo"]
        else "fairway.config.settings.local",
    )
    import django

    django.setup()
    from fairway.base.errors import FairwayError

    for name in COMMANDS:
        import_module(f"fairway.config.shell.{name}").register(app)
    try:
        app()
    except FairwayError as expected:
        typer.secho(str(expected), err=True, fg="red")
        raise SystemExit(1) from expected
