"""Runs: a person's facts split into the runs of a pathway, in an order that arrival does not change."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from fairway.navigation.pathways.definitions.shapes import Pathway
from fairway.navigation.pathways.rules.calendar import last_day
from fairway.navigation.pathways.rules.selectors import Ready, hits, ready


class Fact(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An event that counts: current, not taken back. `id` is the row's key; `ref` breaks ties for ever."""

    id: int
    kind: str
    value: str
    occurred_on: date
    cancer: str = ""
    precision: str = "day"
    certainty: str = "confirmed"
    ref: str = ""
    # For a partial date only: what was told on a day cannot have happened after it.
    told_on: date | None = None

    @property
    def latest_on(self) -> date:
        """The last day it may have happened (its own day, unless the date is partial)."""
        if self.precision == "day":
            return self.occurred_on
        last = last_day(self.occurred_on, self.precision)
        return last if self.told_on is None else max(self.occurred_on, min(last, self.told_on))


class Run(msgspec.Struct, kw_only=True):
    """One run of a pathway: what opened it, what belongs to it, what ended it."""

    opened_by: Fact
    facts: list[Fact]
    ended_by: Fact | None = None
    cancer_found: bool = False

    @property
    def last_on(self) -> date | None:
        """The day the run ended, if it did."""
        return self.ended_by.latest_on if self.ended_by is not None else None


# On one day things happen in this order; what has no place here comes last.
ORDER = {
    kind: place
    for place, kind in enumerate(
        ("screening-result", "imaging", "consult", "order", "colposcopy", "colonoscopy", "biopsy", "pathology",
         "diagnosis", "stage", "told", "treatment", "treatment-complete", "resolution")
    )
}  # fmt: skip


def runs(pathway: Pathway, facts: Iterable[Fact], *, closed_on: Sequence[date] = ()) -> list[Run]:
    """Split a person's facts into runs of the pathway.

    A fact that opens starts a run when none is under way: none yet, the last one ended before, or a person closed
    it (`closed_on`). Suspected facts are shown on the time-line and decide nothing.
    """
    rules = ready(pathway)
    mine = [f for f in facts if f.cancer in ("", pathway.cancer) and f.certainty == "confirmed"]
    mine.sort(
        key=lambda f: (f.occurred_on, ORDER.get(f.kind, len(ORDER)), f.kind, f.value, f.ref, f.id)
    )
    done: list[Run] = []
    current: Run | None = None
    for fact in mine:
        if (
            current is not None
            and hits(rules.opens, fact.kind, fact.value)
            and _is_over(current, fact.occurred_on, closed_on)
            and not _is_aftermath(rules, current, fact)
        ):
            current = None
        if current is None:
            if not hits(rules.opens, fact.kind, fact.value):
                continue
            current = Run(opened_by=fact, facts=[])
            done.append(current)
        current.facts.append(fact)
        if _outweighs(rules, current, fact):
            current.ended_by = None
        if hits(rules.found, fact.kind, fact.value):
            current.cancer_found = True
        if current.ended_by is None and (
            hits(rules.always, fact.kind, fact.value)
            or (
                hits(rules.treated, fact.kind, fact.value)
                if current.cancer_found
                else fact is not current.opened_by and hits(rules.benign, fact.kind, fact.value)
            )
        ):
            current.ended_by = fact
    return done


def _is_over(run: Run, day: date, closed_on: Sequence[date]) -> bool:
    if run.last_on is not None and day > run.last_on:
        return True
    return any(run.opened_by.occurred_on <= closed < day for closed in closed_on)


def _outweighs(rules: Ready, run: Run, fact: Fact) -> bool:
    """An abnormal finding on the day of a benign one, or within its partial date: the doubt keeps the case going."""
    ended = run.ended_by
    return (
        ended is not None
        and not run.cancer_found
        and hits(rules.benign, ended.kind, ended.value)
        and fact.occurred_on <= ended.latest_on
        and hits(rules.opens, fact.kind, fact.value)
    )


def _is_aftermath(rules: Ready, run: Run, fact: Fact) -> bool:
    """A report of what the treatment removed, days after it: it repeats the finding and opens nothing."""
    if run.ended_by is None or not run.cancer_found:
        return False
    days = (fact.occurred_on - run.ended_by.latest_on).days
    return days <= rules.pathway.aftermath_days and hits(rules.aftermath, fact.kind, fact.value)
