"""The report of a draft check: for the terminal, as JSON, as one HTML file that can be mailed on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from corpus_tools.checking import CheckResult, Match
from corpus_tools.views.page import Words, marked, render

__all__ = ["render_check"]

_SHOWN = 60  # characters of a passage on the terminal


def render_check(results: Sequence[CheckResult], form: str, *, language: str = "zh") -> str:
    """One or several drafts as ``text``, ``json`` (one draft an object, several a list) or ``html``."""
    if form == "json":
        objects = [r.as_json() for r in results]
        return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2)
    if form == "html":
        return render("check.html", language, results=results, marked=marked)
    return "\n\n".join("\n".join(_lines(r, Words(language))) for r in results)


def _lines(result: CheckResult, t: Words) -> Iterator[str]:
    yield f"{t.check_title}: {result.draft}"
    yield t.check_lead.format(reports=result.reports_compared)
    yield f"  {t.share_copied}: {result.copied_share:.0%}"
    yield f"  {t.share_formula}: {result.formula_share:.0%}"
    yield f"  {t.share_own}: {result.own_share:.0%}"
    yield ""
    copied = [m for m in result.passages if not m.formula]
    yield f"{t.passages}: {len(copied)}" if copied else t.no_passages
    for match in copied:
        yield from _passage(match, result, t)
    yield ""
    yield f"{t.findings}: {len(result.findings)}" if result.findings else t.no_findings
    for finding in result.findings:
        yield f"  [{finding.start}–{finding.end}] {finding.message}  「{_flat(finding.text)}」"
        if finding.suggestion:
            yield f"      {t.suggestion}: {finding.suggestion}"


def _passage(match: Match, result: CheckResult, t: Words) -> Iterator[str]:
    source = match.source
    yield f"  [{match.start}–{match.end}] {t.get('kind_' + match.kind)} ← {source.doc} · {_flat(source.title)}"
    yield f"      「{_flat(result.text[match.start : match.end])}」"
    edits = []
    for e in match.edits:
        before = source.text[e.b_start - source.start : e.b_end - source.start]
        edits.append(f"{_flat(before) or '∅'} → {_flat(result.text[e.a_start : e.a_end]) or '∅'}")
    if edits:
        yield f"      {t.source} → {t.draft}: " + "; ".join(edits)


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
