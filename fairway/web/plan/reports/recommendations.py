"""Recommendations: proposed, resting on themes, adopted, given to those who should act, followed with evidence."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.reports import actions, queries
from fairway.plan.reports.queries import Followed
from fairway.plan.reports.rules import MOVES, TRACKED
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.documents.words import goals
from fairway.web.plan.reports import words
from fairway.web.plan.reports.forms import AdviceForm, AskedForm, ProgressForm, ThemesForm
from fairway.web.plan.reports.views import workshop
from fairway.web.words import problem_in_words

DEEDS = ("themes", "adopt", "assign", "progress", "rewrite")


@staff_only(*PLAN_STAFF)
@require_safe
def listed(request: WorkplaceRequest) -> HttpResponse:
    """All of the program's, what is due first (STK-16)."""
    rows = [
        (one, words.STATES[one.state], _is_late(one, request))
        for one in queries.recommendations(request.staff)
    ]
    return render(request, "plan/reports/recommendations.html", {"rows": rows})


@staff_only(*PLAN_STAFF)
@require_POST
def propose(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """A recommendation of a report."""
    form = AdviceForm(request.POST, on=request.on)
    if not form.is_valid():
        return workshop(request, report, advice_form=form)
    made = actions.propose_recommendation(
        report_id=report, by=request.staff, at=request.at, **form.cleaned_data
    )
    return redirect("plan_recommendation", made.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def followed(request: WorkplaceRequest, advice: UUID) -> HttpResponse:
    """One recommendation, its steps, and what may be done next."""
    return _page(request, queries.followed(request.staff, advice))


@staff_only(*PLAN_STAFF)
@require_POST
def deed(request: WorkplaceRequest, advice: UUID, deed: str) -> HttpResponse:
    """One step: its form, and the one action it calls."""
    if deed not in DEEDS:
        raise Http404
    found = queries.followed(request.staff, advice)
    form = _forms(found, request.POST, only=deed, on=request.on)[deed]
    if form.is_valid():
        try:
            _act(deed, form.cleaned_data)(recommendation_id=advice, by=request.staff, at=request.at)
            messages.success(request, _("The step is recorded."))
            return redirect("plan_recommendation", advice)
        except NotVisible:
            raise
        except FairwayError as reason:
            form.add_error(None, problem_in_words(reason))
    return _page(request, found, status=422, **{deed: form})


def _act(deed: str, said: dict[str, Any]) -> Callable[..., object]:
    """The action with what was said in the form."""
    acts: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
        "themes": (actions.link_evidence, {"theme_ids": [UUID(one) for one in said.get("themes", ())]}),
        "adopt": (actions.adopt, {}),
        "assign": (actions.assign, {"stakeholder_ids": [UUID(said["stakeholder"])] if said.get("stakeholder") else []}),
        "rewrite": (actions.rewrite_recommendation, said),
        "progress": (actions.move, _progress(said)),
    }  # fmt: skip
    act, fields = acts[deed]
    return lambda **more: act(**fields, **more)


def _progress(said: dict[str, Any]) -> dict[str, Any]:
    if "state" not in said:
        return {}
    who = said["stakeholder"]
    rest = {key: said[key] for key in ("state", "evidence", "evidence_on", "evidence_url")}
    return rest | {"stakeholder_id": UUID(who) if who else None}


def _forms(found: Followed, data: Any = None, *, on: date, only: str = "") -> dict[str, Form]:
    one = found.recommendation
    initial = {"text": one.text, "goal_codes": one.goal_codes, "due_on": one.due_on}

    def sent(deed: str) -> Any:
        return data if deed == only else None

    return {
        "themes": ThemesForm(sent("themes"), followed=found),
        "adopt": Form(sent("adopt")),
        "assign": AskedForm(sent("assign"), followed=found),
        "progress": ProgressForm(sent("progress"), followed=found),
        "rewrite": AdviceForm(sent("rewrite"), initial=initial, on=on),
    }


def _page(
    request: WorkplaceRequest, found: Followed, *, status: int = 200, **forms: Form
) -> HttpResponse:
    one = found.recommendation
    context = {
        "found": found,
        "advice": one,
        "state": words.STATES[one.state],
        "steps": [(step, words.STATES[step.state]) for step in found.steps],
        "forms": _forms(found, on=request.on) | forms,
        "goals": [name for code, name in goals(request.on) if code in one.goal_codes],
        "may": {
            "adopt": "adopted" in MOVES[one.state],
            "assign": "assigned" in MOVES[one.state] or one.state == "assigned",
            "progress": bool(MOVES[one.state] & TRACKED),
            "rewrite": one.report.state == "draft",
        },
        "is_late": _is_late(one, request),
    }
    return render(request, "plan/reports/recommendation.html", context, status=status)


def _is_late(one: Any, request: WorkplaceRequest) -> bool:
    """The day has passed, and nothing says that it is done."""
    return one.due_on is not None and one.due_on < request.on and one.state != "done"
