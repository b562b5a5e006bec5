"""The aid "synergy-suggestions": who could work together, read from what each said and does. Words only, no model.

Same goal and matter, same barrier, one's offer and another's need, same place and matter (requirements 5.5, STK-11).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from fairway.plan.themes.rules.words import unaccented

# A work with a name of its own, written with a capital inside the word: mCODE.
NAMED_WORK = re.compile(r"\b(?:[a-z]+[A-Z][A-Za-z]*|[A-Z][a-z]+[A-Z][A-Za-z]+)\b")
# A named work that more share than this is common property and brings nobody together.
MOST_SHARE_A_WORK = 4
MOST_PER_STAKEHOLDER = 12
MOST_EVIDENCE = 4


@dataclass(frozen=True)
class Statement:
    """Something a stakeholder said or does. `asks` is None where nothing says whether it offers or asks."""

    stakeholder: int
    text: str
    goals: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    asks: bool | None = None
    passage: int | None = None
    activity: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """Two stakeholders (the lower key left), why, and the statements of both that speak for it."""

    left: int
    right: int
    kind: str
    topic: str
    score: float
    evidence: tuple[Statement, ...] = field(default=())


class Words:
    """Patterns of words as the definitions write them."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.found = re.compile("|".join(rf"\b{self._one(pattern)}" for pattern in patterns))

    def __call__(self, folded: str) -> bool:
        return self.found.search(folded) is not None

    @staticmethod
    def _one(pattern: str) -> str:
        words = pattern.split()
        return r"\W+".join(re.escape(one.rstrip("*")) + (r"\w*" if one.endswith("*") else r"\b") for one in words)  # fmt: skip


def suggest(
    statements: Sequence[Statement],
    *,
    matters: dict[str, Words],
    asks: Words,
    names: frozenset[str] = frozenset(),
    known: frozenset[tuple[int, int, str]] = frozenset(),
) -> list[Suggestion]:
    """Pairs worth a look, the best first. `known` (left, right, topic) were shown before and are left alone.

    `names` are folded names of stakeholders, which are no works. At most a few a stakeholder, so that every pair can be
    looked at by a person.
    """
    on = _by_topic(statements, matters=matters, asks=asks, names=names)
    goals = _goals(statements)
    found = []
    for topic, said in on.items():
        by_stakeholder: dict[int, list[tuple[Statement, bool]]] = defaultdict(list)
        for statement, asked in said:
            by_stakeholder[statement.stakeholder].append((statement, asked))
        for left, right in combinations(sorted(by_stakeholder), 2):
            if (left, right, topic) in known:
                continue
            kind = _kind(by_stakeholder[left], by_stakeholder[right], goals[left] & goals[right])
            if kind:
                found.append(_suggestion(left, right, kind, topic, by_stakeholder))
    return _spread(_in_turn(found))


def _by_topic(
    statements: Sequence[Statement],
    *,
    matters: dict[str, Words],
    asks: Words,
    names: frozenset[str],
) -> dict[str, list[tuple[Statement, bool]]]:
    on: dict[str, list[tuple[Statement, bool]]] = defaultdict(list)
    works: dict[str, list[tuple[Statement, bool]]] = defaultdict(list)
    for statement in statements:
        folded = unaccented(statement.text)
        asked = asks(folded) if statement.asks is None else statement.asks
        for topic, words in matters.items():
            if words(folded):
                on[topic].append((statement, asked))
        for work in {found.lower() for found in NAMED_WORK.findall(statement.text)} - names:
            works[work].append((statement, asked))
    for work, said in works.items():
        if 2 <= len({one.stakeholder for one, _ in said}) <= MOST_SHARE_A_WORK:
            on[work] = said
    return on


def _goals(statements: Sequence[Statement]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for statement in statements:
        found[statement.stakeholder] |= statement.goals
    return found


def _kind(
    left: list[tuple[Statement, bool]], right: list[tuple[Statement, bool]], goals: frozenset[str]
) -> str:
    """The strongest reason of the pair on one topic; empty where there is none."""
    asks_left, asks_right = any(asked for _, asked in left), any(asked for _, asked in right)
    offers_left = any(not asked for _, asked in left)
    offers_right = any(not asked for _, asked in right)
    if (asks_left and offers_right and not offers_left) or (
        asks_right and offers_left and not offers_right
    ):
        return "complementary"
    if _places(left) & _places(right):
        return "same-place"
    if offers_left and offers_right and goals:
        return "same-goal"
    return "same-barrier" if asks_left and asks_right else ""


def _places(said: list[tuple[Statement, bool]]) -> frozenset[str]:
    return frozenset(place for one, _ in said for place in one.places)


def _suggestion(
    left: int,
    right: int,
    kind: str,
    topic: str,
    by_stakeholder: dict[int, list[tuple[Statement, bool]]],
) -> Suggestion:
    """Rarer matters count more: what everyone speaks of brings no two together."""
    sides = [[one for one, _ in by_stakeholder[side]][:MOST_EVIDENCE] for side in (left, right)]
    fewer, all_of_both = min(len(side) for side in sides), sum(len(side) for side in sides)
    score = 2 / len(by_stakeholder) + 0.1 * fewer + 0.01 * all_of_both
    return Suggestion(left, right, kind, topic, round(score, 3), (*sides[0], *sides[1]))


def _in_turn(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Every topic's best pair before any topic's second."""
    found: list[Suggestion] = sorted(suggestions, key=lambda one: (-one.score, one.left, one.right, one.topic))  # fmt: skip
    before: Counter[str] = Counter()
    turns = []
    for one in found:
        turns.append(before[one.topic])
        before[one.topic] += 1
    return [one for _, one in sorted(zip(turns, found, strict=True), key=lambda pair: pair[0])]


def _spread(suggestions: list[Suggestion]) -> list[Suggestion]:
    """The best of each stakeholder, so that the loudest do not take all places."""
    taken: Counter[int] = Counter()
    chosen = []
    for one in suggestions:
        if max(taken[one.left], taken[one.right]) < MOST_PER_STAKEHOLDER:
            taken.update((one.left, one.right))
            chosen.append(one)
    return chosen
