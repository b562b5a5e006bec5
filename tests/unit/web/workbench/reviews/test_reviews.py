"""One person or two; our fact or the source's; two birth dates."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from fairway.navigation.models import AppointmentConflict, Event, EventConflict
from fairway.navigation.worklist.queries.reviews import identity_pairs
from fairway.people.models import IdentityReview, Merge
from fairway.web.workbench.reviews.presenters import PairCard
from tests.factories.navigation import (
    AppointmentConflictFactory,
    AppointmentFactory,
    EventConflictFactory,
    EventFactory,
)
from tests.factories.people import (
    AddressFactory,
    AnswerFactory,
    ContactPointFactory,
    IdentifierFactory,
    IdentityReviewFactory,
    PatientFactory,
)
from tests.unit.web.workbench.conftest import NOW


@pytest.fixture
def pair(team: Any) -> IdentityReview:
    one = PatientFactory(program=team.program, given="Bea", family="Luna")
    other = PatientFactory(program=team.program, given="Beatriz", family="Luna", birth_date=date(1970, 3, 2))  # fmt: skip
    for patient, number in ((one, "A1"), (other, "B2")):
        IdentifierFactory(patient=patient, program=team.program, value=number)
        IdentifierFactory(patient=patient, program=team.program, system="source:1", value=f"own-{number}")  # fmt: skip
    ContactPointFactory(patient=one, value="813-555-0001")
    AddressFactory(patient=other, lines="9 Elm Street")
    reasons = ["identifier:missing", "family:same", "given:near", "birth:near", "contact:missing"]
    return IdentityReviewFactory(one=one, other=other, program=team.program, reasons=reasons)


@pytest.fixture
def conflict(team: Any) -> EventConflict:
    """A mammogram whose day our navigator corrected, and whose source says another."""
    patient = PatientFactory(program=team.program, given="Cara", family="Sola")
    ours = EventFactory(patient=patient, recorded_by=team.navigator, source_ref="")
    return EventConflictFactory(ours=ours, occurred_on=date(2026, 1, 20), value="birads-5")


def test_two_records_side_by_side(team: Any, pair: IdentityReview) -> None:
    text = team.as_(team.navigator).get("/reviews/").text
    for part in ("Bea Luna", "Beatriz Luna", "A1", "B2", "813-555-0001", "9 Elm Street", "Mar 2, 1970", "nearly", "nothing to compare", "not known"):  # fmt: skip
        assert part in text, part
    assert "own-A1" not in text  # a source's own number tells nobody anything
    assert '1<span class="fw-sr-only">waiting for an answer' in text


def test_the_worst_agreement_of_a_name_is_shown(team: Any, pair: IdentityReview) -> None:
    (found,) = identity_pairs(staff=team.navigator)
    lines = PairCard(found, zone=ZoneInfo("UTC")).lines
    assert (lines[0].field, lines[0].kind) == ("Name", "soon")  # family: same, given: near
    assert lines[2].kind == ""  # nobody compared the sex


@pytest.mark.parametrize(
    ("contact", "phones", "kinds"),
    [
        ("differs", ("813-555-0001",), ("alert", "quiet", "quiet")),
        ("same", ("813-555-0000",), ("good", "quiet", "quiet")),
        # Written another way: the rule saw one number, so the page does not say that they differ.
        ("same", ("(813) 555-0000",), ("", "quiet", "quiet")),
        # The addresses differed; a telephone that only one of them has says nothing.
        ("differs", (), ("quiet", "quiet", "quiet")),
    ],
)
def test_a_line_claims_only_what_it_shows(
    team: Any, pair: IdentityReview, contact: str, phones: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    (found,) = identity_pairs(staff=team.navigator)
    one = replace(found.one, phones=("813-555-0000",))
    found = replace(found, agreement={"contact": contact}, one=one, other=replace(found.other, phones=phones))  # fmt: skip
    lines = PairCard(found, zone=ZoneInfo("UTC")).lines
    assert tuple(line.kind for line in lines[4:7]) == kinds


def test_one_person_and_undo(team: Any, pair: IdentityReview) -> None:
    client = team.as_(team.navigator)
    data = {"verdict": "same", "keep": pair.other.public_id, "reason": "She told me"}
    answer = client.post(f"/reviews/{pair.public_id}/judge/", data, follow=True)
    assert "are one person now" in answer.text
    assert "No records wait" in answer.text
    merge = Merge.objects.get()
    assert (merge.survivor, merge.reason) == (pair.other, "She told me")
    answer = client.post(f"/reviews/merges/{merge.public_id}/undo/", follow=True)
    assert "two records again" in answer.text
    assert "Bea Luna" in answer.text
    again = client.post(f"/reviews/merges/{merge.public_id}/undo/")
    assert again.status_code == 409
    assert "was undone before" in again.text


def test_one_person_needs_how_it_is_known_and_keeps_the_choice(
    team: Any, pair: IdentityReview
) -> None:
    data = {"verdict": "same", "keep": pair.other.public_id, "reason": " "}
    answer = team.as_(team.navigator).post(f"/reviews/{pair.public_id}/judge/", data)
    assert answer.status_code == 409
    assert "Say how you know" in answer.text
    assert f'value="{pair.other.public_id}" checked' in " ".join(answer.text.split())


def test_two_people(team: Any, pair: IdentityReview) -> None:
    client = team.as_(team.navigator)
    address = f"/reviews/{pair.public_id}/judge/"
    answer = client.post(address, {"verdict": "different"}, follow=True)
    assert "not asked about again" in answer.text
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("different", team.navigator)
    assert client.post(address, {"verdict": "different"}).status_code == 409


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_nobody_else_judges(team: Any, pair: IdentityReview, conflict: Any, who: str) -> None:
    client = team.as_(getattr(team, who))
    status = 403 if who == "administrator" else 404
    data = {"verdict": "same", "keep": pair.one.public_id, "reason": "x"}
    assert client.post(f"/reviews/{pair.public_id}/judge/", data).status_code == status
    assert client.post(f"/reviews/merges/{uuid4()}/undo/").status_code == status
    assert client.post(f"/reviews/facts/{conflict.public_id}/judge/", {"verdict": "theirs"}).status_code == status  # fmt: skip
    if who == "stranger":
        assert "Luna" not in client.get("/reviews/").text
        assert "Sola" not in client.get("/reviews/facts/").text


@pytest.mark.parametrize("keep", ["", "x", str(uuid4())], ids=["none", "no id", "another"])
def test_a_third_record_cannot_be_kept(team: Any, pair: IdentityReview, keep: str) -> None:
    data = {"verdict": "same", "keep": keep, "reason": "x"}
    client = team.as_(team.navigator)
    assert client.post(f"/reviews/{pair.public_id}/judge/", data).status_code == 404


# --- facts


def test_ours_and_theirs(team: Any, conflict: EventConflict) -> None:
    text = team.as_(team.navigator).get("/reviews/facts/").text
    for part in ("Cara Sola", "BI-RADS 4", "Jan 5, 2026", "Hers", "BI-RADS 5", "Jan 20, 2026"):
        assert part in text, part


def test_a_source_that_took_the_fact_back(team: Any, conflict: EventConflict) -> None:
    EventConflict.objects.update(is_retraction=True)
    assert "It did not happen" in team.as_(team.navigator).get("/reviews/facts/").text


def test_keep_ours(team: Any, conflict: EventConflict) -> None:
    address = f"/reviews/facts/{conflict.public_id}/judge/"
    client = team.as_(team.navigator)
    assert "Ours stands" in client.post(address, {"verdict": "ours"}, follow=True).text
    assert Event.objects.filter(is_current=True).get() == conflict.ours
    late = client.post(address, {"verdict": "theirs"})
    assert late.status_code == 409
    assert "decided by someone else" in late.text


def test_take_theirs_and_the_clocks_follow(team: Any, conflict: EventConflict) -> None:
    """INT-6: a person decides; the case opens from the fact that stands."""
    team.program.intake_owner = team.navigator
    team.program.save()
    answer = team.as_(team.navigator).post(
        f"/reviews/facts/{conflict.public_id}/judge/", {"verdict": "theirs"}, follow=True
    )
    assert "clocks were worked out again" in answer.text
    standing = Event.objects.filter(is_current=True).get()
    assert (standing.value, standing.occurred_on) == ("birads-5", date(2026, 1, 20))
    episode = conflict.ours.patient.episodes.get()
    assert episode.opened_on == date(2026, 1, 20)


# --- visits


@pytest.fixture
def visit(team: Any) -> AppointmentConflict:
    """A treatment that our navigator called missed, and whose source says that it was kept."""
    patient = PatientFactory(program=team.program, given="Gala", family="Mora")
    booked = AppointmentFactory(
        patient=patient, kind="treatment", is_treatment=True, status="noshow", changed_by=team.navigator,
        starts_on=date(2026, 2, 27), starts_at=NOW - timedelta(days=3), status_at=NOW,
    )  # fmt: skip
    return AppointmentConflictFactory(appointment=booked, status="fulfilled")


def test_a_visit_told_two_ways_stands_beside_the_facts(team: Any, visit: Any) -> None:
    text = team.as_(team.navigator).get("/reviews/facts/").text
    for part in ("Gala Mora", "Treatment", "Feb 27, 2026", "Missed", "Hers", "Kept", "received"):
        assert part in text, part
    assert '1<span class="fw-sr-only">waiting for an answer' in text
    assert "Gala Mora" not in team.as_(team.stranger).get("/reviews/facts/").text


@pytest.mark.parametrize(
    ("verdict", "status", "said"),
    [("ours", "noshow", "Ours stands"), ("theirs", "fulfilled", "The source’s version stands now")],
)
def test_what_became_of_a_visit_is_her_judgment(
    team: Any, visit: Any, verdict: str, status: str, said: str
) -> None:
    """INT-6: keep hers or take the source's; asked once, and in the person's history."""
    address = f"/reviews/visits/{visit.public_id}/judge/"
    client = team.as_(team.navigator)
    answer = client.post(address, {"verdict": verdict}, follow=True)
    assert said in answer.text
    assert "No fact is told two ways" in answer.text
    visit.appointment.refresh_from_db()
    assert visit.appointment.status == status
    assert client.post(address, {"verdict": verdict}).status_code == 409
    history = client.get(f"/patients/{visit.appointment.patient.public_id}/history/").text
    assert "Decided between two versions of a fact" in history


def test_nobody_else_judges_a_visit(team: Any, visit: Any) -> None:
    address = f"/reviews/visits/{visit.public_id}/judge/"
    for who, status in ((team.stranger, 404), (team.administrator, 403)):
        assert team.as_(who).post(address, {"verdict": "theirs"}).status_code == status
    visit.appointment.refresh_from_db()
    assert visit.appointment.status == "noshow"


# --- birth dates


def test_two_birth_dates(team: Any) -> None:
    patient = PatientFactory(program=team.program, given="Dora", family="Paz")
    AnswerFactory(patient=patient, kind="birth-date", code="", text="1971-02-03", recorded_at=NOW)
    text = team.as_(team.navigator).get("/reviews/birth-dates/").text
    for part in ("Dora Paz", "Feb 3, 1970", "Feb 3, 1971"):
        assert part in text, part
    assert "Dora Paz" not in team.as_(team.stranger).get("/reviews/birth-dates/").text


def test_empty_states(team: Any) -> None:
    client = team.as_(team.navigator)
    assert "No records wait" in client.get("/reviews/").text
    assert "No fact is told two ways" in client.get("/reviews/facts/").text
    assert "Nobody has two birth dates" in client.get("/reviews/birth-dates/").text


def test_at_most_12_queries(
    team: Any, pair: Any, conflict: Any, visit: Any, at_most_12: Any
) -> None:
    for path in ("/reviews/", "/reviews/facts/", "/reviews/birth-dates/"):
        at_most_12(team.as_(team.navigator), path)
