"""One click to be anyone, in a demo only. Everywhere else these addresses do not exist (404)."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairway.people import queries as people
from fairway.web.menu import first_page
from fairway.web.words import ROLES

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """404 unless this installation is a demo, whose people are all made up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.IS_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@require_safe
@demo_only
def who(request: HttpRequest) -> HttpResponse:
    """The made-up members of staff, one a role, each with a button."""
    shown = [(person, ROLES[person.role]) for person in people.demo_people()]
    return render(request, "web/demo.html", {"people": shown})


@login_not_required
@require_POST
@demo_only
def sign_in(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Sign in as one of the people on that page; anyone else is not there (404)."""
    for person in people.demo_people():
        if person.public_id == staff and person.user is not None:
            login(request, person.user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect(first_page(person))
    raise Http404
