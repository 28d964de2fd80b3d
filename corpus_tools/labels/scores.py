"""Figures of a labelling: accuracy, F1 per label, confusion, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.data import Labelled
from corpus_tools.records import LABELS

__all__ = ["LabelScore", "Scores", "score"]

_BINS = 10  # of confidence, as in Guo et al., On Calibration of Modern Neural Networks (ICML 2017)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one label; ``support``: sections that a person labelled so."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Scores:
    """``macro_f1``: mean over the labels that occur. ``calibration_error``: expected, 10 equal bins of confidence.

    ``confusion[a][b]``: sections with label a that were labelled b.
    """

    sections: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    labels: dict[str, LabelScore]
    confusion: dict[str, dict[str, int]]

    def __str__(self) -> str:
        """For people, on a terminal."""
        lines = [f"{'label':14}precision  recall     f1  sections"]
        lines += [
            f"{name:14}{s.precision:9.2f}{s.recall:8.2f}{s.f1:7.2f}{s.support:10}" for name, s in self.labels.items()
        ]
        lines.append(
            f"accuracy {self.accuracy:.3f}, macro F1 {self.macro_f1:.3f}, "
            f"calibration error {self.calibration_error:.3f}, {self.sections} sections"
        )
        return "\n".join(lines)


def score(items: Sequence[Labelled], said: npt.NDArray[np.float64]) -> Scores:
    """Compare posteriors (items × labels) with the labels; an ``alt`` counts as right.

    >>> item = Labelled("一、加强领导。", "organization", alt="preamble")
    >>> score([item], np.eye(10)[:1]).accuracy  # says preamble
    1.0
    """
    best = [LABELS[k] for k in said.argmax(axis=1)]
    told = [item.label if item.accepts(b) else b for item, b in zip(items, best, strict=True)]
    gold = [item.label for item in items]
    confusion = {a: dict.fromkeys(LABELS, 0) for a in LABELS}
    for g, t in zip(gold, told, strict=True):
        confusion[g][t] += 1
    labels = {}
    for name in LABELS:
        hits, support = confusion[name][name], gold.count(name)
        if not support:
            continue
        predicted = told.count(name)
        precision, recall = hits / predicted if predicted else 0.0, hits / support
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        labels[name] = LabelScore(precision, recall, f1, support)
    right = np.array([g == t for g, t in zip(gold, told, strict=True)])
    return Scores(
        sections=len(items),
        accuracy=float(right.mean()) if len(items) else 0.0,
        macro_f1=float(np.mean([s.f1 for s in labels.values()])) if labels else 0.0,
        calibration_error=_calibration(said.max(axis=1), right),
        labels=labels,
        confusion=confusion,
    )


def _calibration(confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    at = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(confidence[at == b].mean() - right[at == b].mean()) * (at == b).mean() for b in set(at.tolist())]
    return float(sum(gaps))
