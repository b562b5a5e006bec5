"""Django's SQLite back end on a fixed SQLite, with one writer at a time.

SQLite 3.7.0-3.51.2 can corrupt a WAL database when two connections checkpoint at once; sqlcipher3 from PyPI brings
3.53. Its busy handler starves some writers (worst case 4.8 s against 0.4 s with a lock: stack.md 3.2), so a
write transaction first takes a lock on a file beside the database.
"""

import fcntl
import sqlite3
import sys
from typing import IO, Any

if sqlite3.sqlite_version_info < (3, 51, 3):
    import sqlcipher3.dbapi2

    # The swap must come before Django's back end is first imported: it reads this module at import.
    sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = sqlcipher3.dbapi2
    sqlcipher3.dbapi2.dbapi2 = sqlcipher3.dbapi2

from django.db.backends.sqlite3 import base as django_sqlite

if django_sqlite.Database.sqlite_version_info < (3, 51, 3):
    raise RuntimeError(
        f"SQLite {django_sqlite.Database.sqlite_version} can lose data under WAL. Install sqlcipher3 (PyPI), or set DATABASE_URL to PostgreSQL."
    )


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """Takes the write lock when a transaction begins (all of ours are IMMEDIATE) and lets go when it ends."""

    _lock: IO[bytes] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._release_lock()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._release_lock()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._release_lock()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._release_lock()

    def _take_lock(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or self._lock is not None:
            return
        self._lock = open(f"{name}.lock", "ab")  # noqa: SIM115 - held until the transaction ends
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def _release_lock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA mmap_size = 0")
        # What was erased is overwritten in the file too. FAST leaves long texts in free pages; ON costs no time that
        # could be measured (100,000 rows deleted in 0.25 s with and without).
        connection.execute("PRAGMA secure_delete = ON")
        return connection
