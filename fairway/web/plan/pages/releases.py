"""Releases as plan staff work on them: frozen, signed off, stopped, issued again; each file with its checksum."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.publishing.actions.releases import (
    issue_again,
    release_pages,
    release_report,
    sign_release,
    stop_release,
)
from fairway.publishing.queries import editing
from fairway.publishing.queries.built import reports_to_freeze
from fairway.publishing.queries.releases import may_issue_again, release_for, releases_of
from fairway.publishing.queries.sites import site_of
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.pages import presenters, words
from fairway.web.plan.pages.forms import ReleaseForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: WorkplaceRequest) -> HttpResponse:
    """Every release, and freezing another."""
    site = site_of(request.staff)
    if site is None:
        return redirect("site")
    reports = {str(one.public_id): one for one in reports_to_freeze(request.staff)}
    choices = [(key, one.title) for key, one in reports.items()]
    form = ReleaseForm(request.POST if request.method == "POST" else None, reports=choices)
    if form.is_valid():
        report = reports.get(form.cleaned_data["what"])
        by, at = request.staff.actor, request.at
        try:
            if report is None:
                made = release_pages(site=site, by=by, at=at)
            else:
                made = release_report(site=site, report=report, by=by, at=at)
            return redirect("release", made.public_id)
        except FairwayError as reason:
            form.add_error("what", problem_in_words(reason))
    rows = [(one, presenters.release_tag(one)) for one in releases_of(request.staff)]
    return render(request, "plan/pages/releases.html", {"rows": rows, "form": form})


@staff_only(*PLAN_STAFF)
@require_safe
def release(request: WorkplaceRequest, release: UUID) -> HttpResponse:
    """One release: its files, who signed it off, and what may be done."""
    found = release_for(request.staff, release)
    names = editing.names(request.staff)
    return render(
        request,
        "plan/pages/release.html",
        {
            "release": found,
            "tag": presenters.release_tag(found),
            "because": words.STOPPED.get(found.stopped_because, ""),
            "made_by": names.get(found.made_by, found.made_by),
            "signed_by": names.get(found.signed_by or "", found.signed_by),
            "files": sorted(found.files.all(), key=lambda one: one.name),
            "may_issue_again": may_issue_again(found),
        },
    )


@staff_only(*PLAN_STAFF)
@require_POST
def sign(request: WorkplaceRequest, release: UUID) -> HttpResponse:
    """Sign it off, and so publish it."""
    found = release_for(request.staff, release)
    try:
        sign_release(release=found, by=request.staff.actor, at=request.at)
    except FairwayError as reason:
        messages.error(request, problem_in_words(reason))
    return redirect("release", release)


@staff_only(*PLAN_STAFF)
@require_POST
def stop(request: WorkplaceRequest, release: UUID) -> HttpResponse:
    """Serve it no more, because something in it is wrong."""
    found = release_for(request.staff, release)
    try:
        stop_release(release=found, because="mistake", by=request.staff.actor, at=request.at)
    except FairwayError as reason:
        messages.error(request, problem_in_words(reason))
    return redirect("release", release)


@staff_only(*PLAN_STAFF)
@require_POST
def again(request: WorkplaceRequest, release: UUID) -> HttpResponse:
    """Freeze the same thing as it stands now; it waits for its own sign-off."""
    found = release_for(request.staff, release)
    try:
        made = issue_again(release=found, by=request.staff.actor, at=request.at)
    except FairwayError as reason:
        messages.error(request, problem_in_words(reason))
        return redirect("release", release)
    messages.success(request, _("Frozen anew. It waits to be signed off."))
    return redirect("release", made.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def file(request: WorkplaceRequest, release: UUID, name: str) -> HttpResponse:
    """A file of a release, for whoever signs it off."""
    found = release_for(request.staff, release)
    one = next((one for one in found.files.all() if one.name == name), None)
    if one is None or one.content is None:
        raise Http404
    return HttpResponse(
        bytes(one.content),
        content_type=one.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name.rpartition("/")[2]}"',
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        },
    )
