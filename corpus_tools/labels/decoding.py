"""Labels of a report's sections decided together.

A section alone gives a probability for each label. Three things are added to it: which label tends to follow which
(a first-order chain, transitions counted on reports labelled as a whole), what the heading above says (under 存在问题
everything is problems; under 下一步打算 in a summary everything is plans), and, for a heading alone, what stands under
it. The chain is solved by the forward-backward recursion, and each section takes the label with the highest posterior:
that maximises the expected number of right labels (Rabiner 1989, section III.B), and the posterior is the confidence.
The Viterbi path, which maximises the chance that all labels of a report are right, differs in few sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["CLOSE", "KINDS", "Chain", "Weights", "count", "ranked"]

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]
Sequences = Iterable[tuple[str, Sequence[str], Sequence[int | None]]]

KINDS = ("summary", "plan")
"""Kinds of report with transitions of their own; any other is read as a summary."""

_LEAST = 0.006  # a label is never ruled out by its section alone: about one section in fourteen is misread
_RESCALE = 16  # sections; their products stay far above the least float between two rescalings
_SMOOTH = 4.0  # observations that the prior of a label weighs; a row of the counts has 20 to 60
_RULE = 400.0  # observations that a rule of the labelling guidelines weighs: nearly sure, yet not blind
_RULES = (("summary", "problems"), ("plan", "problems"), ("summary", "plans"))  # what governs only its own label,
# as far as the model has a label of that name


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each source counts, chosen on held-out topics (see the card).

    ``section``: exponent of the section's own probabilities; below one where they are too sure of themselves.
    ``chain``, ``above``, ``below``: of the neighbours, of the governing heading, of what a heading alone governs.
    """

    section: float = 1.0
    chain: float = 0.6
    above: float = 1.0
    below: float = 0.5


@dataclass(frozen=True)
class Chain:
    """Transition scores, as ratios to how frequent a label is.

    ``follows[k, a, b]``: b after a in a report of kind k; ``begins[k, b]``, ``ends[k, b]``: b first or last;
    ``governs[k, a, b]``: b under a heading labelled a.
    """

    follows: Floats
    begins: Floats
    ends: Floats
    governs: Floats
    weights: Weights

    def posteriors(self, own: Floats, kind: str, governed: Sequence[int | None], alone: Sequence[bool]) -> Floats:
        """Sections × labels, rows sum to one; ``own`` holds each section's own probabilities (rows sum to one)."""
        k = KINDS.index(kind) if kind in KINDS else 0
        w = self.weights
        scores = np.maximum(own, _LEAST) ** w.section
        scores /= scores.sum(axis=1, keepdims=True)
        if len(scores) == 0:
            return scores
        first = self._solve(scores, k)
        governs = self.governs[k]
        under: dict[int, list[int]] = {}
        changed = False
        for i, g in enumerate(governed):
            if g is None:
                continue
            changed = True
            under.setdefault(g, []).append(i)
            ratio = (first[g] @ governs) ** w.above
            scores[i] *= ratio
            scores[i] /= scores[i].sum()
            first[i] *= ratio  # what stands under this one in turn sees it so
            first[i] /= first[i].sum()
        for g, children in under.items():
            if alone[g]:
                scores[g] *= (governs @ first[children].mean(axis=0)) ** w.below
                scores[g] /= scores[g].sum()
        return self._solve(scores, k) if changed else first

    def _solve(self, scores: Floats, k: int) -> Floats:
        """Forward-backward; a row is rescaled only now and then, as often as keeps it within a float's range."""
        begins, step, ends = self._powers(k)
        n = len(scores)
        forward, backward = np.empty_like(scores), np.empty_like(scores)
        row = np.multiply(scores[0], begins, out=forward[0])
        for i in range(1, n):
            row = np.multiply(row @ step, scores[i], out=forward[i])
            if not i % _RESCALE:
                row /= row.sum()
        backward[n - 1] = row = ends
        back = step.T
        for i in range(n - 1, 0, -1):
            row = np.matmul(row * scores[i], back, out=backward[i - 1])
            if not i % _RESCALE:
                row /= row.sum()
        forward *= backward
        forward /= forward.sum(axis=1, keepdims=True)
        return forward

    def _powers(self, k: int) -> tuple[Floats, Floats, Floats]:
        return self._weighted[k]

    @cached_property
    def _weighted(self) -> list[tuple[Floats, Floats, Floats]]:
        w = self.weights.chain
        return [(self.begins[k] ** w, self.follows[k] ** w, self.ends[k] ** w) for k in range(len(KINDS))]


CLOSE = 0.15
"""Share of the first label's probability from which on a second one is named. With it one held-out section in eight
names a second label, and more than half of those labelled wrong have the right one there (card); with 0.1 and 0.25 it
is one in six and six tenths, one in eleven and less than half."""


def ranked(said: Floats) -> tuple[Indexes, Indexes]:
    """Index of the likeliest label of each row, and of the one after it.

    >>> ranked(np.array([[0.2, 0.5, 0.3]]))
    (array([1]), array([2]))
    """
    first = said.argmax(axis=1)
    rest = said.copy()
    rest[np.arange(len(said)), first] = -1.0
    return first, rest.argmax(axis=1)


def count(sequences: Sequences, names: Sequence[str], weights: Weights) -> Chain:
    """Transition scores from reports labelled as a whole.

    Parameters
    ----------
    sequences : (kind, labels in order, index of each section's governor or None)
    names : the labels, in the order of the scores. The classifier of sections is trained with balanced classes, so
        that each is as frequent as any other for it.
    """
    size, index = len(names), {name: i for i, name in enumerate(names)}
    shape, frequency = (len(KINDS), size), 1 / size
    follows, governs = np.zeros((*shape, size)), np.zeros((*shape, size))
    begins, ends = np.zeros(shape), np.zeros(shape)
    prior = np.full(size, 1.0)
    for kind, labels, governed in sequences:
        k = KINDS.index(kind) if kind in KINDS else 0
        at = [index[label] for label in labels]
        if not at:
            continue
        begins[k, at[0]] += 1
        ends[k, at[-1]] += 1
        for a, b in pairwise(at):
            follows[k, a, b] += 1
        for i, g in enumerate(governed):
            prior[at[i]] += 1
            if g is not None:
                governs[k, at[g], at[i]] += 1
    prior /= prior.sum()
    for kind, label in _RULES:
        if label in index:
            governs[KINDS.index(kind), index[label], index[label]] += _RULE

    def smoothed(counts: Floats, base: Floats) -> Floats:
        return (counts + _SMOOTH * base) / (counts.sum(axis=-1, keepdims=True) + _SMOOTH)

    pooled = smoothed(follows.sum(axis=0), prior)  # a kind of report leans on both kinds together
    return Chain(
        follows=smoothed(follows, pooled) / frequency,
        begins=smoothed(begins, prior) / frequency,
        ends=smoothed(ends, prior) / frequency,
        governs=smoothed(governs, prior) / prior,  # a label that was never seen to govern says nothing
        weights=weights,
    )
