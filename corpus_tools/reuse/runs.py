"""Runs: contiguous copied blocks, broken where a sentence or more has no counterpart.

Runs that stand side by side in both texts in another order are joined as one passage with a move. All positions
are symbols of the joined forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rapidfuzz.distance import Indel, LCSseq

from corpus_tools.reuse.blocks import SEED
from corpus_tools.reuse.chains import Block
from corpus_tools.reuse.grams import FULL, GRAM
from corpus_tools.reuse.layout import SLIP, Layout

__all__ = ["Places", "Run", "grown", "joined", "parts", "plausible", "rare_symbols", "run_of"]

T = TypeVar("T")

_SHELF = 8  # positions that agree but for their last 8 bits share a shelf
WHOLE = 6  # symbols of the shortest sentence whose absence breaks a passage: a heading
GAP = 64  # symbols without a counterpart that break a passage where no sentence ends
REMOTE = 0.16  # of a wide gap within a sentence that must match behind it; less is alike by chance
ALIKE = 0.3  # common symbols, in order, of two spun sentences; of 20,000 unrelated pairs 99.9 % have less than 0.26
# of the shorter of two stretches must be common, in order; of 40,000 unrelated pairs 99 % have less than 0.24
LEFT = 0.45
LONE = 0.25  # share of a sentence below which what matched in it is taken for chance


@dataclass(frozen=True, slots=True)
class Run:
    """A contiguous copied block; ``moved`` where its parts stand in another order in ``b``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    blocks: tuple[Block, ...]
    moved: bool
    matched: int
    rare: float  # matched symbols within 6-grams that few reports hold, weighed
    sentences: int

    @property
    def density(self) -> float:
        return self.matched / max(self.a_end - self.a_start, self.b_end - self.b_start)


class Places(Generic[T]):
    """Things by the stretches of text they stand in, so that a look-up does not go through all of them."""

    def __init__(self) -> None:
        self._shelves: dict[int, list[T]] = {}

    def add(self, start: int, end: int, thing: T) -> None:
        for shelf in range(start >> _SHELF, (end >> _SHELF) + 1):
            self._shelves.setdefault(shelf, []).append(thing)

    def near(self, start: int, end: int) -> list[T]:
        """What may overlap ``start:end``, in the order of adding."""
        if start >> _SHELF == end >> _SHELF:
            return self._shelves.get(start >> _SHELF, [])
        out: dict[T, None] = {}
        for shelf in range(start >> _SHELF, (end >> _SHELF) + 1):
            out.update(dict.fromkeys(self._shelves.get(shelf, ())))
        return list(out)


def run_of(blocks: tuple[Block, ...], moved: bool, weight: memoryview, a_lay: Layout) -> Run:
    """Blocks taken as one run: its ends on both sides, what is alike in it, and how rare that is."""
    matched = sum([n for _, _, n in blocks])
    rare = 0.0
    per_sentence: dict[int, int] = {}
    form = a_lay.form
    for a, _, n in blocks:
        rare += rare_symbols(a, n, weight)
        k, end = a_lay.sentence(a), a + n
        while a < end:
            stop = min(end, form[k + 1])
            per_sentence[k] = per_sentence.get(k, 0) + stop - a
            a, k = stop, k + 1
    return Run(
        min([a for a, _, _ in blocks]),
        max([a + n for a, _, n in blocks]),
        min([b for _, b, _ in blocks]),
        max([b + n for _, b, n in blocks]),
        blocks,
        moved,
        matched,
        rare,
        _sentences({k for k, n in per_sentence.items() if n >= WHOLE}, a_lay),
    )


def _sentences(found: set[int], lay: Layout) -> int:
    """Number of sentences that these parts of sentences belong to."""
    return sum(not (k + 1 in found and lay.runs_on(k)) for k in found)


def rare_symbols(a: int, n: int, weight: memoryview) -> float:
    """Symbols of a block by the weight of its 6-grams (bytes: a sum of a hundred is not worth a call to numpy)."""
    grams = n - GRAM + 1
    return sum(weight[a : a + grams]) * n / (grams * FULL) if grams > 0 else 0.0


