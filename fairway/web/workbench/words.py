"""Coded words as a reader sees them, in her language. Definitions bring their own; here are those of the tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fairway.base.definitions import Text
from fairway.navigation.pathways.definitions import reasons, words
from fairway.navigation.pathways.definitions.shapes import Reason
from fairway.navigation.worklist.definitions import contact_reasons

Words = Mapping[str, str | Promise]

STATES: Words = {
    "not-yet-due": _("Not yet due"),
    "due-soon": _("Due soon"),
    "due": _("Due today"),
    "overdue": _("Overdue"),
    "long-overdue": _("Long overdue"),
    "met": _("Done in time"),
    "met-late": _("Done late"),
    "paused": _("Paused"),
    "waiting": _("Waiting on someone"),
    "not-needed": _("Not needed"),
    "no-deadline": _("No deadline"),
}
TAGS = {
    "due-soon": "soon",
    "due": "due",
    "overdue": "overdue",
    "long-overdue": "long-overdue",
    "met": "good",
    "met-late": "good",
    "waiting": "note",
    "paused": "note",
}
ALERTS: Words = {
    "missed-treatment-visit": _("A treatment visit was missed"),
    "nothing-scheduled": _("Nothing is scheduled within 21 days of the last treatment"),
    "hand-off-unanswered": _("Nobody answered the hand-off of this case"),
}
MODES: Words = {
    "phone": _("Phone"),
    "text": _("Text message"),
    "video": _("Video"),
    "in-person": _("In person"),
    "letter": _("Letter"),
    "email": _("Email"),
}
OUTCOMES: Words = {
    "reached": _("Reached"),
    "left-message": _("Left a message"),
    "no-answer": _("No answer"),
    "wrong-number": _("Wrong number"),
    "asked-not-to-call": _("Asked not to be called"),
    "sent": _("Sent"),
}
CONTACTS: Words = {
    "patient": _("The person"),
    "caregiver": _("A caregiver"),
    "provider": _("A clinic"),
    "payer": _("An insurer"),
    "agency": _("An agency"),
}
VISITS: Words = {
    "proposed": _("Proposed"),
    "pending": _("Not confirmed yet"),
    "booked": _("Booked"),
    "arrived": _("Arrived"),
    "fulfilled": _("Kept"),
    "noshow": _("Missed"),
    "cancelled": _("Canceled"),
    "entered-in-error": _("Entered in error"),
}
ANSWERS: Words = {
    "declined": _("Declined to say"),
    "unknown": _("Unknown"),
    "not-asked": _("Not asked"),
}
INTERPRETER: Words = {
    "needed": _("Interpreter needed"),
    "not-needed": _("No interpreter needed"),
    "declined": _("Interpreter: declined to say"),
    "unknown": _("Interpreter: unknown"),
    "not-asked": _("Interpreter: not asked"),
}
SAFE: Words = {"yes": _("Yes"), "no": _("No"), "not-asked": _("Not asked")}
REACH: Words = {
    "phone": _("Phone"),
    "sms": _("Text message"),
    "email": _("Email"),
    "other": _("Other"),
}
TOPICS: Words = {
    "appointments": _("Appointments"),
    "results": _("Results"),
    "treatment": _("Treatment"),
    "insurance": _("Insurance and bills"),
    "support": _("Rides and other support"),
}
PAYERS: Words = {
    "none": _("No insurance"),
    "medicaid": _("Medicaid"),
    "medicare": _("Medicare"),
    "dual": _("Medicare and Medicaid"),
    "private": _("Private insurance"),
    "va-tricare": _("VA or TRICARE"),
    "ihs": _("Indian Health Service"),
    "other": _("Other insurance"),
    "unknown": _("Insurance unknown"),
}
PRECISIONS: Words = {
    "day": _("The day is known"),
    "month": _("Only the month is known"),
    "year": _("Only the year is known"),
}
ROLES: Words = {
    "navigator": _("Navigator"),
    "lead": _("Lead"),
    "manager": _("Manager"),
    "clinician": _("Clinician"),
    "partner": _("Partner"),
    "plan-staff": _("Plan staff"),
    "administrator": _("Administrator"),
}
HAND_OFFS: Words = {
    "offered": _("Not answered yet"),
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
}
SYSTEMS: Words = {
    "import": _("Import"),
    "daily": _("The daily run"),
    "demo": _("The demo"),
}
VERBS: Words = {
    "patient.looked": _("Opened the record"),
    "patient.answered": _("Recorded an answer"),
    "patient.access": _("Changed access needs or safe contact"),
    "patient.birth-date-chosen": _("Chose the birth date"),
    "patient.merged": _("Joined two records"),
    "patient.merge-undone": _("Parted two records again"),
    "contact-point.added": _("Added a way to reach the person"),
    "contact-point.rules": _("Changed what is safe for a number"),
    "caregiver.added": _("Added a caregiver"),
    "caregiver.revoked": _("Ended a caregiver’s permission"),
    "consent.recorded": _("Recorded a consent"),
    "event.recorded": _("Recorded a fact"),
    "event.corrected": _("Corrected a fact"),
    "event.retracted": _("Took a fact back"),
    "conflict.decided": _("Decided between two versions of a fact"),
    "identity.different": _("Said that two records are two people"),
    "coverages.recorded": _("Recorded insurance"),
    "appointment.booked": _("Booked a visit"),
    "appointment.changed": _("Said what became of a visit"),
    "clock.paused": _("Paused the clocks"),
    "clock.resumed": _("Resumed the clocks"),
    "pause.undone": _("Took a pause back"),
    "milestone.not-needed": _("Marked a step as not needed"),
    "milestone.waiting": _("Marked a step as waiting"),
    "decision.undone": _("Took a decision back"),
    "alert.raised": _("Raised an alert"),
    "alert.resolved": _("Resolved an alert"),
    "episode.closed": _("Closed a case"),
    "episode.reopened": _("Opened a case again"),
    "episode.reassigned": _("Gave a case to someone else"),
    "hand-off.offered": _("Offered a case"),
    "hand-off.accepted": _("Accepted a case"),
    "hand-off.declined": _("Declined a case"),
    "hand-off.withdrawn": _("Withdrew the offer of a case"),
    "attempt.logged": _("Logged a contact"),
    "attempt.undone": _("Took a contact back"),
    "note.written": _("Wrote a note"),
    "note.amended": _("Amended a note"),
}
KINDS_OF_VISIT = (
    "visit",
    "consult",
    "imaging",
    "biopsy",
    "colposcopy",
    "colonoscopy",
    "treatment",
)


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def said(text: Text | None) -> str:
    """A definition's words."""
    return text.in_language(language()) if text is not None else ""


