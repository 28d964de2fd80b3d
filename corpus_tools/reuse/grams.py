"""Fingerprints: hashes of character 6-grams of the matching form, and how much each speaks for copying.

An anchor is a 6-gram that stands in two reports. It counts where few reports have it; a 6-gram of many reports
is linked from each of them to the first holder only, so that the number of anchors stays linear in the text.
That full k-gram hashing finds every shared run of k characters, and that sampling it is a matter of cost only,
is shown in Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003; weighing by document frequency follows the
seeding step of PAN text alignment (Potthast et al., 2013; Sanchez-Perez et al., CLEF 2014).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms

__all__ = [
    "CAP",
    "FEW",
    "FULL",
    "GRAM",
    "POPULAR",
    "TEMPLATE",
    "Anchors",
    "among",
    "distinct",
    "hashes",
    "in_order",
    "paired",
    "popular",
    "postings",
    "ranges",
    "within",
    "worth",
]

Array = npt.NDArray[np.int64]

GRAM = 6  # symbols: below 5 stock wording floods the anchors, above 7 spun text has none left
FULL = 60  # weight of a 6-gram that up to FEW reports hold, FULL * FEW / n where n do
FEW = 3
CAP = 20  # holders of a 6-gram up to which all pairs of them are compared (at most 190 a gram); a star beyond
TEMPLATE = FULL // 2  # weight of a 6-gram in a long run that one other report also holds
POPULAR = 40  # consecutive 6-grams that must point to one first holder: stock sentences are shorter (20–35)
STANDING = 75  # and in all between the two reports, some 100 characters of text

_BATCH = 1 << 16  # symbols whose grams are hashed at a time: arrays of half a megabyte stay in the cache
_PAIRS = 1 << 18  # pairs of places told at a time: some 10 MB of arrays
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
class Anchors:
    """Pairs of positions with the same 6-gram in two reports, ``a`` in the earlier one.

    ``weight`` says of each position in the joined forms how much its 6-gram speaks for copying, in units of
    1 / ``FULL``: 0 not at all (unique, or stock), ``FULL`` where up to three reports hold it, less the more hold it.
    ``spread`` is the number of reports that hold the 6-gram, where it is more than one.
    """

    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]
    weight: npt.NDArray[np.uint8]
    spread: npt.NDArray[np.uint16]


def worth(holders: npt.NDArray[Any], rare: int) -> npt.NDArray[np.uint8]:
    """Weight by the number of holders; two thirds of it where in a small corpus these are no longer few."""
    return _worth(rare)[np.minimum(holders, CAP + 1)]


@cache
def _worth(rare: int) -> npt.NDArray[np.uint8]:
    holders = np.arange(CAP + 2)
    found = FULL * FEW // np.maximum(holders, FEW)
    found = np.where(holders > rare, 2 * found // 3, found)
    return np.where((holders >= 2) & (holders <= CAP), found, 0).astype(np.uint8)


def within(made: Forms, skip: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.bool_]:
    """At which symbols a 6-gram begins that lies within one report; ``skip`` names reports to leave out."""
    inside = np.ones(max(0, len(made.codes) - GRAM + 1), dtype=bool)
    for k in range(1, GRAM):
        ends = made.bounds[1:] - k
        inside[ends[(ends >= 0) & (ends < len(inside))]] = False
    if skip is not None:
        for i in np.flatnonzero(skip).tolist():
            inside[made.bounds[i] : made.bounds[i + 1]] = False
    return inside


def postings(
    found: npt.NDArray[np.uint32], at: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The different hashes at these symbols, sorted; of each posting which of them it is, and its symbol.

    Postings are sorted by hash, then symbol: as one number each, in half the time that ordering them takes.

    >>> [x.tolist() for x in postings(np.array([9, 4, 7, 4], np.uint32), np.array([0, 1, 3]))]
    [[4, 9], [0, 0, 1], [1, 3, 0]]
    """
    packed = found[at].astype(np.uint64) << np.uint64(32)
    packed |= at.astype(np.uint64)
    packed.sort()
    place = (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)
    packed >>= np.uint64(32)
    fresh = np.ones(len(packed), dtype=bool)
    fresh[1:] = packed[1:] != packed[:-1]
    return packed[fresh].astype(np.uint32), np.cumsum(fresh, dtype=np.int32) - 1, place


