"""Why a section has its label: the words that spoke for it, its form and place, and the sections around it.

The model is linear, so what it says splits into parts that add up: the log odds of the label against its rival (the
runner-up) are the sum of what each character and pair of characters adds in each zone, and of what length, place and
depth add. Characters are put together into words for people. What the neighbours and the heading above add is found
by leaving them out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon, segmentation
from corpus_tools.errors import UsageError
from corpus_tools.labels.decoding import ranked
from corpus_tools.labels.features import DENSE, encode, kept
from corpus_tools.labels.labelling import LaidOut, divided, lay_out, posteriors
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import governors
from corpus_tools.records import Structure

__all__ = ["Context", "Cue", "Explanation", "explain"]

Floats = npt.NDArray[np.float64]

_CUES = 8  # words told in each direction: what people look at; the sum is told as well
_TELLS = 0.02  # log odds; a part below it turns no decision


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the section, or a trait of its form (``form``), then a name of ``features.DENSE``.

    ``weight``: what it adds to the log odds of the label against the rival, over all its places; positive speaks for
    the label. ``places``: ranges in the page's text, none for a trait of form. ``listed``: labels and tenses of
    ``lexicon/labels.toml`` that list it.
    """

    text: str
    weight: float
    form: bool = False
    places: tuple[tuple[int, int], ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Probability of label and rival with one more source taken in; ``index``: of the section that it comes from."""

    source: str  # alone, neighbours, above, below
    label: float
    rival: float
    index: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was weighed for one section; ``labels``: of every section of the page, for the context."""

    index: int
    label: str
    rival: str
    probabilities: dict[str, float]  # highest first
    cues: tuple[Cue, ...]  # strongest first, either way
    log_odds: float  # of label against rival, the section by itself: sum of all its parts
    context: tuple[Context, ...]
    labels: tuple[str, ...]


def explain(structure: Structure, start: int, *, model: Model | None = None) -> Explanation:
    """What decided the label of the section that begins at ``start``.

    Parameters
    ----------
    structure : the page taken apart
    start : where the section begins in the page's text
    model : a trained model, the shipped one by default

    Raises
    ------
    UsageError
        If no section begins there.

    >>> from corpus_tools.structure import parse
    >>> found = explain(parse("工作总结\\n一、加强宣传。社区悬挂横幅5条，发放宣传单300份。"), 5)
    >>> found.label, found.cues[0].text, found.cues[0].places
    ('publicity', '宣传', ((9, 11),))
    """
    model = load() if model is None else model
    (structure,) = divided([structure], model)
    index = next((i for i, s in enumerate(structure.sections) if s.start == start), None)
    if index is None:
        raise UsageError(f"no section begins at character {start}")
    page = lay_out(structure)
    said = posteriors(page, model)
    first, second = ranked(said)
    label, rival = int(first[index]), int(second[index])
    own = model.probabilities(page.batch)[index]
    cues, log_odds = _cues(structure, page, index, model, label, rival)
    order = np.argsort(-said[index], kind="stable")
    return Explanation(
        index,
        model.labels[label],
        model.labels[rival],
        {model.labels[k]: round(float(said[index, k]), 4) for k in order},
        cues,
        log_odds,
        (Context("alone", float(own[label]), float(own[rival])), *_context(page, index, model, label, rival)),
        tuple(model.labels[k] for k in first),
    )


def _cues(
    structure: Structure, page: LaidOut, index: int, model: Model, label: int, rival: int
) -> tuple[tuple[Cue, ...], float]:
    """Words and traits with what they add, and the sum of everything."""
    batch = page.batch
    start, one = int(batch.starts[index]), batch.section(index)
    encoded = encode(one)
    adds = np.zeros(len(one.text))  # to each character of the section
    at = np.flatnonzero(kept(one))  # where the characters kept stand in it
    sum_ = 0.0
    for table, (a, b) in zip(model.tables.zones, encoded.ranges, strict=True):
        first, last = int(a[0]), int(b[0])
        if first >= last:
            continue
        scale = 1 / np.sqrt(2 * (last - first))
        single = (table[encoded.codes[0][first:last], label] - table[encoded.codes[0][first:last], rival]) * scale
        pair = (table[encoded.codes[1][first:last], label] - table[encoded.codes[1][first:last], rival]) * scale
        sum_ += float(single.sum() + pair.sum())
        where = at[first:last]
        np.add.at(adds, where, single + pair / 2)
        follower = at[np.minimum(np.arange(first + 1, last + 1), len(at) - 1)]
        np.add.at(adds, follower, pair / 2)
    traits = (model.tables.dense[:, label] - model.tables.dense[:, rival]) * encoded.dense[0]
    words = _words(structure, one.text, start, adds)
    form = [Cue(name, float(weight), form=True) for name, weight in zip(DENSE, traits, strict=True)]
    found = sorted((*words, *form), key=lambda cue: -abs(cue.weight))
    chosen = [c for c in found if c.weight > _TELLS][:_CUES] + [c for c in found if c.weight < -_TELLS][:_CUES]
    return tuple(sorted(chosen, key=lambda cue: -abs(cue.weight))), sum_ + float(traits.sum())


def _words(structure: Structure, text: str, start: int, adds: Floats) -> list[Cue]:
    """The section's words with what their characters add, places in the page's own text."""
    copy, at = structure.reading, 0
    weights: dict[str, float] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for word in segmentation.cut(text):
        a, b = at, at + len(word)
        at = b
        if word.isspace():
            continue
        weights[word] = weights.get(word, 0.0) + float(adds[a:b].sum())
        places.setdefault(word, []).append((int(copy.starts[start + a]), int(copy.ends[start + b - 1])))
    return [Cue(word, weight, False, tuple(places[word]), _listed(word)) for word, weight in weights.items()]


def _listed(word: str) -> tuple[str, ...]:
    table = lexicon.load("labels")
    lists = {**table["heading"], **table["body"], **table["tense"]}
    both = {name: (*table["heading"].get(name, ()), *table["body"].get(name, ())) for name in table["body"]}
    return tuple(name for name in lists if word in both.get(name, lists[name]))


def _context(page: LaidOut, index: int, model: Model, label: int, rival: int) -> list[Context]:
    """Neighbours taken in first, then the headings above and what stands below."""
    report = next(((first, last) for _, first, last in page.reports if first <= index < last), None)
    if report is None:
        return []
    first, last = report
    flat = dataclasses.replace(model.chain, weights=dataclasses.replace(model.chain.weights, above=0.0, below=0.0))
    beside = posteriors(page, dataclasses.replace(model, chain=flat))[index]
    around = tuple(i for i in (index - 1, index + 1) if first <= i < last)
    out = [Context("neighbours", float(beside[label]), float(beside[rival]), around)]
    governed: Sequence[int | None] = governors(page.places[first:last])
    above = governed[index - first]
    below = [i for i, g in enumerate(governed) if g == index - first] if page.places[index].alone else []
    if above is not None or below:
        whole = posteriors(page, model)[index]
        source = "above" if above is not None else "below"
        at = (above + first,) if above is not None else tuple(i + first for i in below)
        out.append(Context(source, float(whole[label]), float(whole[rival]), at))
    return out
