"""A server behind a TLS proxy. Every secret comes from the environment."""

from fairway.config.env import BadSetting
from fairway.config.settings.base import *  # noqa: F403
from fairway.config.settings.base import SECRET_KEY

if len(SECRET_KEY) < 50:
    raise BadSetting(
        "Set FAIRWAY_SECRET_KEY to at least 50 random characters and keep it with your backups."
    )
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
