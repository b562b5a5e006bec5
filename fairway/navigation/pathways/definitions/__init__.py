"""The definitions, loaded once and checked at start-up: pathways, words, urgency, reasons."""

from datetime import date
from functools import cache
from pathlib import Path

from fairway.base.definitions import BadDefinition, Owned, load
from fairway.navigation.pathways.definitions.shapes import Pathway, Reasons, Urgencies, Words

HERE = Path(__file__).parent
PATHWAY_FILES = ("breast", "cervical", "colorectal", "lung", "prostate")


@cache
def words() -> Words:
    """Kinds and values of events, in the field's own words."""
    return load(HERE / "words.toml", Words)


@cache
def urgencies() -> Urgencies:
    """Classes of urgency."""
    return load(HERE / "urgency.toml", Urgencies)


@cache
def reasons() -> Reasons:
    """Coded reasons."""
    return load(HERE / "reasons.toml", Reasons)


@cache
def pathways() -> dict[str, Pathway]:
    """Every pathway by id.

    Raises BadDefinition for an unknown key, word or urgency class, a repeated key, or more than one primary standard.
    """
    found = {name: load(HERE / f"{name}.toml", Pathway) for name in PATHWAY_FILES}
    for pathway in found.values():
        check(pathway)
    return found


def check(pathway: Pathway) -> None:
    """What the shape alone cannot say. Raises BadDefinition."""
    kinds = {word.id for word in words().kinds}
    values = {word.id for word in words().values}
    for match in pathway.matches():
        for unknown in [*(set(match.event) - kinds), *(set(match.values) - values)]:
            raise BadDefinition(
                f"{pathway.id}: `{unknown}` is not in words.toml. Add it there, or mend the spelling."
            )
    classes = {urgency.id for urgency in urgencies().classes}
    keys = [step.key for step in pathway.steps]
    for step in pathway.steps:
        if step.urgency not in classes:
            raise BadDefinition(
                f"{pathway.id}.{step.key}: urgency `{step.urgency}` is not in urgency.toml."
            )
        if keys.count(step.key) > 1:
            raise BadDefinition(f"{pathway.id}.{step.key} stands twice. Keys must differ.")
        if step.pick not in ("first", "latest", "each", "again", "restart"):
            raise BadDefinition(
                f"{pathway.id}.{step.key}: pick must be first, latest, each, again or restart."
            )
        primaries = sum(standard.is_primary for standard in step.standards)
        if primaries != (1 if step.standards else 0):
            raise BadDefinition(
                f"{pathway.id}.{step.key}: exactly one standard must be primary, not {primaries}."
            )
        if not step.standards and step.why_no_deadline is None:
            raise BadDefinition(
                f"{pathway.id}.{step.key} has no standard: say why in why_no_deadline."
            )


def review_overdue(*, on: date) -> list[str]:
    """Ids of definitions past their review day; they still work, and `fairway doctor` names them."""
    owned: list[Owned] = [words(), urgencies(), reasons(), *pathways().values()]
    return [definition.id for definition in owned if definition.is_review_overdue(on=on)]
