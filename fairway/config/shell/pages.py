"""`fairway pages import PATH` and `fairway pages export FOLDER`: the public site from markdown, and as a folder of files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils import timezone

from fairway.config.shell.import_ import WhichProgram

if TYPE_CHECKING:
    from fairway.publishing.models import Site

BY = "system:pages"
INCOMPLETE = 3
ProgramName = Annotated[
    str, typer.Option("--program", help="Name of the program; not needed where there is one.")
]


def register(app: typer.Typer) -> None:
    """Add the command and its parts."""
    pages = typer.Typer(help="The public site of a program.", no_args_is_help=True)
    app.add_typer(pages, name="pages")

    @pages.command("import")
    def bring_in(
        path: Annotated[
            Path, typer.Argument(help="A folder, a ZIP or one file of markdown.", exists=True)
        ],
        program: ProgramName = "",
    ) -> None:
        """Bring pages in as drafts; a person reviews, signs off and publishes them. The same again changes nothing.

        Exit code 3: done, and some files could not be pages.
        """
        from fairway.publishing.actions.pages import import_pages
        from fairway.publishing.rules.archive import files_below

        came = import_pages(site=_site(program), files=files_below(path), by=BY, at=timezone.now())
        typer.echo(
            f"{len(came.new)} new, {len(came.changed)} changed, {len(came.unchanged)} as before, {len(came.refused)} refused."
        )
        for name, reason in came.refused:
            typer.echo(f"  {name}: {reason}", err=True)
        if came.refused:
            raise typer.Exit(INCOMPLETE)

    @pages.command()
    def export(
        folder: Annotated[
            Path, typer.Argument(help="An empty folder, or one of an earlier export.")
        ],
        program: ProgramName = "",
    ) -> None:
        """Write what is published to a folder that any web server, or none, can show."""
        from fairway.publishing.actions.exports import export as write_out

        written = write_out(site=_site(program), folder=folder, by=BY, at=timezone.now())
        typer.echo(f"{len(written.names)} files; their checksums are in SHA256SUMS.")


def _site(name: str) -> "Site":
    """The site of the program; made, closed, where there is none yet. Raises WhichProgram."""
    from fairway.people.queries import program_of
    from fairway.publishing.actions.sites import set_up_site
    from fairway.publishing.models import Site

    program = program_of(name or None)
    if program is None:
        raise WhichProgram(
            "Say which program with --program NAME; `fairway set-up` makes the first one."
        )
    site = Site.objects.filter(program=program).select_related("program").first()
    return site or set_up_site(
        program=program, slug=f"program-{program.pk}", by=BY, at=timezone.now()
    )
