"""What the scheduler calls: a day's announcements and alerts. A second call on the same day adds nothing."""

from datetime import date, datetime

import msgspec
from django.db.models import Exists, F, OuterRef, Q

from fairway.navigation.pathways.actions.evaluate import (
    PEOPLE_AT_ONCE,
    evaluate,
    evaluate_changed,
)
from fairway.navigation.pathways.actions.facts import AT_ONCE, chunks, mark_changed
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Announcement, Appointment, Episode, Milestone
from fairway.navigation.pathways.rules.clocks import ClockState
from fairway.navigation.pathways.rules.workup import IN_TREATMENT
from fairway.people.models import Organization


class Day(msgspec.Struct):
    """What a daily run did."""

    people: int = 0
    alerts: int = 0
    announcements: int = 0


def daily(*, at: datetime, on: date) -> Day:
    """Clocks of changed people, alerts that time alone raises, and announcements, for every program."""
    day = Day()
    for program in Organization.objects.filter(kind=Organization.Kind.PROGRAM).order_by("id"):
        mark_outdated(program=program, at=at)
        day.people += evaluate_changed(program=program, at=at, on=on).people
        day.alerts += raise_alerts_of_the_day(program=program, at=at, on=on)
    day.announcements = announce(at=at, on=on)
    return day


def mark_outdated(*, program: Organization, at: datetime) -> None:
    """People with an open case on an older version of its definition: a changed number reaches everyone."""
    for pathway in pathways().values():
        older = Episode.objects.open().filter(program=program, pathway=pathway.id)
        mark_changed(
            older.exclude(definition_version=pathway.version).values_list("patient_id", flat=True),
            at=at,
        )


def raise_alerts_of_the_day(*, program: Organization, at: datetime, on: date) -> int:
    """ACCURE's daily scan: people under treatment, and people whose treatment visit has passed without arrival."""
    under_treatment = Milestone.objects.filter(
        episode__program=program,
        episode__closed_on__isnull=True,
        key=IN_TREATMENT,
        met_on__isnull=True,
        not_needed_on__isnull=True,
    ).values_list("episode__patient_id", flat=True)
    passed = Appointment.objects.filter(
        program=program, is_treatment=True, status__in=["booked", "noshow"], starts_on__lte=on
    ).values_list("patient_id", flat=True)
    people = sorted(set(under_treatment) | set(passed))
    return sum(
        evaluate(patient_ids=some, at=at, on=on).alerts for some in chunks(people, PEOPLE_AT_ONCE)
    )


def announce(*, at: datetime, on: date) -> int:
    """One row for each state that a milestone newly entered, with the due day believed at that time.

    Compare-and-set: the row is unique for milestone, state and due day, so a due day that moves is announced anew.
    """
    unmet = Milestone.objects.filter(
        Q(met_on__isnull=True) | Q(met_on__gt=on),
        Q(not_needed_on__isnull=True) | Q(not_needed_on__gt=on),
        Q(paused_from__isnull=True) | Q(paused_from__gt=on) | Q(paused_from__gt=F("due_on")),
        episode__closed_on__isnull=True, due_on__isnull=False,
    )  # fmt: skip
    entered = {
        ClockState.DUE_SOON: unmet.filter(warn_on__lte=on, due_on__gte=on),
        ClockState.OVERDUE: unmet.filter(due_on__lt=on, long_overdue_on__gte=on),
        ClockState.LONG_OVERDUE: unmet.filter(long_overdue_on__lt=on),
    }
    told = 0
    for state, milestones in entered.items():
        known = Announcement.objects.filter(
            episode=OuterRef("episode"), key=OuterRef("key"), occasion=OuterRef("occasion"), state=state, due_on=OuterRef("due_on")
        )  # fmt: skip
        fresh = (
            milestones.filter(~Exists(known))
            .values_list("episode_id", "key", "occasion", "due_on")
            .order_by("id")
        )
        rows = [
            Announcement(
                episode_id=episode,
                key=key,
                occasion=occasion,
                state=state.value,
                due_on=due,
                on=on,
                announced_at=at,
            )
            for episode, key, occasion, due in fresh
        ]
        Announcement.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
        told += len(rows)
    return told
