"""The goals page of the public: what was said for each goal, and where navigation data cannot say."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from fairway.plan.efforts.models import Activity
from fairway.plan.goals.definitions import definition
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.rules import DEFAULT_GOALS, goals, label_on
from fairway.plan.intake.models import Hold, Submission
from fairway.publishing.models import Site

__all__ = ["DEFAULT_GOALS", "GoalView", "by_goal", "names", "source"]

MAX_ACTIVITIES = 200


class Effort(NamedTuple):
    """A published activity for a goal, with its source."""

    who: str
    title: str
    source: str
    page: str


class GoalView(NamedTuple):
    """One goal of the Plan, and what was said toward it."""

    code: str
    number: int
    name: str
    restated: str
    efforts: tuple[Effort, ...]
    activities: int
    stakeholders: int
    submissions: int
    # Why navigation data cannot say; empty where it can.
    notice: str
    examples: tuple[str, ...]
    measurable: str
    source: str


def by_goal(
    site: Site, *, on: date, language: str, codes: tuple[str, ...] = DEFAULT_GOALS
) -> list[GoalView]:
    """The goals asked for, in the Plan's order, by the names that hold on this day (PLN-1: two by default)."""
    counted = _submissions(site)
    wanted = [one for one in goals() if one.code in codes]
    found = _activities(site, [one.code for one in wanted])
    views = []
    for one in wanted:
        efforts = found.get(one.code, [])
        named = label_on(one.code, on=on)
        views.append(
            GoalView(
                code=one.code,
                number=one.number,
                name=named.name.in_language(language),
                restated=one.restated.in_language(language),
                efforts=tuple(efforts[:MAX_ACTIVITIES]),
                activities=len(efforts),
                stakeholders=len({effort.who for effort in efforts}),
                submissions=counted[one.code],
                notice=one.notice.in_language(language) if one.notice else "",
                examples=tuple(text.in_language(language) for text in one.examples),
                measurable=one.measurable,
                source=named.source,
            )
        )
    return views


def names(*, on: date, language: str) -> list[tuple[str, str]]:
    """Every goal's code and name on this day, in the Plan's order."""
    return [(one.code, label_on(one.code, on=on).name.in_language(language)) for one in goals()]


def source() -> str:
    """Where the goals are published."""
    return definition().url


def _activities(site: Site, codes: list[str]) -> dict[str, list[Effort]]:
    """Only what a public document says: what a person sent in is counted, and told in the reports that cite it."""
    tags = GoalTag.objects.filter(
        removed_at__isnull=True,
        code__in=codes,
        activity__program_id=site.program_id,
        activity__submission__isnull=True,
        activity__passage__document__is_public=True,
        activity__passage__document__withdrawn_at__isnull=True,
        activity__in=Activity.objects.standing(),
    )
    rows = tags.order_by("activity__stakeholder__name", "activity__title", "pk").values_list(
        "code", "activity_id", "activity__stakeholder__name", "activity__title", "activity__source", "activity__source_page"
    )  # fmt: skip
    found: dict[str, dict[int, Effort]] = {}
    for code, activity, who, title, said, page in rows:
        found.setdefault(code, {}).setdefault(activity or 0, Effort(who, title, said, page))
    return {code: list(efforts.values()) for code, efforts in found.items()}


def _submissions(site: Site) -> Counter[str]:
    """How many standing submissions bear each goal, by whoever's word; none that a person has yet to look at (STK-6)."""
    waiting = Hold.objects.filter(decided_at__isnull=True).values("submission")
    standing = Submission.objects.standing().filter(program_id=site.program_id)
    standing = standing.exclude(state=Submission.State.HELD).exclude(pk__in=waiting)
    tags = GoalTag.objects.filter(removed_at__isnull=True, submission__in=standing)
    return Counter(code for code, _one in set(tags.values_list("code", "submission_id")))
