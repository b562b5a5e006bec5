"""Accounts are made by an administrator, never by a visitor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from fairway.people.queries import staff_of
from fairway.web.menu import first_page


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the sign-up door."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Always False."""
        return False

    def get_login_redirect_url(self, request: Any) -> str:
        """The first page of her role."""
        return first_page(staff_of(request.user))
