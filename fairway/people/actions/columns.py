"""The columns of Patient that follow from all that is known: what stands among names, answers, dates and addresses."""

from datetime import date
from typing import Any

from fairway.people.actions.known import COLUMNS, Person, ReachRow, fit
from fairway.people.models import Kind, Organization, Patient
from fairway.people.rules import (
    PatientFacts,
    fold,
    interpreter_word,
    shown_name,
    standing_answer,
    value_of,
)

NOTHING_KNOWN: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
    "birth_date": None,
    "deceased_on": None,
    "site_id": None,
    "sex": Patient.Sex.UNKNOWN.value,
    "interpreter": Patient.Interpreter.NOT_ASKED.value,
}


def columns_of(person: Person, facts: PatientFacts, *, site: Organization | None) -> dict[str, Any]:
    """The columns of Patient that follow from all that is known by now."""
    old = person.columns
    name = shown_name(person.names)
    family, given = (name.family, name.given) if name else (old["family"], old["given"])
    born, precision = _birth(old, facts)
    return {
        "family": family,
        "given": given,
        "family_key": fit(fold(family), 120),
        "given_key": fit(fold(given), 120),
        "birth_date": born,
        "birth_precision": precision,
        "sex": _standing(person, Kind.SEX) or old["sex"],
        "language": fit(_standing(person, Kind.LANGUAGE), 20),
        "interpreter": interpreter_word(
            standing_answer(a for a in person.answers if a.kind == Kind.INTERPRETER)
        ),
        "household": _household(person),
        "deceased_on": facts.deceased_on or old["deceased_on"],
        "site_id": old["site_id"] or (site.pk if site else None),
    }


def _birth(old: dict[str, Any], facts: PatientFacts) -> tuple[date | None, str]:
    """The first date, unless a later one says the same more exactly."""
    if facts.birth_date is None:
        return old["birth_date"], old["birth_precision"]
    new = (facts.birth_date, facts.birth_precision or "day")
    if old["birth_date"] is None:
        return new
    kept = (old["birth_date"], old["birth_precision"])
    exactness = ["year", "month", "day"]
    is_finer = exactness.index(new[1]) > exactness.index(kept[1] or "day")
    return new if is_finer and _holds(kept, new[0]) else kept


def _holds(vague: tuple[date, str], exact: date) -> bool:
    (day, precision) = vague
    return day.year == exact.year and (precision == "year" or day.month == exact.month)


def _standing(person: Person, kind: str) -> str:
    return value_of(standing_answer(a for a in person.answers if a.kind == kind))


def _household(person: Person) -> str:
    homes = [row for row in person.addresses.values() if row.ended_at is None and row.household]
    homes = [row for row in homes if row.use != "old"]
    # A home before a place of work or a temporary one; the first given among equals.
    return min(homes, key=lambda row: row.use not in ("home", ""), default=_NO_HOME).household


_NO_HOME = ReachRow(0, ("", ""), "", "", None)
