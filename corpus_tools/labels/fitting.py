"""Weights of the label model from labelled sections, each taken by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.features import DENSE, HASHED, ZONES, Batch, cue_matrix, encode
from corpus_tools.labels.scoring import COLUMNS, Tables, matrix

__all__ = ["Design", "batch_of", "fit"]

Floats = npt.NDArray[np.float64]

_DENSE = 0.6  # scale of cues and form beside n-grams; 0.5 to 1 differ by half a point of macro F1
_CUES = 2.0  # scale of cue counts; 0, 1 and 4 lose 0.4, 0.2 and 0.7 points of macro F1
_BAYES = 0.2  # of the naive Bayes scores beside the regression's; with 0, 0.18, 0.3 and 0.4 sections by themselves are
# labelled right for .933, .940, .944 and .941, log loss .215, .193, .199 and .211
_UNSEEN = 0.03  # times an n-gram is counted with a label it never stood with; 0.01 and 0.1 lose 0.1 to 0.3 points
_STRENGTH = 3.0  # inverse regularisation; 1.5, 6 and 12 lose 0.1 to 0.2 points of macro F1


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
