"""Train the label model and say how good it is: cross-validation by topic, then the final fit on everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpus_tools.errors import ModelError
from corpus_tools.labels.card import write_card
from corpus_tools.labels.comparison import families
from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.fitting import batch_of, fit
from corpus_tools.labels.holding_out import decode, held_out, runner_up, runs, settle, transitions
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.scores import Scores, score
from corpus_tools.labels.sources import Numbered, read_labelled

__all__ = ["evaluate", "train", "train_on"]


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
