"""Alignment: from the equal blocks of two reports to contiguous copied blocks, in symbols of the matching form.

The stretches between the blocks of a chain, and some room on both sides of it, are aligned by edit distance
(Myers' bit-parallel algorithm, as rapidfuzz has it) and searched for common 4-grams; a run of blocks is broken
where a sentence or more has no counterpart, and runs that stand side by side in both texts in another order are
joined again as one passage with a move. An evidence test tells copying from stock. The order seeding, extension,
filtering is that of PAN text alignment (Potthast et al., 2013; Sanchez-Perez, Sidorov, Gelbukh, CLEF 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, Levenshtein

from corpus_tools.reuse.chains import Block, chains
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import FULL, GRAM, Anchors
from corpus_tools.reuse.layout import SLIP, Layout

__all__ = ["Run", "align"]

T = TypeVar("T")

_SHELF = 8  # positions that agree but for their last 8 bits share a shelf
ROOM = 64  # symbols that a zone is extended by on each side before aligning: one long sentence or two
LIMIT = 4000  # symbols aligned at once; 4000 x 4000 bits of trace are 4 MB
SEED = 4  # equal symbols in a row that count as matched: 4-grams of any frequency
WHOLE = 6  # symbols of the shortest sentence whose absence breaks a passage: a heading
GAP = 64  # symbols without a counterpart that break a passage where no sentence ends
ALIKE = 0.3  # common symbols, in order, of two spun sentences; of 20,000 unrelated pairs 99.9 % have less than 0.26
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run must show to be taken for a copy. Defaults from benchmarks/reuse.py, seeds 1–3."""

    rare: int = 16  # symbols within rare 6-grams
    share: float = 0.35  # of the matched symbols that are rare, weighed
    family_share: float = 0.12  # the same where the holders agree: 20 reports weigh 0.15 (`grams.FEW / CAP`)
    agreement: float = 0.75  # of the 6-grams of a run that one and the same number of reports must hold
    density: float = 0.4  # matched symbols to the longer side
    single: int = 80  # matched symbols that one sentence must have by itself (about 110 characters of text)
    companion: int = 11  # matched symbols of a sentence beside a proven passage (15 characters of text)
    companion_density: float = 0.7


EVIDENCE = Evidence()


def align(
    made: Forms,
    seeds: Anchors,
    pair: tuple[int, int],
    blocks: list[Block],
    layouts: Callable[[int], Layout],
    evidence: Evidence = EVIDENCE,
) -> list[Run]:
    """Copied blocks of two reports, in the order of the first."""
    i, j = pair
    weight = seeds.weight
    if sum(_rare(a, n, weight) for a, _, n in blocks) < evidence.rare:  # what alignment adds are no rare 6-grams
        return []
    strands = chains(blocks)
    a_lay, b_lay = layouts(i), layouts(j)
    limits = (int(made.bounds[i]), int(made.bounds[i + 1]), int(made.bounds[j]), int(made.bounds[j + 1]))
    seen: _Places[Block] = _Places()
    found: _Places[Run] = _Places()
    pool: list[Run] = []
    for chain in strands:
        if sum(n for _, _, n in chain) < 2 * GRAM - 2 or _covered(chain, seen):
            continue
        matched = _plausible(_aligned(made, chain, limits), a_lay, b_lay)
        matched = [c for b in matched for c in _fresh(b, seen.near(b[0], b[0] + b[2]))]
        for part in _parts(made, matched, a_lay, b_lay):
            run = _run(tuple(part), False, weight, a_lay)
            if run.matched >= evidence.companion - 1 and run.density >= evidence.density and not _within(run, found):
                pool.append(run)
                found.add(run.a_start, run.a_end, run)
                for block in part:
                    seen.add(block[0], block[0] + block[2], block)
    pool = _joined(made, _grown(made, pool, a_lay, b_lay), weight, a_lay, b_lay)
    proven = [_proves(r, seeds.spread, evidence) for r in pool]
    if not any(proven):
        return []
    in_a: _Places[Run] = _Places()
    in_b: _Places[Run] = _Places()
    for r, sure in zip(pool, proven, strict=True):
        if sure:
            in_a.add(r.a_start, r.a_end, r)
            in_b.add(r.b_start, r.b_end, r)

    def claimed(r: Run) -> bool:  # a phrase of a copied passage that also stands elsewhere
        return any(_share(r.a_start, r.a_end, p.a_start, p.a_end) > 0.5 for p in in_a.near(r.a_start, r.a_end)) or any(
            _share(r.b_start, r.b_end, p.b_start, p.b_end) > 0.5 for p in in_b.near(r.b_start, r.b_end)
        )

    def titles(r: Run) -> bool:  # two reports of one kind have one title
        return a_lay.sentence(r.a_end - 1) == 0 == b_lay.sentence(r.b_end - 1) and not (
            a_lay.stopped(0) and b_lay.stopped(0)
        )

    return [
        r
        for r, sure in zip(pool, proven, strict=True)
        if sure or (_accompanies(r, evidence) and not claimed(r) and not titles(r))
    ]


