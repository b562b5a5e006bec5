"""Django's name for this package."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Pages and releases."""

    name = "fairway.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
