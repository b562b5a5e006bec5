"""Files that hold submissions: sent in, their columns looked at first, read by a worker; and posts that a person saw."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base import jobs
from fairway.base.errors import FairwayError
from fairway.plan.intake import actions
from fairway.plan.intake.jobs import KIND
from fairway.plan.intake.rules import columns
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.submissions import presenters
from fairway.web.plan.submissions.forms import ColumnsForm, FileForm, PostForm
from fairway.web.words import problem_in_words

SALT = "plan-intake-file"
# How long somebody may look at the columns of a file before she sends it in anew.
MAX_AGE = 24 * 3600
EXAMPLES = 3


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: WorkplaceRequest) -> HttpResponse:
    """The form, and what was sent in lately. A spreadsheet shows its columns first; any other file becomes a job."""
    zone = request.staff.program.time_zone
    here = request.at.astimezone(ZoneInfo(zone))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    start = {"received_at": f"{here:%Y-%m-%d %H:%M}", "zone": zone}
    form = FileForm(*sent, zone=zone, initial=start)
    if form.is_valid():
        facts = _facts(request, form.cleaned_data)
        if facts["kind"] == "spreadsheet":
            return _columns(request, facts)
        return _ask(request, facts)
    return _files(request, form)


@staff_only(*PLAN_STAFF)
@require_POST
def file_columns(request: WorkplaceRequest) -> HttpResponse:
    """The columns as a person chose them; the file becomes a job."""
    try:
        facts = signing.loads(request.POST.get("facts", ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        messages.error(request, _("That took too long. Send the file again."))
        return redirect("plan_intake_files")
    if facts["program_id"] != request.staff.program_id or not Path(facts["path"]).exists():
        raise Http404
    return _columns(request, facts, is_chosen=True)


@staff_only(*PLAN_STAFF)
@require_safe
def file_progress(request: WorkplaceRequest, job: UUID) -> HttpResponse:
    """How far it is; when it is done, what became of every piece."""
    found = jobs.find(job, program_id=request.staff.program_id)
    if found is None or found.kind != KIND:
        raise Http404
    zone = ZoneInfo(request.staff.program.time_zone)
    return render(request, "plan/submissions/file.html", {"card": presenters.FileCard(found, zone=zone)})  # fmt: skip


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: WorkplaceRequest) -> HttpResponse:
    """Enter a post that a person saw; nothing is fetched (STK-18)."""
    form = PostForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            got = actions.record_post(
                program=request.staff.program, received_at=request.at, by=request.staff.actor, at=request.at, **said
            )  # fmt: skip
        except FairwayError as problem:
            form.add_error("text", problem_in_words(problem))
        else:
            messages.success(request, _("Entered.") if got.is_new else _("This post is here already."))  # fmt: skip
            return redirect("plan_submission", got.submission.public_id)
    return render(request, "plan/submissions/post.html", {"form": form})


def _files(request: WorkplaceRequest, form: FileForm) -> HttpResponse:
    zone = ZoneInfo(request.staff.program.time_zone)
    asked = jobs.latest(KIND, program_id=request.staff.program_id)
    context = {
        "form": form,
        "limit": settings.UPLOAD_LIMIT_BYTES // 1_000_000,
        "cards": [presenters.FileCard(job, zone=zone) for job in asked],
    }
    return render(request, "plan/submissions/files.html", context)


def _facts(request: WorkplaceRequest, said: dict[str, Any]) -> dict[str, Any]:
    """What a job needs to know. The file's name is kept for a letter only, whose ending tells how to read it."""
    file: UploadedFile[bytes] = said["file"]
    return {
        "path": str(_store(file)),
        "program_id": request.staff.program_id,
        "kind": said["kind"],
        "received_at": said["received_at"].isoformat(),
        "zone": said["zone"],
        "on": said["received_at"].date().isoformat(),
        "name": f"letter{Path(file.name or '').suffix[:10]}",
    }


def _columns(
    request: WorkplaceRequest, facts: dict[str, Any], *, is_chosen: bool = False
) -> HttpResponse:
    """What each column may hold, its first cells, and what is odd; asked again until one holds words."""
    try:
        sheet = actions.read_sheet(Path(facts["path"]).read_bytes())
    except FairwayError as problem:
        Path(facts["path"]).unlink(missing_ok=True)
        messages.error(request, problem_in_words(problem))
        return redirect("plan_intake_files")
    mapping = columns.match(sheet.header)
    form = ColumnsForm(request.POST if is_chosen else None, header=sheet.header, mapping=mapping)
    if is_chosen and form.is_valid():
        mapping = form.mapping()
        if columns.has_words(mapping):
            return _ask(request, facts | {"mapping": mapping})
    findings = columns.check(sheet, mapping)
    cards = [
        presenters.ColumnCard(
            form[f"c{place}"],
            tuple(row[place] for _n, row in sheet.rows if row[place])[:EXAMPLES],
            tuple(presenters.finding(one) for one in findings if one.column == place),
        )
        for place in range(len(sheet.header))
    ]
    context = {
        "cards": cards,
        "rows": len(sheet.rows),
        "findings": [presenters.finding(one) for one in findings if one.column is None],
        "facts": signing.dumps(facts, salt=SALT, compress=True),
    }
    return render(request, "plan/submissions/columns.html", context)


def _ask(request: WorkplaceRequest, facts: dict[str, Any]) -> HttpResponse:
    job = jobs.ask(
        KIND, args=facts, by=request.staff.actor, at=request.at, program_id=request.staff.program_id
    )
    return redirect("plan_intake_file", job.public_id)


def _store(file: UploadedFile[bytes]) -> Path:
    """Keep the file under a name that says nothing, readable by this installation alone, until it is read."""
    folder = FileSystemStorage(
        location=settings.MEDIA_ROOT / "uploads",
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )
    return Path(folder.path(folder.save(uuid4().hex, file)))
