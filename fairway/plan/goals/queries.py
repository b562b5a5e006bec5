"""Reads over goal tags: which stand on what, by whose word, and where the two words differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from fairway.people.models import Staff
from fairway.plan.documents.models import of_program
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.rules import Difference, checked, difference


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An activity or a submission on which submitter and staff chose different goals."""

    activity_id: int | None
    submission_id: int | None
    difference: Difference


def tags_of(
    *, activity_ids: Iterable[int] = (), submission_ids: Iterable[int] = ()
) -> dict[tuple[str, int], dict[str, list[str]]]:
    """Standing codes by origin, under ("activity", id) or ("submission", id). One query."""
    rows = GoalTag.objects.filter(removed_at__isnull=True).filter(
        Q(activity_id__in=list(activity_ids)) | Q(submission_id__in=list(submission_ids))
    )
    found: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for tag in rows.order_by("pk"):
        key = (
            ("activity", tag.activity_id)
            if tag.activity_id
            else ("submission", tag.submission_id or 0)
        )
        found[key][tag.origin].append(tag.code)
    return {
        key: {origin: checked(codes) for origin, codes in by_origin.items()}
        for key, by_origin in found.items()
    }


def disagreements(staff: Staff) -> list[Disagreement]:
    """Where both submitter and staff tagged, and not alike (STK-7). Withdrawn submissions are left out."""
    standing = GoalTag.objects.filter(removed_at__isnull=True)
    rows = of_program(standing.filter(activity__isnull=False), staff, "activity__program_id")
    mine = of_program(standing.filter(submission__isnull=False), staff, "submission__program_id")
    mine = mine.exclude(submission__state="withdrawn")
    rows = rows.exclude(activity__submission__state="withdrawn")
    codes: dict[tuple[int | None, int | None], dict[str, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for part in (rows, mine):
        for tag in part.order_by("pk"):
            codes[(tag.activity_id, tag.submission_id)][tag.origin].append(tag.code)
    found = []
    for (activity_id, submission_id), said in codes.items():
        between = difference(submitter=said["submitter"], staff=said["staff"])
        if between.is_disagreement:
            found.append(Disagreement(activity_id, submission_id, between))
    return found