def plausible(blocks: list[Block], a_lay: Layout, b_lay: Layout) -> list[Block]:
    """Leave out chance matches: little of the sentence around them has a counterpart."""
    for side, lay in ((0, a_lay), (1, b_lay)):
        if not blocks:
            break
        covered: dict[int, int] = {}
        homes = []
        for block in blocks:
            k = lay.sentence(block[side])
            inside = block[side] + block[2] <= lay.form[k + 1]
            homes.append(k if inside else -1)
            if inside:
                covered[k] = covered.get(k, 0) + block[2]
            else:
                covered[k] = 1 << 30
                covered[lay.sentence(block[side] + block[2] - 1)] = 1 << 30
        blocks = [
            b
            for b, k in zip(blocks, homes, strict=True)
            if k < 0 or b[2] >= 3 * SEED or covered[k] >= LONE * (lay.form[k + 1] - lay.form[k])
        ]
    return blocks


def parts(blocks: list[Block], a_lay: Layout, b_lay: Layout) -> Iterator[list[Block]]:
    """Blocks parted where too much that differs stands between two of them."""
    part: list[Block] = []
    for block in blocks:
        if part:
            a, b, n = part[-1]
            gap = (a + n, block[0], b + n, block[1])
            if _apart(a_lay, gap[0], gap[1], b_lay, gap[2], gap[3]) and not _alike(a_lay, b_lay, *gap):
                yield _stripped(part, a_lay, b_lay)
                part = []
        part.append(block)
    if part:
        yield _stripped(part, a_lay, b_lay)


def _stripped(part: list[Block], a_lay: Layout, b_lay: Layout) -> list[Block]:
    """A part without the two or three symbols of a further sentence at its ends."""

    def other(x: Block, y: Block) -> bool:
        return any(lay.sentence(x[k]) != lay.sentence(y[k]) for k, lay in ((0, a_lay), (1, b_lay)))

    part = _near(part, a_lay, b_lay)
    low, high = 0, len(part)
    while high - low > 1 and part[high - 1][2] < SEED and other(part[high - 1], part[high - 2]):
        high -= 1
    while high - low > 1 and part[low][2] < SEED and other(part[low], part[low + 1]):
        low += 1
    out = part[low:high]
    for side, lay in ((0, a_lay), (1, b_lay)):  # a symbol or two of the next sentence are equal by chance
        a, b, n = out[-1]
        over = out[-1][side] + n - lay.form[lay.sentence(out[-1][side] + n - 1)]
        if over < SLIP < lay.tail(out[-1][side] + n)[0] and over < n:
            out[-1] = (a, b, n - over)
        a, b, n = out[0]
        over = lay.form[lay.sentence(out[0][side]) + 1] - out[0][side]
        if over < SLIP < lay.head(out[0][side])[0] and over < n:
            out[0] = (a + over, b + over, n - over)
    return out


def _near(part: list[Block], a_lay: Layout, b_lay: Layout) -> list[Block]:
    """A part without the few symbols of its outer sentences that stand beyond a wide gap."""

    wide = []
    for k in range(len(part) - 1):
        (a, b, n), (x, y, _) = part[k], part[k + 1]
        gap = x - a - n if x - a > y - b else y - b - n
        if (
            gap >= 2 * GRAM
            and a_lay.sentence(a + n - 1) == a_lay.sentence(x)
            and b_lay.sentence(b + n - 1) == b_lay.sentence(y)
        ):
            wide.append((k + 1, REMOTE * gap))
    low, high = 0, len(part)
    for k, least in wide:
        if sum(n for _, _, n in part[low:k]) < least:
            low = k
    for k, least in reversed(wide):
        if low < k and sum(n for _, _, n in part[k:high]) < least:
            high = k
    return part[low:high]


