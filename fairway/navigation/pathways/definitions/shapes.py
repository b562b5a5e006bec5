"""The shape of a pathway definition: what may be asked of a TOML file in this folder. Unknown key = error."""

from collections.abc import Iterator

import msgspec

from fairway.base.definitions import Owned, Source, Text


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Events of one of these kinds, with one of these values; no values listed means any."""

    event: list[str]
    values: list[str] = []


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of time: months first, then days; or working days alone. Months are calendar months, never 30 days."""

    days: int = 0
    months: int = 0
    working_days: int = 0


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One published number for a step. The due day is the last day in time: late on the day after it.

    `anchor`, `met_by` and `not_needed_by` replace the step's own where a standard counts otherwise. A standard for
    certain ages (first and last year, both counted, at the anchor) or sexes leaves out only people known to be
    outside them.
    """

    id: str
    title: Text
    due: Span
    source: Source
    checked_by: str
    is_primary: bool = False
    ages: tuple[int, int] | None = None
    sexes: list[str] = []
    anchor: list[Match] = []
    met_by: list[Match] = []
    not_needed_by: list[Match] = []
    benchmark: str = ""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One milestone of a pathway.

    `pick` says which matching event starts the clock: the first, the latest, each (a milestone for every one), or
    again (the first, and each one that comes after the step was done: a new abnormal result asks for a new answer), or
    restart (the first, and one that comes after the schedule was broken off, or `restart_after` it began).
    `requires` must also have happened. `not_before` keeps an early event from meeting it. `window_opens` is the
    first day on which it may well be done (follow-up imaging): the warning then runs from `warn_days` before that.
    """

    key: str
    name: Text
    next_step: Text
    urgency: str
    anchor: list[Match]
    met_by: list[Match]
    pick: str = "first"
    requires: list[Match] = []
    not_needed_by: list[Match] = []
    not_before: Span | None = None
    restart_after: Span | None = None
    window_opens: Span | None = None
    is_follow_up: bool = False
    warn_days: int = 14
    long_overdue_days: int = 60
    standards: list[Standard] = []
    why_no_deadline: Text | None = None

    @property
    def primary(self) -> Standard | None:
        """The standard whose day is the milestone's due day."""
        return next((standard for standard in self.standards if standard.is_primary), None)


class Pathway(Owned, frozen=True, kw_only=True):
    """One cancer from an abnormal result to the end of treatment."""

    cancer: str
    name: Text
    opens: list[Match]
    cancer_found: list[Match]
    # Ends the run unless cancer was found before; ends it then; ends it always.
    ends_when_benign: list[Match]
    ends_when_treated: list[Match]
    ends_always: list[Match]
    # Reports that come within some days of the treatment's end and only repeat what it removed.
    aftermath: list[Match] = []
    aftermath_days: int = 0
    steps: list[Step]

    def step(self, key: str) -> Step | None:
        """The step of that key; None where an older version had one that is gone."""
        return next((step for step in self.steps if step.key == key), None)

    def matches(self) -> Iterator[Match]:
        """Every selector of the definition, for checking its words."""
        for group in (
            self.opens,
            self.cancer_found,
            self.ends_when_benign,
            self.ends_when_treated,
            self.ends_always,
            self.aftermath,
        ):
            yield from group
        for step in self.steps:
            for group in (step.anchor, step.met_by, step.requires, step.not_needed_by):
                yield from group
            for standard in step.standards:
                for group in (standard.anchor, standard.met_by, standard.not_needed_by):
                    yield from group


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of event, or one value of a kind, in words."""

    id: str
    name: Text
    kinds: list[str] = []


class Urgency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of urgency: how many days it stands ahead of its due day in the worklist's order."""

    id: str
    name: Text
    head_start_days: int


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A coded reason a person picks; `needs_text` where the code alone says too little."""

    id: str
    name: Text
    needs_text: bool = False


class Words(Owned, frozen=True, kw_only=True):
    """words.toml: kinds of events and their values."""

    cancers: list[Word]
    kinds: list[Word]
    values: list[Word]


class Urgencies(Owned, frozen=True, kw_only=True):
    """urgency.toml: what goes first, and the head start of an open alert."""

    classes: list[Urgency]
    alert_head_start_days: int


class Reasons(Owned, frozen=True, kw_only=True):
    """reasons.toml: why a clock pauses, a step is not needed, a case closes, an alert is resolved."""

    pause: list[Reason]
    not_needed: list[Reason]
    waiting: list[Reason]
    closure: list[Reason]
    alert: list[Reason]
    correction: list[Reason]
