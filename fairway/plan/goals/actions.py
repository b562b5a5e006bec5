"""Tagging with goals. The submitter's word and the staff's are kept apart; removing keeps the row."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.rules import goal


class NothingToTag(FairwayError):
    """A tag belongs on one activity or on one submission."""


class NoSuchTag(FairwayError):
    """There is no standing tag to take off."""


@transaction.atomic
def tag(
    *,
    code: str,
    origin: str,
    by: str,
    at: datetime,
    activity: models.Model | None = None,
    submission: models.Model | None = None,
    reason: str = "",
) -> GoalTag:
    """Put a goal on an activity or a submission, by `origin` (GoalTag.Origin). Twice is once.

    Raises UnknownGoal, NothingToTag.
    """
    about = _one_of(activity, submission)
    code = goal(code).code
    made, is_new = GoalTag.objects.get_or_create(
        **_columns(activity, submission),
        code=code,
        origin=GoalTag.Origin(origin),
        removed_at=None,
        defaults={"reason": reason, "tagged_by": by, "tagged_at": at},
    )
    if is_new:
        _record("goal.tagged", about, made, by=by, at=at)
    return made


@transaction.atomic
def untag(
    *,
    code: str,
    origin: str,
    by: str,
    at: datetime,
    activity: models.Model | None = None,
    submission: models.Model | None = None,
) -> GoalTag:
    """Take a goal off again; the row stays with who and when. Raises NoSuchTag, NothingToTag."""
    about = _one_of(activity, submission)
    found = _standing(activity, submission, origin).select_for_update().filter(code=code).first()
    if found is None:
        raise NoSuchTag(
            "{kind} {row} has no tag {code} by {origin}. Reload the page.",
            kind=about._meta.label,
            row=about.pk,
            code=code[:12],
            origin=origin,
        )
    found.removed_by, found.removed_at = by, at
    found.save(update_fields=["removed_by", "removed_at"])
    _record("goal.untagged", about, found, by=by, at=at)
    return found


@transaction.atomic
def set_tags(
    *,
    codes: list[str],
    origin: str,
    by: str,
    at: datetime,
    activity: models.Model | None = None,
    submission: models.Model | None = None,
    reason: str = "",
) -> None:
    """Make the standing tags of one origin exactly these: what a form with eight boxes says. Raises UnknownGoal."""
    _one_of(activity, submission)
    wanted = {goal(code).code for code in codes}
    there = set(_standing(activity, submission, origin).values_list("code", flat=True))
    for code in sorted(wanted - there):
        tag(
            code=code,
            origin=origin,
            by=by,
            at=at,
            activity=activity,
            submission=submission,
            reason=reason,
        )
    for code in sorted(there - wanted):
        untag(code=code, origin=origin, by=by, at=at, activity=activity, submission=submission)


def _standing(
    activity: models.Model | None, submission: models.Model | None, origin: str
) -> models.QuerySet[GoalTag]:
    rows = GoalTag.objects.filter(origin=origin, removed_at__isnull=True)
    return rows.filter(**_columns(activity, submission))


def _columns(activity: models.Model | None, submission: models.Model | None) -> dict[str, Any]:
    """The two columns of which one is filled; the models themselves stand above this package."""
    return {
        "activity_id": activity.pk if activity else None,
        "submission_id": submission.pk if submission else None,
    }


def _one_of(activity: models.Model | None, submission: models.Model | None) -> models.Model:
    about = activity or submission
    if about is None or (activity is not None and submission is not None):
        raise NothingToTag("Give one activity or one submission to tag.")
    return about


def _record(verb: str, about: models.Model, made: GoalTag, *, by: str, at: datetime) -> None:
    audit.record(
        verb, about=about, by=by, at=at, program_id=getattr(about, "program_id", None),
        code=made.code, origin=str(made.origin),
    )  # fmt: skip
