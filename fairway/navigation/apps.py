"""Django's name for this package."""

from django.apps import AppConfig


class NavigationConfig(AppConfig):
    """Clocks and the worklist."""

    name = "fairway.navigation"
    label = "navigation"
    default_auto_field = "django.db.models.BigAutoField"
