"""Figures of a labelling: accuracy, F1 per label and per topic, confusion, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.data import Labelled

__all__ = ["Bin", "LabelScore", "Scores", "TopicScore", "score"]

_BINS = 10  # of confidence, as in Guo et al., On Calibration of Modern Neural Networks (ICML 2017)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one label; ``support``: sections that a person labelled so."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """Share of a topic's sections that were labelled right; ``mistaken``: for which labels, ``meant → said``."""

    sections: int
    accuracy: float
    mistaken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Sections whose confidence lies in one tenth: how sure the model was on average, and how often right."""

    low: float
    high: float
    sections: int
    confidence: float
    accuracy: float


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
    topics: dict[str, TopicScore]
    reliability: tuple[Bin, ...]
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


def score(items: Sequence[Labelled], said: npt.NDArray[np.float64], names: Sequence[str]) -> Scores:
    """Compare posteriors (items × labels, in the order of ``names``) with the labels; an ``alt`` counts as right.

    >>> item = Labelled("一、加强领导。", "organization", alt="preamble")
    >>> score([item], np.eye(1, 2), ["preamble", "organization"]).accuracy  # says preamble
    1.0
    """
    best = [names[k] for k in said.argmax(axis=1)]
    told = [item.label if item.accepts(b) else b for item, b in zip(items, best, strict=True)]
    gold = [item.label for item in items]
    every = [*names, *sorted(set(gold) - set(names))]  # what the model cannot say counts against it
    confusion = {a: dict.fromkeys(every, 0) for a in every}
    for g, t in zip(gold, told, strict=True):
        confusion[g][t] += 1
    labels = {}
    for name in every:
        hits, support = confusion[name][name], gold.count(name)
        if not support:
            continue
        predicted = told.count(name)
        precision, recall = hits / predicted if predicted else 0.0, hits / support
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        labels[name] = LabelScore(precision, recall, f1, support)
    right = np.array([g == t for g, t in zip(gold, told, strict=True)])
    bins = _reliability(said.max(axis=1), right)
    return Scores(
        sections=len(items),
        accuracy=float(right.mean()) if len(items) else 0.0,
        macro_f1=float(np.mean([s.f1 for s in labels.values()])) if labels else 0.0,
        calibration_error=sum(abs(b.confidence - b.accuracy) * b.sections for b in bins) / max(1, len(items)),
        labels=labels,
        topics=_topics(items, gold, told),
        reliability=bins,
        confusion=confusion,
    )


def _topics(items: Sequence[Labelled], gold: Sequence[str], told: Sequence[str]) -> dict[str, TopicScore]:
    of: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        of.setdefault(item.topic, []).append(i)
    out = {}
    for topic in sorted(of):
        wrong = tuple(f"{gold[i]} → {told[i]}" for i in of[topic] if gold[i] != told[i])
        out[topic] = TopicScore(len(of[topic]), 1 - len(wrong) / len(of[topic]), wrong)
    return out


def _reliability(confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> tuple[Bin, ...]:
    at = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(
            b / _BINS,
            (b + 1) / _BINS,
            int((at == b).sum()),
            float(confidence[at == b].mean()),
            float(right[at == b].mean()),
        )
        for b in sorted(set(at.tolist()))
    )
