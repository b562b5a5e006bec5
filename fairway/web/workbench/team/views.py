"""The team's caseloads, for a lead: what everyone carries, and taking over from one who is away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.navigation.worklist import actions
from fairway.navigation.worklist.actions import NotVisible
from fairway.navigation.worklist.queries.team import Caseload, caseloads, colleague_page
from fairway.web.access import LEADS, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.workbench.team.forms import GiveAllForm, WhyForm
from fairway.web.workbench.worklist import presenters, wording


@staff_only(*LEADS)
@require_safe
def team(request: WorkplaceRequest) -> HttpResponse:
    """Who carries how much."""
    loads = [_Row(one) for one in caseloads(staff=request.staff, on=request.on)]
    return render(request, "workbench/team.html", {"team": loads})


@staff_only(*LEADS)
@require_safe
def colleague(request: WorkplaceRequest, colleague: UUID) -> HttpResponse:
    """One colleague's worklist, each case with a button to take it over."""
    return _page(request, colleague)


@staff_only(*LEADS)
@require_POST
def take_over(request: WorkplaceRequest, colleague: UUID) -> HttpResponse:
    """One case becomes the lead's own."""
    try:
        actions.take_over(
            episode_id=_uuid(request.POST.get("episode", "")),
            reason=request.POST.get("reason", ""),
            by=request.staff,
            at=request.at,
        )
    except NotVisible:
        raise
    except FairwayError as problem:
        return _page(request, colleague, problem=str(problem))
    messages.success(request, _("The case is yours now."))
    return redirect("colleague", colleague)


@staff_only(*LEADS)
@require_POST
def give_all(request: WorkplaceRequest, colleague: UUID) -> HttpResponse:
    """All open cases of one who is away, or leaves, to a colleague (NAV-14)."""
    page = colleague_page(staff=request.staff, colleague_id=colleague, on=request.on)
    form = GiveAllForm(request.POST, team=page.team, away=colleague, prefix="all")
    if not form.is_valid():
        return _page(request, colleague, form=form)
    try:
        moved = actions.reassign_all(
            from_staff_id=colleague,
            to_staff_id=UUID(form.cleaned_data["to"]),
            reason=form.cleaned_data["reason"],
            by=request.staff,
            at=request.at,
        )
    except NotVisible:
        raise
    except FairwayError as problem:
        return _page(request, colleague, form=form, problem=str(problem))
    text = ngettext("%(n)s case changed hands.", "%(n)s cases changed hands.", moved)
    messages.success(request, text % {"n": moved})
    return redirect("team")


class _Row:
    """One colleague's caseload in words."""

    def __init__(self, load: Caseload) -> None:
        self.load = load
        self.role = wording.role(load.role)
        self.languages = ", ".join(wording.language_name(tag) for tag in load.languages)


def _page(
    request: WorkplaceRequest,
    colleague: UUID,
    *,
    form: GiveAllForm | None = None,
    problem: str = "",
) -> HttpResponse:
    after = request.GET.get("after", "")
    found = colleague_page(staff=request.staff, colleague_id=colleague, on=request.on, after=after)
    page = found.page
    context = {
        "colleague": _Row(found.colleague),
        "why": WhyForm(request.POST if problem and form is None else None),
        "form": form or GiveAllForm(team=found.team, away=colleague, prefix="all"),
        "problem": problem,
        "cases": presenters.cases(page.count),
        "blocks": presenters.blocks(page.lines, group=page.group, on=request.on),
        "next": f"?after={page.next_cursor}" if page.next_cursor else "",
        "first": "?" if after else "",
    }
    status = 409 if problem else 200
    return render(request, "workbench/colleague.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible("There is no such case. Reload the page.") from None
