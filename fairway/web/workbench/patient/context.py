"""The words above a deed's form: which case, step, fact, visit or number it is about."""

from collections.abc import Callable

from fairway.web.workbench import words
from fairway.web.workbench.patient.asked import Asked
from fairway.web.workbench.patient.deeds import ABOUT
from fairway.web.workbench.patient.presenters.rows import contact_lines, visit_lines


def about_in_words(name: str, asked: Asked) -> str:
    """What the deed is about; nothing where it is about the person alone. Raises NotVisible."""
    if name in ABOUT:
        ABOUT[name](asked)
    return SAID[name](asked) if name in SAID else ""


def _case(asked: Asked) -> str:
    case = asked.case
    return f"{words.said(case.name) or case.pathway}, {words.fact(case.opened_kind, case.opened_value)}, {words.day(case.opened_on)}"


def _step(asked: Asked) -> str:
    return f"{words.said(asked.case.name)}: {words.said(asked.step.name) or asked.step.key}"


def _deed(sort: str) -> Callable[[Asked], str]:
    def said(asked: Asked) -> str:
        wanted = asked.deed_id(sort)
        one = next(d for card in asked.page.episodes for d in card.deeds if d.id == wanted)
        what = {"alert": words.ALERTS, "decision": words.STATES}.get(sort, {}).get(one.what, "")
        parts = [str(what), words.reason(one.reason) if one.reason else "", words.day(one.from_on)]
        return ", ".join(part for part in parts if part)

    return said


def _fact(asked: Asked) -> str:
    one = asked.event
    return f"{words.fact(one.kind, one.value)}, {words.day(one.occurred_on, one.precision)}"


def _visit(asked: Asked) -> str:
    (line,) = visit_lines([asked.visit], asked.zone)
    return f"{line.what}, {line.when}"


def _contact(asked: Asked) -> str:
    wanted = asked.attempt_id
    (line,) = contact_lines(one for one in asked.page.attempts if one.id == wanted)
    return f"{line.how}: {line.outcome}, {line.day}"


SAID: dict[str, Callable[[Asked], str]] = {
    **dict.fromkeys(
        ["pause", "resume", "close", "reopen", "hand-off", "take-over", "give-back"], _case
    ),
    **dict.fromkeys(["not-needed", "waiting"], _step),
    **dict.fromkeys(["correct", "retract"], _fact),
    **dict.fromkeys(["accept", "decline", "withdraw"], _deed("hand-off")),
    "undo-pause": _deed("pause"),
    "undo-decision": _deed("decision"),
    "resolve": _deed("alert"),
    "record": lambda asked: words.fact(asked.kind),
    "visit": _visit,
    "undo-contact": _contact,
    "reach-rules": lambda asked: asked.reach.value,
    "revoke": lambda asked: asked.caregiver.name,
}
