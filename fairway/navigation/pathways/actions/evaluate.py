"""Work out clocks from facts and store them: only for people whose facts changed, only the rows that differ.

Cost: O(changed people); an unchanged population costs one indexed look. docs/benchmarks.md gives the figures.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef

from fairway.base import audit, bulk
from fairway.base.collector import collector_paused
from fairway.base.ids import new_id
from fairway.navigation.pathways.actions.alerts import raise_alerts
from fairway.navigation.pathways.actions.lines import LINE, line_of, refresh_lines, set_line
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Episode, Milestone, Standing
from fairway.navigation.pathways.queries.people import Dossier, closures, dossiers
from fairway.navigation.pathways.rules.alerts import Raised, gap, missed_visits
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.replay import MilestoneFacts, milestones
from fairway.navigation.pathways.rules.runs import Run, runs
from fairway.people.actions import owner_for
from fairway.people.models import Organization, Patient

PEOPLE_AT_ONCE = 2_000
IN_TREATMENT = "treatment-complete"
SAID_BY_RUN = ["opened_on", "opened_by", "ended_on", "ended_by", "language", "definition_version"]
EPISODE = [
    "id", "public_id", "program", "site", "patient", "owner", "pathway", *SAID_BY_RUN, *LINE,
    "closed_reason", "recorded_at",
]  # fmt: skip
CLOCK = [
    "anchor", "anchor_on", "warn_on", "due_on", "long_overdue_on", "met_on", "met_by", "not_needed_on",
    "not_needed_reason", "paused_from", "has_pauses", "waiting_since", "waiting_for", "standards",
]  # fmt: skip
MILESTONE = ["id", "episode", "key", "occasion", *CLOCK]


class Worked(msgspec.Struct):
    """What one evaluation did."""

    people: int = 0
    episodes: int = 0
    milestones: int = 0
    changed: int = 0
    alerts: int = 0


def evaluate_changed(
    *,
    program: Organization,
    at: datetime,
    on: date,
    report: Callable[[int, int], None] | None = None,
) -> Worked:
    """Work out the clocks of everyone whose facts changed. Each batch is one transaction, so it may be killed.

    `report(done, total)` is called after each batch.
    """
    total = Worked()
    # Not as a join: SQLite would begin with every patient of the program, waiting or not.
    hers = Patient.objects.filter(pk=OuterRef("patient_id"), program=program)
    waiting = Standing.objects.filter(Exists(hers))
    count = waiting.count()
    last = 0
    while marks := dict(
        waiting.filter(patient_id__gt=last)
        .order_by("patient_id")
        .values_list("patient_id", "mark")[:PEOPLE_AT_ONCE]
    ):
        with collector_paused(), transaction.atomic():
            worked = evaluate(patient_ids=list(marks), at=at, on=on)
            # Who was marked again meanwhile keeps the new mark, for the next time.
            Standing.objects.filter(patient_id__among=marks, mark__in=marks.values()).delete()
        last = max(marks)
        for name in worked.__struct_fields__:
            setattr(total, name, getattr(total, name) + getattr(worked, name))
        if report is not None:
            report(min(total.people, count), count)
    return total


@transaction.atomic
def evaluate(*, patient_ids: Sequence[int], at: datetime, on: date) -> Worked:
    """Work out the clocks of these people (with the records merged into them) and store what differs.

    `on` is today, for alerts only; milestones depend on facts alone.
    """
    batch = _Batch(at=at)
    # Two processes that work out one person would both open her case (PostgreSQL; SQLite has one writer anyway).
    list(
        Patient.objects.select_for_update()
        .filter(id__among=patient_ids)
        .order_by("id")
        .values_list("id")
    )
    for dossier in dossiers(patient_ids):
        batch.take(dossier, on=on)
    return batch.store(Worked(people=len(patient_ids)))


class _New:
    """An episode that is not in the table yet, as far as its row and its line need it."""

    __slots__ = (
        "alerts", "due_on", "found", "head", "lead_id", "open_alerts", "pathway", "pk", "rank_on", "said", "standing"
    )  # fmt: skip
    pk: int
    lead_id: int | None
    standing: str
    due_on: date | None
    rank_on: date | None
    open_alerts: int

    def __init__(
        self,
        head: list[Any],
        pathway: str,
        said: list[Any],
        found: list[MilestoneFacts],
        alerts: list[Raised],
    ):
        self.head, self.pathway, self.said, self.found, self.alerts = (
            head,
            pathway,
            said,
            found,
            alerts,
        )


class _Row:
    """A milestone that is not in the table yet, as far as the line needs it."""

    __slots__ = ("due_on", "key", "met_on", "not_needed_on", "paused_from", "pk")

    def __init__(self, row: list[Any]) -> None:
        self.pk, self.key, self.due_on, self.met_on = row[0], row[2], row[7], row[9]
        self.not_needed_on, self.paused_from = row[11], row[13]


class _Batch:
    """Rows to be written together."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.new: list[_New] = []
        self.new_milestones: list[list[Any]] = []
        self.changed: list[list[Any]] = []
        self.gone: list[int] = []
        self.spared: list[list[Any]] = []
        self.reopened: list[Episode] = []
        self.episodes: list[list[Any]] = []
        self.touched: list[int] = []
        self.alerts: list[tuple[int, Raised]] = []
        self.owners: dict[tuple[int, int | None], int] = {}

    def take(self, dossier: Dossier, *, on: date) -> None:
        """Replay one person and note what differs from what is stored."""
        kept: set[int] = set()
        cancers = {fact.cancer for fact in dossier.facts}
        for pathway in pathways().values():
            if cancers.isdisjoint(("", pathway.cancer)):
                continue
            mine = [e for e in dossier.episodes if e.pathway == pathway.id]
            closed = closures(mine)
            for run in runs(pathway, dossier.facts, closed_on=closed):
                belonging = _stored_for(run, mine, dossier)
                stored = belonging[0] if belonging else None
                found = milestones(
                    pathway, run, person=dossier.person, holidays=federal_holidays(),
                    pauses=[pause for e in belonging for pause in dossier.pauses.get(e.pk, ())],
                    decisions=[said for e in belonging for said in dossier.decisions.get(e.pk, ())],
                )  # fmt: skip
                alerts = alerts_for(run, found, dossier, cancer=pathway.cancer, on=on)
                said = _said(run, dossier, pathway.version)
                if stored is None:
                    owner = self._owner(dossier)
                    who = dossier.patient
                    head = [new_id(), who.program_id, who.site_id, who.id, owner, pathway.id]
                    self.new.append(_New(head, pathway.id, said, found, alerts))
                elif stored.pk not in kept:
                    kept.add(stored.pk)
                    self._compare(stored, said, found, dossier)
                    if is_heard_of_again(stored, run):
                        self.reopened.append(stored)
                    self.alerts += [(stored.pk, one) for one in alerts]
        self._leave_to_a_person(
            [e for e in dossier.episodes if e.pk not in kept and e.closed_on is None], dossier
        )

    def _leave_to_a_person(self, episodes: list[Episode], dossier: Dossier) -> None:
        """The fact that opened it was taken back, or belongs to another case now: nothing is due, a person closes it."""
        for e in episodes:
            said = [
                e.opened_on,
                e.opened_by_id,
                e.ended_on,
                e.ended_by_id,
                e.language,
                e.definition_version,
            ]
            self.episodes.append([*said, None, "to-close", None, e.rank_on, e.open_alerts, e.pk])
            for one in dossier.milestones.get(e.pk, []):
                if one.met_on is None and one.not_needed_on is None:
                    self.spared.append([self.at.date(), "taken-back", one.pk])
            self.touched.append(e.pk)

    def _owner(self, dossier: Dossier) -> int:
        known = next((e.owner_id for e in reversed(dossier.episodes) if e.closed_on is None), None)
        if known is not None:
            return known
        key = (dossier.patient.program_id, dossier.patient.site_id)
        if key not in self.owners:
            found = Organization.objects.in_bulk([pk for pk in key if pk is not None])
            site = found[key[1]] if key[1] is not None else None
            self.owners[key] = owner_for(program=found[key[0]], site=site).pk
        return self.owners[key]

    def _compare(
        self, episode: Episode, said: list[Any], found: list[MilestoneFacts], dossier: Dossier
    ) -> None:
        stored = {(m.key, m.occasion): m for m in dossier.milestones.get(episode.pk, [])}
        self.touched.append(episode.pk)
        self.episodes.append([*said, *line_of(episode), episode.pk])
        for facts in found:
            old = stored.pop((facts.key, facts.occasion), None)
            values = _columns(facts)
            if old is None:
                self.new_milestones.append([None, episode.pk, facts.key, facts.occasion, *values])
            elif values != [
                getattr(old, f"{name}_id" if name in ("anchor", "met_by") else name)
                for name in CLOCK
            ]:
                self.changed.append([*values, old.pk])
            was_open = old is not None and old.met_on is None and old.not_needed_on is None
            is_open = facts.clock.met_on is None and facts.clock.not_needed_on is None
            if is_open and not was_open and episode.closed_on is not None:
                self.reopened.append(episode)
        self.gone += [milestone.pk for milestone in stored.values()]

    def _reopen(self) -> None:
        """A case that a person closed has a new open step: what came in late must not lie in a closed case."""
        for episode in {one.pk: one for one in self.reopened}.values():
            was = {"closed_on": str(episode.closed_on), "reason": episode.closed_reason}
            Episode.objects.filter(pk=episode.pk).update(
                closed_on=None, closed_reason="", closed_by=None, closed_at=None
            )
            audit.record(
                "episode.reopened", about=episode, by="system:clocks", at=self.at, program_id=episode.program_id,
                was=was, why="a fact came in that leaves a step open",
            )  # fmt: skip

    def store(self, worked: Worked) -> Worked:
        """Write everything. A line may point at a milestone that comes next: keys are checked at commit."""
        Milestone.objects.filter(pk__in=self.gone).delete()
        rows = self._new_rows()
        bulk.insert(
            Episode, EPISODE, ([e.pk, *e.head, *e.said, *line_of(e), "", self.at] for e in self.new)
        )
        bulk.insert(Milestone, MILESTONE, rows)
        bulk.update(Milestone, CLOCK, self.changed)
        bulk.update(Milestone, ["not_needed_on", "not_needed_reason"], self.spared)
        bulk.update(Episode, [*SAID_BY_RUN, *LINE], self.episodes)
        self._reopen()
        worked.alerts = len(raise_alerts(self.alerts, at=self.at))
        refresh_lines(self.touched)
        worked.episodes, worked.milestones = len(self.new), len(rows)
        worked.changed = len(self.changed) + len(self.gone)
        return worked

    def _new_rows(self) -> list[list[Any]]:
        for pk, episode in zip(bulk.reserve_ids(Episode, len(self.new)), self.new, strict=True):
            episode.pk = pk
            self.alerts += [(pk, one) for one in episode.alerts]
        count = len(self.new_milestones) + sum(len(episode.found) for episode in self.new)
        ids = iter(bulk.reserve_ids(Milestone, count))
        for row in self.new_milestones:
            row[0] = next(ids)
        rows = self.new_milestones
        for episode in self.new:
            mine = [
                [next(ids), episode.pk, one.key, one.occasion, *_columns(one)]
                for one in episode.found
            ]
            set_line(
                episode, [_Row(row) for row in mine], alerts=[one.on for one in episode.alerts]
            )
            rows += mine
        return rows


