"""Fingerprints: hashes of character 6-grams of the matching form, sorted, and the anchors between reports.

An anchor is a 6-gram that stands in two reports. It counts where few reports have it; a 6-gram of many reports
is linked from each of them to the first holder only, so that the number of anchors stays linear in the text.
That full k-gram hashing finds every shared run of k characters, and that sampling it is a matter of cost only,
is shown in Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003; weighing by document frequency follows the
seeding step of PAN text alignment (Potthast et al., 2013; Sanchez-Perez et al., CLEF 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms

__all__ = ["CAP", "GRAM", "Anchors", "Postings", "anchors", "hashes", "postings"]

Array = npt.NDArray[np.int64]

GRAM = 6  # symbols: below 5 stock wording floods the anchors, above 7 spun text has none left
FULL = 60  # weight of a 6-gram that up to FEW reports hold, FULL * FEW / n where n do
FEW = 3
CAP = 20  # holders of a 6-gram up to which all pairs of them are compared (at most 190 a gram); a star beyond
TEMPLATE = FULL // 2  # weight of a 6-gram in a long run that one other report also holds
POPULAR = 40  # consecutive 6-grams that must point to one first holder: stock sentences are shorter (20–35)
STANDING = 75  # and in all between the two reports, some 100 characters of text

_BATCH = 1 << 20
_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xD6E8FEB86659FD93)


def hashes(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint32]:
    """Hash of the 6-gram at each symbol; ``len(codes) - 5`` values, the same on every machine.

    >>> hashes(np.arange(7, dtype=np.uint16)).tolist()
    [2065267909, 674173909]
    """
    n = len(codes) - GRAM + 1
    if n <= 0:
        return np.zeros(0, np.uint32)
    out = np.empty(n, np.uint32)
    for first in range(0, n, _BATCH):
        last = min(first + _BATCH, n)
        part = codes[first : last + GRAM - 1].astype(np.uint64)
        two = part[:-1] | (part[1:] << np.uint64(16))
        size = last - first
        four = two[:size] | (two[2 : size + 2] << np.uint64(32))
        mixed = four * _K1
        mixed ^= two[4 : size + 4] * _K2
        mixed ^= mixed >> np.uint64(29)
        mixed *= _K3
        out[first:last] = mixed >> np.uint64(32)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where each 6-gram stands: ``hash << 32 | position``, sorted (positions in the joined forms)."""

    packed: npt.NDArray[np.uint64]

    def ranges(self, wanted: npt.NDArray[np.uint32]) -> tuple[Array, Array]:
        """First and past-the-last entry of each wanted hash."""
        low = wanted.astype(np.uint64) << np.uint64(32)
        first = np.searchsorted(self.packed, low)
        last = np.searchsorted(self.packed, low | np.uint64(0xFFFFFFFF), side="right")
        return first, last


