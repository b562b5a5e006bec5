"""What was worked out for some people, against what is stored of them: the rows that differ, written together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from fairway.base import audit, bulk
from fairway.base.ids import new_id
from fairway.navigation.pathways.actions.alerts import raise_alerts
from fairway.navigation.pathways.actions.lines import LINE, columns_of, refresh_lines
from fairway.navigation.pathways.models import Episode, Milestone
from fairway.navigation.pathways.queries.people import Dossier, Who
from fairway.navigation.pathways.rules.alerts import Raised
from fairway.navigation.pathways.rules.workup import Found, FoundStep
from fairway.people.actions import owner_for
from fairway.people.models import Organization

SAID_BY_RUN = ["opened_on", "opened_by", "ended_on", "ended_by", "language", "definition_version"]
EPISODE = [
    "id", "public_id", "program", "site", "patient", "owner", "pathway", *SAID_BY_RUN, *LINE,
    "closed_reason", "recorded_at",
]  # fmt: skip
STEP = list(FoundStep.__struct_fields__)
CLOCK = STEP[2:]
AS_STORED = [f"{name}_id" if name in ("anchor", "met_by") else name for name in CLOCK]


class Worked(msgspec.Struct):
    """What one evaluation did."""

    people: int = 0
    episodes: int = 0
    milestones: int = 0
    changed: int = 0
    alerts: int = 0


class Owners:
    """Who owns a new case (HUM-1): looked up once for each site."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int | None], int] = {}

    def of(self, dossier: Dossier) -> int:
        """Whoever has another open case of hers; else the one who takes new cases at her site."""
        open_cases = (e.owner_id for e in reversed(dossier.episodes) if e.closed_on is None)
        known = next(open_cases, None)
        if known is not None:
            return known
        key = (dossier.patient.program_id, dossier.patient.site_id)
        if key not in self._known:
            found = Organization.objects.in_bulk([pk for pk in key if pk is not None])
            site = found[key[1]] if key[1] is not None else None
            self._known[key] = owner_for(program=found[key[0]], site=site).pk
        return self._known[key]


class Batch:
    """Rows to be written together."""

    def __init__(self, *, at: datetime, owners: Owners) -> None:
        self.at, self.owners = at, owners
        self.new: list[tuple[Who, int, Found]] = []
        self.added: list[tuple[int, FoundStep]] = []
        self.changed: list[list[Any]] = []
        self.gone: list[int] = []
        self.spared: list[list[Any]] = []
        self.reopened: list[Episode] = []
        self.episodes: list[list[Any]] = []
        self.touched: list[int] = []
        self.alerts: list[tuple[int, Raised]] = []

    def take(self, dossier: Dossier, found: Sequence[Found]) -> None:
        """Note what differs from what is stored of one person."""
        stored = {episode.pk: episode for episode in dossier.episodes}
        for one in found:
            if one.case is None:
                self.new.append((dossier.patient, self.owners.of(dossier), one))
                continue
            episode = stored.pop(one.case)
            self._compare(episode, one, dossier)
            if one.is_heard_of_again:
                self.reopened.append(episode)
            self.alerts += [(episode.pk, alert) for alert in one.alerts]
        for episode in stored.values():
            if episode.closed_on is None:
                self._leave_to_a_person(episode, dossier)

    def _compare(self, episode: Episode, found: Found, dossier: Dossier) -> None:
        stored = {(m.key, m.occasion): m for m in dossier.milestones.get(episode.pk, [])}
        self.touched.append(episode.pk)
        self.episodes.append([*_said(found, dossier.patient), episode.pk])
        for step in found.steps:
            old = stored.pop((step.key, step.occasion), None)
            if old is None:
                self.added.append((episode.pk, step))
            else:
                values = msgspec.structs.astuple(step)[2:]
                if values != tuple(getattr(old, name) for name in AS_STORED):
                    self.changed.append([*values, old.pk])
            was_open = old is not None and old.met_on is None and old.not_needed_on is None
            is_open = step.met_on is None and step.not_needed_on is None
            if is_open and not was_open and episode.closed_on is not None:
                self.reopened.append(episode)
        self.gone += [milestone.pk for milestone in stored.values()]

    def _leave_to_a_person(self, episode: Episode, dossier: Dossier) -> None:
        """The fact that opened it was taken back, or belongs to another case now: nothing is due, a person closes it."""
        for one in dossier.milestones.get(episode.pk, []):
            if one.met_on is None and one.not_needed_on is None:
                self.spared.append([self.at.date(), "taken-back", one.pk])
        self.touched.append(episode.pk)

    def store(self, worked: Worked) -> None:
        """Write everything, and count it."""
        Milestone.objects.filter(pk__in=self.gone).delete()
        self._insert(worked)
        bulk.update(Milestone, CLOCK, self.changed)
        bulk.update(Milestone, ["not_needed_on", "not_needed_reason"], self.spared)
        bulk.update(Episode, SAID_BY_RUN, self.episodes)
        self._reopen()
        worked.alerts += len(raise_alerts(self.alerts, at=self.at))
        refresh_lines(self.touched)
        worked.changed += len(self.changed) + len(self.gone)

    def _insert(self, worked: Worked) -> None:
        """New rows. A line may point at a milestone that comes next: keys are checked at commit."""
        count = len(self.added) + sum(len(found.steps) for _, _, found in self.new)
        ids = iter(bulk.reserve_ids(Milestone, count))
        milestones = [[next(ids), episode, *_values(step)] for episode, step in self.added]
        episodes: list[list[Any]] = []
        keys = bulk.reserve_ids(Episode, len(self.new))
        for pk, (who, owner, found) in zip(keys, self.new, strict=True):
            own = [next(ids) for _ in found.steps]
            milestones += [
                [key, pk, *_values(step)] for key, step in zip(own, found.steps, strict=True)
            ]
            episodes.append([
                pk, new_id(), who.program_id, who.site_id, who.id, owner, found.pathway, *_said(found, who),
                *columns_of(found.line, own), "", self.at,
            ])  # fmt: skip
            self.alerts += [(pk, alert) for alert in found.alerts]
        bulk.insert(Episode, EPISODE, episodes)
        bulk.insert(Milestone, ["id", "episode", *STEP], milestones)
        worked.episodes += len(episodes)
        worked.milestones += len(milestones)

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


_values = msgspec.structs.astuple


def _said(found: Found, who: Who) -> list[Any]:
    return [
        found.opened_on, found.opened_by, found.ended_on, found.ended_by, who.language, found.version,
    ]  # fmt: skip
