"""Facts, visits, contacts, notes and the history, one line each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from fairway.navigation.worklist.queries import Behind
from fairway.navigation.worklist.queries.patient import (
    AppointmentRow,
    AttemptRow,
    EventRow,
    NoteRow,
)
from fairway.web.workbench import words

VISIT_TAGS = {"noshow": "overdue", "fulfilled": "good", "arrived": "good", "booked": "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One fact. `fate` says that it was corrected or taken back."""

    id: UUID
    day: str
    what: str
    cancer: str
    source: str
    note: str
    fate: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One booked visit."""

    id: UUID
    when: str
    what: str
    place: str
    status: str
    tag: str
    is_ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """One attempt to reach someone."""

    id: UUID
    day: str
    how: str
    outcome: str
    reason: str
    text: str
    by: str
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One note; an amended one stands below its newer version."""

    id: UUID
    text: str
    by: str
    when: str
    is_amended: bool
    amends: bool


@dataclass(frozen=True, slots=True)
class DidLine:
    """One entry of the history or of the reader's log."""

    when: str
    what: str
    by: str


def fact_lines(events: Iterable[EventRow], zone: ZoneInfo) -> list[FactLine]:
    """All facts, those that no longer count marked with why."""
    return [_fact(one, zone) for one in events]


def _fact(one: EventRow, zone: ZoneInfo) -> FactLine:
    fate = ""
    if one.is_retraction:
        fate = _("Taken back")
    elif not one.is_current:
        fate = _("Corrected since")
    elif one.certainty == "suspected":
        fate = _("Suspected: it decides no clock")
    by = one.recorded_by or _("imported")
    return FactLine(
        id=one.id,
        day=words.day(one.occurred_on, one.precision),
        what=words.fact(one.kind, one.value),
        cancer=words.cancer(one.cancer) if one.cancer else "",
        source=_("%(by)s, heard %(when)s") % {"by": by, "when": words.day(one.recorded_at.astimezone(zone).date())},
        note=one.note,
        fate=fate,
        is_current=one.is_current and not one.is_retraction,
    )  # fmt: skip


def visit_lines(visits: Iterable[AppointmentRow], zone: ZoneInfo) -> list[VisitLine]:
    """Booked visits with their time at the program's place."""
    return [
        VisitLine(
            id=one.id,
            when=f"{words.day(one.visit.starts_on)}, {words.clock(one.visit.starts_at, zone)}",
            what=_visit(one),
            place=one.visit.place,
            status=words.word(words.VISITS, one.visit.status),
            tag=VISIT_TAGS.get(one.visit.status, "quiet"),
            is_ahead=one.is_ahead,
        )
        for one in visits
    ]


def _visit(one: AppointmentRow) -> str:
    kind = words.fact(one.visit.kind) if one.visit.kind else _("Visit")
    parts = [kind, words.cancer(one.cancer) if one.cancer else ""]
    parts.append(_("treatment") if one.is_treatment and one.visit.kind != "treatment" else "")
    return ", ".join(part for part in parts if part)


def contact_lines(attempts: Iterable[AttemptRow]) -> list[ContactLine]:
    """Attempts, those taken back marked."""
    return [
        ContactLine(
            id=one.id,
            day=words.day(one.attempted_on),
            how=_how(one),
            outcome=words.word(words.OUTCOMES, one.outcome),
            reason=words.reason(one.reason),
            text=one.text,
            by=one.attempted_by,
            is_undone=one.undone_at is not None,
        )
        for one in attempts
    ]


def _how(one: AttemptRow) -> str:
    parts = [words.word(words.MODES, one.mode)]
    if one.contact_with != "patient":
        parts.append(words.word(words.CONTACTS, one.contact_with).lower())
    if one.language:
        parts.append(words.language_name(one.language))
    if one.interpreter_used:
        parts.append(_("with an interpreter"))
    return ", ".join(parts)


def note_lines(notes: Sequence[NoteRow], zone: ZoneInfo) -> list[NoteLine]:
    """Notes, newest first."""
    return [
        NoteLine(
            id=one.id, text=one.text, by=one.written_by, when=words.moment(one.written_at, zone),
            is_amended=one.is_amended, amends=one.amends is not None,
        )
        for one in notes
    ]  # fmt: skip


def history_lines(found: Behind, zone: ZoneInfo) -> list[DidLine]:
    """Who did what, in words."""
    return [
        DidLine(words.moment(one.at, zone), _did(one.verb, one.detail), actor(one.by, found.names))
        for one in found.rows
    ]


def look_lines(found: Behind, zone: ZoneInfo) -> list[DidLine]:
    """Who opened the record, and when (PRV-4)."""
    return [
        DidLine(
            words.moment(one.at, zone), words.word(words.ROLES, one.role), one.name or _("An account that is gone")
        )
        for one in found.looks
    ]  # fmt: skip


def _did(verb: str, detail: dict[str, object]) -> str:
    reason = detail.get("reason") or detail.get("how")
    said = words.word(words.VERBS, verb)
    return f"{said}: {words.reason(str(reason))}" if reason else said


def actor(by: str, names: dict[str, str]) -> str:
    """`staff:12` as a name; the system by what ran."""
    kind, _colon, key = by.partition(":")
    return words.word(words.SYSTEMS, key) if kind == "system" else names.get(by, by)
