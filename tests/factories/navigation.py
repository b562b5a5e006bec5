"""One factory a model of navigation. Times are fixed days, so a test says what it changes and nothing else."""

from datetime import UTC, date, datetime

import factory

from fairway.navigation.models import (
    Alert,
    Announcement,
    Appointment,
    AppointmentConflict,
    ContactAttempt,
    Decision,
    Episode,
    Event,
    EventConflict,
    HandOff,
    Milestone,
    Note,
    Pause,
    Standing,
)
from fairway.navigation.pathways.definitions import pathways
from tests.factories.people import PatientFactory, StaffFactory

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


class EventFactory(factory.django.DjangoModelFactory):
    """An abnormal mammogram, as a source told it."""

    class Meta:
        model = Event

    patient = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("patient.program")
    kind = "screening-result"
    cancer = "breast"
    value = "birads-4"
    occurred_on = date(2026, 1, 5)
    source_ref = factory.Sequence(lambda n: f"Observation/{n}#screening-result")
    recorded_at = AT


class EventConflictFactory(factory.django.DjangoModelFactory):
    """A source that now says another day."""

    class Meta:
        model = EventConflict

    ours = factory.SubFactory(EventFactory)
    program = factory.SelfAttribute("ours.program")
    kind = factory.SelfAttribute("ours.kind")
    cancer = factory.SelfAttribute("ours.cancer")
    value = factory.SelfAttribute("ours.value")
    occurred_on = date(2026, 1, 6)
    recorded_at = AT


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A booked visit, one week ahead."""

    class Meta:
        model = Appointment

    patient = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("patient.program")
    cancer = "breast"
    starts_at = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
    starts_on = date(2026, 3, 9)
    status = Appointment.Status.BOOKED
    source_ref = factory.Sequence(lambda n: f"Appointment/{n}")
    recorded_at = AT
    status_at = AT


class AppointmentConflictFactory(factory.django.DjangoModelFactory):
    """A visit that a person called missed, and whose source says that it was kept."""

    class Meta:
        model = AppointmentConflict

    appointment = factory.SubFactory(
        AppointmentFactory,
        status=Appointment.Status.NO_SHOW,
        changed_by=factory.SubFactory(
            StaffFactory, program=factory.SelfAttribute("..patient.program")
        ),
    )
    program = factory.SelfAttribute("appointment.program")
    status = Appointment.Status.FULFILLED
    recorded_at = AT


class EpisodeFactory(factory.django.DjangoModelFactory):
    """An open case, due two days before TODAY and standing in the list under that day."""

    class Meta:
        model = Episode

    patient = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("patient.program")
    site = factory.SelfAttribute("patient.site")
    owner = factory.SubFactory(StaffFactory, program=factory.SelfAttribute("..patient.program"))
    pathway = "breast"
    definition_version = "1"
    opened_on = date(2026, 1, 5)
    opened_by = factory.SubFactory(
        EventFactory,
        patient=factory.SelfAttribute("..patient"),
        occurred_on=factory.SelfAttribute("..opened_on"),
    )
    language = factory.SelfAttribute("patient.language")
    standing = "running"
    due_on = date(2026, 2, 28)
    rank_on = factory.SelfAttribute("due_on")
    recorded_at = AT


class MilestoneFactory(factory.django.DjangoModelFactory):
    """One step with its clock. `leads=True` makes it the step to do next."""

    class Meta:
        model = Milestone
        skip_postgeneration_save = True

    episode = factory.SubFactory(EpisodeFactory)
    key = "diagnostic-resolution"
    anchor = factory.SelfAttribute("episode.opened_by")
    anchor_on = factory.SelfAttribute("episode.opened_on")
    warn_on = date(2026, 2, 14)
    due_on = factory.SelfAttribute("episode.due_on")

    @factory.post_generation
    def leads(self: Milestone, create: bool, extracted: bool | None) -> None:  # type: ignore[misc]
        """Put it into the episode's line."""
        if extracted:
            step = pathways()[self.episode.pathway].step(self.key)
            runs = self.episode.due_on is not None
            line = {
                "lead": self,
                "warn_on": self.warn_on if runs else None,
                "long_overdue_on": self.long_overdue_on if runs else None,
                "waiting_since": self.waiting_since,
                "is_watchful": step is not None and step.is_follow_up,
            }
            for name, value in line.items():
                setattr(self.episode, name, value)
            self.episode.save(update_fields=list(line))


class StandingFactory(factory.django.DjangoModelFactory):
    """A patient whose clocks are to be worked out again."""

    class Meta:
        model = Standing

    patient = factory.SubFactory(PatientFactory)
    changed_at = AT


class AnnouncementFactory(factory.django.DjangoModelFactory):
    """Told overdue."""

    class Meta:
        model = Announcement

    episode = factory.SubFactory(EpisodeFactory)
    key = "resolution"
    occasion = 1
    state = "overdue"
    due_on = TODAY
    on = TODAY
    announced_at = AT


class PauseFactory(factory.django.DjangoModelFactory):
    """Stopped at the patient's wish, still open."""

    class Meta:
        model = Pause

    episode = factory.SubFactory(EpisodeFactory)
    reason = "patient-choice"
    from_on = date(2026, 2, 1)
    paused_by = factory.SelfAttribute("episode.owner")
    paused_at = AT


class DecisionFactory(factory.django.DjangoModelFactory):
    """Waiting on a clinic."""

    class Meta:
        model = Decision

    episode = factory.SubFactory(EpisodeFactory)
    milestone_key = "diagnostic-resolution"
    kind = Decision.Kind.WAITING
    reason = "clinic"
    decided_on = date(2026, 2, 20)
    decided_by = factory.SelfAttribute("episode.owner")
    decided_at = AT


class AlertFactory(factory.django.DjangoModelFactory):
    """A missed treatment visit, not yet resolved."""

    class Meta:
        model = Alert

    episode = factory.SubFactory(EpisodeFactory)
    kind = Alert.Kind.MISSED_TREATMENT
    occasion = factory.Sequence(lambda n: f"appointment:{n}")
    raised_on = TODAY
    raised_at = AT


class ContactAttemptFactory(factory.django.DjangoModelFactory):
    """A call that nobody answered."""

    class Meta:
        model = ContactAttempt

    episode = factory.SubFactory(EpisodeFactory)
    patient = factory.SelfAttribute("episode.patient")
    program = factory.SelfAttribute("episode.program")
    mode = ContactAttempt.Mode.PHONE
    outcome = ContactAttempt.Outcome.NO_ANSWER
    reason = "nobody-picked-up"
    attempted_on = TODAY
    attempted_by = factory.SelfAttribute("episode.owner")
    attempted_at = AT


class NoteFactory(factory.django.DjangoModelFactory):
    """What the team should know."""

    class Meta:
        model = Note

    patient = factory.SubFactory(PatientFactory)
    program = factory.SelfAttribute("patient.program")
    text = "Prefers the morning."
    written_by = factory.SubFactory(StaffFactory, program=factory.SelfAttribute("..program"))
    written_at = AT


class HandOffFactory(factory.django.DjangoModelFactory):
    """Offered to a colleague, not yet answered."""

    class Meta:
        model = HandOff

    episode = factory.SubFactory(EpisodeFactory)
    offered_to = factory.SubFactory(
        StaffFactory, program=factory.SelfAttribute("..episode.program")
    )
    reason = "leave"
    summary = "Biopsy is booked; needs a ride."
    offered_by = factory.SelfAttribute("episode.owner")
    offered_at = AT