def _apart(a_lay: Layout, a0: int, a1: int, b_lay: Layout, b0: int, b1: int) -> bool:
    """Whether a sentence or more between two blocks has no counterpart."""
    if a_lay.broken(a0, a1, WHOLE, GAP) or b_lay.broken(b0, b1, WHOLE, GAP):
        return True
    if max(a1 - a0, b1 - b0) < 2 * WHOLE:
        return False
    if not (a_lay.border(a1) and b_lay.border(b1)):
        return False
    # what was put in ends as a sentence: it is one, unless a mark ties it as a clause to what stands before it (or
    # to what that was exchanged for)
    lay, start = (a_lay, a0) if a1 - a0 > b1 - b0 else (b_lay, b0)
    return not lay.clause_after(start, min(a1 - a0, b1 - b0))


def _alike(a_lay: Layout, b_lay: Layout, a0: int, a1: int, b0: int, b1: int) -> bool:
    """Whether two gaps are one text with its words exchanged, so that nothing in them matched by itself."""
    if not 0 < max(a1 - a0, b1 - b0) <= 4 * GAP:
        return False
    return Indel.normalized_similarity(a_lay.string(a0, a1), b_lay.string(b0, b1)) >= ALIKE


def _turned(a: int, b: int) -> bool:
    """Whether two runs that changed places still touch in one text, and are a sentence apart in the other at most.

    ``a`` and ``b`` are the symbols between them.

    The sentence's counterpart stands at the outer end of one of them, and was changed too much to be found.
    """
    return -GRAM <= min(a, b) <= WHOLE + SLIP and max(a, b) <= GAP // 2


def grown(runs: list[Run], a_lay: Layout, b_lay: Layout, least: float) -> list[Run]:
    """Runs with the spun sentences at their ends: next to them in both texts, of one length, alike, in no run.

    No run grows until less than ``least`` of it has matched: stock beside a copied sentence is alike as well.
    """
    in_a: Places[Run] = Places()
    in_b: Places[Run] = Places()
    for r in runs:
        in_a.add(r.a_start, r.a_end, r)
        in_b.add(r.b_start, r.b_end, r)

    def spun(a0: int, a1: int, b0: int, b1: int) -> bool:
        if min(a1 - a0, b1 - b0) < WHOLE or max(a1 - a0, b1 - b0) > GAP:
            return False
        if any(a0 < r.a_end and r.a_start < a1 for r in in_a.near(a0, a1)):
            return False
        return not any(b0 < r.b_end and r.b_start < b1 for r in in_b.near(b0, b1)) and _alike(
            a_lay, b_lay, a0, a1, b0, b1
        )

    out = []
    for run in runs:
        a0, a1, b0, b1 = run.a_start, run.a_end, run.b_start, run.b_end
        while spun(a1, x := a_lay.next_end(a1), b1, y := b_lay.next_end(b1)):
            a1, b1 = x, y
        while spun(x := a_lay.previous_start(a0), a0, y := b_lay.previous_start(b0), b0):
            a0, b0 = x, y
        wider = (a0, a1, b0, b1) != (run.a_start, run.a_end, run.b_start, run.b_end)
        if wider and run.matched >= least * max(a1 - a0, b1 - b0):
            run = replace(run, a_start=a0, a_end=a1, b_start=b0, b_end=b1)
            in_a.add(a0, a1, run)  # a spun sentence is taken in by one of its neighbours
            in_b.add(b0, b1, run)
        out.append(run)
    return out


def joined(runs: list[Run], weight: memoryview, a_lay: Layout, b_lay: Layout) -> list[Run]:
    """Join runs that stand side by side in both texts, whatever their order."""
    if len(runs) < 2:
        return runs
    out = _side_by_side(sorted(runs, key=lambda r: (r.a_start, r.b_start)), weight, a_lay, b_lay)
    closed = _closed(out, weight, a_lay)
    return _side_by_side(closed, weight, a_lay, b_lay) if len(closed) < len(out) else out


