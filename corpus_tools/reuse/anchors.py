"""Anchors between all reports of a corpus that is in memory.

The 6-grams are parted by the first byte of their hashes. A part is small enough to be looked at in the cache of a
processor, and parts do not depend on each other, so two are looked at at once. A part is sorted by counting.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import (
    CAP,
    GRAM,
    TEMPLATE,
    Anchors,
    among,
    distinct,
    hashes,
    in_order,
    paired,
    popular,
    within,
    worth,
)

__all__ = ["anchors"]

Array = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]

_STRETCH = 1 << 18  # symbols whose 6-grams are parted together
_LINKED = 1 << 19  # symbols whose links to first holders are looked at together
_FEW = 1 << 17  # symbols up to which all are looked at together; beyond, in parts by the first byte of the hash
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
    docs = made.documents()
    weight = np.zeros(len(made.codes), np.uint8)
    spread = np.zeros(len(made.codes), np.uint16)
    inside = within(made, skip)
    bits = 8 if len(inside) > _FEW else 0
    limits = (np.arange(1, 1 << bits) << (32 - bits)).astype(np.uint32)  # first hashes of the parts but for part 0
    first = np.full(len(made.codes), -1, np.int32)  # of what more than CAP reports hold, the first place

    def split(start: int) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], list[int]]:
        """The 6-grams of a stretch, part by part, and where each part begins."""
        at = np.flatnonzero(inside[start : start + _STRETCH]).astype(np.uint32)
        key = hashes(made.codes[start : start + _STRETCH + GRAM - 1])[at]
        at += np.uint32(start)
        if not bits:
            return key, at, [0, len(key)]
        order = np.argsort((key >> np.uint32(32 - bits)).astype(np.uint8), kind="stable")  # of one byte: by counting
        key, at = key[order], at[order]
        return key, at, [0, *np.searchsorted(key, limits).tolist(), len(key)]

    def look(part: int) -> tuple[Places, Places]:
        key = np.concatenate([k[c[part] : c[part + 1]] for k, _, c in stretches])
        at = np.concatenate([p[c[part] : c[part + 1]] for _, p, c in stretches])
        return _part(key, at, docs, (weight, spread, first), stock, rare)

    starts = range(0, max(1, len(inside)), _STRETCH)
    if bits:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            stretches = list(threads.map(split, starts))
            parts = list(threads.map(look, range(1 << bits)))
    else:
        stretches = [split(0)]
        parts = [look(0)]
    stretches.clear()
    a, b = [a for a, _ in parts], [b for _, b in parts]

    def stars(start: int, end: int) -> tuple[Places, Places, Array, Array]:
        """Links of some reports to first holders: anchors, and the places that count as those of a template."""
        many = np.flatnonzero(first[start:end] >= 0) + start
        home = first[many].astype(np.int64)
        keep, run_a, run_b = popular(home, many, docs[home], docs[many])
        return home[keep].astype(np.int32), many[keep].astype(np.int32), run_a, run_b

    # no run goes on in the next report, so reports may be looked at some at a time
    cuts = distinct(made.bounds[np.searchsorted(made.bounds, [*range(0, len(first), _LINKED), len(first)])]).tolist()
    if bits:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            linked = list(threads.map(stars, cuts[:-1], cuts[1:]))
    else:
        linked = [stars(0, len(first))]
    for one, other, run_a, run_b in linked:
        a.append(one)
        b.append(other)
        weight[run_a] = weight[run_b] = TEMPLATE
    return Anchors(np.concatenate(a), np.concatenate(b), weight, spread)


def _part(
    key: npt.NDArray[np.uint32],
    at: npt.NDArray[np.uint32],
    docs: npt.NDArray[np.integer],
    marks: tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint16], Places],
    stock: npt.NDArray[np.uint32],
    rare: int,
) -> tuple[Places, Places]:
    """Anchors of some 6-grams; marks the places where these stand with weight, spread and first holder's place."""
    none = np.zeros(0, np.int32)
    weight, spread, first = marks
    # most 6-grams stand once: what shares a slot with nothing need not be sorted
    slot = (key & np.uint32((1 << (2 * len(key)).bit_length()) - 1)).astype(np.int64)
    some = np.flatnonzero((np.bincount(slot) > 1)[slot])
    key, at = key[some], at[some]
    order = in_order(key)
    key = key[order]
    new = np.ones(len(key) + 1, dtype=bool)
    new[1:-1] = key[1:] != key[:-1]
    twice = ~(new[1:] & new[:-1])
    key, places = key[twice], at[order[twice]].astype(np.int64)
    if not len(key):
        return none, none
    doc = docs[places]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = key[1:] != key[:-1]
    group = np.flatnonzero(fresh)
    sizes = np.diff(np.append(group, len(key)))
    fresh[1:] |= doc[1:] != doc[:-1]
    holders = np.add.reduceat(fresh.astype(np.int32), group)
    useful = ~among(key[group], stock)
    value = useful * worth(np.maximum(holders, sizes // 2), rare)  # a refrain is not rare
    spread[places] = np.repeat(np.minimum(holders, 0xFFFF).astype(np.uint16), sizes)
    counts = value > 0
    weight[places[np.repeat(counts, sizes)]] = np.repeat(value[counts], sizes[counts])

    # all pairs of the holders of a gram that few have
    small = useful & (holders >= 2) & (sizes <= 2 * CAP) & (holders <= CAP)
    left, right = [none], [none]
    for x, y in paired(key, doc, np.flatnonzero(np.repeat(small, sizes))):
        left.append(places[x].astype(np.int32))
        right.append(places[y].astype(np.int32))
    large = useful & (holders > CAP)
    first[places[np.repeat(large, sizes)]] = np.repeat(places[group[large]], sizes[large])
    return np.concatenate(left), np.concatenate(right)
