"""One page, all steps, as plain functions: what ``mine`` and ``check`` call.

Words are cut only in clauses that hold a quantity. The spaCy pipeline in ``pipeline`` calls the same functions of the
rooms; a test holds the two together.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import process_time

from corpus_tools.labels import LabelOptions, label
from corpus_tools.measures import extract, mismatches
from corpus_tools.records import Analysis, Measure, Page, Section
from corpus_tools.structure import parse

__all__ = ["analyse", "planned"]

_LABELS = LabelOptions()


def analyse(page: Page, *, labels: LabelOptions = _LABELS, seconds: dict[str, float] | None = None) -> Analysis:
    """Take one page apart: structure, measures, section labels.

    Parameters
    ----------
    page : as ``reading.read`` gives it
    labels : which model labels the sections, and how sure it must be
    seconds : CPU seconds are added to its entries ``structure``, ``measures`` and ``labels``

    Examples
    --------
    >>> page = Page("demo", "demo.txt", "一、广泛宣传。全年发放宣传单300余份，悬挂横幅5条。", "", "utf-8")
    >>> [(m.action, m.object, m.value, m.unit) for m in analyse(page).measures]
    [('发放', '宣传单', 300, '份'), ('悬挂', '横幅', 5, '条')]
    """
    clock = _Clock(seconds)
    with clock("structure"):
        structure = parse(page.text)
    with clock("measures"):
        extraction = extract(structure, original=page.text)
    with clock("labels"):
        sections = label(page.text, structure, extraction.measures, model=labels.load(), minimum=labels.minimum)
        structure = dataclasses.replace(structure, sections=sections)
    measures = planned(extraction.measures, sections)
    with clock("measures"):
        unequal = mismatches(page.text, measures, structure.sentences)
    return Analysis(page, structure, measures, extraction.guards, unequal)


def planned(measures: Sequence[Measure], sections: Sequence[Section]) -> tuple[Measure, ...]:
    """A figure in a section about plans is no achievement, whatever its clause says."""
    plans = [(s.start, s.end) for s in sections if s.label == "plans"]
    if not plans:
        return tuple(measures)

    def inside(m: Measure) -> bool:
        return m.status == "done" and any(a <= m.start < b for a, b in plans)

    return tuple(dataclasses.replace(m, status="planned") if inside(m) else m for m in measures)


class _Clock:
    def __init__(self, seconds: dict[str, float] | None) -> None:
        self.seconds = seconds

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = process_time()
        yield
        if self.seconds is not None:
            self.seconds[step] = self.seconds.get(step, 0.0) + process_time() - start
