"""Activities, the map of efforts and the goals, for plan staff."""

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairway.base.errors import FairwayError
from fairway.plan.efforts import actions, queries
from fairway.plan.goals.rules import DEFAULT_GOALS, codes
from fairway.plan.reports.definitions import disclaimers
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.charts import ActivityLine, GoalPart, MapView
from fairway.web.plan.meetings.forms import ActivityForm, EffortsFilter, NewActivityForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_safe
def activities(request: WorkplaceRequest) -> HttpResponse:
    """All activities, filtered; and those on which submitter and staff disagree (STK-7)."""
    form = EffortsFilter(request.GET, on=request.on)
    rows = queries.activity_rows(request.staff, **form.chosen())
    differences = [
        (one, words.goal_words(one.difference.only_submitter, on=request.on),
         words.goal_words(one.difference.only_staff, on=request.on))
        for one in queries.disagreement_report(request.staff)
    ]  # fmt: skip
    context = {
        "form": form,
        "rows": [ActivityLine(row, on=request.on) for row in rows],
        "bodies": len({row.body.pk for row in rows}),
        "differences": differences,
        "query": request.GET.urlencode(),
    }
    return render(request, "plan/meetings/activities.html", context)


@staff_only(*PLAN_STAFF)
@require_safe
def activities_csv(request: WorkplaceRequest) -> HttpResponse:
    """The same as a table for a spreadsheet, with what the reader must know below it (STK-17)."""
    form = EffortsFilter(request.GET, on=request.on)
    rows = queries.activity_rows(request.staff, **form.chosen())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="activities.csv"'
    # The mark by which spreadsheets know UTF-8.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerows(_harmless([queries.HEAD, *queries.table(rows), ()]))
    writer.writerows([text] for text in disclaimers(words.language()))
    return response


def _harmless(rows: list[tuple[str, ...]]) -> Iterator[list[str]]:
    """A cell that begins like a formula gets an apostrophe before it: spreadsheets would run it."""
    for row in rows:
        yield [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row]


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new_activity(request: WorkplaceRequest) -> HttpResponse:
    """An activity that staff enter, with where it stands."""
    form = NewActivityForm(request.POST if request.method == "POST" else None, on=request.on)
    if form.is_valid():
        try:
            made = actions.enter_activity(
                program=request.staff.program,
                organization=form.cleaned_data["organization"],
                facts=form.facts(),
                source=form.cleaned_data["source"],
                goals=form.goals(),
                reason=form.cleaned_data["reason"],
                by=request.staff.actor,
                at=request.at,
            )
        except FairwayError as problem:
            form.add_error(None, problem_in_words(problem))
        else:
            return redirect("plan_activity", made.public_id)
    context = {"form": form, "heading": _("New activity")}
    return render(request, "plan/meetings/new.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: WorkplaceRequest, activity: UUID) -> HttpResponse:
    """One activity with its source; its words, topics, places and goals can be changed."""
    row = queries.activity_for(request.staff, activity)
    form = ActivityForm(
        request.POST if request.method == "POST" else None, initial=_as_it_is(row), on=request.on
    )
    if form.is_valid():
        try:
            actions.change_activity(
                activity=row.activity, facts=form.facts(), goals=form.goals(),
                reason=form.cleaned_data["reason"], by=request.staff.actor, at=request.at,
            )  # fmt: skip
        except FairwayError as problem:
            form.add_error(None, problem_in_words(problem))
        else:
            messages.success(request, _("The activity is changed."))
            return redirect("plan_activity", activity)
    reasons = [
        (words.goal_words([tag.code], on=request.on)[0], words.ORIGINS[tag.origin], tag.reason)
        for tag in queries.goal_reasons(row.activity)
    ]
    context = {"line": ActivityLine(row, on=request.on), "form": form, "reasons": reasons}
    return render(request, "plan/meetings/activity.html", context)


def _as_it_is(row: queries.ActivityRow) -> dict[str, Any]:
    one = row.activity
    told = {name: getattr(one, name) for name in ("title", "summary", "partners", "progress", "challenges", "topics", "places")}  # fmt: skip
    return told | {origin: row.goals.get(origin, []) for origin in ("submitter", "staff")}


@staff_only(*PLAN_STAFF)
@require_safe
def map_of_efforts(request: WorkplaceRequest) -> HttpResponse:
    """Organization x goal x topic x place as a picture and its tables, with the gaps (STK-12)."""
    form = EffortsFilter(request.GET, on=request.on)
    found = queries.map_of_efforts(request.staff, on=request.on, **form.chosen())
    context = {
        "form": form,
        "view": MapView(found, on=request.on),
        "query": request.GET.urlencode(),
        "disclaimers": disclaimers(words.language()),
    }
    return render(request, "plan/meetings/map.html", context)


@staff_only(*PLAN_STAFF)
@require_safe
def goals(request: WorkplaceRequest) -> HttpResponse:
    """The two goals of the series; all eight on request (PLN-1)."""
    shows_all = request.GET.get("goals") == "all"
    chosen = codes() if shows_all else DEFAULT_GOALS
    parts = [GoalPart(one, on=request.on) for one in queries.said_toward(request.staff, chosen)]
    return render(request, "plan/meetings/goals.html", {"parts": parts, "shows_all": shows_all})
