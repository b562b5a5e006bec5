"""A case changes hands: offered and accepted, or taken over by a lead. It never stands without an owner (HUM-1)."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.navigation.pathways.actions import raise_alerts, refresh_lines
from fairway.navigation.pathways.models import Alert, Episode
from fairway.navigation.pathways.rules.alerts import Raised
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.worklist.actions.scope import NotVisible, episode_for, one_of
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.navigation.worklist.models import HandOff
from fairway.navigation.worklist.rules import is_unanswered
from fairway.people.models import Role, Staff
from fairway.people.models.patients import CARE_TEAM

LEADS = (Role.LEAD, Role.MANAGER)
REASSIGNED = "episode.reassigned"


class NotYours(FairwayError):
    """The deed belongs to someone else: the owner, the one asked, or a lead."""


class BadReceiver(FairwayError):
    """A colleague who cannot own the case: not of this program, not active, or the owner already."""


class AlreadyOffered(FairwayError):
    """The case is offered to someone who has not answered yet."""


class AlreadyAnswered(FairwayError):
    """The hand-off was accepted, declined or withdrawn before."""


class NothingSaid(FairwayError):
    """A summary or an answer is missing, without which the colleague knows too little."""


@transaction.atomic
def offer_hand_off(
    *, episode_id: UUID, to_staff_id: UUID, reason: str, summary: str, by: Staff, at: datetime
) -> HandOff:
    """Offer a case to a colleague. Until she accepts, its owner stays responsible (NAV-8).

    Raises NotVisible, NotYours, BadReceiver, AlreadyOffered, UnknownWord, NothingSaid.
    """
    one_of(reason, [one.id for one in contact_reasons().hand_off])
    if not summary.strip():
        raise NothingSaid("Write what she must know: open barriers, the next dates, risks.")
    episode = episode_for(episode_id, by=by)
    _owner_or_lead(episode, by)
    receiver = _receiver(to_staff_id, by=by)
    if receiver.pk == episode.owner_id:
        raise BadReceiver(
            "Staff {staff} owns this case already. Choose someone else.", staff=to_staff_id
        )
    if HandOff.objects.filter(episode=episode, state=HandOff.State.OFFERED).exists():
        raise AlreadyOffered(
            "Episode {episode} is offered already. Withdraw that offer first.", episode=episode_id
        )
    offer = HandOff.objects.create(
        episode=episode,
        offered_to=receiver,
        reason=reason,
        summary=summary,
        offered_by=by,
        offered_at=at,
    )
    _record("hand-off.offered", offer, by=by, at=at, to=receiver.pk, reason=reason)
    return offer


@transaction.atomic
def accept_hand_off(*, hand_off_id: UUID, by: Staff, at: datetime) -> HandOff:
    """The one who was asked takes the case: only now it changes hands. Raises NotVisible, NotYours, AlreadyAnswered."""
    offer = _open_offer(hand_off_id, by=by)
    _asked(offer, by)
    before = offer.episode.owner_id
    _answer(offer, HandOff.State.ACCEPTED, "", by=by, at=at)
    Episode.objects.filter(pk=offer.episode_id).update(owner=by)
    _record("hand-off.accepted", offer, by=by, at=at, owner_was=before, owner=by.pk)
    return offer


@transaction.atomic
def decline_hand_off(*, hand_off_id: UUID, why: str, by: Staff, at: datetime) -> HandOff:
    """The one who was asked says no, and why. Raises NotVisible, NotYours, AlreadyAnswered, NothingSaid."""
    if not why.strip():
        raise NothingSaid("Write why, so that the owner knows whom to ask next.")
    offer = _open_offer(hand_off_id, by=by)
    _asked(offer, by)
    _answer(offer, HandOff.State.DECLINED, why, by=by, at=at)
    _record("hand-off.declined", offer, by=by, at=at)
    return offer


@transaction.atomic
def withdraw_hand_off(*, hand_off_id: UUID, by: Staff, at: datetime) -> HandOff:
    """The owner, the one who offered, or a lead takes the offer back. Raises NotVisible, NotYours, AlreadyAnswered."""
    offer = _open_offer(hand_off_id, by=by)
    if by.pk != offer.offered_by_id:
        _owner_or_lead(offer.episode, by)
    _answer(offer, HandOff.State.WITHDRAWN, "", by=by, at=at)
    _record("hand-off.withdrawn", offer, by=by, at=at)
    return offer


@transaction.atomic
def take_over(*, episode_id: UUID, reason: str, by: Staff, at: datetime) -> Episode:
    """A lead takes a colleague's case, with a reason; an offer of it lapses. Raises NotVisible, NotYours, UnknownWord."""
    one_of(reason, [one.id for one in contact_reasons().take_over])
    if by.role not in LEADS:
        raise NotYours(
            "Staff {staff} is no lead. Ask a lead, or the owner for a hand-off.", staff=by.pk
        )
    episode = episode_for(episode_id, by=by)
    give(episode, by, reason, by=by, at=at)
    return episode


