"""Reads over people."""

from django.contrib.auth.models import AnonymousUser

from fairway.people.models import Staff, User

__all__ = ["Staff", "staff_of"]


def staff_of(user: User | AnonymousUser) -> Staff | None:
    """The active staff row of a signed-in user, with its program; None for anyone else. One query."""
    if not user.is_authenticated:
        return None
    return Staff.objects.select_related("program").filter(user_id=user.pk, is_active=True).first()
