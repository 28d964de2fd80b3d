"""From anchors to chains: equal blocks of two reports that follow each other in both.

Two levels. Anchors on one diagonal that touch are one equal block (in arrays, for all pairs of reports at once).
Blocks near in both texts and in order are chained by dynamic programming over a bounded number of predecessors,
as sequence aligners do it (Li: Minimap2, Bioinformatics 34, 2018, section 2.1.1): a block adds its length, a
change of diagonal and a gap cost. Chains are taken out best first, so a repeated phrase cannot lead astray.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import FULL, GRAM, Anchors, in_order

__all__ = ["Block", "Candidate", "candidates", "chains"]

Array = npt.NDArray[np.int64]
Block = tuple[int, int, int]  # start in a, start in b, symbols
Candidate = tuple[int, int, list[Block]]  # two reports and their equal blocks

WORTH = 6  # 6-grams that few reports hold: what is left of 24 rare symbols (`align.Evidence`) in short blocks
NEAR = 150  # symbols between two blocks of one chain: some four sentences, aligned at once and broken later
DRIFT_COST = 0.1  # a clause of 45 symbols put in costs less than the six symbols of the shortest block
GAP_COST = 0.02
_SLOTS = 22  # bits of the number of slots in which the anchors of pairs are counted first: they take 32 MB
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
BACK = 24  # predecessors that are tried: more blocks than this within NEAR are repetitions


def candidates(made: Forms, found: Anchors, least: int) -> Iterator[Candidate]:
    """Pairs of reports with at least ``least`` anchors, each with its equal blocks in the order of the first.

    The anchors of a pair must also weigh ``WORTH`` together: most pairs only share a stock sentence or two.
    """
    if not len(found.a):
        return
    n = len(made)
    home = made.documents()
    pair = home[found.a].astype(np.int64) * n + home[found.b]
    del home
    # most pairs have an anchor or two: without those that share a slot with too few others, little is left to sort
    slot = (pair.astype(np.uint64) * _SPREAD) >> np.uint64(64 - _SLOTS)
    order = np.flatnonzero(np.bincount(slot.astype(np.int64), minlength=1 << _SLOTS)[slot] >= least)
    del slot
    if not len(order):
        return
    pair, a, b = pair[order], found.a[order], found.b[order]

    # on a diagonal reports follow one another, so each block is of one pair
    order = in_order(a, b - a)
    pair, a, b = pair[order], a[order], b[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(b - a) != 0) | (np.diff(a) > GRAM) | (np.diff(pair) != 0)
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, len(a)))
    sizes = a[starts + counts - 1] - a[starts] + GRAM
    worth = np.add.reduceat(found.weight[a].astype(np.int64), starts)
    pair, a, b = pair[starts], a[starts], b[starts]

    order = np.lexsort((b, a, pair))
    pair, a, b, sizes = pair[order], a[order], b[order], sizes[order]
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    ends = np.append(starts[1:], len(pair))
    enough = np.add.reduceat(counts[order], starts) >= least
    enough &= np.add.reduceat(worth[order], starts) >= min(WORTH, least) * FULL
    blocks = list(zip(a.tolist(), b.tolist(), sizes.tolist(), strict=True))
    good = (pair[starts[enough]].tolist(), starts[enough].tolist(), ends[enough].tolist())
    for p, low, high in zip(*good, strict=True):
        yield p // n, p % n, blocks[low:high]


def chains(blocks: list[Block]) -> list[list[Block]]:
    """Blocks (sorted) as chains, the heaviest first; the blocks of a chain do not overlap in either text.

    >>> chains([(0, 100, 20), (25, 130, 30), (60, 500, 10)])
    [[(0, 100, 20), (25, 130, 30)], [(60, 500, 10)]]
    """
    if len(blocks) == 1:
        return [blocks]
    score: list[float] = []
    before: list[int] = []
    for i, (a, b, n) in enumerate(blocks):
        best, link = float(n), -1
        for k in range(i - 1, max(-1, i - 1 - BACK), -1):
            x, y, m = blocks[k]
            gap_a, gap_b = a - x - m, b - y - m
            if gap_a > NEAR or gap_b > NEAR or gap_a < -GRAM or gap_b < -GRAM or a + n <= x + m or b + n <= y + m:
                continue
            gain = n + min(gap_a, gap_b, 0) - DRIFT_COST * abs(gap_a - gap_b) - GAP_COST * max(gap_a, gap_b)
            if score[k] + gain > best:
                best, link = score[k] + gain, k
        score.append(best)
        before.append(link)
    taken = [False] * len(blocks)
    out: list[tuple[float, list[Block]]] = []
    for i in sorted(range(len(blocks)), key=lambda i: (-score[i], i)):
        chain: list[Block] = []
        k = i
        while k >= 0 and not taken[k]:
            taken[k] = True
            chain.append(blocks[k])
            k = before[k]
        if chain:
            out.append((score[i] - (score[k] if k >= 0 else 0.0), _apart(chain[::-1])))
    out.sort(key=lambda c: (-c[0], c[1]))
    return [chain for _, chain in out]


def _apart(chain: list[Block]) -> list[Block]:
    """Trim blocks that overlap the one before them in either text."""
    out: list[Block] = []
    a_end = b_end = -1
    for a, b, n in chain:
        cut = max(0, a_end - a, b_end - b)
        if cut < n:
            out.append((a + cut, b + cut, n - cut))
            a_end, b_end = a + n, b + n
    return out
