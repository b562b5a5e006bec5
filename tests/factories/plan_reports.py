"""One factory a model of fairway.plan.reports; invented words of invented bodies only."""

import factory
from factory.django import DjangoModelFactory

from fairway.plan.reports import models
from tests.factories.people import AT, ProgramFactory
from tests.factories.plan_documents import PassageFactory


class ReportFactory(DjangoModelFactory):
    """A draft without a deadline."""

    class Meta:
        model = models.Report

    program = factory.SubFactory(ProgramFactory)
    title = factory.Sequence(lambda n: f"Report {n} of Nowhere County")
    started_by = "staff:1"
    started_at = AT


class RecommendationFactory(DjangoModelFactory):
    """A proposal."""

    class Meta:
        model = models.Recommendation

    report = factory.SubFactory(ReportFactory)
    program = factory.SelfAttribute("report.program")
    number = factory.Sequence(lambda n: n + 1)
    text = "Pay for rides."
    proposed_by = "staff:1"
    proposed_at = AT


class RecommendationStepFactory(DjangoModelFactory):
    """It was proposed."""

    class Meta:
        model = models.RecommendationStep

    recommendation = factory.SubFactory(RecommendationFactory)
    state = models.Recommendation.State.PROPOSED
    moved_by = "staff:1"
    moved_at = AT


class SectionFactory(DjangoModelFactory):
    """The opening."""

    class Meta:
        model = models.Section

    report = factory.SubFactory(ReportFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    kind = models.Section.Kind.OPENING
    heading = factory.Sequence(lambda n: f"Section {n}")


class SentenceFactory(DjangoModelFactory):
    """A sentence that names no source yet: add a SentenceSourceFactory."""

    class Meta:
        model = models.Sentence

    section = factory.SubFactory(SectionFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Sentence {n}.")
    written_by = "staff:1"
    written_at = AT


class SentenceSourceFactory(DjangoModelFactory):
    """A public passage of the same program."""

    class Meta:
        model = models.SentenceSource

    sentence = factory.SubFactory(SentenceFactory)
    passage = factory.SubFactory(
        PassageFactory,
        document__is_public=True,
        document__program=factory.SelfAttribute("...sentence.section.report.program"),
    )


class EchoFactory(DjangoModelFactory):
    """A sentence that repeats words of a passage."""

    class Meta:
        model = models.Echo

    passage = factory.SubFactory(PassageFactory)
    holder = factory.Sequence(lambda n: f"plan.sentence:{n:032x}")
    field = "text"


class BuildFactory(DjangoModelFactory):
    """A build that failed for nothing in particular."""

    class Meta:
        model = models.Build

    report = factory.SubFactory(ReportFactory)
    built_by = "staff:1"
    built_at = AT