def _side_by_side(runs: list[Run], weight: memoryview, a_lay: Layout, b_lay: Layout) -> list[Run]:
    in_a: Places[Run] = Places()
    in_b: Places[Run] = Places()
    for r in runs:
        in_a.add(r.a_start, r.a_end, r)
        in_b.add(r.b_start, r.b_end, r)

    def bare(a0: int, a1: int, b0: int, b1: int) -> bool:  # nothing of it was found
        return not any(a0 + SLIP < r.a_end and r.a_start < a1 - SLIP for r in in_a.near(a0, a1)) and not any(
            b0 + SLIP < r.b_end and r.b_start < b1 - SLIP for r in in_b.near(b0, b1)
        )

    out: list[Run] = []
    for run in runs:
        while out:
            last = out[-1]
            b_first, b_second = (last, run) if last.b_start <= run.b_start else (run, last)
            gap = (last.a_end, run.a_start, b_first.b_end, b_second.b_start)
            apart = (
                run.a_start < last.a_end - GRAM
                or b_second.b_start < b_first.b_end - GRAM
                or (
                    _apart(a_lay, gap[0], gap[1], b_lay, gap[2], gap[3])
                    and not _alike(a_lay, b_lay, *gap)
                    and not (
                        b_first is run
                        and (
                            _turned(gap[1] - gap[0], gap[3] - gap[2])
                            or (bare(*gap) and _elsewhere(last, run, a_lay, b_lay))
                        )
                    )
                )
            )
            if apart:
                break
            run = _both(last, run, weight, a_lay)
            out.pop()
        out.append(run)
    return out


def _both(one: Run, other: Run, weight: memoryview, a_lay: Layout) -> Run:
    """Two runs, in the order of the first text, as one."""
    moved = one.moved or other.moved or other.b_start < one.b_start
    return replace(
        run_of((*one.blocks, *other.blocks), moved, weight, a_lay),
        a_start=min(one.a_start, other.a_start),
        a_end=max(one.a_end, other.a_end),
        b_start=min(one.b_start, other.b_start),
        b_end=max(one.b_end, other.b_end),
    )


def _elsewhere(one: Run, other: Run, a_lay: Layout, b_lay: Layout) -> bool:
    """Whether what stands between two runs that changed places, and touch in the other text, is at an end of them.

    Of ``X Y Z`` the other text then has ``Y Z X``, and too little is left in ``Y`` to be found by itself.
    """
    between = (
        (a_lay, one.a_end, other.a_start, b_lay, other.b_start, one.b_end, one.b_start - other.b_end),
        (b_lay, other.b_end, one.b_start, a_lay, one.a_start, other.a_end, other.a_start - one.a_end),
    )
    for lay, start, end, far, first, last, touch in between:
        if not (touch <= WHOLE + SLIP and 2 * WHOLE <= end - start <= 2 * GAP):
            continue
        gap = lay.string(start, end)
        for step, edge in ((far.previous_start, first), (far.next_end, last)):
            at = edge
            while abs(at - edge) < end - start and (beyond := step(at)) != at:
                at = beyond
                outer = far.string(min(at, edge), max(at, edge))
                least = LEFT * min(len(gap), len(outer))
                if len(outer) >= 2 * WHOLE and LCSseq.similarity(gap, outer) >= least:
                    return True
    return False


def _closed(runs: list[Run], weight: memoryview, a_lay: Layout) -> list[Run]:
    """Runs joined where one sentence is missing between them and a third one shows that their order was turned.

    A copyist who turns ``X Y Z`` into ``Y Z X`` may leave out a sentence between ``Y`` and ``Z``: what touches ``X`` in
    both texts is one block.
    """
    out: list[Run] = []
    for k, run in enumerate(runs):
        if out and run.b_start >= out[-1].b_end - GRAM and (k > 1 or k + 1 < len(runs)):
            last = out[-1]
            gaps = run.a_start - last.a_end, run.b_start - last.b_end
            near = min(gaps) <= WHOLE + SLIP and max(gaps) <= GAP // 2
            before = len(out) > 1 and _turned(last.a_start - out[-2].a_end, out[-2].b_start - run.b_end)
            after = k + 1 < len(runs) and _turned(runs[k + 1].a_start - run.a_end, last.b_start - runs[k + 1].b_end)
            if near and (before or after):
                out[-1] = _both(last, run, weight, a_lay)
                continue
        out.append(run)
    return out
