"""Stakeholders under every name they were given: list, one, another name, merge and apart again (STK-20)."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.plan.efforts.queries import activity_rows
from fairway.plan.meetings.queries import spoken_by
from fairway.plan.stakeholders import actions, queries
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.forms import MergeForm, NameForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_safe
def stakeholders(request: WorkplaceRequest) -> HttpResponse:
    """All of them, by name; or those with words in any of their names."""
    sought = request.GET.get("words", "")[:100]
    counts = Counter(row.body.pk for row in activity_rows(request.staff))
    rows = [
        (one, words.KINDS[one.kind], counts[one.pk])
        for one in queries.standing(request.staff, words=sought)
    ]
    return render(request, "plan/meetings/stakeholders.html", {"rows": rows, "words": sought})


@staff_only(*PLAN_STAFF)
@require_safe
def stakeholder(request: WorkplaceRequest, stakeholder: UUID) -> HttpResponse:
    """One body: its names, what it does, what it said."""
    return _page(request, stakeholder)


@staff_only(*PLAN_STAFF)
@require_POST
def add_name(request: WorkplaceRequest, stakeholder: UUID) -> HttpResponse:
    """Another spelling."""
    one = queries.stakeholder_for(request.staff, stakeholder)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, stakeholder, name_form=form)
    said = form.cleaned_data
    return _do(
        request,
        stakeholder,
        lambda: actions.add_alias(
            stakeholder=one, name=said["name"], source=said["source"],
            by=request.staff.actor, at=request.at,
        ),
        _("The name is added."),
    )  # fmt: skip


@staff_only(*PLAN_STAFF)
@require_POST
def merge(request: WorkplaceRequest, stakeholder: UUID) -> HttpResponse:
    """Another record is the same body: its names come here, both rows stay."""
    kept = queries.stakeholder_for(request.staff, stakeholder)
    form = MergeForm(request.POST, others=_others(request, stakeholder))
    if not form.is_valid():
        return _page(request, stakeholder, merge_form=form)
    other = queries.stakeholder_for(request.staff, UUID(form.cleaned_data["other"]))
    return _do(
        request,
        stakeholder,
        lambda: actions.merge(
            kept=kept, merged=other, reason=form.cleaned_data["reason"],
            by=request.staff.actor, at=request.at,
        ),
        _("The two are one now. You can undo it on this page."),
    )  # fmt: skip


@staff_only(*PLAN_STAFF)
@require_POST
def undo(request: WorkplaceRequest, merge: int) -> HttpResponse:
    """Two again, each with the names it had."""
    found = queries.latest_merge(request.staff, merge)
    return _do(
        request,
        found.kept.public_id,
        lambda: actions.undo_merge(merge=found, by=request.staff.actor, at=request.at),
        _("The two are apart again."),
    )


def _do(
    request: WorkplaceRequest, stakeholder: UUID, do: Callable[[], object], done: str
) -> HttpResponse:
    try:
        do()
    except FairwayError as problem:
        return _page(request, stakeholder, problem=problem_in_words(problem))
    messages.success(request, done)
    return redirect("plan_stakeholder", stakeholder)


def _others(request: WorkplaceRequest, stakeholder: UUID) -> list[tuple[str, str]]:
    return [
        (str(one.public_id), one.name)
        for one in queries.standing(request.staff)
        if one.public_id != stakeholder
    ]


def _page(
    request: WorkplaceRequest,
    stakeholder: UUID,
    *,
    name_form: NameForm | None = None,
    merge_form: MergeForm | None = None,
    problem: str = "",
) -> HttpResponse:
    profile = queries.profile(request.staff, stakeholder)
    shown, points = spoken_by(profile.ids)
    context = {
        "one": profile.stakeholder,
        "kind": words.KINDS[profile.stakeholder.kind],
        "profile": profile,
        "activities": activity_rows(request.staff, stakeholder_ids=profile.ids),
        "presentations": shown,
        "points": points,
        "name_form": name_form or NameForm(),
        "merge_form": merge_form or MergeForm(others=_others(request, stakeholder)),
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "plan/meetings/stakeholder.html", context, status=status)
