"""Django's name for this package."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Documents, meetings, submissions, themes, reports."""

    name = "fairway.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"
