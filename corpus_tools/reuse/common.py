"""Runs of wording that many reports hold, within a sentence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM, ranges

__all__ = ["INDEPENDENT", "common_runs", "same"]

Array = npt.NDArray[np.int64]

INDEPENDENT = 5  # reports of different families from which a phrase is common property

_AT_ONCE = 2048  # runs whose hashes are made together: arrays that stay in the cache
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd: its powers tell the places of a run apart


def common_runs(made: Forms, spread: npt.NDArray[np.uint16]) -> tuple[Array, Array]:
    """First and past-the-last symbols of runs of 6-grams that ``INDEPENDENT`` reports hold, within a sentence.

    ``spread`` says how many reports hold the 6-gram at each symbol; it is 0 at a report's last symbols.
    """
    held = spread >= INDEPENDENT
    common = held.copy()
    for k in range(1, GRAM):
        common[k:] |= held[:-k]
    step = common.copy()
    step[1:] = common[1:] != common[:-1]
    for cuts in (made.heads, made.bounds):
        step[cuts[cuts < len(step)]] = True
    starts = np.flatnonzero(step)
    ends = np.append(starts[1:], len(made.codes))
    keep = common[starts]
    return starts[keep], ends[keep]


def same(made: Forms, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Which runs of symbols are the same: of each run its number, and of each number the first such run.

    Told apart by a polynomial hash of 64 bits and the length.

    >>> from corpus_tools.reuse.form import forms
    >>> of, first = same(forms(["清运垃圾并清运垃圾"]), np.array([0, 4, 5]), np.array([4, 5, 9]))
    >>> (first[of] == [0, 1, 0]).all()
    np.True_
    """
    if not len(starts):
        return starts, starts
    key = np.empty(len(starts), np.uint64)
    with np.errstate(over="ignore"):
        powers = np.multiply.accumulate(np.full(int((ends - starts).max()), _STEP))
        for low in range(0, len(starts), _AT_ONCE):
            some = slice(low, low + _AT_ONCE)
            lengths = ends[some] - starts[some]
            begin = np.cumsum(lengths) - lengths
            codes, within = made.codes[ranges(starts[some], lengths)], ranges(np.zeros_like(begin), lengths)
            terms = (codes + np.uint64(1)) * powers[within]
            key[some] = np.add.reduceat(terms, begin) * _STEP + lengths.astype(np.uint64)
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    return of, first
