"""A report or a page cut into blocks, each piece with what is known of it: measure, copied, stock phrase, site text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.tables import number
from corpus_tools.views.page import Piece, Range, Words, overlaid

__all__ = ["page_blocks", "report_layers"]

LONGEST = 100_000  # characters shown of one page: some thirty long reports, as much as a browser lays out at once

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
        *(_measure(m, t) for m in measures),
    ]
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
        "more_copies": more_copies and COPIES,
        "cut": report["end"] - report["start"] > LONGEST and LONGEST,
    }


def page_blocks(corpus: Corpus, page_id: str, t: Words) -> dict[str, Any] | None:
    """A whole page in order: what lies outside of reports, and the sections of each; None if there is no page."""
    found = _rows(
        corpus, "SELECT id, name, reason, length(text) AS size, substr(text, 1, ?) AS text FROM pages WHERE id = ?",
        LONGEST, page_id,
    )  # fmt: skip
    if not found:
        return None
    page = found[0]
    reports = _rows(corpus, "SELECT * FROM reports WHERE page_id = ? ORDER BY start", page_id)
    sections = _rows(corpus, "SELECT * FROM sections WHERE page_id = ? ORDER BY start", page_id)
    ranges = [*_noise(corpus, page_id, t)]
    ranges += [Range("head", s["start"], s["start"] + len(s["heading"])) for s in sections if s["heading"]]
    return {
        "page": page,
        "blocks": list(_blocks(page["text"], reports, sections, ranges)),
        "cut": page["size"] > LONGEST and LONGEST,
    }


def _blocks(
    text: str, reports: list[dict[str, Any]], sections: list[dict[str, Any]], ranges: list[Range]
) -> Iterator[dict[str, Any]]:
    def block(a: int, b: int, **known: Any) -> Iterator[dict[str, Any]]:
        piece = text[a:b]
        if piece.strip() or known.get("report"):
            skipped = len(piece) - len(piece.lstrip())
            yield {"report": None, "section": None, "start": a + skipped, "pieces": _pieces(piece, a, ranges)} | known

    at = 0
    for r in reports:
        yield from block(at, r["start"])
        first = r
        for s in sections:
            if s["report_id"] == r["id"]:
                yield from block(s["start"], s["end"], report=first, section=s)
                first = {}
        at = r["end"]
    yield from block(at, len(text))


def _pieces(text: str, start: int, ranges: list[Range]) -> list[Piece]:
    left = text.lstrip()
    return list(overlaid(left.rstrip(), start + len(text) - len(left), ranges))


def _measure(m: dict[str, Any], t: Words) -> Range:
    status = "" if m["status"] == "done" else f" {m['status']}"
    value = "" if m["value"] is None else f" = {number(m['value'])}"
    value += f"–{number(m['value_max'])}" if m["value_max"] is not None else ""
    status_name = t.get("status_" + m["status"])
    title = f"{t.category(m['category'])}: {m['action']} {m['object']}{value} {m['unit']} ({status_name})"
    return Range(f"measure{status}", m["start"], m["end"], " ".join(title.split()), m["id"])


def _copied(copies: list[dict[str, Any]], t: Words) -> Iterator[Range]:
    for c in copies:
        other = " ".join(f"{c['page']} {c['title']}".split())
        yield Range("copied", c["start"], c["end"], t.copied_here.format(other=other))


def _noise(corpus: Corpus, page_id: str, t: Words) -> Iterator[Range]:
    for n in _rows(corpus, 'SELECT start, "end", reason FROM noise WHERE page_id = ?', page_id):
        yield Range("noise", n["start"], n["end"], f"{t.noise}: {t.noise_reason(n['reason'])}")
