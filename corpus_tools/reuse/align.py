"""Alignment: from the equal blocks of two reports to contiguous copied blocks, in symbols of the matching form.

The stretches between the blocks of a chain, and some room on both sides of it, are aligned by edit distance
(Myers' bit-parallel algorithm, as rapidfuzz has it) and searched for common 4-grams; a run of blocks is broken
where a sentence or more has no counterpart, and runs that stand side by side in both texts in another order are
joined again as one passage with a move. An evidence test tells copying from stock. The order seeding, extension,
filtering is that of PAN text alignment (Potthast et al., 2013; Sanchez-Perez, Sidorov, Gelbukh, CLEF 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus_tools.reuse.blocks import aligned
from corpus_tools.reuse.chains import Block, Candidate, chains
from corpus_tools.reuse.evidence import Evidence, accompanies, facts, plain, proves, without_plain_ends
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM, Anchors
from corpus_tools.reuse.layout import MOST, Layout
from corpus_tools.reuse.runs import Places, Run, grown, joined, parts, plausible, rare_symbols, run_of
from corpus_tools.structure.titles import title_word

__all__ = ["align"]

_AT_ONCE = 256  # pairs whose evidence is weighed together, in arrays

SOURCE = 0.5  # of the shorter report that is proven: the other was its source, and short sentences are copied as well
NEAR = 64  # otherwise symbols between a proven passage and a sentence that is copied with it: two sentences


def align(
    made: Forms,
    seeds: Anchors,
    pairs: Sequence[Candidate],
    layouts: Callable[[int], Layout],
    evidence: Evidence,
) -> Iterator[tuple[int, int, Run]]:
    """Copied blocks of pairs of reports, pair by pair, in the order of the first report."""
    weight = memoryview(seeds.weight.data)
    for low in range(0, len(pairs), _AT_ONCE):
        pools = []
        for i, j, blocks in pairs[low : low + _AT_ONCE]:
            # what alignment adds are no rare 6-grams
            if sum(rare_symbols(a, n, weight) for a, _, n in blocks) >= evidence.least:
                pools.append((i, j, _pool(blocks, weight, made, layouts(i), layouts(j), evidence)))
        found = iter(facts([r for _, _, pool in pools for r in pool], made, seeds.spread, evidence))
        for i, j, pool in pools:
            a_lay, b_lay = layouts(i), layouts(j)
            proven = [proves(r, next(found), made, weight, a_lay, b_lay, evidence) for r in pool]
            if pool and _title(pool[0], a_lay, b_lay, evidence):
                pool, proven = pool[1:], proven[1:]
            if any(proven):
                yield from ((i, j, r) for r in _kept(pool, proven, a_lay, b_lay, evidence))


def _pool(
    blocks: list[Block], weight: memoryview, made: Forms, a_lay: Layout, b_lay: Layout, evidence: Evidence
) -> list[Run]:
    """Runs of two reports that may be copied, in the order of the first."""
    pool = None
    if evidence.apart(a_lay, b_lay):
        # general words that stand beside a copied passage in both were not copied with it, unless half a report was
        cut = _runs(blocks, weight, a_lay, b_lay, evidence, lambda part: without_plain_ends(part, made))
        own = [r for r in cut if not plain(r, made, evidence)]
        if sum(r.matched for r in own) < SOURCE * min(len(a_lay.symbols), len(b_lay.symbols)):
            pool = own
    if pool is None:
        pool = list(_runs(blocks, weight, a_lay, b_lay, evidence))
    pool = grown(pool, a_lay, b_lay, evidence.density)
    return joined(pool, weight, a_lay, b_lay)


def _runs(
    blocks: list[Block],
    weight: memoryview,
    a_lay: Layout,
    b_lay: Layout,
    evidence: Evidence,
    parted: Callable[[list[Block]], list[list[Block]]] = lambda part: [part],
) -> Iterator[Run]:
    seen: Places[Block] = Places()
    found: Places[Run] = Places()
    for chain in chains(blocks):
        if sum(n for _, _, n in chain) < 2 * GRAM - 2 or _covered(chain, seen):
            continue
        matched = plausible(aligned(a_lay, b_lay, chain), a_lay, b_lay)
        matched = [c for b in matched for c in _fresh(b, seen.near(b[0], b[0] + b[2]))]
        for part in (p for whole in parts(matched, a_lay, b_lay) for p in parted(whole)):
            run = run_of(tuple(part), False, weight, a_lay)
            if run.matched >= evidence.companion - 1 and run.density >= evidence.density and not _within(run, found):
                yield run
                found.add(run.a_start, run.a_end, run)
                for block in part:
                    seen.add(block[0], block[0] + block[2], block)


def _kept(pool: list[Run], proven: list[bool], a_lay: Layout, b_lay: Layout, evidence: Evidence) -> list[Run]:
    """Runs that are proven, and those that were copied together with them."""
    if all(proven):
        return pool
    in_a: Places[Run] = Places()
    in_b: Places[Run] = Places()
    for r, sure in zip(pool, proven, strict=True):
        if sure:
            in_a.add(r.a_start, r.a_end, r)
            in_b.add(r.b_start, r.b_end, r)

    def claimed(r: Run) -> bool:  # a phrase of a copied passage that also stands elsewhere
        return any(_share(r.a_start, r.a_end, p.a_start, p.a_end) > 0.5 for p in in_a.near(r.a_start, r.a_end)) or any(
            _share(r.b_start, r.b_end, p.b_start, p.b_end) > 0.5 for p in in_b.near(r.b_start, r.b_end)
        )

    shorter = min(len(a_lay.symbols), len(b_lay.symbols))
    sure_share = sum(r.matched for r, sure in zip(pool, proven, strict=True) if sure) / shorter
    anywhere = not evidence.apart(a_lay, b_lay) or sure_share >= SOURCE

    def beside(r: Run) -> bool:
        return anywhere or any(
            max(r.a_start - p.a_end, p.a_start - r.a_end) <= NEAR
            and max(r.b_start - p.b_end, p.b_start - r.b_end) <= NEAR
            for p in in_a.near(r.a_start - NEAR, r.a_end + NEAR)
        )

    return [
        r
        for r, sure in zip(pool, proven, strict=True)
        if sure or (accompanies(r, evidence) and beside(r) and not claimed(r))
    ]


def _title(run: Run, a_lay: Layout, b_lay: Layout, evidence: Evidence) -> bool:
    """Whether little of a run is more than the title: reports of one kind have one, and address the same readers."""
    if a_lay.sentence(run.a_start) or b_lay.sentence(run.b_start):
        return False
    ends = a_lay.form[1], b_lay.form[1]
    a, b, n = min(run.blocks)
    if (a, b) == (a_lay.base, b_lay.base) and title_word(a_lay.text[: int(a_lay.where[n - 1]) + 1]):
        ends = a + n, b + n  # 禁毒工作总结今年我镇…: the line break behind it is lost
    elif a_lay.stopped(0) and b_lay.stopped(0):
        return False
    if max(ends[0] - a_lay.base, ends[1] - b_lay.base) > MOST:
        return False
    return sum(min(n, max(0, a + n - ends[0], b + n - ends[1])) for a, b, n in run.blocks) < evidence.companion


def _covered(chain: list[Block], seen: Places[Block]) -> bool:
    """Whether the longest block of a chain was matched before, on about the same diagonal."""
    a, b, n = max(chain, key=lambda c: c[2])
    a, b = a + n // 2, b + n // 2
    return any(
        x - GRAM <= a < x + m + GRAM and abs((b - y) - (a - x)) <= 2 * GRAM for x, y, m in seen.near(a - GRAM, a + GRAM)
    )


def _share(start: int, end: int, low: int, high: int) -> float:
    """Share of ``start:end`` that ``low:high`` holds (negative where they are apart)."""
    return (min(end, high) - max(start, low)) / (end - start)


def _within(run: Run, found: Places[Run]) -> bool:
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
