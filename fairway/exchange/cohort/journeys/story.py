"""One planted run of a pathway: what happened, which visits were booked, and which clocks therefore run.

The clocks are noted by the one who plants, step by step, and not found again from the facts: that is what makes the
answer key worth comparing with.
"""

from datetime import date, timedelta

import msgspec

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.days import deadline_for, due_on, later, month_of
from fairway.exchange.cohort.parameters import Deadline
from fairway.exchange.cohort.people import Person


class Fact(msgspec.Struct, gc=False):
    """One dated fact. `is_partial`: only its month is told.

    `said` is how it is told: true, suspected, mistaken, not-done, or undated.
    """

    kind: str
    on: date
    value: str = ""
    cancer: str = ""
    is_partial: bool = False
    said: str = "true"

    @property
    def first_day(self) -> date:
        """The first day it may have happened, as far as the record tells."""
        return month_of(self.on)[0] if self.is_partial else self.on


class Visit(msgspec.Struct, gc=False):
    """One booking."""

    on: date
    status: str
    kind: str
    cancer: str
    is_treatment: bool = False


class Step(msgspec.Struct, gc=False):
    """A clock: which step, the fact that started it, the fact that met it, the fact that made it needless."""

    key: str
    anchor: Fact
    met: Fact | None = None
    spared: Fact | None = None
    # An exam meets several steps; then which one counts is settled by its day.
    exams: list[Fact] = []


class Story:
    """What is planted for one run. Nothing is recorded after `last`: today, or the day before she died or moved."""

    def __init__(
        self,
        pathway: str,
        person: Person,
        chance: Chance,
        *,
        today: date,
        start: date | None = None,
    ) -> None:
        self.pathway, self.person, self.chance, self.today = pathway, person, chance, today
        gone = [day for day in (person.died_on, person.moved_on) if day is not None]
        self.last = min([today, *(day - timedelta(days=1) for day in gone)])
        self.facts: list[Fact] = []
        self.visits: list[Visit] = []
        self.steps: list[Step] = []
        self.ended_by: Fact | None = None
        self.edge = ""
        self.start = start
        self._forced: dict[str, int | None] = {}

    def begin(self, step: str, interval: str) -> date:
        """The day of the first result; at times chosen so that the step's clock stands at an edge.

        Then `interval` comes exactly on the due day, or on the day after, or never.
        """
        if self.start is not None:
            return self.start
        window = int(self.chance.odds.parameters.window_days.value)
        start = self.today - timedelta(days=self.chance.random.randrange(window))
        self.edge = self.chance.pick("edge") if self.chance.rate("edge") else ""
        if not self.edge:
            return start
        wanted = {"due-yesterday": -1, "due-today": 0, "due-tomorrow": 1}.get(self.edge)
        if wanted is not None:
            found = self._due_on(step, self.today + timedelta(days=wanted))
            start = found or start
            self._forced[interval] = None
        else:
            deadline = self._deadline(step, start)
            days = (due_on(deadline, start) - start).days if deadline is not None else 20
            self._forced[interval] = days + (self.edge == "met-day-after")
        return start

    def _deadline(self, step: str, anchor: date) -> Deadline | None:
        person, parameters = self.person, self.chance.odds.parameters
        name = f"{self.pathway}.{step}"
        return deadline_for(parameters, name, anchor, born=person.born, sex=person.sex)

    def _due_on(self, step: str, due: date) -> date | None:
        """A first day whose due day is the one wanted; months have none for some days."""
        for back in range(1, 800):
            start = due - timedelta(days=back)
            deadline = self._deadline(step, start)
            if deadline is not None and due_on(deadline, start) == due:
                return start
        return None

    def after(self, interval: str, day: date) -> date | None:
        """The day of the next step; None where it never comes. It may lie ahead of today."""
        if interval in self._forced:
            days = self._forced.pop(interval)
        else:
            days = self.chance.days(interval)
        return None if days is None else later(day, days=days)

    def tell(self, kind: str, value: str, day: date | None, *, said: str = "true") -> Fact | None:
        """Plant a fact, if its day has come; returns it."""
        if day is None or day > self.last or self.ended_by is not None:
            return None
        fact = Fact(kind, day, value, self.pathway, said=said)
        self.facts.append(fact)
        return fact

    def clock(self, key: str, anchor: Fact, met: Fact | None = None) -> Step:
        """Note a clock that now runs."""
        step = Step(key, anchor, met)
        self.steps.append(step)
        return step

    def end(self, fact: Fact | None) -> None:
        """The run ends with this fact."""
        if fact is not None and self.ended_by is None:
            self.ended_by = fact

    def visit(self, kind: str, day: date | None, *, is_treatment: bool = False) -> None:
        """The booking behind a step: kept, at times after one that was missed; or still ahead."""
        chance = self.chance
        if day is None or not self.facts or not chance.rate("has_appointment"):
            return
        if day <= self.last:
            before = day - timedelta(days=chance.random.randint(3, 12))
            if before > self.facts[0].on and chance.missed():
                self.missed(before, kind, is_treatment=is_treatment)
            elif before > self.facts[0].on and chance.rate("cancelled_visit"):
                self.book(before, "cancelled", kind, is_treatment=is_treatment)
            self.book(day, "fulfilled", kind, is_treatment=is_treatment)
        elif self.last == self.today and chance.rate("booked_ahead"):
            self.book(day, "booked", kind, is_treatment=is_treatment)

    def missed(self, day: date, kind: str, *, is_treatment: bool = False) -> None:
        """A visit that was missed; at times nobody changed the booking."""
        status = "booked" if self.chance.rate("left_as_booked") else "noshow"
        self.book(day, status, kind, is_treatment=is_treatment)

    def book(self, day: date, status: str, kind: str, *, is_treatment: bool = False) -> None:
        """A booking."""
        self.visits.append(Visit(day, status, kind, self.pathway, is_treatment))
