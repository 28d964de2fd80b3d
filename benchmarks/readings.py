"""Weights of the tagger under which marked readings are likely: a conditional random field.

What a reading may be (one deed, one noun, each of words that stand together) is fixed by ``tagging``; estimated is what
each feature adds to a word's being a deed or a noun. A reading is as likely as it is among all readings of its words:
so words are weighed against one another, as they are when the likeliest reading is looked for, where a regression over
single words learns to tell a deed from what is none anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from corpus_tools.measures import tagging
from corpus_tools.measures.surroundings import DEED, NOTHING, NOUN

__all__ = ["Reading", "possible", "weights"]

Numbers = npt.NDArray[np.float64]
_TAGS = np.array(tagging.TAGS)
_HIGHEST = 30.0  # a word's score beyond which it makes no difference: e ** 30 is still a number


class Reading(NamedTuple):
    """The features of words, a row a word; their tags; which may be deeds, nouns, and open a noun; and its weight."""

    rows: npt.NDArray[np.int32]
    tags: Sequence[int]
    deeds: Sequence[bool]
    nouns: Sequence[bool]
    opens: Sequence[bool]
    weight: float


def possible(reading: Reading) -> bool:
    """Can the tagger read the words so?"""
    states = {0}
    for tag, deed, noun, opens in zip(reading.tags, reading.deeds, reading.nouns, reading.opens, strict=True):
        if (tag == DEED and not deed) or (tag == NOUN and not noun):
            return False
        follow = tagging.OPENING if opens else tagging.INSIDE
        states = {t for s in states for t in follow[s] if tagging.TAGS[t] == tag}
    return bool(states)


def _matrix(follow: Sequence[Sequence[int]]) -> Numbers:
    made = np.zeros((len(follow), len(follow)))
    for state, then in enumerate(follow):
        made[state, then] = 1
    return made


class _Laid:
    """Readings laid out so that the words in the same place of all readings are summed at once: longest first."""

    def __init__(self, readings: Iterable[Reading], features: int) -> None:
        order = sorted(readings, key=lambda r: -len(r.tags))
        lengths = np.array([len(r.tags) for r in order])
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.reaching = [int((lengths > place).sum()) for place in range(lengths.max())]  # readings with such a word
        self.weights = np.array([r.weight for r in order])
        self.word_weights = np.repeat(self.weights, lengths)[:, None]
        self.tags = np.concatenate([r.tags for r in order])
        self.may = np.stack(
            [np.concatenate([r.deeds for r in order]), np.concatenate([r.nouns for r in order])], axis=1
        )
        self.opens = np.concatenate([r.opens for r in order])[:, None]
        rows = np.concatenate([r.rows for r in order])
        ends = np.arange(0, rows.size + 1, rows.shape[1], dtype=np.int32)
        ones = np.ones(rows.size, dtype=np.float32)
        self.table = csr_matrix((ones, rows.ravel().astype(np.int32), ends), shape=(len(rows), features))
        self.turned = self.table.T.tocsr()
        self._opening, self._inside = _matrix(tagging.OPENING), _matrix(tagging.INSIDE)

    def loss(self, scores: Numbers) -> tuple[float, Numbers]:
        """The marked readings' negative logarithm, and what each score (a word's as deed, as noun) adds to it."""
        scores = np.clip(scores, -_HIGHEST, _HIGHEST)
        likely = np.ones((len(scores), 3))
        likely[:, 1:] = np.exp(scores) * self.may
        of_states = likely[:, _TAGS]
        forward = np.zeros_like(of_states)
        sums = np.zeros((len(scores), 1))
        total = np.zeros(len(self.starts))
        now = np.zeros((len(self.starts), len(_TAGS)))
        now[:, 0] = 1
        for place, reach in enumerate(self.reaching):
            at = self.starts[:reach] + place
            now = now[:reach]
            now = np.where(self.opens[at], now @ self._opening, now @ self._inside) * of_states[at]
            sums[at] = now.sum(axis=1, keepdims=True)
            now /= sums[at]
            forward[at] = now
            total[:reach] += np.log(sums[at, 0])
        expected = np.zeros((len(scores), 3))
        behind = np.ones((len(self.starts), len(_TAGS)))
        for place in range(len(self.reaching) - 1, -1, -1):
            reach = self.reaching[place]
            at = self.starts[:reach] + place
            here = forward[at] * behind[:reach]
            here /= here.sum(axis=1, keepdims=True)
            for state, tag in enumerate(_TAGS):
                expected[at, tag] += here[:, state]
            passed = behind[:reach] * of_states[at] / sums[at]
            behind[:reach] = np.where(self.opens[at], passed @ self._opening.T, passed @ self._inside.T)
        marked = np.stack([self.tags == DEED, self.tags == NOUN], axis=1)
        lost = (self.weights * total).sum() - (self.word_weights * scores * marked).sum()
        return float(lost), (expected[:, 1:] - marked) * self.word_weights


def weights(
    readings: Iterable[Reading], features: int, *, strength: float, rounds: int
) -> tuple[Numbers, Numbers, int]:
    """What each feature adds for a deed and for a noun, what every word starts from; and how many readings had a part.

    Readings that the tagger cannot make are left out. ``strength``: inverse of the regularisation (squares).
    """
    kept = [r for r in readings if possible(r)]
    laid = _Laid(kept, features)
    size = 2 * features

    def lost(vector: Numbers) -> tuple[float, Numbers]:
        table, bias = vector[:size].reshape(features, 2), vector[size:]
        loss, change = laid.loss(laid.table @ table.astype(np.float32) + bias)
        slope = np.concatenate([(laid.turned @ change.astype(np.float32)).ravel(), change.sum(axis=0)])
        slope[:size] += vector[:size] / strength
        return loss + 0.5 / strength * float(np.square(vector[:size]).sum()), slope

    found = minimize(lost, np.zeros(size + 2), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found[:size].reshape(features, 2), found[size:], len(kept)


assert NOTHING == 0 and (DEED, NOUN) == (1, 2)  # columns of what is summed
