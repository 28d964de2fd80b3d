"""One text twice: the same page scraped twice, or a text doubled on its own page.

Two things that must not be mixed up. Reports whose matching forms are equal may still differ in every figure, as
the copies of a template do; they are found by digest so that a thousand of them are not compared with each other.
Mirrors are those of them, and of all other pairs, that say the same to the letter; they are no evidence of copying.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Mirror, Passage, ReportText
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.layout import bare_text, visible
from corpus_tools.reuse.runs import Run

__all__ = ["KEPT", "Mirrors", "mirrored", "mirrors", "whole"]

KEPT = 3  # copies of one text that are compared with all reports; each further one is linked to the first only
SHORTEST = 30  # symbols: shorter texts (a bare title, a date line) are equal by chance
SAME = 0.95  # of the visible characters of both: a page scraped twice may have lost a line or have a further one


@dataclass(frozen=True, slots=True, eq=False)
class Mirrors:
    """``left_out`` marks the copies that are not indexed, ``links`` are the pairs of copies to be reported."""

    left_out: npt.NDArray[np.bool_]
    links: set[tuple[int, int]]


def mirrors(made: Forms) -> Mirrors:
    """Find equal forms: by digest, where another has the same length and the same symbols in three places."""
    groups: dict[bytes, list[int]] = {}
    lengths = np.diff(made.bounds)
    long = np.flatnonzero(lengths >= SHORTEST)
    key = lengths[long].astype(np.uint64) & np.uint64(0xFFFF)
    for quarter in (1, 2, 3):
        key = key << np.uint64(16) | made.codes[made.bounds[long] + lengths[long] * quarter // 4]
    _, of, times = np.unique(key, return_inverse=True, return_counts=True)
    for i in long[times[of] > 1].tolist():
        digest = hashlib.blake2b(made.codes[made.bounds[i] : made.bounds[i + 1]].tobytes(), digest_size=16).digest()
        groups.setdefault(digest, []).append(i)
    left_out = np.zeros(len(made), dtype=bool)
    links: set[tuple[int, int]] = set()
    for members in groups.values():
        links.update(itertools.combinations(members[:KEPT], 2))
        for j in members[KEPT:]:
            left_out[j] = True
            links.add((members[0], j))
    return Mirrors(left_out, links)


def whole(made: Forms, i: int, j: int) -> Run:
    """The run that spans two equal forms."""
    a, b = int(made.bounds[i]), int(made.bounds[j])
    size = int(made.bounds[i + 1]) - a
    return Run(a, a + size, b, b + size, ((a, b, size),), False, size, size, 2)


def mirrored(reports: Mapping[str, ReportText], passages: Iterable[Passage]) -> tuple[Mirror, ...]:
    """Pairs of reports that are one text: verbatim passages hold ``SAME`` of what both say.

    ``of`` is the one that stands first on the page or, on two pages, has the lower id.

    >>> text = "清晨组织人员沿河捡拾垃圾，下午入户讲解分类办法。居民把意见写在本子上，由网格员带回。"
    >>> reports = {k: ReportText(k, k[0], 0, text) for k in ("p1", "q1")}
    >>> mirrored(reports, [Passage("verbatim", False, "p1", 0, 42, "q1", 0, 42)])
    (Mirror(report_id='q1', of='p1', kind='page'),)
    """
    pairs: dict[tuple[str, str], list[Passage]] = {}
    for p in passages:
        if p.kind == "verbatim" and not p.formula:
            pairs.setdefault((p.a_report_id, p.b_report_id), []).append(p)
    out = []
    for (a, b), some in sorted(pairs.items()):
        one, two = reports[a], reports[b]
        if sum(p.a_end - p.a_start for p in some) < len(one.text) // 2:  # far from it: the blanks need no counting
            continue
        sides = (
            (one, [(p.a_start - one.start, p.a_end - one.start) for p in some]),
            (two, [(p.b_start - two.start, p.b_end - two.start) for p in some]),
        )
        if all(_covers(r, ranges) for r, ranges in sides):
            doubled = one.page_id == two.page_id
            first, second = (b, a) if doubled and two.start < one.start else (a, b)
            out.append(Mirror(second, first, "doubled" if doubled else "page"))
    return tuple(out)


def _covers(report: ReportText, ranges: Sequence[tuple[int, int]]) -> bool:
    ranges = sorted(ranges)
    start, end = max(0, ranges[0][0]), ranges[0][1]
    if not report.text[:start].strip() and not report.text[end:].strip():  # nearly always
        return True
    said, inside, last = bare_text(report), 0, 0
    for start, end in ranges:
        inside += visible(said[max(0, start, last) : max(0, end)])
        last = max(last, end)
    return inside >= SAME * visible(said)
