"""A lead who took a case over, or gave all cases of a colleague away, thinks better of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.base.models import AuditEntry
from fairway.navigation.pathways.models import Episode
from fairway.navigation.worklist.actions.hand_offs import REASSIGNED, BadReceiver, give
from fairway.navigation.worklist.actions.scope import NotVisible, episode_for
from fairway.people.models import Staff
from fairway.people.queries import is_care_team


class NothingToGiveBack(FairwayError):
    """The case was not moved by this lead, or has changed hands again since."""


@transaction.atomic
def give_back(*, episode_id: UUID, by: Staff, at: datetime) -> Episode:
    """Undo a lead's own taking over of one case: its owner before has it again. Offers that lapsed stay so.

    Raises NotVisible, NothingToGiveBack, BadReceiver.
    """
    episode = episode_for(episode_id, by=by)
    if not _give_back([episode], by=by, at=at):
        raise NothingToGiveBack(
            "Case {case} was not moved by you, or has changed hands since. Offer it instead.",
            case=episode_id,
        )
    return episode


@transaction.atomic
def give_all_back(*, holder_id: UUID, moved_at: datetime, by: Staff, at: datetime) -> int:
    """Undo a lead's own giving of all cases of one to another (`holder`) at a moment. Returns how many went back.

    What has changed hands since, or was closed, stays. Raises NotVisible, NothingToGiveBack, BadReceiver.
    """
    holder = Staff.objects.filter(program_id=by.program_id, public_id=holder_id).first()
    if holder is None:
        raise NotVisible(f"There is no staff {holder_id} in your program.")
    held = Episode.objects.visible_to(by).open().select_for_update().filter(owner=holder)
    count = _give_back(held, by=by, at=at, moved_at=moved_at)
    if not count:
        raise NothingToGiveBack(
            "None of these cases can go back: they have changed hands since, or are closed."
        )
    return count


def _give_back(
    episodes: Iterable[Episode], *, by: Staff, at: datetime, moved_at: datetime | None = None
) -> int:
    """Those whose last change of hands was this lead's own (at that moment), and gave them to who has them now.

    A giving back has no reason of its own, and is not given back in its turn.
    """
    about = {f"{Episode._meta.label_lower}:{one.pk}": one for one in episodes}
    entries = AuditEntry.objects.filter(about__in=list(about), verb=REASSIGNED).order_by("at", "pk")
    last = {entry.about: entry for entry in entries}
    own = [
        (about[key], entry.detail["owner_was"])
        for key, entry in last.items()
        if entry.by == by.actor
        and entry.detail["reason"]
        and entry.detail["owner"] == about[key].owner_id
        and moved_at in (None, entry.at)
    ]
    owners = Staff.objects.in_bulk({was for _, was in own})
    for episode, was in own:
        if not is_care_team(owners[was]):
            raise BadReceiver(
                "Staff {id} cannot own a case of this program. Choose an active colleague.",
                id=owners[was].public_id,
            )
        give(episode, owners[was], "", by=by, at=at)
    return len(own)
