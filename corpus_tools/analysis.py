"""Pages, all steps, as plain functions: what ``mine`` and ``check`` call.

Words are cut only in clauses that hold a quantity. The spaCy pipeline in ``pipeline`` calls the same functions of the
rooms; a test holds the two together.

Of several pages each step is done for all before the next: a step's code and tables then stay in the processor's
caches, and labels are predicted for all sections at once. Taking the steps page by page cost four tenths more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Sequence
from time import process_time
from typing import TypeVar

from corpus_tools.errors import CorpusToolsError
from corpus_tools.labels import LabelOptions, Model, label_many
from corpus_tools.lockstep import lockstep, only
from corpus_tools.measures import extract_many, mismatches
from corpus_tools.records import Analysis, Measure, Mismatch, Page, Section, Structure
from corpus_tools.structure import parse_many

__all__ = ["analyse", "analyse_many", "planned", "prepare"]

_LABELS = LabelOptions()
_T = TypeVar("_T")
Seconds = dict[str, float]


def analyse(page: Page, *, labels: LabelOptions = _LABELS, seconds: Seconds | None = None) -> Analysis:
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
    return only(analyse_many([page], labels=labels, seconds=[{} if seconds is None else seconds]))


def analyse_many(
    pages: Sequence[Page], *, labels: LabelOptions = _LABELS, seconds: Sequence[Seconds] | None = None
) -> list[Analysis | Exception]:
    """Take several pages apart; for a page on which a step failed, what it raised, and the others go on.

    ``seconds``: for each page as in ``analyse``; a step, done for all pages together, is shared out by their length.

    Raises
    ------
    CorpusToolsError
        A broken model or word list, which is no fault of a page.

    >>> said = "今年以来,我村发放宣传单300份。"
    >>> pages = [Page("a", "a.txt", said, "", "utf-8"), Page("b", "b.txt", "nothing", "", "utf-8")]
    >>> [len(found.measures) for found in analyse_many(pages)]
    [1, 0]
    """
    clocks: Sequence[Seconds] = seconds if seconds is not None else [{} for _ in pages]
    model = labels.load()
    out: list[Analysis | Exception] = [ValueError("not analysed")] * len(pages)
    going = list(range(len(pages)))

    def step(name: str, work: Callable[[list[int]], Sequence[_T | Exception]]) -> dict[int, _T]:
        """Results of a step by the number of the page; a page that fails takes no further part."""
        start = process_time()
        results = work(going)
        spent = (process_time() - start) / (sum(len(pages[i].text) for i in going) or 1)
        done: dict[int, _T] = {}
        for i, result in zip(going, results, strict=True):
            clocks[i][name] = clocks[i].get(name, 0.0) + spent * len(pages[i].text)
            if isinstance(result, CorpusToolsError):
                raise result
            if isinstance(result, Exception):
                out[i] = result
            else:
                done[i] = result
        going[:] = done
        return done

    structures = step("structure", lambda these: parse_many(pages[i].text for i in these))
    extractions = step("measures", lambda these: extract_many((structures[i], pages[i].text) for i in these))
    sections = step("labels", lambda these: _labelled([structures[i] for i in these], model, labels.minimum))
    measures = {i: planned(extractions[i].measures, sections[i]) for i in going}

    def unequal(i: int) -> Generator[None, None, tuple[Mismatch, ...]]:
        yield
        return mismatches(pages[i].text, measures[i], structures[i].sentences)

    mismatched = step("measures", lambda these: lockstep(map(unequal, these)))
    for i in going:
        structure = dataclasses.replace(structures[i], sections=sections[i])
        out[i] = Analysis(pages[i], structure, measures[i], extractions[i].guards, mismatched[i])
    return out


# not within ``analyse_many``: a function that names itself there would hold all it sees until cycles are looked for
def _labelled(
    structures: Sequence[Structure], model: Model, minimum: float
) -> Sequence[tuple[Section, ...] | Exception]:
    try:
        return label_many(structures, model=model, minimum=minimum)
    except Exception as fault:  # whose it is shows when they go one by one
        return [fault] if len(structures) == 1 else [_labelled([s], model, minimum)[0] for s in structures]


def prepare(labels: LabelOptions = _LABELS) -> None:
    """Load what pages are read with: dictionary, word lists, patterns, model.

    All of it is loaded where it is first needed, most of it by any report; a run does so beforehand, so that the
    seconds of a step are what pages cost.
    """
    analyse_many([Page("", "", _EXAMPLE, "", "utf-8")], labels=labels)


_EXAMPLE = """松坪镇2021年防汛工作总结
2021年,我镇认真开展防汛工作,现将情况总结如下:
一、加强宣传。全年发放宣传单300余份,召开会议5次,共120人参加。
二、存在的问题。设备老化,人手不足。
松坪镇人民政府
2021年12月20日
"""


def planned(measures: Sequence[Measure], sections: Sequence[Section]) -> tuple[Measure, ...]:
    """A figure in a section about plans is no achievement, whatever its clause says."""
    plans = [(s.start, s.end) for s in sections if s.label == "plans"]
    if not plans:
        return tuple(measures)

    def inside(m: Measure) -> bool:
        return m.status == "done" and any(a <= m.start < b for a, b in plans)

    return tuple(dataclasses.replace(m, status="planned") if inside(m) else m for m in measures)
