"""What every public page stands on: the site it belongs to, its menu, and the door it counts at."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.publishing.actions.doors import TooMany, knock
from fairway.publishing.queries.sites import Site, open_site

View = Callable[..., HttpResponse]

PLACES: tuple[tuple[str, str | Promise], ...] = (
    ("public_site", gettext_lazy("Home")),
    ("public_blogs", gettext_lazy("Blog")),
    ("public_meetings", gettext_lazy("Meetings")),
    ("public_goals", gettext_lazy("Goals")),
    ("public_reports", gettext_lazy("Reports")),
    ("public_comment", gettext_lazy("Comment")),
)


class Link(NamedTuple):
    """A place of the site as its menu shows it."""

    href: str
    label: str | Promise
    is_here: bool


class PublicRequest(HttpRequest):
    """A request of anyone, for type checkers. The time is put on it by the middleware."""

    at: datetime


def public(view: View) -> View:
    """Open to everyone, without signing in."""
    return login_not_required(view)


def through(door: str) -> Callable[[View], View]:
    """Count the visit at this door first; one too many gets a page that says when to come back, and another way."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                knock(door=door, who=visitor(request), at=moment(request))
            except TooMany as many:
                return too_many(request, many, slug=str(kwargs.get("site", "")))
            return view(request, *args, **kwargs)

        return guarded

    return guard


def moment(request: HttpRequest) -> datetime:
    """When the request came; put there by the middleware."""
    return request.at  # type: ignore[attr-defined,no-any-return]


def visitor(request: HttpRequest) -> str:
    """A keyed hash of her address that changes every day: enough to count, too little to know or follow anyone.

    Behind proxies of ours (`settings.TRUSTED_PROXIES`) the address is the one that the first of them saw.
    """
    proxies = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    address = seen[-proxies] if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")
    said = f"{moment(request):%Y-%m-%d}|{address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def too_many(request: HttpRequest, many: TooMany, *, slug: str) -> HttpResponse:
    """429, with when to come back."""
    site = open_site(slug)
    context = {"heading": _("Please come back a little later"), "again_at": many.again_at}
    response = shown(request, "too_many", site, status=429, **context)
    seconds = max(1, round((many.again_at - moment(request)).total_seconds()))
    response["Retry-After"] = str(seconds)
    return response


def site_or_404(slug: str) -> Site:
    """The open site of this name."""
    site = open_site(slug)
    if site is None:
        raise Http404
    return site


def shown(
    request: HttpRequest, template: str, site: Site | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A public page with its menu."""
    said = {"site": site, "places": _menu(request, site)} | context
    return render(request, f"public/{template}.html", said, status=status)


def _menu(request: HttpRequest, site: Site | None) -> list[Link]:
    if site is None:
        return []
    home = reverse("public_site", args=[site.slug])
    found = []
    for route, label in PLACES:
        href = reverse(route, args=[site.slug])
        is_here = request.path == href if href == home else request.path.startswith(href)
        if route != "public_comment" or site.takes_comments:
            found.append(Link(href, label, is_here))
    return found
