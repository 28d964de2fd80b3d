"""Sections that ``structure`` leaves together, cut where their paragraphs turn to another subject.

``structure`` cuts where words of its lists show a change. What it leaves together is looked at once more: each
paragraph is labelled by itself. Where a section carries no heading and two neighbours have different labels, of which
the second is rather sure, it is cut between them. Under a heading paragraphs may well differ; there only the end is
cut off, where it speaks of the report as a whole: what was reached, what is lacking, what comes next.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import numpy as np

from corpus_tools.records import Section, Structure

__all__ = ["ENDS", "Finer", "finer", "rejoined"]

ENDS = frozenset(("results", "problems", "plans", "closing"))
"""Labels of what stands at the end of a report and is of its whole."""

_PARAGRAPH = 60  # characters from which a paragraph may be a section, by the definition of a section
_LEAST = 20  # characters of an end; shorter ones are signatures and formulae, which ``structure`` finds
_SURE = 0.5  # likelier than all other labels together; .4 and less cut as much, on nine marked sets
_END_SURE = 0.8  # of an end under a heading
_BREAK = re.compile(r"(?<=[。!?]) *\n\s*")


@dataclasses.dataclass(frozen=True, slots=True)
class Finer:
    """A page with its sections cut at each paragraph; ``origin[i]``: of which section the i-th is part."""

    structure: Structure
    origin: tuple[int, ...]


def finer(structure: Structure) -> Finer | None:
    """The page cut as finely as might be, None where there is nothing to cut.

    >>> from corpus_tools.structure import parse
    >>> page = "我村认真开展环境整治。" + "悬挂横幅5条。" * 9 + "\\n" + "清运垃圾3吨。" * 9
    >>> [s.start for s in finer(parse(page)).structure.sections]
    [0, 75]
    """
    sections: list[Section] = []
    origin: list[int] = []
    for number, section in enumerate(structure.sections):
        starts = [section.start]
        if section.end - section.start >= _PARAGRAPH + _LEAST:
            starts += _paragraphs(structure, section)
        for start, end in zip(starts, [*starts[1:], section.end], strict=True):
            if start == section.start:
                part = dataclasses.replace(section, end=end)
            else:
                part = Section(start, end, 0 if section.heading else section.depth, "", "")
            sections.append(part)
            origin.append(number)
    if len(sections) == len(structure.sections):
        return None
    return Finer(dataclasses.replace(structure, sections=tuple(sections)), tuple(origin))


def _paragraphs(structure: Structure, section: Section) -> list[int]:
    """Where the further paragraphs of a section start, in the page's text; short ones stay with a neighbour."""
    reading = structure.reading
    begin, end = np.searchsorted(reading.starts, (section.start, section.end)).tolist()
    out: list[int] = []
    last = begin
    for m in _BREAK.finditer(reading.text, begin, end):
        if m.end() - last >= _LEAST and end - m.end() >= _LEAST:
            out.append(reading.starts.item(m.end()))
            last = m.end()
    return out


def rejoined(page: Finer, labels: Sequence[str], sure: Sequence[float]) -> Structure:
    """The page with the parts of a section put together again, but for those that turn to another subject.

    ``labels`` and ``sure``: of each section of ``page.structure``, the likeliest label and its probability.
    """
    out: list[Section] = []
    sections, at = page.structure.sections, 0
    while at < len(sections):
        stop = at + 1
        while stop < len(sections) and page.origin[stop] == page.origin[at]:
            stop += 1
        parts = range(at, stop)
        if sections[at].heading:
            numbered = stop < len(sections) and bool(sections[stop].number)
            cuts = _end_of(parts, labels, sure, ENDS - {"results"} if numbered else ENDS)
        else:
            cuts = _turns(parts, sections, labels, sure)
        for start, after in zip([at, *cuts], [*cuts, stop], strict=True):
            out.append(dataclasses.replace(sections[start], end=sections[after - 1].end))
        at = stop
    return dataclasses.replace(page.structure, sections=tuple(out))


def _turns(parts: range, sections: Sequence[Section], labels: Sequence[str], sure: Sequence[float]) -> list[int]:
    """Parts of a section without a heading that begin a section of their own."""
    cuts: list[int] = []
    start, said = parts[0], labels[parts[0]]
    for i in parts[1:]:
        long = sections[i].end - sections[i].start >= _PARAGRAPH or labels[i] in ENDS
        if sections[i].start - sections[start].start < _PARAGRAPH:
            said = labels[i] if long else said  # what is before it is too short to stand alone
        elif long and labels[i] != said and sure[i] >= _SURE:
            cuts.append(i)
            start, said = i, labels[i]
    return cuts


def _end_of(parts: range, labels: Sequence[str], sure: Sequence[float], ends: frozenset[str]) -> list[int]:
    """Where under a heading the end of the report begins, as a list of one part or none.

    What a numbered part reached is its own where another follows it, so ``ends`` need not be all.
    """
    end = parts.stop
    while end - 1 > parts.start and labels[end - 1] in ends and sure[end - 1] >= _END_SURE:
        end -= 1
    return [end] if end < parts.stop and labels[parts.start] not in ENDS else []
