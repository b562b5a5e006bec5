"""`fairway demo`: made-up people, brought in through the same door as real ones, then the pages."""

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.conf import settings
from django.utils import timezone
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from fairway.people.models import Organization

PROGRAM = "Harbor Cancer Navigation (demo)"
SITES = ("Riverside Clinic", "Hilltop Hospital", "Prairie Health Center")


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
        from fairway.config.shell import serve

        if not only_load:
            serve.refuse_taken_port(port)
        serve.bring_up_to_date()
        load(people=people, on=timezone.localdate())
        if not only_load:
            serve.run(port=port)


def load(*, people: int, on: date) -> None:
    """Set up the demo's program and import a cohort for each of its sites; nothing where that is done already."""
    from fairway.config.schedule import run_the_day
    from fairway.exchange.actions import Progress as ImportProgress
    from fairway.exchange.actions import import_path
    from fairway.exchange.cohort.actions import write_cohort
    from fairway.people.actions import AlreadySetUp, load_places
    from fairway.people.queries import sites_of

    at = timezone.now()
    try:
        program = _program()
    except AlreadySetUp:
        typer.echo("The demo is loaded already. Delete its folder to begin anew.")
        return
    geo = Path(os.environ.get("FAIRWAY_SHARED", settings.ROOT.parent / "shared" / "data")) / "geo"
    if geo.is_dir():
        load_places(folder=geo, at=at)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as progress:
        for number, site in enumerate(sites_of(program), start=1):
            folder = Path(settings.VAR) / "cohort" / f"site-{number}"
            making = progress.add_task(f"making people for {site.name}", total=people // len(SITES))
            made = partial(_show, progress, making)
            write_cohort(
                folder=folder, people=people // len(SITES), seed=number, today=on, report=made
            )
            reading = progress.add_task(f"importing {site.name}", total=None)

            def read(told: ImportProgress, task: TaskID = reading) -> None:
                progress.update(task, completed=told.done, total=told.total, description=told.doing)

            import_path(
                program=program, site=site, path=folder, by="system:demo", at=at, clock=timezone.now, report=read
            )  # fmt: skip
    day = run_the_day(at=at)
    typer.echo(
        f"{people} made-up people, {day.alerts} more alerts, {day.announcements} announcements."
    )


def _program() -> "Organization":
    from fairway.people.actions import StaffFacts, set_up_program

    staff = [
        StaffFacts(name="Ana Ruiz, RN", email="ana@example.org", role="navigator", languages=["en", "es"], sites=[*SITES], is_intake_owner=True),
        StaffFacts(name="Marcus Bell, CHW", email="marcus@example.org", role="navigator", sites=[SITES[1]]),
        StaffFacts(name="Lena Okafor", email="lena@example.org", role="lead", sites=[*SITES]),
        StaffFacts(name="Paul Kim", email="paul@example.org", role="manager", sites=[*SITES]),
        StaffFacts(name="Dr. Sofia Marin", email="sofia@example.org", role="clinician", sites=[SITES[1]]),
        StaffFacts(name="Gate City Rides", email="rides@example.org", role="partner"),
        StaffFacts(name="Ines Wolf", email="ines@example.org", role="administrator"),
    ]  # fmt: skip
    return set_up_program(
        name=PROGRAM, time_zone="America/New_York", sites=SITES, people=staff, phone="555-0100", by="system:demo", at=timezone.now()
    )  # fmt: skip


def _show(progress: Progress, task: TaskID, done: int, total: int) -> None:
    progress.update(task, completed=done, total=total)
