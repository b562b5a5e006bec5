"""One line of a list as a page shows it, and the sentences around the list. Words and dates; no reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.navigation.pathways.definitions import pathways, urgencies
from fairway.navigation.pathways.rules.clocks import ClockState, follow_up_status
from fairway.navigation.worklist.queries import Counted, Coverage, Group, Line, Page, Visit
from fairway.web.workbench.worklist import wording
from fairway.web.workbench.worklist.wording import day, said


@dataclass(frozen=True)
class Tag:
    """A word of state and its color class."""

    word: str | Promise
    kind: str


class Row:
    """One open case. `is_watchful` words its state as follow-up status (practice.md 5.5)."""

    def __init__(self, line: Line, *, on: date, is_watchful: bool = False) -> None:
        self.line = line
        self.on = on
        self.is_watchful = is_watchful

    @property
    def name(self) -> str:
        """As she is called; a record without a name says so."""
        return self.line.name or _("Name not known")

    @property
    def born(self) -> str:
        """The second thing that tells two people of one name apart."""
        known = day(self.line.birth_date, self.line.birth_precision)
        return _("born %(day)s") % {"day": known} if known else _("birth date not known")

    @property
    def tag(self) -> Tag:
        """The state in one or two words."""
        if self.is_watchful and (status := self._follow_up()) in wording.FOLLOW_UP:
            return Tag(*wording.FOLLOW_UP[status])
        return Tag(*wording.STATES.get(self.line.state, (self.line.state, "quiet")))

    def _follow_up(self) -> str:
        if self.line.state not in set(ClockState):
            return str(self.line.state)
        return follow_up_status(
            ClockState(self.line.state), is_scheduled=self.line.next_visit is not None
        )

    @property
    def how_late(self) -> str:
        """`12 days late`; empty when she is in time."""
        days = self.line.days_overdue
        if not days:
            return ""
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": localize(days)}

    @property
    def since(self) -> str:
        """Since when, or until when."""
        line = self.line
        match line.state:
            case "waiting":
                return _("for %(whom)s since %(day)s") % {"whom": wording.reason(line.waiting_for), "day": day(line.since)}  # fmt: skip
            case "paused":
                return _("since %(day)s") % {"day": day(line.since)} if line.since else ""
            case "no-deadline" | "to-close" | "idle":
                return _("open since %(day)s") % {"day": day(line.since or line.opened_on)}
        return _("due %(day)s") % {"day": day(line.due_on)} if line.due_on else ""

    @property
    def cancer(self) -> str:
        """Which cancer."""
        return wording.pathway_name(self.line.pathway)

    @property
    def step(self) -> str:
        """The milestone in words; the key of one that today's definition no longer has."""
        return said(self.line.step_name) or self.line.step or _("All steps are done or not needed")

    @property
    def next_step(self) -> str:
        """What to do."""
        if self.line.state == "to-close":
            return _("Close the case with its reason, or record what is still to come")
        return said(self.line.next_step)

    @property
    def why(self) -> str:
        """The result that opened the case, and its day."""
        said = wording.fact(self.line.opened_kind, self.line.opened_value)
        opened = day(self.line.opened_on, self.line.opened_precision)
        return _("%(fact)s, %(day)s") % {"fact": said, "day": opened}

    @property
    def also_late(self) -> str:
        """The other steps that are late, each with its days; none is hidden behind the first."""
        late = [
            ngettext("%(step)s (%(days)s day)", "%(step)s (%(days)s days)", one.days)
            % {"step": said(one.name) or one.step, "days": localize(one.days)}
            for one in self.line.also_late
        ]
        return _("Also late: %(steps)s") % {"steps": ", ".join(late)} if late else ""

    @property
    def why_no_deadline(self) -> str:
        """Why this step has none, in the definition's words."""
        pathway = pathways().get(self.line.pathway)
        step = pathway.step(self.line.step) if pathway else None
        return said(step.why_no_deadline) if step and self.line.state == "no-deadline" else ""

    @property
    def alerts(self) -> list[str]:
        """Open alerts, each with its day."""
        return [
            f"{wording.ALERTS.get(alert.kind, alert.kind)} ({day(alert.raised_on)})"
            for alert in self.line.alerts
        ]

    @property
    def language(self) -> str:
        """The person's language."""
        return wording.language_name(self.line.language)

    @property
    def interpreter(self) -> Tag | None:
        """A tag where someone must be arranged or asked; nothing to do is nothing shown."""
        word = self.line.interpreter
        if word == "needed":
            return Tag(wording.interpreter(word), "note")
        is_english = self.line.language.startswith("en")
        if word in ("unknown", "not-asked") and not is_english:
            return Tag(wording.interpreter(word), "quiet")
        return None

    @property
    def last_contact(self) -> str:
        """The latest try and how it went."""
        if self.line.last_contact_on is None:
            return _("Not contacted yet")
        tried, outcome = day(self.line.last_contact_on), self.line.last_outcome
        return f"{tried}, {wording.outcome(outcome)}" if outcome else tried

    @property
    def attempt(self) -> str:
        """What the attempt policy asks for; empty before the first try and after she was reached."""
        action = str(self.line.contact.next_action)
        if action == "reached" or not self.line.contact.attempts:
            return ""
        return str(wording.ATTEMPTS[action])

    @property
    def visit(self) -> str:
        """The next booked visit."""
        return visit_in_words(self.line.next_visit)

    @property
    def owner(self) -> str:
        """Who answers for the case, and to whom it is offered."""
        if self.line.offered_to:
            names = {"owner": self.line.owner, "other": self.line.offered_to}
            return _("%(owner)s, offered to %(other)s") % names
        return self.line.owner


