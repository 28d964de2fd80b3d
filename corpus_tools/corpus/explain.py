"""One measure with all that stands behind it.

The database keeps what was read; by which words it was read, and which numerals beside it were passed over, is found
again by reading the page's text a second time, which costs some milliseconds and no room in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus_tools import lexicon
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.measures.categories import LIKELY, Weighed, weighed
from corpus_tools.measures.extract import BESIDE, Trace, extract
from corpus_tools.records import Guard
from corpus_tools.structure import parse

__all__ = ["Cue", "Explanation", "Neighbour", "Passed", "explain"]

_WORDS = 12  # of a category rule's condition, which may list hundreds


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decided something; ``start``/``end`` are offsets in the page."""

    what: str  # action, object, per, period, place, status
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A numeral of the same sentence that is no quantity, with the reason code of the guard."""

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A measure that this one is a part of, or that is a part of it."""

    id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of one measure."""

    measure: dict[str, Any]  # its row
    page: str
    path: str
    report: str
    heading: str
    label: str
    sentence: str
    sentence_start: int
    quantity_rule: str
    link_cue: str
    beside_rules: bool  # whether words were weighed and deed or noun found where the rules did not
    category_rule: str
    conditions: dict[str, list[str]]  # of the category rule; longer lists end in …
    weighed: Weighed | None  # where words and unit were weighed, against the rule or for want of one
    cues: tuple[Cue, ...]
    guards: tuple[Passed, ...]
    quantity_confidence: float | None
    link_confidence: float | None
    total: Neighbour | None
    parts: tuple[Neighbour, ...]
    mismatches: tuple[dict[str, Any], ...]
    left_out: str  # why it counts in no sum; "" where it counts
    reread: bool  # whether the program of today reads the same measure there


def explain(corpus: Corpus, measure_id: str) -> Explanation:
    """What a measure was read from and by; an unambiguous beginning of the id will do.

    Raises
    ------
    QueryError
        If there is no such measure, or the beginning fits several.
    """
    m = _row(corpus, measure_id)
    context = {
        name: m.pop(name) for name in ("sentence", "sentence_start", "page", "path", "title", "heading", "label")
    }
    text = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (m["page_id"],)).fetchone()[0]
    start, end = m["start"], m["end"]
    first = context["sentence_start"] if context["sentence"] else start
    last = first + len(context["sentence"] or m["text"])
    traces: dict[int, Trace] = {}
    found = extract(parse(text), original=text, traces=traces)
    again = next((x for x in found.measures if (x.start, x.end) == (start, end)), None)
    trace = traces.get(start) if again else None
    company = trace.company if trace else ()
    quantity, link, category = (*m["rule"].split("+"), "", "", "")[:3]
    return Explanation(
        measure=m,
        page=context["page"],
        path=context["path"],
        report=context["title"],
        heading=context["heading"],
        label=context["label"],
        sentence=context["sentence"] or m["text"],
        sentence_start=first,
        quantity_rule=quantity,
        link_cue=link.removesuffix(BESIDE),
        beside_rules=link.endswith(BESIDE),
        category_rule=category,
        conditions=_conditions(category),
        weighed=weighed(m["action"], m["object"], m["unit"], company) if category == LIKELY else None,
        cues=_cues(text, trace),
        guards=tuple(_passed(text, g) for g in found.guards if first <= g.start < last),
        quantity_confidence=trace.quantity_confidence if trace else None,
        link_confidence=trace.link_confidence if trace else None,
        total=next(iter(_neighbours(corpus, "id = ?", m["part_of"])), None) if m["part_of"] else None,
        parts=_neighbours(corpus, "part_of = ?", m["id"]),
        mismatches=_mismatches(corpus, m["page_id"], start, end),
        left_out=corpus.db.execute("SELECT left_out FROM measure_standing WHERE id = ?", (m["id"],)).fetchone()[0],
        reread=again is not None and again.rule == m["rule"],
    )


def _row(corpus: Corpus, measure_id: str) -> dict[str, Any]:
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
    return rows[0]


def _cues(text: str, trace: Trace | None) -> tuple[Cue, ...]:
    if trace is None:
        return ()
    spans = {
        "action": trace.action,
        "object": trace.object,
        "status": trace.status_cue,
        "per": trace.per,
        "period": trace.period,
        "place": trace.place,
    }
    return tuple(Cue(what, " ".join(text[a:b].split()), a, b) for what, (a, b) in _given(spans))


def _given(spans: dict[str, tuple[int, int] | None]) -> list[tuple[str, tuple[int, int]]]:
    return [(what, span) for what, span in spans.items() if span is not None]


def _passed(text: str, guard: Guard) -> Passed:
    return Passed(" ".join(text[guard.start : guard.end].split()), guard.start, guard.end, guard.reason)


def _conditions(name: str) -> dict[str, list[str]]:
    """What a category rule asks for."""
    rules: list[dict[str, Any]] = lexicon.load("categories")["rules"]
    rule = next((r for r in rules if r.get("name", r["category"]) == name), {})
    return {
        key: [*(word or "—" for word in rule[key][:_WORDS]), *(["…"] if len(rule[key]) > _WORDS else [])]
        for key in ("actions", "objects", "units")
        if rule.get(key)
    }


def _neighbours(corpus: Corpus, condition: str, key: str) -> tuple[Neighbour, ...]:
    rows = corpus.db.execute(f'SELECT id, text, start, "end" FROM measures WHERE {condition} ORDER BY start', (key,))
    return tuple(Neighbour(*row) for row in rows)


def _mismatches(corpus: Corpus, page: str, start: int, end: int) -> tuple[dict[str, Any], ...]:
    cursor = corpus.db.execute(
        """SELECT kind, text, other_text, stated, computed FROM mismatches
           WHERE page_id = ? AND ((start < ? AND "end" > ?) OR (other_start < ? AND other_end > ?)) ORDER BY start""",
        (page, end, start, end, start),
    )
    names = [d[0] for d in cursor.description]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor)
