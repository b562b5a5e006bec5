"""Finding or registering the people a source speaks of: many at once, and twice without effect."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from fairway.base import bulk
from fairway.base.audit import record
from fairway.people.actions.changes import Changes
from fairway.people.actions.known import Directory, Person, candidate_of, fit
from fairway.people.models import IdentityReview, Organization, Patient
from fairway.people.rules import Candidate, Outcome, PatientFacts, compare, is_own_id

BATCH = 1000
OUTCOMES = ("created", "updated", "unchanged", "review")


class Registered(msgspec.Struct, frozen=True):
    """Which record a source's person is: created, updated, unchanged, or left for a person to decide (review)."""

    source_ref: str
    patient_id: int
    outcome: str


class Found(msgspec.Struct):
    """The record that is this person, if any; and records that may be, each with its reasons."""

    person: Person | None
    doubts: list[tuple[Person, list[str]]]


@transaction.atomic
def register_patients(
    *,
    program: Organization,
    site: Organization | None,
    facts: Sequence[PatientFacts],
    reported_by: str = "ehr",
    by: str,
    at: datetime,
) -> list[Registered]:
    """Find or register each person, in the order given. The same facts again change nothing.

    A record is found by an identifier, then by the table of people.rules.identity. Where that leaves it to a
    person, a record of its own is made, and an IdentityReview. Facts of a record that was merged go to that record,
    not to the survivor, so that a merge can be undone. A person's own word, or a member of staff's, is never
    overwritten: both rows are kept, and the standing answer is shown. A second birth date is kept as an answer
    beside the first, and waits for a person.

    The system of a record's own id must name its source where there are several (`source:north-clinic`).
    """
    # One registration at a time in a program: two at once could each make a record of one person.
    Organization.objects.select_for_update(no_key=True).get(pk=program.pk)
    done: dict[int, Registered] = {}
    for start in range(0, len(facts), BATCH):
        waiting = {index: facts[index] for index in range(start, min(start + BATCH, len(facts)))}
        while waiting:
            changes = Changes(program=program, site=site, reported_by=reported_by, at=at)
            now = _one_round(changes, waiting)
            done |= now
            waiting = {index: said for index, said in waiting.items() if index not in now}
    counts = {word: sum(one.outcome == word for one in done.values()) for word in OUTCOMES}
    if len(done) != counts["unchanged"]:
        record("patients.registered", about=None, by=by, at=at, program_id=program.pk, **counts)
    return [done[index] for index in range(len(facts))]


def _one_round(changes: Changes, waiting: dict[int, PatientFacts]) -> dict[int, Registered]:
    """All but those about someone this round changes already: they see what it wrote in the next one."""
    said = {index: _tidy(facts) for index, facts in waiting.items()}
    candidates = {index: candidate_of(facts) for index, facts in said.items()}
    directory = Directory(changes.program, list(candidates.values()))
    changes.look_up_places(said.values())
    keys = iter(bulk.reserve_ids(Patient, len(said)))
    touched: set[int] = set()
    doubts: list[tuple[int, int, list[str]]] = []
    done: dict[int, Registered] = {}
    for index, facts in said.items():
        candidate = candidates[index]
        found = find(directory, candidate)
        if found.person and found.person.id in touched:
            continue
        owned = candidate.identifiers & directory.by_identifier.keys()
        if found.person is None:
            person = changes.register(next(keys), facts, candidate, owned)
            outcome = "review" if found.doubts else "created"
        else:
            person = found.person
            changed, conflicts = changes.update(person, facts, candidate, owned)
            outcome = "review" if conflicts else "updated" if changed else "unchanged"
        touched.add(person.id)
        directory.add(person)
        doubts += [(person.id, other.id, reasons) for other, reasons in found.doubts]
        done[index] = Registered(facts.source_ref, person.id, outcome)
    changes.flush()
    _ask(changes, doubts)
    return done


def find(directory: Directory, candidate: Candidate) -> Found:
    """The record of this person: by her own id at the source, else by the rules.

    Where several records are hers, the oldest is taken, and a person is asked about the others.
    """
    owners = {
        owner.id: (owner, is_own_id(identifier[0]))
        for identifier in sorted(candidate.identifiers, key=lambda one: is_own_id(one[0]))
        if (owner := directory.by_identifier.get(identifier))
    }
    own = [owner for owner, is_own in owners.values() if is_own]
    same, doubts = own[:1], []
    for other in (owner for owner, _ in owners.values() if owner not in own[:1]):
        verdict = compare(candidate, other.candidate)
        if verdict.outcome is Outcome.SAME:
            same.append(other)
        else:
            doubts.append((other, verdict.reasons))
    if not same:
        for other in directory.near(candidate):
            verdict = compare(candidate, other.candidate)
            if verdict.outcome is Outcome.SAME:
                same.append(other)
            elif verdict.outcome is Outcome.REVIEW and other.id not in owners:
                doubts.append((other, verdict.reasons))
    if not own:
        same.sort(key=lambda person: person.id)
    doubts += [(other, ["identifier:same"]) for other in same[1:]]
    return Found(same[0] if same else None, doubts)


def _tidy(facts: PatientFacts) -> PatientFacts:
    """Identifiers that fit their columns; an empty one is none."""
    if all(0 < len(v) <= 200 >= len(s) and "\0" not in s + v for s, v in facts.identifiers):
        return facts
    fitting = [(fit(system, 200), fit(value, 200)) for system, value in facts.identifiers if value]
    return msgspec.structs.replace(facts, identifiers=fitting)


def _ask(changes: Changes, doubts: list[tuple[int, int, list[str]]]) -> None:
    """A review of each pair, once ever: what a person decided is not asked again."""
    merged = dict(
        Patient.objects.filter(pk__in=[pk for pair in doubts for pk in pair[:2]]).values_list(
            "pk", "merged_into_id"
        )
    )
    IdentityReview.objects.bulk_create(
        [
            IdentityReview(
                program=changes.program,
                one_id=min(one, other),
                other_id=max(one, other),
                reasons=reasons,
                found_at=changes.at,
            )
            for one, other, reasons in doubts
            if (merged[one] or one) != (merged[other] or other)
        ],
        ignore_conflicts=True,
    )
