"""Questions to the corpus: sections by words and label, measures by what they count.

The index gives the rows that may hold the words, ``LIKE`` makes them exact, and what was found is ranked by BM25
(Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") in Python: the index knows which section holds a
bigram, not how often, so that FTS5's own ``bm25()`` says nothing here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any, Literal

from corpus_tools.corpus.fulltext import contains, matching
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.records import LABELS

__all__ = ["OFF_SCREEN", "Hits", "Query", "Statement", "labels_of", "look", "search", "statement", "unknown"]


_MOST = 2**63 - 1  # SQLite's largest integer
# Characters of a word: SQLite's LIKE takes a pattern of 50,000 bytes, and a character takes up to four of them
_LONGEST = 10_000
# Rows that are counted, ranked and sorted into facets. Reading one takes some 15 µs: a twentieth of a second for all.
RANKED = 3_000
# Usual values of BM25, as in FTS5 and Lucene
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; a filter left empty does not restrict.

    ``words`` are separated by blanks and must all occur, of each group in ``either`` one must, of ``without`` none
    may. ``what`` is worked out when left empty: a filter that only measures have (category, unit, bounds, status)
    asks for measures, anything else for sections.
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
    either: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    level: str | None = None
    topic: str | None = None
    status: str | None = None
    organisation: str | None = None  # a part of its name suffices

    def __post_init__(self) -> None:
        for name, value in ((f.name, getattr(self, f.name)) for f in fields(self)):
            if isinstance(value, str | tuple):
                object.__setattr__(self, name, _sayable(value))
        if self.limit < 1:
            raise QueryError(f"--limit must be 1 or more, not {self.limit}")
        if self.limit > _MOST:
            raise QueryError(f"--limit must be {_MOST} or less, not {self.limit}")
        for year in (self.year, self.year_from, self.year_to):
            if year is not None and not 0 <= year < 10_000:
                raise QueryError(f"--year takes a year such as 2021, not {year}")
        if any(bound is not None and math.isnan(bound) for bound in (self.minimum, self.maximum)):
            raise QueryError("--min and --max take a number")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise QueryError(f"--min {self.minimum:g} is above --max {self.maximum:g}")
        words = (*chain.from_iterable(self.groups), *self.without, self.organisation or "")
        if (most := max(map(len, words))) > _LONGEST:
            raise QueryError(f"a word of {most:,} characters is too long to be looked for; {_LONGEST:,} are the most")

    @property
    def asks_for_measures(self) -> bool:
        if self.what:
            return self.what == "measures"
        return any(x is not None for x in (self.category, self.unit, self.minimum, self.maximum, self.status))

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Words of which each group must have one."""
        return (*((w,) for w in self.words.split()), *self.either)

    @property
    def wording(self) -> str:
        """Words and years as they are typed.

        >>> Query("培训 讲座", year_from=2019, year_to=2021).wording
        '培训 讲座 年:2019-2021'
        """
        first, last = self.years
        years = "" if first is None or last is None else f" 年:{first}" if first == last else f" 年:{first}-{last}"
        return self.words + years

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year, both included."""
        low = [y for y in (self.year, self.year_from) if y is not None]
        high = [y for y in (self.year, self.year_to) if y is not None]
        return max(low, default=None), min(high, default=None)


def _sayable(value: Any) -> Any:
    """Without halves of surrogate pairs, which no database takes; what reading makes of them in pages stands there."""
    if isinstance(value, tuple):
        return tuple(map(_sayable, value))
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters, as it is put to the database."""

    sql: str
    parameters: tuple[Any, ...]

    def __str__(self) -> str:
        """The SQL with its parameters written in: the database's own shell takes it as it stands."""
        pieces = self.sql.split("?")
        return "".join(p + _literal(v) for p, v in zip(pieces, self.parameters, strict=False)) + pieces[-1]