def paired(gram: npt.NDArray[Any], doc: npt.NDArray[Any], of: Array) -> Iterator[tuple[Array, Array]]:
    """All pairs of entries ``of`` sorted postings with one gram and different reports, some at a time.

    ``of`` has all entries of a gram, or none. What one report repeats is passed over at once: a draft may say one
    sentence ten thousand times.

    >>> gram, doc = np.array([3, 7, 7, 7, 7, 8]), np.array([2, 0, 0, 1, 2, 2])
    >>> [(a.tolist(), b.tolist()) for a, b in paired(gram, doc, np.arange(1, 6))]
    [([1, 1, 2, 2, 3], [3, 4, 3, 4, 4])]
    """
    if not len(of):
        return
    gram, doc = gram[of], doc[of]
    other = _ends((gram[1:] != gram[:-1]) | (doc[1:] != doc[:-1]))  # the first entry of the next report
    times = _ends(gram[1:] != gram[:-1]) - other
    past = np.cumsum(times)
    low = 0
    while low < len(past):
        high = max(low + 1, int(np.searchsorted(past, past[low] - times[low] + _PAIRS, side="right")))
        some = slice(low, high)
        yield np.repeat(of[some], times[some]), of[ranges(other[some], times[some])]
        low = high


def _ends(border: npt.NDArray[np.bool_]) -> Array:
    """Past-the-last entry of the group of each entry, where ``border`` says behind which entries a group ends."""
    ends = np.append(np.flatnonzero(border) + 1, len(border) + 1)
    return np.repeat(ends, np.diff(ends, prepend=0))


def in_order(*keys: npt.NDArray[Any]) -> Array:
    """What ``np.lexsort`` gives of numbers that are not negative; two bytes at a time, which are counted, not compared.

    >>> in_order(np.array([2, 70_000, 2]), np.array([5, 3, 3])).tolist()
    [2, 1, 0]
    """
    order = None
    for key in keys:
        for shift in range(0, max(1, int(key.max(initial=0)).bit_length()), 16):
            half = (key >> key.dtype.type(shift)).astype(np.uint16)
            by = np.argsort(half if order is None else half[order], kind="stable")
            order = by if order is None else order[by]
    return np.zeros(0, np.int64) if order is None else order


def distinct(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Each value once, sorted: what ``np.unique`` gives, which from numpy 2.3 on takes ten times as long for integers.

    >>> distinct(np.array([3, 1, 3, 2])).tolist()
    [1, 2, 3]
    """
    found = np.sort(values)
    fresh = np.ones(len(found), dtype=bool)
    fresh[1:] = found[1:] != found[:-1]
    return found[fresh]


def among(wanted: npt.NDArray[Any], known: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which of ``wanted`` are in ``known`` (sorted)."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    near = np.searchsorted(known, wanted)
    near[near == len(known)] = 0
    return known[near] == wanted


def ranges(begin: Array, times: Array) -> Array:
    """``begin[k], begin[k] + 1 …``, ``times[k]`` of them, one behind the other."""
    return np.repeat(begin - np.cumsum(times) + times, times) + np.arange(int(times.sum()))


def popular(
    a: Array, b: Array, doc_a: npt.NDArray[np.integer], doc_b: npt.NDArray[np.integer]
) -> tuple[Array, Array, Array]:
    """Links to first holders that form long runs: entries to keep, and their positions on both sides.

    A template shared by hundreds points, over a whole passage, to one first holder in step; a stock sentence
    soon ends, and the next one has another first holder.
    """
    other = np.flatnonzero(doc_a != doc_b)
    order = other if (b[1:] > b[:-1]).all() else other[np.argsort(b[other], kind="stable")]
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
    long = np.flatnonzero(lengths >= POPULAR)
    pair = (doc_a[order[starts[long]]].astype(np.int64) << 32) | doc_b[order[starts[long]]]
    _, of = np.unique(pair, return_inverse=True)
    standing = np.bincount(of, weights=lengths[long])
    good = np.zeros(len(starts), dtype=bool)
    good[long[standing[of] >= STANDING]] = True
    keep = np.repeat(good, lengths)
    return order[keep], pa[keep], pb[keep]
