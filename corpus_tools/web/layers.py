"""A report's text cut into pieces, each with what is known of it: section, measure, copied, site text."""

from __future__ import annotations

import itertools
from typing import Any

from corpus_tools.corpus.store import Corpus

__all__ = ["layers", "pieces"]


def layers(corpus: Corpus, report_id: str) -> dict[str, Any] | None:
    """What the report page shows, or None if there is no such report."""

    def rows(sql: str, *parameters: Any) -> list[dict[str, Any]]:
        cursor = corpus.db.execute(sql, parameters)
        names = [d[0] for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    found = rows(
        'SELECT r.*, p.name AS page, p.path, substr(p.text, r.start + 1, r."end" - r.start) AS text'
        " FROM reports r JOIN pages p ON p.id = r.page_id WHERE r.id = ?",
        report_id,
    )
    if not found:
        return None
    report = found[0]
    measures = rows("SELECT * FROM measures WHERE report_id = ? ORDER BY start", report_id)
    copies = rows(
        """SELECT x.a_start AS start, x.a_end AS "end", x.kind, x.b_report_id AS other, r.title FROM passages x
           JOIN reports r ON r.id = x.b_report_id WHERE x.a_report_id = ?1 AND NOT x.formula
           UNION ALL
           SELECT x.b_start, x.b_end, x.kind, x.a_report_id, r.title FROM passages x
           JOIN reports r ON r.id = x.a_report_id WHERE x.b_report_id = ?1 AND NOT x.formula ORDER BY 1""",
        report_id,
    )
    noise = rows(
        'SELECT * FROM noise WHERE page_id = ? AND start < ? AND "end" > ?',
        report["page_id"],
        report["end"],
        report["start"],
    )
    sections = rows("SELECT * FROM sections WHERE report_id = ? ORDER BY start", report_id)
    for s in sections:
        text = report["text"][s["start"] - report["start"] : s["end"] - report["start"]]
        s["pieces"] = pieces(text, s["start"], measures, copies, noise)
    return {"report": report, "sections": sections, "measures": measures, "copies": copies}


def pieces(
    text: str, start: int, measures: list[dict[str, Any]], copies: list[dict[str, Any]], noise: list[dict[str, Any]]
) -> list[tuple[str, str, str, str]]:
    """The text in pieces ``(characters, classes, title, anchor)``; ranges may overlap.

    >>> pieces("清运10吨。", 50, [{"start": 52, "end": 55, "id": "x-m52", "category": "waste", "object": "垃圾",
    ...     "action": "清运"}], [], [])
    [('清运', '', '', ''), ('10吨', 'measure', 'waste: 清运 垃圾', 'x-m52'), ('。', '', '', '')]
    """
    end = start + len(text)
    kinds = (("measure", measures), ("copied", copies), ("noise", noise))
    inside = [(kind, r) for kind, ranges in kinds for r in ranges if r["start"] < end and r["end"] > start]
    cuts = sorted({start, end, *(min(max(r[k], start), end) for _, r in inside for k in ("start", "end"))})
    out = []
    for a, b in itertools.pairwise(cuts):
        here = [(kind, r) for kind, r in inside if r["start"] <= a and b <= r["end"]]
        classes = " ".join(dict.fromkeys(kind for kind, _ in here))
        titles, anchor = [], ""
        for kind, r in here:
            if kind == "measure":
                titles.append(f"{r['category']}: {r['action']} {r['object']}")
                anchor = r["id"] if a == max(r["start"], start) else anchor
            elif kind == "copied":
                titles.append(f"= {' '.join(r['title'].split())}")
            else:
                titles.append(r["reason"])
        out.append((text[a - start : b - start], classes, "; ".join(dict.fromkeys(titles)), anchor))
    return out
