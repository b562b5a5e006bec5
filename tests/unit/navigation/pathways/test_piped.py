"""A second process gives the same answers as this one, and its end is told, not hidden."""

import subprocess
import sys
from datetime import date
from importlib import import_module

import pytest

from fairway.base.models import AuditEntry
from fairway.navigation.models import Alert, Episode, Milestone, Standing
from fairway.navigation.pathways import actions
from fairway.navigation.pathways.rules import piped
from fairway.navigation.pathways.rules.alerts import Visit
from fairway.navigation.pathways.rules.clocks import PauseSpan
from fairway.navigation.pathways.rules.facts import EventFacts
from fairway.navigation.pathways.rules.replay import Person, StepDecision
from fairway.navigation.pathways.rules.runs import Fact
from fairway.navigation.pathways.rules.workup import Case, History
from fairway.people.models import Organization, Staff
from tests.factories.people import PatientFactory
from tests.unit.navigation.pathways.conftest import AT, ON, Desk

# The package has a function of the same name.
evaluation = import_module("fairway.navigation.pathways.actions.evaluate")


def history(number: int) -> History:
    """A person with a stored case, a pause, a decision and visits; none like the next."""
    day = date(2026, 1, 1 + number % 27)
    facts = [
        Fact(1, "screening-result", "birads-0", day, "breast", ref=f"r{number}"),
        Fact(2, "imaging", "birads-4", date(2026, 2, 10), "breast"),
        Fact(3, "pathology", "malignant", date(2026, 3, 1), "breast", "month", told_on=date(2026, 3, 9)),
        Fact(4, "treatment", "surgery", date(2026, 3, 20), ""),
    ]  # fmt: skip
    case = Case(
        9, "breast", 1, None, "", [PauseSpan(date(2026, 3, 2), None, "travel")],
        [StepDecision("biopsy", day.toordinal(), "not-needed", "other", date(2026, 3, 1))],
    )  # fmt: skip
    visits = [Visit(5, date(2026, 3, 22), "booked", True)]
    return History(
        Person(date(1966, 5, 5), "female"), facts[: 1 + number % 4], visits, [case] * (number % 2)
    )


SLICES = [[history(7 * n + one) for one in range(7)] for n in range(9)]


def test_a_second_process_answers_as_this_one() -> None:
    """NAV-7: one engine, wherever it runs."""
    with piped.beside() as work_out:
        beside = list(work_out(iter(SLICES), on=ON))
        again = list(work_out(iter(SLICES[:1]), on=ON))
    assert beside == list(piped.here(SLICES, on=ON))
    assert again == beside[:1]
    assert [len(answers) for answers in beside] == [7] * 9
    assert any(
        found.alerts and found.steps for answers in beside for one in answers for found in one
    )


def test_more_than_a_pipe_holds_stops_nobody() -> None:
    """Both ends write more than a pipe takes (64 KB) before either has read it all."""
    slices = [[history(n) for n in range(900)]] * 3
    with piped.beside() as work_out:
        assert list(work_out(slices, on=ON)) == list(piped.here(slices, on=ON))


def test_nothing_to_do_is_no_question() -> None:
    with piped.beside() as work_out:
        assert list(work_out([], on=ON)) == []


def test_a_caller_that_gives_up_leaves_no_process_behind() -> None:
    def give_up() -> None:
        with piped.beside() as work_out:
            next(iter(work_out([[history(n) for n in range(900)]] * 3, on=ON)))
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    # `beside` waits for its end: to come here is the answer.


def test_the_end_of_its_input_ends_it() -> None:
    """Whoever started it was killed: nothing stays behind, and nothing is said of a half-written question."""
    command = [sys.executable, "-m", piped.__name__]
    for said in (b"", b"\x00\x00\x00", (40).to_bytes(8) + b"half"):
        done = subprocess.run(command, input=said, capture_output=True, timeout=30, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_process_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with (
        pytest.raises(piped.ProcessGone, match="start the import again"),
        piped.beside() as work_out,
    ):
        list(work_out(SLICES, on=ON))


@pytest.fixture
def told(desk: Desk, program: Organization, ana: Staff) -> int:
    """Eleven people with facts that no clock has seen yet; one of them is another's duplicate."""
    many = [desk.patient, *PatientFactory.create_batch(10, program=program)]
    for number, patient in enumerate(many):
        fact = EventFacts(
            patient_id=patient.pk, kind="screening-result", value="birads-4", cancer="breast",
            occurred_on=date(2026, 3, 1 + number), source_ref=f"Observation/{number}",
        )  # fmt: skip
        actions.record_events(program=program, facts=[fact], by=None, at=AT)
    duplicate, survivor = many[1], many[9]
    type(duplicate).objects.filter(pk=duplicate.pk).update(merged_into=survivor)
    return len(many)


@pytest.mark.django_db
def test_slices_in_a_second_process_store_what_one_process_stores(
    told: int, program: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One case a person, however the work was cut: a duplicate and her survivor lie in different slices."""
    monkeypatch.setattr(evaluation, "PEOPLE_IN_A_SLICE", 3)
    monkeypatch.setattr(evaluation, "WORTH_A_PROCESS", 2)
    monkeypatch.setattr(evaluation.os, "cpu_count", lambda: 2)
    worked = actions.evaluate_changed(program=program, at=AT, on=ON)
    assert (worked.people, worked.episodes, Episode.objects.count()) == (told, told - 1, told - 1)
    assert Standing.objects.count() == 0
    before = [list(model.objects.order_by("pk").values()) for model in (Episode, Milestone, Alert)]
    audited = AuditEntry.objects.count()
    monkeypatch.setattr(evaluation, "WORTH_A_PROCESS", 1000)
    actions.mark_changed(list(Episode.objects.values_list("patient_id", flat=True)), at=AT)
    assert actions.evaluate_changed(program=program, at=AT, on=ON).changed == 0
    after = [list(model.objects.order_by("pk").values()) for model in (Episode, Milestone, Alert)]
    assert (after, AuditEntry.objects.count()) == (before, audited)
