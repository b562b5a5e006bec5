"""What a theme may be called and become: independent sources, minority views, the checks of a set of themes.

STK-9 (requirements 6.8) for the two sources; reference/peers.md 4.1 (ThemeFinder's rules in code) for the checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

SOURCES_NEEDED = 2
MOST_THEMES = 70
MOST_FINDINGS = 50
ALIKE_NAMES = 0.90
SHARED_PASSAGES = 0.70
# A view of fewer different texts than this, or than one in a thousand, is a minority's.
MINORITY_BELOW = 5
MINORITY_SHARE = 0.001


def state_for(*, state: str, sources: int) -> str:
    """Candidate and supported follow from the sources alone; what a person decided stays.

    An accepted theme whose sources were withdrawn is no longer accepted: it is a candidate again.
    """
    if state in ("candidate", "supported"):
        return "supported" if sources >= SOURCES_NEEDED else "candidate"
    if state in ("accepted", "in-report") and sources < SOURCES_NEEDED:
        return "candidate"
    return state


def is_minority(*, texts: int, all_texts: int) -> bool:
    """Few people's view: it stays a theme of its own and is always shown, however large the others are."""
    return texts < max(MINORITY_BELOW, MINORITY_SHARE * all_texts)


@dataclass(frozen=True)
class Checked:
    """A theme as the checks see it."""

    key: int
    name: str
    passages: frozenset[int]
    sources: int
    state: str


@dataclass(frozen=True)
class Finding:
    """Something to look at in a set of themes: which rule, which themes, how much."""

    rule: str
    themes: tuple[int, ...]
    figure: float


def check(themes: Sequence[Checked]) -> list[Finding]:
    """What a reader of the whole set would stumble over. Findings are shown; nothing is changed by itself."""
    found = []
    if len(themes) > MOST_THEMES:
        found.append(Finding("too-many", (), len(themes)))
    found += [
        Finding("too-few-sources", (theme.key,), theme.sources)
        for theme in themes
        if theme.state in ("accepted", "in-report") and theme.sources < SOURCES_NEEDED
    ]
    for one, other in combinations(themes, 2):
        alike = likeness(one.name, other.name, least=ALIKE_NAMES)
        if alike >= ALIKE_NAMES:
            found.append(Finding("alike-names", (one.key, other.key), alike))
        shared = overlap(one.passages, other.passages)
        if shared >= SHARED_PASSAGES:
            found.append(Finding("shared-passages", (one.key, other.key), shared))
        if len(found) >= MOST_FINDINGS:
            return found[:MOST_FINDINGS]
    return found


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """How alike two names are, 0 to 1, whatever their case. An empty name is like no other.

    Names that cannot reach `least` by the letters they have are 0 and are not compared at length.
    """
    one, other = one.casefold(), other.casefold()
    if not one or not other:
        return 0.0
    both = len(one) + len(other)
    if 2 * min(len(one), len(other)) < least * both:
        return 0.0
    if least and 2 * (Counter(one) & Counter(other)).total() < least * both:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def overlap(one: Collection[int], other: Collection[int]) -> float:
    """The share of the smaller that lies in the larger."""
    smaller = min(len(one), len(other))
    return len(frozenset(one) & frozenset(other)) / smaller if smaller else 0.0


def matched(
    groups: Sequence[frozenset[int]], themes: dict[int, frozenset[int]], *, least: float = 0.5
) -> dict[int, int]:
    """Which theme each group of a new run continues (place of the group -> key of the theme), each at most once.

    The pair that shares the most passages comes first; less than `least` of the smaller is no continuation.
    """
    homes: dict[int, list[int]] = {}
    for key, passages in themes.items():
        for passage in passages:
            homes.setdefault(passage, []).append(key)
    shared: dict[tuple[int, int], int] = {}
    for place, members in enumerate(groups):
        for passage in members:
            for key in homes.get(passage, ()):
                shared[place, key] = shared.get((place, key), 0) + 1
    pairs = sorted(
        (-many, place, key)
        for (place, key), many in shared.items()
        if many >= least * min(len(groups[place]), len(themes[key]))
    )
    continued: dict[int, int] = {}
    for _, place, key in pairs:
        if place not in continued and key not in continued.values():
            continued[place] = key
    return continued
