"""Cases with their steps, alerts, pauses and the state of the search for the person, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.navigation.pathways.definitions import pathways
from fairway.navigation.pathways.definitions.shapes import Step
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.clocks import OPEN, Clock, PauseSpan, join
from fairway.navigation.pathways.rules.explain import explain
from fairway.navigation.pathways.rules.replay import MilestoneFacts, StandardClock
from fairway.navigation.pathways.rules.runs import Fact
from fairway.navigation.pathways.rules.selectors import hits, selector_of
from fairway.navigation.worklist.queries import EpisodeCard, MilestoneRow
from fairway.navigation.worklist.queries.deeds import Deed
from fairway.navigation.worklist.queries.patient import EventRow
from fairway.navigation.worklist.rules import AttemptState, NextAction
from fairway.web.workbench import words

LATE_FIRST = ("long-overdue", "overdue", "due", "due-soon", "waiting", "not-yet-due")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step: its name, its state, and the sentence that says why."""

    about: str
    name: str
    state: str
    state_text: str
    tag: str
    sentence: str
    next_step: str
    due: str
    is_open: bool
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """An open alert, to be closed with how it was resolved."""

    id: UUID
    title: str
    raised: str
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedLine:
    """A pause, a decision, a resolved alert or an answered hand-off. `undo` is the deed that takes it back."""

    what: str
    when: str
    by: str
    undo: str = ""
    id: UUID | None = None


class CaseView:
    """One case as the page shows it."""

    def __init__(self, card: EpisodeCard, events: Sequence[EventRow], *, on: date) -> None:
        self.card, self.on, self.id = card, on, card.id
        self.name = words.said(card.name) or card.pathway
        self.is_open = card.closed_on is None
        self.owner, self.site = card.owner, card.site
        spans = join(
            [
                PauseSpan(one.from_on, one.until_on, one.reason)
                for one in card.deeds
                if one.sort == "pause" and one.undone_at is None and one.from_on is not None
            ]
        )
        steps = [_step(card, row, events, spans, on=on) for row in card.milestones]
        self.open_steps = sorted((one for one in steps if one.is_open), key=_urgency)
        self.done_steps = [one for one in steps if not one.is_open]
        self.alerts = [_alert(one, self.name) for one in card.open_alerts]
        self.lines = [line for one in card.deeds if (line := _line(card, one)) is not None]
        self.contact = search_in_words(card.contact) if self.is_open else ""

    @property
    def opened(self) -> str:
        """When and by what it was opened."""
        what = words.fact(self.card.opened_kind, self.card.opened_value)
        return _("Opened %(day)s by %(fact)s") % {
            "day": words.day(self.card.opened_on),
            "fact": what,
        }

    @property
    def standing(self) -> tuple[str, str]:
        """The tag of the whole case and its words."""
        if self.card.closed_on is not None:
            said = {
                "day": words.day(self.card.closed_on),
                "reason": words.reason(self.card.closed_reason),
            }
            return "quiet", _("Closed %(day)s: %(reason)s") % said
        if self.card.standing == "paused" or self.card.open_pause is not None:
            return "note", _("Paused")
        if self.card.standing == "to-close":
            return "note", _("Nothing left to do: ready to close")
        lead = next((one for one in self.open_steps if one.is_lead), None)
        return (lead.tag, lead.state_text) if lead else ("quiet", _("No deadline"))

    @property
    def hand_off(self) -> str:
        """The offer that waits for an answer."""
        offer = self.card.open_hand_off
        if offer is None:
            return ""
        said = {
            "to": offer.what,
            "by": offer.by,
            "reason": words.reason(offer.reason),
            "text": offer.text,
        }
        return _("%(by)s offered this case to %(to)s (%(reason)s): %(text)s") % said


def search_in_words(state: AttemptState) -> str:
    """What the attempt policy says is next (practice.md 6.2). Nothing closes by itself (HUM-6)."""
    tried = ngettext("%(n)s attempt", "%(n)s attempts", state.attempts) % {"n": state.attempts}
    ways = ngettext("%(n)s way", "%(n)s ways", state.modes) % {"n": state.modes}
    said = {
        "tried": tried, "ways": ways, "first": words.day(state.first_on), "reached": words.day(state.reached_on),
        "letter": words.day(state.letter_on), "from": words.day(state.not_before),
    }  # fmt: skip
    match state.next_action:
        case NextAction.REACHED:
            return _("Reached on %(reached)s.") % said
        case NextAction.TRY_AGAIN if state.attempts == 0:
            return _("Nobody has tried since the latest news. Make the first attempt.")
        case NextAction.TRY_AGAIN:
            return (
                _(
                    "%(tried)s by %(ways)s since %(first)s. Try again; a letter may follow from %(from)s."
                )
                % said
            )
        case NextAction.TRY_ANOTHER_MODE:
            return _("%(tried)s by %(ways)s since %(first)s. Try another way than before.") % said
        case NextAction.SEND_LETTER:
            return _("%(tried)s by %(ways)s since %(first)s. Send a letter now.") % said
        case NextAction.WAIT_FOR_ANSWER:
            return _("A letter went out on %(letter)s. Wait for an answer until %(from)s.") % said
        case NextAction.MAY_CLOSE_UNABLE:
            return _(
                "%(tried)s, and no answer to the letter of %(letter)s. The case may be closed as could not be reached; only a person decides that."
            ) % said  # fmt: skip


