"""The patient page, what stands behind it, and one view for everything one may do there.

Whatever shows something of her record leaves an entry that it was opened (PRV-4); a deed leaves its own.
"""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairway.base.errors import FairwayError
from fairway.navigation.pathways.definitions import words as known_words
from fairway.navigation.pathways.rules.asccp import action_for
from fairway.navigation.worklist import actions, queries
from fairway.people.queries import NotVisible
from fairway.web.access import CARE_TEAM, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.words import problem_in_words
from fairway.web.workbench import words
from fairway.web.workbench.patient.asked import Asked
from fairway.web.workbench.patient.context import about_in_words
from fairway.web.workbench.patient.deeds import DEEDS, Deed
from fairway.web.workbench.patient.forms.base import DeedForm
from fairway.web.workbench.patient.forms.clocks import AlertForm, HandOffForm
from fairway.web.workbench.patient.forms.facts import NoteForm, RiskForm
from fairway.web.workbench.patient.presenters.explained import ExplainedStep
from fairway.web.workbench.patient.presenters.page import PageView
from fairway.web.workbench.patient.presenters.rows import history_lines, look_lines

FOLDER = "workbench/patient"


@require_safe
@staff_only(*CARE_TEAM)
def page(request: WorkplaceRequest, patient: UUID) -> HttpResponse:
    """Everything about one person."""
    return _record(request, patient, "page.html")


@require_safe
@staff_only(*CARE_TEAM)
def packet(request: WorkplaceRequest, patient: UUID) -> HttpResponse:
    """The page for paper: what to know, the next steps, visits, who to call."""
    return _record(request, patient, "packet.html")


def _record(request: WorkplaceRequest, patient: UUID, template: str) -> HttpResponse:
    found = actions.open_record(patient_id=patient, by=request.staff, at=request.at, on=request.on)
    if found.merged_into is not None:
        return redirect("patient", found.merged_into)
    asked = Asked(request.staff, request.at, request.on, found)
    view = PageView(found, staff=request.staff, at=request.at, on=request.on)
    context = {
        "page": view,
        "header": view.header,
        # The fields of several alerts on one page need ids of their own.
        "alerts": [(one, AlertForm(asked, auto_id=f"id_{one.id}_%s")) for one in view.alerts],
        "note_form": NoteForm(asked),
    }
    return render(request, f"{FOLDER}/{template}", context)


@require_safe
@staff_only(*CARE_TEAM)
def history(request: WorkplaceRequest, patient: UUID) -> HttpResponse:
    """Who did what, and who looked."""
    found = actions.open_history(patient_id=patient, by=request.staff, at=request.at)
    zone = Asked.zone_of(request.staff)
    context = {
        "patient_id": patient,
        "rows": history_lines(found, zone),
        "looks": look_lines(found, zone),
    }
    return render(request, f"{FOLDER}/history.html", context)


@require_safe
@staff_only(*CARE_TEAM)
def explain(request: WorkplaceRequest, patient: UUID, episode: UUID) -> HttpResponse:
    """Every clock of a case with its standards, sources, pauses and arithmetic."""
    found = actions.open_explanation(
        patient_id=patient, episode_id=episode, language=words.language(), by=request.staff, at=request.at, on=request.on
    )  # fmt: skip
    steps = [ExplainedStep(one) for one in found]
    context = {"patient_id": patient, "steps": steps, "today": words.day(request.on)}
    return render(request, f"{FOLDER}/explain.html", context)


@require_safe
@staff_only(*CARE_TEAM)
def record(request: WorkplaceRequest, patient: UUID) -> HttpResponse:
    """Which kind of fact to record: the next page offers only the results that fit it."""
    asked = _asked(request, patient)
    kinds = [(one.id, words.said(one.name)) for one in known_words().kinds]
    context = {"patient_id": asked.patient_id, "name": asked.page.header.name, "kinds": kinds}
    return render(request, f"{FOLDER}/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CARE_TEAM)
def risk(request: WorkplaceRequest, patient: UUID) -> HttpResponse:
    """Two risks of the published tables into the action they call for (ASCCP 2019); then it can be recorded."""
    asked = _asked(request, patient)
    form = RiskForm(asked, request.POST or None)
    value = ""
    if request.method == "POST" and form.is_valid():
        immediate, five_year = form.cleaned_data["immediate"], form.cleaned_data["five_year"]
        try:
            value = action_for(immediate, five_year)
            if "record" in request.POST:
                actions.record_event(
                    patient_id=patient, kind="screening-result", cancer="cervical", value=value,
                    occurred_on=form.cleaned_data["occurred_on"], note=_risks(immediate, five_year), **asked.now,
                )  # fmt: skip
                messages.success(request, _("Recorded. The clocks are worked out again."))
                return redirect(_section(patient, "facts"))
        except FairwayError as problem:
            form.add_error(None, problem_in_words(problem))
    context = {
        "patient_id": patient,
        "name": asked.page.header.name,
        "form": form,
        "result": words.fact("screening-result", value) if value else "",
    }
    return render(request, f"{FOLDER}/risk.html", context)


def _risks(immediate: Decimal, five_year: Decimal | None) -> str:
    later = f", 5-year {five_year} %" if five_year is not None else ""
    return f"CIN3+: immediate {immediate} %{later} (ASCCP 2019)"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CARE_TEAM)
def deed(request: WorkplaceRequest, patient: UUID, deed: str, about: str = "") -> HttpResponse:
    """Do one thing: its form on GET; on POST the deed, then back to the page at the place where it shows."""
    what = DEEDS.get(deed)
    if what is None:
        raise Http404
    if request.staff.role not in what.roles:
        raise PermissionDenied
    asked = _asked(request, patient, about)
    said = about_in_words(deed, asked)
    form = what.form(asked, request.POST if request.method == "POST" else None)
    if isinstance(form, HandOffForm):
        form.offer(queries.colleagues(staff=request.staff))
    if request.method == "POST" and form.is_valid() and _done(request, what, asked, form):
        return redirect(_section(patient, what.section))
    context = {
        "patient_id": patient,
        "name": asked.page.header.name,
        "deed": what,
        "about": said,
        "form": form,
    }
    return render(request, f"{FOLDER}/deed.html", context)


def _asked(request: WorkplaceRequest, patient: UUID, about: str = "") -> Asked:
    if request.method == "POST":
        found = queries.patient_page(staff=request.staff, patient_id=patient, on=request.on)
    else:
        found = actions.open_record(
            patient_id=patient, by=request.staff, at=request.at, on=request.on
        )
    return Asked(request.staff, request.at, request.on, found, about)


def _done(request: WorkplaceRequest, what: Deed, asked: Asked, form: DeedForm) -> bool:
    """Act, and say so with a way back; or put the refusal beside the form, with what was entered."""
    try:
        result = what.act(asked, form)
    except NotVisible:
        raise
    except FairwayError as problem:
        form.add_error(None, problem_in_words(problem))
        return False
    text = what.done
    if what.undo:
        kwargs = {"patient": asked.patient_id, "deed": what.undo, "about": str(result.public_id)}
        undo = reverse("patient_deed_about", kwargs=kwargs)
        text = format_html('{} <a class="usa-link" href="{}">{}</a>', text, undo, _("Undo"))
    messages.success(request, str(text))
    return True


def _section(patient: UUID, section: str) -> str:
    return f"{reverse('patient', args=[patient])}#{section}"
