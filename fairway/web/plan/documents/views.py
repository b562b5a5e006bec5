"""Finding words, reading a document and a passage, correcting what a source gets wrong (STK-14)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.documents import queries
from fairway.plan.documents.actions.corrections import correct_passage
from fairway.plan.documents.actions.corrections import undo_correction as undo
from fairway.plan.documents.actions.original import open_original
from fairway.plan.intake.rules import receipt_number
from fairway.plan.reports.queries.passage import used_passage
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.documents import presenters, words
from fairway.web.plan.documents.forms import CorrectionForm, ReasonForm, SearchForm, UseForm
from fairway.web.words import problem_in_words

# What was looked for may be somebody's name: it stays in the session and out of addresses.
ASKED = "plan-search"
FOR_SENTENCE = "plan-search-for"


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: WorkplaceRequest) -> HttpResponse:
    """Keep what was asked (POST), then show what is found (GET). `?for=` is the sentence that needs a source."""
    if request.method == "POST":
        form = SearchForm(request.POST, on=request.on)
        request.session[ASKED] = form.cleaned_data if form.is_valid() else {}
        return redirect(request.get_full_path().split("&after")[0].split("?after")[0])
    asked = request.session.get(ASKED, {})
    after = request.GET.get("after", "")
    sentence = _uuid(request.GET.get("for", ""))
    page = queries.search(
        request.staff,
        words=asked.get("words", ""),
        kinds=[asked["kind"]] if asked.get("kind") else (),
        goal=asked.get("goal") or None,
        after=after,
    )
    keep = f"for={sentence}&" if sentence else ""
    context = {
        "form": SearchForm(initial=asked, on=request.on),
        "found": [presenters.Found(hit) for hit in page.hits],
        "asked": asked.get("words", ""),
        "is_empty_question": page.is_empty_question,
        "sentence": sentence,
        "next": f"?{keep}after={page.next_cursor}" if page.next_cursor else "",
        "first": f"?{keep}" if after else "",
    }
    return render(request, "plan/documents/search.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD"])
def document(request: WorkplaceRequest, document: UUID) -> HttpResponse:
    """All passages by page, what was amiss at reading, attachments, corrections."""
    after = request.GET.get("after", "")
    page = queries.document_page(request.staff, document, after=after)
    context = {
        "page": page,
        "kind": words.KINDS[page.document.kind],
        "problem": presenters.problem(page.document.problem),
        "passages": [(one, presenters.where(one.page, one.page_label)) for one in page.passages],
        "attachments": [
            (one, words.KINDS[one.kind], presenters.problem(one.problem))
            for one in page.attachments
        ],
        "reason": ReasonForm(),
        "may_open_sealed": request.staff.role == "administrator",
        "next": f"?after={page.next_cursor}" if page.next_cursor else "",
        "first": "" if page.is_first else "?",
    }
    return render(request, "plan/documents/document.html", context)


@staff_only(*PLAN_STAFF)
@require_POST
def original(request: WorkplaceRequest, document: UUID) -> HttpResponse:
    """The bytes as they came, to be saved and never shown: they may hold anything. POST, because it is noted."""
    opened = open_original(
        document_id=document,
        reason=request.POST.get("reason", ""),
        by=request.staff,
        at=request.at,
    )
    response = HttpResponse(opened.content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{document}.bin"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD"])
def passage(request: WorkplaceRequest, passage: UUID) -> HttpResponse:
    """The words on their page, where they are used, what was corrected, and how to use them in a report."""
    return _passage(request, passage)


@staff_only(*PLAN_STAFF)
@require_POST
def correct(request: WorkplaceRequest, passage: UUID) -> HttpResponse:
    """What the passage says, what is right, why."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _passage(request, passage, form=form, status=422)
    try:
        correct_passage(passage_id=passage, by=request.staff, at=request.at, **form.cleaned_data)
    except NotVisible:
        raise
    except FairwayError as reason:
        form.add_error("before", problem_in_words(reason))
        return _passage(request, passage, form=form, status=409)
    messages.success(request, _("The correction is recorded. The source itself stays as it is."))
    return redirect("plan_passage", passage)


@staff_only(*PLAN_STAFF)
@require_POST
def undo_correction(request: WorkplaceRequest, correction: UUID) -> HttpResponse:
    """A correction that was wrong."""
    undone = undo(correction_id=correction, by=request.staff, at=request.at)
    messages.success(request, _("The correction was taken back. It stays in the list."))
    if undone.passage is not None:
        return redirect("plan_passage", undone.passage.public_id)
    if undone.document is not None:
        return redirect("plan_document", undone.document.public_id)
    return redirect("plan_search")


def _passage(
    request: WorkplaceRequest,
    passage: UUID,
    *,
    form: CorrectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    used = used_passage(request.staff, passage)
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    context = {
        "used": used,
        "passage": used.page.passage,
        "document": used.page.passage.document,
        "kind": words.KINDS[used.page.passage.document.kind],
        "around": presenters.Around(used.page, start=start, end=end),
        "trouble": words.TROUBLES.get(used.standing.trouble, ""),
        "form": form or CorrectionForm(),
        "use": UseForm(sections=used.sections),
        "number": receipt_number(found.public_id) if (found := used.standing.submission) else "",
    }
    return render(request, "plan/documents/passage.html", context, status=status)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
