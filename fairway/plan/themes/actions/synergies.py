"""Synergies: suggested with evidence by the aid, stated in a document, judged by a person, followed to an outcome."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fairway.base import aids, audit, jobs
from fairway.base.errors import FairwayError
from fairway.base.models import AidRun, Job
from fairway.people.models import Organization, Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import Passage
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.definitions import matters
from fairway.plan.themes.models import Synergy, SynergyEvidence
from fairway.plan.themes.queries.origins import Organizations
from fairway.plan.themes.queries.statements import names_of_stakeholders, statements
from fairway.plan.themes.rules.synergies import Suggestion, Words, suggest

AID = "synergy-suggestions"
SYSTEM = f"system:{AID}"
State = Synergy.State
# What may follow what (requirements 5.3). A rejected one stays rejected.
MOVES: dict[str, frozenset[str]] = {
    State.SUGGESTED: frozenset({State.CONFIRMED, State.REJECTED}),
    State.CONFIRMED: frozenset({State.INTRODUCED, State.OUTCOME, State.REJECTED}),
    State.INTRODUCED: frozenset({State.OUTCOME}),
    State.OUTCOME: frozenset({State.OUTCOME}),
    State.REJECTED: frozenset(),
}


class NotNow(FairwayError):
    """The synergy is not in a state from which this can follow."""


class SayWhy(FairwayError):
    """A rejection needs its reason, an outcome its words and its day."""


class NotTwo(FairwayError):
    """A synergy needs two different stakeholders of one program."""


def ask_for_synergies(*, by: Staff, at: datetime) -> Job:
    """Put the aid's work in the queue. Raises AidIsOff."""
    aids.require(AID, by.program_id)
    args: dict[str, object] = {"program_id": by.program_id}
    return jobs.ask(AID, args=args, by=by.actor, at=at, program_id=by.program_id)


@transaction.atomic
def suggest_synergies(*, program_id: int, by: str, at: datetime) -> AidRun:
    """Read what everyone said and write the pairs worth a look. What was shown before is not shown again (STK-11).

    Raises AidIsOff.
    """
    said = statements(program_id)
    run = aids.begin(aid_id=AID, program_id=program_id, inputs=len(said), by=by, at=at)
    kept = Synergy.objects.filter(program_id=program_id)
    standing = Organizations(program_id)
    known = set()
    for one, other, topic in kept.values_list("left", "right", "topic"):
        left, right = sorted((standing.found(one)[0], standing.found(other)[0]))
        known.add((left, right, topic))
    words = matters()
    found = suggest(
        said,
        matters={one.id: Words(one.words) for one in words.matters},
        asks=Words(words.asks),
        names=names_of_stakeholders(program_id),
        known=frozenset(known),
    )
    for suggestion in found:
        _write(suggestion, run=run, at=at)
    aids.end(run, result={"suggested": len(found), "known": len(known)}, at=at)
    return run


def _write(suggestion: Suggestion, *, run: AidRun, at: datetime) -> None:
    synergy = Synergy.objects.create(
        program_id=run.program_id,
        left_id=suggestion.left,
        right_id=suggestion.right,
        kind=suggestion.kind,
        topic=suggestion.topic,
        score=suggestion.score,
        run=run,
        found_by=SYSTEM,
        found_at=at,
    )
    synergy.steps.create(state=State.SUGGESTED, moved_by=SYSTEM, moved_at=at)
    SynergyEvidence.objects.bulk_create(
        SynergyEvidence(
            synergy=synergy,
            stakeholder_id=one.stakeholder,
            passage_id=one.passage,
            activity_id=one.activity,
        )
        for one in suggestion.evidence
    )


@transaction.atomic
def record_stated_synergy(
    *,
    program: Organization,
    one: Stakeholder,
    other: Stakeholder,
    topic: str,
    source: str,
    by: str,
    at: datetime,
    source_page: str = "",
    passages: Collection[Passage] = (),
) -> Synergy:
    """A synergy that a document states (requirements 5.5), with its source; a person still confirms it.

    The same one again changes nothing. Raises NotTwo.
    """
    left, right = sorted((one, other), key=lambda side: side.pk)
    if left == right or {left.program_id, right.program_id} != {program.pk}:
        raise NotTwo(
            "Stakeholders {one} and {other} are not two of one program. Choose two others.",
            one=left.pk,
            other=right.pk,
        )
    synergy, is_new = Synergy.objects.get_or_create(
        program=program,
        left=left,
        right=right,
        kind=Synergy.Kind.STATED,
        topic=topic[:80],
        defaults={"source": source, "source_page": source_page, "found_by": by, "found_at": at},
    )
    if is_new:
        synergy.steps.create(state=State.SUGGESTED, moved_by=by, moved_at=at)
        SynergyEvidence.objects.bulk_create(
            SynergyEvidence(synergy=synergy, passage=passage) for passage in passages
        )
        audit.record("synergy.stated", about=synergy, by=by, at=at, program_id=program.pk)
    return synergy


def confirm_synergy(*, synergy_id: UUID, by: Staff, at: datetime) -> Synergy:
    """A person finds it sound. Raises NotVisible and NotNow."""
    return _move(synergy_id, State.CONFIRMED, by=by, at=at)


def reject_synergy(*, synergy_id: UUID, reason: str, by: Staff, at: datetime) -> Synergy:
    """A person finds it unsound; it is never suggested again (STK-11). Raises NotVisible, NotNow and SayWhy."""
    if not reason.strip():
        raise SayWhy("Say why the two should not be brought together.")
    return _move(synergy_id, State.REJECTED, by=by, at=at, text=reason)


def record_introduction(
    *, synergy_id: UUID, happened_on: date | None = None, by: Staff, at: datetime
) -> Synergy:
    """A person wrote to both, from her own mailbox: nothing is sent from here. Raises NotVisible and NotNow."""
    return _move(synergy_id, State.INTRODUCED, by=by, at=at, happened_on=happened_on)


def record_outcome(
    *, synergy_id: UUID, text: str, happened_on: date | None, by: Staff, at: datetime
) -> Synergy:
    """What came of it, and when; may be said again as it goes on. Raises NotVisible, NotNow and SayWhy."""
    if not text.strip() or happened_on is None:
        raise SayWhy("Say what came of it and on which day.")
    return _move(synergy_id, State.OUTCOME, by=by, at=at, text=text, happened_on=happened_on)


@transaction.atomic
def _move(
    synergy_id: UUID,
    state: str,
    *,
    by: Staff,
    at: datetime,
    text: str = "",
    happened_on: date | None = None,
) -> Synergy:
    rows = Synergy.objects.visible_to(by).select_for_update(of=("self",))
    synergy = rows.filter(public_id=synergy_id).first()
    if synergy is None:
        raise NotVisible(f"There is no synergy {synergy_id} among those that you may see.")
    if state not in MOVES[synergy.state]:
        raise NotNow(
            "Someone was here before you. Reload the page and look at the state of the synergy."
        )
    synergy.state = state
    synergy.save(update_fields=["state"])
    synergy.steps.create(
        state=state,
        text=text.strip(),
        happened_on=happened_on,
        moved_by=by.actor,
        moved_at=at,
    )
    audit.record(f"synergy.{state}", about=synergy, by=by.actor, at=at, program_id=by.program_id)
    return synergy
