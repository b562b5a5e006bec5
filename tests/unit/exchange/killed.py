"""Run by test_kills: import a folder into a database of its own, killing the importer at random moments.

Prints what is in the database at the end, as JSON. One process sets up, then forks a child for each attempt.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 4, 1, 15, 0, tzinfo=UTC)


def bring_in(folder: Path) -> None:
    """One import, in the child."""
    from fairway.exchange import actions
    from fairway.people.models import Organization

    actions.CHUNK_LINES = 50
    program = Organization.objects.get(kind="program")
    site = Organization.objects.get(kind="site")
    actions.import_path(
        program=program, site=site, path=folder, by="system:import", at=AT, clock=lambda: AT
    )


def attempt(folder: Path, *, seconds: float | None) -> bool:
    """Fork, import, and kill after so many seconds; True when the child had to be killed."""
    child = os.fork()
    if child == 0:
        bring_in(folder)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def found() -> dict[str, object]:
    """Everything that could be lost or doubled."""
    from fairway.exchange.models import Received, ReceivedFile, Waiting
    from fairway.navigation.pathways.models import Episode, Event, Milestone, Standing
    from fairway.people.models import Identifier, Patient

    files = ReceivedFile.objects.order_by("digest")
    return {
        "patients": Patient.objects.count(),
        "identifiers": sorted(map(list, Identifier.objects.values_list("system", "value"))),
        "events": sorted(map(list, Event.objects.values_list("source_ref", "value", "version"))),
        "received": sorted(map(list, Received.objects.values_list("key", "content"))),
        "lines": [
            [one.digest, one.lines_done, one.is_complete, sorted(one.counts.items())]
            for one in files
        ],
        "waiting": Waiting.objects.count(),
        "clocks": [Episode.objects.count(), Milestone.objects.count(), Standing.objects.count()],
    }


def main(folder: Path, kills: int, seed: int, seconds: float) -> None:
    """Set up, be killed so many times, then once import to the end."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from fairway.people.actions import StaffFacts, set_up_program

    call_command("migrate", verbosity=0)
    owner = StaffFacts(
        name="Made-up", email="owner@example.org", role="navigator", is_intake_owner=True
    )
    set_up_program(
        name="P", time_zone="America/New_York", sites=["S"], people=[owner], by="test", at=AT
    )
    connections.close_all()
    chance = random.Random(seed)
    landed = sum(attempt(folder, seconds=chance.uniform(0, seconds)) for _ in range(kills))
    began = time.monotonic()
    attempt(folder, seconds=None)
    json.dump({"landed": landed, "took": time.monotonic() - began, "found": found()}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