def postings(made: Forms, skip: npt.NDArray[np.bool_] | None = None) -> Postings:
    """Sorted postings of all 6-grams that lie within one report; ``skip`` names reports to leave out.

    Raises
    ------
    ValueError
        If the positions do not fit into 32 bits.
    """
    if len(made.codes) >= 1 << 32:
        raise ValueError("more than 4,294,967,295 symbols: compare the corpus in parts")
    found = hashes(made.codes)
    valid = np.zeros(len(found), dtype=bool)
    for i, (a, b) in enumerate(zip(made.bounds[:-1], made.bounds[1:], strict=True)):
        if b - a >= GRAM and not (skip is not None and skip[i]):
            valid[a : b - GRAM + 1] = True
    at = np.flatnonzero(valid)
    packed = (found[at].astype(np.uint64) << np.uint64(32)) | at.astype(np.uint64)
    packed.sort()
    return Postings(packed)


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Pairs of positions with the same 6-gram in two reports, ``a`` in the earlier one.

    ``weight`` says of each position in the joined forms how much its 6-gram speaks for copying, in units of
    1 / ``FULL``: 0 not at all (unique, or stock), ``FULL`` where up to three reports hold it, less the more hold it.
    ``spread`` is the number of reports that hold the 6-gram, where it is more than one.
    """

    a: Array
    b: Array
    weight: npt.NDArray[np.uint8]
    spread: npt.NDArray[np.uint16]


def anchors(
    made: Forms,
    index: Postings,
    *,
    stock: npt.NDArray[np.uint32],
    rare: int,
) -> Anchors:
    """Anchors between all reports.

    Parameters
    ----------
    stock : sorted hashes of 6-grams that are stock wording whatever their frequency here
    rare : number of holders up to which a 6-gram speaks for copying with its full weight
    """
    total = len(made.codes)
    weight = np.zeros(total, np.uint8)
    spread = np.zeros(total, np.uint16)
    packed = _shared(index.packed)
    none = np.zeros(0, np.int64)
    if not len(packed):
        return Anchors(none, none, weight, spread)
    at = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    doc = made.documents()[at]
    key = (packed >> np.uint64(32)).astype(np.uint32)
    del packed
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    group = np.flatnonzero(first)
    sizes = np.diff(np.append(group, len(key)))
    fresh = first.copy()
    fresh[1:] |= doc[1:] != doc[:-1]
    holders = np.add.reduceat(fresh.astype(np.int32), group)
    spread[at] = np.minimum(np.repeat(holders, sizes), 0xFFFF)
    useful = ~_among(key[group], stock)
    weight[at] = np.repeat(useful * _weight(np.maximum(holders, sizes // 2), rare), sizes)  # a refrain is not rare

    # all pairs of the holders of a gram that few have: neighbours at lag 1, 2 … in its postings
    small = useful & (holders >= 2) & (sizes <= 2 * CAP) & (holders <= CAP)
    inside = np.flatnonzero(np.repeat(small, sizes))
    left: list[Array] = []
    right: list[Array] = []
    lag = 1
    while len(inside):
        inside = inside[inside + lag < len(key)]
        inside = inside[key[inside + lag] == key[inside]]
        two = inside[doc[inside + lag] != doc[inside]]
        left.append(at[two])
        right.append(at[two + lag])
        lag += 1

    large = useful & (holders > CAP)
    size = np.where(large, sizes, 0)
    members = np.flatnonzero(np.repeat(large, sizes))
    if len(members):
        a = at[np.repeat(group, size)]
        b = at[members]
        keep, run_a, run_b = _popular(a, b, doc[np.repeat(group, size)], doc[members])
        left.append(a[keep])
        right.append(b[keep])
        weight[run_a] = weight[run_b] = TEMPLATE
    return Anchors(np.concatenate(left or [none]), np.concatenate(right or [none]), weight, spread)


def _weight(holders: npt.NDArray[Any], rare: int) -> npt.NDArray[np.uint8]:
    """Weight by the number of holders; two thirds of it where in a small corpus these are no longer few."""
    worth = FULL * FEW // np.maximum(holders, FEW)
    worth = np.where(holders > rare, 2 * worth // 3, worth)
    return np.where((holders >= 2) & (holders <= CAP), worth, 0).astype(np.uint8)


def _shared(packed: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Postings of hashes that occur more than once."""
    key = (packed >> np.uint64(32)).astype(np.uint32)
    twice = np.zeros(len(key), dtype=bool)
    same = key[1:] == key[:-1]
    twice[1:] = same
    twice[:-1] |= same
    return packed[twice]


