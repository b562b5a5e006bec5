"""Several small reads as one statement: a page has a budget of queries, and its parts stay plain querysets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, QuerySet

# One row as a JSON list, and all rows of a part as a list of those. A function takes at most 100 columns.
ROW, ROWS = (
    {"sqlite": "json_array", "postgresql": "json_build_array"},
    {"sqlite": "json_group_array", "postgresql": "json_agg"},
)


def read_at_once(*parts: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each part as its model's instances with its annotations, in its order. One query.

    A part may filter, annotate, order by columns and be cut; `select_related` it says with annotations instead.
    """
    row, rows = ROW[connection.vendor], ROWS[connection.vendor]
    tables: list[str] = []
    lists: list[str] = []
    params: list[Any] = []
    for number, part in enumerate(parts):
        fields = _fields(part)
        sql, own = part.values_list(*fields).query.sql_with_params()
        columns = ", ".join(f"c{place}" for place in range(len(fields)))
        tables.append(f"t{number} ({columns}) AS ({sql})")
        lists.append(f"(SELECT CAST({rows}({row}({columns})) AS text) FROM t{number})")  # noqa: S608 - our own words
        params += own
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} SELECT {', '.join(lists)}", params)
        found = cursor.fetchone()
    return [_instances(part, text) for part, text in zip(parts, found, strict=True)]


def _fields(part: QuerySet[Any, Any]) -> dict[str, Field[Any, Any]]:
    """Name to field: the model's columns, then what was annotated."""
    columns = {field.attname: field for field in part.model._meta.concrete_fields}
    return columns | {name: one.output_field for name, one in part.query.annotation_select.items()}


def _instances(part: QuerySet[Any, Any], text: str | None) -> list[Any]:
    fields = _fields(part)
    own = len(part.model._meta.concrete_fields)
    names, found = list(fields), []
    for row in json.loads(text or "[]", parse_float=Decimal):
        values = [_value(field, said) for field, said in zip(fields.values(), row, strict=True)]
        one = part.model.from_db(part.db, names[:own], values[:own])
        vars(one).update(zip(names[own:], values[own:], strict=True))
        found.append(one)
    # An aggregate promises no order. The last name decides least, and a sort keeps what it finds equal.
    for name in reversed([str(name) for name in part.query.order_by]):
        found.sort(key=partial(_key, name.lstrip("-")), reverse=name[0] == "-")
    return found


def _value(field: Field[Any, Any], said: Any) -> Any:
    """What JSON carried, as the field keeps it. SQLite stores moments in UTC without saying so, and JSON as text."""
    if said is None:
        return None
    if isinstance(field, JSONField):
        return json.loads(said) if isinstance(said, str) else said
    value = field.to_python(said)
    is_naive = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=UTC) if is_naive else value


def _key(name: str, one: Any) -> tuple[bool, Any]:
    value = getattr(one, name)
    return value is not None, value
