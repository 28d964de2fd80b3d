"""The report of a draft check on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus_tools.checking import Match
from corpus_tools.checking.contrast import Leftover
from corpus_tools.records import Finding
from corpus_tools.tables import number
from corpus_tools.views.checked import CheckView, Remarks, change, flat

__all__ = ["lines"]

_LINES = 40  # passages on the terminal; JSON and HTML hold more
_EDITS = 12  # edits in a line


def lines(view: CheckView) -> Iterator[str]:
    """One draft, line by line."""
    r, t = view.r, view.t
    yield f"{t.check_title}{t.colon}{r.draft}"
    yield t.check_lead.format(reports=number(r.reports_compared)) if r.reports_compared else t.empty_corpus
    if view.doubt:
        yield view.doubt
    for _, name, share in view.shares:
        yield f"  {share:4.0%}  {name}"
    if r.decided:
        yield t.decided_lead.format(n=len(r.decided), share=f"{r.open_share:.0%}")
    yield ""
    count = sum(len(v.matches) for v in view.sources)
    yield f"{t.shared_passages}{t.colon}{count}" if count else t.no_passages
    left = _LINES
    for v in view.sources:
        if left <= 0:
            break
        yield f"  ← {v.name}{t.colon}{v.characters} {t.chars}"
        for match in v.matches[:left]:
            yield from _passage(match, view)
        left -= len(v.matches)
        if same := [f"{flat(s.what)} {flat(s.draft)}" for s, i in v.slots if i and r.verdict(i) != "ignore"]:
            yield f"    {t.figures_same} ({len(same)}){t.colon}{_several(same)}"
    if count > _LINES:
        yield f"  {t.more_in_html.format(n=count - _LINES)}"
    if view.formulae:
        yield f"{t.formulae}{t.colon}{len(view.formulae)}"
    names, names_aside = view.leftovers
    if names:
        yield ""
        yield f"{t.leftovers}{t.colon}{len(names)}"
        for x in names.shown:
            yield f"  [{x.start}–{x.end}] 「{flat(x.text)}」 {view.leftover(x)}"
        yield from _more(names, view)
    yield ""
    found, found_aside = view.findings
    yield f"{t.findings}{t.colon}{len(found)}" if found else t.no_findings
    for f in found.shown:
        yield from _finding(f, view)
    yield from _more(found, view)
    if aside := len(found_aside) + len(names_aside):
        yield f"{t.set_aside}{t.colon}{aside}"
    yield ""
    thresholds = {t.basis_others, *t.table["thresholds"].values()}
    yield " · ".join(f"{name}{t.colon}{value}" for name, value in view.basis if name not in thresholds)


def _more(remarks: Remarks[Finding] | Remarks[Leftover], view: CheckView) -> Iterator[str]:
    if remarks.rest:
        yield f"  {view.more(remarks)}"


def _finding(f: Finding, view: CheckView) -> Iterator[str]:
    decided = view.r.verdict(view.r.item(f))
    verdict = f" ({view.t.get('verdict_' + decided)})" if decided else ""
    yield f"  [{f.start}–{f.end}] {f.message}  「{flat(f.text)}」{verdict}"
    if f.suggestion:
        yield f"      {view.t.suggestion}{view.t.colon}{f.suggestion}"


def _passage(match: Match, view: CheckView) -> Iterator[str]:
    t = view.t
    decided = view.r.verdict(view.r.item(match))
    tags = [t.get("kind_" + match.kind)]
    tags += [t.edit_move] if match.moved else []
    tags += [t.get("verdict_" + decided)] if decided else []
    yield f"    [{match.start}–{match.end}] {' · '.join(tags)}"
    yield f"      「{flat(view.r.text[match.start : match.end])}」"
    yield f"      {t.why}{t.colon}{view.why(match)}"
    if edits := [change(e, match, view.r.text) for e in match.edits if e.kind != "move"]:
        yield f"      {t.source} → {t.draft}{t.colon}" + _several(edits)


def _several(items: Sequence[str]) -> str:
    return "; ".join(items[:_EDITS]) + (f"; … +{len(items) - _EDITS}" if len(items) > _EDITS else "")
