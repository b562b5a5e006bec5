"""The team's caseloads, for a lead: what everyone carries, and taking over from one who is away."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.navigation.worklist import actions
from fairway.navigation.worklist.actions import NotVisible
from fairway.navigation.worklist.queries.team import Caseload, caseloads, colleague_page
from fairway.web.access import LEADS, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.words import problem_in_words
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
        taken = actions.take_over(
            episode_id=_uuid(request.POST.get("episode", "")),
            reason=request.POST.get("reason", ""),
            by=request.staff,
            at=request.at,
        )
    except NotVisible:
        raise
    except FairwayError as problem:
        return _page(request, colleague, problem=problem_in_words(problem))
    back = reverse(
        "patient_deed_about", args=[taken.patient.public_id, "give-back", taken.public_id]
    )
    _say(request, _("The case is yours now."), back)
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
        return _page(request, colleague, form=form, problem=problem_in_words(problem))
    text = ngettext("%(n)s case changed hands.", "%(n)s cases changed hands.", moved)
    query = urlencode({"moved": request.at.isoformat()})
    back = f"{reverse('give_back', args=[form.cleaned_data['to']])}?{query}"
    _say(request, text % {"n": moved}, back if moved else "")
    return redirect("team")


@staff_only(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: WorkplaceRequest, colleague: UUID) -> HttpResponse:
    """Undo a giving of all cases: asked first on GET. `moved` is the moment it was done."""
    moved = request.POST.get("moved") or request.GET.get("moved", "")
    problem = ""
    if request.method == "POST":
        try:
            count = actions.give_all_back(
                holder_id=colleague, moved_at=_moment(moved), by=request.staff, at=request.at
            )
        except NotVisible:
            raise
        except FairwayError as refused:
            problem = problem_in_words(refused)
        else:
            text = ngettext("%(n)s case went back.", "%(n)s cases went back.", count)
            messages.success(request, text % {"n": count})
            return redirect("team")
    context = {"moved": moved, "problem": problem}
    return render(request, "workbench/give_back.html", context, status=409 if problem else 200)


def _say(request: WorkplaceRequest, text: str, undo: str) -> None:
    link = format_html(' <a class="usa-link" href="{}">{}</a>', undo, _("Undo")) if undo else ""
    messages.success(request, format_html("{}{}", text, link))


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


def _moment(text: str) -> datetime:
    found = parse_datetime(text) if text else None
    if found is None or found.tzinfo is None:
        raise NotVisible("There is nothing to undo at this address. Go back to the team.")
    return found
