"""From passages and submissions to their themes, and back: what reports and the public status page follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from fairway.plan.themes.models import Assignment, Theme
from fairway.plan.themes.queries.origins import MOST_KEYS


@dataclass(frozen=True)
class ThemeRef:
    """A theme as a link shows it. `origin` says by whose hand the passage is in it."""

    id: int
    public_id: UUID
    name: str
    name_origin: str
    state: str
    origin: str
    is_confirmed: bool


def standing_assignments(theme: Theme) -> list[Assignment]:
    """The theme's passages with their documents: not removed, not withdrawn; in the order of the documents."""
    rows = Assignment.objects.standing().filter(theme=theme)
    return list(rows.select_related("passage__document").order_by("passage_id"))


def themes_of_passages(passage_ids: Collection[int]) -> dict[int, list[ThemeRef]]:
    """The themes of each passage that stand, by the passage's key; none of a withdrawn one."""
    found: dict[int, list[ThemeRef]] = defaultdict(list)
    for part in _parts(passage_ids):
        rows = Assignment.objects.standing().filter(passage__in=part)
        rows = rows.exclude(theme__state=Theme.State.SET_ASIDE).select_related("theme")
        for row in rows.order_by("theme_id"):
            found[row.passage_id].append(_ref(row))
    return dict(found)


def themes_of(
    submission_ids: Collection[int], *, states: Collection[str] = ("accepted", "in-report")
) -> dict[int, list[ThemeRef]]:
    """The themes that each submission is part of, by its key; with its attachments. Only those in the given states."""
    found: dict[int, dict[int, ThemeRef]] = defaultdict(dict)
    submission = Coalesce(
        F("passage__document__submission"),
        F("passage__document__part_of__submission"),
        F("passage__document__part_of__part_of__submission"),
        F("passage__document__part_of__part_of__part_of__submission"),
    )
    for part in _parts(submission_ids):
        rows = Assignment.objects.standing().filter(theme__state__in=states)
        rows = rows.annotate(sent=submission).filter(sent__in=part).select_related("theme")
        for row in rows.order_by("theme_id"):
            found[row.sent].setdefault(row.theme_id, _ref(row))  # type: ignore[attr-defined]
    return {key: list(refs.values()) for key, refs in found.items()}


def _ref(row: Assignment) -> ThemeRef:
    theme = row.theme
    return ThemeRef(
        theme.pk,
        theme.public_id,
        theme.name,
        theme.name_origin,
        theme.state,
        row.origin,
        row.confirmed_at is not None,
    )


def _parts(keys: Collection[int]) -> Iterable[list[int]]:
    listed = sorted(keys)
    return (listed[at : at + MOST_KEYS] for at in range(0, len(listed), MOST_KEYS))
