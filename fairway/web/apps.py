"""Django's name for this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages; no tables."""

    name = "fairway.web"
    label = "web"
