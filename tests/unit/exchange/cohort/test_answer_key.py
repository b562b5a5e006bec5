"""The planted truth comes back out of the import: every overdue milestone and alert, and none that is not (issue 2, 3)."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from django.db import transaction

from fairway.exchange.actions import Summary, import_path
from fairway.exchange.cohort.actions import write_cohort
from fairway.exchange.cohort.answers import PersonAnswer, read_answers
from fairway.navigation.pathways.models import Alert, Milestone
from fairway.navigation.pathways.rules.clocks import Clock, PauseSpan, clock_state
from fairway.people.models import Identifier, IdentityReview, Organization, Patient
from tests.factories.people import ProgramFactory, SiteFactory, StaffFactory

# The mark has the test database made; what the tests compare was read in one fixture.
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
PATHWAYS = {"breast", "cervical", "colorectal", "lung", "prostate"}
LATE = ("overdue", "long-overdue")
PEOPLE, SEED = 1200, 11

Line = tuple[object, ...]


class Found(msgspec.Struct, kw_only=True):
    """What the key says, and what Fairway says after the import."""

    key: list[PersonAnswer]
    summary: Summary
    clocks: list[Line]
    alerts: list[Line]
    rows_of: dict[str, set[int]]
    reviews: set[frozenset[int]]
    patients: int

    @property
    def planted(self) -> list[Line]:
        return [
            (one.person, episode.pathway, clock.key, clock.due_on, clock.state)
            for one in self.key
            for episode in one.episodes
            for clock in episode.milestones
        ]

    @property
    def planted_alerts(self) -> list[Line]:
        return [
            (one.person, episode.pathway, alert.kind, alert.on)
            for one in self.key
            for episode in one.episodes
            for alert in episode.alerts
        ]


@pytest.fixture(scope="module")
def found(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Found:
    """One cohort through the whole door, read back once and then undone."""
    folder = tmp_path_factory.mktemp("cohort") / "cohort"
    write_cohort(folder=folder, people=PEOPLE, seed=SEED, today=TODAY)
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        read = bring_in(folder)
        transaction.set_rollback(True)
    return read


def bring_in(folder: Path) -> Found:
    into = ProgramFactory()
    into.intake_owner = StaffFactory(program=into)
    into.save()
    site = SiteFactory(part_of=into)
    summary = import_path(
        program=into, site=site, path=folder, by="system:import", at=AT, clock=lambda: AT
    )
    ids = Identifier.objects.filter(program=into, value__startswith="Patient/")
    rows_of: dict[str, set[int]] = {}
    for value, patient in ids.values_list("value", "patient_id"):
        name = value.removeprefix("Patient/").removesuffix("-again")
        rows_of.setdefault(name, set()).add(patient)
    names = {row: name for name, rows in rows_of.items() for row in rows}
    alerts = Alert.objects.filter(episode__program=into).values_list(
        "episode__patient_id", "episode__pathway", "kind", "raised_on"
    )
    pairs = IdentityReview.objects.filter(program=into).values_list("one_id", "other_id")
    return Found(
        key=list(read_answers(folder)), summary=summary, clocks=list(clocks_of(into, names)),
        alerts=[(names[patient], *rest) for patient, *rest in alerts], rows_of=rows_of,
        reviews={frozenset(pair) for pair in pairs},
        patients=Patient.objects.filter(program=into).count(),
    )  # fmt: skip


def clocks_of(into: Organization, names: dict[int, str]) -> Iterator[Line]:
    rows = Milestone.objects.filter(episode__program=into)
    for row in rows.select_related("episode"):
        clock = Clock(
            anchor_on=row.anchor_on, warn_on=row.warn_on, due_on=row.due_on, long_overdue_on=row.long_overdue_on,
            met_on=row.met_on, not_needed_on=row.not_needed_on,
            pauses=(PauseSpan(row.paused_from, None),) if row.paused_from else (),
        )  # fmt: skip
        state = str(clock_state(clock, on=TODAY))
        yield names[row.episode.patient_id], row.episode.pathway, row.key, row.due_on, state


def differences(planted: list[Line], found: list[Line]) -> dict[str, list[Line]]:
    """Both directions; twice is as wrong as not at all."""
    missing, added = Counter(planted) - Counter(found), Counter(found) - Counter(planted)
    sides = {"planted, not found": missing, "found, not planted": added}
    return {side: sorted(lines.elements(), key=str) for side, lines in sides.items() if lines}


def late(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line[-1] in LATE]


def test_every_line_is_read_but_those_without_a_date(found: Found) -> None:
    undated = sum(one.undated for one in found.key)
    assert undated > 0
    assert (found.summary.quarantined, found.summary.waiting) == (undated, 0)
    assert found.summary.adds_up()


def test_every_planted_overdue_milestone_is_found_and_no_other(found: Found) -> None:
    """Issue 2, It must show 3: by person, pathway, key, exact due day and state; both directions; all five pathways."""
    planted = late(found.planted)
    assert {line[1] for line in planted} == PATHWAYS
    assert len(planted) > PEOPLE / 8
    assert differences(planted, late(found.clocks)) == {}


def test_every_other_clock_stands_where_it_was_planted(found: Found) -> None:
    """Met, met late, due, due soon, not needed, no deadline: not one clock more, fewer, or twice."""
    assert differences(found.planted, found.clocks) == {}


def test_every_planted_alert_stands_and_no_other(found: Found) -> None:
    """ACCURE's two alerts (practice.md 7.1)."""
    kinds = {line[2] for line in found.planted_alerts}
    assert kinds == {"missed-treatment-visit", "nothing-scheduled"}
    assert differences(found.planted_alerts, found.alerts) == {}


def test_two_records_of_one_person_are_one_and_doubts_go_to_a_person(found: Found) -> None:
    """Identical identifiers, or names with birth date and telephone: one person. In between: a review, never a merge."""
    kinds = {one.duplicate for one in found.key}
    assert kinds == {"", "identifier", "contact", "moved", "birth_slip", "new_family_name"}
    for one in found.key:
        rows = found.rows_of[one.person]
        wanted = {"": (1, 0), "same": (1, 0), "review": (2, 1)}[one.duplicate_must_be]
        asked = sum(pair == rows for pair in found.reviews)
        assert (len(rows), asked) == wanted, f"{one.person}: {one.duplicate}"
    doubts = sum(one.duplicate_must_be == "review" for one in found.key)
    assert (len(found.reviews), found.patients) == (doubts, PEOPLE + doubts)
