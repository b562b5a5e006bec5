"""One factory a model of fairway.plan.efforts."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.plan.efforts import models
from tests.factories.plan_stakeholders import StakeholderFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class ActivityFactory(DjangoModelFactory):
    """Something that an invented coalition does."""

    class Meta:
        model = models.Activity

    stakeholder = factory.SubFactory(StakeholderFactory)
    program = factory.SelfAttribute("stakeholder.program")
    key = factory.Sequence(lambda n: f"activity-{n}")
    title = factory.Sequence(lambda n: f"Activity {n}")
    source = "made up"
    recorded_by = "staff:1"
    recorded_at = AT
