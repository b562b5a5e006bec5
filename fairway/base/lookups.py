"""`field__among=[...]`: one parameter however many values, where `__in` would prepare each of thousands by itself."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db.models import BigAutoField, BigIntegerField, CharField, ForeignKey, Lookup


class Among(Lookup):
    """Equal to one of many whole numbers or words."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[Any]) -> None:
        super().__init__(lhs, list(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """SQLite unpacks a JSON list; PostgreSQL takes an array."""
        left, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", [*params, self.rhs]
        unpacked = f"{left} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - the left side is a column
        return unpacked, [*params, msgspec.json.encode(self.rhs).decode()]


def register() -> None:
    """Make the lookup known; called once when Django is ready."""
    for field in (BigAutoField, BigIntegerField, CharField, ForeignKey):
        field.register_lookup(Among)
