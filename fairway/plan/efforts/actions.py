"""Recording what stakeholders do. Goal tags keep by whose word they stand; topics and places are ids of definitions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.ids import new_id
from fairway.people.models import Organization
from fairway.plan.documents.models import Citation
from fairway.plan.documents.rules import tidy
from fairway.plan.efforts.definitions import places, topics
from fairway.plan.efforts.models import Activity
from fairway.plan.efforts.rules import Aggregate, check_suppressed, checked
from fairway.plan.goals.actions import set_tags
from fairway.plan.goals.models import GoalTag
from fairway.plan.intake.models import Submission
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.stakeholders.models import Stakeholder


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is told of an activity."""

    title: str
    summary: str = ""
    partners: str = ""
    progress: str = ""
    challenges: str = ""
    topics: Sequence[str] = ()
    places: Sequence[str] = ()


@transaction.atomic
def record_activity(
    *,
    program: Organization,
    key: str,
    stakeholder: Stakeholder,
    facts: ActivityFacts,
    cited: Citation,
    by: str,
    at: datetime,
    goals: Mapping[str, Sequence[str]] | None = None,
    submission: Submission | None = None,
    reason: str = "",
) -> Activity:
    """An activity with its source; the one of this key where it is there. `goals`: codes by GoalTag.Origin.

    Raises UnknownEntry, UnknownGoal.
    """
    there = Activity.objects.filter(program=program, key=key).first()
    if there is not None:
        return there
    made = Activity.objects.create(
        program=program,
        key=key,
        stakeholder=stakeholder,
        submission=submission,
        recorded_by=by,
        recorded_at=at,
        **_columns(facts),
        **cited.fields(),
    )
    for origin, codes in (goals or {}).items():
        set_tags(codes=list(codes), origin=origin, activity=made, by=by, at=at, reason=reason)
    audit.record("activity.recorded", about=made, by=by, at=at, program_id=program.pk)
    return made


@transaction.atomic
def enter_activity(
    *,
    program: Organization,
    organization: str,
    facts: ActivityFacts,
    source: str,
    goals: Mapping[str, Sequence[str]],
    by: str,
    at: datetime,
    reason: str = "",
) -> Activity:
    """An activity that staff enter: its organization is found by any of its names, or made.

    Raises NoName, UnknownEntry, UnknownGoal.
    """
    body = known_as(program=program, name=organization, source=source, by=by, at=at)
    return record_activity(
        program=program, key=f"entered-{new_id()}", stakeholder=body, facts=facts,
        cited=Citation(source), goals=goals, reason=reason, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    facts: ActivityFacts,
    goals: Mapping[str, Sequence[str]],
    by: str,
    at: datetime,
    reason: str = "",
) -> Activity:
    """What is told of it, and its goals, become these; only the origins given are touched.

    Raises UnknownEntry, UnknownGoal.
    """
    columns = _columns(facts)
    for name, value in columns.items():
        setattr(activity, name, value)
    activity.save(update_fields=list(columns))
    for origin, codes in goals.items():
        set_tags(codes=list(codes), origin=origin, activity=activity, by=by, at=at, reason=reason)
    audit.record("activity.changed", about=activity, by=by, at=at, program_id=activity.program_id)
    return activity


@transaction.atomic
def file_measured(
    *,
    program: Organization,
    key: str,
    stakeholder: Stakeholder,
    title: str,
    measure: str,
    lines: Sequence[Aggregate],
    goal_codes: Sequence[str],
    cited: Citation,
    by: str,
    at: datetime,
    challenges: str = "",
) -> Activity:
    """File what navigation measured as an activity: aggregates only, small numbers hidden before (PLN-2).

    Raises SmallNumbers, UnknownGoal.
    """
    check_suppressed(lines)
    shown = "; ".join(f"{one.group}: {_share(one)}" for one in lines)
    facts = ActivityFacts(
        title=title, summary=measure, progress=shown, challenges=challenges, topics=("navigation",)
    )
    return record_activity(
        program=program, key=key, stakeholder=stakeholder, facts=facts, cited=cited, by=by, at=at,
        goals={GoalTag.Origin.STAFF: goal_codes},
    )  # fmt: skip


def _share(line: Aggregate) -> str:
    if line.numerator is None or line.denominator is None:
        return "hidden (small numbers)"
    return f"{line.numerator:,} of {line.denominator:,}"


def _columns(facts: ActivityFacts) -> dict[str, object]:
    return {
        "title": tidy(facts.title)[:300],
        "summary": facts.summary.strip(),
        "partners": facts.partners.strip(),
        "progress": facts.progress.strip(),
        "challenges": facts.challenges.strip(),
        "topics": checked(facts.topics, topics()),
        "places": checked(facts.places, places()),
    }