def _said(run: Run, dossier: Dossier, version: str) -> list[Any]:
    ended = run.ended_by.id if run.ended_by else None
    return [
        run.opened_by.occurred_on,
        run.opened_by.id,
        run.last_on,
        ended,
        dossier.patient.language,
        version,
    ]


def _columns(facts: MilestoneFacts) -> list[Any]:
    clock = facts.clock
    open_pause = next((pause.from_on for pause in clock.pauses if pause.until_on is None), None)
    return [
        facts.anchor.id, clock.anchor_on, clock.warn_on, clock.due_on, clock.long_overdue_on, clock.met_on,
        facts.met_by.id if facts.met_by else None, clock.not_needed_on, facts.not_needed_reason[:40], open_pause,
        bool(clock.pauses), clock.waiting_since, facts.waiting_for, list(msgspec.to_builtins(facts.standards)),
    ]  # fmt: skip


def _stored_for(run: Run, mine: list[Episode], dossier: Dossier) -> list[Episode]:
    """The stored episodes of a run: those whose opening fact, or what corrected it, belongs to it. An open one first."""
    if not mine:
        return []
    ids = {fact.id for fact in run.facts}
    belonging = [e for e in mine if dossier.current_of(e.opened_by_id) in ids]
    return sorted(belonging, key=lambda e: (e.closed_on is not None, e.pk))


def is_heard_of_again(episode: Episode, run: Run) -> bool:
    """ "Could not be reached" holds until anything is heard of the person (practice.md 6.2)."""
    closed = episode.closed_on
    return (
        closed is not None
        and episode.closed_reason == "unable-to-contact"
        and run.facts[-1].occurred_on > closed
    )


def alerts_for(
    run: Run, found: list[MilestoneFacts], dossier: Dossier, *, cancer: str, on: date
) -> list[Raised]:
    """ACCURE's alerts for one run: missed treatment visits; nothing scheduled while treatment is under way."""
    if run.ended_by is not None:
        return []
    # A visit that names no cancer counts for each that is under way.
    visits = [visit for visit in dossier.visits if visit.cancer in ("", cancer)]
    raised = [one for one in missed_visits(visits, on=on) if one.on >= run.opened_by.occurred_on]
    active = next((one for one in found if one.key == IN_TREATMENT), None)
    if active is not None and active.clock.met_on is None and active.clock.not_needed_on is None:
        treated = [fact.occurred_on for fact in run.facts if fact.kind == "treatment"]
        lacking = gap(visits, treated_on=treated, on=on)
        raised += [lacking] if lacking is not None else []
    return raised
