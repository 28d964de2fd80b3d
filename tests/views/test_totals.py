"""Sums on the terminal say what they leave out and how sure they are."""

from __future__ import annotations

from corpus_tools.corpus.totals import Totals
from corpus_tools.views.totals import on_screen

COLUMNS = ("unit", "total", "low", "high", "open_low", "open_high", "left_copies", "left_planned", "planned_total")


def test_open_bounds_are_shown_as_open() -> None:
    rows = [("元", 500, 400, 600, 1, 0, 0, 0, None), ("份", 20, 20, 20, 0, 0, 1, 0, None)]
    shown = on_screen(Totals(COLUMNS, rows))
    assert shown.columns == ("unit", "total", "between", "left out")
    assert shown.rows == [("元", 500, "…–600", ""), ("份", 20, "", "copies 1")]
