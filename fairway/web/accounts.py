"""Accounts are made by an administrator, never by a visitor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the sign-up door."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Always False."""
        return False
