"""The room's entry: the sections of a page with their labels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.decoding import CLOSE, Sections, ranked
from corpus_tools.labels.dividing import finer, rejoined
from corpus_tools.labels.features import Batch
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import Place, announces, governors, number_of
from corpus_tools.records import OTHER, Measure, Report, Section, Structure

__all__ = ["LaidOut", "divided", "label", "label_many", "lay_out", "posteriors"]


def label(
    text: str,
    structure: Structure,
    measures: Sequence[Measure] = (),
    *,
    model: Model | None = None,
    minimum: float = 0.0,
) -> tuple[Section, ...]:
    """The sections of a page, each with the label of what it is about and a calibrated confidence.

    Parameters
    ----------
    text : the page's text, as given to ``structure.parse``
    structure : the page taken apart; the sections' texts are read from its reading copy, so that page numbers and
        breaks inside words do not matter
    measures : the page's measures. They change nothing yet: the categories of a section's measures were tried as
        features and brought nothing on held-out topics (macro F1 0.934 with them, 0.936 without), because the
        n-grams of units and objects say the same
    model : a trained model, the shipped one by default
    minimum : least confidence; a section whose likeliest label has less is labelled ``other``. The default leaves
        none undecided

    Returns
    -------
    The sections of ``structure``, in order, those without a heading cut where their paragraphs turn to another
    subject (``dividing``), with ``label`` (one of the model's; the shipped one has ``LABELS``) and
    ``confidence`` (0 to 1: of sections with confidence 0.8, about eight in ten are labelled as a person would).
    Where another label comes close, it is ``second_label`` with ``second_confidence``; of a section labelled
    ``other``, the second label is the likeliest, and ``confidence`` says how sure it was.

    Raises
    ------
    ModelError
        If no model is given and the shipped one cannot be read.

    >>> from corpus_tools.structure import parse
    >>> page = "工作总结\\n一、加强宣传。社区悬挂横幅5条，发放宣传单300份。\\n二、存在问题。人手少，设备老化。"
    >>> [s.label for s in label(page, parse(page))][1:]
    ['publicity', 'problems']
    >>> {s.label for s in label(page, parse(page), minimum=1.0)}
    {'other'}
    """
    return label_many([structure], model=model, minimum=minimum)[0]


def label_many(
    structures: Sequence[Structure], *, model: Model | None = None, minimum: float = 0.0
) -> list[tuple[Section, ...]]:
    """``label`` for several pages, with one look at the model for the sections of all: half the cost of one by one."""
    if not any(s.sections for s in structures):
        return [() for _ in structures]
    model = load() if model is None else model
    structures = divided(structures, model)
    filled = [s for s in structures if s.sections]
    said = posteriors(_joined([lay_out(s) for s in filled]), model)
    first, second = ranked(said)
    every = np.arange(len(said))
    sure, close = said[every, first].round(4).tolist(), said[every, second].round(4).tolist()
    names = model.labels
    settled = zip(first.tolist(), second.tolist(), sure, close, strict=True)
    return [tuple(_labelled(s, *next(settled), names, minimum) for s in page.sections) for page in structures]


def divided(structures: Sequence[Structure], model: Model) -> list[Structure]:
    """The pages with sections that carry no heading cut where their paragraphs turn to another label."""
    out = list(structures)
    cut = {number: found for number, page in enumerate(structures) if (found := finer(page))}
    if not cut:
        return out
    said = posteriors(_joined([lay_out(found.structure) for found in cut.values()]), model)
    first, _ = ranked(said)
    sure = said[np.arange(len(said)), first].tolist()
    labels = [model.labels[k] for k in first.tolist()]
    at = 0
    for number, found in cut.items():
        stop = at + len(found.origin)
        out[number] = rejoined(structures[number], found, labels[at:stop], sure[at:stop])
        at = stop
    return out


def _labelled(s: Section, k: int, j: int, sure: float, close: float, names: Sequence[str], minimum: float) -> Section:
    """The section with its likeliest label ``k``; ``j`` is the second one."""
    if sure < minimum:
        return Section(s.start, s.end, s.depth, s.number, s.heading, OTHER, sure, names[k], sure, s.heading_start)
    if close >= CLOSE * sure:
        return Section(s.start, s.end, s.depth, s.number, s.heading, names[k], sure, names[j], close, s.heading_start)
    return Section(s.start, s.end, s.depth, s.number, s.heading, names[k], sure, "", 0.0, s.heading_start)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page's sections as the model reads them; ``reports``: each with the range of its sections."""

    batch: Batch
    places: list[Place]
    reports: list[tuple[Report, int, int]]


def lay_out(structure: Structure) -> LaidOut:
    """Sections as ranges of the reading copy, as places of the outline, and by report."""
    sections = structure.sections
    reports = [(r, *_inside(sections, r)) for r in structure.reports]
    batch, places = _read(structure, _positions(sections, reports))
    return LaidOut(batch, places, reports)


def _joined(pages: Sequence[LaidOut]) -> LaidOut:
    """Several pages as if they were one."""
    if len(pages) == 1:
        return pages[0]
    places: list[Place] = []
    reports: list[tuple[Report, int, int]] = []
    for page in pages:
        shift = len(places)
        places += page.places
        reports += [(report, first + shift, last + shift) for report, first, last in page.reports]
    return LaidOut(Batch.joined([page.batch for page in pages]), places, reports)


def posteriors(page: LaidOut, model: Model) -> npt.NDArray[np.float64]:
    """Sections × labels: each report's sections decided together, a section outside all reports by itself."""
    reports = []
    for report, first, last in page.reports:
        part = page.places[first:last]
        reports.append(Sections(first, report.kind, governors(part), [p.alone for p in part]))
    return model.chain.posteriors(model.probabilities(page.batch), reports)


def _inside(sections: Sequence[Section], report: Report) -> tuple[int, int]:
    """Range of the sections that begin in a report."""
    return bisect_left(sections, report.start, key=_start), bisect_left(sections, report.end, key=_start)


def _start(section: Section) -> int:
    return section.start


def _positions(sections: Sequence[Section], reports: Sequence[tuple[Report, int, int]]) -> list[tuple[str, float]]:
    """Kind of report and position in it of each section; a section outside all reports counts as in mid-summary."""
    out = [("summary", 0.5)] * len(sections)
    for report, first, last in reports:
        length = max(1, report.end - report.start)
        for i in range(first, last):
            out[i] = (report.kind, (sections[i].start - report.start) / length)
    return out


def _read(structure: Structure, where: Sequence[tuple[str, float]]) -> tuple[Batch, list[Place]]:
    """Sections as ranges of the reading copy, and as places of the outline.

    A section's heading is what its text begins with; where the two are written differently (a space, a break), its
    length tells well enough where it ends.
    """
    copy, sections, text = structure.reading, structure.sections, structure.reading.text
    # of the arrays' own type: for others numpy would first make copies of the whole arrays
    starts = copy.ends.searchsorted(np.array([s.start for s in sections], dtype=copy.ends.dtype), side="right")
    ends = np.maximum(starts, copy.starts.searchsorted(np.array([s.end for s in sections], dtype=copy.starts.dtype)))
    kinds, positions = zip(*where, strict=True) if where else ((), ())
    headings, depths = [s.heading for s in sections], [s.depth for s in sections]
    batch = Batch.laid(text, starts, ends, headings, kinds, positions, depths)
    places = []
    for section, start, below, end in zip(sections, starts.tolist(), batch.splits.tolist(), ends.tolist(), strict=True):
        alone = bool(section.heading) and end - below <= _TAIL and _bare(text[below:end])
        announced = announces(text[max(start, end - _TAIL) : end].rstrip())
        places.append(Place(section.depth, number_of(section.number), alone, announced))
    return batch, places


_TAIL = 12  # characters at a section's end that can announce what follows, white space included


def _bare(text: str) -> bool:
    """Whether what stands below a heading is its final mark at most."""
    return len(text.strip()) <= 1
