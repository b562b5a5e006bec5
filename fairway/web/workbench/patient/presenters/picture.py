"""The time-line of one person: which facts, visits, steps and pauses it shows, and the same as a table."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.navigation.pathways.rules.clocks import PauseSpan
from fairway.navigation.worklist.queries import PatientPage
from fairway.navigation.worklist.queries.deeds import Deed
from fairway.web.workbench import words
from fairway.web.workbench.patient.presenters.cases import CaseView
from fairway.web.workbench.patient.timeline import Case, Mark, Picture, Step, Stop, draw

# What came long before the first case would press the case into a corner; the table keeps it.
BEFORE = timedelta(days=120)
SHOWN_VISITS = ("booked", "pending", "arrived", "fulfilled", "noshow")


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One line of the table that says what the picture shows."""

    on: date
    day: str
    what: str


class TimelineView:
    """The picture, its description and its table."""

    def __init__(self, page: PatientPage, cases: list[CaseView], *, on: date) -> None:
        shown = [case for case in cases if case.is_open] or cases
        first = min((case.card.opened_on for case in shown), default=None)
        since = first - BEFORE if first else date.min
        self.on = on
        self.marks = [mark for mark in _marks(page) if mark.on >= since]
        self.earlier = sum(1 for mark in _marks(page) if mark.on < since)
        self.cases = [_case(case) for case in shown]

    @property
    def picture(self) -> Picture | None:
        """The shapes; None where there is nothing to draw."""
        if not self.marks and not self.cases:
            return None
        return draw(
            marks=self.marks, cases=self.cases, on=self.on, today=_("Today"), month=words.month
        )

    @property
    def description(self) -> str:
        """What a reader of the page hears in place of the picture."""
        facts = ngettext("%(n)s dated mark", "%(n)s dated marks", len(self.marks)) % {
            "n": len(self.marks)
        }
        steps = [step.label for case in self.cases for step in case.steps]
        return f"{facts}. {'. '.join(steps)}."

    @property
    def left_out(self) -> str:
        """How many earlier facts only the list of facts has."""
        if not self.earlier:
            return ""
        return ngettext(
            "%(n)s earlier fact is only in the list of facts.", "%(n)s earlier facts are only in the list of facts.", self.earlier
        ) % {"n": self.earlier}  # fmt: skip

    @property
    def table(self) -> list[DatedLine]:
        """Every dated thing of the picture, oldest first."""
        lines = [(mark.on, mark.label) for mark in self.marks]
        for case in self.cases:
            for step in case.steps:
                lines.append((step.anchor_on, _("%(step)s begins") % {"step": step.label}))
                if step.due_on:
                    lines.append((step.due_on, _("Due: %(step)s") % {"step": step.label}))
                if step.ends_on:
                    lines.append((step.ends_on, _("Ended: %(step)s") % {"step": step.label}))
            lines += [(stop.from_on, stop.label) for stop in case.stops]
        lines.append((self.on, _("Today")))
        return [DatedLine(on, words.day(on), what) for on, what in sorted(lines)]


def _marks(page: PatientPage) -> list[Mark]:
    marks = [
        Mark(on=one.occurred_on, kind="event", label=f"{_short(one.kind, one.value)}, {_brief(one.occurred_on, one.precision)}")
        for one in page.events
        if one.is_current and not one.is_retraction
    ]  # fmt: skip
    for visit in page.appointments:
        if visit.visit.status in SHOWN_VISITS:
            kind = words.fact(visit.visit.kind) if visit.visit.kind else _("Visit")
            status = words.word(words.VISITS, visit.visit.status).lower()
            day = _brief(visit.visit.starts_on)
            marks.append(
                Mark(
                    on=visit.visit.starts_on, kind="appointment", label=f"{kind} ({status}), {day}"
                )
            )
    return marks


def _short(kind: str, value: str) -> str:
    """The result alone where it says what it is of; otherwise the kind with it."""
    said = words.fact(kind, value)
    if kind != "screening-result" or not value:
        return said
    result = said.partition(": ")[2]
    return result[:1].upper() + result[1:]


def _brief(day: date, precision: str = "day") -> str:
    return words.brief(day) if precision == "day" else words.day(day, precision)


def _case(case: CaseView) -> Case:
    known = {f"{case.id}:{row.key}:{row.occasion}": row for row in case.card.milestones}
    steps = []
    for view in [*case.open_steps, *case.done_steps]:
        row = known[view.about]
        parts = [view.name, view.state_text]
        if view.is_open and row.due_on:
            parts.append(_("due %(day)s") % {"day": words.brief(row.due_on)})
        steps.append(
            Step(
                label=" · ".join(parts), state=row.state, anchor_on=row.anchor_on, due_on=row.due_on,
                ends_on=row.met_on or row.not_needed_on,
            )
        )  # fmt: skip
    return Case(
        label=f"{case.name}: {case.opened}",
        steps=tuple(sorted(steps, key=lambda one: (one.anchor_on, one.due_on or date.max))),
        stops=tuple(
            _stop(one) for one in case.card.deeds if one.sort == "pause" and one.undone_at is None
        ),
    )


def _stop(deed: Deed) -> Stop:
    span = PauseSpan(deed.from_on or deed.at.date(), deed.until_on, deed.reason)
    label = _("Paused: %(reason)s") % {"reason": words.reason(deed.reason)}
    return Stop(from_on=span.from_on, until_on=span.until_on, label=label)
