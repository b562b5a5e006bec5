"""One machine, one program: SQLite in `var/`, a secret made at the first start, plain HTTP on this machine only."""

from django.core.management.utils import get_random_secret_key

from fairway.config.settings.base import *  # noqa: F403
from fairway.config.settings.base import SECRET_KEY, VAR

if not SECRET_KEY:
    VAR.mkdir(parents=True, exist_ok=True)
    kept = VAR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    SECRET_KEY = kept.read_text()
