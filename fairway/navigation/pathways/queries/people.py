"""Everything replay needs of some people, in a handful of reads whatever their number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from django.db.models import F, Q

from fairway.navigation.pathways.models import (
    Appointment,
    Decision,
    Episode,
    Event,
    Milestone,
    Pause,
)
from fairway.navigation.pathways.rules.alerts import Visit
from fairway.navigation.pathways.rules.clocks import PauseSpan
from fairway.navigation.pathways.rules.replay import Person, StepDecision
from fairway.navigation.pathways.rules.runs import Fact
from fairway.navigation.pathways.rules.workup import Case, History
from fairway.people.models import Patient


class Who(msgspec.Struct, frozen=True):
    """The columns of a patient that episodes copy."""

    id: int
    program_id: int
    site_id: int | None
    birth_date: date | None
    sex: str
    language: str


class Dossier(msgspec.Struct, kw_only=True):
    """One person (with the records merged into her): what replay needs, and what is stored of her clocks by now."""

    patient: Who
    history: History
    episodes: list[Episode] = []
    milestones: dict[int, list[Milestone]] = {}


def dossiers(patient_ids: Sequence[int], *, at_once: int = 2_000) -> Iterator[list[Dossier]]:
    """One dossier a person, some people at a time. A merged record counts for its survivor, who is taken instead."""
    roots = sorted(set(_survivors(patient_ids).values()))
    for start in range(0, len(roots), at_once):
        yield list(_dossiers(roots[start : start + at_once]))


def _dossiers(roots: Sequence[int]) -> Iterator[Dossier]:
    members = _members(roots)
    all_ids = [pk for many in members.values() for pk in many]
    root_of = {pk: root for root, many in members.items() for pk in many}
    facts, visits = _facts(all_ids, root_of), _visits(all_ids, root_of)
    episodes: dict[int, list[Episode]] = defaultdict(list)
    for episode in Episode.objects.filter(patient_id__among=all_ids).order_by("id"):
        episodes[root_of[episode.patient_id]].append(episode)
    stored = [episode for many in episodes.values() for episode in many]
    cases, milestones = _cases(stored, all_ids), _milestones([episode.pk for episode in stored])
    columns = ("id", "program_id", "site_id", "birth_date", "sex", "language")
    for row in Patient.objects.filter(id__among=roots).order_by("id").values_list(*columns):
        who = Who(*row)
        hers = episodes[who.id]
        history = History(
            Person(who.birth_date, who.sex), facts[who.id], visits[who.id], [cases[one.pk] for one in hers]
        )  # fmt: skip
        yield Dossier(patient=who, history=history, episodes=hers, milestones=milestones)


def _survivors(patient_ids: Sequence[int]) -> dict[int, int]:
    found = {pk: pk for pk in patient_ids}
    while True:
        merged = dict(
            Patient.objects.filter(
                id__among=set(found.values()), merged_into__isnull=False
            ).values_list("id", "merged_into_id")
        )
        if not merged:
            return found
        found = {pk: merged.get(root, root) for pk, root in found.items()}


def _members(roots: Sequence[int]) -> dict[int, list[int]]:
    members = {root: [root] for root in roots}
    level = {root: root for root in roots}
    while level:
        below = Patient.objects.filter(merged_into_id__among=level).values_list(
            "id", "merged_into_id"
        )
        level = {pk: level[parent] for pk, parent in below}
        for pk, root in level.items():
            members[root].append(pk)
    return members


def _facts(patient_ids: list[int], root_of: dict[int, int]) -> dict[int, list[Fact]]:
    facts: dict[int, list[Fact]] = defaultdict(list)
    current = Event.objects.filter(
        patient_id__among=patient_ids, is_current=True, is_retraction=False
    )
    told = dict(current.exclude(precision="day").values_list("id", "recorded_at"))
    rows = current.values_list(
        "patient_id", "id", "kind", "value", "occurred_on", "cancer", "precision", "certainty", "source_ref"
    )  # fmt: skip
    for row in rows:
        told_at = told.get(row[1])
        facts[root_of[row[0]]].append(Fact(*row[1:], told_at.date() if told_at else None))
    return facts


def _visits(patient_ids: list[int], root_of: dict[int, int]) -> dict[int, list[Visit]]:
    visits: dict[int, list[Visit]] = defaultdict(list)
    rows = Appointment.objects.filter(patient_id__among=patient_ids).annotate(
        is_changed=Q(status_at__gt=F("recorded_at"))
    )
    columns = ("id", "starts_on", "status", "is_treatment", "cancer", "is_changed")
    for row in rows.values_list("patient_id", *columns):
        visits[root_of[row[0]]].append(Visit(*row[1:]))
    return visits


def _cases(episodes: Sequence[Episode], patient_ids: list[int]) -> dict[int, Case]:
    if not episodes:
        return {}
    keys = [episode.pk for episode in episodes]
    pauses, decisions, successors = _pauses(keys), _decisions(keys), _successors(patient_ids)
    return {
        one.pk: Case(
            one.pk, one.pathway, _current(one.opened_by_id, successors), one.closed_on, one.closed_reason,
            pauses[one.pk], decisions[one.pk],
        )
        for one in episodes
    }  # fmt: skip


def _current(event_id: int, successors: dict[int, int]) -> int:
    """The event that now stands in the place of one that was corrected."""
    while event_id in successors:
        event_id = successors[event_id]
    return event_id


def _successors(patient_ids: list[int]) -> dict[int, int]:
    rows = Event.objects.filter(patient_id__among=patient_ids, corrects__isnull=False).order_by(
        "id"
    )
    return {old: new for old, new in rows.values_list("corrects_id", "id") if old is not None}


def _milestones(episode_ids: list[int]) -> dict[int, list[Milestone]]:
    stored: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(episode_id__among=episode_ids).order_by("id"):
        stored[milestone.episode_id].append(milestone)
    return stored


def _pauses(episode_ids: list[int]) -> dict[int, list[PauseSpan]]:
    pauses: dict[int, list[PauseSpan]] = defaultdict(list)
    for pause in Pause.objects.filter(episode_id__among=episode_ids, undone_at__isnull=True):
        pauses[pause.episode_id].append(PauseSpan(pause.from_on, pause.until_on, pause.reason))
    return pauses


def _decisions(episode_ids: list[int]) -> dict[int, list[StepDecision]]:
    decisions: dict[int, list[StepDecision]] = defaultdict(list)
    rows = Decision.objects.filter(episode_id__among=episode_ids, undone_at__isnull=True).order_by(
        "-decided_on", "-id"
    )
    for one in rows:
        decisions[one.episode_id].append(
            StepDecision(one.milestone_key, one.occasion, one.kind, one.reason, one.decided_on)
        )
    return decisions
