"""Contact attempts: log one, or take back one that was logged by mistake."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction
from django.db.models import Max, Q

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.pathways.models import Episode
from fairway.navigation.worklist.actions.scope import NotVisible, episode_for, one_of
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.navigation.worklist.models import ContactAttempt
from fairway.navigation.worklist.rules import CONTACTS, PERSON, SPOKEN
from fairway.people.models import Staff


class AttemptInFuture(FairwayError):
    """An attempt on a day that has not come yet."""


class AlreadyUndone(FairwayError):
    """The attempt was taken back before."""


class AttemptFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One try to reach someone (practice.md 6.2). `reason` is a word of definitions/reasons.toml.

    `interpreter_used` None means that nobody said.
    """

    mode: str
    outcome: str
    reason: str
    attempted_on: date
    contact_with: str = "patient"
    text: str = ""
    language: str = ""
    interpreter_used: bool | None = None
    next_contact_on: date | None = None


@transaction.atomic
def log_attempt(
    *, episode_id: UUID, attempt: AttemptFacts, by: Staff, at: datetime
) -> ContactAttempt:
    """Write an attempt down, and what it changes in the list, in one transaction.

    A person, not an episode, is reached: all her open episodes take the day (NAV-5). Raises NotVisible,
    UnknownWord, AttemptInFuture.
    """
    _check(attempt)
    episode = episode_for(episode_id, by=by)
    if attempt.attempted_on > at.astimezone(ZoneInfo(episode.program.time_zone)).date():
        raise AttemptInFuture(
            "The day of the attempt lies ahead. Enter the day on which you tried."
        )
    logged = ContactAttempt.objects.create(
        **msgspec.structs.asdict(attempt),
        program_id=episode.program_id,
        patient_id=episode.patient_id,
        episode=episode,
        attempted_by=by,
        attempted_at=at,
    )
    _refresh_contact(episode.patient_id)
    audit.record(
        "attempt.logged",
        about=logged,
        by=by.actor,
        at=at,
        program_id=episode.program_id,
        patient=episode.patient_id,
        mode=attempt.mode,
        outcome=attempt.outcome,
        reason=attempt.reason,
    )
    return logged


@transaction.atomic
def undo_attempt(*, attempt_id: UUID, by: Staff, at: datetime) -> None:
    """Take back an attempt that was logged by mistake; the row stays. Raises NotVisible, AlreadyUndone."""
    logged = ContactAttempt.objects.filter(
        public_id=attempt_id, episode__in=Episode.objects.visible_to(by)
    ).first()
    if logged is None:
        raise NotVisible(f"There is no attempt {attempt_id} in your program. Reload the page.")
    undone = ContactAttempt.objects.filter(pk=logged.pk, undone_at__isnull=True).update(
        undone_by=by, undone_at=at
    )
    if not undone:
        raise AlreadyUndone(
            "Attempt {attempt} was taken back before. Reload the page.", attempt=attempt_id
        )
    _refresh_contact(logged.patient_id)
    audit.record(
        "attempt.undone",
        about=logged,
        by=by.actor,
        at=at,
        program_id=logged.program_id,
        patient=logged.patient_id,
    )


def _check(attempt: AttemptFacts) -> None:
    reasons = contact_reasons()
    known = reasons.reached if attempt.outcome in SPOKEN else reasons.not_reached
    one_of(attempt.mode, ContactAttempt.Mode.values)
    one_of(attempt.outcome, ContactAttempt.Outcome.values)
    one_of(attempt.contact_with, list(CONTACTS))
    one_of(attempt.reason, [reason.id for reason in known])


def _refresh_contact(patient_id: int) -> None:
    """Last tried and last reached, from the attempts that stand; an attempt before an episode is not about it."""
    attempts = ContactAttempt.objects.filter(patient_id=patient_id, undone_at__isnull=True)
    spoken = Q(outcome__in=sorted(SPOKEN), contact_with__in=sorted(PERSON))
    for episode in Episode.objects.open().filter(patient_id=patient_id).only("pk", "opened_on"):
        about = attempts.filter(Q(attempted_on__gte=episode.opened_on) | Q(episode=episode))
        days = about.aggregate(
            last_contact_on=Max("attempted_on"), reached_on=Max("attempted_on", filter=spoken)
        )
        Episode.objects.filter(pk=episode.pk).update(**days)
