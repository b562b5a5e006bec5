"""Words of the lists in the reader's language, beside those that all pages say (workbench.words)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.navigation.pathways.definitions import pathways, urgencies
from fairway.navigation.pathways.definitions.shapes import Urgency
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.web.workbench import words
from fairway.web.workbench.words import day, fact, moment, reason, said

__all__ = ["day", "fact", "moment", "reason", "said"]

STATES: dict[str, tuple[Promise, str]] = {
    "long-overdue": (_("Long overdue"), "long-overdue"),
    "overdue": (_("Overdue"), "overdue"),
    "due": (_("Due today"), "due"),
    "due-soon": (_("Due soon"), "soon"),
    "not-yet-due": (_("Not yet due"), "quiet"),
    "waiting": (_("Waiting"), "note"),
    "paused": (_("Paused"), "quiet"),
    "no-deadline": (_("No deadline"), "quiet"),
    "to-close": (_("Ready to close"), "good"),
    "idle": (_("Nothing open"), "quiet"),
}
FOLLOW_UP: dict[str, tuple[Promise, str]] = {
    "not-yet-due": (_("Not yet due"), "quiet"),
    "coming-due": (_("Coming due"), "soon"),
    "scheduled": (_("Scheduled"), "good"),
    "overdue": (_("Overdue"), "overdue"),
    "long-overdue": (_("Long overdue"), "long-overdue"),
}
ALERTS: dict[str, Promise] = {
    "missed-treatment-visit": _("Treatment visit missed"),
    "nothing-scheduled": _("Nothing scheduled"),
    "hand-off-unanswered": _("Hand-off not answered"),
}
# What the attempt policy asks for (worklist.rules.NextAction). Nothing to say where she was reached.
ATTEMPTS: dict[str, Promise] = {
    "try-again": _("Try again"),
    "try-another-mode": _("Try another way"),
    "send-letter": _("Send a letter"),
    "wait-for-answer": _("Wait for an answer to the letter"),
    "may-close-unable": _("May be closed as not reached"),
}


def language_name(tag: str) -> str:
    """The reader's word for a language; says so where none is known."""
    return words.language_name(tag) if tag else str(_("Language not known"))


def pathway_name(pathway: str) -> str:
    """The cancer."""
    known = pathways().get(pathway)
    return said(known.name) if known else pathway


def role(coded: str) -> str:
    """What a colleague is."""
    return words.word(words.ROLES, coded)


def interpreter(coded: str) -> str:
    """What is known of the need for an interpreter."""
    return words.word(words.INTERPRETER, coded)


def outcome(coded: str) -> str:
    """How an attempt went, within a sentence."""
    said_alone = words.word(words.OUTCOMES, coded)
    return said_alone[:1].lower() + said_alone[1:]


def visit_status(coded: str) -> str:
    """What became of a visit."""
    return words.word(words.VISITS, coded)


def take_over_reasons() -> list[tuple[str, str]]:
    """The choices of a form."""
    return [(one.id, said(one.name)) for one in contact_reasons().take_over]


def urgency_classes() -> list[Urgency]:
    """What goes first, in order."""
    return sorted(urgencies().classes, key=lambda one: -one.head_start_days)
