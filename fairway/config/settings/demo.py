"""`fairway demo`: made-up people, one click to be anyone, and a banner that says so."""

from fairway.config.settings.local import *  # noqa: F403

IS_DEMO = True
SESSION_COOKIE_AGE = 12 * 3600
