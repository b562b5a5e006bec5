"""The words of our own codes, as pages say them. A test compares the keys with the codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairway.base.errors import FairwayError, filled

ROLES: dict[str, str | Promise] = {
    "navigator": _("Navigator"),
    "lead": _("Lead of the navigators"),
    "manager": _("Program manager"),
    "clinician": _("Clinician"),
    "partner": _("Partner agency"),
    "plan-staff": _("Cancer plan staff"),
    "administrator": _("Administrator"),
}


def problem_in_words(problem: FairwayError) -> str:
    """An expected failure in the reader's language."""
    return filled(_now(problem.text), problem.ids)


def stored_problem(parts: Mapping[str, Any]) -> str:
    """The same from what a table kept of it (FairwayError.parts)."""
    return filled(_now(parts["text"]), parts["ids"])


def reason_in_words(reason: str) -> str:
    """Why a line could not be read: one fixed sentence, and behind it in brackets what varies."""
    sentence, bracket, detail = reason.partition(" (")
    return _now(sentence) + bracket + detail
