"""The lists beside the worklist, and answers to hand-offs."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.navigation.worklist import actions, queries
from fairway.navigation.worklist.actions import NotVisible
from fairway.navigation.worklist.queries import Listing
from fairway.web.access import CARE_TEAM, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.words import problem_in_words
from fairway.web.workbench.lists.presenters import ABOUT, OfferCard, tabs
from fairway.web.workbench.worklist import presenters
from fairway.web.workbench.worklist.views import filter_form


@staff_only(*CARE_TEAM)
@require_safe
def lists(request: WorkplaceRequest, listing: str = Listing.NOT_REACHED) -> HttpResponse:
    """One of the lists, with the filters of the worklist."""
    if listing not in list(ABOUT):
        raise Http404
    chosen = Listing(listing)
    form = filter_form(request)
    form.forget("group")
    page = queries.worklist(
        staff=request.staff,
        on=request.on,
        filters=form.filters(),
        after=request.GET.get("after", ""),
        listing=chosen,
    )
    is_watchful = chosen is Listing.WATCHFUL
    return render(
        request,
        "workbench/list.html",
        {
            "tabs": tabs(chosen),
            "about": ABOUT[chosen],
            "listing": chosen,
            "form": form,
            "coverage": _coverage(request, form.filters()) if chosen is Listing.NOT_REACHED else "",
            "page": page,
            "cases": presenters.cases(page.count),
            "blocks": presenters.blocks(
                page.lines, group=page.group, on=request.on, is_watchful=is_watchful
            ),
            "is_mine": form.chosen.get("whose") == "mine",
            "next": form.address(after=page.next_cursor) if page.next_cursor else "",
            "first": form.address() if "after" in request.GET else "",
        },
    )


def _coverage(request: WorkplaceRequest, filters: queries.Filters) -> str:
    found = queries.coverage(staff=request.staff, on=request.on, filters=filters)
    return presenters.reached_in_words(found)


@staff_only(*CARE_TEAM)
@require_safe
def hand_offs(request: WorkplaceRequest) -> HttpResponse:
    """Cases offered to her, and hers that wait for a colleague's answer."""
    return _hand_offs(request)


@staff_only(*CARE_TEAM)
@require_POST
def accept(request: WorkplaceRequest, hand_off: UUID) -> HttpResponse:
    """Take the case."""
    done = _("The case is yours now.")
    return _answer(
        request,
        hand_off,
        lambda: actions.accept_hand_off(hand_off_id=hand_off, by=request.staff, at=request.at),
        done,
    )


@staff_only(*CARE_TEAM)
@require_POST
def decline(request: WorkplaceRequest, hand_off: UUID) -> HttpResponse:
    """Say no, and why."""
    why = request.POST.get("why", "")[:300]
    done = _("You declined. The case stays with its owner, who sees why.")
    return _answer(
        request,
        hand_off,
        lambda: actions.decline_hand_off(
            hand_off_id=hand_off, why=why, by=request.staff, at=request.at
        ),
        done,
    )


@staff_only(*CARE_TEAM)
@require_POST
def withdraw(request: WorkplaceRequest, hand_off: UUID) -> HttpResponse:
    """Take the offer back."""
    done = _("The offer is withdrawn. The case stays with its owner.")
    return _answer(
        request,
        hand_off,
        lambda: actions.withdraw_hand_off(hand_off_id=hand_off, by=request.staff, at=request.at),
        done,
    )


def _answer(
    request: WorkplaceRequest, hand_off: UUID, do: Callable[[], object], done: str
) -> HttpResponse:
    try:
        do()
    except NotVisible:
        raise
    except FairwayError as problem:
        return _hand_offs(request, hand_off=hand_off, problem=problem_in_words(problem))
    messages.success(request, done)
    return redirect("hand_offs")


def _hand_offs(
    request: WorkplaceRequest, *, hand_off: UUID | None = None, problem: str = ""
) -> HttpResponse:
    zone = ZoneInfo(request.staff.program.time_zone)
    cards = [OfferCard(offer, zone=zone) for offer in queries.hand_offs_for(staff=request.staff)]
    for card in cards:
        if card.offer.id == hand_off:
            card.problem, card.entered = problem, request.POST.get("why", "")
    context = {
        "tabs": tabs(None),
        "to_me": [card for card in cards if card.offer.to_me],
        "by_us": [card for card in cards if not card.offer.to_me],
        # Someone else answered meanwhile: the card is gone, the reason is not.
        "problem": "" if any(card.problem for card in cards) else problem,
    }
    return render(request, "workbench/hand_offs.html", context, status=409 if problem else 200)
