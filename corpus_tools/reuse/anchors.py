"""Anchors between all reports of a corpus that is in memory.

The 6-grams are parted by the first bits of their hashes. A part is small enough to be looked at in the cache of a
processor, and parts do not depend on each other, so two are looked at at once. In a part, first the grams are left
out that stand in one place only, two thirds of them, by a table of slots; what is left is sorted.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import CAP, TEMPLATE, Anchors, among, hashes, paired, popular, within, worth

__all__ = ["anchors"]

Array = npt.NDArray[np.int64]

_PART = 19  # bits of the number of 6-grams in a part: 500,000 take 2 MB
_SLOTS = 21  # bits of the number of slots: of the grams that stand in one place only, a fifth share one
_AT_ONCE = 2  # threads: more of them wait for the memory


def anchors(
    made: Forms, skip: npt.NDArray[np.bool_] | None = None, *, stock: npt.NDArray[np.uint32], rare: int
) -> Anchors:
    """Anchors between all reports.

    Parameters
    ----------
    skip : of each report whether it is left out
    stock : sorted hashes of 6-grams that are stock wording whatever their frequency here
    rare : number of holders up to which a 6-gram speaks for copying with its full weight

    Raises
    ------
    ValueError
        If the positions do not fit into 32 bits.

    Examples
    --------
    >>> from corpus_tools.reuse.form import forms
    >>> made = forms(["全年清运垃圾并走访居民", "上月清运垃圾并走访商户"])
    >>> found = anchors(made, stock=np.zeros(0, np.uint32), rare=4)
    >>> found.a.tolist(), found.b.tolist(), int(found.spread[2])
    ([2, 3], [13, 14], 2)
    """
    if len(made.codes) >= 1 << 31:
        raise ValueError("more than 2,147,483,647 symbols: compare the corpus in parts")
    found = hashes(made.codes)
    docs = made.documents()
    weight = np.zeros(len(made.codes), np.uint8)
    spread = np.zeros(len(made.codes), np.uint16)
    bits = min(8, max(0, len(found).bit_length() - _PART))
    part_of = (
        (found >> np.uint32(24)).astype(np.uint8) >> np.uint8(8 - bits) if bits else np.zeros(len(found), np.uint8)
    )
    inside = within(made, skip)

    first = np.full(len(made.codes), -1, np.int32)  # of what more than CAP reports hold, the first place

    def look(part: int) -> tuple[Array, Array]:
        at = np.flatnonzero((part_of == part) & inside)
        at = at[_twice(found[at], bits)]
        return _part(found[at], at, docs, (weight, spread, first), stock, rare)

    if bits:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            parts = list(threads.map(look, range(1 << bits)))
    else:
        parts = [look(0)]
    a, b = [a for a, _ in parts], [b for _, b in parts]
    many = np.flatnonzero(first >= 0)
    if len(many):
        home = first[many].astype(np.int64)
        keep, run_a, run_b = popular(home, many, docs[home], docs[many])
        a.append(home[keep])
        b.append(many[keep])
        weight[run_a] = weight[run_b] = TEMPLATE
    return Anchors(np.concatenate(a), np.concatenate(b), weight, spread)


def _twice(key: npt.NDArray[np.uint32], used: int) -> npt.NDArray[np.bool_]:
    """Which hashes may stand twice: all that do, and some that do not. The first ``used`` bits are all the same."""
    slot = (key << np.uint32(used)) >> np.uint32(32 - _SLOTS)
    number = np.arange(len(key), dtype=np.int32)
    last = np.empty(1 << _SLOTS, np.int32)  # needs no zeros: read only where it was written
    last[slot] = number
    shared = np.zeros(1 << _SLOTS, dtype=bool)
    shared[slot[last[slot] != number]] = True
    return shared[slot]


def _part(
    key: npt.NDArray[np.uint32],
    at: Array,
    docs: npt.NDArray[np.int32],
    marks: tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint16], npt.NDArray[np.int32]],
    stock: npt.NDArray[np.uint32],
    rare: int,
) -> tuple[Array, Array]:
    """Anchors of some 6-grams; marks the places where these stand with weight, spread and first holder's place."""
    none = np.zeros(0, np.int64)
    weight, spread, first = marks
    packed = (key.astype(np.uint64) << np.uint64(32)) | at.astype(np.uint64)
    packed.sort()
    key = (packed >> np.uint64(32)).astype(np.uint32)
    twice = np.zeros(len(key), dtype=bool)
    same = key[1:] == key[:-1]
    twice[1:] = same
    twice[:-1] |= same
    packed, key = packed[twice], key[twice]
    if not len(key):
        return none, none
    at = packed.astype(np.uint32).astype(np.int64)  # the lower half
    doc = docs[at]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = key[1:] != key[:-1]
    group = np.flatnonzero(fresh)
    sizes = np.diff(np.append(group, len(key)))
    fresh[1:] |= doc[1:] != doc[:-1]
    holders = np.add.reduceat(fresh.astype(np.int32), group)
    useful = ~among(key[group], stock)
    value = useful * worth(np.maximum(holders, sizes // 2), rare)  # a refrain is not rare
    spread[at] = np.repeat(np.minimum(holders, 0xFFFF).astype(np.uint16), sizes)
    weight[at] = np.repeat(value, sizes)

    # all pairs of the holders of a gram that few have
    small = useful & (holders >= 2) & (sizes <= 2 * CAP) & (holders <= CAP)
    left, right = [none], [none]
    for x, y in paired(key, doc, np.flatnonzero(np.repeat(small, sizes))):
        left.append(at[x])
        right.append(at[y])
    large = useful & (holders > CAP)
    first[at[np.repeat(large, sizes)]] = np.repeat(at[group[large]], sizes[large])
    return np.concatenate(left), np.concatenate(right)
