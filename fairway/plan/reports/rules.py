"""Decisions about sentences and recommendations: what may follow what, what counts as repeating. Pure; no Django."""

import re
from collections.abc import Mapping
from hashlib import sha256

# A text that repeats this many words in a row of a passage holds that passage's words (plan's rule of withdrawal).
ECHO_WORDS = 6

# The figures that a sentence may name; a build puts in what the database says then. docs: reports/definitions/words.toml.
FIGURES = (
    "submissions",
    "texts",
    "organizations",
    "late",
    "activities",
    "themes",
    "recommendations",
)
FIGURE = re.compile(r"\{([a-z]+)(?::(NCP-[1-8]))?\}")
BRACES = re.compile(r"\{[^{}]*\}")
# Only these two are counted by goal.
BY_GOAL = ("submissions", "activities")

# Requirements 5.3. A recommendation is tracked between the last four, in either direction.
TRACKED = frozenset({"open", "in-progress", "done", "no-answer"})
MOVES: Mapping[str, frozenset[str]] = {
    "proposed": frozenset({"evidence-linked"}),
    "evidence-linked": frozenset({"adopted"}),
    "adopted": frozenset({"assigned"}),
    "assigned": TRACKED,
    "open": TRACKED,
    "in-progress": TRACKED,
    "done": TRACKED,
    "no-answer": TRACKED,
}
# STK-16: these say something of the world, so each needs evidence and its date.
NEEDS_EVIDENCE = frozenset({"in-progress", "done", "no-answer"})


def may_move(before: str, after: str) -> bool:
    """Whether a recommendation may go from one state to the other."""
    return after in MOVES[before]


def figures(text: str) -> set[str]:
    """The figures that a text names, as `activities` or `activities:NCP-4`."""
    return {name + (f":{goal}" if goal else "") for name, goal in FIGURE.findall(text)}


def unknown_figures(text: str) -> list[str]:
    """What stands in braces and is no figure that we can count, in order."""
    return [found for found in BRACES.findall(text) if not _is_figure(found)]


def fill(text: str, numbers: Mapping[str, int]) -> str:
    """The text with its figures put in."""
    return FIGURE.sub(lambda found: f"{numbers[found.group()[1:-1]]:,}", text)


def digest(words: str) -> str:
    """Of quoted words: byte for byte the same, or another digest."""
    return sha256(words.encode()).hexdigest()


def _is_figure(found: str) -> bool:
    match = FIGURE.fullmatch(found)
    if match is None or match.group(1) not in FIGURES:
        return False
    return match.group(2) is None or match.group(1) in BY_GOAL