@transaction.atomic
def reassign_all(
    *, from_staff_id: UUID, to_staff_id: UUID, reason: str, by: Staff, at: datetime
) -> int:
    """Give all open cases of one who leaves to a colleague, before her account ends (NAV-14). Returns how many.

    Notes and attempts keep her name; offers made to her lapse. Raises NotVisible, NotYours, BadReceiver,
    UnknownWord.
    """
    one_of(reason, [one.id for one in contact_reasons().take_over])
    if by.role not in LEADS:
        raise NotYours("Staff {staff} is no lead. Ask a lead to reassign the cases.", staff=by.pk)
    leaver = Staff.objects.filter(program_id=by.program_id, public_id=from_staff_id).first()
    if leaver is None:
        raise NotVisible(f"There is no staff {from_staff_id} in your program.")
    receiver = _receiver(to_staff_id, by=by)
    if receiver.pk == leaver.pk:
        raise BadReceiver(
            "Staff {staff} is the one who leaves. Choose someone else.", staff=to_staff_id
        )
    for offer in HandOff.objects.filter(
        offered_to=leaver, state=HandOff.State.OFFERED
    ).select_related("episode"):
        _answer(offer, HandOff.State.WITHDRAWN, "", by=by, at=at)
        _record("hand-off.withdrawn", offer, by=by, at=at)
    episodes = list(Episode.objects.visible_to(by).open().select_for_update().filter(owner=leaver))
    for episode in episodes:
        give(episode, receiver, reason, by=by, at=at)
    return len(episodes)


@transaction.atomic
def raise_unanswered(*, on: date, at: datetime) -> int:
    """Raise an alert on each case whose hand-off nobody answered within the limit; once each. Returns how many.

    The day of an offer is the calendar day at the program's place.
    """
    waiting = HandOff.objects.filter(state=HandOff.State.OFFERED).select_related("episode__program")
    late = [
        (offer.episode, Raised("hand-off-unanswered", f"hand-off:{offer.public_id}", None, on))
        for offer in waiting.order_by("id")
        if offer.episode.closed_on is None
        and is_unanswered(_offered_on(offer), on=on, holidays=federal_holidays())
    ]
    raised = raise_alerts([(episode.pk, one) for episode, one in late], at=at)
    refresh_lines(sorted(raised))
    for episode, _ in late:
        if episode.pk in raised:
            audit.record(
                "alert.raised",
                about=episode,
                by="system:daily",
                at=at,
                program_id=episode.program_id,
                kind="hand-off-unanswered",
            )
    return len(raised)


def _offered_on(offer: HandOff) -> date:
    return offer.offered_at.astimezone(ZoneInfo(offer.episode.program.time_zone)).date()


def _owner_or_lead(episode: Episode, by: Staff) -> None:
    if episode.owner_id != by.pk and by.role not in LEADS:
        raise NotYours(
            "Episode {episode} belongs to someone else. Ask its owner or a lead.",
            episode=episode.public_id,
        )


def _asked(offer: HandOff, by: Staff) -> None:
    if offer.offered_to_id != by.pk:
        raise NotYours(
            "Hand-off {offer} was offered to someone else: only she answers.", offer=offer.public_id
        )


def _receiver(public_id: UUID, *, by: Staff) -> Staff:
    receiver = Staff.objects.filter(
        public_id=public_id, program_id=by.program_id, is_active=True, role__in=CARE_TEAM
    ).first()
    if receiver is None:
        raise BadReceiver(
            "Staff {id} cannot own a case of this program. Choose an active colleague.",
            id=public_id,
        )
    return receiver


def _open_offer(public_id: UUID, *, by: Staff) -> HandOff:
    offer = (
        HandOff.objects.filter(public_id=public_id, episode__in=Episode.objects.visible_to(by))
        .select_for_update(of=("self",))
        .select_related("episode")
        .first()
    )
    if offer is None:
        raise NotVisible(f"There is no hand-off {public_id} in your program. Reload the list.")
    if offer.state != HandOff.State.OFFERED:
        raise AlreadyAnswered("Hand-off {id} is answered already. Reload the list.", id=public_id)
    return offer


def _answer(offer: HandOff, state: str, text: str, *, by: Staff, at: datetime) -> None:
    """Write the answer; an alert about its silence is resolved by it, in the name of the one who answered."""
    offer.state, offer.answer_text, offer.answered_by, offer.answered_at = state, text, by, at
    offer.save(update_fields=["state", "answer_text", "answered_by", "answered_at"])
    resolved = Alert.objects.filter(
        episode_id=offer.episode_id,
        kind=Alert.Kind.HAND_OFF_UNANSWERED,
        occasion=f"hand-off:{offer.public_id}",
        resolved_at__isnull=True,
    ).update(
        resolution=f"hand-off-{state}",
        resolution_text=f"The hand-off was {state}.",
        resolved_by=by,
        resolved_at=at,
    )
    if resolved:
        refresh_lines([offer.episode_id])


def give(episode: Episode, to: Staff, reason: str, *, by: Staff, at: datetime) -> None:
    """Change the owner; an offer of the case lapses. Inside the transaction of the deed."""
    for offer in HandOff.objects.filter(
        episode=episode, state=HandOff.State.OFFERED
    ).select_related("episode"):
        _answer(offer, HandOff.State.WITHDRAWN, "", by=by, at=at)
        _record("hand-off.withdrawn", offer, by=by, at=at)
    before, episode.owner = episode.owner_id, to
    Episode.objects.filter(pk=episode.pk).update(owner=to)
    audit.record(
        REASSIGNED,
        about=episode,
        by=by.actor,
        at=at,
        program_id=episode.program_id,
        owner_was=before,
        owner=to.pk,
        reason=reason,
    )


def _record(verb: str, offer: HandOff, *, by: Staff, at: datetime, **detail: object) -> None:
    program_id = offer.episode.program_id
    audit.record(
        verb,
        about=offer,
        by=by.actor,
        at=at,
        program_id=program_id,
        episode=offer.episode_id,
        **detail,
    )
