"""Records as rows of the tables: their keys, and values that SQLite can hold."""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import Any

from corpus_tools.corpus.fulltext import grams_of
from corpus_tools.corpus.schema import TABLES
from corpus_tools.records import Analysis, Measure, Mismatch, Page, Passage

__all__ = [
    "PAGE_TABLES",
    "Containers",
    "PageRows",
    "insertion",
    "measure_row",
    "mismatch_row",
    "packed",
    "page_id",
    "page_rows",
    "passage_id",
    "passage_rows",
    "ready",
    "unpacked",
    "values",
]

# What is read from one page; a table comes after those that it refers to
PAGE_TABLES = (
    "pages", "noise", "reports", "report_evidence", "headings", "sections", "sentences", "measures", "mismatches",
)  # fmt: skip
_LARGEST = 2**63 - 1  # integer of SQLite


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page as it is written: what a helper hands over, a third of the work of handing over its records.

    ``characters`` of its text; ``tables``: its rows by table; ``grams``: the ids of its sections, each with what the
    full-text index takes of it. Both are packed, so that a page that waits to be written takes its own size and not
    five times that; ``unpacked`` reads them.
    """

    key: str
    sha256: str
    characters: int
    tables: dict[str, bytes]
    grams: bytes

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Rows of one table, in the order of its columns."""
        return unpacked(self.tables[table])


def packed(rows: list[tuple[Any, ...]]) -> bytes:
    """Rows of plain values in few bytes, for this program alone: half the work of ``pickle``, and nothing that runs.

    Raises
    ------
    ValueError
        If a value is none that a database holds.

    >>> unpacked(packed([("甲村", 3, 2.5, None)]))
    [('甲村', 3, 2.5, None)]
    """
    return marshal.dumps(rows)


def unpacked(rows: bytes) -> list[tuple[Any, ...]]:
    """The rows that were ``packed``."""
    return marshal.loads(rows)  # type: ignore[no-any-return]


class Containers:
    """Ids of ordered, disjoint ranges of a page, and which of them holds an offset."""

    def __init__(self, page: str, letter: str, ranges: Sequence[Any]) -> None:
        self.prefix = f"{page}-{letter}"
        bounds = sorted([(r.start, r.end) for r in ranges], key=itemgetter(0))
        self.starts = [start for start, _ in bounds]
        self.ends = [end for _, end in bounds]
        self.ids = [f"{self.prefix}{start}" for start in self.starts]

    def id(self, record: Any) -> str:
        return f"{self.prefix}{record.start}"

    def around(self, offset: int) -> str | None:
        i = bisect_right(self.starts, offset) - 1
        return self.ids[i] if i >= 0 and offset < self.ends[i] else None


def page_id(page: Page) -> str:
    """Key of a page: 16 hexadecimal digits of a hash over its name and its bytes.

    >>> page_id(Page("001", "a/001.txt", "…", "ab" * 32, "utf-8"))
    '7dacaecc5ed9a795'
    """
    return sha256(f"{page.name}\0{page.sha256}".encode("utf8", "surrogatepass")).hexdigest()[:16]


