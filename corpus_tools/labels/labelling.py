"""The room's entry: the sections of a page with their labels."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from corpus_tools.labels.features import Block
from corpus_tools.labels.model import Model, load
from corpus_tools.labels.outline import Place, governors
from corpus_tools.records import LABELS, Measure, Report, Section, Structure

__all__ = ["label"]


def label(
    text: str, structure: Structure, measures: Sequence[Measure] = (), *, model: Model | None = None
) -> tuple[Section, ...]:
    """The sections of a page, each with the label of what it is about and a calibrated confidence.

    Parameters
    ----------
    text : the page's text, as given to ``structure.parse``
    structure : the page taken apart; the sections' texts are read from its reading copy, so that page numbers and
        breaks inside words do not matter
    measures : the page's measures; accepted so that every room of the pipeline is called alike
    model : a trained model, the shipped one by default

    Returns
    -------
    The sections of ``structure``, in order, with ``label`` (one of ``records.LABELS``) and ``confidence`` (0 to 1:
    of sections with confidence 0.8, about eight in ten are labelled as a person would).

    Raises
    ------
    ModelError
        If no model is given and the shipped one cannot be read.

    >>> from corpus_tools.structure import parse
    >>> page = "工作总结\\n一、加强宣传。社区悬挂横幅5条，发放宣传单300份。\\n二、存在问题。人手少，设备老化。"
    >>> [s.label for s in label(page, parse(page))][1:]
    ['publicity', 'problems']
    """
    sections = structure.sections
    if not sections:
        return ()
    model = load() if model is None else model
    reports = [(r, _inside(sections, r)) for r in structure.reports]
    blocks, places = _read(structure, _positions(sections, reports))
    own = model.probabilities(blocks)
    said = own.copy()
    for report, (first, last) in reports:
        if first < last:
            part = places[first:last]
            said[first:last] = model.chain.posteriors(
                own[first:last], report.kind, governors(part), [p.alone for p in part]
            )
    best = said.argmax(axis=1)
    return tuple(
        dataclasses.replace(section, label=LABELS[k], confidence=round(float(row[k]), 4))
        for section, k, row in zip(sections, best, said, strict=True)
    )


def _inside(sections: Sequence[Section], report: Report) -> tuple[int, int]:
    """Range of the sections that begin in a report."""
    return bisect_left(sections, report.start, key=_start), bisect_left(sections, report.end, key=_start)


def _start(section: Section) -> int:
    return section.start


def _positions(
    sections: Sequence[Section], reports: Sequence[tuple[Report, tuple[int, int]]]
) -> list[tuple[str, float]]:
    """Kind of report and position in it of each section; a section outside all reports counts as in mid-summary."""
    out = [("summary", 0.5)] * len(sections)
    for report, (first, last) in reports:
        length = max(1, report.end - report.start)
        for i in range(first, last):
            out[i] = (report.kind, (sections[i].start - report.start) / length)
    return out


def _read(structure: Structure, where: Sequence[tuple[str, float]]) -> tuple[list[Block], list[Place]]:
    copy, sections = structure.reading, structure.sections
    starts = np.searchsorted(copy.ends, [s.start for s in sections], side="right").tolist()
    ends = np.searchsorted(copy.starts, [s.end for s in sections], side="left").tolist()
    blocks, places = [], []
    for section, first, last, (kind, position) in zip(sections, starts, ends, where, strict=True):
        whole = copy.text[first : max(first, last)].strip()
        heading, body = _split(whole, section.heading)
        blocks.append(Block(heading, body, kind, position, section.depth))
        places.append(Place(section.depth, whole, bool(heading) and not body))
    return blocks, places


def _split(whole: str, heading: str) -> tuple[str, str]:
    """Heading and what stands below it.

    The heading may be given as in the page's text or as in the copy; where the two differ in spaces or folded
    characters, its length tells where it ends.
    """
    heading = heading.strip()
    cut = min(len(heading), len(whole))
    return whole[:cut], whole[cut:].strip(" \n。;:,、.")
