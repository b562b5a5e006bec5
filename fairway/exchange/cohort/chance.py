"""Chance with a seed: the same person comes out of the same seed and number, whoever else is written."""

from itertools import accumulate
from math import exp, log
from random import Random

import msgspec

from fairway.exchange.cohort.parameters import GROUPS, Parameters


class Change(msgspec.Struct, frozen=True):
    """What a person's groups do to one interval, all effects together."""

    times: float = 1.0
    plus_days: float = 0.0
    never_times: float = 1.0
    missed_times: float = 1.0


class Odds:
    """The parameters, ready for drawing."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.rates = {name: rate.value for name, rate in parameters.rates.items()}
        self.shares = {
            name: (list(shares.of), list(accumulate(shares.of.values())))
            for name, shares in parameters.shares.items()
        }
        self._changes: dict[tuple[str, ...], dict[str, Change]] = {}

    def changes(self, groups: tuple[str, ...]) -> dict[str, Change]:
        """What belonging to these groups changes, by interval; under "" what it does to every visit."""
        if groups not in self._changes:
            names = ["", *self.parameters.intervals]
            self._changes[groups] = {name: self._change(groups, name) for name in names}
        return self._changes[groups]

    def _change(self, groups: tuple[str, ...], interval: str) -> Change:
        mine = dict(zip(GROUPS, groups, strict=True))
        times, plus, never, missed = 1.0, 0.0, 1.0, 1.0
        for effect in self.parameters.effects:
            if not all(mine[name] in wanted for name, wanted in effect.when.items()):
                continue
            missed *= effect.missed_times
            if interval and effect.concerns(interval):
                times *= effect.times
                plus += effect.plus_days
                never *= effect.never_times
        return Change(times, plus, never, missed)


class Chance:
    """Draws for one person. Until `groups` are known, none has an effect."""

    def __init__(self, odds: Odds, *, seed: int, number: int, of: str = "") -> None:
        """`of` names draws that must not disturb the others, such as those of her background."""
        self.odds = odds
        self.random = Random(f"{seed}/{number}{of}")  # noqa: S311 - made-up people, no secret
        self.groups: tuple[str, ...] = ("",) * len(GROUPS)

    def rate(self, name: str) -> bool:
        """Is it so, at a rate of the parameters?"""
        return self.random.random() < self.odds.rates[name]

    def missed(self) -> bool:
        """Is a visit missed, at the rate of the person's groups?"""
        change = self.odds.changes(self.groups)[""]
        return self.random.random() < self.odds.rates["missed_visit"] * change.missed_times

    def pick(self, name: str) -> str:
        """One of the named shares."""
        names, bounds = self.odds.shares[name]
        return self.random.choices(names, cum_weights=bounds)[0]

    def days(self, name: str) -> int | None:
        """Days of an interval as the person's groups change it; None where the step never comes."""
        interval = self.odds.parameters.intervals[name]
        change = self.odds.changes(self.groups)[name]
        is_never = self.random.random() < min(0.95, interval.never * change.never_times)
        drawn = exp(log(interval.median) + interval.spread * self.random.gauss(0, 1))
        return None if is_never else max(1, round(drawn * change.times + change.plus_days))

    def count(self, mean: float) -> int:
        """A whole number around a mean."""
        whole = int(mean)
        return whole + (self.random.random() < mean - whole)
