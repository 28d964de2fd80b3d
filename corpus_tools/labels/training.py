"""Train the label model and say how good it is: cross-validation by topic, then the final fit on everything.

Figures are of sections whose topic the model has not seen: what is wanted is a model for other topics and provinces.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import ModelError
from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.decoding import CLOSE, Chain, Sections, Weights, count, ranked
from corpus_tools.labels.features import DENSE, HASHED, ZONES, Batch, cue_matrix, encode
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import Place, governors
from corpus_tools.labels.scores import Scores, score
from corpus_tools.labels.scoring import COLUMNS, Tables, matrix
from corpus_tools.labels.sources import Numbered, read_labelled

__all__ = ["Held", "decode", "evaluate", "fit", "folds", "held_out", "train"]

Floats = npt.NDArray[np.float64]
Classifier = Callable[[Sequence[Labelled], Sequence[Labelled], Sequence[str]], Floats]

FOLDS = 5
_DENSE = 0.6  # scale of cues and form beside n-grams; 0.5 to 1 differ by half a point of macro F1
_CUES = 2.0  # scale of cue counts; 0, 1 and 4 lose 0.4, 0.2 and 0.7 points of macro F1
_BAYES = 0.2  # of the naive Bayes scores beside the regression's; with 0, 0.18, 0.3 and 0.4 sections by themselves are
# labelled right for .933, .940, .944 and .941, log loss .215, .193, .199 and .211
_UNSEEN = 0.03  # times an n-gram is counted with a label it never stood with; 0.01 and 0.1 lose 0.1 to 0.3 points
_STRENGTH = 3.0  # inverse regularisation; 1.5, 6 and 12 lose 0.1 to 0.2 points of macro F1


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


# ---------------------------------------------------------------- sections by themselves


def fit(items: Sequence[Labelled], names: Sequence[str]) -> Tables:
    """Weights of a logistic regression over the features, classes balanced, for the labels in this order.

    Hashed n-grams are scaled by inverse document frequency; cues and form have a scale of their own. All scales, and
    what was learnt about cues, are folded into the weights of the n-grams. To these a share of naive Bayes is added:
    of rare words the regression learns little, since others explain its few sections as well, and on topics that it
    has not seen rare words are what is left (for the two kinds on little text: Wang and Manning 2012).
    """
    from sklearn.linear_model import LogisticRegression

    bias = np.full(len(names), -30.0)  # a label without examples is never said
    if len(found := names_of(items)) == 1:  # nothing to tell apart: a fold of small data
        bias[names.index(found[0])] = 0.0
        weights = np.zeros((COLUMNS, len(names)))
        weights[len(ZONES) * HASHED + DENSE.index("bias")] = bias
        return Tables.of(weights)
    design = Design.of(items)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=500)
    seen = matrix(encode(batch_of(items)))
    model.fit(design.features(seen), [item.label for item in items])
    learnt = np.zeros((design.width, len(names)))
    order = [names.index(label) for label in model.classes_]
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn gives the second's log odds alone; half to each is the same softmax
        coefficients = np.concatenate([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    learnt[:, order] = coefficients.T
    bias[order] = intercepts
    weights = design.folded(learnt)
    whole = slice(ZONES.index("whole") * HASHED, (ZONES.index("whole") + 1) * HASHED)
    weights[whole] += _BAYES * _likelihoods(seen[:, whole], items, names)
    weights[len(ZONES) * HASHED + DENSE.index("bias")] += bias
    return Tables.of(weights)


def _likelihoods(counted: Any, items: Sequence[Labelled], names: Sequence[str]) -> Floats:
    """How much likelier each n-gram is in sections of a label than of the others: log, n-grams × labels.

    A label without items is as likely as any. What stands in one section only says nothing.
    """
    present = (counted > 0).astype(np.float64)
    labels = np.array([item.label for item in items])
    held = np.array([np.asarray(present[labels == name].sum(axis=0)).ravel() for name in names])
    often = held.sum(axis=0) >= 2
    found = held.any(axis=1)
    shares = np.log((held + _UNSEEN) / (held + _UNSEEN).sum(axis=1, keepdims=True))
    shares -= shares[found].mean(axis=0)
    shares[~found] = 0.0
    return np.where(often, shares, 0.0).T


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


# ---------------------------------------------------------------- commands


def train(
    data_paths: Iterable[Path | str],
    out_dir: Path | str,
    *,
    compare: bool = True,
    faults: list[str] | None = None,
    further: Mapping[str, Sequence[Numbered]] | None = None,
) -> Scores:
    """Train on labelled sections, write the artefact and its card, and return the cross-validated figures.

    Parameters
    ----------
    data_paths : files or folders of labelled sections (see ``labels.sources``), with any label names
    out_dir : folder for ``sections.skops``, ``card.json`` and ``README.md``
    compare : also cross-validate the baselines and the other model families for the card's table
    faults : told of each record that was left out, with the reason; without it the first one raises
    further : labelled sections from elsewhere (see ``labels.sources.read_labelled``)

    Raises
    ------
    ModelError
        If no labelled sections are left, there are fewer than two labels, or the folder cannot be written.
    """
    return train_on(read_labelled(data_paths, faults, further=further), out_dir, compare=compare)


def train_on(items: Sequence[Labelled], out_dir: Path | str, *, compare: bool = True) -> Scores:
    """``train`` with labelled sections that have been read."""
    from corpus_tools.labels.card import write_card
    from corpus_tools.labels.comparison import families

    names, folder = names_of(items), Path(out_dir)
    if len(names) < 2:
        raise ModelError(f"all labelled sections have the label {names[0]!r}; a model needs two labels to tell apart")
    held = held_out(items)
    weights = settle(items, held)
    said = held.together(weights)
    model = Model(fit(items, names), transitions(items, names, weights), names)
    figures = score(items, said, names)
    compared = families(items, held, weights) if compare else []
    try:
        model.save(folder)
        write_card(folder, items, figures, weights, compared, runner_up(items, said, names))
    except OSError as e:
        raise ModelError(f"{e.filename or folder}: cannot be written ({e.strerror})") from e
    load(folder)  # what was written can be read
    return figures


def evaluate(data_paths: Iterable[Path | str], *, model: Model | None = None) -> Scores:
    """How well a model labels labelled sections: accuracy, macro F1, per label and topic, calibration.

    >>> from corpus_tools.models import models_folder
    >>> figures = evaluate([models_folder().parent / "samples" / "labelled"])
    >>> figures.accuracy > 0.9  # it has seen these; the card has the figures of topics it has not seen
    True
    """
    items = read_labelled(data_paths)
    model = load() if model is None else model
    own = model.probabilities(batch_of(items))
    return score(items, decode(model.chain, runs(items), own), model.labels)
