"""What reports share: for the terminal, as CSV or JSON, as one HTML file."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from typing import Any

from corpus_tools.corpus.figures import PassageText, figures, passage_texts
from corpus_tools.corpus.store import Corpus
from corpus_tools.tables import print_rows
from corpus_tools.views.page import Piece, Range, Words, overlaid, render

__all__ = ["both_sides", "render_reuse"]

_PAGE = 300  # passages on the HTML page, the longest first: a browser shows no more with ease
_SIDE = ("page", "report", "start", "end", "text")
_COLUMNS = ("kind", "formula", *(f"a_{c}" for c in _SIDE), *(f"b_{c}" for c in _SIDE), "edits")
_SCREEN = ("kind", "a_page", "b_page", "edits", "a_text", "b_text")


def render_reuse(corpus: Corpus, form: str, *, language: str = "zh") -> str:
    """All passages, families and formulae of the corpus as ``table``, ``csv``, ``json`` or ``html``."""
    found = figures(corpus, limit=1000)
    if form == "html":
        shown = passage_texts(corpus, limit=_PAGE)
        more = found.counts["passages"] - len(shown)
        return render("reuse.html", language, f=found, passages=shown, more=more, sides=both_sides, db=corpus.path.name)
    passages = passage_texts(corpus, formulae=form == "json")
    if form == "json":
        out = {
            "passages": [dataclasses.asdict(p) for p in passages],
            "pairs": found.pairs,
            "families": found.families,
            "formulae": found.formulae,
        }
        return json.dumps(out, ensure_ascii=False, indent=1)
    rows: list[dict[str, Any]] = [
        {
            "kind": p.kind,
            "formula": p.formula,
            **{f"a_{k}": v for k, v in _side(p.a).items()},
            **{f"b_{k}": v for k, v in _side(p.b).items()},
            "edits": len(p.edits),
        }
        for p in passages
    ]
    columns = _SCREEN if form == "table" else _COLUMNS
    buffer = io.StringIO()
    print_rows(columns, [[row[c] for c in columns] for row in rows], form, stream=buffer)
    if form == "table":
        counts = found.counts
        print(
            f"\n{counts['passages']} passages · {counts['families']} families · {counts['formulae']} formulae",
            file=buffer,
        )
    return buffer.getvalue().rstrip("\n")


def both_sides(p: PassageText, t: Words) -> tuple[Iterator[Piece], Iterator[Piece]]:
    """Both texts of a passage with their differences marked; neither side came first, so nothing is *added*."""
    one, two = [], []
    for kind, a_start, a_end, b_start, b_end in p.edits:
        shown = "only" if kind in ("insertion", "deletion") else kind
        title = t.get("edit_" + shown)
        one.append(Range(shown, a_start, a_end, title))
        two.append(Range(shown, b_start, b_end, title))
    return overlaid(p.a.text, p.a.start, one), overlaid(p.b.text, p.b.start, two)


def _side(side: Any) -> dict[str, Any]:
    return {"page": side.page, "report": side.report_id, "start": side.start, "end": side.end, "text": side.text}
