"""Rows for people and programs: a table on the screen, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Sequence
from typing import Any, TextIO

__all__ = ["counted", "number", "print_rows"]

_CELL = 60  # characters of a cell on the screen; the other forms hold all


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    form: str,
    *,
    hidden: Collection[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Print rows to stdout as ``table``, ``csv`` or ``json``; a table leaves the ``hidden`` columns out.

    >>> print_rows(("unit", "value"), [("份", 300)], "json")
    [
      {"unit": "份", "value": 300}
    ]
    """
    stream = stream or sys.stdout
    if form == "json":
        lines = [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows]
        body = ",\n  ".join(lines)
        print(f"[\n  {body}\n]" if lines else "[]", file=stream)
    elif form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        _table(columns, rows, hidden, stream)


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]], hidden: Collection[str], stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [i for i, name in enumerate(columns) if name not in hidden]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for i in shown:
        numeric = all(isinstance(row[i], int | float) or row[i] is None for row in rows)
        table.add_column(columns[i], justify="right" if numeric and rows else "left", overflow="fold")
    for row in rows:
        table.add_row(
            *(Text(str(row[i] or "") if columns[i] == "year" else _cell(row[i])) for i in shown)
        )  # Text: markup in scraped words stays words
    # Piped into a file or pager there is no width to keep to
    width = None if stream.isatty() else 200
    Console(file=stream, width=width, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return number(value)
    flat = " ".join(str(value).split())
    return flat if len(flat) <= _CELL else flat[: _CELL - 1] + "…"


def number(value: float | None) -> str:
    """A figure as people write it.

    >>> number(8500000), number(2.50), number(None)
    ('8,500,000', '2.5', '—')
    """
    if value is None:
        return "—"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0")


def counted(count: int, things: str) -> str:
    """So many things, by their plural.

    >>> counted(1, "measures"), counted(2973, "measures")
    ('1 measure', '2,973 measures')
    """
    return f"{count:,} {things.removesuffix('s') if count == 1 else things}"
