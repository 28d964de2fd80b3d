"""The card beside the artefact: what it was trained on, how good it is, what it cannot do."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from corpus_tools.labels.comparison import Family
from corpus_tools.labels.data import Labelled, fingerprint
from corpus_tools.labels.decoding import Weights
from corpus_tools.labels.model import FILE
from corpus_tools.labels.scores import Scores
from corpus_tools.records import LABELS

__all__ = ["write_card"]

_LIMITS = """\
- The sections it was trained on were written for this project, after the manner of scraped reports, with invented
  places and figures. Real pages are dirtier; figures above are of unseen topics, not of unseen kinds of dirt.
- One label for each section. A block on two subjects gets one of them, with a lower confidence.
- It reads Chinese in simplified characters (traditional text is folded before).
- `services` takes in the routine work of every trade, so it is the label most often mistaken for its neighbours:
  for `supervision` where the routine is to register and check, for `publicity` where it is an activity.
- Irony, and the name of a thing used for another, are beyond it."""

_HEAD = """\
# Section labels

What a block of a work-summary report is about: one of {labels}. A logistic regression over hashed character n-grams
of heading, whole, opening and ending, cue words (`corpus_tools/lexicon/labels.toml`), tense, length and place, whose
probabilities are decoded together with those of the neighbouring sections and the governing heading.

`{file}` holds arrays and plain values only. `corpus_tools.labels.load` reads it and refuses anything else.
"""


def write_card(
    folder: Path, items: Sequence[Labelled], figures: Scores, weights: Weights, compared: Sequence[Family]
) -> None:
    """``card.json`` for programs, ``README.md`` for people, with the same content."""
    labels = Counter(item.label for item in items)
    card = {
        "data": {
            "sha256": fingerprint(items),
            "sections": len(items),
            "topics": len({item.topic for item in items}),
            "whole_reports": len({item.report for item in items if item.report}),
            "labels": {label: labels[label] for label in LABELS},
        },
        "cross_validation": {"by": "topic", "folds": 5, **dataclasses.asdict(figures)},
        "weights": dataclasses.asdict(weights),
        "families": [dataclasses.asdict(family) for family in compared],
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scikit-learn", "skops")},
        },
    }
    (folder / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    (folder / "README.md").write_text(_markdown(card, figures, compared), encoding="utf8")


def _markdown(card: dict, figures: Scores, compared: Sequence[Family]) -> str:
    data = card["data"]
    parts = [
        _HEAD.format(labels=", ".join(f"`{label}`" for label in LABELS), file=FILE),
        "## Data\n\n"
        f"{data['sections']} sections of {data['topics']} topics in `samples/labelled/`, {data['whole_reports']} whole "
        f"reports among them. SHA-256 of the sections as read: `{data['sha256']}`.\n",
        "## Figures\n\nFive-fold cross-validation; a topic is never on both sides.\n\n"
        f"accuracy {figures.accuracy:.3f} · macro F1 {figures.macro_f1:.3f} · expected calibration error "
        f"{figures.calibration_error:.3f} (10 bins)\n",
        _table(
            ("label", "precision", "recall", "F1", "sections"),
            [
                (name, f"{s.precision:.2f}", f"{s.recall:.2f}", f"{s.f1:.2f}", str(s.support))
                for name, s in figures.labels.items()
            ],
        ),
        "Confusion (rows: labelled by a person, columns: by the model)\n",
        _table(
            ("", *LABELS),
            [(a, *(str(n) if (n := figures.confusion[a][b]) else "·" for b in LABELS)) for a in LABELS],
        ),
    ]
    if compared:
        parts += [
            "## What else was tried, on the same folds\n",
            _table(
                ("", "accuracy", "macro F1"), [(f.name, f"{f.accuracy:.3f}", f"{f.macro_f1:.3f}") for f in compared]
            ),
        ]
    parts += [
        f"## Limits\n\n{_LIMITS}\n",
        "## Train again\n\n```\ncorpus-tools train samples/labelled --out models/labels\n```\n\n"
        "From the same sections and versions this gives the same predictions (a test holds it). Versions: "
        + ", ".join(f"{name} {number}" for name, number in card["versions"].items())
        + ".\n",
    ]
    return "\n".join(parts)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
