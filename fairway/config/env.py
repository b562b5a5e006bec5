"""Typed readers of the environment. A wrong value fails at once, with a sentence of help."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


class BadSetting(SystemExit):
    """An environment variable that cannot be used."""


def text(name: str, default: str = "") -> str:
    """The variable, or the default."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """`1`, `true`, `yes`, `on` or their opposites."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        raise BadSetting(f"{name} is neither yes nor no. Set it to 1 or 0, or leave it out.")
    return default


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, such as {default}.") from None


def words(name: str, default: str = "") -> list[str]:
    """A list with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(var: Path) -> dict[str, object]:
    """Django's DATABASES entry: `DATABASE_URL=postgresql://user:password@host/name`, else SQLite in `var`."""
    url = text("DATABASE_URL")
    if not url:
        var.mkdir(parents=True, exist_ok=True)
        return sqlite(var / "fairway.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadSetting(
            "DATABASE_URL must begin with postgresql:// or sqlite://, or be left out for SQLite."
        )
    from urllib.parse import parse_qs

    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite with WAL, IMMEDIATE transactions and no memory map (docs/adr/0003)."""
    synchronous = text("FAIRWAY_SQLITE_SYNCHRONOUS", "FULL").upper()
    if synchronous not in ("FULL", "NORMAL", "OFF"):
        raise BadSetting(
            "FAIRWAY_SQLITE_SYNCHRONOUS must be FULL, NORMAL or OFF. FULL survives a power cut."
        )
    return {
        "ENGINE": "fairway.base.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;",
        },
        "CONN_MAX_AGE": 60,
    }
