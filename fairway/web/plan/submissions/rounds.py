"""Deadlines and campaigns: until when input counts, and which letters came from one template."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.plan.intake import actions, queries
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.submissions.forms import DeadlineForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: WorkplaceRequest) -> HttpResponse:
    """Every deadline with its versions, and the form for another."""
    zone = request.staff.program.time_zone
    form = DeadlineForm(request.POST if request.method == "POST" else None, zone=zone, initial={"zone": zone})  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_deadline(
                program=request.staff.program, key=said["key"], label=said["label"], closes_on=said["closes_on"],
                is_inclusive=said["edge"] == "inclusive", time_zone=said["zone"], source=said["source"],
                by=request.staff.actor, at=request.at,
            )  # fmt: skip
        except FairwayError as problem:
            form.add_error(None, problem_in_words(problem))
        else:
            messages.success(request, _("Set. What came in before keeps its class until you class it again."))  # fmt: skip
            return redirect("plan_deadlines")
    context = {"form": form, "rows": queries.deadline_rows(request.staff)}
    return render(request, "plan/submissions/deadlines.html", context)


@staff_only(*PLAN_STAFF)
@require_POST
def reclassify(request: WorkplaceRequest, deadline: UUID) -> HttpResponse:
    """Class again by this version; how each was classed before stays on record."""
    found = queries.deadline_with(request.staff, deadline)
    told = actions.reclassify(deadline=found, by=request.staff.actor, at=request.at)
    said = ngettext("%(n)d is classed another way now.", "%(n)d are classed another way now.", told["changed"])  # fmt: skip
    messages.success(request, said % {"n": told["changed"]})
    return redirect("plan_deadlines")


@staff_only(*PLAN_STAFF)
@require_safe
def campaigns(request: WorkplaceRequest) -> HttpResponse:
    """Letters from one template, the largest campaigns first."""
    return render(request, "plan/submissions/campaigns.html", {"lines": queries.campaigns(request.staff)})  # fmt: skip


@staff_only(*PLAN_STAFF)
@require_POST
def group(request: WorkplaceRequest) -> HttpResponse:
    """Group now, and not at night."""
    told = actions.group_campaigns(program=request.staff.program, by=request.staff.actor, at=request.at)  # fmt: skip
    said = ngettext("%(n)d campaign.", "%(n)d campaigns.", told["campaigns"])
    messages.success(request, said % {"n": told["campaigns"]})
    return redirect("plan_campaigns")


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: WorkplaceRequest, campaign: UUID) -> HttpResponse:
    """Its letters, the most like the medoid first, with what each writer added. A person may name it."""
    found = queries.campaign_page(request.staff, campaign)
    if request.method == "POST":
        label = request.POST.get("label", "")[:200]
        actions.confirm_campaign(campaign=found.campaign, label=label, by=request.staff.actor, at=request.at)  # fmt: skip
        messages.success(request, _("Confirmed. New letters of this template join it."))
        return redirect("plan_campaign", campaign)
    zone = ZoneInfo(request.staff.program.time_zone)
    context = {"page": found, "zone": zone, "letters": [(one, found.own_words.get(one.pk, "")) for one in found.letters]}  # fmt: skip
    return render(request, "plan/submissions/campaign.html", context)
