"""Who is asking, at which workplace, and what time it is: put on the request once. And what a refusal looks like."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible, Staff, staff_of
from fairway.web.words import problem_in_words


class WorkplaceRequest(HttpRequest):
    """A request of a signed-in member of staff, for type checkers."""

    staff: Staff
    at: datetime
    on: date


def _is_over(request: HttpRequest, at: datetime) -> bool:
    """However busy she is, a sign-in ends after so many hours (OWASP ASVS 7.3.2); the first page begins the count."""
    begun = request.session.setdefault("begun", at.timestamp())
    return bool(at.timestamp() - begun >= settings.SESSION_LIMIT_SECONDS)


class WorkplaceMiddleware:
    """Ends a sign-in that is too old. Sets `request.staff`, `request.at` (now) and `request.on` (today at the program's place)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        if request.user.is_authenticated and _is_over(request, at):
            logout(request)
        staff = staff_of(request.user)
        zone = ZoneInfo(staff.program.time_zone) if staff else ZoneInfo("UTC")
        request.staff, request.at, request.on = staff, at, at.astimezone(zone).date()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.htmx and isinstance(response, HttpResponseRedirect):  # type: ignore[attr-defined]
            # htmx would put the page it is sent to (the sign-in page, after an idle time-out) into a table cell.
            response = HttpResponseClientRedirect(response.url)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an expected failure that no view caught: its own text, which carries ids only."""
        if isinstance(exception, NotVisible):
            return render(request, "404.html", status=404)
        if not isinstance(exception, FairwayError):
            return None
        return render(request, "refused.html", {"reason": problem_in_words(exception)}, status=409)
