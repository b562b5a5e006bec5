"""The codes of meetings, stakeholders and activities, in words; and goals as they were called on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fairway.plan.efforts.definitions import Entries, places, topics
from fairway.plan.goals.rules import goal, label

STATES: dict[str, str | Promise] = {
    "": _("Not begun"),
    "proposed": _("Proposed"),
    "approved": _("Approved by vote"),
    "announced": _("Announced"),
    "agenda": _("Agenda set"),
    "held": _("Held"),
    "recording-posted": _("Recording posted"),
    "recap-posted": _("Recap posted"),
    "summary-drafted": _("Summary drafted"),
    "summary-certified": _("Summary certified"),
    "summary-posted": _("Summary posted"),
    "used-in-report": _("Used in a report"),
}
ROLES: dict[str, str | Promise] = {
    "panel": _("Panel"),
    "working-group": _("Working group"),
    "presenter": _("Presenter"),
    "invited": _("Invited"),
    "staff": _("Staff"),
    "public": _("Public"),
}
KINDS: dict[str, str | Promise] = {
    "association": _("Association"),
    "agency": _("Agency"),
    "academic": _("University or cancer center"),
    "care-provider": _("Care provider"),
    "industry": _("Industry"),
    "advocacy": _("Advocacy"),
    "coalition": _("Coalition"),
    "person": _("Person"),
    "unknown": _("Not known"),
}
CHANGES: dict[str, str | Promise] = {
    "moved": _("moved"),
    "added": _("added"),
    "removed": _("removed"),
}
ORIGINS: dict[str, str | Promise] = {
    "submitter": _("by the submitter"),
    "staff": _("by staff"),
    "published": _("as published"),
}
MEASURABLE: dict[str, str | Promise] = {
    "strongly": _("Navigation data can show much of it."),
    "partly": _("Navigation data can show part of it."),
    "process-only": _("Navigation data can show our own process only."),
    "little": _("Navigation data can show little of it."),
}
ENTRIES: dict[str, str | Promise] = {
    "vote": _("Vote"),
    "participant": _("Participant"),
    "presentation": _("Presentation"),
    "recording": _("Recording"),
    "hashtag": _("Hashtag"),
    "landmark": _("Other day"),
}
ENTER: dict[str, str | Promise] = {
    "vote": _("Enter a vote"),
    "participant": _("Enter who took part"),
    "presentation": _("Enter what was shown"),
    "recording": _("Enter a recording"),
    "hashtag": _("Enter a hashtag"),
    "landmark": _("Enter another day"),
}
CORRECT: dict[str, str | Promise] = {
    "vote": _("Correct a vote"),
    "participant": _("Correct who took part"),
    "presentation": _("Correct what was shown"),
    "recording": _("Correct a recording"),
    "hashtag": _("Correct a hashtag"),
    "landmark": _("Correct another day"),
}
NOT_STATED = _("Not stated")


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


@dataclass(frozen=True, slots=True)
class GoalWord:
    """A goal as a page names it: its code and the name it had."""

    code: str
    name: str
    number: int


def goal_words(codes: Iterable[str], *, on: date) -> list[GoalWord]:
    """Goals by the names that held on a day (STK-8)."""
    return [
        GoalWord(code, label(code, on=on, language=language()), goal(code).number) for code in codes
    ]


def entry(entries: Entries, key: str) -> str:
    """The words of a topic or a place; what none states is said to be so."""
    for one in entries.entries:
        if one.id == key:
            return one.name.in_language(language())
    return key or str(NOT_STATED)


def topic(key: str) -> str:
    """The words of a topic."""
    return entry(topics(), key)


def place(key: str) -> str:
    """The words of a place."""
    return entry(places(), key)
