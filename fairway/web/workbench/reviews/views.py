"""Questions that only a person can answer: who is who, and which fact stands."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.navigation.worklist.actions import NotVisible
from fairway.navigation.worklist.actions import reviews as actions
from fairway.navigation.worklist.queries import reviews as queries
from fairway.web.access import CARE_TEAM, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.words import problem_in_words
from fairway.web.workbench.reviews.presenters import (
    ConflictCard,
    MergeLine,
    PairCard,
    birth_lines,
    tabs,
)


@staff_only(*CARE_TEAM)
@require_safe
def identity(request: WorkplaceRequest) -> HttpResponse:
    """Pairs of records that may be one person."""
    return _identity(request)


@staff_only(*CARE_TEAM)
@require_POST
def judge(request: WorkplaceRequest, review: UUID) -> HttpResponse:
    """One person, or two."""
    try:
        if request.POST.get("verdict") == "same":
            actions.judge_same(
                review_id=review,
                keep_id=_uuid(request.POST.get("keep", "")),
                reason=request.POST.get("reason", "")[:200],
                by=request.staff,
                at=request.at,
                on=request.on,
            )
            done = _("The two records are one person now. Below you can undo it.")
        else:
            actions.judge_different(review_id=review, by=request.staff, at=request.at)
            done = _("They stay two people, and are not asked about again.")
    except NotVisible:
        raise
    except FairwayError as problem:
        return _identity(request, review=review, problem=problem_in_words(problem))
    messages.success(request, done)
    return redirect("reviews")


@staff_only(*CARE_TEAM)
@require_POST
def undo(request: WorkplaceRequest, merge: UUID) -> HttpResponse:
    """Two people after all."""
    try:
        actions.part_again(merge_id=merge, by=request.staff, at=request.at, on=request.on)
    except NotVisible:
        raise
    except FairwayError as problem:
        return _identity(request, problem=problem_in_words(problem))
    messages.success(request, _("They are two records again, as they were."))
    return redirect("reviews")


@staff_only(*CARE_TEAM)
@require_safe
def facts(request: WorkplaceRequest) -> HttpResponse:
    """Facts that a source tells another way than a person of ours did."""
    return _facts(request)


@staff_only(*CARE_TEAM)
@require_POST
def judge_fact(request: WorkplaceRequest, conflict: UUID) -> HttpResponse:
    """Our fact stands, or theirs."""
    return _judged(request, conflict, actions.judge_conflict)


@staff_only(*CARE_TEAM)
@require_POST
def judge_visit(request: WorkplaceRequest, conflict: UUID) -> HttpResponse:
    """Our word on what became of a visit stands, or theirs."""
    return _judged(request, conflict, actions.judge_visit)


@staff_only(*CARE_TEAM)
@require_safe
def birth_dates(request: WorkplaceRequest) -> HttpResponse:
    """People with more than one birth date."""
    context = {
        "tabs": tabs("review_birth_dates", queries.open_questions(staff=request.staff)),
        "lines": birth_lines(queries.birth_dates(staff=request.staff)),
    }
    return render(request, "workbench/review_birth_dates.html", context)


def _judged(request: WorkplaceRequest, conflict: UUID, judge: Callable[..., None]) -> HttpResponse:
    is_theirs = request.POST.get("verdict") == "theirs"
    try:
        judge(
            conflict_id=conflict,
            take_theirs=is_theirs,
            by=request.staff,
            at=request.at,
            on=request.on,
        )
    except NotVisible:
        raise
    except FairwayError as problem:
        return _facts(request, problem=problem_in_words(problem))
    kept, taken = _("Ours stands. Nothing changed."), _("The source’s version stands now; the clocks were worked out again.")  # fmt: skip
    messages.success(request, taken if is_theirs else kept)
    return redirect("review_facts")


def _identity(
    request: WorkplaceRequest, *, review: UUID | None = None, problem: str = ""
) -> HttpResponse:
    zone = ZoneInfo(request.staff.program.time_zone)
    cards = [PairCard(pair, zone=zone) for pair in queries.identity_pairs(staff=request.staff)]
    for card in cards:
        if card.pair.id == review:
            card.problem = problem
            card.entered = request.POST.get("reason", "")
            card.keep = request.POST.get("keep", card.keep)
    merges = queries.recent_merges(staff=request.staff)
    context = {
        "tabs": tabs("reviews", queries.open_questions(staff=request.staff)),
        "cards": cards,
        "merges": [MergeLine(merge, zone=zone) for merge in merges],
        "problem": "" if any(card.problem for card in cards) else problem,
    }
    status = 409 if problem else 200
    return render(request, "workbench/review_identity.html", context, status=status)


def _facts(request: WorkplaceRequest, *, problem: str = "") -> HttpResponse:
    zone = ZoneInfo(request.staff.program.time_zone)
    found = queries.contradictions(staff=request.staff)
    context = {
        "tabs": tabs("review_facts", queries.open_questions(staff=request.staff)),
        "cards": [ConflictCard(one, zone=zone) for one in found],
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "workbench/review_facts.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible("There is no such record. Reload the page.") from None
