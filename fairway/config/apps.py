"""Start-up: hands the sealing key to the audit, and refuses definitions that cannot be used."""

import hashlib

from django.apps import AppConfig
from django.conf import settings

from fairway.config import env, logs


class StartUp(AppConfig):
    """Runs once, when Django is ready."""

    name = "fairway.config"
    label = "config"

    def ready(self) -> None:
        """The audit's key outlives a change of the web secret when FAIRWAY_AUDIT_KEY is set."""
        from fairway.base import audit
        from fairway.navigation.pathways.definitions import pathways
        from fairway.plan.themes.jobs import register_aids

        logs.configure()
        key = env.text("FAIRWAY_AUDIT_KEY") or settings.SECRET_KEY
        audit.Secret.key = hashlib.sha256(b"audit:" + key.encode()).digest()
        pathways()
        register_aids()