def _among(wanted: npt.NDArray[np.uint32], known: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which of ``wanted`` are in ``known`` (sorted)."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    near = np.searchsorted(known, wanted)
    near[near == len(known)] = 0
    return known[near] == wanted


def _popular(
    a: Array, b: Array, doc_a: npt.NDArray[np.int32], doc_b: npt.NDArray[np.int32]
) -> tuple[Array, Array, Array]:
    """Links to first holders that form long runs: entries to keep, and their positions on both sides.

    A template shared by hundreds points, over a whole passage, to one first holder in step; a stock sentence
    soon ends, and the next one has another first holder.
    """
    other = np.flatnonzero(doc_a != doc_b)
    order = other[np.argsort(b[other], kind="stable")]
    pa, pb = a[order], b[order]
    shift = pb - pa
    new = np.ones(len(order), dtype=bool)
    gap = 2 * GRAM  # an exchanged word breaks GRAM grams and its own length more
    new[1:] = (
        (np.diff(pb) > gap)
        | (np.abs(np.diff(shift)) > gap)
        | (doc_a[order][1:] != doc_a[order][:-1])
        | (doc_b[order][1:] != doc_b[order][:-1])
    )
    starts = np.flatnonzero(new)
    lengths = np.diff(np.append(starts, len(order)))
    long = lengths >= POPULAR
    pair = (doc_a[order].astype(np.int64)[starts] << 32) | doc_b[order][starts]
    _, of = np.unique(pair, return_inverse=True)
    standing = np.bincount(of, weights=np.where(long, lengths, 0)) if len(of) else np.zeros(0)
    keep = np.repeat(long & (standing[of] >= STANDING), lengths)
    return order[keep], pa[keep], pb[keep]


def against(
    own: Forms, corpus: Forms, index: Postings, *, stock: npt.NDArray[np.uint32], rare: int
) -> tuple[Anchors, Forms, list[int]]:
    """Anchors between one text and the reports of a corpus.

    Returns
    -------
    anchors, the joined forms of the text and of the reports that have anchors with it, and which reports these
    are: number ``k`` in the joined forms is report ``docs[k - 1]`` of the corpus, number 0 the text itself.
    """
    wanted = hashes(own.codes)
    usable = np.flatnonzero(~_among(wanted, stock))
    first, last = index.ranges(wanted[usable])
    sizes = last - first
    held = sizes > 0
    usable, first, sizes = usable[held], first[held], sizes[held]
    taken = np.where(sizes > CAP, 1, sizes)  # of a gram of many, its first holder stands for all
    at = np.repeat(first - np.cumsum(taken) + taken, taken) + np.arange(int(taken.sum()))
    b = (index.packed[at] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    a = np.repeat(usable, taken).astype(np.int64)
    doc = corpus.document(b)
    docs, local = np.unique(doc, return_inverse=True)
    few, weak = np.repeat(sizes < CAP, taken), np.repeat(sizes > CAP, taken)

    lengths = (corpus.bounds[docs + 1] - corpus.bounds[docs]).astype(np.int64)
    bounds = np.concatenate([[0, len(own.codes)], len(own.codes) + np.cumsum(lengths)])
    parts = [(int(corpus.bounds[d]), int(corpus.bounds[d + 1])) for d in docs]
    joined = Forms(
        np.concatenate([own.codes, *(corpus.codes[s:e] for s, e in parts)]),
        np.concatenate([own.where, *(corpus.where[s:e] for s, e in parts)]),
        bounds,
        np.zeros(0, np.int64),
    )
    b = b - corpus.bounds[doc] + bounds[1 + local]
    weight = np.zeros(len(joined.codes), np.uint8)
    worth = np.repeat(_weight(sizes + 1, rare), taken)
    weight[a[few]] = worth[few]
    weight[b[few]] = worth[few]
    spread = np.zeros(len(joined.codes), np.uint16)
    spread[a] = np.repeat(np.minimum(sizes, 0xFFFE) + 1, taken)
    order = np.flatnonzero(weak)
    if len(order):
        kept, run_a, run_b = _popular(
            b[order], a[order], (1 + local[order]).astype(np.int32), np.zeros(len(order), np.int32)
        )
        weight[run_a] = weight[run_b] = TEMPLATE
        strong = np.concatenate([np.flatnonzero(~weak), order[kept]])
    else:
        strong = np.arange(len(a))
    return Anchors(a[strong], b[strong], weight, spread), joined, docs.tolist()
