"""Changes that go the other way than their verb says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corpus_tools import lexicon
from corpus_tools.measures.intervals import exact
from corpus_tools.proofing.draft import Draft, Hit

__all__ = ["directions"]

# 由去年同期的96%大幅度提高到93%
_REACH = 20


def directions(draft: Draft) -> Iterator[Hit]:
    """``由96%提高到93%``: a rise to less, or a fall to more, between two figures of one unit in one sentence."""
    words = lexicon.load("proofing")["direction"]
    for a, b in pairwise(draft.measures):
        between = draft.text[a.end : b.start]
        if len(between) > _REACH or a.unit != b.unit or not (exact(a) and exact(b)):
            continue
        if any(c in between for c in "。；;\n") or not any(w in draft.clause_before(a.start) for w in words["from"]):
            continue
        if a.value is None or b.value is None or a.value == b.value or not draft.reported(a.start, b.end):
            continue
        verbs = words["rises"] if b.value < a.value else words["falls"]
        if verb := next((w for w in verbs if w in between), None):
            yield Hit(b.start, b.end, "direction", {"verb": verb, "before": a.text})
