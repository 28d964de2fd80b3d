"""What a label model says of topics that it has not seen: folds by topic, reports decoded together, and what follows.

Figures are of sections whose topic the model has not seen: what is wanted is a model for other topics and provinces.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.decoding import CLOSE, Chain, Sections, Weights, count, ranked
from corpus_tools.labels.fitting import batch_of, fit
from corpus_tools.labels.model import Model
from corpus_tools.labels.outline import Place, governors

__all__ = ["Classifier", "Held", "Second", "decode", "folds", "held_out", "runner_up", "runs", "settle", "transitions"]

Floats = npt.NDArray[np.float64]
Classifier = Callable[[Sequence[Labelled], Sequence[Labelled], Sequence[str]], Floats]

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """Items that are decoded together: the sections of one report, or one section alone."""

    kind: str
    items: tuple[int, ...]
    governed: tuple[int | None, ...]
    alone: tuple[bool, ...]


def runs(items: Sequence[Labelled]) -> list[Run]:
    """Consecutive items of one report together, every other item by itself."""
    groups: list[list[int]] = []
    for i, item in enumerate(items):
        if item.report and groups and items[groups[-1][-1]].report == item.report:
            groups[-1].append(i)
        else:
            groups.append([i])
    out = []
    for group in groups:
        places: list[Place] = [items[i].place() for i in group]
        out.append(Run(items[group[0]].kind, tuple(group), tuple(governors(places)), tuple(p.alone for p in places)))
    return out


def folds(items: Sequence[Labelled]) -> list[tuple[list[int], list[int]]]:
    """(training items, held-out items) for each fold; a topic is never on both sides."""
    every = range(len(items))
    size = Counter(item.topic for item in items)
    if len(size) < 2:  # one topic only: what can be measured is how it does on more of the same
        return [([i for i in every if i % FOLDS != f], [i for i in every if i % FOLDS == f]) for f in range(FOLDS)]
    number = min(FOLDS, len(size))
    loads, fold_of = [0] * number, {}
    for topic in sorted(size, key=lambda t: (-size[t], t)):  # largest first into the emptiest fold
        fold_of[topic] = loads.index(min(loads))
        loads[fold_of[topic]] += size[topic]
    return [
        ([i for i in every if fold_of[items[i].topic] != f], [i for i in every if fold_of[items[i].topic] == f])
        for f in range(number)
    ]


def transitions(items: Sequence[Labelled], names: Sequence[str], weights: Weights) -> Chain:
    """The chain counted on the items that are whole reports."""
    sequences = ((r.kind, [items[i].label for i in r.items], r.governed) for r in runs(items) if len(r.items) > 1)
    return count(sequences, names, weights)


def decode(chain: Chain, grouped: Sequence[Run], own: Floats) -> Floats:
    """Posterior of each item, reports decoded together; an item alone keeps its own, sharpened or flattened."""
    weighted = own**chain.weights.section
    weighted /= weighted.sum(axis=1, keepdims=True)
    reports = [r for r in grouped if len(r.items) > 1]
    # the chain takes a report's rows as they lie side by side, and so do the items of a run
    decided = chain.posteriors(own, [Sections(r.items[0], r.kind, r.governed, r.alone) for r in reports])
    at = [i for r in reports for i in r.items]
    weighted[at] = decided[at]
    return weighted


@dataclass(frozen=True, slots=True)
class Held:
    """What a model said of topics it was not trained on, in the order of the items."""

    own: Floats  # sections by themselves
    parts: list[tuple[list[int], list[Run], Chain]]  # items of a fold, grouped; the chain of the other folds

    def together(self, weights: Weights) -> Floats:
        """Posteriors, reports decoded together with these weights."""
        out = np.empty_like(self.own)
        for held, grouped, chain in self.parts:
            settled = dataclasses.replace(chain, weights=weights)
            out[held] = decode(settled, grouped, self.own[held])
        return out


def held_out(items: Sequence[Labelled], classifier: Classifier | None = None) -> Held:
    """Cross-validate; ``classifier(train, test, names)`` gives probabilities of ``test``, by default the model's."""
    names = names_of(items)
    own = np.empty((len(items), len(names)))
    parts = []
    for train_at, held in folds(items):
        known, asked = [items[i] for i in train_at], [items[i] for i in held]
        chain = transitions(known, names, Weights())
        if classifier is None:
            own[held] = Model(fit(known, names), chain, names).probabilities(batch_of(asked))
        else:
            own[held] = classifier(known, asked, names)
        parts.append((held, runs(asked), chain))
    return Held(own, parts)


def settle(items: Sequence[Labelled], held: Held) -> Weights:
    """The weights of a small grid with the least log loss on held-out topics: the best calibrated ones.

    ``above`` begins at 1.5, where a rule of the guidelines outweighs a section that is sure of something else; the
    labelled sections hold too few such cases to say so (log loss 0.2115 at 1, 0.2119 at 1.5).
    """
    names = names_of(items)
    gold = np.array([names.index(item.label) for item in items])
    grid = product((0.8, 1.0, 1.2, 1.4, 1.7, 2.0), (0.1, 0.3, 0.5, 0.7), (1.5, 2.0), (0.5, 1.0, 1.5))
    candidates = [Weights(*values) for values in grid]

    def loss(weights: Weights) -> float:
        said = held.together(weights)
        return float(-np.log(np.maximum(said[np.arange(len(gold)), gold], 1e-9)).mean())

    return min(candidates, key=loss)


@dataclass(frozen=True, slots=True)
class Second:
    """How a second label does: ``named`` for this share of the sections; ``recalled``: of the sections that were
    labelled wrong, the share whose second label is named and right."""

    named: float
    recalled: float


def runner_up(items: Sequence[Labelled], said: Floats, names: Sequence[str]) -> Second:
    """What naming a close second label brings."""
    first, second = ranked(said)
    every = np.arange(len(items))
    named = said[every, second] >= CLOSE * said[every, first]
    wrong = np.array([not item.accepts(names[k]) for item, k in zip(items, first, strict=True)])
    saved = np.array([item.accepts(names[k]) for item, k in zip(items, second, strict=True)]) & named & wrong
    return Second(float(named.mean()), float(saved.sum() / max(1, wrong.sum())))
