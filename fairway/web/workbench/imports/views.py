"""Importing through the workbench: a file comes in, a worker reads it, this page says how far it is."""

from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fairway.base import jobs
from fairway.web.access import DATA_STEWARDS, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.workbench.imports.forms import UploadForm, ending_of
from fairway.web.workbench.imports.presenters import ImportCard

KIND = "import"


@staff_only(*DATA_STEWARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: WorkplaceRequest) -> HttpResponse:
    """The form, and what was imported lately. A good file becomes a job."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, staff=request.staff)
    if form.is_valid():
        job = jobs.ask(
            KIND,
            args={
                "path": str(store(form.cleaned_data["file"])),
                # A person's text, which may name someone: shown to staff, never logged.
                "name": form.cleaned_data["file"].name[:120],
                "program_id": request.staff.program_id,
                "site_id": int(form.cleaned_data["site"]) or None,
                "check": form.cleaned_data["check"],
            },
            by=request.staff.actor,
            at=request.at,
            program_id=request.staff.program_id,
        )
        return redirect("import", job.public_id)
    zone = ZoneInfo(request.staff.program.time_zone)
    asked = jobs.latest(KIND, program_id=request.staff.program_id)
    context = {
        "form": form,
        "limit": settings.UPLOAD_LIMIT_BYTES // 1_000_000,
        "cards": [ImportCard(job, zone=zone) for job in asked],
    }
    return render(request, "workbench/imports.html", context)


@staff_only(*DATA_STEWARDS)
@require_safe
def progress(request: WorkplaceRequest, job: UUID) -> HttpResponse:
    """How far it is; when it is done, what became of every line."""
    found = jobs.find(job, program_id=request.staff.program_id)
    if found is None or found.kind != KIND:
        raise Http404
    zone = ZoneInfo(request.staff.program.time_zone)
    return render(request, "workbench/import.html", {"card": ImportCard(found, zone=zone)})


def store(file: "UploadedFile[bytes]") -> Path:
    """Keep the file under a name that says nothing, readable by this installation alone."""
    folder = FileSystemStorage(
        location=settings.MEDIA_ROOT / "uploads",
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )
    return Path(folder.path(folder.save(f"{uuid4().hex}{ending_of(file)}", file)))
