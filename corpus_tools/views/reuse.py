"""What reports share: for the terminal, as CSV, JSON or standoff records, as one HTML file."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from corpus_tools.corpus import reused
from corpus_tools.corpus.reused import Filled, PassageFilter, PassageText
from corpus_tools.corpus.store import Corpus
from corpus_tools.tables import print_rows
from corpus_tools.views.page import Piece, Range, Words, overlaid, render
from corpus_tools.views.reuse_screen import on_screen

__all__ = ["PARTS", "both_sides", "family_table", "render_reuse"]

PARTS = ("passages", "pairs", "families", "formulae", "mirrors")

_PAGE = 300  # passages on the HTML page, the longest first: a browser shows no more with ease
_FAMILIES, _MEMBERS, _SLOTS = 40, 30, 40  # tables of fillings on the HTML page: what a reader takes in
_LISTED = 100  # pairs and formulae on the HTML page


def render_reuse(
    corpus: Corpus,
    form: str,
    *,
    asked: PassageFilter | None = None,
    part: str = "",
    limit: int | None = None,
    language: str = "zh",
) -> str:
    """What is known between the reports of a corpus, as ``table``, ``csv``, ``json``, ``standoff`` or ``html``.

    Parameters
    ----------
    asked : which passages; pairs are those of these passages
    part : one of ``PARTS``; by default all, but passages as CSV and standoff. With a family asked for, ``families``
        is the table of its slots and what each member filled in.
    limit : rows of each part
    """
    asked = asked or PassageFilter()
    if form == "html":
        return _html(corpus, asked, limit, language)
    if form == "json":
        parts = [part] if part else PARTS
        return json.dumps({p: list(_rows(corpus, p, asked, limit)) for p in parts}, ensure_ascii=False, indent=1)
    if form == "standoff":
        lines = (_standoff(p) for p in reused.passages(corpus, asked, limit=limit))
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    if form == "csv":
        return _csv(corpus, part or "passages", asked, limit)
    return on_screen(corpus, [part] if part else PARTS, asked, limit, language)


def _rows(corpus: Corpus, part: str, asked: PassageFilter, limit: int | None) -> Iterator[dict[str, Any]]:
    if part == "passages":
        yield from (dataclasses.asdict(p) for p in reused.passages(corpus, asked, limit=limit))
    elif part == "pairs":
        yield from (dataclasses.asdict(p) for p in reused.pairs(corpus, asked, limit=limit))
    elif part == "families":
        numbers = [f["id"] for f in reused.families(corpus, limit=limit)] if asked.family is None else [asked.family]
        yield from (_family(reused.family(corpus, n)) for n in numbers)
    elif part == "formulae":
        yield from reused.formulae(corpus, limit=limit, places=asked.formulae)
    else:
        yield from _mirrors(corpus, limit)


def _mirrors(corpus: Corpus, limit: int | None) -> Iterator[dict[str, Any]]:
    rows = corpus.db.execute(
        """SELECT m.kind, m.report_id, p.name, r.title, m.of_report_id, q.name, s.title FROM mirrors m
           JOIN reports r ON r.id = m.report_id JOIN pages p ON p.id = r.page_id
           JOIN reports s ON s.id = m.of_report_id JOIN pages q ON q.id = s.page_id ORDER BY q.name, s.start, p.name
           LIMIT ?""",
        (-1 if limit is None else limit,),
    )
    names = ("kind", "report", "page", "title", "of_report", "of_page", "of_title")
    yield from (dict(zip(names, row, strict=True)) for row in rows)


def _family(f: Filled) -> dict[str, Any]:
    return {
        "id": f.id,
        "size": f.size,
        "skeleton": f.text,
        "base": f.base,
        "earliest": f.earliest,
        "slots": [dict(zip(("slot", "class", "base"), s, strict=True)) for s in f.slots],
        "members": [{**row, "fillings": {str(k): v for k, v in sorted(row["fillings"].items())}} for row in f.rows],
    }


def _standoff(p: PassageText) -> dict[str, Any]:
    sides = {k: {"doc": s.page, "start": s.start, "end": s.end} for k, s in (("a", p.a), ("b", p.b))}
    return {"type": "reuse", **sides, "kind": p.kind}


# ---------------------------------------------------------------- tables

_SIDE = ("page", "report", "start", "end", "text")


def _csv(corpus: Corpus, part: str, asked: PassageFilter, limit: int | None) -> str:
    columns: Sequence[str]
    if part == "passages":
        columns = ("kind", "formula", *(f"a_{c}" for c in _SIDE), *(f"b_{c}" for c in _SIDE), "edits")
        rows = [
            (p.kind, int(p.formula), *_side(p.a), *_side(p.b), len(p.edits))
            for p in reused.passages(corpus, asked, limit=limit)
        ]
    elif part == "families" and asked.family is not None:
        f = reused.family(corpus, asked.family)
        columns = ("report", "page", "title", "year", *(f"slot_{n}" for n, _, _ in f.slots))
        rows = [
            (r["report"], r["page"], r["title"], r["year"], *(r["fillings"].get(n) for n, _, _ in f.slots))
            for r in f.rows
        ]
    elif part == "families":
        columns = ("family", "size", "report", "page", "title", "year", "start", "end")
        rows = [
            (f["id"], f["size"], *(m[c] for c in columns[2:]))
            for f in reused.families(corpus, limit=limit)
            for m in f["members"]
        ]
    elif part == "formulae" and asked.formulae:
        columns = ("formula", "page", "report", "organisation", "year", "start", "end", "text")
        rows = [
            (f["text"], *(place[c] for c in columns[1:]))
            for f in reused.formulae(corpus, limit=limit, places=True)
            for place in f["places"]
        ]
    elif part == "formulae":
        columns = ("text", "reports", "organisations", "occurrences", "variants")
        rows = [
            (*(f[c] for c in columns[:-1]), " | ".join(v["text"] for v in f["variants"]))
            for f in reused.formulae(corpus, limit=limit)
        ]
    else:
        found = list(_rows(corpus, part, asked, limit))
        names = [f.name for f in dataclasses.fields(reused.Pair)]
        mirrors = ("kind", "report", "page", "title", "of_report", "of_page", "of_title")
        columns = names if part == "pairs" else mirrors
        rows = [tuple(row[c] for c in columns) for row in found]
    buffer = io.StringIO()
    print_rows(columns, [tuple(map(_harmless, row)) for row in rows], "csv", stream=buffer)
    return buffer.getvalue().rstrip("\n")


def _harmless(value: Any) -> Any:
    """A spreadsheet takes a cell that begins so for a formula, and scraped text may be hostile."""
    return "'" + value if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _side(side: Any) -> tuple[Any, ...]:
    return (side.page, side.report_id, side.start, side.end, side.text)


# ---------------------------------------------------------------- HTML


def _html(corpus: Corpus, asked: PassageFilter, limit: int | None, language: str) -> str:
    shown = list(reused.passages(corpus, asked, limit=_PAGE if limit is None else limit))
    total = reused.counts(corpus, asked)
    kin = [asked.family] if asked.family is not None else [f["id"] for f in reused.families(corpus, limit=_FAMILIES)]
    filled = [reused.family(corpus, n) for n in kin]
    return render(
        "reuse.html",
        language,
        counts=total,
        passages=shown,
        more=total["passages"] - len(shown),
        pairs=reused.pairs(corpus, asked, limit=_LISTED),
        families=[family_table(f) for f in filled],
        more_families=0 if asked.family is not None else total["families"] - len(filled),
        formulae=reused.formulae(corpus, limit=_LISTED),
        listed=_LISTED,
        sides=both_sides,
        db=corpus.path.name,
    )


def family_table(f: Filled, *, members: int = _MEMBERS, most: int = _SLOTS) -> dict[str, Any]:
    """A family for its template: the skeleton in pieces, and a table cut to what a page can show."""
    pieces, rest = [], f.text
    for number, kind, _ in f.slots:
        before, mark, rest = rest.partition(f"〔{number}〕")
        pieces += [Piece(before), Piece(mark, f"slot {kind}")]
    pieces.append(Piece(rest))
    slots = f.slots[:most]
    base = {n: text for n, _, text in slots}
    rows = [
        {
            **row,
            "cells": [
                (row["fillings"].get(n), row["report"] != f.base and row["fillings"].get(n) == base[n]) for n in base
            ],
        }
        for row in f.rows[:members]
    ]
    return {
        "id": f.id,
        "size": f.size,
        "pieces": pieces,
        "slots": slots,
        "count": len(f.slots),
        "rows": rows,
        "earliest": f.earliest,
        "base": f.base,
        "left_out": len(f.rows) > members or len(f.slots) > most,
    }


def both_sides(p: PassageText, t: Words) -> tuple[Iterator[Piece], Iterator[Piece]]:
    """Both texts of a passage with their differences marked; neither side came first, so nothing is *added*."""
    one, two = [], []
    for kind, a_start, a_end, b_start, b_end in p.edits:
        shown = "only" if kind in ("insertion", "deletion") else kind
        title = t.get("edit_" + shown)
        one.append(Range(shown, a_start, a_end, title))
        two.append(Range(shown, b_start, b_end, title))
    return overlaid(p.a.text, p.a.start, one), overlaid(p.b.text, p.b.start, two)
