"""Reads over activities: the map of efforts, one activity, what stands under a goal, and where tags disagree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.efforts.models import Activity
from fairway.plan.efforts.rules import Effort, Matrix, matrix
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.queries import disagreements, tags_of
from fairway.plan.goals.rules import Difference, checked
from fairway.plan.meetings.models import Presentation
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.stakeholders.queries import roots


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its goals by whose word (submitter, staff, published), and its organization of today."""

    activity: Activity
    body: Stakeholder
    goals: dict[str, list[str]]

    @property
    def codes(self) -> list[str]:
        """Its goals by anyone's word."""
        return checked(code for given in self.goals.values() for code in given)


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """An activity on which submitter and staff tagged differently (STK-7)."""

    activity: Activity
    difference: Difference


@dataclass(frozen=True, slots=True)
class GoalView:
    """What was said toward one goal: activities, and presentations that named it."""

    code: str
    activities: tuple[ActivityRow, ...]
    presentations: tuple[Presentation, ...]


def activity_rows(
    staff: Staff,
    *,
    goal: str | None = None,
    topic: str | None = None,
    place: str | None = None,
    stakeholder_ids: Iterable[int] | None = None,
) -> list[ActivityRow]:
    """The standing activities of her program, by organization and key. Three queries."""
    rows = Activity.objects.visible_to(staff).standing().select_related("stakeholder", "passage")
    if stakeholder_ids is not None:
        rows = rows.filter(stakeholder_id__in=list(stakeholder_ids))
    found = [
        one
        for one in rows.order_by("stakeholder__name", "key", "pk")
        if (not topic or topic in one.topics) and (not place or place in one.places)
    ]
    tags = tags_of(activity_ids=[one.pk for one in found])
    bodies = _bodies(found)
    made = [
        ActivityRow(one, bodies[one.stakeholder_id], tags.get(("activity", one.pk), {}))
        for one in found
    ]
    return [row for row in made if not goal or goal in row.codes]


def _bodies(activities: Iterable[Activity]) -> dict[int, Stakeholder]:
    root = roots({one.stakeholder_id for one in activities})
    rows = Stakeholder.objects.in_bulk(set(root.values()))
    return {one: rows[into] for one, into in root.items()}


def map_of_efforts(
    staff: Staff,
    *,
    on: date,
    goal: str | None = None,
    topic: str | None = None,
    place: str | None = None,
) -> Matrix:
    """Organization x goal x topic x place, with the gaps (STK-12), of what was recorded until `on`."""
    rows = activity_rows(staff, goal=goal, topic=topic, place=place)
    zone = ZoneInfo(staff.program.time_zone)
    return matrix_of(row for row in rows if row.activity.recorded_at.astimezone(zone).date() <= on)


def matrix_of(rows: Iterable[ActivityRow]) -> Matrix:
    """The same for rows that were read already."""
    held = list(rows)
    efforts = [
        Effort(
            activity=row.activity.pk,
            body=row.body.pk,
            goals=tuple(row.codes),
            topics=tuple(row.activity.topics),
            places=tuple(row.activity.places),
        )
        for row in held
    ]
    return matrix(efforts, names={str(row.body.pk): row.body.name for row in held})


def activity_for(staff: Staff, public_id: UUID) -> ActivityRow:
    """One activity of her program. Raises NotVisible."""
    rows = Activity.objects.visible_to(staff).standing().select_related("stakeholder", "passage")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible(
            "There is no activity {public_id} among those that you may see.", public_id=public_id
        )
    tags = tags_of(activity_ids=[found.pk])
    body = _bodies([found])[found.stakeholder_id]
    return ActivityRow(found, body, tags.get(("activity", found.pk), {}))


def goal_reasons(activity: Activity) -> list[GoalTag]:
    """The standing goals of an activity for which somebody gave a reason, the first first (STK-7)."""
    tags = GoalTag.objects.filter(activity=activity, removed_at__isnull=True).exclude(reason="")
    return list(tags.order_by("tagged_at", "pk"))


def disagreement_report(staff: Staff) -> list[DisagreementRow]:
    """Activities whose submitter and whose staff chose different goals (STK-7)."""
    found = [one for one in disagreements(staff) if one.activity_id is not None]
    rows = Activity.objects.visible_to(staff).select_related("stakeholder")
    activities = rows.in_bulk([one.activity_id for one in found if one.activity_id])
    return [DisagreementRow(activities[one.activity_id], one.difference) for one in found]


def said_toward(staff: Staff, codes: Iterable[str]) -> list[GoalView]:
    """What was said toward each of the goals, in the Plan's order (PLN-1)."""
    rows = activity_rows(staff)
    shown = Presentation.objects.filter(meeting__series__program_id=staff.program_id)
    presentations = list(
        shown.select_related("meeting", "stakeholder", "passage").order_by("starts_at", "pk")
    )
    return [
        GoalView(
            code=code,
            activities=tuple(row for row in rows if code in row.codes),
            presentations=tuple(one for one in presentations if code in one.goal_codes),
        )
        for code in checked(codes)
    ]


HEAD = (
    "organization", "activity", "summary", "goals_submitter", "goals_staff", "goals_published",
    "topics", "places", "source", "page",
)  # fmt: skip


def table(rows: Iterable[ActivityRow]) -> Iterator[tuple[str, ...]]:
    """The activities as lines of text, in the columns of HEAD: for CSV and spreadsheets."""
    for row in rows:
        one = row.activity
        yield (
            row.body.name,
            one.title,
            one.summary,
            *(
                " ".join(row.goals.get(origin, ()))
                for origin in ("submitter", "staff", "published")
            ),
            " ".join(one.topics),
            " ".join(one.places),
            one.source,
            one.source_page,
        )
