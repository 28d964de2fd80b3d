"""What is scored: standoff records, disagreements, and which ranges name the same thing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Counts", "Mistake", "Record", "of", "overlap", "pairs"]

Record: TypeAlias = Mapping[str, Any]
Counts: TypeAlias = "Counter[str]"

# A range that is half right names the same quantity: part of the definition of the scores.
PAIR_IOU = 0.5


@dataclass(frozen=True, slots=True)
class Mistake:
    """One disagreement: ``kind`` is missed, false or wrong; ``meant`` and ``said`` are gold's and the prediction's."""

    what: str  # measure, report, section, label
    kind: str
    start: int
    end: int
    meant: str
    said: str


def of(kind: str, records: Iterable[Record]) -> list[Record]:
    """The records of one type."""
    return [r for r in records if r["type"] == kind]


def pairs(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Indices of the gold and predicted ranges that name the same thing, best overlap first, each used once.

    >>> pairs([{"start": 0, "end": 4}], [{"start": 1, "end": 4}, {"start": 0, "end": 2}])
    [(0, 0)]
    """
    edges = []
    ordered = sorted(range(len(predicted)), key=lambda j: predicted[j]["start"])
    starts = [predicted[j]["start"] for j in ordered]
    longest = max((p["end"] - p["start"] for p in predicted), default=0)
    for i, g in enumerate(gold):
        # only what starts in this window can reach the range
        window = slice(bisect_right(starts, g["start"] - longest), bisect_left(starts, g["end"]))
        for j in ordered[window]:
            share = _iou(g, predicted[j])
            if share >= PAIR_IOU:
                edges.append((-share, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out = []
    for _, i, j in sorted(edges):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((i, j))
    return out


def overlap(a: Record, b: Record) -> int:
    """Number of characters two ranges have in common."""
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _iou(a: Record, b: Record) -> float:
    inter = overlap(a, b)
    return inter / (a["end"] - a["start"] + b["end"] - b["start"] - inter) if inter else 0.0
