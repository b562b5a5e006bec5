"""Pages that open by a token in their address: not kept, not indexed, and the address goes nowhere from here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def by_token(view: View) -> View:
    """Open to whoever has the token. Nothing here needs a cookie: the token itself is the right to write.

    A browser that sends no referrer sends no origin either, so Django's check of forms could not be passed; a
    stranger's page cannot send these forms, because it does not know the token. `?language=` chooses the language
    for the same reason.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("language", "")
        known = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(known or settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return login_not_required(csrf_exempt(guarded))


def from_our_page(view: View) -> View:
    """A form of the public, which no cookie vouches for: it may be sent without cookies, but not from another site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _is_foreign(request):
            return HttpResponse(
                translation.gettext("This form was sent from another site. Open it here and send it again."),
                status=403,
                content_type="text/plain; charset=utf-8",
            )  # fmt: skip
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)


def _is_foreign(request: HttpRequest) -> bool:
    """By what browsers say of it (Fetch Metadata; Origin). Who says nothing is no browser that could be misled."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return bool(origin) and origin not in {ours, *settings.CSRF_TRUSTED_ORIGINS}
