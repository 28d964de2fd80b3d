"""Baselines and other model families, cross-validated on the same folds as the model, for the card's table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon, segmentation
from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.decoding import Weights
from corpus_tools.labels.features import encode
from corpus_tools.labels.fitting import Design, batch_of
from corpus_tools.labels.holding_out import Classifier, Held, held_out
from corpus_tools.labels.scores import score
from corpus_tools.labels.scoring import matrix

__all__ = ["Family", "families", "keywords"]

Floats = npt.NDArray[np.float64]

_HEADING = 3  # body cues that a heading cue is worth in the keyword baseline; 1, 3 and 10 were tried, 3 did best


@dataclass(frozen=True, slots=True)
class Family:
    """One line of the card's table; figures are of held-out topics."""

    name: str
    accuracy: float
    macro_f1: float


def families(items: Sequence[Labelled], held: Held, weights: Weights) -> list[Family]:
    """Every family on the same folds; ``held`` and ``weights`` are the model's own."""
    names = names_of(items)
    tried: dict[str, Classifier] = {
        "heading only, logistic regression on character n-grams": _heading_only,
        "words (jieba), complement naive Bayes": _naive_bayes,
        "words (jieba), tf-idf, random forest": _forest,
        "words (jieba), tf-idf, logistic regression": _words,
        "the model's features, linear SVM, calibrated": _svm,
    }
    if set(names) & set(lexicon.load("labels")["body"]):  # a user's own labels need not have word lists
        tried = {"cue words, counted (no training)": keywords, **tried}
    said: dict[str, Floats] = {}
    for name, classifier in tried.items():
        with suppress(ValueError):  # scikit-learn's word for too little: no heading at all, a label in one fold only
            said[name] = held_out(items, classifier).own
    said["the model, each section by itself"] = held.own
    said["the model, sections of a report together"] = held.together(weights)
    figures = {name: score(items, one, names) for name, one in said.items()}
    return [Family(name, f.accuracy, f.macro_f1) for name, f in figures.items()]


def keywords(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    """The label with the most cue words of ``lexicon/labels.toml``, those of the heading counted threefold.

    >>> item = Labelled("三、存在问题。经费不足,人手缺乏。", "problems", heading="三、存在问题")
    >>> keywords([], [item], ["publicity", "problems"]).argmax()
    np.int64(1)
    """
    table = lexicon.load("labels")
    patterns = {
        zone: [re.compile("|".join(map(re.escape, table[zone].get(name, ()))) or "(?!)") for name in names]
        for zone in ("heading", "body")
    }
    out = np.full((len(asked), len(names)), 0.1)
    for i, item in enumerate(asked):
        block = item.block()
        for k in range(len(names)):
            out[i, k] += _HEADING * len(patterns["heading"][k].findall(block.heading))
            out[i, k] += len(patterns["body"][k].findall(block.body))
    return out / out.sum(axis=1, keepdims=True)


def _aligned(model: Any, said: Floats, names: Sequence[str]) -> Floats:
    """Columns in the order of the names; a label not among the training items gets nothing."""
    out = np.zeros((len(said), len(names)))
    out[:, [names.index(label) for label in model.classes_]] = said
    return out


def _pipeline(
    steps: Sequence[Any],
    read: Callable[[Labelled], str],
    known: Sequence[Labelled],
    asked: Sequence[Labelled],
    names: Sequence[str],
) -> Floats:
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(*steps)
    model.fit([read(item) for item in known], [item.label for item in known])
    return _aligned(model, model.predict_proba([read(item) for item in asked]), names)


def _heading(item: Labelled) -> str:
    return item.block().heading


def _segmented(item: Labelled) -> str:
    block = item.block()
    return " ".join(segmentation.cut(block.heading + " " + block.body))


def _heading_only(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    steps = (TfidfVectorizer(analyzer="char", ngram_range=(1, 3)), LogisticRegression(C=6, class_weight="balanced"))
    return _pipeline(steps, _heading, known, asked, names)


def _naive_bayes(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import ComplementNB

    steps = (CountVectorizer(token_pattern=r"\S+", binary=True), ComplementNB())
    return _pipeline(steps, _segmented, known, asked, names)


def _forest(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer

    steps = (
        TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, min_df=2),
        RandomForestClassifier(300, class_weight="balanced", random_state=0),
    )
    return _pipeline(steps, _segmented, known, asked, names)


def _words(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    steps = (
        TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True),
        LogisticRegression(C=6, class_weight="balanced", max_iter=500),
    )
    return _pipeline(steps, _segmented, known, asked, names)


def _svm(known: Sequence[Labelled], asked: Sequence[Labelled], names: Sequence[str]) -> Floats:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.svm import LinearSVC

    design = Design.of(known)
    model = CalibratedClassifierCV(LinearSVC(C=0.3, class_weight="balanced"), cv=3)
    model.fit(design.features(matrix(encode(batch_of(known)))), [item.label for item in known])
    return _aligned(model, model.predict_proba(design.features(matrix(encode(batch_of(asked))))), names)
