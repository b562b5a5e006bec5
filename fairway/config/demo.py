"""What the demo holds: a program, its staff, made-up people brought in through the same door as real ones.

Interrupted, it is taken up again: the cohort is written anew from the same seeds, and an import knows what it has.
"""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import typer
from django.conf import settings
from django.utils import timezone
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from fairway.config import env
from fairway.config.demo_plan import load_plan
from fairway.config.schedule import run_the_day
from fairway.exchange.actions import Progress as Reading
from fairway.exchange.actions import import_path
from fairway.exchange.cohort.actions import write_cohort
from fairway.navigation.models import Episode
from fairway.navigation.worklist.actions import (
    AttemptFacts,
    log_attempt,
    offer_hand_off,
    write_note,
)
from fairway.people.actions import StaffFacts, choose_intake_owner, load_places, set_up_program
from fairway.people.models import Organization, Staff

PROGRAM = "Harbor Cancer Navigation (demo)"
SITES = {"Riverside Clinic": "ana", "Hilltop Hospital": "marcus", "Prairie Health Center": "lena"}
STAFF = [
    StaffFacts(name="Ana Ruiz, RN", email="ana@example.org", role="navigator", languages=["en", "es"], sites=[*SITES], is_intake_owner=True),
    StaffFacts(name="Marcus Bell, CHW", email="marcus@example.org", role="navigator", sites=["Hilltop Hospital"]),
    StaffFacts(name="Lena Okafor", email="lena@example.org", role="lead", sites=[*SITES]),
    StaffFacts(name="Paul Kim", email="paul@example.org", role="manager", sites=[*SITES]),
    StaffFacts(name="Dr. Sofia Marin", email="sofia@example.org", role="clinician", sites=["Hilltop Hospital"]),
    StaffFacts(name="Gate City Rides", email="rides@example.org", role="partner"),
    StaffFacts(name="Noor Haddad", email="noor@example.org", role="plan-staff"),
    StaffFacts(name="Ines Wolf", email="ines@example.org", role="administrator"),
]  # fmt: skip
BY = "system:demo"
# A fifth of what a real export holds beside the use of navigation: enough to be seen, and quick to load.
BACKGROUND = 0.2
# Every third case: someone was reached, a message was left, nobody answered.
ATTEMPTS = [
    ("phone", "reached", "next-step"),
    ("phone", "left-message", "voice-mail"),
    ("phone", "no-answer", "nobody-picked-up"),
]


def load(*, people: int, on: date, at: datetime) -> None:
    """Set the program up, import a cohort for each site, and let its staff begin. Nothing where that is done."""
    done = Path(settings.VAR) / "demo-is-loaded"
    if done.exists():
        typer.echo("The demo is loaded already. Delete its folder to begin anew.")
        return
    program = Organization.objects.filter(name=PROGRAM).first() or _program(at)
    geo = Path(env.text("FAIRWAY_SHARED", str(settings.ROOT.parent / "shared" / "data"))) / "geo"
    if geo.is_dir():
        load_places(folder=geo, at=at)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as progress:
        for number, name in enumerate(SITES, start=1):
            site = Organization.objects.get(part_of=program, name=name)
            _bring_in(program, site, number, people // len(SITES), on, at, progress)
    run_the_day(at=at)
    if not program.patients.filter(contact_attempts__isnull=False).exists():
        _let_staff_begin(program, on, at)
    load_plan(program=program, staff=_staff("noor"), on=on, at=at)
    done.touch()


def _program(at: datetime) -> Organization:
    program = set_up_program(
        name=PROGRAM, time_zone="America/New_York", sites=[*SITES], people=STAFF, phone="555-0100", by=BY, at=at
    )  # fmt: skip
    for name, owner in SITES.items():
        site = Organization.objects.get(part_of=program, name=name)
        choose_intake_owner(organization=site, owner=_staff(owner), by=BY, at=at)
    return program


def _staff(name: str) -> Staff:
    return Staff.objects.select_related("program").get(user__email=f"{name}@example.org")


def _bring_in(
    program: Organization, site: Organization, number: int, people: int, on: date, at: datetime, progress: Progress
) -> None:  # fmt: skip
    folder = Path(settings.VAR) / "cohort" / f"site-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    task = progress.add_task(f"{site.name}: people", total=people)

    def made(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)

    def read(told: Reading) -> None:
        progress.update(
            task, completed=told.done, total=told.total, description=f"{site.name}: {told.doing}"
        )

    write_cohort(
        folder=folder, people=people, seed=number, today=on, background=BACKGROUND, report=made
    )
    import_path(
        program=program, site=site, path=folder, by=BY, at=at, clock=timezone.now, report=read
    )


def _let_staff_begin(program: Organization, on: date, at: datetime) -> None:
    """Some calls, a note and a hand-off, so that the lists look like a working week."""
    cases = (
        Episode.objects.open()
        .filter(program=program, rank_on__isnull=False)
        .select_related("patient", "owner__program")
    )
    for number, case in enumerate(cases.order_by("rank_on", "id")):
        if number % 3 == 2:
            continue
        mode, outcome, reason = ATTEMPTS[number % len(ATTEMPTS)]
        tried = AttemptFacts(
            mode=mode,
            outcome=outcome,
            reason=reason,
            attempted_on=on - timedelta(days=1 + number % 12),
        )
        log_attempt(episode_id=case.public_id, attempt=tried, by=case.owner, at=at)
    first = cases.filter(owner=_staff("ana")).order_by("rank_on", "id").first()
    if first is not None:
        write_note(
            patient_id=first.patient.public_id,
            text="Works nights: call after 3 pm.",
            by=first.owner,
            at=at,
        )
        offer_hand_off(
            episode_id=first.public_id, to_staff_id=_staff("marcus").public_id, reason="site",
            summary="Her work-up continues at Hilltop.", by=first.owner, at=at,
        )  # fmt: skip
