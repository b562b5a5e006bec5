"""Themes: the list with its checks and the aid, and one theme with its deeds."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base import aids as register
from fairway.base import jobs
from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.themes import actions, queries
from fairway.plan.themes.actions.suggest import AID
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.themes import presenters, words
from fairway.web.plan.themes.forms import AskForm, MergeForm, NameForm, PassagesForm, ReasonForm
from fairway.web.words import problem_in_words

STATES = ("candidate", "supported", "accepted", "in-report", "set-aside")


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: WorkplaceRequest) -> HttpResponse:
    """Every theme by state, what to look at in the whole set, and a form for a new one."""
    form = NameForm(request.POST) if request.method == "POST" else NameForm()
    if form.is_valid():
        made = actions.make_theme(**form.cleaned_data, by=request.staff, at=request.at)
        messages.success(request, _("The theme is there. Add passages to it."))
        return redirect("plan_theme", made.public_id)
    return _themes(request, form, status=422 if form.errors else 200)


@staff_only(*PLAN_STAFF)
@require_POST
def ask(request: WorkplaceRequest) -> HttpResponse:
    """Have the aid look for candidates; a worker does it."""
    form = AskForm(request.POST)
    zoom = form.cleaned_data["zoom"] if form.is_valid() else "middle"
    try:
        job = actions.ask_for_themes(zoom=zoom, by=request.staff, at=request.at)
    except register.AidIsOff as off:
        return _themes(request, NameForm(), problem=problem_in_words(off), status=409)
    return redirect("plan_themes_asked", job.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def asked(request: WorkplaceRequest, job: UUID) -> HttpResponse:
    """How far the aid is. The page looks again by itself with JavaScript, and has a link without."""
    found = jobs.find(job, program_id=request.staff.program_id)
    if found is None or found.kind not in ("theme-candidates", "synergy-suggestions"):
        raise Http404
    zone = ZoneInfo(request.staff.program.time_zone)
    back = "plan_themes" if found.kind == AID else "plan_synergies"
    context = {"card": presenters.JobCard(found, zone=zone), "back": back}
    return render(request, "plan/themes/asked.html", context)


@staff_only(*PLAN_STAFF)
@require_safe
def theme(request: WorkplaceRequest, theme: UUID) -> HttpResponse:
    """One theme: what it is called, what it rests on, what can be done with it."""
    return show(request, theme)


@staff_only(*PLAN_STAFF)
@require_POST
def rename(request: WorkplaceRequest, theme: UUID) -> HttpResponse:
    """A person's own words for it."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return show(request, theme, naming=form, status=422)
    actions.rename(theme_id=theme, **form.cleaned_data, by=request.staff, at=request.at)
    messages.success(request, _("The theme has its name."))
    return redirect("plan_theme", theme)


@staff_only(*PLAN_STAFF)
@require_POST
def state(request: WorkplaceRequest, theme: UUID) -> HttpResponse:
    """Accept, set aside, take up again; keep as a minority view or not."""
    deed, by, at = request.POST.get("deed"), request.staff, request.at
    try:
        if deed == "accept":
            actions.accept(theme_id=theme, by=by, at=at)
        elif deed == "set-aside":
            actions.set_aside(theme_id=theme, reason=request.POST.get("reason", ""), by=by, at=at)
        elif deed == "reopen":
            actions.reopen(theme_id=theme, by=by, at=at)
        elif deed in ("minority", "no-minority"):
            actions.keep_as_minority(theme_id=theme, kept=deed == "minority", by=by, at=at)
    except NotVisible:
        raise
    except FairwayError as found:
        return show(request, theme, problem=problem_in_words(found), status=409)
    return redirect("plan_theme", theme)


@staff_only(*PLAN_STAFF)
@require_POST
def merge(request: WorkplaceRequest, theme: UUID) -> HttpResponse:
    """Another theme becomes part of this one."""
    page = queries.theme_page(request.staff, theme)
    form = MergeForm(request.POST, others=[(one.public_id, one.name) for one in page.others])
    if not form.is_valid():
        return show(request, theme, merging=form, status=422)
    try:
        actions.merge(
            kept_id=theme,
            merged_id=form.cleaned_data["other"],
            reason=form.cleaned_data["reason"],
            by=request.staff,
            at=request.at,
        )
    except NotVisible:
        raise
    except FairwayError as found:
        return show(request, theme, merging=form, problem=problem_in_words(found), status=409)
    messages.success(request, _("They are one theme now. Below you can undo it."))
    return redirect("plan_theme", theme)


@staff_only(*PLAN_STAFF)
@require_POST
def undo(request: WorkplaceRequest, merge: UUID) -> HttpResponse:
    """Two themes after all."""
    done = actions.undo_merge(merge_id=merge, by=request.staff, at=request.at)
    messages.success(request, _("They are two themes again, as they were."))
    return redirect("plan_theme", done.kept.public_id)


def show(
    request: WorkplaceRequest,
    theme: UUID,
    *,
    naming: NameForm | None = None,
    merging: MergeForm | None = None,
    choosing: PassagesForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The theme's page, with a form as it was sent where something in it is to be corrected."""
    after = request.GET.get("after", "")
    page = queries.theme_page(
        request.staff, theme, after=int(after) if after.isdecimal() and len(after) <= 18 else 0
    )
    zone = ZoneInfo(request.staff.program.time_zone)
    sheet = presenters.ThemeSheet(page, zone=zone, people=queries.people(request.staff))
    own = {} if page.theme.name_origin == "machine" else {"name": page.theme.name}
    context = {
        "sheet": sheet,
        "naming": naming or NameForm(initial={**own, "summary": page.theme.summary}),
        "merging": merging or MergeForm(others=sheet.others),
        "choosing": choosing or PassagesForm(others=sheet.others),
        "reason": ReasonForm(),
        "problem": problem,
    }
    return render(request, "plan/themes/theme.html", context, status=status)


def _themes(
    request: WorkplaceRequest, form: forms.Form, *, problem: str = "", status: int = 200
) -> HttpResponse:
    cards = [presenters.ThemeCard.of(one) for one in queries.listing(request.staff)]
    found = queries.findings(request.staff)
    parts = [
        (words.STATES[state][0], [card for card in cards if card.theme.state == state])
        for state in reversed(STATES[:-1])
    ]
    context = {
        "tabs": presenters.tabs("plan_themes"),
        "parts": [part for part in parts if part[1]],
        "aside": [card for card in cards if card.theme.state == "set-aside"],
        "minority": [card for card in cards if card.theme.is_minority_view],
        "findings": [
            (words.FINDINGS[one.rule], [(presenters.name_of(theme), theme.public_id) for theme in about])
            for one, about in found
        ],
        "is_on": register.is_on(AID, request.staff.program_id),
        "ask": AskForm(),
        "form": form,
        "problem": problem,
    }  # fmt: skip
    return render(request, "plan/themes/themes.html", context, status=status)
