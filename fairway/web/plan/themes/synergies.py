"""Synergies: pairs to be judged with the evidence of both, and what came of those that were confirmed."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base import aids as register
from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.themes import actions, queries
from fairway.plan.themes.actions.synergies import AID
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.themes import presenters
from fairway.web.plan.themes.forms import OutcomeForm, ReasonForm
from fairway.web.words import problem_in_words
from fairway.web.workbench.words import language

FOLLOWED = ("confirmed", "introduced", "outcome-recorded")


@staff_only(*PLAN_STAFF)
@require_safe
def synergies(request: WorkplaceRequest) -> HttpResponse:
    """What is to be judged, and what became of the rest. Rejected ones are not shown again."""
    return _synergies(request)


@staff_only(*PLAN_STAFF)
@require_POST
def ask(request: WorkplaceRequest) -> HttpResponse:
    """Have the aid look for pairs; a worker does it."""
    try:
        job = actions.ask_for_synergies(by=request.staff, at=request.at)
    except register.AidIsOff as off:
        return _synergies(request, problem=problem_in_words(off), status=409)
    return redirect("plan_themes_asked", job.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def synergy(request: WorkplaceRequest, synergy: UUID) -> HttpResponse:
    """The evidence of both sides."""
    return _synergy(request, synergy)


@staff_only(*PLAN_STAFF)
@require_POST
def judge(request: WorkplaceRequest, synergy: UUID) -> HttpResponse:
    """Confirm or reject; say that both were written to; say what came of it."""
    deed, by, at = request.POST.get("deed"), request.staff, request.at
    outcome = OutcomeForm(request.POST) if deed == "outcome" else None
    if outcome is not None and not outcome.is_valid():
        return _synergy(request, synergy, outcome=outcome, status=422)
    try:
        if deed == "confirm":
            actions.confirm_synergy(synergy_id=synergy, by=by, at=at)
        elif deed == "reject":
            actions.reject_synergy(synergy_id=synergy, reason=request.POST.get("reason", "")[:300], by=by, at=at)  # fmt: skip
        elif deed == "introduced":
            actions.record_introduction(synergy_id=synergy, happened_on=request.on, by=by, at=at)
        elif outcome is not None:
            actions.record_outcome(synergy_id=synergy, **outcome.cleaned_data, by=by, at=at)
    except NotVisible:
        raise
    except FairwayError as found:
        return _synergy(request, synergy, problem=problem_in_words(found), status=409)
    messages.success(request, _("Written down."))
    return redirect("plan_synergy", synergy)


def _synergies(request: WorkplaceRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    kept, judged = queries.confirmed_share(request.staff)
    context = {
        "tabs": presenters.tabs("plan_synergies"),
        "open": [presenters.SynergyLine(one) for one in queries.synergies(request.staff)],
        "followed": [
            presenters.SynergyLine(one) for one in queries.synergies(request.staff, states=FOLLOWED)
        ],
        "is_on": register.is_on(AID, request.staff.program_id),
        "kept": kept,
        "judged": judged,
        "problem": problem,
    }
    return render(request, "plan/themes/synergies.html", context, status=status)


def _synergy(
    request: WorkplaceRequest,
    synergy: UUID,
    *,
    outcome: OutcomeForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = queries.synergy_page(request.staff, synergy, language=language())
    zone = ZoneInfo(request.staff.program.time_zone)
    sheet = presenters.SynergySheet(page, zone=zone, people=queries.people(request.staff))
    context = {
        "sheet": sheet,
        "introduction": queries.introduction(page, language=language()),
        "reason": ReasonForm(),
        "outcome": outcome or OutcomeForm(),
        "problem": problem,
    }
    return render(request, "plan/themes/synergy.html", context, status=status)
