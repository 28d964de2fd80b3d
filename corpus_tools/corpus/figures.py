"""What a corpus holds, in figures: for the summary of a run, the overview page and the home page of the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus_tools.corpus.store import Corpus

__all__ = ["NO_MIRROR", "Figures", "PassageText", "Side", "figures", "passage_texts"]

# of passages x: not between a report and the same report over again
NO_MIRROR = (
    "NOT EXISTS (SELECT 1 FROM mirrors m WHERE m.report_id IN (x.a_report_id, x.b_report_id)"
    " AND m.of_report_id IN (x.a_report_id, x.b_report_id))"
)


@dataclass(frozen=True, slots=True)
class PassageText:
    """A copied passage with both texts; ``edits`` are ``(class, a_start, a_end, b_start, b_end)``."""

    id: str
    kind: str
    formula: bool
    a: Side
    b: Side
    edits: tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage; ``start`` is its place in the page."""

    report_id: str
    page: str
    title: str
    organisation: str | None
    year: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and tables over the whole corpus, each row a dictionary."""

    counts: dict[str, int]
    labels: list[dict[str, Any]]  # label, sections, characters
    categories: list[dict[str, Any]]  # category, measures, and the largest measure of it
    totals: list[dict[str, Any]]  # concept, unit, measures, reports, total
    years: list[dict[str, Any]]  # year, reports
    pairs: list[dict[str, Any]]  # two reports, their passages and copied characters
    families: list[dict[str, Any]]
    formulae: list[dict[str, Any]]
    empty_pages: list[dict[str, Any]]  # pages without a report, with the reason


def figures(corpus: Corpus, *, limit: int = 30) -> Figures:
    """Read the figures of a corpus; tables hold at most ``limit`` rows, the most telling first."""

    def rows(sql: str, *parameters: Any) -> list[dict[str, Any]]:
        cursor = corpus.db.execute(sql, parameters)
        names = [d[0] for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    counts = {name: corpus.count(name) for name in ("pages", "reports", "sections", "sentences", "measures")}
    query = f"SELECT count(*) FROM passages x WHERE NOT formula AND {NO_MIRROR}"
    counts["passages"] = corpus.db.execute(query).fetchone()[0]
    counts["mirrors"] = corpus.db.execute("SELECT count(DISTINCT report_id) FROM mirrors").fetchone()[0]
    counts["families"] = corpus.count("families")
    counts["formulae"] = corpus.count("formulae")
    return Figures(
        counts=counts,
        labels=rows(
            'SELECT label, count(*) AS sections, sum("end" - start) AS characters FROM sections'
            " GROUP BY label ORDER BY sections DESC"
        ),
        # SQLite gives the other columns of the row that holds the maximum
        categories=rows(
            """SELECT m.category, count(*) AS measures, max(CASE WHEN m.status = 'done' THEN m.value END) AS value,
                      m.unit, m.action, m.object, m.id, m.report_id, p.name AS page, r.title, m.start
               FROM measures m JOIN pages p ON p.id = m.page_id JOIN reports r ON r.id = m.report_id
               GROUP BY m.category ORDER BY measures DESC"""
        ),
        totals=rows(
            "SELECT * FROM measure_totals WHERE measures > 0 ORDER BY reports DESC, measures DESC LIMIT ?", limit
        ),
        years=rows("SELECT year, count(*) AS reports FROM reports GROUP BY year ORDER BY year IS NULL, year"),
        pairs=rows(
            f"""SELECT x.a_report_id, x.b_report_id, pa.name AS a_page, ra.title AS a_title, pb.name AS b_page,
                      rb.title AS b_title, count(*) AS passages, sum(x.a_end - x.a_start) AS characters,
                      round(1.0 * sum(x.a_end - x.a_start) / (ra."end" - ra.start), 3) AS a_share,
                      round(1.0 * sum(x.b_end - x.b_start) / (rb."end" - rb.start), 3) AS b_share
               FROM passages x JOIN reports ra ON ra.id = x.a_report_id JOIN pages pa ON pa.id = ra.page_id
                    JOIN reports rb ON rb.id = x.b_report_id JOIN pages pb ON pb.id = rb.page_id
               WHERE NOT x.formula AND {NO_MIRROR} GROUP BY 1, 2 ORDER BY characters DESC LIMIT ?""",
            limit,
        ),
        families=rows(
            """SELECT f.id, f.size, f.earliest_report_id, group_concat(p.name || ' · ' || r.title, ' / ') AS members
               FROM families f JOIN family_members m ON m.family_id = f.id JOIN reports r ON r.id = m.report_id
                    JOIN pages p ON p.id = r.page_id GROUP BY f.id ORDER BY f.size DESC, f.id LIMIT ?""",
            limit,
        ),
        formulae=rows("SELECT text, reports, organisations FROM formulae ORDER BY reports DESC, text LIMIT ?", limit),
        empty_pages=rows(
            "SELECT p.name, p.path, p.reason FROM pages p LEFT JOIN reports r ON r.page_id = p.id WHERE r.id IS NULL"
            " ORDER BY p.path LIMIT ?",
            limit,
        ),
    )


def passage_texts(corpus: Corpus, *, limit: int | None = None) -> list[PassageText]:
    """Passages with their texts and edits, the longest first; formulae and mirrors left out."""
    from corpus_tools.corpus.reused import PassageFilter, passages

    return list(passages(corpus, PassageFilter(), limit=limit))
