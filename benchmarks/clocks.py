"""Clocks: first evaluation, an unchanged population, and the state of everyone on a date.

The yardstick is the CHT rules engine: about 6,000 tasks a second on 2 cores in memory, and the same again for a repeat
pass (the issue's figure). Ours is stored as well, and counted by the clock on the wall: the reckoning has a core of its own
where there is one. The CPU seconds of both processes stand beside it, because a wall clock is only as good as the machine
is idle. Two sizes show how cost grows. Runs in a process of its own, on SQLite.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

from benchmarks import ROOT, Result

CHT_TASKS_A_SECOND = 6_000


def run(*, small: bool) -> list[Result]:
    """Each in a fresh process with a database of its own."""
    with tempfile.TemporaryDirectory(prefix="fairway-bench-") as folder:
        environment = os.environ | {
            "FAIRWAY_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "fairway.config.settings.local",
        }
        command = [sys.executable, "-m", "benchmarks.clocks", "small" if small else "full"]
        said = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    return [Result(**one) for one in json.loads(said.splitlines()[-1])]


AT = datetime(2026, 11, 1, tzinfo=UTC)
ON = date(2026, 11, 1)
PATIENT = ["id", "public_id", "program", "site", "family", "given", "family_key", "given_key", "birth_date", "birth_precision",
           "sex", "language", "interpreter", "household", "deceased_on", "access_needs", "safe_to_contact", "merged_into",
           "recorded_at"]  # fmt: skip
JOURNEYS = [
    [("screening-result", "birads-0", 0), ("imaging", "birads-4", 12), ("biopsy", "", 25), ("pathology", "malignant", 31), ("treatment", "surgery", 70)],
    [("screening-result", "birads-4", 0), ("biopsy", "", 15), ("pathology", "benign", 20)],
    [("screening-result", "birads-3", 0), ("imaging", "birads-3", 180)],
    [("screening-result", "birads-0", 0)],
]  # fmt: skip


def program() -> "Organization":
    """A program with one intake owner."""
    made = Organization.objects.create(kind="program", name="Benchmark")
    made.intake_owner = Staff.objects.create(program=made, role="navigator", name="Bench")
    made.save()
    return made


def people(made: "Organization", count: int) -> list[int]:
    """Bare patients."""
    ids = list(bulk.reserve_ids(Patient, count))
    with transaction.atomic():
        bulk.insert(Patient, PATIENT, (
            [pk, new_id(), made.pk, None, f"F{pk}", "G", f"f{pk}", "g", date(1966, 1, 1), "day", "female", "en", "not-asked",
             "", None, "", "", None, AT] for pk in ids
        ))  # fmt: skip
    return ids


def facts(ids: list[int], seed: int = 1) -> "list[EventFacts]":
    """A journey for each."""
    dice = random.Random(seed)
    made = []
    for pk in ids:
        start = date(2025, 6, 1) + timedelta(days=dice.randrange(480))
        for step, (kind, value, days) in enumerate(dice.choice(JOURNEYS)):
            day = start + timedelta(days=days)
            if day <= ON:
                made.append(
                    EventFacts(
                        patient_id=pk,
                        kind=kind,
                        value=value,
                        cancer="breast",
                        occurred_on=day,
                        source_ref=f"b/{pk}/{step}",
                    )
                )
    return made


def timed(work: Callable[[], object]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds of this process, and of the processes that it started and saw end."""
    begun, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    own = after.user + after.system - before.user - before.system
    others = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return time.perf_counter() - begun, own, others


def measure(count: int) -> list[Result]:
    """One population from its facts to the states on a day."""
    made = program()
    told = facts(people(made, count))
    _, recording, _ = timed(lambda: actions.record_events(program=made, facts=told, by=None, at=AT))
    working, writing, reckoning = timed(
        lambda: actions.evaluate_changed(program=made, at=AT, on=ON)
    )
    stored = Milestone.objects.filter(episode__program=made).count()
    again, _, _ = timed(lambda: actions.evaluate_changed(program=made, at=AT, on=ON))
    judging, _, _ = timed(
        lambda: queries.population_states(program=made, on=ON - timedelta(days=90))
    )
    cht = CHT_TASKS_A_SECOND
    case = f"{count:,} people, {stored:,} milestones"
    return [
        Result("clocks: record events", case, len(told) / recording, "events/CPU s"),
        Result("clocks: first evaluation, stored", case, stored / working / cht, "x CHT", 5, True, f"{stored / working:,.0f}/s; CPU {writing:.1f} s and {reckoning:.1f} s in {working:.1f} s"),
        Result("clocks: unchanged population", case, again * 1000, "ms"),
        Result("clocks: states on a date", case, stored / judging / cht, "x CHT", 50, True, f"{stored / judging:,.0f}/s"),
    ]  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from fairway.base import bulk
    from fairway.base.ids import new_id
    from fairway.navigation.pathways import actions, queries
    from fairway.navigation.pathways.models import Milestone
    from fairway.navigation.pathways.rules.facts import EventFacts
    from fairway.people.models import Organization, Patient, Staff

    call_command("migrate", verbosity=0)
    measure(500)  # what must be loaded once is loaded
    sizes = (2_000, 10_000) if sys.argv[1] == "small" else (10_000, 100_000)
    print(json.dumps([asdict(one) for size in sizes for one in measure(size)]))
