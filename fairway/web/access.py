"""Who may open which page. Every route carries its roles; tests/repository/test_routes.py holds the table of all of them.

A page of the wrong role answers 403. A record outside one's scope answers 404, because that it exists is already
news: the domain raises NotVisible and the middleware turns it into that page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from fairway.web.middleware import WorkplaceRequest

# DESIGN section 6. The words are those of people.models.Role; a test compares them.
CARE_TEAM = ("navigator", "lead", "manager", "clinician")
LEADS = ("lead", "manager")
DATA_STEWARDS = ("lead", "manager", "administrator")
PROGRAM_STAFF = (*CARE_TEAM, "administrator")
PLAN_STAFF = ("plan-staff", "administrator")

P = ParamSpec("P")


class StaffView(Protocol):
    """A view with the roles that may open it."""

    roles: frozenset[str]

    def __call__(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase: ...


def staff_only(
    *roles: str,
) -> Callable[[Callable[Concatenate[WorkplaceRequest, P], HttpResponseBase]], StaffView]:
    """Open the view to signed-in staff with one of the roles, and write the roles on it.

    A visitor who is not signed in has been sent to the sign-in page before (LoginRequiredMiddleware).
    """
    if not roles:
        raise TypeError("staff_only needs at least one role: name who may open the page.")
    allowed = frozenset(roles)

    def guard(view: Callable[Concatenate[WorkplaceRequest, P], HttpResponseBase]) -> StaffView:
        @wraps(view)
        def guarded(
            request: WorkplaceRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if request.staff is None or request.staff.role not in allowed:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        named = cast("StaffView", guarded)
        named.roles = allowed
        return named

    return guard