def _step(
    card: EpisodeCard,
    row: MilestoneRow,
    events: Sequence[EventRow],
    spans: Sequence[PauseSpan],
    *,
    on: date,
) -> StepView:
    return StepView(
        about=f"{card.id}:{row.key}:{row.occasion}",
        name=words.said(row.name) or row.key,
        state=row.state,
        state_text=_late(row),
        tag=words.TAGS.get(row.state, "quiet"),
        sentence=sentence(card, row, events, spans, on=on),
        next_step=words.said(row.next_step),
        due=words.day(row.due_on),
        is_open=row.state in OPEN,
        is_lead=row.is_lead,
    )


def _late(row: MilestoneRow) -> str:
    if row.days_overdue:
        return ngettext(
            "%(days)s day late", "%(days)s days late", row.days_overdue
        ) % {"days": row.days_overdue}  # fmt: skip
    return words.word(words.STATES, row.state)


def _urgency(step: StepView) -> tuple[bool, int]:
    known = LATE_FIRST.index(step.state) if step.state in LATE_FIRST else len(LATE_FIRST)
    return not step.is_lead, known


def sentence(
    card: EpisodeCard,
    row: MilestoneRow,
    events: Sequence[EventRow],
    spans: Sequence[PauseSpan],
    *,
    on: date,
) -> str:
    """The clock engine's one sentence, from what the page holds already.

    A step that its pathway no longer has is shown by its name alone.
    """
    pathway = pathways().get(card.pathway)
    step = pathway.step(row.key) if pathway else None
    if pathway is None or step is None:
        return ""
    known = {standard.id for standard in step.standards}
    clock = Clock(
        anchor_on=row.anchor_on, warn_on=row.warn_on, due_on=row.due_on, long_overdue_on=row.long_overdue_on,
        met_on=row.met_on, not_needed_on=row.not_needed_on, waiting_since=row.waiting_since, pauses=tuple(spans),
    )  # fmt: skip
    standards = tuple(
        StandardClock(one.id, row.anchor_on, one.due_on, one.met_on, None)
        for one in row.standards
        if one.id in known and one.due_on is not None
    )
    facts = MilestoneFacts(
        key=row.key, occasion=row.occasion, anchor=_anchor(card, row, step, events), clock=clock, met_by=None,
        not_needed_reason=row.not_needed_reason, waiting_for=row.waiting_for, standards=standards,
    )  # fmt: skip
    said = explain(
        pathway, facts, on=on, language=words.language(), holidays=federal_holidays()
    ).sentence
    return _capital(said.removeprefix(f"{words.said(step.name)}: "))


def _anchor(card: EpisodeCard, row: MilestoneRow, step: Step, events: Sequence[EventRow]) -> Fact:
    """The fact the clock began with: of that day, and one that the step begins with."""
    wanted = selector_of(step.anchor)
    for one in reversed(events):
        is_that_day = one.is_current and not one.is_retraction and one.occurred_on == row.anchor_on
        # A fact without a cancer belongs to whichever is under way; a pathway is named after its cancer.
        if is_that_day and one.cancer in ("", card.pathway) and hits(wanted, one.kind, one.value):
            return Fact(0, one.kind, one.value, one.occurred_on)
    return Fact(0, card.opened_kind, card.opened_value, row.anchor_on)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _alert(one: Deed, case: str) -> AlertView:
    return AlertView(
        id=one.id,
        title=words.word(words.ALERTS, one.what),
        raised=_("since %(day)s") % {"day": words.day(one.from_on)},
        case=case,
    )


def _decision(card: EpisodeCard, one: Deed) -> str:
    steps = {(row.key, row.occasion): words.said(row.name) for row in card.milestones}
    name = steps.get((one.milestone_key, one.occasion)) or one.milestone_key
    return f"{name}: {words.word(words.STATES, one.what)} ({words.reason(one.reason)})"


def _line(card: EpisodeCard, one: Deed) -> DeedLine | None:
    """A pause, a decision, or an alert or hand-off that has its answer; what is open is shown elsewhere."""
    reason = words.reason(one.reason)
    undone = _("taken back") if one.undone_at else ""
    match one.sort:
        case "pause":
            until = words.day(one.until_on) if one.until_on else _("still paused")
            what = _("Clocks paused: %(reason)s") % {"reason": reason}
            when = f"{words.day(one.from_on)} – {until}"
            undo = "undo-pause"
        case "decision":
            what = _decision(card, one)
            when, undo = words.day(one.from_on), "undo-decision"
        case "alert" if one.ended_at:
            what = f"{words.word(words.ALERTS, one.what)}: {words.reason(one.ended)}"
            when, undo = words.day(one.from_on), ""
        case "hand-off" if one.ended_at:
            what = _("Offered to %(to)s: %(answer)s") % {
                "to": one.what,
                "answer": words.word(words.HAND_OFFS, one.ended),
            }
            when, undo = words.day(one.at.date()), ""
        case _other:
            return None
    details = " ".join(part for part in (one.text, one.ended_text) if part)
    return DeedLine(
        what="; ".join(part for part in (what, details, undone) if part),
        when=when,
        by=one.ended_by or one.by or "",
        undo="" if one.undone_at or card.closed_on else undo,
        id=one.id,
    )
