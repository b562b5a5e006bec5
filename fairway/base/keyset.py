"""Paging by row value: `(a, id) > (x, y)`, which both databases answer from the index at any depth."""

from typing import Any

from django.db.models import BooleanField, Expression, F, Func, Value
from django.db.models.expressions import Combinable


class RowAfter(Func):
    """True where the row `(fields...)` comes after the given values. Use it in `filter()`."""

    output_field = BooleanField()
    conditional = True
    template = "(%(expressions)s)"

    def __init__(self, fields: list[str], values: list[Any]) -> None:
        self.width = len(fields)
        parts: list[Combinable | Expression] = [F(name) for name in fields]
        super().__init__(*parts, *[Value(value) for value in values])

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        compiled = [compiler.compile(part) for part in self.source_expressions]
        texts = [text for text, _ in compiled]
        params = [param for _, many in compiled for param in many]
        left, right = ", ".join(texts[: self.width]), ", ".join(texts[self.width :])
        return f"({left}) > ({right})", params
