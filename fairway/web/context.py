"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fairway.web.menu import links_for


def workplace(request: HttpRequest) -> dict[str, Any]:
    """The signed-in member of staff, today at her program, her menu, and whether this is a demo."""
    staff = getattr(request, "staff", None)
    return {
        "staff": staff,
        "on": getattr(request, "on", None),
        "menu": links_for(staff, path=request.path),
        "is_demo": settings.IS_DEMO,
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
