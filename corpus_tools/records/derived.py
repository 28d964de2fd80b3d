"""What follows from the definitions of records: columns of the database, values for JSON."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any, Literal

__all__ = ["as_dict", "columns"]

_SQL = {int: "INTEGER", bool: "INTEGER", str: "TEXT", float: "REAL"}


@cache
def columns(record: type) -> dict[str, str]:
    """Column names and SQLite types of a record class, in field order.

    Fields that hold other records or several values have no column.

    >>> from corpus_tools.records import Measure, Report, Sentence
    >>> columns(Sentence)
    {'start': 'INTEGER', 'end': 'INTEGER'}
    >>> columns(Measure)["value"], columns(Report)["organisation"]
    ('NUMERIC', 'TEXT')
    """
    hints = typing.get_type_hints(record)
    out: dict[str, str] = {}
    for field in dataclasses.fields(record):
        sql = _sql_type(hints[field.name])
        if sql:
            out[field.name] = sql
    return out


def _sql_type(hint: Any) -> str | None:
    origin = typing.get_origin(hint)
    if origin is Literal:
        return _SQL[type(typing.get_args(hint)[0])]
    if origin in (typing.Union, types.UnionType):
        inner = {a for a in typing.get_args(hint) if a is not type(None)}
        if inner == {int, float}:
            return "NUMERIC"
        return _sql_type(inner.pop()) if len(inner) == 1 else None
    return _SQL.get(hint)


def as_dict(record: Any) -> dict[str, Any]:
    """A record as plain values for JSON, nested records included.

    >>> from corpus_tools.records import Noise
    >>> as_dict(Noise(0, 3, "navigation"))
    {'start': 0, 'end': 3, 'reason': 'navigation'}
    """
    out = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    for name, value in out.items():
        if dataclasses.is_dataclass(value):
            out[name] = as_dict(value)
        elif isinstance(value, tuple):
            out[name] = [as_dict(v) if dataclasses.is_dataclass(v) else v for v in value]
    return out
