"""What a goal is called on a day, and what two sets of tags say of each other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fairway.base.errors import FairwayError
from fairway.plan.goals.definitions import Goal, Label, definition

# PLN-1: the two goals that the series on technology and navigation serves (source document S001).
DEFAULT_GOALS = ("NCP-4", "NCP-5")


class UnknownGoal(FairwayError):
    """No goal has this code."""


def goals() -> tuple[Goal, ...]:
    """The eight goals, in the Plan's order."""
    return tuple(definition().goals)


def goal(code: str) -> Goal:
    """One goal. Raises UnknownGoal."""
    for one in goals():
        if one.code == code:
            return one
    codes = ", ".join(one.code for one in goals())
    raise UnknownGoal(
        "There is no goal {code}. Use one of {codes}.", code=repr(code[:12]), codes=codes
    )


def codes() -> tuple[str, ...]:
    """The codes, in order."""
    return tuple(one.code for one in goals())


def label_on(code: str, *, on: date) -> Label:
    """The name that held on a day, with its source: the latest that had begun (STK-8).

    Before the Plan was released the first name is given, because there is no other.
    """
    labels = sorted(goal(code).labels, key=lambda one: one.since)
    begun = [one for one in labels if one.since <= on]
    return begun[-1] if begun else labels[0]


def label(code: str, *, on: date, language: str = "en") -> str:
    """What a goal was called on a day, in a language."""
    return label_on(code, on=on).name.in_language(language)


def checked(given: Iterable[str]) -> list[str]:
    """The codes once each, in the Plan's order. Raises UnknownGoal."""
    wanted = {goal(code).code for code in given}
    return [code for code in codes() if code in wanted]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the submitter tagged and staff did not, and the other way round (STK-7)."""

    only_submitter: tuple[str, ...]
    only_staff: tuple[str, ...]
    both: tuple[str, ...]

    @property
    def is_disagreement(self) -> bool:
        """Both have spoken, and not alike. One silent side is no disagreement."""
        submitter_spoke = bool(self.only_submitter or self.both)
        staff_spoke = bool(self.only_staff or self.both)
        return submitter_spoke and staff_spoke and bool(self.only_submitter or self.only_staff)


def difference(*, submitter: Iterable[str], staff: Iterable[str]) -> Difference:
    """Compare the tags of the two, each in the Plan's order."""
    one, other = set(checked(submitter)), set(checked(staff))
    return Difference(
        only_submitter=tuple(checked(one - other)),
        only_staff=tuple(checked(other - one)),
        both=tuple(checked(one & other)),
    )
