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


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of one report. ``first``: row of its first one; ``governed``: for each the index in the report of
    the section that governs it, or None; ``alone``: whether it is a heading with nothing below it."""

    first: int
    kind: str
    governed: Sequence[int | None]
    alone: Sequence[bool]

    @property
    def row(self) -> int:
        """Of the arrays by kind."""
        return KINDS.index(self.kind) if self.kind in KINDS else 0


def _length(report: Sections) -> int:
    return -len(report.governed)


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Reports side by side, step after step: first all first sections, then all second ones …

    ``rows``: of the probabilities; ``blocks``: ranges of the steps; ``levels``: for each depth of the outline the
    sections governed and those that govern them; ``opened``: the same where a heading stands alone.
    """

    rows: Indexes
    blocks: list[tuple[int, int]]
    levels: list[tuple[list[int], list[int]]]
    opened: tuple[list[int], list[int]] | None

    @classmethod
    def of(cls, reports: Sequence[Sections]) -> _Lanes:
        """From reports of one kind, longest first."""
        lengths = [len(r.governed) for r in reports]
        firsts = np.array([r.first for r in reports])
        blocks, rows, at, width = [], [], 0, len(reports)
        for i in range(lengths[0]):
            while lengths[width - 1] <= i:
                width -= 1
            blocks.append((at, at + width))
            rows.append(firsts[:width] + i)
            at += width
        levels: list[tuple[list[int], list[int]]] = []
        below: list[int] = []
        openers: list[int] = []
        for lane, report in enumerate(reports):
            depth: dict[int, int] = {}
            for i, g in enumerate(report.governed):
                if g is None:
                    continue
                depth[i] = level = depth.get(g, -1) + 1
                if level == len(levels):
                    levels.append(([], []))
                levels[level][0].append(blocks[i][0] + lane)
                levels[level][1].append(blocks[g][0] + lane)
                if report.alone[g]:
                    below.append(blocks[i][0] + lane)
                    openers.append(blocks[g][0] + lane)
        return cls(np.concatenate(rows), blocks, levels, (below, openers) if below else None)


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

    def posteriors(self, own: Floats, reports: Sequence[Sections]) -> Floats:
        """Sections × labels, rows sum to one; ``own`` holds each section's own probabilities (rows sum to one).

        Rows that are in no report are given back as they are.
        """
        out = own.copy()
        for k in range(len(KINDS)):
            # longest first, so that of the reports that have an i-th section, all have one before it in the same place
            chosen = sorted((r for r in reports if r.governed and r.row == k), key=_length)
            if chosen:
                lanes = _Lanes.of(chosen)
                out[lanes.rows] = self._decided(own[lanes.rows], lanes, k)
        return out

    def _decided(self, own: Floats, lanes: _Lanes, k: int) -> Floats:
        """Reports of one kind; rows in the order of ``lanes``."""
        w, governs = self.weights, self.governs[k]
        scores = np.maximum(own, _LEAST) ** w.section
        scores /= scores.sum(axis=1, keepdims=True)
        first = self._solve(scores, lanes, k)
        if not lanes.levels:
            return first
        for under, above in lanes.levels:
            ratio = (first[above] @ governs) ** w.above
            for rows in (scores, first):  # what stands under these in turn sees them so
                changed = rows[under] * ratio
                rows[under] = changed / changed.sum(axis=1, keepdims=True)
        if lanes.opened:
            below, opener = lanes.opened
            sums = np.zeros_like(first)
            np.add.at(sums, opener, first[below])
            at = np.unique(opener)
            mean = sums[at] / sums[at].sum(axis=1, keepdims=True)
            scores[at] *= (mean @ governs.T) ** w.below
            scores[at] /= scores[at].sum(axis=1, keepdims=True)
        return self._solve(scores, lanes, k)

    def _solve(self, scores: Floats, lanes: _Lanes, k: int) -> Floats:
        """Forward-backward over all reports at once, a step being the i-th sections of all that have one.

        Rows are rescaled only now and then, as often as keeps them within a float's range.
        """
        begins, step, ends = self._weighted[k]
        forward, backward = np.empty_like(scores), np.empty_like(scores)
        blocks = lanes.blocks
        a, b = blocks[0]
        row = np.multiply(scores[a:b], begins, out=forward[a:b])
        for i in range(1, len(blocks)):
            a, b = blocks[i]
            row = np.multiply(row[: b - a] @ step, scores[a:b], out=forward[a:b])
            if not i % _RESCALE:
                row /= row.sum(axis=1, keepdims=True)
        back, after = step.T, 0  # ``after``: reports that go on
        for i in range(len(blocks) - 1, -1, -1):
            a, b = blocks[i]
            backward[a + after : b] = ends
            if after:
                c, d = blocks[i + 1]
                row = np.matmul(backward[c:d] * scores[c:d], back, out=backward[a : a + after])
                if not i % _RESCALE:
                    row /= row.sum(axis=1, keepdims=True)
            after = b - a
        forward *= backward
        forward /= forward.sum(axis=1, keepdims=True)
        return forward

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
