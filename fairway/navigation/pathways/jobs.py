"""What the scheduler calls: a day's announcements and alerts. A second call on the same day adds nothing."""

from datetime import date, datetime

import msgspec
from django.db.models import F, Q

from fairway.navigation.pathways.actions.evaluate import (
    IN_TREATMENT,
    PEOPLE_AT_ONCE,
    evaluate,
    evaluate_changed,
)
from fairway.navigation.pathways.actions.facts import AT_ONCE, chunks
from fairway.navigation.pathways.models import Announcement, Appointment, Milestone
from fairway.navigation.pathways.rules.clocks import ClockState
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
        day.people += evaluate_changed(program=program, at=at, on=on).people
        day.alerts += raise_alerts_of_the_day(program=program, at=at, on=on)
    day.announcements = announce(at=at, on=on)
    return day


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
        Q(paused_from__isnull=True) | Q(paused_from__gt=on),
        episode__closed_on__isnull=True, episode__is_withdrawn=False, due_on__isnull=False,
    )  # fmt: skip
    entered = {
        ClockState.DUE_SOON: unmet.filter(warn_on__lte=on, due_on__gte=on),
        ClockState.OVERDUE: unmet.filter(due_on__lt=on, long_overdue_on__gte=on),
        ClockState.LONG_OVERDUE: unmet.filter(long_overdue_on__lt=on),
    }
    before = Announcement.objects.count()
    for state, milestones in entered.items():
        known = Announcement.objects.filter(state=state, due_on=F("milestone__due_on")).values(
            "milestone_id"
        )
        fresh = milestones.exclude(pk__in=known).values_list("id", "due_on").order_by("id")
        rows = [
            Announcement(milestone_id=pk, state=state.value, due_on=due, on=on, announced_at=at)
            for pk, due in fresh
        ]
        Announcement.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return Announcement.objects.count() - before
