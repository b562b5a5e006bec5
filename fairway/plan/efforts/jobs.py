"""What follows a withdrawal: what an activity told in the words that were taken back goes with them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.plan.efforts.models import Activity
from fairway.plan.goals.models import GoalTag

BY = "system:withdrawal"
TEXTS = ("title", "summary", "partners", "progress", "challenges", "source")


@transaction.atomic
def forget_withdrawn(*, at: datetime) -> int:
    """Erase what activities tell of withdrawn submissions and documents; how many said anything. Safe to call again.

    The row stays, so that what points at it still stands on something.
    """
    said = Activity.objects.exclude(**dict.fromkeys(TEXTS, ""))
    found = list(said.withdrawn())
    for one in found:
        for name in TEXTS:
            setattr(one, name, "")
        one.save(update_fields=TEXTS)
        audit.record("activity.erased", about=one, by=BY, at=at, program_id=one.program_id)
    # What staff wrote beside a goal may repeat her words.
    GoalTag.objects.filter(activity__in=found).exclude(reason="").update(reason="")
    return len(found)
