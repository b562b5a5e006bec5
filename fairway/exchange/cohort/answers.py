"""The answer key: what is true of each planted person on the day the cohort is written for.

Reckoned from the planted dates and the day numbers of the parameters alone; it knows nothing of the clock engine.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from fairway.exchange.cohort.days import deadline_for, due_on, later, month_of, warn_on
from fairway.exchange.cohort.journeys import Fact, Step, Story, Visit
from fairway.exchange.cohort.parameters import Deadline, Parameters
from fairway.exchange.cohort.people import Person

FILE = "answer-key.jsonlines"
KEPT = ("arrived", "fulfilled")


class MilestoneAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A clock as planted. No `due_on`: nobody has set a number of days for this step."""

    key: str
    anchor_on: date
    due_on: date | None
    met_on: date | None
    not_needed_on: date | None
    state: str


class AlertAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that must stand: `missed-treatment-visit` or `nothing-scheduled`, and the day it speaks of."""

    kind: str
    on: date


class EpisodeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a pathway."""

    pathway: str
    opened_on: date
    ended_on: date | None
    ended_by: str
    milestones: list[MilestoneAnswer]
    alerts: list[AlertAnswer]


class PersonAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the key. `records` are the ids of her FHIR Patients; `duplicate` says why there are two.

    `same` means that they must come out as one person, `review` that a person must be asked, "" that there is one.
    """

    person: str
    records: list[str]
    duplicate: str
    duplicate_must_be: str
    groups: dict[str, str]
    sex: str
    died_on: date | None
    moved_on: date | None
    episodes: list[EpisodeAnswer]
    # How many of her results do not say when: each must be in quarantine, and have no effect.
    undated: int = 0


MUST_BE = {
    "identifier": "same", "contact": "same", "moved": "review", "birth_slip": "review", "new_family_name": "review",
}  # fmt: skip


def read_answers(folder: Path) -> Iterator[PersonAnswer]:
    """The key of a cohort, a person at a time."""
    decode = msgspec.json.Decoder(PersonAnswer).decode
    with (folder / FILE).open("rb") as lines:
        for line in lines:
            yield decode(line)


def answer(
    person: Person,
    records: Sequence[str],
    stories: Sequence[Story],
    aside: Sequence[Fact],
    parameters: Parameters,
    *,
    today: date,
) -> PersonAnswer:
    """One person's line."""
    visits = [visit for story in stories for visit in story.visits]
    return PersonAnswer(
        person=person.id, records=list(records), duplicate=person.duplicate,
        duplicate_must_be=MUST_BE.get(person.duplicate, ""), groups=person.groups, sex=person.sex,
        died_on=person.died_on, moved_on=person.moved_on,
        episodes=[_episode(story, visits, parameters, today) for story in stories],
        undated=sum(fact.said == "undated" for fact in aside),
    )  # fmt: skip


def _episode(
    story: Story, visits: list[Visit], parameters: Parameters, today: date
) -> EpisodeAnswer:
    ended = story.ended_by
    return EpisodeAnswer(
        pathway=story.pathway,
        opened_on=story.facts[0].first_day,
        ended_on=latest(ended, today) if ended is not None else None,
        ended_by=f"{ended.kind}:{ended.value}".rstrip(":") if ended is not None else "",
        milestones=[
            found
            for step in story.steps
            if (found := _milestone(story, step, parameters, today)) is not None
        ],
        alerts=[] if ended is not None else [*_missed(story, today), *_gap(story, visits, parameters, today)],
    )  # fmt: skip


def latest(fact: Fact, today: date) -> date:
    """The last day it may have happened: its month's last, but never after it was told."""
    return min(month_of(fact.on)[1], today) if fact.is_partial else fact.on


def _milestone(
    story: Story, step: Step, parameters: Parameters, today: date
) -> MilestoneAnswer | None:
    """The clock of a step; None where its every deadline speaks of other people: then it is no step of hers."""
    anchor, person, name = step.anchor.first_day, story.person, f"{story.pathway}.{step.key}"
    deadline = deadline_for(parameters, name, anchor, born=person.born, sex=person.sex)
    if deadline is None and name in parameters.by_step:
        return None
    met = step.met if step.met is not None else _first_that_counts(step, deadline, anchor, today)
    met_on = latest(met, today) if met is not None else None
    spared_on = latest(step.spared, today) if step.spared is not None else None
    if spared_on is None and story.ended_by is not None:
        spared_on = max(latest(story.ended_by, today), anchor)
    due = due_on(deadline, anchor) if deadline is not None else None
    return MilestoneAnswer(
        key=step.key, anchor_on=anchor, due_on=due, met_on=met_on,
        not_needed_on=spared_on if met_on is None else None,
        state=_state(deadline, anchor, met_on, spared_on, parameters, today),
    )  # fmt: skip


def _first_that_counts(
    step: Step, deadline: Deadline | None, anchor: date, today: date
) -> Fact | None:
    if deadline is None:
        return None
    counts_from = later(anchor, days=deadline.counts_from_days, months=deadline.counts_from_months)
    return next((exam for exam in step.exams if latest(exam, today) >= counts_from), None)


def _state(
    deadline: Deadline | None, anchor: date, met_on: date | None, spared_on: date | None,
    parameters: Parameters, today: date,
) -> str:  # fmt: skip
    due = due_on(deadline, anchor) if deadline is not None else None
    if met_on is not None:
        return "met" if due is None or met_on <= due else "met-late"
    if spared_on is not None:
        return "not-needed"
    if deadline is None or due is None:
        return "no-deadline"
    if today > due:
        long_overdue = (today - due).days > parameters.long_overdue_days.value
        return "long-overdue" if long_overdue else "overdue"
    if today == due:
        return "due"
    warned = warn_on(deadline, anchor, int(parameters.follow_up_warn_days.value))
    return "due-soon" if today >= warned else "not-yet-due"


def _missed(story: Story, today: date) -> Iterator[AlertAnswer]:
    """A scheduled treatment visit of this run that was missed (practice.md 7.1)."""
    for visit in story.visits:
        is_past = visit.status == "booked" and visit.on < today
        if visit.is_treatment and (visit.status == "noshow" or is_past):
            yield AlertAnswer(kind="missed-treatment-visit", on=visit.on)


def _gap(
    story: Story, visits: list[Visit], parameters: Parameters, today: date
) -> Iterator[AlertAnswer]:
    """Under treatment, and no visit from the index on within 21 days: none kept, none ahead (practice.md 7.1)."""
    if not any(step.key == "treatment-complete" and step.met is None for step in story.steps):
        return
    kept = [v.on for v in story.visits if v.is_treatment and v.status in KEPT]
    kept += [fact.on for fact in story.facts if fact.kind == "treatment" and fact.said == "true"]
    index = max(day for day in kept if day <= today)
    ends = index + timedelta(days=int(parameters.gap_days.value))
    scheduled = any(
        index < visit.on <= ends
        and (visit.status in KEPT or (visit.status == "booked" and visit.on >= today))
        for visit in visits
    )
    if not scheduled:
        yield AlertAnswer(kind="nothing-scheduled", on=index)
