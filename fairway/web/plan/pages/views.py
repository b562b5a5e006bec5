"""Pages as plan staff work on them: brought in, written, looked at, reviewed, signed off, published, exported."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.publishing.actions.pages import import_pages, move_page, move_pages, save_page
from fairway.publishing.actions.sites import NoOtherWay, set_up_site
from fairway.publishing.queries import editing, written
from fairway.publishing.queries.sites import Site, site_of
from fairway.publishing.rules.archive import files_in
from fairway.publishing.rules.source import NotAPage
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.pages import presenters, words
from fairway.web.plan.pages.forms import BLANK, BulkForm, MoveForm, PageForm, SiteForm, UploadForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_safe
def pages(request: WorkplaceRequest) -> HttpResponse:
    """Every page of the site, with its state and what is amiss."""
    return _listed(request, UploadForm())


@staff_only(*PLAN_STAFF)
@require_POST
def bring_in(request: WorkplaceRequest) -> HttpResponse:
    """Bring in one page, or a ZIP of them, as drafts."""
    site = site_of(request.staff)
    if site is None:
        return redirect("site")
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = files_in(file.name, file.read())
        except NotAPage as reason:
            form.add_error("file", problem_in_words(reason))
        else:
            done = import_pages(site=site, files=found, by=request.staff.actor, at=request.at)
            said = _("New: %(new)d. Changed: %(changed)d. As before: %(same)d. Not read: %(bad)d.")
            counts = {"new": len(done.new), "changed": len(done.changed), "same": len(done.unchanged), "bad": len(done.refused)}  # fmt: skip
            messages.success(request, said % counts)
            for name, why in done.refused[:20]:
                messages.warning(request, f"{name[:80]}: {problem_in_words(why)}")
            return redirect("pages")
    return _listed(request, form, status=422)


@staff_only(*PLAN_STAFF)
@require_POST
def move_many(request: WorkplaceRequest) -> HttpResponse:
    """The same step for every page chosen."""
    known = [str(line.page.public_id) for line in editing.lines(request.staff)]
    form = BulkForm(request.POST, known=known)
    if not form.is_valid():
        for said in form.errors.values():
            messages.error(request, " ".join(map(str, said)))
        return redirect("pages")
    chosen = editing.versions_at(request.staff, [UUID(one) for one in form.cleaned_data["pages"]])
    count = move_pages(
        versions=chosen, to=form.cleaned_data["to"], by=request.staff.actor, at=request.at
    )
    messages.success(request, ngettext("Done with %(n)d page.", "Done with %(n)d pages.", count) % {"n": count})  # fmt: skip
    return redirect("pages")


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WorkplaceRequest, page: UUID | None = None) -> HttpResponse:
    """A new page, or a new version of one; looked at first if she likes."""
    site = site_of(request.staff)
    if site is None:
        return redirect("site")
    found = editing.opened(request.staff, page) if page else None
    initial = {"source": found.latest.source if found else BLANK}
    path = found.page.path if found else ""
    form = PageForm(request.POST if request.method == "POST" else None, initial=initial, path=path)
    looked_at = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            if "look" in request.POST:
                looked_at = editing.look(site, said["path"], said["source"], address_of=_address(site))  # fmt: skip
            else:
                version = save_page(
                    site=site, path=said["path"], source=said["source"], by=request.staff.actor, at=request.at
                )  # fmt: skip
                return redirect("page", version.page.public_id)
        except NotAPage as reason:
            form.add_error(None, problem_in_words(reason))
    return render(
        request,
        "plan/pages/write.html",
        {
            "form": form,
            "found": found,
            "page": looked_at and looked_at.reading,
            "problems": presenters.problems(looked_at.problems) if looked_at else [],
        },
    )


@staff_only(*PLAN_STAFF)
@require_safe
def page(request: WorkplaceRequest, page: UUID) -> HttpResponse:
    """One page: its newest version as the public would read it, its problems, its steps, what may be done."""
    found = editing.opened(request.staff, page)
    _version, reading = editing.preview(
        request.staff, found.latest.public_id, address_of=_address(found.page.site)
    )
    return render(
        request,
        "plan/pages/page.html",
        {
            "found": found,
            "page": reading,
            "state": words.STATES[found.latest.state],
            "problems": presenters.problems(found.problems),
            "moves": presenters.moves(found.latest.state),
            "steps": presenters.steps(found, request.staff),
            "form": MoveForm(),
        },
    )


@staff_only(*PLAN_STAFF)
@require_safe
def version(request: WorkplaceRequest, version: UUID) -> HttpResponse:
    """One version as the public would read it, and as it was written."""
    found = editing.version_of(request.staff, version)
    found, reading = editing.preview(request.staff, version, address_of=_address(found.page.site))
    context = {"version": found, "page": reading, "state": words.STATES[found.state]}
    return render(request, "plan/pages/version.html", context)


@staff_only(*PLAN_STAFF)
@require_POST
def move(request: WorkplaceRequest, version: UUID) -> HttpResponse:
    """One step of a version."""
    found = editing.version_of(request.staff, version)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            move_page(
                version=found, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"],
                by=request.staff.actor, at=request.at,
            )  # fmt: skip
        except FairwayError as reason:
            messages.error(request, problem_in_words(reason))
    return redirect("page", found.page.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def export(request: WorkplaceRequest) -> HttpResponse:
    """The site as files that need no server, in one ZIP with its checksums."""
    site = site_of(request.staff)
    if site is None:
        return redirect("site")
    return HttpResponse(
        written.zipped(written.files_of(site)),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{site.slug}.zip"'},
    )


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: WorkplaceRequest) -> HttpResponse:
    """What the program shows to the public, and how else it is reached."""
    found = site_of(request.staff)
    fields = list(SiteForm.base_fields)
    initial = {name: getattr(found, name) for name in fields} if found else {"title": request.staff.program.name}  # fmt: skip
    form = SiteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            set_up_site(
                program=request.staff.program, by=request.staff.actor, at=request.at, **form.cleaned_data
            )  # fmt: skip
        except NoOtherWay:
            form.add_error("contact_phone", _("An open site names a telephone, an e-mail or a postal address: nobody must need the site to be heard."))  # fmt: skip
        else:
            messages.success(request, _("Saved."))
            return redirect("pages")
    return render(request, "plan/pages/site.html", {"form": form, "site": found})


def _listed(request: WorkplaceRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    site = site_of(request.staff)
    everything = editing.lines(request.staff) if site else []
    state = request.GET.get("state", "")
    shown = [line for line in everything if not state or line.latest.state == state]
    context = {
        "site": site,
        "form": form,
        "rows": presenters.rows(shown),
        "states": presenters.states(everything),
        "state": state,
        "bulk": list(words.BULK.items()),
    }
    return render(request, "plan/pages/pages.html", context, status=status)


def _address(site: Site) -> editing.AddressOf:
    """Links of a preview lead to the public pages."""

    def address(path: str) -> str:
        if path:
            return reverse("public_page", args=[site.slug, path])
        return reverse("public_site", args=[site.slug])

    return address