def visit_in_words(visit: Visit | None) -> str:
    """Day, kind and place."""
    if visit is None:
        return _("No visit booked")
    kind = wording.fact(visit.kind, "") if visit.kind else ""
    return " · ".join(part for part in (day(visit.starts_on), kind, visit.place) if part)


@dataclass(frozen=True)
class Block:
    """Lines that stand together under a heading; without one, just lines."""

    heading: str
    rows: list[Row]


def blocks(lines: Iterable[Line], *, group: Group, on: date, is_watchful: bool = False) -> list[Block]:  # fmt: skip
    """The lines of a page, brought together as the page was."""
    rows = [Row(line, on=on, is_watchful=is_watchful) for line in lines]
    if group is Group.VISIT_DAY:
        days = groupby(rows, key=lambda r: r.line.next_visit and r.line.next_visit.starts_on)
        return [Block(day(key) or _("No visit booked"), list(many)) for key, many in days]
    if group is Group.HOUSEHOLD:
        homes = groupby(rows, key=lambda r: r.line.household or str(r.line.episode_id))
        return [_household(list(many)) for _home, many in homes]
    return [Block("", rows)] if rows else []


def _household(rows: list[Row]) -> Block:
    people = len({row.line.patient_id for row in rows})
    if people < 2:
        return Block("", rows)
    text = ngettext("One household: %(n)s person", "One household: %(n)s people", people)
    return Block(text % {"n": people}, rows)


def count(number: Counted) -> str:
    """`37`, or `1,000+`, as the reader writes numbers."""
    return localize(number.at_least) + ("" if number.is_exact else "+")


def cases(number: Counted) -> str:
    """`37 open cases`."""
    text = ngettext("%(n)s case", "%(n)s cases", number.at_least)
    return text % {"n": count(number)}


@dataclass(frozen=True)
class Chip:
    """A state or alert to narrow the list by, with how many there are."""

    word: str | Promise
    kind: str
    count: str
    field: str
    value: str
    is_chosen: bool


def chips(page: Page, *, state: str, alert: str) -> list[Chip]:
    """One for each state that occurs, and one for open alerts. A chosen one stays, even at nought."""
    found = [
        Chip(*wording.STATES[word], count(number), "state", word, state == word)
        for word, number in page.states.items()
        if number.at_least or state == word
    ]
    if page.alerts.at_least or alert:
        found.append(
            Chip(_("Open alert"), "alert", count(page.alerts), "alert", "any", bool(alert))
        )
    return found


@dataclass(frozen=True)
class HeadStart:
    """One class of urgency in the explanation of the order."""

    name: str
    days: int
    words: str


def head_starts() -> list[HeadStart]:
    """What each class of urgency is worth in the order, in words, from urgency.toml."""
    return [HeadStart(said(one.name), one.head_start_days, ahead(one.head_start_days)) for one in wording.urgency_classes()]  # fmt: skip


def alert_head_start() -> int:
    """Days an open alert stands ahead."""
    return urgencies().alert_head_start_days


def ahead(days: int) -> str:
    """Where a class of urgency stands beside its due day."""
    if not days:
        return _("at its due day")
    text = (
        ngettext("%(n)s day before its due day", "%(n)s days before its due day", days)
        if days > 0
        else ngettext("%(n)s day after its due day", "%(n)s days after its due day", -days)
    )
    return text % {"n": abs(days)}


def reached_in_words(coverage: Coverage) -> str:
    """NAV-5: of the people eligible, how many were reached."""
    if coverage.percent is None:
        return _("Nobody is eligible under these filters.")
    return _("Reached: %(reached)s of %(eligible)s people (%(percent)s%%).") % {
        "reached": localize(coverage.reached),
        "eligible": localize(coverage.eligible),
        "percent": coverage.percent,
    }
