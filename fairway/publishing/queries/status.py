"""What became of one piece of input, for whoever sent it (STK-5, STK-24). Never its words: the page opens by a token."""

from datetime import date, datetime
from typing import NamedTuple

from fairway.plan.goals.rules import label
from fairway.plan.intake.models import Submission
from fairway.plan.intake.queries import Standing, status_of
from fairway.plan.reports.queries.became import Use
from fairway.plan.reports.queries.became import what_became as became_of
from fairway.publishing.models import Release, Site


class Step(NamedTuple):
    """One step of the way. The reason is told only where she is owed one."""

    state: str
    at: datetime
    reason: str


class Goal(NamedTuple):
    """A goal that it was tagged with, by whose word."""

    code: str
    name: str
    by_her: bool
    by_staff: bool


class Advised(NamedTuple):
    """A recommendation that rests on a theme of hers, and where it stands."""

    number: int
    text: str
    state: str


class Used(NamedTuple):
    """A report that cites her words, or only lists that they came; and its public release where there is one."""

    title: str
    is_cited: bool
    release: int | None


class Became(NamedTuple):
    """Everything that her page tells."""

    site: Site | None
    time_zone: str
    number: str
    received_at: datetime
    deadline: str
    deadline_class: str
    steps: tuple[Step, ...]
    goals: tuple[Goal, ...]
    themes: tuple[str, ...]
    recommendations: tuple[Advised, ...]
    reports: tuple[Used, ...]
    is_looked_at: bool
    is_withdrawn: bool


def what_became(token: str, *, language: str) -> Became | None:
    """By the token of the receipt; None for a token that opens nothing."""
    found = status_of(token)
    if found is None:
        return None
    one = found.submission
    led_to = became_of([one.pk])[one.pk]
    site = Site.objects.open().select_related("program").filter(program_id=one.program_id).first()
    return Became(
        site=site,
        time_zone=one.program.time_zone,
        number=found.number,
        received_at=one.received_at,
        deadline=found.deadline.label if found.deadline else "",
        deadline_class=one.deadline_class,
        steps=tuple(_step(step.state, step.moved_at, step.reason) for step in found.steps),
        goals=_goals(found, on=one.received_at.date(), language=language),
        themes=tuple(name for name in led_to.themes if name),
        recommendations=tuple(
            Advised(advice.number, advice.text, advice.state) for advice in led_to.recommendations
        ),
        reports=_reports(led_to.reports, site),
        is_looked_at=found.holds_open,
        is_withdrawn=found.is_withdrawn,
    )


def _step(state: str, at: datetime, reason: str) -> Step:
    return Step(state, at, reason if state == Submission.State.NOT_USED else "")


def _goals(found: Standing, *, on: date, language: str) -> tuple[Goal, ...]:
    hers, staffs = found.tags.get("submitter", []), found.tags.get("staff", [])
    return tuple(
        Goal(code, label(code, on=on, language=language), code in hers, code in staffs)
        for code in sorted({*hers, *staffs})
    )


def _reports(uses: list[Use], site: Site | None) -> tuple[Used, ...]:
    public = Release.objects.public().filter(site=site, report_id__isnull=False)
    released = dict(public.order_by("number").values_list("report_id", "number"))
    return tuple(Used(one.title, one.is_cited, released.get(one.report_id)) for one in uses)
