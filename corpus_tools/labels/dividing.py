"""Sections that carry no heading, cut where their paragraphs turn to another subject.

``structure`` cuts where words of its lists show a change. What it leaves together in a report without headings is
looked at once more: each paragraph is labelled by itself, and where two neighbours have different labels, of which the
second is rather sure, the section is cut between them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Section, Structure

__all__ = ["Finer", "finer", "rejoined"]

_PARAGRAPH = 60  # characters from which a paragraph may be a section, by the definition of a section
_SURE = 0.5  # likelier than all other labels together; .4 and less cut as much, on nine marked sets
_BREAK = re.compile(r"(?<=[。!?]) *\n\s*")


@dataclasses.dataclass(frozen=True, slots=True)
class Finer:
    """A page with its headingless sections cut at each paragraph; ``origin[i]``: of which section the i-th is part."""

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
        long = not section.heading and section.end - section.start >= 2 * _PARAGRAPH
        starts = [section.start, *(_paragraphs(structure, section) if long else ())]
        for start, end in zip(starts, [*starts[1:], section.end], strict=True):
            first = start == section.start
            sections.append(
                Section(
                    start,
                    end,
                    section.depth,
                    section.number if first else "",
                    section.heading,
                    heading_start=section.heading_start,
                )
            )
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
        if m.end() - last >= _PARAGRAPH and end - m.end() >= _PARAGRAPH:
            out.append(reading.starts.item(m.end()))
            last = m.end()
    return out


def rejoined(page: Finer, labels: Sequence[int], sure: npt.NDArray[np.float64]) -> Structure:
    """The page with neighbours of one section put together again where they have one label, or none that is sure.

    ``labels`` and ``sure``: of each section of ``page.structure``, the likeliest label's number and its probability.
    """
    out: list[Section] = []
    said = -1
    before = -1
    for section, origin, label, likely in zip(page.structure.sections, page.origin, labels, sure, strict=True):
        if origin == before and (label == said or likely < _SURE):
            out[-1] = dataclasses.replace(out[-1], end=section.end)
            continue
        out.append(section)
        said, before = label, origin
    return dataclasses.replace(page.structure, sections=tuple(out))
