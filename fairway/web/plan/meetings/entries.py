"""What a coalition enters of its own meetings: entries of every kind, the agenda, the summary, the meeting itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairway.base.errors import FairwayError
from fairway.plan.meetings import actions, queries
from fairway.plan.meetings.rules import Line, UnreadableLine, agenda_lines, agenda_text, changes
from fairway.plan.stakeholders.queries import known_names, standing
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.entry_forms import (
    FORMS,
    AgendaForm,
    MeetingChangeForm,
    RemovalForm,
    SummaryForm,
)
from fairway.web.plan.meetings.presenters import Preview, opened
from fairway.web.words import problem_in_words

# Kinds whose form names an organization.
NAMES_BODIES = ("participant", "presentation")


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new_entry(request: WorkplaceRequest, kind: str, of: UUID) -> HttpResponse:
    """Another entry of a meeting or a series."""
    return _entry(request, kind, queries.owner_for(request.staff, kind, of), None)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: WorkplaceRequest, kind: str, entry: int) -> HttpResponse:
    """An entry to be corrected: what it said before stays on record."""
    found = queries.entry_for(request.staff, kind, entry)
    return _entry(request, kind, found.of, found)


@staff_only(*PLAN_STAFF)
@require_POST
def remove(request: WorkplaceRequest, kind: str, entry: int) -> HttpResponse:
    """An entry that does not hold, taken out with a reason."""
    found = queries.entry_for(request.staff, kind, entry)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _entry(request, kind, found.of, found, removal=form)
    actions.take_out(
        entry=found, reason=form.cleaned_data["reason"], by=request.staff.actor, at=request.at
    )
    messages.success(request, _("The entry is taken out. It stays on record."))
    return redirect(_back(found.of))


def _entry(
    request: WorkplaceRequest,
    kind: str,
    of: queries.Meeting | queries.Series,
    former: queries.Entry | None,
    *,
    removal: RemovalForm | None = None,
) -> HttpResponse:
    sent = request.method == "POST" and removal is None
    form = FORMS[kind](
        request.POST if sent else None, request.FILES if sent else None,
        on=request.on, former=former,
    )  # fmt: skip
    if form.is_valid() and _done(
        form,
        lambda: actions.enter(
            of=of, facts=form.facts(), source=form.cleaned_data["source"], instead_of=former,
            reason=form.cleaned_data.get("reason", ""), by=request.staff.actor, at=request.at,
        ),
    ):  # fmt: skip
        messages.success(request, _("The entry is kept."))
        return redirect(_back(of))
    names = [one.name for one in standing(request.staff)] if kind in NAMES_BODIES else []
    context = {
        "form": form,
        "of": of,
        "back": _back(of),
        "heading": words.CORRECT[kind] if former else words.ENTER[kind],
        "names": names,
        "former": former,
        "kind": kind,
        "removal": removal or (RemovalForm(auto_id="removal-%s") if former else None),
    }
    return render(request, "plan/meetings/entry.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """The meeting itself: days, place, whether people can register, until when they may comment."""
    found = queries.meeting_for(request.staff, meeting)
    form = MeetingChangeForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(
        form,
        lambda: actions.change_meeting(
            meeting=found, facts=form.facts(), by=request.staff.actor, at=request.at
        ),
    ):
        messages.success(request, _("The meeting is changed."))
        return redirect(_back(found))
    context = {"form": form, "of": found, "back": _back(found), "heading": _("Change the meeting")}
    return render(request, "plan/meetings/entry.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """How far the summary is: drafted, certified by and on, posted (STK-13)."""
    page = queries.meeting_page(request.staff, meeting)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SummaryForm(*sent, on=request.on, there=page.summary)
    if form.is_valid() and _done(
        form,
        lambda: actions.enter_summary(
            meeting=page.meeting, facts=form.facts(), source=form.cleaned_data["source"],
            by=request.staff.actor, at=request.at,
        ),
    ):  # fmt: skip
        messages.success(request, _("The summary’s days are kept."))
        return redirect(_back(page.meeting))
    context = {
        "form": form,
        "of": page.meeting,
        "back": _back(page.meeting),
        "heading": _("Summary"),
    }
    return render(request, "plan/meetings/entry.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """The next version of the agenda: written a slot a line, looked at beside the one before, then kept (STK-1)."""
    page = queries.meeting_page(request.staff, meeting)
    former = page.agendas[-1] if page.agendas else None
    day = page.meeting.starts_on
    before = [
        Line(one.title, one.on, one.starts_at, one.ends_at, one.stakeholder.name if one.stakeholder else "")
        for one in (former.items if former else ())
    ]  # fmt: skip
    first = {"text": agenda_text(before, first_day=day)}
    form = AgendaForm(request.POST if request.method == "POST" else None, initial=first)
    preview = None
    if form.is_valid():
        try:
            lines = agenda_lines(form.cleaned_data["text"], first_day=day)
        except UnreadableLine as problem:
            form.add_error("text", problem_in_words(problem))
        else:
            if "keep" in request.POST and _kept(request, page.meeting, form, lines):
                return redirect(_back(page.meeting))
            preview = _preview(request, before, lines)
    context = {
        "form": form,
        "of": page.meeting,
        "preview": preview,
        "version": former.agenda.version if former else 0,
        "names": [one.name for one in standing(request.staff)],
    }
    return render(request, "plan/meetings/agenda.html", context)


def _kept(request: WorkplaceRequest, meeting: Any, form: AgendaForm, lines: list[Line]) -> bool:
    said = form.cleaned_data
    is_done = _done(
        form,
        lambda: actions.enter_agenda(
            meeting=meeting, lines=lines, dated_on=said["dated_on"], source=said["source"],
            by=request.staff.actor, at=request.at,
        ),
    )  # fmt: skip
    if is_done:
        messages.success(request, _("The agenda is kept. Earlier versions stay."))
    return is_done


def _preview(request: WorkplaceRequest, before: list[Line], lines: list[Line]) -> Preview:
    known = known_names(request.staff, [one.organization for one in lines])
    named = [
        replace(one, organization=known.get(one.organization, one.organization)) for one in lines
    ]
    new = sorted({one.organization for one in lines if one.organization} - set(known))
    between = changes([one.slot for one in before], [one.slot for one in lines]) if before else []
    return Preview(named, between, new)


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether it was done; what the domain refuses stands in the form."""
    try:
        do()
    except FairwayError as problem:
        form.add_error(None, problem_in_words(problem))
        return False
    return True


def _back(of: queries.Meeting | queries.Series) -> str:
    return opened(of)
