"""Figures that do not go together: those the analysis found not to add up, and one thing counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_tools import lexicon
from corpus_tools.measures.intervals import decimals, exact
from corpus_tools.proofing.draft import Draft, Hit, number
from corpus_tools.records import Measure, Mismatch

__all__ = ["contradictions", "percentages", "sums"]


def sums(draft: Draft) -> Iterator[Hit]:
    """Counts that do not follow from others: totals and parts, so much for each, what is left."""
    for m in _mismatches(draft, "sum", "part", "product", "rest"):
        stated = draft.measure_at(m.start)
        unit = stated.unit_raw or stated.unit if stated else ""
        values = {"stated": number(m.stated), "computed": number(m.computed), "unit": unit, "other": _other(draft, m)}
        yield Hit(m.start, m.end, m.kind, values)


def percentages(draft: Draft) -> Iterator[Hit]:
    """Percentages that disagree with the two counts beside them."""
    for m in _mismatches(draft, "share", "change"):
        stated = draft.measure_at(m.start)
        digits = decimals(stated) if stated else 0
        yield Hit(m.start, m.end, m.kind, {"expected": f"{m.computed:.{digits}f}", "other": _other(draft, m)})


def _mismatches(draft: Draft, *kinds: str) -> Iterator[Mismatch]:
    for m in draft.analysis.mismatches:
        if m.kind in kinds and draft.reported(m.start, m.end):
            yield m


_QUOTED = 40  # characters of a neighbour shown in a message


def _other(draft: Draft, m: Mismatch) -> str:
    words = " ".join(draft.analysis.page.text[m.other_start : m.other_end].split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"


# ---------------------------------------------------------------- one thing, two figures


def contradictions(draft: Draft) -> Iterator[Hit]:
    """One stock or one year's whole that is given two values within a report.

    Two figures for one thing are mostly two deeds (leaflets handed out twice). They contradict each other only where
    both say that they are the whole (``现有党员``, ``总人口``, ``全年共发放``), count the same object in the same unit
    by the same deed, neither names another time or a part, and both speak of one body (``村里现有``, not ``小学现有``).
    """
    words = lexicon.load("proofing")["contradiction"]
    for report in draft.reports:
        seen: dict[tuple[str, ...], tuple[Measure, str]] = {}
        for m in draft.measures:
            if not report.start <= m.start < report.end or not exact(m) or m.per or m.part_of is not None:
                continue
            clause = draft.clause_before(m.start)
            cue = next((w for w in words["stock"] if w in clause), None)
            if cue is None or m.status != "done" or not m.object or not draft.reported(m.start, m.end):
                continue
            if any(w in _sentence_head(draft, m) for w in words["elsewhere"]):
                continue
            section = draft.section_at(m.start)
            if section is not None and section.label == "plans":
                continue
            whose = _GENERAL.sub("", clause.partition(cue)[0])
            first, first_whose = seen.setdefault((m.concept, m.object, m.action, m.unit, cue), (m, whose))
            if first.value != m.value and (first_whose.endswith(whose) or whose.endswith(first_whose)):
                yield Hit(m.start, m.end, "value", {"other": first.text, "at": first.start + 1})


# 我校, 全校 and 学校 are one, whatever blanks and numbers stand before them; 小学 and 初中 are two
_GENERAL = re.compile(r"[\W\d_]|目前|截至|[我本该全共里]")


def _sentence_head(draft: Draft, m: Measure) -> str:
    """The words of the sentence before a measure, fifty characters of them at most: where a time would be named."""
    head = draft.text[max(0, m.start - 50) : m.start]
    return re.split("[。！？!?\n；;]", head)[-1]
