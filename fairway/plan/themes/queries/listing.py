"""Themes as staff see them: each with its counts, the checks of the whole set, and one theme with its passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.models import Assignment, Theme, ThemeMerge, ThemeStep
from fairway.plan.themes.queries.origins import Behind, behind
from fairway.plan.themes.rules.standing import Checked, Finding, check

PAGE = 25


@dataclass(frozen=True)
class Counts:
    """How much stands behind a theme. Always all of them: a hundred letters of one text are one text."""

    passages: int = 0
    submissions: int = 0
    texts: int = 0
    organizations: int = 0
    sources: int = 0
    undecided: int = 0


@dataclass(frozen=True)
class Listed:
    """A theme with its counts."""

    theme: Theme
    counts: Counts


@dataclass(frozen=True)
class Standing:
    """One passage in a theme, with who stands behind it."""

    assignment: Assignment
    behind: Behind
    stakeholder: str


@dataclass(frozen=True)
class ThemePage:
    """A theme with its passages (a page of them), its steps and merges."""

    theme: Theme
    counts: Counts
    passages: list[Standing]
    next_after: int | None
    steps: list[ThemeStep]
    merges: list[ThemeMerge]
    others: list[Theme]


def find_theme(staff: Staff, theme_id: UUID) -> Theme:
    """The theme. Raises NotVisible."""
    theme = Theme.objects.visible_to(staff).filter(public_id=theme_id).first()
    if theme is None:
        raise NotVisible(f"There is no theme {theme_id} among those that you may see.")
    return theme


def listing(staff: Staff, *, states: Collection[str] = ()) -> list[Listed]:
    """The program's themes with their counts, the largest first; in the given states, or all."""
    rows = Theme.objects.visible_to(staff)
    if states:
        rows = rows.filter(state__in=states)
    themes = list(rows)
    counts = _counts(staff.program_id, [theme.pk for theme in themes])
    listed = [Listed(theme, counts.get(theme.pk, Counts())) for theme in themes]
    return sorted(listed, key=lambda one: (-one.counts.texts, one.theme.pk))


def people(staff: Staff) -> dict[str, str]:
    """The names of the program's staff, gone ones too, by their ids in the audit."""
    return {one.actor: one.name for one in Staff.objects.filter(program_id=staff.program_id)}


def findings(staff: Staff) -> list[tuple[Finding, list[Theme]]]:
    """What to look at in the program's set of themes (rules.standing.check)."""
    themes = {one.pk: one for one in Theme.objects.visible_to(staff).exclude(state="set-aside")}
    counts = _counts(staff.program_id, themes)
    passages: dict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.standing().filter(theme__in=themes)
    for theme, passage in rows.values_list("theme_id", "passage_id"):
        passages[theme].add(passage)
    checked = [
        Checked(
            key,
            one.name,
            frozenset(passages[key]),
            counts.get(key, Counts()).sources,
            one.state,
        )
        for key, one in themes.items()
    ]
    return [(found, [themes[key] for key in found.themes]) for found in check(checked)]


def theme_page(staff: Staff, theme_id: UUID, *, after: int = 0) -> ThemePage:
    """One theme; its passages in the order of the documents, a page at a time. Raises NotVisible."""
    theme = find_theme(staff, theme_id)
    rows = Assignment.objects.standing().filter(theme=theme, passage_id__gt=after)
    rows = rows.select_related("passage__document").order_by("passage_id")[: PAGE + 1]
    shown = list(rows)
    merges = ThemeMerge.objects.filter(kept=theme, undone_at__isnull=True).select_related("merged")
    others = Theme.objects.visible_to(staff).exclude(pk=theme.pk).exclude(state="set-aside")
    return ThemePage(
        theme=theme,
        counts=_counts(staff.program_id, [theme.pk]).get(theme.pk, Counts()),
        passages=stood(staff.program_id, shown[:PAGE]),
        next_after=shown[PAGE - 1].passage_id if len(shown) > PAGE else None,
        steps=list(theme.steps.order_by("moved_at", "pk")),
        merges=list(merges.order_by("pk")),
        others=list(others.order_by("name", "pk")),
    )


def stood(program_id: int, rows: Iterable[Assignment]) -> list[Standing]:
    """Assignments with who stands behind each."""
    kept = list(rows)
    speakers = behind(program_id, {row.passage_id for row in kept})
    wanted = {one.stakeholder_id for one in speakers.values() if one.stakeholder_id}
    names = dict(Stakeholder.objects.filter(pk__in=wanted).values_list("pk", "name"))
    found = []
    for row in kept:
        speaker = speakers[row.passage_id]
        found.append(Standing(row, speaker, names.get(speaker.stakeholder_id or 0, "")))
    return found


def _counts(program_id: int, themes: Collection[int]) -> dict[int, Counts]:
    """The counts of the themes, from their standing passages and who stands behind each."""
    rows = Assignment.objects.standing().filter(theme__in=list(themes))
    fields = ("theme_id", "passage_id", "passage__digest", "origin", "confirmed_at")
    found = list(rows.values_list(*fields))
    speakers = behind(program_id, {row[1] for row in found}) if found else {}
    by_theme: dict[int, list[tuple[str, Behind, bool]]] = defaultdict(list)
    for theme, passage, digest, origin, confirmed in found:
        is_undecided = origin == Theme.Origin.MACHINE and confirmed is None
        by_theme[theme].append((digest, speakers[passage], is_undecided))
    return {theme: _counted(many) for theme, many in by_theme.items()}


def _counted(rows: list[tuple[str, Behind, bool]]) -> Counts:
    speakers: list[Behind] = [speaker for _, speaker, _ in rows]
    return Counts(
        passages=len(rows),
        submissions=len({one.submission_id for one in speakers} - {None}),
        texts=len({digest for digest, _, _ in rows}),
        organizations=len({one.stakeholder_id for one in speakers} - {None}),
        sources=len({one.source for one in speakers}),
        undecided=sum(undecided for _, _, undecided in rows),
    )
