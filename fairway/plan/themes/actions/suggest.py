"""The aid "theme-candidates" at work: it reads what was said, groups it, and writes candidates beside what people decided.

A new run never renames a theme, never moves a passage that a person placed, never brings back what she removed or set
aside. What nobody touched follows the new run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from fairway.base import aids, jobs
from fairway.base.models import AidRun, Job
from fairway.people.models import Staff
from fairway.plan.documents.models import Passage
from fairway.plan.themes.actions.ground import note_echoes, settle
from fairway.plan.themes.models import Assignment, Theme, ThemeStep, in_spam
from fairway.plan.themes.queries.origins import behind
from fairway.plan.themes.rules.standing import (
    MOST_THEMES,
    is_minority,
    matched,
)

if TYPE_CHECKING:
    from fairway.plan.themes.rules.clusters import Group, Grouping, Unit

AID = "theme-candidates"
SYSTEM = f"system:{AID}"
KIND = AID
# Of the places for new candidates, how many are kept for small groups: minority views are never crowded out.
MINORITY_PLACES = 15
NAME_TERMS = 4
BATCH = 2_000
OPEN = (Theme.State.CANDIDATE, Theme.State.SUPPORTED)
Progress = Callable[[int, int], None]


def ask_for_themes(*, zoom: str, by: Staff, at: datetime) -> Job:
    """Put the aid's work in the queue. Raises AidIsOff at once, not only when a worker comes for it."""
    aids.require(AID, by.program_id)
    return jobs.ask(
        KIND,
        args={"program_id": by.program_id, "zoom": zoom},
        by=by.actor,
        at=at,
        program_id=by.program_id,
    )


def suggest_themes(
    *,
    program_id: int,
    by: str,
    at: datetime,
    zoom: str = "middle",
    progress: Progress = lambda done, total: None,
) -> AidRun:
    """Group all that was said in this program and write the candidates. Running it twice changes nothing.

    Raises AidIsOff. The grouping is worked out before the transaction begins, which is short.
    """
    from fairway.plan.themes.definitions import stop_words
    from fairway.plan.themes.rules.clusters import group  # heavy: only where it is used

    units = _units(program_id)
    run = aids.begin(
        aid_id=AID, program_id=program_id, inputs=len(units), settings={"zoom": zoom}, by=by, at=at
    )
    progress(1, 6)
    grouping = group(
        units,
        stop_words=stop_words(),
        zoom=zoom,
        progress=lambda done, total: progress(1 + done, 6),
    )
    with transaction.atomic():
        result = _write(grouping, units, run=run, at=at)
        aids.end(run, result=result, at=at)
    progress(6, 6)
    return run


def _units(program_id: int) -> list[Unit]:
    """Every standing passage that somebody said, with who stands behind it; spam left out."""
    from fairway.plan.themes.rules.clusters import Unit

    speakers = behind(program_id)
    said = Passage.objects.filter(document__program_id=program_id).standing().said()
    rows = (
        said.exclude(document__in=in_spam())
        .exclude(text="")
        .order_by("pk")
        .values_list("pk", "text", "language")
    )
    return [
        Unit(key=key, text=text, source=speakers[key].voice, language=language)
        for key, text, language in rows.iterator(chunk_size=BATCH)
        if key in speakers
    ]


@dataclass
class _Stand:
    """How the program's themes stand before the run."""

    themes: dict[int, Theme]
    members: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[tuple[int, int], int] = field(default_factory=dict)
    undecided: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    decided: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


def _stand(program_id: int) -> _Stand:
    """What is there; `decided` passages and `touched` themes are those that a person had a hand in."""
    stand = _Stand({one.pk: one for one in Theme.objects.filter(program_id=program_id)})
    rows = Assignment.objects.filter(theme__program_id=program_id)
    fields = ("pk", "theme_id", "passage_id", "origin", "confirmed_at", "removed_at")
    for pk, theme, passage, origin, confirmed, removed in rows.values_list(*fields):
        stand.rows[theme, passage] = pk
        if removed is None:
            stand.members[theme].add(passage)
        by_hand = origin == Theme.Origin.HUMAN or confirmed is not None or removed is not None
        if by_hand:
            stand.touched.add(theme)
        is_open = stand.themes[theme].state in OPEN
        if removed is None and is_open and not by_hand:
            stand.undecided[theme].add(passage)
        elif removed is None and stand.themes[theme].state != Theme.State.SET_ASIDE:
            stand.decided.add(passage)
    by_people = ThemeStep.objects.filter(theme__program_id=program_id).exclude(moved_by=SYSTEM)
    stand.touched |= set(by_people.values_list("theme_id", flat=True))
    cited = Theme.objects.filter(program_id=program_id, recommendations__isnull=False)
    stand.touched |= set(cited.values_list("pk", flat=True))
    stand.touched |= {
        one.pk for one in stand.themes.values() if one.state not in OPEN or one.origin == "human"
    }
    return stand


