"""Questions to the corpus: sections by words and label, measures by what they count."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from corpus_tools.corpus.fulltext import contains
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.records import LABELS

__all__ = ["OFF_SCREEN", "Hits", "Query", "labels_of", "search"]


_MOST = 2**63 - 1  # SQLite's largest integer


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; a filter left empty does not restrict.

    ``what`` is worked out when left empty: a filter that only measures have (category, unit, bounds) asks for
    measures, anything else for sections.
    """

    words: str = ""
    category: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    label: str | None = None
    year: int | None = None
    what: Literal["", "measures", "sections"] = ""
    limit: int = 50
    offset: int = 0

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise QueryError(f"--limit must be 1 or more, not {self.limit}")
        if self.limit > _MOST:
            raise QueryError(f"--limit must be {_MOST} or less, not {self.limit}")
        if self.year is not None and not 0 < self.year < 10_000:
            raise QueryError(f"--year takes a year such as 2021, not {self.year}")
        if any(bound is not None and math.isnan(bound) for bound in (self.minimum, self.maximum)):
            raise QueryError("--min and --max take a number")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise QueryError(f"--min {self.minimum:g} is above --max {self.maximum:g}")

    @property
    def asks_for_measures(self) -> bool:
        if self.what:
            return self.what == "measures"
        return any(x is not None for x in (self.category, self.unit, self.minimum, self.maximum))


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows found, the names of their columns, and how many there are in all (``total`` may exceed the rows)."""

    kind: Literal["measures", "sections"]
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


_MEASURES = """FROM measures m JOIN sections s ON s.id = m.section_id JOIN reports r ON r.id = m.report_id
 JOIN pages p ON p.id = m.page_id LEFT JOIN sentences t ON t.id = m.sentence_id"""
_MEASURE_COLUMNS = {
    "id": "m.id",
    "report_id": "m.report_id",
    "value": "m.value",
    "value_max": "m.value_max",
    "unit": "m.unit",
    "modifier": "m.modifier",
    "action": "m.action",
    "object": "m.object",
    "category": "m.category",
    "status": "m.status",
    "label": "s.label",
    "year": "r.year",
    "organisation": "r.organisation",
    "page": "p.name",
    "start": "m.start",
    "end": 'm."end"',
    "context": 'substr(t.text, max(1, m.start - t.start - 17), m."end" - m.start + 26)',
    "sentence": "t.text",
}
_SECTIONS = "FROM sections s JOIN reports r ON r.id = s.report_id JOIN pages p ON p.id = s.page_id"
_SECTION_COLUMNS = {
    "id": "s.id",
    "report_id": "s.report_id",
    "label": "s.label",
    "confidence": "s.confidence",
    "second_label": "s.second_label",
    "second_confidence": "s.second_confidence",
    "heading": "s.heading",
    "report": "r.title",
    "organisation": "r.organisation",
    "year": "r.year",
    "page": "p.name",
    "start": "s.start",
    "end": 's."end"',
    "text": "s.text",
}
# What a screen has no room for; the other forms hold it
OFF_SCREEN = frozenset(
    {
        "report_id",
        "start",
        "end",
        "confidence",
        "second_confidence",
        "second_label",
        "value_max",
        "modifier",
        "sentence",
    }
)


_FACETS = {"measures": ("category", "unit", "label", "year"), "sections": ("label", "year")}


def search(corpus: Corpus, query: Query) -> Hits:
    """Sections or measures that fit the query, measures largest first, sections in order of their page.

    Words must all stand in the section; for measures, each word must stand in the measure's sentence.
    """
    condition, parameters = _condition(query)
    measures = query.asks_for_measures
    tables, columns, order = (
        (_MEASURES, _MEASURE_COLUMNS, "m.value IS NULL, m.value DESC, m.id")
        if measures
        else (_SECTIONS, _SECTION_COLUMNS, "p.name, s.start, s.id")
    )
    total = corpus.db.execute(f"SELECT count(*) {tables}{condition}", parameters).fetchone()[0]
    select = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    rows = corpus.db.execute(
        f"SELECT {select} {tables}{condition} ORDER BY {order} LIMIT ? OFFSET ?",
        [*parameters, query.limit, query.offset],
    ).fetchall()
    return Hits("measures" if measures else "sections", tuple(columns), rows, total)


def facets(corpus: Corpus, query: Query, *, limit: int = 12) -> dict[str, list[tuple[Any, int]]]:
    """How the hits of a query fall: per facet, its commonest values and how many hits have them."""
    condition, parameters = _condition(query)
    measures = query.asks_for_measures
    tables, columns = (_MEASURES, _MEASURE_COLUMNS) if measures else (_SECTIONS, _SECTION_COLUMNS)
    out = {}
    for name in _FACETS["measures" if measures else "sections"]:
        found = corpus.db.execute(
            f"SELECT {columns[name]} AS value, count(*) {tables}{condition} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            [*parameters, limit],
        ).fetchall()
        out[name] = [(value, count) for value, count in found if value not in (None, "")]
    return out


def labels_of(corpus: Corpus) -> list[str]:
    """The labels that sections carry, those of the guidelines first, each found by one step along the index."""
    found = corpus.db.execute(
        """WITH RECURSIVE one(label) AS (SELECT min(label) FROM sections UNION ALL
             SELECT (SELECT min(label) FROM sections s WHERE s.label > one.label) FROM one WHERE one.label IS NOT NULL)
           SELECT label FROM one WHERE label > ''"""
    )
    names = {name for (name,) in found}
    return [*(name for name in LABELS if name in names), *sorted(names.difference(LABELS))]


def _condition(query: Query) -> tuple[str, list[Any]]:
    """The query as SQL over the joined tables, with its parameters."""
    where: list[str] = []
    parameters: list[Any] = []

    def add(condition: str, *values: Any) -> None:
        where.append(condition)
        parameters.extend(values)

    if query.words.strip():
        found = contains(query.words)
        add(found.sql, *found.parameters)
    if query.label is not None:
        add("s.label = ?", query.label)
    if query.year is not None:
        add("r.year = ?", query.year)
    if query.asks_for_measures:
        for word in query.words.split():
            add("instr(lower(t.text), lower(?))", word)
        if query.category is not None:
            add("m.category = ?", query.category)
        if query.unit is not None:
            add("(m.unit = ? OR m.unit_raw = ?)", query.unit, query.unit)
        if query.minimum is not None:
            add("coalesce(m.value_max, m.value) >= ?", query.minimum)
        if query.maximum is not None:
            add("m.value <= ?", query.maximum)
    return (f" WHERE {' AND '.join(where)}" if where else ""), parameters
