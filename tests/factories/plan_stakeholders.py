"""One factory a model of fairway.plan.stakeholders; visibly invented bodies only."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.plan.stakeholders import models
from tests.factories.people import ProgramFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class StakeholderFactory(DjangoModelFactory):
    """An invented coalition."""

    class Meta:
        model = models.Stakeholder

    program = factory.SubFactory(ProgramFactory)
    kind = models.Stakeholder.Kind.COALITION
    name = factory.Sequence(lambda n: f"Example Coalition of Nowhere County {n}")


class AliasFactory(DjangoModelFactory):
    """A name of a stakeholder."""

    class Meta:
        model = models.Alias

    stakeholder = factory.SubFactory(StakeholderFactory)
    program = factory.SelfAttribute("stakeholder.program")
    name = factory.SelfAttribute("stakeholder.name")
    key = factory.LazyAttribute(lambda made: made.name.lower())


class StakeholderMergeFactory(DjangoModelFactory):
    """Two records found to be one."""

    class Meta:
        model = models.StakeholderMerge

    kept = factory.SubFactory(StakeholderFactory)
    merged = factory.SubFactory(StakeholderFactory)
    reason = "Two spellings of one name."
    merged_by = "staff:1"
    merged_at = AT
