"""SQLite as Fairway needs it: a fixed build, WAL, IMMEDIATE, one writer at a time (ADR 3)."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ConnectionHandler, connection

from fairway.config import env

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite back end")


@pytest.fixture(autouse=True)
def databases_of_our_own(django_db_blocker: Any) -> Iterator[None]:
    """These tests open files beside the test database, so pytest-django's guard steps aside."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def handler(tmp_path: Path) -> ConnectionHandler:
    return ConnectionHandler({"default": env.sqlite(tmp_path / "one.sqlite3")})


def test_version_and_pragmas(handler: ConnectionHandler) -> None:
    with handler["default"].cursor() as cursor:
        said = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "mmap_size")
        ]
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    handler["default"].close()
    assert said == ["wal", 0]
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Read, then write, from several threads: no "database is locked", no lost update."""
    settings = env.sqlite(tmp_path / "many.sqlite3")
    with ConnectionHandler({"default": settings})["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE counter (n INTEGER)")
        cursor.execute("INSERT INTO counter VALUES (0)")

    def count() -> None:
        own = ConnectionHandler({"default": settings})["default"]
        for _ in range(25):
            own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            with own.cursor() as cursor:
                n = cursor.execute("SELECT n FROM counter").fetchone()[0]
                cursor.execute("UPDATE counter SET n = %s", [n + 1])
            own.commit()
            own.set_autocommit(True)
        own.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    own = ConnectionHandler({"default": settings})["default"]
    with own.cursor() as cursor:
        assert cursor.execute("SELECT n FROM counter").fetchone()[0] == 100
    own.close()
