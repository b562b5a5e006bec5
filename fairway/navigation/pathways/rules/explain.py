"""Why a milestone stands where it stands: in one sentence for the navigator, and in full for audit."""

from collections.abc import Set as AbstractSet
from datetime import date

import msgspec
from babel.dates import format_date

from fairway.base.definitions import Text
from fairway.navigation.pathways.definitions import reasons, words
from fairway.navigation.pathways.definitions.shapes import Pathway, Span, Standard, Step
from fairway.navigation.pathways.rules.clocks import (
    Clock,
    ClockState,
    Reckoning,
    clock_state,
    join,
    reckon,
)
from fairway.navigation.pathways.rules.replay import MilestoneFacts, StandardClock
from fairway.navigation.pathways.rules.runs import Fact

SENTENCES = {
    "en": {
        ClockState.OVERDUE: "{step}: {days} late. Due {due}, {span} after {anchor}, {anchored}.",
        ClockState.LONG_OVERDUE: "{step}: long overdue, {days}. Due {due}, {span} after {anchor}, {anchored}.",
        ClockState.DUE: "{step}: due today, {span} after {anchor}, {anchored}.",
        ClockState.DUE_SOON: "{step}: due {due}, in {days}; {span} after {anchor}, {anchored}.",
        ClockState.NOT_YET_DUE: "{step}: due {due}, {span} after {anchor}, {anchored}.",
        ClockState.MET: "{step}: done {met}, in time. Due {due}, {span} after {anchor}, {anchored}.",
        ClockState.MET_LATE: "{step}: done {met}, {days} late. Due {due}, {span} after {anchor}, {anchored}.",
        ClockState.PAUSED: "{step}: paused since {paused} ({reason}).{unpaused}",
        ClockState.WAITING: "{step}: waiting since {waiting} ({reason}). Due {due}, {span} after {anchor}, {anchored}.",
        ClockState.NOT_NEEDED: "{step}: not needed since {spared} ({reason}).",
        ClockState.NO_DEADLINE: "{step}: no deadline. {why} Open since {anchor}, {anchored}.",
    },
    "es": {
        ClockState.OVERDUE: "{step}: {days} de retraso. Vencía el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.LONG_OVERDUE: "{step}: muy atrasado, {days}. Vencía el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.DUE: "{step}: vence hoy, {span} después de {anchor}, {anchored}.",
        ClockState.DUE_SOON: "{step}: vence el {due}, en {days}; {span} después de {anchor}, {anchored}.",
        ClockState.NOT_YET_DUE: "{step}: vence el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.MET: "{step}: hecho el {met}, a tiempo. Vencía el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.MET_LATE: "{step}: hecho el {met}, {days} tarde. Vencía el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.PAUSED: "{step}: en pausa desde el {paused} ({reason}).{unpaused}",
        ClockState.WAITING: "{step}: en espera desde el {waiting} ({reason}). Vence el {due}, {span} después de {anchor}, {anchored}.",
        ClockState.NOT_NEEDED: "{step}: no hace falta desde el {spared} ({reason}).",
        ClockState.NO_DEADLINE: "{step}: sin plazo. {why} Abierto desde {anchor}, {anchored}.",
    },
}
UNPAUSED = {"en": " Without the pause it is due {}.", "es": " Sin la pausa vence el {}."}
TAKEN_BACK = Text(
    "the result that opened the case was taken back", "el resultado que abrió el caso fue retirado"
)
ONE_DAY = {"en": "day", "es": "día"}
UNITS = {"en": ("days", "months", "working days"), "es": ("días", "meses", "días hábiles")}


