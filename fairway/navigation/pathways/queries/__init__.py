"""Reads of the clock engine: explanations, states of a population, what replay needs."""

from fairway.navigation.pathways.queries.explanations import (
    NoSuchEpisode,
    explanations,
    explanations_of,
)
from fairway.navigation.pathways.queries.people import Dossier, dossiers
from fairway.navigation.pathways.queries.population import population_states

__all__ = [
    "Dossier",
    "NoSuchEpisode",
    "dossiers",
    "explanations",
    "explanations_of",
    "population_states",
]
