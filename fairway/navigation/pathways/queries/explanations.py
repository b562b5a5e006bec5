"""Explanations of stored episodes, by replaying what they came from."""

from datetime import date
from uuid import UUID

from fairway.base.errors import FairwayError
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Episode
from fairway.navigation.pathways.queries.people import Dossier, dossiers
from fairway.navigation.pathways.rules.explain import Explanation, explain
from fairway.navigation.pathways.rules.workup import replayed


class NoSuchEpisode(FairwayError):
    """No episode has this id, or its facts were taken back."""


def explanations(
    *, episode_id: UUID, on: date, language: str = "en", holidays: frozenset[date] = frozenset()
) -> list[Explanation]:
    """Every milestone of an episode explained for a date. Raises NoSuchEpisode. For the shell; pages scope first."""
    episode = Episode.objects.filter(public_id=episode_id).first()
    if episode is None:
        raise NoSuchEpisode(
            "There is no episode {episode}. Copy its id from the patient page.", episode=episode_id
        )
    dossier = next(dossiers([episode.patient_id]))[0]
    return explanations_of(dossier, episode, on=on, language=language, holidays=holidays)


def explanations_of(
    dossier: Dossier, episode: Episode, *, on: date, language: str, holidays: frozenset[date]
) -> list[Explanation]:
    """The same from a dossier already read."""
    pathway = pathways()[episode.pathway]
    for _, cases, steps in replayed(pathway, dossier.history):
        if any(case.id == episode.pk for case in cases):
            return [
                explain(pathway, one, on=on, language=language, holidays=holidays) for one in steps
            ]
    return []