class StandardExplained(msgspec.Struct, frozen=True, kw_only=True):
    """One standard in full: the rule with its source, the state, the arithmetic."""

    standard: Standard
    clock: StandardClock
    state: ClockState
    reckoning: Reckoning


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The whole reason of a state. `sentence` is in the language asked for."""

    sentence: str
    state: ClockState
    rule: str
    version: str
    step: Step
    anchor: Fact
    met_by: Fact | None
    clock: Clock
    standards: tuple[StandardExplained, ...]


def explain(
    pathway: Pathway,
    milestone: MilestoneFacts,
    *,
    on: date,
    language: str = "en",
    holidays: AbstractSet[date] = frozenset(),
) -> Explanation:
    """Every state can say which rule, which events, which pauses, which arithmetic (DESIGN section 4)."""
    step = pathway.step(milestone.key)
    if step is None:
        raise KeyError(milestone.key)
    state = clock_state(milestone.clock, on=on)
    standards = tuple(
        _standard(step, clock, milestone.clock, on, holidays) for clock in milestone.standards
    )
    return Explanation(
        sentence=_sentence(step, milestone, state, on=on, language="es" if language.startswith("es") else "en"),
        state=state, rule=f"{pathway.id}.{step.key}", version=pathway.version, step=step, anchor=milestone.anchor,
        met_by=milestone.met_by, clock=milestone.clock, standards=standards,
    )  # fmt: skip


def _standard(
    step: Step, clock: StandardClock, whole: Clock, on: date, holidays: AbstractSet[date]
) -> StandardExplained:
    standard = next(one for one in step.standards if one.id == clock.id)
    state = clock_state(
        Clock(anchor_on=clock.anchor_on, due_on=clock.due_on, met_on=clock.met_on, not_needed_on=clock.not_needed_on, pauses=whole.pauses),
        on=on,
    )  # fmt: skip
    reckoning = reckon(clock.anchor_on, standard.due, pauses=join(whole.pauses), holidays=holidays)
    return StandardExplained(standard=standard, clock=clock, state=state, reckoning=reckoning)


def _sentence(
    step: Step, milestone: MilestoneFacts, state: ClockState, *, on: date, language: str
) -> str:
    clock = milestone.clock
    standard = next(
        (
            s
            for s in step.standards
            if any(c.id == s.id and c.due_on == clock.due_on for c in milestone.standards)
        ),
        step.primary,
    )
    by = clock.met_on if state is ClockState.MET_LATE and clock.met_on else on
    paused = next((pause for pause in clock.pauses if pause.covers(on)), None)
    reason = (
        milestone.not_needed_reason if state is ClockState.NOT_NEEDED else milestone.waiting_for
    )
    return SENTENCES[language][state].format(
        step=step.name.in_language(language),
        days=days_in_words(abs((by - clock.due_on).days), language) if clock.due_on else "",
        due=_day(clock.due_on, language),
        span=span_in_words(standard.due, language) if standard else "",
        anchor=fact_in_words(milestone.anchor, language),
        anchored=happened_in_words(milestone.anchor, language),
        met=_day(clock.met_on, language),
        paused=_day(paused.from_on, language) if paused else "",
        waiting=_day(clock.waiting_since, language),
        spared=_day(clock.not_needed_on, language),
        reason=reason_in_words(paused.reason if paused else reason, language),
        unpaused=UNPAUSED[language].format(_day(clock.due_on, language)) if clock.due_on else "",
        why=step.why_no_deadline.in_language(language) if step.why_no_deadline else "",
    )


def days_in_words(days: int, language: str) -> str:
    """`1 day`, `12 days`."""
    return f"{days} {UNITS[language][0] if days != 1 else ONE_DAY[language]}"


def span_in_words(span: Span, language: str) -> str:
    """`60 days`, `12 months and 30 days`."""
    days, months, working = UNITS[language]
    parts = [(span.months, months), (span.days, days), (span.working_days, working)]
    return (" and " if language == "en" else " y ").join(
        f"{count} {unit}" for count, unit in parts if count
    )


def fact_in_words(fact: Fact, language: str) -> str:
    """`Screening result: BI-RADS 4`."""
    names = {word.id: word.name for word in [*words().kinds, *words().values]}
    kind = names[fact.kind].in_language(language) if fact.kind in names else fact.kind
    return f"{kind}: {names[fact.value].in_language(language)}" if fact.value in names else kind


def happened_in_words(fact: Fact, language: str) -> str:
    """The day of a fact as far as it is known: `Jun 1, 2025`, `June 2025`, `2025`."""
    pattern = {"day": "medium", "month": "LLLL y", "year": "y"}[fact.precision]
    return format_date(fact.occurred_on, pattern, locale=language)


def reason_in_words(reason: str, language: str) -> str:
    """A coded reason, or the event that made a step unnecessary (`death`, `pathology:benign`)."""
    kind, _, value = reason.partition(":")
    names = {word.id: word.name for word in [*words().kinds, *words().values]}
    lists = (reasons().pause, reasons().not_needed, reasons().waiting)
    names |= {one.id: one.name for many in lists for one in many} | {"taken-back": TAKEN_BACK}
    said = [names[part].in_language(language) for part in (kind, value) if part in names]
    return ": ".join(said) if said else reason


def _day(day: date | None, language: str) -> str:
    return format_date(day, "medium", locale=language) if day is not None else ""
