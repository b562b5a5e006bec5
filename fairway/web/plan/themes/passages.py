"""Passages and their themes: what the machine is least sure of, what stands in none, and what a person decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.themes import actions, queries
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.themes import presenters
from fairway.web.plan.themes.forms import PassagesForm
from fairway.web.plan.themes.views import show
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_POST
def decide(request: WorkplaceRequest, theme: UUID) -> HttpResponse:
    """Confirm, remove, move or part the chosen passages of a theme."""
    others = _others(request)
    form = PassagesForm(request.POST, others=others)
    if not form.is_valid():
        return show(request, theme, choosing=form, status=422)
    try:
        _do(request, theme, form)
    except NotVisible:
        raise
    except FairwayError as found:
        return show(request, theme, problem=problem_in_words(found), status=409)
    many = len(form.cleaned_data["passages"])
    messages.success(request, ngettext("%(n)s passage done.", "%(n)s passages done.", many) % {"n": many})  # fmt: skip
    if request.POST.get("from") == "review":
        return redirect("plan_themes_review")
    return redirect("plan_theme", theme)


@staff_only(*PLAN_STAFF)
@require_safe
def review(request: WorkplaceRequest) -> HttpResponse:
    """What the machine assigned and nobody looked at, the least firm first."""
    doubts = queries.review_queue(request.staff)
    agreed = queries.agreement_with_people(request.staff)
    context = {
        "tabs": presenters.tabs("plan_themes_review"),
        "lines": [
            (presenters.PassageCard(one.standing), presenters.name_of(one.theme), one.theme.public_id)
            for one in doubts
        ],
        "agreed": agreed,
        "percent": None if agreed.share is None else round(100 * agreed.share),
        "interval": [round(100 * edge) for edge in agreed.interval] if agreed.interval else [],
    }  # fmt: skip
    return render(request, "plan/themes/review.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def alone(request: WorkplaceRequest) -> HttpResponse:
    """What stands in no theme: listed, never dropped. Chosen ones can be put into a theme."""
    sent = request.POST if request.method == "POST" else None
    form = PassagesForm(sent, others=_others(request))
    if form.is_valid() and form.cleaned_data["deed"] == "assign":
        actions.assign(
            theme_id=form.cleaned_data["to"],
            passage_ids=form.cleaned_data["passages"],
            by=request.staff,
            at=request.at,
        )
        messages.success(request, _("The passages are in the theme now."))
        return redirect("plan_themes_alone")
    after = request.GET.get("after", "")
    found, further, many = queries.in_no_theme(request.staff, after=int(after) if after.isdecimal() and len(after) <= 18 else 0)  # fmt: skip
    context = {
        "tabs": presenters.tabs("plan_themes_alone"),
        "passages": [(one, presenters.where(one)) for one in found],
        "many": many,
        "next": f"?after={further}" if further else "",
        "first": "?" if after else "",
        "form": form,
    }
    return render(request, "plan/themes/alone.html", context, status=422 if form.errors else 200)


def _do(request: WorkplaceRequest, theme: UUID, form: PassagesForm) -> None:
    given = form.cleaned_data
    chosen, by, at = given["passages"], request.staff, request.at
    if given["deed"] == "confirm":
        actions.confirm(theme_id=theme, passage_ids=chosen, by=by, at=at)
    elif given["deed"] == "remove":
        actions.remove(theme_id=theme, passage_ids=chosen, by=by, at=at)
    elif given["deed"] == "split":
        actions.split(theme_id=theme, name=given["name"], passage_ids=chosen, by=by, at=at)
    else:
        actions.move(from_id=theme, to_id=given["to"], passage_ids=chosen, by=by, at=at)


def _others(request: WorkplaceRequest) -> list[tuple[UUID, str]]:
    listed = queries.listing(request.staff, states=("candidate", "supported", "accepted", "in-report"))  # fmt: skip
    return [(one.theme.public_id, presenters.name_of(one.theme)) for one in listed]
