"""Train the label model and say how good it is: cross-validation by topic, then the final fit on everything.

Figures are of sections whose topic the model has not seen: what is wanted is a model for other topics and provinces.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.data import Labelled, read_labelled
from corpus_tools.labels.decoding import Chain, Weights, count
from corpus_tools.labels.features import rows
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import Place, governors
from corpus_tools.labels.scores import Scores, score
from corpus_tools.records import LABELS

__all__ = ["Held", "decode", "evaluate", "fit", "folds", "held_out", "train"]

Floats = npt.NDArray[np.float64]

FOLDS = 5
_DENSE = 0.6  # scale of cues and form beside n-grams; 0.5 to 1 differ by half a point of macro F1
_STRENGTH = 6.0  # inverse regularisation; 2 to 20 differ by less than half a point of macro F1 (card)


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
    topics = sorted({item.topic for item in items})
    size = {topic: sum(item.topic == topic for item in items) for topic in topics}
    loads, fold_of = [0] * FOLDS, {}
    for topic in sorted(topics, key=lambda t: (-size[t], t)):  # largest first into the emptiest fold
        fold_of[topic] = loads.index(min(loads))
        loads[fold_of[topic]] += size[topic]
    every = range(len(items))
    return [
        ([i for i in every if fold_of[items[i].topic] != f], [i for i in every if fold_of[items[i].topic] == f])
        for f in range(FOLDS)
    ]


# ---------------------------------------------------------------- sections by themselves


def fit(items: Sequence[Labelled]) -> npt.NDArray[np.float32]:
    """Weights (columns × labels) of a logistic regression over the features, classes balanced.

    Columns are scaled by inverse document frequency, which is then folded into the weights.
    """
    from sklearn.linear_model import LogisticRegression

    matrix = rows([item.block() for item in items]).matrix()
    scale = column_scale(matrix)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=500)
    model.fit(matrix.multiply(scale[None, :]).tocsr(), [item.label for item in items])
    weights = np.zeros((matrix.shape[1], len(LABELS)))
    bias = np.full(len(LABELS), -30.0)  # a label without examples is never said
    order = [LABELS.index(label) for label in model.classes_]
    weights[:, order] = (model.coef_ * scale[None, :]).T
    bias[order] = model.intercept_
    return with_bias(weights, bias)


def column_scale(matrix: Any) -> Floats:
    """Inverse document frequency of the hashed columns, one for the others, zero for those in one section only."""
    from corpus_tools.labels.features import HASHED

    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    scale = np.log((matrix.shape[0] + 1) / (seen + 1))
    scale[seen < 2] = 0.0
    scale[HASHED:] = _DENSE
    return scale


def with_bias(weights: Floats, bias: Floats) -> npt.NDArray[np.float32]:
    """The intercept as the weight of the column that every row has, all rounded as in the file."""
    from corpus_tools.labels.features import HASHED, dense_names

    weights[HASHED + dense_names().index("bias")] += bias
    return weights.astype(np.float16).astype(np.float32)


# ---------------------------------------------------------------- sections of a report together


def transitions(items: Sequence[Labelled], weights: Weights) -> Chain:
    """The chain counted on the items that are whole reports."""
    sequences = ((r.kind, [items[i].label for i in r.items], r.governed) for r in runs(items) if len(r.items) > 1)
    return count(sequences, np.full(len(LABELS), 1 / len(LABELS)), weights)


def decode(chain: Chain, grouped: Sequence[Run], own: Floats) -> Floats:
    """Posterior of each item, reports decoded together; an item alone keeps its own, sharpened or flattened."""
    out = np.empty_like(own)
    for run in grouped:
        at = list(run.items)
        if len(at) > 1:
            out[at] = chain.posteriors(own[at], run.kind, run.governed, run.alone)
        else:
            row = np.maximum(own[at], 1e-12) ** chain.weights.section
            out[at] = row / row.sum()
    return out


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


def held_out(
    items: Sequence[Labelled], classifier: Callable[[Sequence[Labelled], Sequence[Labelled]], Floats] | None = None
) -> Held:
    """Cross-validate; ``classifier(train, test)`` gives probabilities of the test items, by default the model's."""
    own = np.empty((len(items), len(LABELS)))
    parts = []
    for train_at, held in folds(items):
        known, asked = [items[i] for i in train_at], [items[i] for i in held]
        chain = transitions(known, Weights())
        if classifier is None:
            own[held] = Model(fit(known), chain).probabilities([item.block() for item in asked])
        else:
            own[held] = classifier(known, asked)
        parts.append((held, runs(asked), chain))
    return Held(own, parts)


def settle(items: Sequence[Labelled], held: Held) -> Weights:
    """The weights of a small grid with the least log loss on held-out topics: the best calibrated ones."""
    gold = np.array([LABELS.index(item.label) for item in items])
    grid = product((0.8, 1.0, 1.2, 1.4, 1.7, 2.0), (0.2, 0.4, 0.6), (1.0, 1.5, 2.0), (0.5, 1.0, 1.5))
    candidates = [Weights(*values) for values in grid]

    def loss(weights: Weights) -> float:
        said = held.together(weights)
        return float(-np.log(np.maximum(said[np.arange(len(gold)), gold], 1e-9)).mean())

    return min(candidates, key=loss)


# ---------------------------------------------------------------- commands


def train(data_paths: Iterable[Path | str], out_dir: Path | str, *, compare: bool = True) -> Scores:
    """Train on labelled sections, write the artefact and its card, and return the cross-validated figures.

    Parameters
    ----------
    data_paths : files or folders of labelled sections (see ``labels.data``)
    out_dir : folder for ``sections.skops``, ``card.json`` and ``README.md``
    compare : also cross-validate the baselines and the other model families for the card's table

    Raises
    ------
    ModelError
        If the data do not have the form, or there are fewer topics than folds.
    """
    from corpus_tools.errors import ModelError
    from corpus_tools.labels.card import write_card
    from corpus_tools.labels.comparison import families

    items, folder = read_labelled(data_paths), Path(out_dir)
    if len({item.topic for item in items}) < FOLDS:
        raise ModelError(f"the labelled sections are of fewer than {FOLDS} topics, too few to cross-validate")
    held = held_out(items)
    weights = settle(items, held)
    said = held.together(weights)
    model = Model(fit(items), transitions(items, weights))
    model.save(folder)
    load(folder)  # what was written can be read
    figures = score(items, said)
    write_card(folder, items, figures, weights, families(items, held, weights) if compare else [])
    return figures


def evaluate(data_paths: Iterable[Path | str], *, model: Model | None = None) -> Scores:
    """How well a model labels labelled sections: accuracy, macro F1, per label, calibration.

    >>> from corpus_tools.models import models_folder
    >>> figures = evaluate([models_folder().parent / "samples" / "labelled"])
    >>> figures.accuracy > 0.9  # it has seen these; the card has the figures of topics it has not seen
    True
    """
    items = read_labelled(data_paths)
    model = load() if model is None else model
    own = model.probabilities([item.block() for item in items])
    return score(items, decode(model.chain, runs(items), own))
