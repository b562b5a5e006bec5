"""Clocks: first evaluation, an unchanged population, and the state of everyone on a date.

The yardstick is the CHT rules engine: about 6,000 tasks a second on 2 cores, and the same again for a repeat pass
(issue; measured by its finder). To make ratios hold on a noisy machine, figures are also given per CPU second.
"""

import os
import random
import time
from datetime import UTC, date, datetime, timedelta

from fairway.base import bulk
from fairway.base.ids import new_id
from fairway.navigation.pathways import actions, queries
from fairway.navigation.pathways.models import Event, Milestone
from fairway.navigation.pathways.rules.facts import EventFacts
from fairway.people.models import Organization, Patient, Staff

CHT_TASKS_A_SECOND = 6_000
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


def program() -> Organization:
    """A program with one intake owner."""
    made = Organization.objects.create(kind="program", name="Benchmark")
    made.intake_owner = Staff.objects.create(program=made, role="navigator", name="Bench")
    made.save()
    return made


def people(made: Organization, count: int) -> list[int]:
    """Bare patients."""
    ids = list(bulk.reserve_ids(Patient, count))
    bulk.insert(Patient, PATIENT, (
        [pk, new_id(), made.pk, None, f"F{pk}", "G", f"f{pk}", "g", date(1966, 1, 1), "day", "female", "en", "not-asked", "",
         None, "", "", None, AT] for pk in ids
    ))  # fmt: skip
    return ids


def facts(ids: list[int], seed: int = 1) -> list[EventFacts]:
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


def timed(work: object) -> tuple[float, float, object]:
    """Wall seconds, CPU seconds, answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()  # type: ignore[operator]
    return time.perf_counter() - wall, time.process_time() - cpu, answer


def run(report: object, *, small: bool = False) -> dict[str, float]:
    """Measure; `report(name, value, unit)` takes each figure. Cost grows linearly: shown at two sizes."""
    figures: dict[str, float] = {}

    def say(name: str, value: float, unit: str) -> None:
        figures[name] = value
        report(name, value, unit)  # type: ignore[operator]

    for count in (2_000, 10_000) if small else (10_000, 100_000):
        made = program()
        ids = people(made, count)
        wall, cpu, _ = timed(
            lambda: actions.record_events(program=made, facts=facts(ids), by=None, at=AT)
        )
        events = Event.objects.filter(program=made).count()
        say(f"record events, {count} people", events / cpu, "events/CPU s")
        wall, cpu, _ = timed(lambda: actions.evaluate_changed(program=made, at=AT, on=ON))  # noqa: B023
        milestones = Milestone.objects.filter(episode__program=made).count()
        say(f"first evaluation stored, {count} people", milestones / cpu, "milestones/CPU s")
        say(
            f"first evaluation against CHT (one core), {count} people",
            milestones / cpu / CHT_TASKS_A_SECOND,
            "x",
        )
        wall, cpu, _ = timed(lambda: actions.evaluate_changed(program=made, at=AT, on=ON))  # noqa: B023
        say(f"unchanged population, {count} people", wall * 1000, "ms")
        wall, cpu, _ = timed(
            lambda: queries.population_states(program=made, on=ON - timedelta(days=90))
        )
        say(
            f"states of the population on a date, {count} people", milestones / wall, "milestones/s"
        )
        say(f"states against CHT, {count} people", milestones / wall / CHT_TASKS_A_SECOND, "x")
    return figures


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.config.settings.local")
    import django

    django.setup()
    run(lambda *figure: print(*figure))
