"""Sentences: written on passages, read with their sources, cited, moved, removed."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.reports import actions, queries
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.reports import presenters
from fairway.web.plan.reports.forms import SentenceForm, WriteForm
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WorkplaceRequest, section: UUID) -> HttpResponse:
    """A new sentence on passages of the section's theme, or on those that the report cites already."""
    found = queries.blank(request.staff, section)
    form = WriteForm(request.POST if request.method == "POST" else None, sources=found.sources)
    if form.is_valid():
        try:
            written = actions.write_sentence(
                section_id=section,
                text=form.cleaned_data["text"],
                passage_ids=[UUID(one) for one in form.cleaned_data["passages"]],
                by=request.staff,
                at=request.at,
            )
            return _back(found.section.report.public_id, written.public_id)
        except NotVisible:
            raise
        except FairwayError as reason:
            form.add_error("text", problem_in_words(reason))
    context = {"found": found, "form": form, "figures": _figures()}
    return render(request, "plan/reports/write.html", context, status=_status(form))


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def sentence(request: WorkplaceRequest, sentence: UUID) -> HttpResponse:
    """One sentence, what it rests on, and other words for it (POST)."""
    found = queries.one_sentence(request.staff, sentence)
    sent = request.POST if request.method == "POST" else None
    form = SentenceForm(sent, initial={"text": found.sentence.text})
    # Before a quotation nothing need be said.
    form.fields["text"].required = found.sentence.quotes is None
    if form.is_valid():
        try:
            actions.rewrite_sentence(
                sentence_id=sentence,
                text=form.cleaned_data["text"],
                by=request.staff,
                at=request.at,
            )
            messages.success(request, _("The sentence was saved."))
            return redirect("plan_sentence", sentence)
        except NotVisible:
            raise
        except FairwayError as reason:
            form.add_error("text", problem_in_words(reason))
    is_quoted = found.sentence.quotes_id
    context = {
        "found": found,
        "report": found.section.report,
        "sources": [
            (one, presenters.source_link(one), one.passage.pk == is_quoted) for one in found.sources
        ],
        "form": form,
        "figures": _figures(),
        "is_draft": found.section.report.state == "draft",
    }
    return render(request, "plan/reports/sentence.html", context, status=_status(form))


@staff_only(*PLAN_STAFF)
@require_POST
def use(request: WorkplaceRequest, passage: UUID) -> HttpResponse:
    """From a passage's page: a sentence on it, or a quotation from it."""
    written = actions.use_passage(
        section_id=_uuid(request.POST.get("section", "")),
        passage_id=passage,
        text=request.POST.get("text", "")[:2000],
        words=request.POST.get("words", "").strip()[:1200],
        by=request.staff,
        at=request.at,
    )
    messages.success(request, _("It stands in the report now."))
    return redirect("plan_sentence", written.public_id)


@staff_only(*PLAN_STAFF)
@require_POST
def cite(request: WorkplaceRequest, sentence: UUID) -> HttpResponse:
    """One more source."""
    actions.cite(
        sentence_id=sentence,
        passage_id=_uuid(request.POST.get("passage", "")),
        by=request.staff,
        at=request.at,
    )
    messages.success(request, _("The sentence rests on one more passage."))
    return redirect("plan_sentence", sentence)


@staff_only(*PLAN_STAFF)
@require_POST
def uncite(request: WorkplaceRequest, sentence: UUID) -> HttpResponse:
    """One source less."""
    actions.uncite(
        sentence_id=sentence,
        passage_id=_uuid(request.POST.get("passage", "")),
        by=request.staff,
        at=request.at,
    )
    messages.success(request, _("The source was taken off."))
    return redirect("plan_sentence", sentence)


@staff_only(*PLAN_STAFF)
@require_POST
def move(request: WorkplaceRequest, sentence: UUID) -> HttpResponse:
    """One place up or down."""
    moved = actions.move_sentence(
        sentence_id=sentence, up="up" in request.POST, by=request.staff, at=request.at
    )
    return _back(moved.section.report.public_id, sentence)


@staff_only(*PLAN_STAFF)
@require_POST
def remove(request: WorkplaceRequest, sentence: UUID) -> HttpResponse:
    """It goes."""
    removed = actions.remove_sentence(sentence_id=sentence, by=request.staff, at=request.at)
    messages.success(request, _("The sentence was removed."))
    return redirect("plan_report", removed.section.report.public_id)


def _figures() -> list[tuple[str, str]]:
    return presenters.figures(get_language() or "en")


def _back(report: UUID, sentence: UUID) -> HttpResponse:
    return redirect(f"{reverse('plan_report', args=[report])}#sentence-{sentence}")


def _status(form: Form) -> int:
    return 422 if form.errors else 200


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible("There is no such record. Reload the page.") from None