class _Places(Generic[T]):
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


def _proves(run: Run, spread: npt.NDArray[np.uint16], e: Evidence) -> bool:
    return (
        run.rare >= e.rare
        and run.density >= e.density
        and (run.sentences >= 2 or run.matched >= e.single)
        and (
            run.rare >= e.share * run.matched
            or (run.rare >= e.family_share * run.matched and _agreement(run, spread) >= e.agreement)
        )
    )


def _agreement(run: Run, spread: npt.NDArray[np.uint16]) -> float:
    """Share of a run's 6-grams that the commonest number of reports holds.

    The sentences of a template are held by the same reports; stock sentences side by side each have their own.
    """
    grams = np.concatenate([spread[a : a + max(0, n - GRAM + 1)] for a, _, n in run.blocks])
    return int(np.bincount(grams).max()) / len(grams) if len(grams) else 0.0


def _accompanies(run: Run, e: Evidence) -> bool:
    return (
        run.matched >= e.companion and run.rare >= e.share * run.matched and run.density >= e.companion_density
    ) or (run.rare >= e.rare and run.rare >= e.share * run.matched and run.density >= e.density)


def _covered(chain: list[Block], seen: _Places[Block]) -> bool:
    """Whether the longest block of a chain was matched before, on about the same diagonal."""
    a, b, n = max(chain, key=lambda c: c[2])
    a, b = a + n // 2, b + n // 2
    return any(
        x - GRAM <= a < x + m + GRAM and abs((b - y) - (a - x)) <= 2 * GRAM for x, y, m in seen.near(a - GRAM, a + GRAM)
    )


def _share(start: int, end: int, low: int, high: int) -> float:
    """Share of ``start:end`` that ``low:high`` holds (negative where they are apart)."""
    return (min(end, high) - max(start, low)) / (end - start)


