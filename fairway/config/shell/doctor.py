"""`fairway doctor`: is this installation sound? Exit code 4 where something needs a person."""

from typing import Annotated

import msgspec
import typer
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from rich.console import Console

NEEDS_A_PERSON = 4


class Finding(msgspec.Struct):
    """One thing looked at."""

    subject: str
    is_sound: bool
    text: str


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def doctor(
        as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
        seal: Annotated[
            bool, typer.Option(help="Check every seal of the audit; slow on a large one.")
        ] = True,
    ) -> None:
        """Look at the database, the definitions, the audit and the clocks."""
        findings = [_database(), *_definitions(), *_data(check_seals=seal)]
        if as_json:
            typer.echo(msgspec.json.encode(findings))
        else:
            console = Console()
            for one in findings:
                mark = "[green]sound[/green]" if one.is_sound else "[yellow]look [/yellow]"
                console.print(f"{mark}  [bold]{one.subject}[/bold]: {one.text}")
        if not all(one.is_sound for one in findings):
            raise typer.Exit(NEEDS_A_PERSON)


def _database() -> Finding:
    missing = len(
        MigrationExecutor(connection).migration_plan(
            MigrationExecutor(connection).loader.graph.leaf_nodes()
        )
    )
    if missing:
        return Finding(
            "database",
            is_sound=False,
            text=f"{missing} migrations are missing. Run `fairway manage migrate`.",
        )
    where = connection.display_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        )
        version = cursor.fetchone()[0]
    return Finding("database", is_sound=True, text=f"{where} {version}, all migrations applied")


def _definitions() -> list[Finding]:
    from fairway.navigation.pathways.definitions import pathways, review_overdue

    stale = review_overdue(on=timezone.localdate())
    unchecked = [one.id for one in pathways().values() if one.checked_by.startswith("no ")]
    return [
        Finding("definitions", not stale, f"past their review: {', '.join(stale)}" if stale else "none is past its review"),
        Finding(
            "clinical check", not unchecked,
            f"no clinician has checked: {', '.join(unchecked)}. Have one sign `checked_by`." if unchecked else "every pathway is checked",
        ),
    ]  # fmt: skip


def _data(*, check_seals: bool) -> list[Finding]:
    from fairway.base import audit
    from fairway.navigation.models import Episode, Standing

    if "base_auditentry" not in connection.introspection.table_names():
        return []
    waiting = Standing.objects.count()
    ownerless = Episode.objects.open().filter(owner__is_active=False).count()
    found = [
        Finding("clocks", not waiting, f"{waiting} people wait to be worked out. Run `fairway daily`." if waiting else "all worked out"),
        Finding(
            "owners", not ownerless,
            f"{ownerless} open cases belong to someone who left. Reassign them." if ownerless else "every open case has an active owner",
        ),
    ]  # fmt: skip
    if check_seals:
        broken = list(audit.broken_entries())[:20]
        found.append(
            Finding(
                "audit",
                not broken,
                f"seals do not hold: entries {broken}" if broken else "every seal holds",
            )
        )
    return found
