"""The links in the header. A page that belongs there adds one line; who sees it follows from the page's own roles."""

from functools import cache
from typing import NamedTuple

from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.navigation.worklist.queries.reviews import open_questions
from fairway.people.queries import Staff


class Place(NamedTuple):
    """A route's name and the words of its link (`gettext_lazy`).

    `waiting` names the number of OpenQuestions that stands behind the words.
    """

    route: str
    label: str | Promise
    waiting: str = ""


class Link(NamedTuple):
    """A place as one reader sees it."""

    href: str
    label: str | Promise
    is_here: bool
    waiting: int = 0


PLACES: tuple[Place, ...] = (
    Place("worklist", _("Worklist")),
    Place("lists", _("Lists"), waiting="hand_offs"),
    Place("reviews", _("Reviews"), waiting="reviews"),
    Place("team", _("Team")),
    Place("imports", _("Imports")),
    Place("search", _("Find a person")),
    Place("plan_home", _("Plan")),
    Place("plan_submissions", _("Submissions")),
    Place("plan_themes", _("Themes")),
    Place("plan_reports", _("Reports")),
    Place("pages", _("Pages")),
    Place("plan_search", _("Find words")),
)


def links_for(staff: Staff | None, *, path: str) -> list[Link]:
    """The places this member of staff may open, in order; nothing for anyone else."""
    if staff is None:
        return []
    asked = open_questions(staff=staff)
    hers = {reverse(place.route): place for place in PLACES}
    hers = {href: place for href, place in hers.items() if staff.role in _roles(href)}
    # /plan/themes/ lies under /plan/ too: the longest address that fits is where she is.
    here = max((href for href in hers if path.startswith(href)), key=len, default="")
    return [
        Link(
            href,
            place.label,
            is_here=href == here,
            waiting=getattr(asked, place.waiting, 0) if place.waiting else 0,
        )
        for href, place in hers.items()
    ]


def first_page(staff: Staff | None) -> str:
    """Where she lands after signing in: the first place of her menu; the home page where no page is hers yet."""
    return next((link.href for link in links_for(staff, path="")), reverse("home"))


@cache
def _roles(href: str) -> frozenset[str]:
    """The roles that `staff_only` wrote on the view."""
    return resolve(href).func.roles  # type: ignore[attr-defined,no-any-return]
