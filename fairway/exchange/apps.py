"""Django's name for this package."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The import ledger and the vault of received bytes."""

    name = "fairway.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
