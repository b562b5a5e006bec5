"""Who is asking, at which workplace, and what time it is: put on the request once."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fairway.people.queries import Staff, staff_of


class WorkplaceRequest(HttpRequest):
    """A request of a signed-in member of staff, for type checkers."""

    staff: Staff
    at: datetime
    on: date


class WorkplaceMiddleware:
    """Sets `request.staff`, `request.at` (now) and `request.on` (today at the program's place)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        staff = staff_of(request.user)
        at = timezone.now()
        zone = ZoneInfo(staff.program.time_zone) if staff else ZoneInfo("UTC")
        request.staff, request.at, request.on = staff, at, at.astimezone(zone).date()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response
