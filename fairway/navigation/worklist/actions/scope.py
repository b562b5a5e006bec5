"""Finding what an action is about, within what a person may see."""

from uuid import UUID

from fairway.base.errors import FairwayError
from fairway.navigation.pathways.models import Episode
from fairway.people.models import Staff
from fairway.people.queries import NotVisible, patient_for

__all__ = ["NotVisible", "UnknownWord", "episode_for", "one_of", "patient_for"]


class UnknownWord(FairwayError):
    """A mode, an outcome or a reason that is not among the coded ones."""


def episode_for(public_id: UUID, *, by: Staff) -> Episode:
    """The open episode, locked for this transaction. Raises NotVisible."""
    episode = (
        Episode.objects.visible_to(by)
        .open()
        .select_for_update()
        .filter(public_id=public_id)
        .first()
    )
    if episode is None:
        raise NotVisible(f"There is no open episode {public_id} in your program. Reload the list.")
    return episode


def one_of(word: str, known: list[str]) -> None:
    """Raises UnknownWord unless the word is known."""
    if word not in known:
        raise UnknownWord("`{word}` does not fit here. Choose from the list.", word=word)
