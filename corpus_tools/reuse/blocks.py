"""Equal blocks of two reports along a chain, and of what stands between and beside its blocks.

Stretches without anchors are searched for common runs of 5 symbols or more; what is left is aligned by edit
distance (Myers' bit-parallel algorithm, as rapidfuzz has it). All positions are symbols of the joined forms.
"""

from __future__ import annotations

from rapidfuzz.distance import LCSseq, Levenshtein

from corpus_tools.reuse.chains import Block
from corpus_tools.reuse.layout import Layout

__all__ = ["SEED", "aligned"]

ROOM = 64  # symbols that a zone is extended by on each side before aligning: one long sentence or two
LIMIT = 4000  # symbols aligned at once; 4000 x 4000 bits of trace are 4 MB
SEED = 4  # equal symbols in a row that count as matched: 4-grams of any frequency


def aligned(a_lay: Layout, b_lay: Layout, chain: list[Block]) -> list[Block]:
    """Equal blocks of a chain, widened until its ends no longer match."""
    (a_low, a_high), (b_low, b_high) = a_lay.limits, b_lay.limits
    core = _between(a_lay, b_lay, chain)
    a0, b0, _ = chain[0]
    a1, b1 = chain[-1][0] + chain[-1][2], chain[-1][1] + chain[-1][2]
    # widen to the left and to the right by pieces, as long as the outermost piece still matches
    room = ROOM
    while room <= LIMIT and a0 > a_low and b0 > b_low:
        x, y = max(a_low, a0 - room), max(b_low, b0 - room)
        more = _equal(a_lay, b_lay, x, a0, y, b0, False, True)
        core = more + core
        if not more or min(p[0] - x for p in more) > room // 2 or min(p[1] - y for p in more) > room // 2:
            break
        a0, b0 = more[0][0], more[0][1]
        room *= 2
    room = ROOM
    while room <= LIMIT and a1 < a_high and b1 < b_high:
        x, y = min(a_high, a1 + room), min(b_high, b1 + room)
        more = _equal(a_lay, b_lay, a1, x, b1, y, True, False)
        core = core + more
        if not more or x - (more[-1][0] + more[-1][2]) > room // 2 or y - (more[-1][1] + more[-1][2]) > room // 2:
            break
        a1, b1 = more[-1][0] + more[-1][2], more[-1][1] + more[-1][2]
        room *= 2
    return _merged(core)


def _between(a_lay: Layout, b_lay: Layout, chain: list[Block]) -> list[Block]:
    """A chain's blocks with the equal blocks of the stretches between them."""
    out: list[Block] = []
    a, b = chain[0][:2]
    for x, y, n in chain:
        out += _equal(a_lay, b_lay, a, x, b, y, True, True)
        out.append((x, y, n))
        a, b = x + n, y + n
    return out


def _equal(a_lay: Layout, b_lay: Layout, a0: int, a1: int, b0: int, b1: int, before: bool, after: bool) -> list[Block]:
    """Equal blocks of two stretches: of more than ``SEED`` symbols, and of two or more in step beside a block.

    ``before`` and ``after`` say whether a block ends where the stretches begin or begins where they end. Long
    runs first: edit distance would rather replace two unequal lengths than find the six symbols they share.
    """
    if a0 >= a1 or b0 >= b1 or max(a1 - a0, b1 - b0) > LIMIT:
        return []
    left, right = a_lay.string(a0, a1), b_lay.string(b0, b1)
    in_order = LCSseq.similarity(left, right)  # a microsecond, where looking for runs takes ten
    if in_order < 2:  # an exchanged word
        return []
    runs = _common(left, right, a0, b0) if in_order > SEED else []
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
    found = Levenshtein.opcodes(left, right).as_matching_blocks()
    same = [(a + m.a, b + m.b, m.size) for m in found if m.size]
    if max([n for _, _, n in same], default=0) < 2:
        return []
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
    more = SEED + 1
    if not any(map(right.__contains__, [left[i : i + more] for i in range(len(left) - SEED)])):  # mostly
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
