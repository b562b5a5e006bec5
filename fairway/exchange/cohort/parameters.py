"""What may be planted: parameters.toml as frozen structs. Unknown key, interval, step or group = error."""

from functools import cached_property
from pathlib import Path

import msgspec

from fairway.base.definitions import BadDefinition, Owned, load

DEFAULT = Path(__file__).parent / "parameters.toml"
GROUPS = ("race_ethnicity", "language", "payer", "rurality")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of the parameters; it says where its numbers come from."""

    source: str


class Value(Part, frozen=True, kw_only=True):
    """One number."""

    value: float


class Shares(Part, frozen=True, kw_only=True):
    """How often each of several things is the case; shares add up to 1."""

    of: dict[str, float]


class Ages(Part, frozen=True, kw_only=True):
    """Youngest and oldest, both counted."""

    low: int
    high: int


class Interval(Part, frozen=True, kw_only=True):
    """Days to a step, lognormal by median and spread; `never` is the share for whom it does not come."""

    median: float
    spread: float
    never: float


class Effect(Part, frozen=True, kw_only=True):
    """What belonging to a group, or to several at once, changes."""

    when: dict[str, list[str]]
    intervals: list[str] = []
    times: float = 1.0
    plus_days: float = 0.0
    never_times: float = 1.0
    missed_times: float = 1.0

    def concerns(self, interval: str) -> bool:
        """Does it change this interval? An entry that ends in a dot stands for a whole pathway."""
        return not self.intervals or any(
            interval == one or (one.endswith(".") and interval.startswith(one))
            for one in self.intervals
        )


class Deadline(Part, frozen=True, kw_only=True):
    """The last day in time of a step (`pathway.key`), for people of these ages and sexes at the anchor."""

    step: str
    days: int = 0
    months: int = 0
    ages: tuple[int, int] | None = None
    sexes: list[str] = []
    counts_from_days: int = 0
    counts_from_months: int = 0
    window_months: int = 0
    warn_days: int = 14


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A real ZIP code and its town."""

    zip: str
    city: str
    state: str
    area_code: str
    rurality: str
    weight: float


class Parameters(Owned, frozen=True, kw_only=True, dict=True):
    """parameters.toml."""

    window_days: Value
    gap_days: Value
    long_overdue_days: Value
    follow_up_warn_days: Value
    rates: dict[str, Value]
    duplicates: dict[str, Value]
    background: dict[str, Value]
    shares: dict[str, Shares]
    ages: dict[str, Ages]
    male_share: dict[str, Value]
    intervals: dict[str, Interval]
    effects: list[Effect]
    deadlines: list[Deadline]
    places: list[Place]

    @cached_property
    def by_step(self) -> dict[str, list[Deadline]]:
        """Deadlines by `pathway.key`, in the order they are tried."""
        found: dict[str, list[Deadline]] = {}
        for deadline in self.deadlines:
            found.setdefault(deadline.step, []).append(deadline)
        return found


def load_parameters(path: Path | None = None) -> Parameters:
    """The parameters of a file, or those that ship with Fairway.

    Another file may plant another truth but must name the same rates, shares and intervals: a missing one would
    be a zero that nobody chose. Raises BadDefinition.
    """
    parameters = load(path or DEFAULT, Parameters)
    if path is not None:
        _same_names(parameters, load(DEFAULT, Parameters))
    _check(parameters)
    return parameters


def _same_names(given: Parameters, ours: Parameters) -> None:
    tables = ("rates", "duplicates", "background", "shares", "ages", "male_share", "intervals")
    for table in tables:
        differing = set(getattr(given, table)) ^ set(getattr(ours, table))
        if differing:
            raise BadDefinition(
                f"parameters: [{table}] must name what the file that ships with Fairway names; "
                f"these differ: {', '.join(sorted(differing))}."
            )


def _check(parameters: Parameters) -> None:
    for name, shares in parameters.shares.items():
        if abs(sum(shares.of.values()) - 1) > 1e-6:
            raise BadDefinition(f"parameters: the shares of `{name}` must add up to 1.")
    for effect in parameters.effects:
        if not effect.when or not set(effect.when) <= set(GROUPS):
            raise BadDefinition(f"parameters: an effect names a group that is none of {GROUPS}.")
        for entry in effect.intervals:
            if not any(name == entry or name.startswith(entry) for name in parameters.intervals):
                raise BadDefinition(f"parameters: an effect names no interval with `{entry}`.")
    for table in (parameters.rates, parameters.duplicates, parameters.male_share):
        for name, rate in table.items():
            if not 0 <= rate.value <= 1:
                raise BadDefinition(f"parameters: `{name}` must lie between 0 and 1.")
