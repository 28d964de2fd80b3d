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
from corpus_tools.labels.features import DENSE, HASHED, ZONES, Batch, cue_matrix, encode
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import Place, governors
from corpus_tools.labels.scores import Scores, score
from corpus_tools.labels.scoring import Tables, matrix
from corpus_tools.records import LABELS

__all__ = ["Held", "decode", "evaluate", "fit", "folds", "held_out", "train"]

Floats = npt.NDArray[np.float64]

FOLDS = 5
_DENSE = 0.6  # scale of cues and form beside n-grams; 0.5 to 1 differ by half a point of macro F1
_CUES = 2.0  # scale of cue counts; 0, 1 and 4 lose 0.4, 0.2 and 0.7 points of macro F1
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


def fit(items: Sequence[Labelled]) -> Tables:
    """Weights of a logistic regression over the features, classes balanced.

    Hashed n-grams are scaled by inverse document frequency; cues and form have a scale of their own. All scales, and
    what was learnt about cues, are folded into the weights of the n-grams.
    """
    from sklearn.linear_model import LogisticRegression

    design = Design.of(items)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=500)
    model.fit(design.features(matrix(encode(batch_of(items)))), [item.label for item in items])
    learnt = np.zeros((design.width, len(LABELS)))
    bias = np.full(len(LABELS), -30.0)  # a label without examples is never said
    order = [LABELS.index(label) for label in model.classes_]
    learnt[:, order] = model.coef_.T
    bias[order] = model.intercept_
    weights = design.folded(learnt)
    weights[len(ZONES) * HASHED + DENSE.index("bias")] += bias
    return Tables.of(weights)


def batch_of(items: Sequence[Labelled]) -> Batch:
    """Labelled sections as the model reads them."""
    return Batch.of([item.block() for item in items])


@dataclass(frozen=True, slots=True)
class Design:
    """From the columns of ``scoring.matrix`` to those that are learnt from: scaled, and the cues counted.

    ``scale``: one for each column of the matrix. ``cues``: columns of the matrix × cue columns.
    """

    scale: Floats
    cues: Any

    @classmethod
    def of(cls, items: Sequence[Labelled]) -> Design:
        """Document frequencies from the items, cues from the word lists."""
        from scipy.sparse import csr_array, hstack, vstack

        found = matrix(encode(batch_of(items)))
        seen = np.bincount(found.indices, minlength=found.shape[1])
        scale = np.log((found.shape[0] + 1) / (seen + 1))
        scale[seen < 2] = 0.0
        scale[len(ZONES) * HASHED :] = _DENSE
        heading, whole = csr_array(cue_matrix("heading")), csr_array(cue_matrix("whole"))
        none = csr_array((HASHED, heading.shape[1] + whole.shape[1]))
        left = csr_array((HASHED, heading.shape[1]))
        right = csr_array((HASHED, whole.shape[1]))
        rest = csr_array((len(DENSE), none.shape[1]))
        blocks = [hstack([heading, right]), hstack([left, whole]), *[none] * (len(ZONES) - 2), rest]
        return cls(scale, (vstack(blocks) * _CUES).tocsr())

    @property
    def width(self) -> int:
        """Columns that are learnt from."""
        return len(self.scale) + self.cues.shape[1]

    def features(self, found: Any) -> Any:
        """The matrix to learn from."""
        from scipy.sparse import hstack

        return hstack([found.multiply(self.scale[None, :]), found @ self.cues]).tocsr()

    def folded(self, learnt: Floats) -> Floats:
        """Weights of the matrix's own columns that say the same as the learnt ones."""
        plain = learnt[: len(self.scale)] * self.scale[:, None]
        return plain + self.cues @ learnt[len(self.scale) :]


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
            row = own[at] ** chain.weights.section
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
            own[held] = Model(fit(known), chain).probabilities(batch_of(asked))
        else:
            own[held] = classifier(known, asked)
        parts.append((held, runs(asked), chain))
    return Held(own, parts)


def settle(items: Sequence[Labelled], held: Held) -> Weights:
    """The weights of a small grid with the least log loss on held-out topics: the best calibrated ones.

    ``above`` begins at 1.5, where a rule of the guidelines outweighs a section that is sure of something else; the
    labelled sections hold too few such cases to say so (log loss 0.2115 at 1, 0.2119 at 1.5).
    """
    gold = np.array([LABELS.index(item.label) for item in items])
    grid = product((0.8, 1.0, 1.2, 1.4, 1.7, 2.0), (0.1, 0.3, 0.5, 0.7), (1.5, 2.0), (0.5, 1.0, 1.5))
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
    own = model.probabilities(batch_of(items))
    return score(items, decode(model.chain, runs(items), own))
