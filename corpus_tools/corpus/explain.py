"""One measure with all that stands behind it."""

from __future__ import annotations

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError

__all__ = ["explain"]


def explain(corpus: Corpus, measure_id: str) -> str:
    """The measure's sentence with the figure marked, its fields, the rule and words it was read by.

    An unambiguous beginning of the id will do.

    Raises
    ------
    QueryError
        If there is no such measure, or the beginning fits several.
    """
    like = measure_id.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    cursor = corpus.db.execute(
        """SELECT m.*, t.text AS sentence, t.start AS sentence_start, p.name AS page, p.path, r.title,
                  s.heading, s.label
           FROM measures m JOIN pages p ON p.id = m.page_id JOIN reports r ON r.id = m.report_id
           JOIN sections s ON s.id = m.section_id LEFT JOIN sentences t ON t.id = m.sentence_id
           WHERE m.id = ? OR m.id LIKE ? ESCAPE '\\' ORDER BY m.id <> ?, m.id LIMIT 3""",
        (measure_id, like, measure_id),
    )
    names = [d[0] for d in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    if not rows:
        raise QueryError(f"no measure {measure_id!r}; `corpus-tools search --what measures` shows ids")
    if len(rows) > 1 and rows[0]["id"] != measure_id:
        raise QueryError(f"{measure_id!r} fits several measures; write more of the id")
    m = rows[0]
    sentence, at = m["sentence"] or m["text"], (m["start"] - m["sentence_start"]) if m["sentence"] else 0
    length = m["end"] - m["start"]
    marked = f"{sentence[:at]}【{sentence[at : at + length]}】{sentence[at + length :]}"
    bounds = f"{_number(m['low'])} … {_number(m['high'])}"
    copy = "nothing: its sentence is a copy of an earlier report" if m["in_copy"] else "totals"
    counts = f"its total {m['part_of']}" if m["part_of"] else copy
    lines = [
        ("measure", m["id"]),
        ("read from", f"{m['path']}, characters {m['start']}–{m['end']}"),
        ("report", m["title"]),
        ("section", f"{m['heading'] or '(no heading)'} [{m['label']}]"),
        ("sentence", " ".join(marked.split())),
        ("value", f"{_number(m['value'])}{_upper(m['value_max'])} {m['unit']} ({m['modifier']}; between {bounds})"),
        ("action", _place(m["action"], m["action_start"])),
        ("object", _place(m["object"], m["object_start"])),
        ("category", f"{m['category']} (concept {m['concept']})"),
        ("status", m["status"] + (f", for each: {m['per']}" if m["per"] else "")),
        ("counts in", counts),
        ("rule", m["rule"]),
        ("confidence", f"{m['confidence']:.2f}"),
    ]
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _upper(value: float | None) -> str:
    return "" if value is None else f"–{_number(value)}"


def _place(words: str, start: int | None) -> str:
    if not words:
        return "—"
    return words if start is None else f"{words} (at character {start})"
