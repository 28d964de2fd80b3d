"""The card beside the artefact: what it was trained on, how good it is, what it cannot do."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.labels.comparison import Family
from corpus_tools.labels.data import Labelled, fingerprint, names_of
from corpus_tools.labels.decoding import Weights
from corpus_tools.labels.holding_out import Second
from corpus_tools.labels.model import FILE
from corpus_tools.labels.scores import Bin, Scores
from corpus_tools.records import LABELS

__all__ = ["FIGURE", "write_card"]

FIGURE = "reliability.svg"

_LIMITS = """\
- The sections it was trained on were written for this project, after the manner of scraped reports, with invented
  places and figures. Real pages are dirtier; figures above are of unseen topics, not of unseen kinds of dirt.
- One label for each section. A block on two subjects gets one of them, with a lower confidence and the other as
  second label.
- It reads Chinese in simplified characters (traditional text is folded before).
- `services` takes in the routine work of every trade, so it is the label most often mistaken for its neighbours:
  for `supervision` where the routine is to register and check, for `publicity` where it is an activity.
- Irony, and the name of a thing used for another, are beyond it."""

_OWN_LIMITS = """\
- It says nothing but the labels it was trained on; `mine --min-confidence` leaves undecided what fits none.
- The guidelines' rules (what stands under a heading of problems is a problem) hold only for labels of those names."""

_HEAD = """\
# Section labels

What a block of a work-summary report is about: one of {labels}. A logistic regression over hashed character n-grams
of heading, whole, opening and ending, cue words (`corpus_tools/lexicon/labels.toml`), tense, length and place, with a
share of naive Bayes over the n-grams of the whole, whose probabilities are decoded together with those of the
neighbouring sections and the governing heading.

`{file}` holds arrays and plain values only. `corpus_tools.labels.load` reads it and refuses anything else.
"""

_AGAIN = """\
## Train again

```
corpus-tools train samples/labelled --out models/labels
```

From the same sections and versions this gives the same predictions (a test holds it). Versions: """


def write_card(
    folder: Path,
    items: Sequence[Labelled],
    figures: Scores,
    weights: Weights,
    compared: Sequence[Family],
    second: Second,
) -> None:
    """``card.json`` for programs, ``README.md`` and the reliability figure for people, with the same content."""
    count = Counter(item.label for item in items)
    card = {
        "data": {
            "sha256": fingerprint(items),
            "sections": len(items),
            "topics": len({item.topic for item in items}),
            "whole_reports": len({item.report for item in items if item.report}),
            "labels": {label: count[label] for label in names_of(items)},
        },
        "cross_validation": {"by": "topic", "folds": 5, **dataclasses.asdict(figures)},
        "second_label": dataclasses.asdict(second),
        "weights": dataclasses.asdict(weights),
        "families": [dataclasses.asdict(family) for family in compared],
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scikit-learn", "skops")},
        },
    }
    (folder / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    (folder / FIGURE).write_text(reliability_figure(figures.reliability), encoding="utf8")
    (folder / "README.md").write_text(_markdown(card, figures, compared, second), encoding="utf8")


def _markdown(card: dict[str, Any], figures: Scores, compared: Sequence[Family], second: Second) -> str:
    data, names = card["data"], list(figures.labels)
    ours = set(names) <= set(LABELS)
    parts = [
        _HEAD.format(labels=", ".join(f"`{_cell(name)}`" for name in names), file=FILE),
        "## Data\n\n"
        f"{data['sections']} sections of {data['topics']} topics{' in `samples/labelled/`' if ours else ''}, "
        f"{data['whole_reports']} whole reports among them. SHA-256 of the sections as read: `{data['sha256']}`.\n",
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
            ("", *names),
            [(a, *(str(n) if (n := figures.confusion[a][b]) else "·" for b in names)) for a in names],
        ),
        f"## Confidence\n\n![How often sections of a confidence are labelled right]({FIGURE})\n",
        _table(
            ("confidence", "sections", "mean confidence", "labelled right"),
            [
                (f"{b.low:.1f} to {b.high:.1f}", str(b.sections), f"{b.confidence:.2f}", f"{b.accuracy:.2f}")
                for b in figures.reliability
            ],
        ),
        f"A second label is named where it comes close: for {second.named:.0%} of the sections. Of the sections "
        f"labelled wrong, {second.recalled:.0%} have the right label there.\n",
    ]
    if compared:
        parts += [
            "## What else was tried, on the same folds\n",
            _table(
                ("", "accuracy", "macro F1"), [(f.name, f"{f.accuracy:.3f}", f"{f.macro_f1:.3f}") for f in compared]
            ),
        ]
    parts += [
        f"## Limits\n\n{_LIMITS if ours else _OWN_LIMITS}\n",
        _AGAIN + ", ".join(f"{name} {number}" for name, number in card["versions"].items()) + ".\n",
        "## By topic\n\nHeld out as above; mistakes as label by a person → label by the model.\n",
        _table(
            ("topic", "sections", "accuracy", "mistakes"),
            [
                (topic, str(s.sections), f"{s.accuracy:.2f}", ", ".join(s.mistaken))
                for topic, s in figures.topics.items()
            ],
        ),
    ]
    return "\n".join(parts)


def _cell(text: str) -> str:
    """Topics and label names may come from a user's file; they must not end a cell or begin markup."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>#|!" else char for char in " ".join(text.split()))


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *([_cell(text) for text in line] for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


# ---------------------------------------------------------------- the figure

_SIZE, _EDGE = 320, 40  # pixels: the square of the plot, and the room around it for the axes' words
_WIDEST = 22  # pixels of the diameter of the fullest bin


def reliability_figure(bins: Sequence[Bin]) -> str:
    """A reliability diagram as SVG: mean confidence of each bin against the share that was right.

    The area of a dot is the number of its sections; on the diagonal confidence means what it says.

    >>> reliability_figure([Bin(0.9, 1.0, 10, 0.95, 0.9)]).count("<circle")
    1
    """
    whole = _SIZE + 2 * _EDGE
    most = max((b.sections for b in bins), default=1)

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{_EDGE + x * _SIZE:.1f}", f"{_EDGE + (1 - y) * _SIZE:.1f}"

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" height="{whole}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#999"/>',
    ]
    (x1, y1), (x2, y2) = at(0, 0), at(1, 1)
    lines.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#999" stroke-dasharray="4 4"/>')
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        (x, _), (_, y) = at(tick, 0), at(0, tick)
        lines.append(f'<text x="{x}" y="{_EDGE + _SIZE + 16}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{_EDGE - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for b in bins:
        x, y = at(b.confidence, b.accuracy)
        radius = max(2.0, _WIDEST / 2 * (b.sections / most) ** 0.5)
        lines.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#2266aa" fill-opacity="0.7">')
        lines.append(f"<title>{b.sections} sections: confidence {b.confidence:.2f}, right {b.accuracy:.2f}</title>")
        lines.append("</circle>")
    middle = _EDGE + _SIZE / 2
    lines.append(f'<text x="{middle}" y="{whole - 6}" text-anchor="middle">confidence</text>')
    lines.append(f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">right</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
