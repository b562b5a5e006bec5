"""A comment: the form, the receipt, what became of it, and taking it back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairway.publishing.actions.doors import TooMany, knock
from fairway.publishing.actions.input import take_comment
from fairway.publishing.actions.withdraw import withdraw_submission
from fairway.publishing.queries import deadlines, meetings
from fairway.publishing.queries.status import Became, what_became
from fairway.web.public import presenters
from fairway.web.public.forms import CommentForm
from fairway.web.public.frame import moment, public, shown, site_or_404, through, too_many, visitor
from fairway.web.public.private import by_token, from_our_page

MAX_BYTES = 400_000


@public
@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, site: str) -> HttpResponse:
    """The form. What she leaves out is asked for once, then the comment is taken as it is (STK-3)."""
    found = site_or_404(site)
    if not found.takes_comments:
        raise Http404
    if _length(request) > MAX_BYTES:
        return shown(request, "too_large", found, status=413, heading=_("That is too long for this form"))  # fmt: skip
    at = moment(request)
    meeting = _meeting_of(request)
    form = CommentForm(request.POST if request.method == "POST" else None, on=at.date())
    left_out: list[str] = []
    if form.is_valid():
        left_out = form.left_out
        if not left_out:
            try:
                knock(door="comment", who=visitor(request), at=at)
            except TooMany as many:
                return too_many(request, many, slug=site)
            receipt = take_comment(site=found, form=form.as_input(), form_key=form.key, at=at, meeting=meeting)  # fmt: skip
            if receipt.token:
                return redirect("comment_receipt", receipt.token)
            return shown(request, "received_before", found, heading=_("Your comment is here already"), number=receipt.number)  # fmt: skip
        form.ask_once()
    return shown(
        request,
        "comment",
        found,
        heading=_("Tell us what you do, and what stands in the way"),
        form=form,
        left_out=left_out,
        meeting=meetings.meeting(found, meeting, at=at) if meeting else None,
        deadline=presenters.closes(deadlines.open_at(found, at=at)),
    )


@by_token
@require_safe
@through("status")
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The number and the address of the status page, to keep or to print."""
    became = _became(request, token)
    return _private(request, "receipt", token, became, heading=_("Thank you. Your comment has arrived."))  # fmt: skip


@by_token
@require_safe
@through("status")
def status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of her comment (STK-5, STK-24)."""
    became = _became(request, token)
    return _private(request, "status", token, became, heading=_("What became of your comment"))


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@through("status")
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Taking it back: asked once more, then gone everywhere."""
    became = _became(request, token)
    if request.method == "POST" and not became.is_withdrawn:
        withdraw_submission(token=token, at=moment(request))
        return redirect("comment_status", token)
    return _private(request, "withdraw", token, became, heading=_("Take your comment back"))


def _became(request: HttpRequest, token: str) -> Became:
    became = what_became(token, language=get_language() or "en")
    if became is None:
        raise Http404
    return became


def _private(
    request: HttpRequest, template: str, token: str, became: Became, *, heading: str
) -> HttpResponse:
    return shown(
        request,
        template,
        became.site,
        heading=heading,
        is_private=True,
        token=token,
        became=became,
        card=presenters.StatusCard(became),
        other_languages=presenters.other_languages(),
        address=request.build_absolute_uri(reverse("comment_status", args=[token])),
    )


def _length(request: HttpRequest) -> int:
    """How long the request says it is; 0 where it says no number, which Django reads as an empty body."""
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _meeting_of(request: HttpRequest) -> UUID | None:
    """The meeting that the form was opened from, if any."""
    try:
        return UUID(request.GET.get("meeting", ""))
    except ValueError:
        return None
