"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def workplace(request: HttpRequest) -> dict[str, Any]:
    """The signed-in member of staff, today, and whether this is a demo."""
    return {
        "staff": getattr(request, "staff", None),
        "on": getattr(request, "on", None),
        "is_demo": settings.IS_DEMO,
    }
