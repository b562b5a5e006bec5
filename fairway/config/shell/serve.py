"""`fairway serve`: the pages, and beside them one process that does the jobs and looks at the calendar once a day.

`run` is also what `fairway demo` ends with.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date, datetime
from threading import Thread
from typing import Any

import django
import structlog
import typer
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from fairway.base.errors import FairwayError

HOST = "127.0.0.1"
THREADS = 8
LOOK_AGAIN_SECONDS = 1
AFTER_FAILURE_SECONDS = 10

log = structlog.get_logger()


class PortTaken(FairwayError):
    """Something else answers at the address."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve(
        port: int = typer.Option(8000, help="Where the pages are, on this machine only."),
        workers: int = typer.Option(1, min=1, help="Processes for pages; more for PostgreSQL."),
    ) -> None:
        """Open the pages and do the jobs, until Ctrl+C."""
        run(port=port, workers=workers)


def run(*, port: int, workers: int = 1) -> None:
    """Bring the database up to date, then serve until stopped. Raises PortTaken."""
    refuse_taken_port(port)
    bring_up_to_date()
    # A process of its own: a long import must not slow the pages down.
    subprocess.Popen([sys.executable, "-m", __name__, str(os.getpid())])  # noqa: S603 - ourselves
    typer.echo(f"Fairway is at http://{HOST}:{port} (Ctrl+C ends it)")
    Server(port=port, workers=workers).run()


def refuse_taken_port(port: int) -> None:
    """Raises PortTaken before anything was started."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError as taken:
            raise PortTaken(
                f"Port {port} is taken by another program. Stop it, or choose one with --port."
            ) from taken


def bring_up_to_date() -> int:
    """Change the tables to this version's, saying so; answers how many steps that took."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        typer.echo(f"Bringing the database to this version: {steps} steps ...")
        call_command("migrate", interactive=False, verbosity=0)
    # The server forks; a connection must not be shared between processes.
    connection.close()
    return steps


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads, started from here instead of from its own command line."""

    def __init__(self, *, port: int, workers: int) -> None:
        self.options = {
            "bind": f"{HOST}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "proc_name": "fairway",
        }
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """gunicorn asks for the application, in each of its processes."""
        from fairway.config.wsgi import application

        return application


def work(parent: int) -> None:
    """Do the jobs one after the other, and the daily run when a new day began, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the parent, and that ends us
    Thread(target=end_with, args=(parent,), daemon=True).start()
    django.setup()
    from fairway.config.schedule import run_the_day, work_once

    looked: tuple[date, bool] | None = None
    while True:
        try:
            at = timezone.now()
            if (now := half_day(at)) != looked:
                run_the_day(at=at)
                looked = now
            if not work_once():
                time.sleep(LOOK_AGAIN_SECONDS)
        except Exception:
            log.exception("worker.failed")
            time.sleep(AFTER_FAILURE_SECONDS)
        finally:
            close_old_connections()


def half_day(at: datetime) -> tuple[date, bool]:
    """The day runs at midnight and at noon UTC, and at the start: a day is judged from noon on (`run_the_day`)."""
    return at.date(), at.hour >= 12


def end_with(parent: int) -> None:
    """End this process soon after its parent, whatever it is doing.

    Ended at any moment it leaves nothing half done: a job's lease runs out and the next worker takes it up.
    """
    while os.getppid() == parent:
        time.sleep(LOOK_AGAIN_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    work(int(sys.argv[1]))
