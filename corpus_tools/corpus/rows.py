"""Records as rows of the tables: their keys, and values that SQLite can hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from corpus_tools.corpus.schema import TABLES
from corpus_tools.records import Measure, Mismatch

__all__ = ["Containers", "insertion", "measure_row", "mismatch_row", "values"]

_LARGEST = 2**63 - 1  # integer of SQLite


class Containers:
    """Ids of ordered, disjoint ranges of a page, and which of them holds an offset."""

    def __init__(self, page: str, letter: str, ranges: Sequence[Any]) -> None:
        self.prefix = f"{page}-{letter}"
        self.ranges = sorted(ranges, key=lambda r: r.start)
        self.starts = [r.start for r in self.ranges]

    def id(self, record: Any) -> str:
        return f"{self.prefix}{record.start}"

    def around(self, offset: int) -> str | None:
        i = bisect_right(self.starts, offset) - 1
        if i < 0 or offset >= self.ranges[i].end:
            return None
        return self.id(self.ranges[i])


def measure_row(
    page: str, m: Measure, reports: Containers, sections: Containers, sentences: Containers
) -> tuple[Any, ...]:
    """A measure with its keys; its total by id."""
    keys = (f"{page}-m{m.start}", page, reports.around(m.start), sections.around(m.start), sentences.around(m.start))
    total = None if m.part_of is None else f"{page}-m{m.part_of}"
    row = values("measures", m)
    if any(isinstance(n, int) and not -_LARGEST <= n <= _LARGEST for n in (m.value, m.value_max, m.low, m.high)):
        row = tuple(map(_storable, row))
    return (*keys, *row, total, 0)


def mismatch_row(page: str, m: Mismatch, reports: Containers, text: str) -> tuple[Any, ...]:
    """A mismatch with its keys and what stands at both places."""
    # a figure may fail to follow from two neighbours at once
    keys = (f"{page}-x{m.start}-{m.kind}-{m.other_start}", page, reports.around(m.start), f"{page}-m{m.start}")
    stated = (text[m.start : m.end], text[m.other_start : m.other_end])
    return (*keys, *map(_storable, values("mismatches", m)), *stated)


def _storable(value: Any) -> Any:
    """The value as SQLite can hold it: a garbled figure of more than eighteen digits is kept roughly, or not."""
    if not isinstance(value, int) or -_LARGEST <= value <= _LARGEST:
        return value
    try:
        return float(value)
    except OverflowError:
        return None


@cache
def insertion(table: str) -> str:
    """The statement that inserts a row of a table."""
    return TABLES[table].insert


@cache
def _reader(table: str) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*TABLES[table].fields)


def values(table: str, record: Any) -> tuple[Any, ...]:
    """The record's fields that have a column, in column order (every table with a record has two or more)."""
    return _reader(table)(record)
