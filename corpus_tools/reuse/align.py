"""Alignment: from the segments of two reports to contiguous copied blocks, in symbols of the matching form.

Segments that are near in both texts and in the same order make a zone. A zone, with some room on both sides,
is aligned by edit distance (Myers' bit-parallel algorithm, as rapidfuzz has it); runs of equal symbols are kept,
a run of blocks is broken where a sentence or more has no counterpart, and blocks that stand side by side in both
texts in another order are joined again as one passage with a move. An evidence test tells copying from stock.
The order seeding, extension, filtering is that of PAN text alignment (Potthast et al., 2013; Sanchez-Perez,
Sidorov, Gelbukh, CLEF 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from corpus_tools.reuse.chains import Segment
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM
from corpus_tools.reuse.layout import Layout

__all__ = ["Run", "align"]

Block = tuple[int, int, int]  # start in a, start in b, symbols

NEAR = 150  # symbols between two segments of one zone: some four sentences, aligned at once and broken later
ROOM = 64  # symbols that a zone is extended by on each side before aligning: one long sentence or two
LIMIT = 4000  # symbols aligned at once; 4000 x 4000 bits of trace are 4 MB
SEED = 4  # equal symbols in a row that count as matched: 4-grams of any frequency
WHOLE = 6  # symbols of the shortest sentence whose absence breaks a passage: a heading
GAP = 64  # symbols without a counterpart that break a passage where no sentence ends
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
    rare: int  # matched symbols within rare 6-grams
    sentences: int

    @property
    def density(self) -> float:
        return self.matched / max(self.a_end - self.a_start, self.b_end - self.b_start)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run must show to be taken for a copy. Defaults from benchmarks/reuse.py, seeds 1–3."""

    rare: int = 16  # symbols within rare 6-grams
    share: float = 0.35  # of the matched symbols that are rare
    density: float = 0.4  # matched symbols to the longer side
    single: int = 80  # matched symbols that one sentence must have by itself (about 110 characters of text)
    companion: int = 11  # matched symbols of a sentence beside a proven passage (15 characters of text)
    companion_density: float = 0.7


EVIDENCE = Evidence()


def align(
    made: Forms,
    weight: npt.NDArray[np.uint8],
    pair: tuple[int, int],
    segments: list[Segment],
    layouts: Callable[[int], Layout],
    evidence: Evidence = EVIDENCE,
) -> list[Run]:
    """Copied blocks of two reports, in the order of the first."""
    i, j = pair
    if not any(s.count >= 4 for s in segments):
        return []
    a_lay, b_lay = layouts(i), layouts(j)
    limits = (int(made.bounds[i]), int(made.bounds[i + 1]), int(made.bounds[j]), int(made.bounds[j + 1]))
    seen: list[Block] = []
    pool: list[Run] = []
    for zone in _zones(segments):
        if all(_covered(s, seen) for s in zone):
            continue
        blocks = _aligned(made, zone, limits)
        blocks = _plausible(blocks, a_lay, b_lay)
        blocks = [c for b in blocks for c in _fresh(b, seen)]
        for part in _parts(blocks, a_lay, b_lay):
            run = _run(tuple(part), False, weight, a_lay)
            if run.matched >= evidence.companion - 1 and run.density >= evidence.density and not _within(run, pool):
                pool.append(run)
                seen.extend(part)
    pool = _joined(pool, weight, a_lay, b_lay)
    proven = [r for r in pool if _proves(r, evidence)]
    if not proven:
        return []
    return [r for r in pool if r in proven or _accompanies(r, evidence)]


def _proves(run: Run, e: Evidence) -> bool:
    return (
        run.rare >= e.rare
        and run.rare >= e.share * run.matched
        and run.density >= e.density
        and (run.sentences >= 2 or run.matched >= e.single)
    )


def _accompanies(run: Run, e: Evidence) -> bool:
    return (
        run.matched >= e.companion and run.rare >= e.share * run.matched and run.density >= e.companion_density
    ) or (run.rare >= e.rare and run.rare >= e.share * run.matched and run.density >= e.density)


