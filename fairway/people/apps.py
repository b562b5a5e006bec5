"""Django's name for this package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and organizations."""

    name = "fairway.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
