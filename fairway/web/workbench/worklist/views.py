"""The worklist, its search, and its file."""

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from fairway.navigation.worklist import queries
from fairway.navigation.worklist.actions.exports import export_lines
from fairway.navigation.worklist.queries import Choices, Listing
from fairway.people.queries import Staff
from fairway.web.access import CARE_TEAM, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.workbench.worklist import presenters, sheets
from fairway.web.workbench.worklist.forms import FilterForm, search_for, searched

OFFERED_SECONDS = 300


@staff_only(*CARE_TEAM)
@require_safe
def worklist(request: WorkplaceRequest) -> HttpResponse:
    """Most urgent first."""
    form, text = filter_form(request), searched(request)
    page = queries.worklist(
        staff=request.staff,
        on=request.on,
        filters=form.filters(text=text),
        after=request.GET.get("after", ""),
    )
    is_narrowed = bool(text or set(form.chosen) - {"whose", "group"})
    return render(
        request,
        "workbench/worklist.html",
        {
            "form": form,
            "text": text,
            "page": page,
            "cases": presenters.cases(page.count),
            "blocks": presenters.blocks(page.lines, group=page.group, on=request.on),
            "chips": [
                (
                    chip,
                    form.address(**{chip.field: "" if chip.is_chosen else chip.value}),
                )
                for chip in presenters.chips(
                    page, state=form.chosen.get("state", ""), alert=form.chosen.get("alert", "")
                )
            ],
            "is_narrowed": is_narrowed,
            "is_ungrouped": bool(form.chosen.get("group")) and not page.group,
            "is_mine": form.chosen.get("whose") == "mine",
            "clear": form.address(state="", alert="", site="", cancer="", language="", group=""),
            "here": form.address(),
            "next": form.address(after=page.next_cursor) if page.next_cursor else "",
            "first": form.address() if "after" in request.GET else "",
            "head_starts": presenters.head_starts(),
            "alert_head_start": presenters.alert_head_start(),
        },
    )


@staff_only(*CARE_TEAM)
@require_POST
def search(request: WorkplaceRequest) -> HttpResponse:
    """Keep the words for this session and go back to the list they narrow."""
    search_for(request)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else reverse("worklist"))


@staff_only(*CARE_TEAM)
@require_POST
def export(request: WorkplaceRequest) -> HttpResponseBase:
    """The filtered list as a file, in its order; the audit says who took it."""
    lines = export_lines(
        listing=Listing.WORKLIST,
        filters=filter_form(request).filters(text=searched(request)),
        by=request.staff,
        at=request.at,
        on=request.on,
    )
    pieces = sheets.as_csv(lines, on=request.on, language=get_language() or "en")
    return StreamingHttpResponse(
        pieces,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="worklist-{request.on.isoformat()}.csv"'
        },
    )


def filter_form(request: WorkplaceRequest) -> FilterForm:
    """The filters of an address. A navigator begins with her own cases, others with the program's."""
    return FilterForm(
        request.GET,
        offered=offered(request.staff),
        is_mine_default=request.staff.role == "navigator",
    )


def offered(staff: Staff) -> Choices:
    """Sites and languages of the program: the same for everyone there, and kept for five minutes."""
    key = f"worklist-choices:{staff.program.public_id}"
    kept: Choices | None = cache.get(key)
    if kept is None:
        kept = queries.choices(staff=staff)
        cache.set(key, kept, OFFERED_SECONDS)
    return kept
