"""One factory a model of fairway.plan.goals."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.plan.goals import models
from tests.factories.plan_efforts import ActivityFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class GoalTagFactory(DjangoModelFactory):
    """A goal on an activity; `activity=None, submission=...` to put it on a submission."""

    class Meta:
        model = models.GoalTag

    activity = factory.SubFactory(ActivityFactory)
    code = "NCP-4"
    origin = models.GoalTag.Origin.STAFF
    tagged_by = "staff:1"
    tagged_at = AT
