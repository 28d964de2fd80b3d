"""The sentences that measures are read from, as places of the reading copy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corpus_tools.measures.broken_lines import goes_on
from corpus_tools.measures.meaning import plans
from corpus_tools.offsets import Mapped
from corpus_tools.records import Structure
from corpus_tools.structure.sentences import sentences

__all__ = ["Sentences", "of_structure", "of_text"]


class Sentences(NamedTuple):
    """The sentences of the copy side by side, since few of a page hold figures: ranges, and what they stand in."""

    starts: list[int]
    ends: list[int]
    planned: list[bool]
    sections: list[int]


def of_text(copy: Mapped) -> Sentences:
    """The sentences of a plain text, none of which stands in a plan or a section."""
    spans = list(sentences(copy.text))
    return Sentences([a for a, _ in spans], [b for _, b in spans], [False] * len(spans), [0] * len(spans))


def of_structure(structure: Structure) -> Sentences:
    """The sentences of a page's reports; what stands outside them is the site's."""
    copy, reports, sections = structure.reading, structure.reports, structure.sections
    spans = np.array([(s.start, s.end) for s in structure.sentences], dtype=np.int32).reshape(-1, 2)
    bounds = np.array([(r.start, r.end) for r in reports], dtype=np.int32).reshape(-1, 2)
    report = np.searchsorted(bounds[:, 0], spans[:, 0], side="right") - 1
    inside = report >= 0
    inside[inside] = spans[inside, 0] < bounds[report[inside], 1]
    spans, report = spans[inside], report[inside]
    if not len(spans):
        return Sentences([], [], [], [])
    section = np.searchsorted(np.array([s.start for s in sections], dtype=np.int32), spans[:, 0], side="right") - 1
    start = copy.ends.searchsorted(spans[:, 0], side="right")
    end = np.maximum.accumulate(copy.ends.searchsorted(spans[:, 1] - 1, side="right") + 1)
    start[1:] = np.maximum(start[1:], end[:-1])
    plan = np.array([r.kind == "plan" for r in reports])[report]
    if sections:
        plan |= (section >= 0) & np.array([plans(s.heading) for s in sections])[section]
    end = np.minimum(end, len(copy))
    return _joined(copy.text, Sentences(start.tolist(), end.tolist(), plan.tolist(), section.tolist()))


def _joined(text: str, laid: Sentences) -> Sentences:
    """The sentences, those made one that a line break cut."""
    out = Sentences([], [], [], [])
    opened = last = -1
    for start, end, planned, section in zip(*laid, strict=True):
        if out.starts and section == last and planned == out.planned[-1]:
            if goes_on(text, out.starts[-1], out.ends[-1], start, heading=opened == out.starts[-1]):
                out.ends[-1] = end
                continue
        elif section != last:
            opened = start
        last = section
        out.starts.append(start)
        out.ends.append(end)
        out.planned.append(planned)
        out.sections.append(section)
    return out
