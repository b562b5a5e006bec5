"""`fairway demo`: made-up people in a database of their own, one click to be anyone, and a banner that says so."""

import os
from pathlib import Path

os.environ.setdefault("FAIRWAY_VAR", str(Path(__file__).resolve().parents[3] / "var" / "demo"))
os.environ.setdefault("FAIRWAY_SQLITE_SYNCHRONOUS", "NORMAL")

from fairway.config.settings.local import *  # noqa: F403

IS_DEMO = True
SESSION_COOKIE_AGE = 12 * 3600
