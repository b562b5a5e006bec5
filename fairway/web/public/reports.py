"""Published reports with their files, and the goals with what was said toward them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairway.publishing.queries import goals, releases
from fairway.web.public import presenters
from fairway.web.public.frame import moment, public, shown, site_or_404

# A browser shows these; all else it saves.
SHOWN = ("application/pdf", "text/plain")


@public
@require_safe
def list_of(request: HttpRequest, site: str) -> HttpResponse:
    """The releases that stand, and what became of those that do not."""
    found = site_or_404(site)
    return shown(
        request,
        "reports",
        found,
        heading=_("Reports"),
        releases=releases.published(found),
        history=releases.history(found),
    )


@public
@require_safe
def release(request: HttpRequest, site: str, number: int) -> HttpResponse:
    """One release: its files with their checksums; for one that was stopped, that it was and why (410)."""
    found = site_or_404(site)
    one = releases.release_at(found, number)
    if one is None:
        raise Http404
    stands = one.state == "signed"
    past = [past for past in releases.history(found) if past.number == number]
    return shown(
        request,
        "release",
        found,
        status=200 if stands else 410,
        heading=one.title if stands else _("This release is served no more"),
        release=one,
        stands=stands,
        past=past[0] if past else None,
        files=presenters.files(list(one.files.all())),
    )


@public
@require_safe
def file(request: HttpRequest, site: str, number: int, name: str) -> HttpResponse:
    """A file of a release, as it was signed off. A web page of it is saved, not run here."""
    found = releases.file_of(site_or_404(site), number, name)
    if found is None:
        raise Http404
    media_type, content = found
    kind = "inline" if media_type in SHOWN else "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'{kind}; filename="{name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
        },
    )


@public
@require_safe
def by_goal(request: HttpRequest, site: str) -> HttpResponse:
    """What was said toward the goals; the two of the series unless others are chosen (PLN-1)."""
    found = site_or_404(site)
    on, language = moment(request).date(), get_language() or "en"
    known = goals.names(on=on, language=language)
    asked = [code for code, _name in known if code in request.GET.getlist("goal")]
    codes = tuple(asked) or goals.DEFAULT_GOALS
    return shown(
        request,
        "goals",
        found,
        heading=_("What was said toward the goals"),
        goals=goals.by_goal(found, on=on, language=language, codes=codes),
        choices=[(code, name, code in codes) for code, name in known],
        source=goals.source(),
    )
