"""A report or a page cut into blocks, each piece with what is known of it: measure, copied, stock phrase, site text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from corpus_tools.corpus import reused
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError
from corpus_tools.records import Evidence, Heading, Measure, Noise, Report, Section
from corpus_tools.views.page import Range, Words, overlaid
from corpus_tools.views.reuse import family_table
from corpus_tools.views.structure import LONGEST, measure_range, page_view

__all__ = ["LISTED", "family_layers", "page_blocks", "report_layers"]

R = TypeVar("R")

LISTED = 200  # families listed, the largest first
_MEMBERS, _SLOTS = 200, 60  # of a family's table: what a browser scrolls through with ease; the tables hold all
COPIES = 200  # passages listed, the longest first: the first of a large family shares with thousands


def _rows(corpus: Corpus, sql: str, *parameters: Any) -> list[dict[str, Any]]:
    cursor = corpus.db.execute(sql, parameters)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def report_layers(corpus: Corpus, report_id: str, t: Words) -> dict[str, Any] | None:
    """What the report page shows, or None if there is no such report."""
    found = _rows(
        corpus,
        'SELECT r.*, p.name AS page, substr(p.text, r.start + 1, min(r."end" - r.start, ?)) AS text,'
        " (SELECT count(*) FROM reports o WHERE o.page_id = r.page_id) AS on_page"
        " FROM reports r JOIN pages p ON p.id = r.page_id WHERE r.id = ?",
        LONGEST,
        report_id,
    )
    if not found:
        return None
    report = found[0]
    measures = _rows(corpus, "SELECT * FROM measures WHERE report_id = ? ORDER BY start", report_id)
    copies = _rows(
        corpus,
        """SELECT x.a_start AS start, x.a_end AS "end", x.kind, x.b_report_id AS other, r.title, p.name AS page,
                  x.a_end - x.a_start AS size
           FROM passages x JOIN reports r ON r.id = x.b_report_id JOIN pages p ON p.id = r.page_id
           WHERE x.a_report_id = ?1 AND NOT x.formula
           UNION ALL
           SELECT x.b_start, x.b_end, x.kind, x.a_report_id, r.title, p.name, x.b_end - x.b_start FROM passages x
           JOIN reports r ON r.id = x.a_report_id JOIN pages p ON p.id = r.page_id
           WHERE x.b_report_id = ?1 AND NOT x.formula ORDER BY 7 DESC, 1 LIMIT ?2""",
        report_id,
        COPIES + 1,
    )
    more_copies = len(copies) > COPIES
    copies = sorted(copies[:COPIES], key=lambda c: c["start"])
    formulae = _rows(
        corpus,
        'SELECT o.start, o."end", f.reports FROM formula_occurrences o JOIN formulae f ON f.id = o.formula_id'
        " WHERE o.report_id = ?",
        report_id,
    )
    ranges = [
        *_copied(copies, t),
        *(Range("formula", f["start"], f["end"], f"{t.formula_passage} ({f['reports']})") for f in formulae),
        *_noise(corpus, report["page_id"], t),
        *(measure_range(cast(Measure, SimpleNamespace(**m)), t, m["id"]) for m in measures),
    ]
    kin = _rows(
        corpus,
        "SELECT f.id, f.size FROM family_members m JOIN families f ON f.id = m.family_id WHERE m.report_id = ?",
        report_id,
    )
    shown = report["start"] + len(report["text"])
    sections = _rows(
        corpus, "SELECT * FROM sections WHERE report_id = ? AND start < ? ORDER BY start", report_id, shown
    )
    for s in sections:
        text = report["text"][s["start"] - report["start"] : s["end"] - report["start"]]
        s["pieces"] = list(overlaid(text.rstrip(), s["start"], ranges))
    return {
        "report": report,
        "sections": sections,
        "measures": measures,
        "copies": copies,
        "kin": kin,
        "more_copies": more_copies and COPIES,
        "cut": report["end"] - report["start"] > LONGEST and LONGEST,
    }


def page_blocks(corpus: Corpus, page_id: str, t: Words) -> dict[str, Any] | None:
    """A whole page in order: what lies outside of reports, and the sections of each; None if there is no page."""
    found = _rows(
        corpus,
        "SELECT id, name, language, reason, length(text) AS size, substr(text, 1, ?) AS text FROM pages WHERE id = ?",
        LONGEST, page_id,
    )  # fmt: skip
    if not found:
        return None
    page = found[0]
    evidence: dict[str, list[Evidence]] = {}
    for row in _rows(
        corpus,
        'SELECT e.report_id, e.field, e.start, e."end" FROM report_evidence e JOIN reports r ON r.id = e.report_id'
        " WHERE r.page_id = ?",
        page_id,
    ):
        evidence.setdefault(row["report_id"], []).append(Evidence(row["field"], row["start"], row["end"]))
    reports = [
        dataclasses.replace(report, cues=tuple(filter(None, row["cues"].split("; "))),
                            evidence=tuple(evidence.get(row["id"], ())))
        for report, row in _records(corpus, "reports", Report, page_id)
    ]  # fmt: skip
    return {
        "view": page_view(
            page["name"], page["text"], reports,
            [s for s, _ in _records(corpus, "sections", Section, page_id)],
            [n for n, _ in _records(corpus, "noise", Noise, page_id)],
            [m for m, _ in _records(corpus, "measures", Measure, page_id)],
            [h for h, _ in _records(corpus, "headings", Heading, page_id)],
            t, language=page["language"], reason=page["reason"], key=page["id"], size=page["size"],
        )
    }  # fmt: skip


def family_layers(corpus: Corpus, number: str, t: Words) -> dict[str, Any] | None:
    """One family with its skeleton and the table of its slots, or None if there is none."""
    try:
        found = reused.family(corpus, int(number))
    except UsageError:
        return None
    return {"family": family_table(found, members=_MEMBERS, most=_SLOTS)}


def _records(corpus: Corpus, table: str, record: type[R], page_id: str) -> Iterator[tuple[R, dict[str, Any]]]:
    """The records of a page as they were written, with their rows."""
    fields = TABLES[table].fields
    for row in _rows(corpus, f"SELECT * FROM {table} WHERE page_id = ? ORDER BY start", page_id):
        yield record(**{name: row[name] for name in fields}), row


def _copied(copies: list[dict[str, Any]], t: Words) -> Iterator[Range]:
    for c in copies:
        other = " ".join(f"{c['page']} {c['title']}".split())
        yield Range("copied", c["start"], c["end"], t.copied_here.format(other=other))


def _noise(corpus: Corpus, page_id: str, t: Words) -> Iterator[Range]:
    for n in _rows(corpus, 'SELECT start, "end", reason FROM noise WHERE page_id = ?', page_id):
        yield Range("noise", n["start"], n["end"], f"{t.noise}: {t.noise_reason(n['reason'])}")
