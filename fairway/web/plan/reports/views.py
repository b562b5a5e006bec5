"""Reports: started, outlined, looked at, built, handed over; and what is handed on about a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.plan.reports import actions, build, queries
from fairway.plan.reports.build import deliver as delivery
from fairway.plan.reports.build.preview import preview_of
from fairway.plan.reports.definitions import disclaimers
from fairway.plan.reports.outputs import outputs_for
from fairway.plan.reports.queries.find import build_for
from fairway.publishing.queries.sites import site_of
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.reports import presenters, words
from fairway.web.plan.reports.forms import (
    AdviceForm,
    DeliverForm,
    OutputsForm,
    SectionForm,
    StartForm,
)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: WorkplaceRequest) -> HttpResponse:
    """The program's reports, and a form to start one."""
    form = StartForm(
        request.POST if request.method == "POST" else None, choices=queries.choices(request.staff)
    )
    if form.is_valid():
        said = form.cleaned_data
        started = actions.start_report(
            title=said["title"],
            subtitle=said["subtitle"],
            language=said["language"],
            deadline_id=_uuid(said["deadline"]),
            series_id=_uuid(said["series"]),
            by=request.staff,
            at=request.at,
        )
        return redirect("plan_report", started.public_id)
    rows = [(one, words.REPORT_STATES[one.state]) for one in queries.reports(request.staff)]
    context = {"form": form, "reports": rows}
    return render(request, "plan/reports/reports.html", context, status=_status(form))


@staff_only(*PLAN_STAFF)
@require_safe
def report(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """The workshop: outline, sections with their sentences and sources, what is held first."""
    return workshop(request, report)


def workshop(request: WorkplaceRequest, report: UUID, **forms: object) -> HttpResponse:
    """The page, with the form that was sent in place of an empty one."""
    shop = queries.workshop(request.staff, report)
    context = {
        "shop": presenters.Shop(shop),
        "section_form": SectionForm(shop=shop),
        "advice_form": AdviceForm(on=request.on),
        "status": 200,
    } | forms
    return render(request, "plan/reports/report.html", context, status=422 if forms else 200)


@staff_only(*PLAN_STAFF)
@require_POST
def add_section(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """A section at the end."""
    form = SectionForm(request.POST, shop=queries.workshop(request.staff, report))
    if not form.is_valid():
        return workshop(request, report, section_form=form)
    said = form.cleaned_data
    section = actions.add_section(
        report_id=report,
        kind=said["kind"],
        heading=said["heading"],
        theme_id=_uuid(said["theme"]),
        recommendation_id=_uuid(said["recommendation"]),
        by=request.staff,
        at=request.at,
    )
    return _back_to(report, f"section-{section.public_id}")


@staff_only(*PLAN_STAFF)
@require_POST
def move_section(request: WorkplaceRequest, section: UUID) -> HttpResponse:
    """One place up or down."""
    moved = actions.move_section(
        section_id=section, up="up" in request.POST, by=request.staff, at=request.at
    )
    return _back_to(moved.report.public_id, f"section-{section}")


@staff_only(*PLAN_STAFF)
@require_POST
def remove_section(request: WorkplaceRequest, section: UUID) -> HttpResponse:
    """A section and its sentences."""
    removed = actions.remove_section(section_id=section, by=request.staff, at=request.at)
    messages.success(request, _("The section was removed."))
    return redirect("plan_report", removed.report.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def preview(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """The report as it reads now. A sentence leads to its sources, a source to its words: two clicks."""
    shown = preview_of(
        request.staff,
        report,
        on=request.on,
        place=lambda passage: reverse("plan_passage", args=[passage]),
    )
    return render(request, "plan/reports/preview.html", {"shown": shown})


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def builds(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """Build it (POST); the builds, what to mend, and the files of the one that stands."""
    if request.method == "POST":
        built = build.build(report_id=report, by=request.staff, at=request.at)
        if built.problems:
            messages.error(request, _("The report was not built. Mend what stands below first."))
        else:
            messages.success(request, _("The report was built. Its files are below."))
        return redirect("plan_builds", report)
    found, rows = queries.builds(request.staff, report)
    context = {
        "report": found,
        "builds": [presenters.BuildCard(one) for one in rows],
        "files": words.FILES,
        "form": DeliverForm(initial={"on": request.on}),
    }
    return render(request, "plan/reports/builds.html", context)


@staff_only(*PLAN_STAFF)
@require_safe
def file(request: WorkplaceRequest, build: UUID, name: str) -> HttpResponse:
    """One file of a build, to be saved."""
    made = file_of_build(request, build, name)
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_of_build(request: WorkplaceRequest, build_id: UUID, name: str) -> build.File:
    """The file by its name."""
    return build.file_of(build.book_of(build_for(request.staff, build_id)), name)


@staff_only(*PLAN_STAFF)
@require_POST
def deliver(request: WorkplaceRequest, report: UUID) -> HttpResponse:
    """It was handed over: its words stay as they are."""
    form = DeliverForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the day on which it was handed over."))
        return redirect("plan_builds", report)
    delivery.deliver(report_id=report, on=form.cleaned_data["on"], by=request.staff, at=request.at)
    messages.success(request, _("The report is delivered. Nobody writes in it any more."))
    return redirect("plan_report", report)


@staff_only(*PLAN_STAFF)
@require_safe
def outputs(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """Drafts about a meeting, to be read, changed and sent by a person (STK-22, STK-23)."""
    asked = request.GET if "on" in request.GET else None
    language = (get_language() or "en")[:2]
    form = OutputsForm(asked, initial={"on": request.on, "language": language})
    said = form.cleaned_data if form.is_valid() else form.initial
    drafts = outputs_for(
        request.staff,
        meeting,
        on=said["on"],
        language=said["language"],
        address=request.build_absolute_uri(_public_address(request, meeting)),
    )
    context = {"form": form, "drafts": drafts, "disclaimers": disclaimers(language)}
    return render(request, "plan/reports/outputs.html", context)


def _public_address(request: WorkplaceRequest, meeting: UUID) -> str:
    """Where the public reads of it: the meeting's page on the program's site; our front door while there is none."""
    site = site_of(request.staff)
    if site is None or not site.is_open:
        return "/"
    return reverse("public_meeting", args=[site.slug, meeting])


def _back_to(report: UUID, place: str) -> HttpResponse:
    return redirect(f"{reverse('plan_report', args=[report])}#{place}")


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _status(form: StartForm) -> int:
    return 422 if form.errors else 200
