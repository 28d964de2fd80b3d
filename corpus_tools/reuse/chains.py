"""From anchors to segments: runs of anchors of two reports that lie on nearly one diagonal.

First level of the two-level chaining: tight segments by diagonal, each tested for density. The second level,
which joins segments that are near in both texts, belongs to the alignment (``align``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM, Anchors

__all__ = ["Segment", "candidates"]

Array = npt.NDArray[np.int64]

DRIFT = 24  # symbols by which one edit may shift the diagonal within a segment: a longer clause starts another
REACH = 80  # symbols without an anchor that a segment bridges: about two spun sentences


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of anchors, in positions of the joined forms; ``count`` anchors at ``a`` and ``b``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    count: int
    a: Array
    b: Array


def candidates(made: Forms, found: Anchors, least: int) -> list[tuple[int, int, list[Segment]]]:
    """Pairs of reports with at least ``least`` anchors, each with its segments in the order of the first text."""
    if not len(found.a):
        return []
    n = len(made)
    doc_a, doc_b = made.document(found.a), made.document(found.b)
    pair = doc_a * n + doc_b
    values, counts = np.unique(pair, return_counts=True)
    good = values[counts >= least]
    if not len(good):
        return []
    rank = np.searchsorted(good, pair)
    rank[rank == len(good)] = 0
    keep = np.flatnonzero(good[rank] == pair)
    rank, a, b = rank[keep], found.a[keep], found.b[keep]
    shift = (b - made.bounds[doc_b[keep]]) - (a - made.bounds[doc_a[keep]])

    order = np.lexsort((a, shift, rank))
    rank, a, b, shift = rank[order], a[order], b[order], shift[order]
    band = np.cumsum(_breaks(rank, shift, DRIFT))
    order = np.lexsort((a, band))
    rank, a, b, band = rank[order], a[order], b[order], band[order]
    starts = np.flatnonzero(_breaks(band, a, REACH))
    ends = np.append(starts[1:], len(a))

    low = np.minimum.reduceat(b, starts)
    high = np.maximum.reduceat(b, starts)
    out: list[tuple[int, int, list[Segment]]] = [(int(p // n), int(p % n), []) for p in good]
    for s, e, r, b0, b1 in zip(
        starts.tolist(), ends.tolist(), rank[starts].tolist(), low.tolist(), high.tolist(), strict=True
    ):
        out[r][2].append(Segment(int(a[s]), int(a[e - 1]) + GRAM, b0, b1 + GRAM, e - s, a[s:e], b[s:e]))
    for _, _, segments in out:
        segments.sort(key=lambda s: (s.a_start, s.b_start))
    return out


def _breaks(group: Array, value: Array, most: int) -> npt.NDArray[np.bool_]:
    new = np.ones(len(group), dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (np.abs(np.diff(value)) > most)
    return new