def _literal(value: Any) -> str:
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows found, the names of their columns, and how many there are in all.

    ``total`` may exceed the rows. ``more``: there are more than ``total``, which were not counted. ``facets`` tell
    how the counted ones fall: per facet, its commonest values and how many have them.
    """

    kind: Literal["measures", "sections"]
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int
    more: bool = False
    facets: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


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
    "sentence_start": "t.start",
}
_MEASURES = """FROM measures m JOIN sections s ON s.id = m.section_id JOIN reports r ON r.id = m.report_id
 JOIN pages p ON p.id = m.page_id LEFT JOIN sentences t ON t.id = m.sentence_id"""
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
_SECTIONS = "FROM sections s JOIN reports r ON r.id = s.report_id JOIN pages p ON p.id = s.page_id"
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
        "sentence_start",
    }
)

# Facets and what they are read from; where a statement has no need of a table, it is not joined
_FACETS = {
    "sections": {"label": "s.label", "year": "r.year", "level": "r.level", "topic": "r.topic"},
    "measures": {
        "category": "m.category",
        "unit": "m.unit",
        "label": "s.label",
        "status": "m.status",
        "year": "r.year",
        "level": "r.level",
        "topic": "r.topic",
    },
}


def search(corpus: Corpus, query: Query) -> Hits:
    """Sections or measures that fit the query.

    Sections with the words are ranked by BM25, those without in the order of the file; measures stand in the order of
    their values, the largest first. Words must all stand in the section; for measures, in the measure's sentence.
    """
    return look(corpus, query, facets=0)


def look(corpus: Corpus, query: Query, *, facets: int = 12) -> Hits:
    """As ``search``, with at most so many values of each facet."""
    measures = query.asks_for_measures
    kind: Literal["measures", "sections"] = "measures" if measures else "sections"
    wanted = query.offset + query.limit
    most = max(RANKED, wanted) + 1
    asked = statement(query)
    found = corpus.db.execute(f"{asked.sql} LIMIT ?", [*asked.parameters, most]).fetchall()
    more = len(found) == most
    del found[most - 1 :]
    names = list(_FACETS[kind])
    counted = {
        name: [(v, n) for v, n in _commonest(row[2 + i] for row in found) if v not in (None, "")][:facets]
        for i, name in enumerate(names if facets else ())
    }
    if query.groups and not measures:
        # what is behind the first thousands keeps its place, so that pages do not change with how far one reads
        found[:RANKED] = _ranked(corpus, found[:RANKED], query.groups)
    columns = _MEASURE_COLUMNS if measures else _SECTION_COLUMNS
    rows = _rows(corpus, columns, _MEASURES if measures else _SECTIONS, [r[0] for r in found[query.offset : wanted]])
    return Hits(kind, tuple(columns), rows, len(found), more, counted)


def _commonest(values: Any) -> list[tuple[Any, int]]:
    return sorted(Counter(values).items(), key=lambda x: (-x[1], str(x[0])))


_PART = 500  # keys asked for at once: SQLite before 3.32 takes 999 parameters


def _rows(corpus: Corpus, columns: dict[str, str], tables: str, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """All columns of the rows with these keys, in their order."""
    select = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    known: dict[str, tuple[Any, ...]] = {}
    for first in range(0, len(keys), _PART):
        part = keys[first : first + _PART]
        holders = ", ".join("?" * len(part))
        sql = f"SELECT {select} {tables} WHERE {columns['id']} IN ({holders})"
        known.update((row[0], tuple(row)) for row in corpus.db.execute(sql, part))
    return [known[key] for key in keys]


def _ranked(corpus: Corpus, found: list[Any], groups: Sequence[Sequence[str]]) -> list[Any]:
    """Rows ``(key, text, …)`` by BM25; the words of a group are one term."""
    if not found:
        return found
    size = sum(len(row[1]) for row in found) / len(found) or 1
    weights = [1.0] if len(groups) == 1 else [_weight(corpus, group) for group in groups]
    terms = [[word.lower() for word in group] for group in groups]

    def score(row: Any) -> float:
        text = row[1].lower()
        norm = _K1 * (1 - _B + _B * len(text) / size)
        total = 0.0
        for weight, words in zip(weights, terms, strict=True):
            times = sum(map(text.count, words))
            total += weight * times * (_K1 + 1) / (times + norm)
        return total

    return sorted(found, key=score, reverse=True)


def _weight(corpus: Corpus, group: Sequence[str]) -> float:
    """How much a rare word says more than a common one; counted no further than needed to tell them apart."""
    asked = matching([group])
    if not asked:
        return 1.0
    sql = "SELECT count(*) FROM (SELECT 1 FROM sections_fts WHERE sections_fts MATCH ? LIMIT ?)"
    holders = corpus.db.execute(sql, (asked, RANKED)).fetchone()[0]
    return math.log(1 + (10 * RANKED - holders + 0.5) / (holders + 0.5))


# CROSS JOIN keeps the order: from the index to what holds the words, filters of section and report before the rest
_INDEXED = (
    "sections_fts CROSS JOIN section_docs d ON d.docid = sections_fts.rowid"
    " CROSS JOIN sections s ON s.id = d.section_id CROSS JOIN reports r ON r.id = s.report_id"
)


def statement(query: Query) -> Statement:
    """The SQL that finds the hits: their keys, the text they are ranked by, and what facets are made of."""
    measures = query.asks_for_measures
    groups = query.groups
    where: list[str] = []
    parameters: list[Any] = []

    def add(condition: str, *values: Any) -> None:
        where.append(condition)
        parameters.extend(values)

    indexed = matching(groups)
    if indexed:
        add("sections_fts MATCH ?", indexed)
    if measures:
        if query.category is not None:
            add("m.category = ?", query.category)
        if query.unit is not None:
            add("(m.unit = ? OR m.unit_raw = ?)", query.unit, query.unit)
        if query.minimum is not None:
            add("coalesce(m.value_max, m.value) >= ?", query.minimum)
        if query.maximum is not None:
            add("m.value <= ?", query.maximum)
        if query.status is not None:
            add("m.status = ?", query.status)
    if query.label is not None:
        add("s.label = ?", query.label)
    first, last = query.years
    if first is not None and first == last:
        add("r.year = ?", first)
    elif first is not None or last is not None:
        add("r.year BETWEEN ? AND ?", 0 if first is None else first, 9999 if last is None else last)
    for name in ("level", "topic"):
        if (value := getattr(query, name)) is not None:
            add(f"r.{name} = ?", value)
    if query.organisation is not None:
        add("instr(r.organisation, ?)", query.organisation)
    # last, since it reads the texts. A measure's words must stand in its sentence, so the index does not settle it
    text = "t.text" if measures else "s.text"
    if groups:
        found = contains(groups, text, indexed=bool(indexed) and not measures)
        if found.parameters:
            add(found.sql, *found.parameters)
    for word in query.without:
        refused = contains([[word]], text, indexed=False)
        add(f"NOT {refused.sql}", *refused.parameters)

    words = bool(groups or query.without)
    if measures:
        tables = "measures m JOIN sections s ON s.id = m.section_id JOIN reports r ON r.id = m.report_id"
        if indexed:
            tables = f"{_INDEXED} CROSS JOIN measures m ON m.section_id = s.id"
        tables += " LEFT JOIN sentences t ON t.id = m.sentence_id" if words else ""
        first_columns, order = "m.id, m.value", " ORDER BY m.value IS NULL, m.value DESC, m.id"
    else:
        tables = _INDEXED if indexed else "sections s JOIN reports r ON r.id = s.report_id"
        first_columns, order = ("s.id, s.text" if groups else "s.id, NULL"), ""
    columns = ", ".join(_FACETS["measures" if measures else "sections"].values())
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return Statement(f"SELECT {first_columns}, {columns} FROM {tables}{condition}{order}", tuple(parameters))


def unknown(corpus: Corpus, query: Query) -> dict[str, tuple[str, list[str]]]:
    """Filters whose value nothing in the corpus has: the value asked for, and those there are.

    Told where nothing was found, since ``leaflet`` for ``leaflets`` is no error but finds nothing.
    """
    known = {
        "label": lambda: labels_of(corpus),
        "category": lambda: _distinct(corpus, "measures", "category"),
        "level": lambda: _distinct(corpus, "reports", "level"),
    }
    asked = {name: getattr(query, name) for name in known}
    found = {name: (value, known[name]()) for name, value in asked.items() if value is not None}
    return {name: (value, there) for name, (value, there) in found.items() if value not in there}


def _distinct(corpus: Corpus, table: str, column: str) -> list[str]:
    return [x for (x,) in corpus.db.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1") if x]


def labels_of(corpus: Corpus) -> list[str]:
    """The labels that sections carry, those of the guidelines first, each found by one step along the index."""
    found = corpus.db.execute(
        """WITH RECURSIVE one(label) AS (SELECT min(label) FROM sections UNION ALL
             SELECT (SELECT min(label) FROM sections s WHERE s.label > one.label) FROM one WHERE one.label IS NOT NULL)
           SELECT label FROM one WHERE label > ''"""
    )
    names = {name for (name,) in found}
    return [*(name for name in LABELS if name in names), *sorted(names.difference(LABELS))]