def _zones(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Segments near in both texts and in order, those with most anchors first."""
    zones: list[list[Segment]] = []
    for s in segments:
        for zone in reversed(zones[-8:]):  # more open ends than this are no reading of one passage
            last = zone[-1]
            if (
                -GRAM <= s.a_start - last.a_end <= NEAR
                and -GRAM <= s.b_start - last.b_end <= NEAR
                and s.a_end > last.a_end
                and s.b_end > last.b_end
            ):
                zone.append(s)
                break
        else:
            zones.append([s])
    zones.sort(key=lambda z: -sum(s.count for s in z))
    return iter(zones)


def _covered(segment: Segment, seen: list[Block]) -> bool:
    a = (segment.a_start + segment.a_end) // 2
    b = (segment.b_start + segment.b_end) // 2
    return any(x - GRAM <= a < x + n + GRAM and abs((b - y) - (a - x)) <= 2 * GRAM for x, y, n in seen)


def _within(run: Run, pool: list[Run]) -> bool:
    """Whether more than half of a run stands, on both sides, in one that was found before."""

    def share(start: int, end: int, low: int, high: int) -> float:
        return (min(end, high) - max(start, low)) / (end - start)

    return any(
        share(run.a_start, run.a_end, r.a_start, r.a_end) > 0.5
        and share(run.b_start, run.b_end, r.b_start, r.b_end) > 0.5
        for r in pool
    )


def _fresh(block: Block, seen: list[Block]) -> Iterator[Block]:
    """What of a block is not in an earlier one on the same diagonal."""
    a, b, n = block
    for x, y, m in seen:
        if b - a == y - x and a < x + m and x < a + n:
            if a < x:
                yield from _fresh((a, b, x - a), seen)
            if a + n > x + m:
                yield from _fresh((x + m, y + m, a + n - x - m), seen)
            return
    yield block


def _aligned(made: Forms, zone: list[Segment], limits: tuple[int, int, int, int]) -> list[Block]:
    """Equal blocks of a zone; it is widened until its ends no longer match."""
    a_low, a_high, b_low, b_high = limits
    a0, a1 = min(s.a_start for s in zone), max(s.a_end for s in zone)
    b0, b1 = min(s.b_start for s in zone), max(s.b_end for s in zone)
    core = _windows(made, zone, a0, a1, b0, b1)
    # widen to the left and to the right by pieces, as long as the outermost piece still matches
    room = ROOM
    while room <= LIMIT and a0 > a_low and b0 > b_low:
        x, y = max(a_low, a0 - room), max(b_low, b0 - room)
        more = _equal(made, x, a0, y, b0)
        core = more + core
        if not more or min(p[0] - x for p in more) > room // 2 or min(p[1] - y for p in more) > room // 2:
            break
        a0, b0 = more[0][0], more[0][1]
        room *= 2
    room = ROOM
    while room <= LIMIT and a1 < a_high and b1 < b_high:
        x, y = min(a_high, a1 + room), min(b_high, b1 + room)
        more = _equal(made, a1, x, b1, y)
        core = core + more
        if not more or x - (more[-1][0] + more[-1][2]) > room // 2 or y - (more[-1][1] + more[-1][2]) > room // 2:
            break
        a1, b1 = more[-1][0] + more[-1][2], more[-1][1] + more[-1][2]
        room *= 2
    return _merged(core)


def _windows(made: Forms, zone: list[Segment], a0: int, a1: int, b0: int, b1: int) -> list[Block]:
    """Align a zone segment by segment, and what lies between two segments by itself."""
    out: list[Block] = []
    a, b = a0, b0
    for s in zone:
        x, y = max(a, s.a_start), max(b, s.b_start)
        out += _equal(made, a, x, b, y)
        a, b = x, y
        if s.a_end - a == s.b_end - b and np.array_equal(made.codes[a : s.a_end], made.codes[b : s.b_end]):
            out.append((a, b, s.a_end - a))
        else:
            for x, y in _cuts(s, a, b):
                if max(x - a, y - b) <= 2 * LIMIT:
                    out += _equal(made, a, x, b, y)
                a, b = x, y
        a, b = max(a, s.a_end), max(b, s.b_end)
    return out


def _cuts(s: Segment, a: int, b: int) -> Iterator[tuple[int, int]]:
    """Anchors at which a long segment is cut, so that each piece is bounded; its end at last."""
    shift = s.b - s.a
    good = np.flatnonzero(np.abs(shift - np.median(shift)) <= 2 * GRAM) if s.a_end - a > LIMIT else s.a[:0]
    while len(good):
        k = int(np.searchsorted(s.a[good], a + LIMIT // 2))
        if k >= len(good) or int(s.b[good[k]]) <= b:
            break
        a, b = int(s.a[good[k]]), int(s.b[good[k]])
        yield a, b
    if s.a_end > a and s.b_end > b:
        yield s.a_end, s.b_end


def _equal(made: Forms, a0: int, a1: int, b0: int, b1: int) -> list[Block]:
    """Blocks of equal symbols: of ``SEED`` or more, and shorter ones between two of these in step.

    Edit distance rather replaces two unequal lengths than finds the six symbols they share, so what it left
    over is searched for common runs again.
    """
    if a0 >= a1 or b0 >= b1:
        return []
    left, right = made.string(a0, a1), made.string(b0, b1)
    out: list[Block] = []
    waiting: list[Block] = []
    for op in Levenshtein.opcodes(left, right):
        if op.tag != "equal":
            continue
        block = (a0 + op.src_start, b0 + op.dest_start, op.src_end - op.src_start)
        if block[2] >= SEED:
            if out:
                out += [w for w in waiting if w[2] >= 2]
            out.append(block)
            waiting = []
        elif not waiting or block[0] - (waiting[-1][0] + waiting[-1][2]) <= SEED:
            waiting.append(block)
    filled: list[Block] = []
    a, b = a0, b0
    for block in [*out, (a1, b1, 0)]:
        filled += _common(left[a - a0 : block[0] - a0], right[b - b0 : block[1] - b0], a, b)
        if block[2]:
            filled.append(block)
        a, b = block[0] + block[2], block[1] + block[2]
    return filled


def _common(left: str, right: str, a: int, b: int) -> list[Block]:
    """Common runs of more than ``SEED`` symbols of two short texts, longest first, in the order of both."""
    if min(len(left), len(right)) <= SEED or max(len(left), len(right)) > 4 * ROOM:
        return []
    places = {right[k : k + SEED]: k for k in range(len(right) - SEED, -1, -1)}
    best = (0, 0, 0)
    i = 0
    while i <= len(left) - SEED:
        k = places.get(left[i : i + SEED])
        n = 0
        if k is not None:
            while i + n < len(left) and k + n < len(right) and left[i + n] == right[k + n]:
                n += 1
            if n > best[2]:
                best = (i, k, n)
        i += max(1, n - SEED + 1)
    i, k, n = best
    if n <= SEED:
        return []
    return [
        *_common(left[:i], right[:k], a, b),
        (a + i, b + k, n),
        *_common(left[i + n :], right[k + n :], a + i + n, b + k + n),
    ]


def _merged(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    for a, b, n in blocks:
        if out and (a, b) == (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]):
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + n)
        elif not out or (a >= out[-1][0] + out[-1][2] and b >= out[-1][1] + out[-1][2]):
            out.append((a, b, n))
    return out


def _plausible(blocks: list[Block], a_lay: Layout, b_lay: Layout) -> list[Block]:
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
            if k < 0 or b[2] >= 3 * SEED or covered[k] >= LONE * int(lay.form[k + 1] - lay.form[k])
        ]
    return blocks


def _parts(blocks: list[Block], a_lay: Layout, b_lay: Layout) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if part:
            a, b, n = part[-1]
            if _apart(a_lay, a + n, block[0], b_lay, b + n, block[1]):
                yield part
                part = []
        part.append(block)
    if part:
        yield part


def _apart(a_lay: Layout, a0: int, a1: int, b_lay: Layout, b0: int, b1: int) -> bool:
    """Whether a sentence or more between two blocks has no counterpart."""
    if a_lay.broken(a0, a1, WHOLE, GAP) or b_lay.broken(b0, b1, WHOLE, GAP):
        return True
    if max(a1 - a0, b1 - b0) < 2 * WHOLE:
        return False
    if not (a_lay.border(a1) and b_lay.border(b1)):
        return False
    # what was put in ends as a sentence: it is one, unless a mark ties it to what stands before it as a clause
    lay, start = (a_lay, a0) if a1 - a0 > b1 - b0 else (b_lay, b0)
    return not lay.clause_after(start)


def _run(blocks: tuple[Block, ...], moved: bool, weight: npt.NDArray[np.uint8], a_lay: Layout) -> Run:
    matched = sum(n for _, _, n in blocks)
    rare = 0
    per_sentence: dict[int, int] = {}
    for a, _, n in blocks:
        if n >= GRAM and (grams := int(np.count_nonzero(weight[a : a + n - GRAM + 1]))):
            rare += min(n, grams + GRAM - 1)
        first, last = a_lay.sentence(a), a_lay.sentence(a + n - 1)
        for k in range(first, last + 1):
            inside = min(a + n, int(a_lay.form[k + 1])) - max(a, int(a_lay.form[k]))
            per_sentence[k] = per_sentence.get(k, 0) + inside
    return Run(
        min(a for a, _, _ in blocks),
        max(a + n for a, _, n in blocks),
        min(b for _, b, _ in blocks),
        max(b + n for _, b, n in blocks),
        blocks,
        moved,
        matched,
        rare,
        sum(n >= WHOLE for n in per_sentence.values()),
    )


def _joined(runs: list[Run], weight: npt.NDArray[np.uint8], a_lay: Layout, b_lay: Layout) -> list[Run]:
    """Join runs that stand side by side in both texts, whatever their order."""
    runs = sorted(runs, key=lambda r: (r.a_start, r.b_start))
    out: list[Run] = []
    for run in runs:
        while out:
            last = out[-1]
            b_first, b_second = (last, run) if last.b_start <= run.b_start else (run, last)
            apart = (
                run.a_start < last.a_end - GRAM
                or b_second.b_start < b_first.b_end - GRAM
                or _apart(a_lay, last.a_end, run.a_start, b_lay, b_first.b_end, b_second.b_start)
            )
            if apart:
                break
            moved = last.moved or run.moved or b_first is run
            run = _run((*last.blocks, *run.blocks), moved, weight, a_lay)
            out.pop()
        out.append(run)
    return out
