"""The queue of submissions, and the page of each."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.goals.rules import codes, label
from fairway.plan.intake import actions, queries
from fairway.plan.intake.rules.moves import BY_HAND
from fairway.publishing.actions.withdraw import withdraw_submission
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.submissions import presenters, sheets, words
from fairway.web.plan.submissions.forms import FilterForm, MoveForm, TagForm
from fairway.web.words import problem_in_words

MANY = 200


@staff_only(*PLAN_STAFF)
@require_safe
def submissions(request: WorkplaceRequest) -> HttpResponse:
    """The queue: every channel in one, the newest first, with the three numbers."""
    form = FilterForm(request.GET)
    after = request.GET.get("after", "")
    found = queries.queue(request.staff, filters=form.filters(), after=after)
    here = f"?{urlencode(form.chosen)}" if form.chosen else ""
    zone = ZoneInfo(request.staff.program.time_zone)
    context = {
        "form": form,
        "rows": [presenters.Row(line, zone=zone) for line in found.lines],
        "counted": presenters.counted(found.counts),
        "more_counted": presenters.more_counted(found.counts),
        "here": here,
        "is_narrowed": bool(form.chosen),
        "next": f"?{urlencode(form.chosen | {'after': found.next_cursor})}" if found.next_cursor else "",
        "first": here or "?" if after else "",
        "move_form": MoveForm(to=tuple(str(one) for one in BY_HAND), auto_id="bulk_%s"),
        "waiting": queries.waiting(request.staff),
    }  # fmt: skip
    return render(request, "plan/submissions/queue.html", context)


@staff_only(*PLAN_STAFF)
@require_POST
def move_many(request: WorkplaceRequest) -> HttpResponse:
    """Move the chosen ones; what may not be moved stays, and is counted."""
    form = MoveForm(request.POST, to=tuple(str(one) for one in BY_HAND))
    back = redirect(f"{reverse('plan_submissions')}{_narrowed(request)}")
    ids = [_uuid(text) for text in request.POST.getlist("submission")[:MANY]]
    if not form.is_valid() or not ids:
        messages.error(request, _("Choose the submissions, and where they go."))
        return back
    chosen = [queries.submission_for(request.staff, one) for one in ids]
    moved, stayed = actions.move_many(
        submissions=chosen, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"],
        by=request.staff.actor, at=request.at,
    )  # fmt: skip
    messages.success(request, ngettext("%(n)d moved.", "%(n)d moved.", moved) % {"n": moved})
    if stayed:
        said = ngettext("%(n)d stayed: it is held, stands elsewhere, or needs a reason.", "%(n)d stayed: they are held, stand elsewhere, or need a reason.", stayed)  # fmt: skip
        messages.warning(request, said % {"n": stayed})
    return back


@staff_only(*PLAN_STAFF)
@require_safe
def export(request: WorkplaceRequest) -> HttpResponseBase:
    """The queue as a file; held words stay in."""
    lines = queries.each_line(request.staff, filters=FilterForm(request.GET).filters())
    language = get_language() or "en"
    if request.GET.get("as") == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer: HttpResponseBase = HttpResponse(sheets.as_xlsx(lines, language=language), content_type=kind)  # fmt: skip
        answer["Content-Disposition"] = 'attachment; filename="submissions.xlsx"'
        return answer
    answer = StreamingHttpResponse(sheets.as_csv(lines, language=language), content_type="text/csv; charset=utf-8")  # fmt: skip
    answer["Content-Disposition"] = 'attachment; filename="submissions.csv"'
    return answer


@staff_only(*PLAN_STAFF)
@require_safe
def submission(request: WorkplaceRequest, submission: UUID) -> HttpResponse:
    """Everything of one: its words by part, what is held, goals by whose word, steps, copies."""
    return _page(request, submission)


@staff_only(*PLAN_STAFF)
@require_POST
def deed(request: WorkplaceRequest, submission: UUID, deed: str) -> HttpResponse:
    """One deed on one submission: move, undo, tag, link, acknowledged, take out of its campaign, put back, redact."""
    one = queries.submission_for(request.staff, submission)
    try:
        done = _DEEDS[deed](request, one) if deed in _DEEDS else ""
    except NotVisible:
        raise
    except FairwayError as problem:
        return _page(request, submission, problem=problem_in_words(problem))
    if not done:
        return _page(request, submission, problem=_("Choose what is to be done."))
    messages.success(request, done)
    return redirect("plan_submission", submission)


@staff_only(*PLAN_STAFF)
@require_POST
def decide(request: WorkplaceRequest, hold: UUID) -> HttpResponse:
    """Decide what was held: release, take the words out, or spam; or ask again."""
    found = queries.hold_for(request.staff, hold)
    where = found.submission.public_id
    decision = request.POST.get("decision", "")
    try:
        if decision == "undo":
            actions.undo_decision(hold=found, staff=request.staff, at=request.at)
        elif decision in words.DECISIONS:
            actions.decide(hold=found, decision=decision, by=request.staff.actor, at=request.at)
        else:
            return _page(request, where, problem=_("Choose what is to be done."))
    except FairwayError as problem:
        return _page(request, where, problem=problem_in_words(problem))
    messages.success(request, _("Decided. You can undo it below."))
    return redirect("plan_submission", where)


@staff_only(*PLAN_STAFF)
@require_POST
def acknowledgment(request: WorkplaceRequest, submission: UUID) -> HttpResponse:
    """The words that a person sends (STK-23): shown once, to copy or print."""
    one = queries.submission_for(request.staff, submission)
    zone = ZoneInfo(one.program.time_zone)
    try:
        letter = actions.prepare_acknowledgment(
            submission=one,
            link=lambda token: request.build_absolute_uri(reverse("comment_status", args=[token])),
            received=words.moment(one.received_at, zone),
            by=request.staff.actor,
            at=request.at,
        )
    except FairwayError as problem:
        return _page(request, submission, problem=problem_in_words(problem))
    context = {"one": one, "letter": letter}
    return render(request, "plan/submissions/acknowledgment.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: WorkplaceRequest, submission: UUID) -> HttpResponse:
    """Take it back on her word: asked once more, because nothing brings it back."""
    one = queries.submission_for(request.staff, submission)
    if request.method != "POST":
        return render(request, "plan/submissions/withdraw.html", {"one": one})
    withdraw_submission(submission=one, by=request.staff.actor, at=request.at)
    messages.success(request, _("Withdrawn. Its words are erased here and wherever they were repeated."))  # fmt: skip
    return redirect("plan_submission", submission)


def _page(request: WorkplaceRequest, public_id: UUID, *, problem: str = "") -> HttpResponse:
    found = queries.page(request.staff, public_id)
    zone = ZoneInfo(request.staff.program.time_zone)
    language = get_language() or "en"
    labels = [(code, f"{code} {label(code, on=request.on, language=language)}") for code in codes()]
    context = {
        "card": presenters.SubmissionCard(found, zone=zone),
        "page": found,
        "problem": problem,
        "move_form": MoveForm(to=found.choices) if found.choices else None,
        "tag_form": TagForm(initial={"codes": found.tags.get("staff", [])}, labels=labels),
        "submitter_goals": [text for code, text in labels if code in found.tags.get("submitter", [])],
        "staff_goals": [text for code, text in labels if code in found.tags.get("staff", [])],
    }  # fmt: skip
    return render(request, "plan/submissions/submission.html", context, status=409 if problem else 200)  # fmt: skip


def _move(request: WorkplaceRequest, one: queries.Submission) -> str:
    to = request.POST.get("to", "")
    if to not in words.MOVES:
        return ""
    reason = request.POST.get("reason", "")[:300]
    actions.move(submission=one, to=to, reason=reason, by=request.staff.actor, at=request.at)
    return _("Moved.")


def _undo(request: WorkplaceRequest, one: queries.Submission) -> str:
    actions.undo_move(submission=one, by=request.staff.actor, at=request.at)
    return _("It is back where it stood before.")


def _tag(request: WorkplaceRequest, one: queries.Submission) -> str:
    chosen = request.POST.getlist("codes")
    actions.tag_by_staff(submission=one, codes=chosen, by=request.staff.actor, at=request.at)
    return _("Goals saved.")


def _link(request: WorkplaceRequest, one: queries.Submission) -> str:
    name = request.POST.get("name", "")[:200]
    actions.link_stakeholder(submission=one, name=name, by=request.staff.actor, at=request.at)
    return _("Linked.") if name.strip() else _("The link is taken off.")


def _acknowledged(request: WorkplaceRequest, one: queries.Submission) -> str:
    actions.acknowledge(submission=one, by=request.staff.actor, at=request.at)
    return _("Noted as acknowledged.")


def _take_out(request: WorkplaceRequest, one: queries.Submission) -> str:
    actions.take_out(submission=one, by=request.staff.actor, at=request.at)
    return _("It stands by itself now. Below you can undo it.")


def _put_back(request: WorkplaceRequest, one: queries.Submission) -> str:
    actions.put_back(submission=one, by=request.staff.actor, at=request.at)
    return _("The next grouping may find it a campaign letter again.")


def _redact(request: WorkplaceRequest, one: queries.Submission) -> str:
    passage = queries.passage_of(one, _uuid(request.POST.get("passage", "")))
    taken = request.POST.get("words", "")
    actions.redact_words(submission=one, passage=passage, words=taken, by=request.staff.actor, at=request.at)  # fmt: skip
    return _("Taken out. The original is sealed; an administrator can put the words back.")


_DEEDS = {
    "move": _move,
    "undo": _undo,
    "tag": _tag,
    "link": _link,
    "acknowledged": _acknowledged,
    "take-out": _take_out,
    "put-back": _put_back,
    "redact": _redact,
}


def _narrowed(request: WorkplaceRequest) -> str:
    form = FilterForm(request.GET)
    return f"?{urlencode(form.chosen)}" if form.chosen else ""


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible("There is no such record. Reload the page.") from None
