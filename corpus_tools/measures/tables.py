"""Figures of a table whose unit stands in the head of their column only: 数量(份) over 300."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures import measure_words, numerals
from corpus_tools.measures.columns import CELL, HEAD, gapped, rows_below
from corpus_tools.measures.measure_words import Unit
from corpus_tools.records import Number

__all__ = ["Cell", "cells"]

# what stands between the cells of a row: tabs, which the reading copy has as spaces
_CELL = re.compile(r"[^ \t\u3000\r\n]+")
_NAMED = re.compile(r"[(（][^()（）\d\n]{1,8}[)）][ \t\u3000]*(?:\n|[^ \t\u3000\n])")  # a cheap look before
_HEAD = re.compile(r"[(（](?:单位[:：]?)?([^()（）\d\s]{1,6})[)）](?=[ \t\u3000\r]|$)")
_TALLY = re.compile(r"[次数量][ \t\u3000|]+[^\s\d|]")  # a cheap look before
_LEAST_ROWS = 2  # below a head without units: one line of figures may be anything
_FIGURE = re.compile(r"[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?")


class Cell(NamedTuple):
    """A figure of a table: half-open range, value, unit of its column."""

    start: int
    end: int
    value: Number
    unit: Unit


def cells(text: str) -> Iterator[Cell]:
    """Bare figures under a head that names their unit, then those under one that only says that it counts.

    >>> text = "项目\\t数量(份)\\t金额(万元)\\n宣传单\\t300\\t1.2\\n手册\\t200\\t0.8"
    >>> [(text[c.start : c.end], c.value, c.unit.canonical) for c in cells(text)]
    [('300', 300, '份'), ('1.2', 12000, '元'), ('200', 200, '份'), ('0.8', 8000, '元')]
    >>> [(c.value, c.unit.canonical) for c in cells("病区 出院人次 手术台次\\n内科 182 0\\n外科 151 92\\n")]
    [(182, ''), (0, ''), (151, ''), (92, '')]
    """
    if _NAMED.search(text) is not None:
        yield from _named(text)
    if gapped(text) and _TALLY.search(text) is not None:
        yield from _tallied(text)


def _named(text: str) -> Iterator[Cell]:
    units: dict[int, tuple[Unit, int]] = {}
    width = at = 0
    for line in text.split("\n"):
        if not units and "(" not in line and "（" not in line:
            at += len(line) + 1
            continue
        row = [(m.start(), m[0]) for m in _CELL.finditer(line)] if units or _HEAD.search(line) else []
        heads = {n: found for n, (_, cell) in enumerate(row) if (found := _unit(cell)) is not None}
        if heads and len(row) > 1:
            units, width = heads, len(row)
        elif len(row) != width:  # the table ends
            units = {}
        elif units:
            yield from _figures(row, units, at)
        at += len(line) + 1


def _tallied(text: str) -> Iterator[Cell]:
    """Figures under heads that end in the name of a tally (出院人次), in tables of two rows and more."""
    for m in HEAD.finditer(text):
        heads = CELL.findall(m[0])
        columns = [n for n, head in enumerate(heads) if n and head.endswith(_tallies())]
        if not columns:
            continue
        rows = [[c.span() for c in CELL.finditer(text, *row)] for row in rows_below(text, m.end(), len(heads))]
        for row in rows if len(rows) >= _LEAST_ROWS else ():
            for number in columns:
                start, end = row[number]
                if _FIGURE.fullmatch(text, start, end):
                    value = numerals.simple(Decimal(text[start:end].replace(",", "")))
                    yield Cell(start, end, value, Unit(end, "", "", "bare"))


@cache
def _tallies() -> tuple[str, ...]:
    return tuple(lexicon.load("objects")["table"]["tallies"])


def _unit(cell: str) -> tuple[Unit, int] | None:
    """The unit a head names, and what its figures are multiplied by."""
    m = _HEAD.search(cell)
    if m is None or any(c.isdigit() for c in cell):
        return None
    magnitudes = numerals.tables().magnitudes
    named, factor = m[1], 1
    while named and named[0] in magnitudes and len(named) > 1:
        factor *= magnitudes[named[0]]
        named = named[1:]
    unit = measure_words.at(named, 0)
    return (unit, factor) if unit is not None and unit.end == len(named) else None


def _figures(row: list[tuple[int, str]], units: dict[int, tuple[Unit, int]], at: int) -> Iterator[Cell]:
    for number, (start, cell) in enumerate(row):
        if number in units and _FIGURE.fullmatch(cell):
            unit, factor = units[number]
            value = numerals.simple(Decimal(cell.replace(",", "")) * factor)
            yield Cell(at + start, at + start + len(cell), value, unit)
