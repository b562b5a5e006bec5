"""How staff pages say states, problems and steps."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.functional import Promise

from fairway.people.queries import Staff
from fairway.publishing.queries.editing import Line, Opened
from fairway.publishing.queries.releases import Release
from fairway.publishing.rules.moves import NEEDS_REASON, PAGE_MOVES
from fairway.publishing.rules.source import Problem
from fairway.web.plan.pages import words

# A picture that is not republished is no mistake of the author's; it is counted apart.
NOTICES = frozenset({"image-not-held"})


class Said(NamedTuple):
    """A problem in words."""

    words: str | Promise
    detail: str
    is_notice: bool


class Move(NamedTuple):
    """A step that a version may take."""

    to: str
    label: str | Promise
    needs_reason: bool


class PageRow(NamedTuple):
    """A page in the list."""

    line: Line
    state: str | Promise
    kind: str
    problems: int
    notices: int
    may_be_chosen: bool


class StepRow(NamedTuple):
    """One step of one version."""

    when: str
    version: int
    state: str | Promise
    who: str
    reason: str


def rows(lines: Iterable[Line]) -> list[PageRow]:
    """The list."""
    found = []
    for line in lines:
        state, kind = words.STATES[line.latest.state]
        notices = sum(one.code in NOTICES for one in line.problems)
        open_ = line.latest.state in ("draft", "in-review", "signed-off")
        found.append(PageRow(line, state, kind, len(line.problems) - notices, notices, open_))
    return found


def states(lines: Iterable[Line]) -> list[tuple[str, str | Promise, int]]:
    """Every state that occurs: its code, its word, how many."""
    counts = Counter(line.latest.state for line in lines)
    return [(code, word, counts[code]) for code, (word, _) in words.STATES.items() if counts[code]]


def problems(found: Iterable[Problem]) -> list[Said]:
    """What is amiss, mistakes first."""
    said = [Said(words.PROBLEMS.get(one.code, one.code), one.detail, one.code in NOTICES) for one in found]  # fmt: skip
    return sorted(said, key=lambda one: one.is_notice)


def moves(state: str) -> list[Move]:
    """What may be done with a version in this state."""
    return [
        Move(to, words.MOVES[state, to], (state, to) in NEEDS_REASON) for to in PAGE_MOVES[state]
    ]


def steps(found: Opened, staff: Staff) -> list[StepRow]:
    """What was done with the page, the latest first."""
    zone = ZoneInfo(staff.program.time_zone)
    return [
        StepRow(
            formats.date_format(one.moved_at.astimezone(zone), "SHORT_DATETIME_FORMAT"),
            one.version.number,
            words.STATES[one.state][0],
            found.names.get(one.moved_by, one.moved_by),
            one.reason,
        )
        for one in found.steps
    ]


def release_tag(release: Release) -> tuple[str | Promise, str]:
    """A release's state as a word and its kind."""
    return words.RELEASES[release.state]
