"""What a corpus holds, in figures: for the summary of a run, the overview page and the home page of the browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from corpus_tools.corpus.reused import NO_MIRROR
from corpus_tools.corpus.store import Corpus

__all__ = ["TABLES", "Figures", "figures"]

Rows: TypeAlias = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and tables over the whole corpus, each row a dictionary; a table that was not asked for is empty."""

    counts: dict[str, int]
    labels: Rows = field(default_factory=list)  # label, sections
    characters: Rows = field(default_factory=list)  # label, characters
    categories: Rows = field(default_factory=list)  # category, measures, and the largest measure of it
    totals: Rows = field(default_factory=list)  # concept, unit, measures, reports, total
    years: Rows = field(default_factory=list)  # year, reports
    pairs: Rows = field(default_factory=list)  # two reports, their passages and copied characters
    families: Rows = field(default_factory=list)
    formulae: Rows = field(default_factory=list)
    empty_pages: Rows = field(default_factory=list)  # pages without a report, with the reason

    def characters_of(self, label: str) -> int:
        """Characters in sections of a label."""
        return next((row["characters"] for row in self.characters if row["label"] == label), 0)


TABLES = tuple(f.name for f in fields(Figures) if f.name != "counts")
"""What ``figures`` can be asked for."""

_COUNTED = ("pages", "reports", "sections", "sentences", "measures", "families", "formulae")

# Each reads an index, or one table once: over a million sentences the home page asks for the first five in a second
# or two, and the sums alone would take six
_SQL = {
    "labels": "SELECT label, count(*) AS sections FROM sections GROUP BY label ORDER BY sections DESC, label",
    "characters": 'SELECT label, sum("end" - start) AS characters FROM sections GROUP BY label',
    # The largest of each category and unit stands at the end of their stretch of the index. SQLite gives the other
    # columns of the row that holds the maximum; where nothing of a category was done yet they are empty.
    "categories": """
        SELECT c.category, sum(c.measures) AS measures, max(m.value) AS value, coalesce(m.unit, '') AS unit,
               coalesce(m.action, '') AS action, coalesce(m.object, '') AS object, m.id, m.report_id,
               coalesce(p.name, '') AS page, coalesce(r.title, '') AS title, m.start
        FROM (SELECT category, unit, count(*) AS measures FROM measures GROUP BY category, unit) c
             LEFT JOIN measures m ON m.id = (SELECT id FROM measures x WHERE x.category = c.category
                 AND x.unit = c.unit AND x.status = 'done' AND x.value IS NOT NULL ORDER BY x.value DESC LIMIT 1)
             LEFT JOIN pages p ON p.id = m.page_id LEFT JOIN reports r ON r.id = m.report_id
        GROUP BY c.category ORDER BY 2 DESC, 1""",
    "totals": "SELECT * FROM measure_totals WHERE measures > 0 ORDER BY reports DESC, measures DESC LIMIT :limit",
    "years": "SELECT year, count(*) AS reports FROM reports GROUP BY year ORDER BY year IS NULL, year",
    # names and shares are looked up for what is shown only
    "pairs": f"""
        WITH shared AS (
            SELECT a_report_id, b_report_id, count(*) AS passages, sum(a_end - a_start) AS characters,
                   sum(b_end - b_start) AS b_characters FROM passages WHERE NOT formula GROUP BY 1, 2),
        most AS (SELECT * FROM shared x WHERE {NO_MIRROR} ORDER BY characters DESC, 1, 2 LIMIT :limit)
        SELECT x.a_report_id, x.b_report_id, pa.name AS a_page, ra.title AS a_title, pb.name AS b_page,
               rb.title AS b_title, x.passages, x.characters,
               round(1.0 * x.characters / (ra."end" - ra.start), 3) AS a_share,
               round(1.0 * x.b_characters / (rb."end" - rb.start), 3) AS b_share
        FROM most x JOIN reports ra ON ra.id = x.a_report_id JOIN pages pa ON pa.id = ra.page_id
             JOIN reports rb ON rb.id = x.b_report_id JOIN pages pb ON pb.id = rb.page_id
        ORDER BY x.characters DESC, 1, 2""",
    "families": """
        SELECT f.id, f.size, f.earliest_report_id, group_concat(p.name || ' · ' || r.title, ' / ') AS members
        FROM (SELECT * FROM families ORDER BY size DESC, id LIMIT :limit) f
             JOIN family_members m ON m.family_id = f.id JOIN reports r ON r.id = m.report_id
             JOIN pages p ON p.id = r.page_id GROUP BY f.id ORDER BY f.size DESC, f.id""",
    "formulae": "SELECT text, reports, organisations FROM formulae ORDER BY reports DESC, text LIMIT :limit",
    "empty_pages": """
        SELECT p.name, p.path, p.reason FROM pages p
        WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.page_id = p.id) ORDER BY p.path LIMIT :limit""",
}


def figures(corpus: Corpus, tables: Iterable[str] = TABLES, *, limit: int = 30) -> Figures:
    """Read the figures of a corpus.

    Parameters
    ----------
    tables : names of ``TABLES``; of a large corpus some take seconds, sums the longest
    limit : rows of a table at most, the most telling first
    """

    def rows(sql: str) -> Rows:
        cursor = corpus.db.execute(sql, {"limit": limit} if ":limit" in sql else {})
        names = [d[0] for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    counts = {name: corpus.count(name) for name in _COUNTED}
    query = f"SELECT count(*) FROM passages x WHERE NOT formula AND {NO_MIRROR}"
    counts["passages"] = corpus.db.execute(query).fetchone()[0]
    counts["mirrors"] = corpus.db.execute("SELECT count(DISTINCT report_id) FROM mirrors").fetchone()[0]
    return Figures(counts, **{name: rows(_SQL[name]) for name in tables})