def word(known: Words, coded: str) -> str:
    """A coded word; one that is new to us is shown as it stands."""
    return str(known.get(coded, coded))


def fact(kind: str, value: str = "") -> str:
    """`Screening result: BI-RADS 4`."""
    names = {one.id: one.name for one in [*words().kinds, *words().values]}
    kind_said = said(names.get(kind)) or kind
    return f"{kind_said}: {said(names.get(value)) or value}" if value else kind_said


def cancer(coded: str) -> str:
    """`Breast`."""
    return next((said(one.name) for one in words().cancers if one.id == coded), coded)


def reason(coded: str) -> str:
    """Any coded reason of a pause, a decision, a closure, an alert, a contact or a hand-off."""
    known, talk = reasons(), contact_reasons()
    lists: Iterable[list[Reason]] = (
        known.pause, known.not_needed, known.waiting, known.closure, known.alert, known.correction,
        talk.reached, talk.not_reached, talk.hand_off, talk.take_over,
    )  # fmt: skip
    found = next((one.name for many in lists for one in many if one.id == coded), None)
    return said(found) or coded


def day(value: date | None, precision: str = "day") -> str:
    """`Mar 2, 2026`; a partial date shows only what is known."""
    if value is None:
        return ""
    if precision == "year":
        return str(value.year)
    if precision == "month":
        return format_date(value, "LLLL y", locale=language())
    return format_date(value, "medium", locale=language())


def month(value: date) -> str:
    """A tick of the time-line."""
    return format_date(value, "LLL y", locale=language())


def brief(value: date) -> str:
    """A day without its year, for the time-line, whose axis has it: `Mar 2`."""
    return format_skeleton("MMMd", value, locale=language())


def moment(value: datetime, zone: ZoneInfo) -> str:
    """A day and time at the program's place."""
    return f"{day(value.astimezone(zone).date())}, {clock(value, zone)}"


def clock(value: datetime, zone: ZoneInfo) -> str:
    """A time of day at the program's place."""
    return format_time(value, "short", tzinfo=zone, locale=language()).replace("\u202f", " ")


def language_name(tag: str) -> str:
    """`es-MX` as the reader names it: `Spanish`; a tag nobody knows stays as it is."""
    known = Locale.parse(language(), sep="-").languages
    name = str(known.get(tag.split("-")[0].lower(), tag))
    return name[:1].upper() + name[1:]
