"""Explanations of stored episodes, by replaying what they came from."""

from datetime import date
from uuid import UUID

from fairway.base.errors import FairwayError
from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.models import Episode
from fairway.navigation.pathways.queries.people import Dossier, closures, dossiers
from fairway.navigation.pathways.rules.explain import Explanation, explain
from fairway.navigation.pathways.rules.replay import milestones
from fairway.navigation.pathways.rules.runs import runs


class NoSuchEpisode(FairwayError):
    """No episode has this id, or its facts were taken back."""


def explanations(
    *, episode_id: UUID, on: date, language: str = "en", holidays: frozenset[date] = frozenset()
) -> list[Explanation]:
    """Every milestone of an episode explained for a date. Raises NoSuchEpisode. For the shell; pages scope first."""
    episode = Episode.objects.filter(public_id=episode_id).first()
    if episode is None:
        raise NoSuchEpisode(f"There is no episode {episode_id}. Copy its id from the patient page.")
    dossier = next(dossiers([episode.patient_id]))
    return explanations_of(dossier, episode, on=on, language=language, holidays=holidays)


def explanations_of(
    dossier: Dossier, episode: Episode, *, on: date, language: str, holidays: frozenset[date]
) -> list[Explanation]:
    """The same from a dossier already read."""
    pathway = pathways()[episode.pathway]
    mine = [one for one in dossier.episodes if one.pathway == pathway.id]
    closed = closures(mine)
    opener = dossier.current_of(episode.opened_by_id)
    for run in runs(pathway, dossier.facts, closed_on=closed):
        if any(fact.id == opener for fact in run.facts):
            found = milestones(
                pathway, run, person=dossier.person, holidays=holidays,
                pauses=[pause for one in mine for pause in dossier.pauses.get(one.pk, ())],
                decisions=[said for one in mine for said in dossier.decisions.get(one.pk, ())],
            )  # fmt: skip
            return [
                explain(pathway, one, on=on, language=language, holidays=holidays) for one in found
            ]
    return []
