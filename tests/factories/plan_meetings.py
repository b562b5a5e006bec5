"""One factory a model of fairway.plan.meetings; made-up people only."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.plan.meetings import models
from tests.factories.people import ProgramFactory
from tests.factories.plan_stakeholders import StakeholderFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class SeriesFactory(DjangoModelFactory):
    """A run of meetings."""

    class Meta:
        model = models.Series

    program = factory.SubFactory(ProgramFactory)
    key = factory.Sequence(lambda n: f"series-{n}")
    title = factory.Sequence(lambda n: f"Series {n}")


class HashtagFactory(DjangoModelFactory):
    """A tag that holds from the first of January on."""

    class Meta:
        model = models.Hashtag

    series = factory.SubFactory(SeriesFactory)
    tag = "#ExampleTag"
    valid_from = date(2026, 1, 1)
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class LandmarkFactory(DjangoModelFactory):
    """A report was published."""

    class Meta:
        model = models.Landmark

    series = factory.SubFactory(SeriesFactory)
    key = factory.Sequence(lambda n: f"landmark-{n}")
    title = "A report is published"
    happened_on = date(2026, 4, 20)
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class MeetingFactory(DjangoModelFactory):
    """One online meeting on 10 April 2026."""

    class Meta:
        model = models.Meeting

    series = factory.SubFactory(SeriesFactory)
    key = factory.Sequence(lambda n: f"meeting-{n}")
    title = factory.Sequence(lambda n: f"Meeting {n}")
    is_online = True
    starts_on = date(2026, 4, 10)
    ends_on = date(2026, 4, 10)
    source = "made up"


class MeetingStepFactory(DjangoModelFactory):
    """The meeting was proposed."""

    class Meta:
        model = models.MeetingStep

    meeting = factory.SubFactory(MeetingFactory)
    state = models.MeetingStep.State.PROPOSED
    source = "made up"
    recorded_by = "staff:1"
    recorded_at = AT


class AgendaFactory(DjangoModelFactory):
    """The first version."""

    class Meta:
        model = models.Agenda

    meeting = factory.SubFactory(MeetingFactory)
    version = 1
    source = "made up"


class AgendaItemFactory(DjangoModelFactory):
    """A slot."""

    class Meta:
        model = models.AgendaItem

    agenda = factory.SubFactory(AgendaFactory)
    ordinal = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Item {n}")


class VoteFactory(DjangoModelFactory):
    """A motion, carried."""

    class Meta:
        model = models.Vote

    meeting = factory.SubFactory(MeetingFactory)
    ordinal = 1
    motion = "Form a working group."
    result = "unanimous"
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class ParticipantFactory(DjangoModelFactory):
    """A made-up person, invited."""

    class Meta:
        model = models.Participant

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Made-up Person {n}")
    role = models.Participant.Role.INVITED
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class PresentationFactory(DjangoModelFactory):
    """What an invented coalition showed."""

    class Meta:
        model = models.Presentation

    meeting = factory.SubFactory(MeetingFactory)
    stakeholder = factory.SubFactory(StakeholderFactory)
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class DiscussionPointFactory(DjangoModelFactory):
    """Something said."""

    class Meta:
        model = models.DiscussionPoint

    meeting = factory.SubFactory(MeetingFactory)
    ordinal = factory.Sequence(lambda n: n)
    source = "made up"


class RecordingFactory(DjangoModelFactory):
    """A recording that nobody has looked at for captions."""

    class Meta:
        model = models.Recording

    meeting = factory.SubFactory(MeetingFactory)
    title = "Recording"
    url = factory.Sequence(lambda n: f"https://example.org/recordings/{n}")
    source = "made up"
    entered_by = "staff:1"
    entered_at = AT


class SummaryFactory(DjangoModelFactory):
    """A summary in the making."""

    class Meta:
        model = models.Summary

    meeting = factory.SubFactory(MeetingFactory)
    source = "made up"


class RegistrationFactory(DjangoModelFactory):
    """Someone made up who will come."""

    class Meta:
        model = models.Registration

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Made-up Person {n}")
    token_digest = factory.Sequence(lambda n: f"{n:064d}")
    registered_at = AT