def _write(
    grouping: Grouping, units: list[Unit], *, run: AidRun, at: datetime
) -> dict[str, object]:
    stand = _stand(run.program_id)
    groups = [frozenset(key for key, _ in one.members) for one in grouping.groups]
    continued = matched(groups, {key: frozenset(many) for key, many in stand.members.items()})
    wanted: dict[int, dict[int, float]] = {}
    fresh: list[Group] = []
    for place, group in enumerate(grouping.groups):
        theme = continued.get(place)
        if theme is None:
            fresh.append(group)
        elif stand.themes[theme].state != Theme.State.SET_ASIDE:
            wanted[theme] = {key: score for key, score in group.members if key not in stand.decided}
    gone, taken = _take_back(stand, wanted)
    standing = sum(one.state != Theme.State.SET_ASIDE for one in stand.themes.values()) - gone
    texts = {unit.key: unit.text for unit in units}
    for group, theme_row in _new_themes(fresh, stand, texts, grouping.texts, MOST_THEMES - standing, run, at):  # fmt: skip
        wanted[theme_row.pk] = {key: score for key, score in group.members if key not in stand.decided}  # fmt: skip
        stand.themes[theme_row.pk] = theme_row
    added = _assign(stand, wanted, run=run, at=at)
    changed = [stand.themes[key] for key in {*wanted, *stand.undecided} if key in stand.themes]
    settle(changed, by=SYSTEM, at=at)
    return {
        "texts": grouping.texts,
        "groups": len(groups),
        "continued": len(continued),
        "gone": gone,
        "assigned": added,
        "taken_back": taken,
        "alone": len(grouping.alone),
    }


def _take_back(stand: _Stand, wanted: dict[int, dict[int, float]]) -> tuple[int, int]:
    """Undecided assignments that this run does not find, and candidates that nobody touched and it does not find."""
    lost = [
        stand.rows[theme, passage]
        for theme, passages in stand.undecided.items()
        for passage in passages - wanted.get(theme, {}).keys()
    ]
    for start in range(0, len(lost), 500):
        Assignment.objects.filter(pk__in=lost[start : start + 500]).delete()
    gone = [key for key in stand.themes if key not in stand.touched and key not in wanted]
    Theme.objects.filter(pk__in=gone).delete()
    for key in gone:
        del stand.themes[key]
    return len(gone), len(lost)


def _new_themes(
    groups: list[Group],
    stand: _Stand,
    texts: dict[int, str],
    all_texts: int,
    room: int,
    run: AidRun,
    at: datetime,
) -> list[tuple[Group, Theme]]:
    """Candidates for groups that continue none; of two different texts at least; small ones have places of their own."""
    sized = []
    for group in groups:
        free = {texts[key] for key, _ in group.members if key not in stand.decided}
        if len(free) > 1:
            sized.append((group, len(free)))
    small = [pair for pair in sized if is_minority(texts=pair[1], all_texts=all_texts)]
    large = [pair for pair in sized if pair not in small]
    kept = min(MINORITY_PLACES, len(small))
    chosen = large[: max(0, room - kept)]
    chosen += small[: max(0, room - len(chosen))]
    made = []
    for group, size in chosen:
        theme = Theme.objects.create(
            program_id=run.program_id,
            name=", ".join(group.terms[:NAME_TERMS])[:200],
            name_origin=Theme.Origin.MACHINE,
            origin=Theme.Origin.MACHINE,
            run=run,
            terms=list(group.terms),
            is_minority_view=is_minority(texts=size, all_texts=all_texts),
            made_by=SYSTEM,
            made_at=at,
        )
        theme.steps.create(state=Theme.State.CANDIDATE, moved_by=SYSTEM, moved_at=at)
        made.append((group, theme))
    return made


def _assign(
    stand: _Stand, wanted: dict[int, dict[int, float]], *, run: AidRun, at: datetime
) -> int:
    """Rows that are not there yet in any form: a removed one is a decision and stays removed."""
    rows = [
        Assignment(
            theme_id=theme,
            passage_id=passage,
            origin=Theme.Origin.MACHINE,
            run=run,
            score=round(score, 4),
            assigned_by=SYSTEM,
            assigned_at=at,
        )
        for theme, passages in wanted.items()
        for passage, score in passages.items()
        if (theme, passage) not in stand.rows
    ]
    Assignment.objects.bulk_create(rows, batch_size=BATCH)
    named = {key for key in wanted if stand.themes[key].name_origin == Theme.Origin.HUMAN}
    for key in named:
        new = [row.passage_id for row in rows if row.theme_id == key]
        note_echoes(stand.themes[key], Passage.objects.filter(pk__in=new[:500]))
    return len(rows)