def page_rows(analysis: Analysis, program: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are read from one page, by table, in the order of `PAGE_TABLES`.

    >>> from corpus_tools.analysis import analyse
    >>> text = "甲村环境整治工作总结\\n今年以来，我村清运垃圾3吨。"
    >>> rows = page_rows(analyse(Page("甲村", "甲村.txt", text, "ab" * 32, "utf-8")))
    >>> [table for table, some in rows.items() if some]
    ['pages', 'reports', 'report_evidence', 'sections', 'sentences', 'measures']
    """
    page, structure = analysis.page, analysis.structure
    key = page_id(page)
    reports = Containers(key, "r", structure.reports)
    sections = Containers(key, "s", structure.sections)
    sentences = Containers(key, "t", structure.sentences)
    return {
        "pages": [(key, *values("pages", page), structure.language, structure.reason, program)],
        "noise": [(key, *values("noise", n)) for n in structure.noise],
        "reports": [(reports.id(r), key, *values("reports", r), "; ".join(r.cues), None) for r in structure.reports],
        "report_evidence": [
            (reports.id(r), *values("report_evidence", e), page.text[e.start : e.end])
            for r in structure.reports
            for e in r.evidence
        ],
        "headings": [
            (
                f"{key}-h{h.start}",
                key,
                reports.around(h.start),
                *values("headings", h),
                None if h.parent is None else f"{key}-h{h.parent}",
            )
            for h in structure.headings
        ],
        "sections": [
            (
                sections.id(s),
                key,
                reports.around(s.start),
                *values("sections", s),
                page.text[s.start : s.end],
                None if s.heading_start is None else f"{key}-h{s.heading_start}",
            )
            for s in structure.sections
        ],
        "sentences": [
            (sentences.id(t), key, section, *values("sentences", t), page.text[t.start : t.end])
            for t in structure.sentences
            if (section := sections.around(t.start))
        ],
        "measures": [measure_row(key, m, reports, sections, sentences) for m in analysis.measures],
        "mismatches": [mismatch_row(key, m, reports, page.text) for m in analysis.mismatches],
    }


def ready(analysis: Analysis, program: str = "") -> PageRows:
    """A page made ready for ``Corpus.add_pages``.

    >>> from corpus_tools.analysis import analyse
    >>> made = ready(analyse(Page("甲村", "甲村.txt", "今年以来，我村清运垃圾3吨。", "ab" * 32, "utf-8")))
    >>> [grams[:8] for _, grams in unpacked(made.grams)], len(made.rows("measures"))
    (['今年 年以 以来'], 1)
    """
    page = analysis.page
    tables = page_rows(analysis, program)
    grams = grams_of(page.text, [(s.start, s.end) for s in analysis.structure.sections])
    keyed = [(row[0], text) for row, text in zip(tables["sections"], grams, strict=True)]
    rows = {table: packed(some) for table, some in tables.items()}
    return PageRows(page_id(page), page.sha256, len(page.text), rows, packed(keyed))


def measure_row(
    page: str, m: Measure, reports: Containers, sections: Containers, sentences: Containers
) -> tuple[Any, ...]:
    """A measure with its keys; its total by id."""
    keys = (f"{page}-m{m.start}", page, reports.around(m.start), sections.around(m.start), sentences.around(m.start))
    total = None if m.part_of is None else f"{page}-m{m.part_of}"
    row = values("measures", m)
    for n in (m.value, m.value_max, m.low, m.high):
        if n is not None and not -_LARGEST <= n <= _LARGEST:
            row = tuple(map(_storable, row))
            break
    return (*keys, *row, total, 0)


def mismatch_row(page: str, m: Mismatch, reports: Containers, text: str) -> tuple[Any, ...]:
    """A mismatch with its keys and what stands at both places."""
    # a figure may fail to follow from two neighbours at once
    keys = (f"{page}-x{m.start}-{m.kind}-{m.other_start}", page, reports.around(m.start), f"{page}-m{m.start}")
    stated = (text[m.start : m.end], text[m.other_start : m.other_end])
    return (*keys, *map(_storable, values("mismatches", m)), *stated)


def passage_id(p: Passage) -> str:
    """Key of a passage: a hash of where it stands."""
    places = (p.a_report_id, p.a_start, p.a_end, p.b_report_id, p.b_start, p.b_end)
    return sha256("-".join(map(str, places)).encode()).hexdigest()[:16]


def passage_rows(passages: Sequence[Passage]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Rows of ``passages`` and of ``edits``."""
    keys = [passage_id(p) for p in passages]
    return (
        [(key, *values("passages", p), p.family_id) for key, p in zip(keys, passages, strict=True)],
        [(key, *values("edits", e)) for key, p in zip(keys, passages, strict=True) for e in p.edits],
    )


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
