"""The report of a draft check: for the terminal, as JSON, as one HTML file that can be mailed on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_tools.checking import CheckResult, Match, Source
from corpus_tools.contrast import FigureSlot
from corpus_tools.records import Edit, Finding
from corpus_tools.views.page import Piece, Range, Words, overlaid, render

__all__ = ["CheckView", "render_check"]

_SHOWN = 60  # characters of a passage on the terminal
_LINES = 40  # passages on the terminal; JSON and HTML hold more
_EDITS = 12  # edits in a line of the terminal
_SOURCES = 25  # sources shown in full on the page: a text that everybody copied has hundreds
_AROUND = 14  # characters shown on each side of a finding: a clause


def render_check(results: Sequence[CheckResult], form: str, *, language: str = "zh") -> str:
    """One or several drafts as ``text``, ``json`` (one draft an object, several a list) or ``html``."""
    if form == "json":
        objects = [r.as_json() for r in results]
        return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2)
    if form == "html":
        return render("check.html", language, views=[CheckView(r, Words(language)) for r in results])
    return "\n\n".join("\n".join(_lines(CheckView(r, Words(language)))) for r in results)


@dataclass(frozen=True, slots=True)
class SourceView:
    """One report of the corpus with all that the draft shares with it, in the order of the draft."""

    number: int
    source: Source
    matches: list[Match]
    characters: int
    slots: list[FigureSlot]

    @property
    def name(self) -> str:
        parts = (self.source.doc, _flat(self.source.title), self.source.organisation, self.source.year)
        return " · ".join(str(p) for p in parts if p)

    @property
    def unchanged(self) -> int:
        return sum(not s.changed for s in self.slots)


class CheckView:
    """A result as the report shows it: source by source, the largest first."""

    def __init__(self, result: CheckResult, words: Words) -> None:
        self.r, self.t = result, words
        by_source: dict[str, list[Match]] = {}
        for match in result.passages:
            if not match.formula:
                by_source.setdefault(match.source.report, []).append(match)
        made = []
        for matches in by_source.values():
            slots = {(s.start, s.end): s for m in matches for s in result.slots(m)}
            size = _covered([(m.start, m.end) for m in matches])
            made.append((matches, size, sorted(slots.values(), key=lambda s: s.start)))
        made.sort(key=lambda x: (-x[1], x[0][0].start, x[0][0].source.report))
        self.sources = [SourceView(i, m[0].source, m, size, slots) for i, (m, size, slots) in enumerate(made, 1)]
        self.shown, self.rest = self.sources[:_SOURCES], self.sources[_SOURCES:]

    @property
    def shares(self) -> list[tuple[str, str, float]]:
        """Class, name and value of the four shares."""
        r, t = self.r, self.t
        return [
            ("copied", t.share_copied, r.particular_share),
            ("template", t.share_template, r.template_share),
            ("formula", t.share_formula, r.formula_share),
            ("own", t.share_own, r.own_share),
        ]

    @property
    def formulae(self) -> list[tuple[int, int, str, int]]:
        """Stock phrases of the draft: start, end, text, in how many of the reports."""
        holders: dict[tuple[int, int], set[str]] = {}
        for m in self.r.passages:
            if m.formula:
                holders.setdefault((m.start, m.end), set()).add(m.source.report)
        return [(a, b, self.r.text[a:b], len(who)) for (a, b), who in sorted(holders.items())]

    @property
    def unchanged(self) -> int:
        """Figures of the draft that are the same in some source."""
        return len({(s.start, s.end) for v in self.sources for s in v.slots if not s.changed})

    def draft_side(self, match: Match) -> Iterator[Piece]:
        ranges = [self._range(e, match, e.a_start, e.a_end) for e in match.edits]
        ranges += [Range("same", s.start, s.end, self.t.figure_same) for s in self.r.slots(match) if not s.changed]
        return overlaid(self.r.text[match.start : match.end], match.start, ranges)

    def source_side(self, match: Match) -> Iterator[Piece]:
        ranges = [self._range(e, match, e.b_start, e.b_end) for e in match.edits]
        return overlaid(match.source.text, match.source.start, ranges)

    def _range(self, e: Edit, match: Match, start: int, end: int) -> Range:
        name = self.t.get("edit_" + e.kind)
        return Range(e.kind, start, end, name if e.kind == "move" else f"{name}: {_change(e, match, self.r.text)}")

    def around(self, start: int, end: int) -> Iterator[Piece]:
        """A place of the draft with what stands before and after it, on one line."""
        a, b = max(0, start - _AROUND), end + _AROUND
        for p in overlaid(self.r.text[a:b], a, [Range("finding", start, end)]):
            yield Piece(" ".join(_flat(p.text, 2 * _SHOWN).split()), p.kinds)

    def whole(self) -> Iterator[Piece]:
        """The whole draft, with what was found in it marked."""
        t, r = self.t, self.r
        ranges = []
        for v in self.sources:
            ranges += [Range("copied", m.start, m.end, v.name) for m in v.matches] if v.number <= _SOURCES else []
            ranges += [Range("same", s.start, s.end, t.figure_same) for s in v.slots if not s.changed]
        ranges += [Range("formula", a, b, t.formula_passage) for a, b, _, _ in self.formulae]
        ranges += [Range("finding", f.start, f.end, f.message) for f in r.findings]
        ranges += [Range("leftover", x.start, x.end, self.leftover(x.replaced, x.doc)) for x in r.leftovers]
        return overlaid(r.text, 0, ranges)

    def leftover(self, replaced: str, doc: str) -> str:
        message = self.t.leftover_replaced if replaced else self.t.leftover_unit
        return message.format(replaced=replaced, doc=doc)


def _change(e: Edit, match: Match, text: str) -> str:
    source = match.source
    before = source.text[e.b_start - source.start : e.b_end - source.start]
    return f"{_flat(before) or '∅'} → {_flat(text[e.a_start : e.a_end]) or '∅'}"


def _lines(view: CheckView) -> Iterator[str]:
    r, t = view.r, view.t
    yield f"{t.check_title}: {r.draft}"
    yield t.check_lead.format(reports=r.reports_compared)
    for _, name, share in view.shares:
        yield f"  {share:4.0%}  {name}"
    yield ""
    count = sum(len(v.matches) for v in view.sources)
    yield f"{t.shared_passages}: {count}" if count else t.no_passages
    left = _LINES
    for v in view.sources:
        if left <= 0:
            break
        yield f"  ← {v.name}: {v.characters} {t.chars}"
        for match in v.matches[:left]:
            yield from _passage(match, view)
        left -= len(v.matches)
        if same := [f"{s.what} {s.draft}" for s in v.slots if not s.changed]:
            yield f"    {t.figures_same} ({len(same)}): {_several(same)}"
    if count > _LINES:
        yield f"  {t.more_in_html.format(n=count - _LINES)}"
    if r.leftovers:
        yield ""
        yield f"{t.leftovers}: {len(r.leftovers)}"
        for x in r.leftovers:
            yield f"  [{x.start}–{x.end}] 「{x.text}」 {view.leftover(x.replaced, x.doc)}"
    yield ""
    yield f"{t.findings}: {len(r.findings)}" if r.findings else t.no_findings
    for f in r.findings:
        yield from _finding(f, t)


def _finding(f: Finding, t: Words) -> Iterator[str]:
    yield f"  [{f.start}–{f.end}] {f.message}  「{_flat(f.text)}」"
    if f.suggestion:
        yield f"      {t.suggestion}: {f.suggestion}"


def _passage(match: Match, view: CheckView) -> Iterator[str]:
    t = view.t
    yield f"    [{match.start}–{match.end}] {t.get('kind_' + match.kind)}"
    yield f"      「{_flat(view.r.text[match.start : match.end])}」"
    edits = [_change(e, match, view.r.text) for e in match.edits if e.kind != "move"]
    if edits:
        yield f"      {t.source} → {t.draft}: " + _several(edits)


def _several(items: Sequence[str]) -> str:
    return "; ".join(items[:_EDITS]) + (f"; … +{len(items) - _EDITS}" if len(items) > _EDITS else "")


def _flat(text: str, most: int = _SHOWN) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _covered(ranges: Sequence[tuple[int, int]]) -> int:
    count, at = 0, 0
    for start, end in sorted(ranges):
        count += max(0, end - max(start, at))
        at = max(at, end)
    return count
