"""Copied passages: the measures of the PAN text-alignment task."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from corpus_tools.evaluation.agreement import Record, overlap

__all__ = ["reuse"]

_Cells: TypeAlias = "set[tuple[str, int]]"


def _sides(record: Record) -> tuple[Record, Record]:
    """Both sides in one order, so that a passage and its mirror image are the same."""
    a, b = sorted((record["a"], record["b"]), key=lambda side: (side["doc"], side["start"]))
    return a, b


def _cells(sides: tuple[Record, Record]) -> _Cells:
    return {(side["doc"], k) for side in sides for k in range(side["start"], side["end"])}


def _meet(x: tuple[Record, Record], y: tuple[Record, Record]) -> bool:
    return all(s["doc"] == t["doc"] and overlap(s, t) > 0 for s, t in zip(x, y, strict=True))


def reuse(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, float]:
    """Agreement of copied passages, by characters on both sides.

    ``p`` and ``r`` are means over passages, ``granularity`` is the number of predictions for each gold passage
    that was found at all (1 is best), ``plagdet`` their F1 divided by ``log2(1 + granularity)``.

    >>> gold = [{"a": {"doc": "x", "start": 0, "end": 40}, "b": {"doc": "y", "start": 10, "end": 50}}]
    >>> halves = [{"a": {"doc": "x", "start": s, "end": s + 20}, "b": {"doc": "y", "start": s + 10, "end": s + 30}}
    ...           for s in (0, 20)]
    >>> {k: round(v, 2) for k, v in reuse(gold, halves).items()}
    {'p': 1.0, 'r': 1.0, 'granularity': 2.0, 'plagdet': 0.63, 'gold': 1.0, 'pred': 2.0}
    """
    golds, preds = [_sides(r) for r in gold], [_sides(r) for r in predicted]
    gold_cells, pred_cells = [_cells(s) for s in golds], [_cells(s) for s in preds]

    def covered(
        one: list[tuple[Record, Record]], cells: list[_Cells], other: list[tuple[Record, Record]], by: list[_Cells]
    ) -> float:
        total = 0.0
        for sides, own in zip(one, cells, strict=True):
            seen: _Cells = set()
            for others, theirs in zip(other, by, strict=True):
                if _meet(sides, others):
                    seen |= own & theirs
            total += len(seen) / len(own) if own else 0.0
        return total / len(one) if one else 0.0

    r = covered(golds, gold_cells, preds, pred_cells)
    p = covered(preds, pred_cells, golds, gold_cells)
    hits = [n for n in (sum(_meet(g, q) for q in preds) for g in golds) if n]
    granularity = sum(hits) / len(hits) if hits else 1.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {
        "p": p,
        "r": r,
        "granularity": granularity,
        "plagdet": f1 / math.log2(1 + granularity),
        "gold": float(len(gold)),
        "pred": float(len(predicted)),
    }
