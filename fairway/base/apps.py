"""Django's name for this package."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Audit and jobs."""

    name = "fairway.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Our own lookup."""
        from fairway.base import lookups

        lookups.register()
