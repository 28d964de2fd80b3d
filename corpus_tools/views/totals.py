"""Sums as a person reads them on the terminal: fewer columns, reservations in words."""

from __future__ import annotations

from typing import Any

from corpus_tools.corpus.totals import Totals
from corpus_tools.tables import number

__all__ = ["on_screen"]

_FOLDED = frozenset(("low", "high", "planned_total", "parts_total", "copies_total"))  # shown within other columns


def on_screen(found: Totals) -> Totals:
    """The same rows for reading: the bounds in one column, what was left out in words in another.

    >>> found = Totals(("unit", "total", "low", "high", "open_low", "open_high", "left_planned", "planned_total"),
    ...     [("份", 300, 300, 400, 0, 0, 2, 90)])
    >>> on_screen(found)
    Totals(columns=('unit', 'total', 'between', 'left out'), rows=[('份', 300, '300–400', 'planned 2 (90)')], more=0)
    """
    plain = [
        i for i, name in enumerate(found.columns) if not name.startswith(("left_", "open_")) and name not in _FOLDED
    ]
    rows = []
    for row, said in zip(found.rows, found.dicts(), strict=True):
        left = [
            f"{reason} {count}" + (f" ({number(total)})" if (total := said.get(f"{reason}_total")) else "")
            for reason in found.left_out()
            if (count := said[f"left_{reason}"])
        ]
        rows.append((*(row[i] for i in plain), _between(said), ", ".join(left)))
    return Totals((*(found.columns[i] for i in plain), "between", "left out"), rows, found.more)


def _between(said: dict[str, Any]) -> str:
    """Bounds of a sum; an open end where a summand has none (近, 余)."""
    low = "…" if said["open_low"] else number(said["low"])
    high = "…" if said["open_high"] else number(said["high"])
    return "" if low == high != "…" else f"{low}–{high}"
