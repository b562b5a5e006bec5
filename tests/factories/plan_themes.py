"""One factory a model of fairway.plan.themes; invented words of invented bodies only."""

import factory
from factory.django import DjangoModelFactory

from fairway.plan.themes import models
from tests.factories.people import AT, ProgramFactory
from tests.factories.plan_documents import PassageFactory
from tests.factories.plan_stakeholders import StakeholderFactory


class ThemeFactory(DjangoModelFactory):
    """A candidate that a person made."""

    class Meta:
        model = models.Theme

    program = factory.SubFactory(ProgramFactory)
    name = factory.Sequence(lambda n: f"Theme {n} of nowhere")
    origin = models.Theme.Origin.HUMAN
    made_by = "staff:1"
    made_at = AT


class ThemeStepFactory(DjangoModelFactory):
    """A theme's first step."""

    class Meta:
        model = models.ThemeStep

    theme = factory.SubFactory(ThemeFactory)
    state = models.Theme.State.CANDIDATE
    moved_by = "staff:1"
    moved_at = AT


class ThemeMergeFactory(DjangoModelFactory):
    """Two themes made one."""

    class Meta:
        model = models.ThemeMerge

    kept = factory.SubFactory(ThemeFactory)
    merged = factory.SubFactory(ThemeFactory, program=factory.SelfAttribute("..kept.program"))
    state_before = models.Theme.State.CANDIDATE
    reason = "one thing under two names"
    merged_by = "staff:1"
    merged_at = AT


class AssignmentFactory(DjangoModelFactory):
    """A passage in a theme, by a person's hand."""

    class Meta:
        model = models.Assignment

    theme = factory.SubFactory(ThemeFactory)
    passage = factory.SubFactory(
        PassageFactory, document__program=factory.SelfAttribute("...theme.program")
    )
    origin = models.Theme.Origin.HUMAN
    assigned_by = "staff:1"
    assigned_at = AT


class SynergyFactory(DjangoModelFactory):
    """Two invented bodies with the same barrier."""

    class Meta:
        model = models.Synergy

    program = factory.SubFactory(ProgramFactory)
    left = factory.SubFactory(StakeholderFactory, program=factory.SelfAttribute("..program"))
    right = factory.SubFactory(StakeholderFactory, program=factory.SelfAttribute("..program"))
    kind = models.Synergy.Kind.SAME_BARRIER
    topic = "transport"
    found_by = "system:synergy-suggestions"
    found_at = AT


class SynergyEvidenceFactory(DjangoModelFactory):
    """A passage of one side."""

    class Meta:
        model = models.SynergyEvidence

    synergy = factory.SubFactory(SynergyFactory)
    stakeholder = factory.SelfAttribute("synergy.left")
    passage = factory.SubFactory(
        PassageFactory, document__program=factory.SelfAttribute("...synergy.program")
    )


class SynergyStepFactory(DjangoModelFactory):
    """It was suggested."""

    class Meta:
        model = models.SynergyStep

    synergy = factory.SubFactory(SynergyFactory)
    state = models.Synergy.State.SUGGESTED
    moved_by = "system:synergy-suggestions"
    moved_at = AT
