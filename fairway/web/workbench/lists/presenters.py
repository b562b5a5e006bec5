"""What each list is for, and hand-offs in words."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.navigation.worklist.queries import Listing, Offer
from fairway.web.workbench.worklist import wording


@dataclass(frozen=True)
class About:
    """The words of one list: its tab, its heading, what stands on it, and what an empty one means."""

    tab: str | Promise
    purpose: str | Promise
    empty: str | Promise


ABOUT: dict[Listing, About] = {
    Listing.NOT_REACHED: About(
        _("Not reached"),
        _("People with an open case whom nobody has spoken to yet, the oldest case first."),
        _("Everyone here was reached."),
    ),
    Listing.NO_DEADLINE: About(
        _("No deadline"),
        _("Cases whose next step has no published number of days. They wait as long as the others."),
        _("Every next step here has a deadline."),
    ),
    Listing.PAUSED: About(
        _("Paused"),
        _("Clocks that someone stopped, with a reason. Resume them on the person’s page."),
        _("No clock is paused."),
    ),
    Listing.TO_CLOSE: About(
        _("Ready to close"),
        _("The pathway has come to its end. Only a person closes a case: do it on the person’s page."),
        _("No case is ready to close."),
    ),
    Listing.WAITING: About(
        _("Waiting"),
        _("We wait for someone else. The clock runs on; ask again before it is late."),
        _("No case waits for someone else."),
    ),
    Listing.WATCHFUL: About(
        _("Watchful follow-up"),
        _("Results that are watched: the person returns after some months."),
        _("No result is being watched."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Tab:
    """A link to a list."""

    word: str | Promise
    href: str
    is_here: bool


def tabs(here: Listing | None) -> list[Tab]:
    """All lists; hand-offs last. `here` is None on the page of hand-offs."""
    lists = [Tab(about.tab, reverse("list", args=[key]), key is here) for key, about in ABOUT.items()]  # fmt: skip
    return [*lists, Tab(_("Hand-offs"), reverse("hand_offs"), here is None)]


class OfferCard:
    """One hand-off that waits. `entered` and `problem`: an answer that could not be taken."""

    def __init__(self, offer: Offer, *, zone: ZoneInfo) -> None:
        self.offer = offer
        self.zone = zone
        self.entered = ""
        self.problem = ""

    @property
    def cancer(self) -> str:
        """Which cancer the case is about."""
        return wording.pathway_name(self.offer.pathway)

    @property
    def reason(self) -> str:
        """Why it is offered."""
        return wording.reason(self.offer.reason)

    @property
    def when(self) -> str:
        """Since when it waits."""
        return wording.moment(self.offer.offered_at, self.zone)
