"""Which of several answers, and of several names, counts now; the others are kept."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar

# EQ-1 and NCQA (practice.md section 8): a person's own word outranks what others say of her.
RANKS = {"patient": 3, "caregiver": 2, "staff": 1, "ehr": 0}
# FHIR HumanName.use: the name to call a person by comes first; a name that no longer holds comes last.
NAME_USES = ["usual", "official", "", "temp", "nickname", "anonymous", "old", "maiden"]


class Said(Protocol):
    """An answer, as a table row or as a struct."""

    @property
    def status(self) -> str: ...
    @property
    def reported_by(self) -> str: ...
    @property
    def source_ref(self) -> str: ...
    @property
    def asserted_on(self) -> date | None: ...
    @property
    def recorded_at(self) -> datetime: ...


class Named(Protocol):
    """A name, as a table row or as a struct."""

    @property
    def use(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def given(self) -> str: ...
    @property
    def reported_by(self) -> str: ...
    @property
    def recorded_at(self) -> datetime: ...


SaidT = TypeVar("SaidT", bound=Said)
NamedT = TypeVar("NamedT", bound=Named)


def standing_answers(answers: Iterable[SaidT]) -> list[SaidT]:
    """The answers to one question that count now: patient before caregiver before staff before EHR, then the latest.

    Several values given together stand together (every race code of one answer). "Declined" and "unknown" are
    answers and stand like any other; "not asked" is none, and stands only where nothing else was said.
    """
    said = list(answers)
    given = [one for one in said if one.status != "not-asked"] or said
    if not given:
        return []
    winner = max(given, key=_weight)
    return [one for one in given if _occasion(one) == _occasion(winner)]


def standing_answer(answers: Iterable[SaidT]) -> SaidT | None:
    """The one answer that counts now, for questions with one value."""
    return next(iter(standing_answers(answers)), None)


def shown_name(names: Iterable[NamedT]) -> NamedT | None:
    """The name to show: by who said it, then by use, then the latest."""
    usable = [name for name in names if name.family or name.given]
    return max(usable, key=_name_weight, default=None)


def _weight(answer: Said) -> tuple[int, date, datetime, str]:
    said_on = answer.asserted_on or answer.recorded_at.date()
    return RANKS[answer.reported_by], said_on, answer.recorded_at, answer.source_ref


def _occasion(answer: Said) -> tuple[str, str, date | None, datetime]:
    return answer.reported_by, answer.source_ref, answer.asserted_on, answer.recorded_at


def _name_weight(name: Named) -> tuple[int, int, datetime]:
    use = -NAME_USES.index(name.use) if name.use in NAME_USES else -2
    return RANKS[name.reported_by], use, name.recorded_at


# LOINC 54588-9 answers and FHIR booleans, as sources write them.
_INTERPRETER = {
    "needed": "needed",
    "yes": "needed",
    "true": "needed",
    "la33-6": "needed",
    "not-needed": "not-needed",
    "no": "not-needed",
    "false": "not-needed",
    "la32-8": "not-needed",
}


class Coded(Said, Protocol):
    """An answer with its value."""

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...


def interpreter_word(answer: Coded | None) -> str:
    """The word of Patient.Interpreter for an answer; a value we do not know is `unknown`, never a guess."""
    if answer is None:
        return "not-asked"
    if answer.status != "known":
        return answer.status
    return _INTERPRETER.get((answer.code or answer.text).lower(), "unknown")


def value_of(answer: Coded | None) -> str:
    """Its code, else its text; nothing unless it is known."""
    return (answer.code or answer.text) if answer and answer.status == "known" else ""