def _within(run: Run, found: _Places[Run]) -> bool:
    """Whether more than half of a run stands, on both sides, in one that was found before."""
    return any(
        _share(run.a_start, run.a_end, r.a_start, r.a_end) > 0.5
        and _share(run.b_start, run.b_end, r.b_start, r.b_end) > 0.5
        for r in found.near(run.a_start, run.a_end)
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


def _aligned(made: Forms, chain: list[Block], limits: tuple[int, int, int, int]) -> list[Block]:
    """Equal blocks of a chain, widened until its ends no longer match."""
    a_low, a_high, b_low, b_high = limits
    core = _between(made, chain)
    a0, b0, _ = chain[0]
    a1, b1 = chain[-1][0] + chain[-1][2], chain[-1][1] + chain[-1][2]
    # widen to the left and to the right by pieces, as long as the outermost piece still matches
    room = ROOM
    while room <= LIMIT and a0 > a_low and b0 > b_low:
        x, y = max(a_low, a0 - room), max(b_low, b0 - room)
        more = _equal(made, x, a0, y, b0, False, True)
        core = more + core
        if not more or min(p[0] - x for p in more) > room // 2 or min(p[1] - y for p in more) > room // 2:
            break
        a0, b0 = more[0][0], more[0][1]
        room *= 2
    room = ROOM
    while room <= LIMIT and a1 < a_high and b1 < b_high:
        x, y = min(a_high, a1 + room), min(b_high, b1 + room)
        more = _equal(made, a1, x, b1, y, True, False)
        core = core + more
        if not more or x - (more[-1][0] + more[-1][2]) > room // 2 or y - (more[-1][1] + more[-1][2]) > room // 2:
            break
        a1, b1 = more[-1][0] + more[-1][2], more[-1][1] + more[-1][2]
        room *= 2
    return _merged(core)


def _between(made: Forms, chain: list[Block]) -> list[Block]:
    """A chain's blocks with the equal blocks of the stretches between them."""
    out: list[Block] = []
    a, b = chain[0][:2]
    for x, y, n in chain:
        out += _equal(made, a, x, b, y, True, True)
        out.append((x, y, n))
        a, b = x + n, y + n
    return out


def _equal(made: Forms, a0: int, a1: int, b0: int, b1: int, before: bool, after: bool) -> list[Block]:
    """Equal blocks of two stretches: of more than ``SEED`` symbols, and of two or more in step beside a block.

    ``before`` and ``after`` say whether a block ends where the stretches begin or begins where they end. Long
    runs first: edit distance would rather replace two unequal lengths than find the six symbols they share.
    """
    if a0 >= a1 or b0 >= b1 or max(a1 - a0, b1 - b0) > LIMIT:
        return []
    left, right = made.string(a0, a1), made.string(b0, b1)
    runs = _common(left, right, a0, b0)
    out: list[Block] = []
    a, b = a0, b0
    for k, block in enumerate([*runs, (a1, b1, 0)]):
        x, y = block[0], block[1]
        if x > a and y > b:
            opens, closes = before or k > 0, after or k < len(runs)
            out += _beside(left[a - a0 : x - a0], right[b - b0 : y - b0], a, b, opens, closes)
        if block[2]:
            out.append(block)
        a, b = x + block[2], y + block[2]
    return out


def _beside(left: str, right: str, a: int, b: int, before: bool, after: bool) -> list[Block]:
    """Equal symbols in step with a block before or after, or with each other where they are ``SEED`` or more."""
    same = [
        (a + op.src_start, b + op.dest_start, op.src_end - op.src_start)
        for op in Levenshtein.opcodes(left, right)
        if op.tag == "equal"
    ]
    ends = [(a, b, 0)] if before else []
    ends += same
    ends += [(a + len(left), b + len(right), 0)] if after else []
    sure = [n >= SEED or n == 0 for _, _, n in ends]
    for step in (range(1, len(ends)), range(len(ends) - 2, -1, -1)):
        for k in step:
            m = k - step.step
            first, second = (ends[m], ends[k]) if step.step > 0 else (ends[k], ends[m])
            apart = max(second[0] - first[0], second[1] - first[1]) - first[2]
            sure[k] = sure[k] or (sure[m] and ends[k][2] >= 2 and apart <= SEED)
    return [block for block, ok in zip(ends, sure, strict=True) if ok and block[2]]


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


def _parts(made: Forms, blocks: list[Block], a_lay: Layout, b_lay: Layout) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if part:
            a, b, n = part[-1]
            gap = (a + n, block[0], b + n, block[1])
            if _apart(a_lay, gap[0], gap[1], b_lay, gap[2], gap[3]) and not _alike(made, *gap):
                yield _stripped(part, a_lay, b_lay)
                part = []
        part.append(block)
    if part:
        yield _stripped(part, a_lay, b_lay)


def _alike(made: Forms, a0: int, a1: int, b0: int, b1: int) -> bool:
    """Whether two gaps are one text with its words exchanged, so that nothing in them matched by itself."""
    if not 0 < max(a1 - a0, b1 - b0) <= 4 * GAP:
        return False
    return Indel.normalized_similarity(made.string(a0, a1), made.string(b0, b1)) >= ALIKE


def _stripped(part: list[Block], a_lay: Layout, b_lay: Layout) -> list[Block]:
    """A part without the two or three symbols of a further sentence at its ends."""

    def other(x: Block, y: Block) -> bool:
        return any(lay.sentence(x[k]) != lay.sentence(y[k]) for k, lay in ((0, a_lay), (1, b_lay)))

    low, high = 0, len(part)
    while high - low > 1 and part[high - 1][2] < SEED and other(part[high - 1], part[high - 2]):
        high -= 1
    while high - low > 1 and part[low][2] < SEED and other(part[low], part[low + 1]):
        low += 1
    out = part[low:high]
    for side, lay in ((0, a_lay), (1, b_lay)):  # a symbol or two of the next sentence are equal by chance
        a, b, n = out[-1]
        over = out[-1][side] + n - int(lay.form[lay.sentence(out[-1][side] + n - 1)])
        if over < SLIP < lay.tail(out[-1][side] + n)[0] and over < n:
            out[-1] = (a, b, n - over)
        a, b, n = out[0]
        over = int(lay.form[lay.sentence(out[0][side]) + 1]) - out[0][side]
        if over < SLIP < lay.head(out[0][side])[0] and over < n:
            out[0] = (a + over, b + over, n - over)
    return out


def _grown(made: Forms, runs: list[Run], a_lay: Layout, b_lay: Layout) -> list[Run]:
    """Runs with the spun sentences at their ends: next to them in both texts, of one length, alike, in no run."""
    in_a: _Places[Run] = _Places()
    in_b: _Places[Run] = _Places()
    for r in runs:
        in_a.add(r.a_start, r.a_end, r)
        in_b.add(r.b_start, r.b_end, r)

    def spun(a0: int, a1: int, b0: int, b1: int) -> bool:
        if min(a1 - a0, b1 - b0) < WHOLE or max(a1 - a0, b1 - b0) > GAP:
            return False
        if any(a0 < r.a_end and r.a_start < a1 for r in in_a.near(a0, a1)):
            return False
        return not any(b0 < r.b_end and r.b_start < b1 for r in in_b.near(b0, b1)) and _alike(made, a0, a1, b0, b1)

    out = []
    for run in runs:
        a0, a1, b0, b1 = run.a_start, run.a_end, run.b_start, run.b_end
        while spun(a1, x := a_lay.next_end(a1), b1, y := b_lay.next_end(b1)):
            a1, b1 = x, y
        while spun(x := a_lay.previous_start(a0), a0, y := b_lay.previous_start(b0), b0):
            a0, b0 = x, y
        out.append(replace(run, a_start=a0, a_end=a1, b_start=b0, b_end=b1))
    return out


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
    rare = 0.0
    per_sentence: dict[int, int] = {}
    for a, _, n in blocks:
        rare += _rare(a, n, weight)
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


def _rare(a: int, n: int, weight: npt.NDArray[np.uint8]) -> float:
    """Symbols of a block by the weight of its 6-grams."""
    grams = n - GRAM + 1
    return int(weight[a : a + grams].sum()) * n / (grams * FULL) if grams > 0 else 0.0


def _joined(made: Forms, runs: list[Run], weight: npt.NDArray[np.uint8], a_lay: Layout, b_lay: Layout) -> list[Run]:
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
                or (
                    _apart(a_lay, last.a_end, run.a_start, b_lay, b_first.b_end, b_second.b_start)
                    and not _alike(made, last.a_end, run.a_start, b_first.b_end, b_second.b_start)
                )
            )
            if apart:
                break
            moved = last.moved or run.moved or b_first is run
            run = replace(
                _run((*last.blocks, *run.blocks), moved, weight, a_lay),
                a_start=min(last.a_start, run.a_start),
                a_end=max(last.a_end, run.a_end),
                b_start=min(last.b_start, run.b_start),
                b_end=max(last.b_end, run.b_end),
            )
            out.pop()
        out.append(run)
    return out
