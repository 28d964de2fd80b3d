"""Sections that ``structure`` leaves together, cut where their paragraphs turn to another subject.

``structure`` cuts where words of its lists show a change. What it leaves together is looked at once more: each
paragraph is labelled by itself. Where a section carries no heading and two neighbours have different labels, of which
the second is rather sure, it is cut between them. Under a heading paragraphs may well differ; there only the end is
cut off, under the last heading of a report, where it speaks of the whole: what was reached, what is lacking, what comes
next.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpus_tools.records import Report, Section, Structure
from corpus_tools.structure.marker import PARAGRAPH

__all__ = ["ENDS", "Finer", "finer", "rejoined"]

ENDS = frozenset(("results", "problems", "plans", "closing"))
"""Labels of what stands at the end of a report and is of its whole."""

_LEAST = 20  # characters of an end; shorter ones are signatures and formulae, which ``structure`` finds
_SURE = 0.5  # likelier than all other labels together; .4 and less cut as much, on nine marked sets
_END_SURE = 0.8  # of an end under a heading
_BREAK = re.compile(r"(?<=[。!?]) *\n\s*")


@dataclasses.dataclass(frozen=True, slots=True)
class Finer:
    """The reports of a page that have something to cut, each such section cut at its paragraphs.

    ``origin[i]``: of which section of the page the i-th one of ``structure`` is part.
    """

    structure: Structure
    origin: tuple[int, ...]


def finer(structure: Structure) -> Finer | None:
    """What might be cut, as finely as might be; None where there is nothing.

    >>> from corpus_tools.structure import parse
    >>> page = "我村认真开展环境整治。" + "悬挂横幅5条。" * 9 + "\\n" + "清运垃圾3吨。" * 9
    >>> [s.start for s in finer(parse(page)).structure.sections]
    [0, 75]
    """
    sections: list[Section] = []
    origin: list[int] = []
    reports: list[Report] = []
    begin = 0
    for report in structure.reports:
        begin = bisect_left(structure.sections, report.start, lo=begin, key=_start)
        end = bisect_left(structure.sections, report.end, lo=begin, key=_start)
        cuts = [_starts(structure, number, end) for number in range(begin, end)]
        if not any(cuts):
            continue
        reports.append(report)
        for number, further in enumerate(cuts, begin):
            section = structure.sections[number]
            depth = 0 if section.heading else section.depth
            ends = [*further, section.end]
            sections.append(dataclasses.replace(section, end=ends[0]))
            sections += [Section(a, b, depth, "", "") for a, b in pairwise(ends)]
            origin += [number] * len(ends)
    if not reports:
        return None
    return Finer(dataclasses.replace(structure, reports=tuple(reports), sections=tuple(sections)), tuple(origin))


def _start(section: Section) -> int:
    return section.start


def _starts(structure: Structure, number: int, end: int) -> list[int]:
    """Where the further paragraphs of a section start, if it may be cut; ``end``: where its report's sections end.

    Under a heading that another numbered part follows, all is taken to be of that heading.
    """
    section = structure.sections[number]
    if section.end - section.start < PARAGRAPH + _LEAST:
        return []
    if section.heading and number + 1 < end and structure.sections[number + 1].number:
        return []
    return _paragraphs(structure, section)


def _paragraphs(structure: Structure, section: Section) -> list[int]:
    """Where the further paragraphs of a section start, in the page's text; short ones stay with a neighbour."""
    reading = structure.reading
    # of the array's own type: for others numpy would first make a copy of the whole array
    bounds = np.array((section.start, section.end), dtype=reading.starts.dtype)
    begin, end = reading.starts.searchsorted(bounds).tolist()
    out: list[int] = []
    last = begin
    for m in _BREAK.finditer(reading.text, begin, end):
        if m.end() - last >= _LEAST and end - m.end() >= _LEAST:
            out.append(reading.starts.item(m.end()))
            last = m.end()
    return out


def rejoined(structure: Structure, page: Finer, labels: Sequence[str], sure: Sequence[float]) -> Structure:
    """The page with its sections cut where their parts turn to another subject.

    ``labels`` and ``sure``: of each section of ``page.structure``, the likeliest label and its probability.
    """
    out: list[Section] = []
    parts, origin = page.structure.sections, page.origin
    at = done = 0
    while at < len(parts):
        stop = at + 1
        while stop < len(parts) and origin[stop] == origin[at]:
            stop += 1
        these = range(at, stop)
        cuts = _end_of(these, labels, sure) if parts[at].heading else _turns(these, parts, labels, sure)
        if cuts:
            out += structure.sections[done : origin[at]]
            for start, after in zip([at, *cuts], [*cuts, stop], strict=True):
                out.append(dataclasses.replace(parts[start], end=parts[after - 1].end))
            done = origin[at] + 1
        at = stop
    if not out:
        return structure
    return dataclasses.replace(structure, sections=(*out, *structure.sections[done:]))


def _turns(parts: range, sections: Sequence[Section], labels: Sequence[str], sure: Sequence[float]) -> list[int]:
    """Parts of a section without a heading that begin a section of their own."""
    cuts: list[int] = []
    start, said = parts[0], labels[parts[0]]
    for i in parts[1:]:
        long = sections[i].end - sections[i].start >= PARAGRAPH or labels[i] in ENDS
        if sections[i].start - sections[start].start < PARAGRAPH:
            said = labels[i] if long else said  # what is before it is too short to stand alone
        elif long and labels[i] != said and sure[i] >= _SURE:
            cuts.append(i)
            start, said = i, labels[i]
    return cuts


def _end_of(parts: range, labels: Sequence[str], sure: Sequence[float]) -> list[int]:
    """Where under a heading the end of the report begins, as a list of one part or none."""
    end = parts.stop
    while end - 1 > parts.start and labels[end - 1] in ENDS and sure[end - 1] >= _END_SURE:
        end -= 1
    return [end] if end < parts.stop and labels[parts.start] not in ENDS else []
