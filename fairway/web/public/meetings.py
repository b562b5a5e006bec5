"""Meetings of the public: agenda, registration, calendar file, recording and what its transcript says, summary."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairway.publishing.actions.doors import TooMany, knock
from fairway.publishing.actions.input import take_back_registration, take_registration
from fairway.publishing.queries import meetings
from fairway.publishing.queries.goals import names
from fairway.publishing.queries.meetings import Whole
from fairway.publishing.queries.sites import Site
from fairway.web.public import presenters
from fairway.web.public.forms import RegistrationForm
from fairway.web.public.frame import moment, public, shown, site_or_404, through, too_many, visitor
from fairway.web.public.private import by_token, from_our_page


@public
@require_safe
def list_of(request: HttpRequest, site: str) -> HttpResponse:
    """Every announced meeting, the latest first."""
    found = site_or_404(site)
    return shown(
        request, "meetings", found, heading=_("Meetings"), meetings=meetings.list_of(found)
    )


@public
@require_safe
@through("search")
def meeting(request: HttpRequest, site: str, meeting: UUID) -> HttpResponse:
    """One meeting, with the places of its transcripts that hold the words asked for (STK-19)."""
    found, whole = _found(request, site, meeting)
    words = request.GET.get("words", "")[:200]
    labels = dict(names(on=whole.brief.starts_on, language=get_language() or "en"))
    return shown(
        request,
        "meeting",
        found,
        heading=whole.brief.title,
        meeting=whole,
        when=presenters.when(whole.brief),
        goals=[(code, labels.get(code, code)) for code in whole.goals],
        words=words,
        heard=meetings.heard(found, meeting, words),
        has_transcript=any(one.has_transcript for one in whole.recordings),
    )


@public
@require_safe
def calendar(request: HttpRequest, site: str, meeting: UUID) -> HttpResponse:
    """The meeting as a calendar file."""
    found, whole = _found(request, site, meeting)
    address = request.build_absolute_uri(reverse("public_meeting", args=[found.slug, meeting]))
    content = meetings.calendar(whole.brief, address=address, stamped_at=moment(request))
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


@public
@from_our_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, site: str, meeting: UUID) -> HttpResponse:
    """Coming to a meeting, with what one needs for it (STK-25)."""
    found, whole = _found(request, site, meeting)
    if not whole.takes_registrations:
        raise Http404
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            knock(door="registration", who=visitor(request), at=moment(request))
        except TooMany as many:
            return too_many(request, many, slug=site)
        made = take_registration(site=found, meeting=meeting, facts=form.as_facts(), at=moment(request))  # fmt: skip
        return redirect("registration", made.token)
    return shown(
        request,
        "register",
        found,
        heading=_("Register for the meeting"),
        meeting=whole,
        when=presenters.when(whole.brief),
        form=form,
    )


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@through("status")
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """What she registered for, and taking it back."""
    if request.method == "POST":
        if not take_back_registration(token=token, at=moment(request)):
            raise Http404
        return redirect("registration", token)
    found = meetings.registered(token)
    if found is None:
        raise Http404
    return shown(
        request,
        "registration",
        found.site,
        heading=_("Your registration"),
        is_private=True,
        registered=found,
        when=presenters.when(found.brief),
        other_languages=presenters.other_languages(),
    )


def _found(request: HttpRequest, slug: str, meeting: UUID) -> tuple[Site, Whole]:
    site = site_or_404(slug)
    whole = meetings.meeting(site, meeting, at=moment(request))
    if whole is None:
        raise Http404
    return site, whole
