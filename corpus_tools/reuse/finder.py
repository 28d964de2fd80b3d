"""The room's entry: passages, formulae and families of a corpus, and a draft against a corpus."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from corpus_tools.cycles import collecting_seldom
from corpus_tools.records import Passage, ReportText, Reuse
from corpus_tools.reuse.anchors import anchors
from corpus_tools.reuse.background import Background, shipped_background, stock_wording
from corpus_tools.reuse.chains import candidates
from corpus_tools.reuse.compared import compared
from corpus_tools.reuse.evidence import MANY, evidence, few_holders, least_anchors
from corpus_tools.reuse.exchanges import exchanges
from corpus_tools.reuse.families import families, members_of, numbered
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.formulae import Phrases
from corpus_tools.reuse.grams import CAP, Anchors
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.layout import Layouts, bare_text, visible
from corpus_tools.reuse.library import Library
from corpus_tools.reuse.memory import kept
from corpus_tools.reuse.mirrors import mirrored, mirrors, whole
from corpus_tools.reuse.passages import passages
from corpus_tools.reuse.quiet import quiet
from corpus_tools.reuse.segments import Segments

__all__ = ["Index", "background", "check_against", "copied_share", "find", "shipped_background"]


def find(reports: Sequence[ReportText], *, background: Background | None = None) -> Reuse:
    """Passages that stand in two reports, phrases that stand in many, and families of reports.

    Parameters
    ----------
    reports : in any order; ids must be unique. ``sentences`` may be empty: then a plain cut is used.
    background : what is stock wording; by default the table that is shipped

    Returns
    -------
    Reuse
        All ranges are offsets in the page (a report's ``start`` added). In a passage, ``a`` is the report with
        the lower id. The result does not depend on the order of ``reports``.

    Raises
    ------
    ValueError
        If two reports have the same id.

    Notes
    -----
    A 6-gram that more than 20 reports hold links each of them to its first holder only, and of more than three
    reports with one and the same matching form (mirrors) each is linked to the first; so time and output are
    linear in the text, and the members of a large family are found as a star around its first member.

    Examples
    --------
    >>> one = "我社区共清运积存垃圾10吨，拆除破旧棚屋3处。随后又组织党员沿河道捡拾白色垃圾，居民拍手称快。"
    >>> two = "我镇共清运积存垃圾15吨,拆除破旧棚屋7处。随后又组织党员沿河道捡拾白色垃圾,居民拍手称快。"
    >>> made = find([ReportText("a", "p1", 0, one), ReportText("b", "p2", 100, two)])
    >>> [(p.kind, p.a_start, p.a_end, p.b_start) for p in made.passages]
    [('mixed', 0, 47, 100)]
    >>> [(e.kind, one[e.a_start:e.a_end], two[e.b_start - 100:e.b_end - 100]) for e in made.passages[0].edits]
    [('level', '社区', '镇'), ('figure', '10', '15'), ('figure', '3', '7')]
    """
    ordered = _ordered(reports)
    with kept(), collecting_seldom(100_000, 20):  # 8 % less time over 20,000 reports
        return _reuse(Index(ordered, background=background))


def background(reports: Sequence[ReportText]) -> Background:
    """A background table of a corpus; what the reports of a family have in common counts once, mirrors not at all."""
    ordered = _ordered(reports)
    index = Index(ordered, background=Background.of([]))
    made = _reuse(index)
    mirrors = {m.report_id for m in made.mirrors}
    common: dict[str, list[tuple[int, int]]] = {}
    for f in made.families:
        for name, start, end in f.places[1:]:  # of one member the template counts
            common.setdefault(name, []).append((start, end))
    texts = []
    for r in ordered:
        if r.id not in mirrors:
            text = r.text
            for start, end in common.get(r.id, ()):
                text = text[: start - r.start] + "\n" * (end - start) + text[end - r.start :]
            texts.append(text)
    return Background.of(texts)


def check_against(draft: ReportText, corpus: Index | Sequence[ReportText]) -> tuple[Passage, ...]:
    """Passages between a draft (``a``) and the reports of a corpus (``b``), in the order of the draft.

    >>> text = "全年走访独居老人，逐户登记取暖方式，为老化的灶台更换软管，并张贴防煤气中毒提示。居民的疑问当场解答。"
    >>> index = Index([ReportText("old", "p", 0, "去冬工作。" + text)])
    >>> [(p.a_start, p.a_end, p.b_start, p.kind) for p in check_against(ReportText("draft", "d", 0, text), index)]
    [(0, 50, 5, 'verbatim')]
    """
    index = corpus if isinstance(corpus, Index) else Index(corpus)
    return index.ask(draft)


def copied_share(report: ReportText, passages: Iterable[Passage]) -> float:
    """Share of a report's visible characters that stand in a passage (formulae apart) of another report.

    >>> report = ReportText("b", "p", 10, "一二 三四五六七八九十")
    >>> copied_share(report, [Passage("verbatim", False, "a", 0, 5, "b", 10, 16)])
    0.5
    """
    on = np.zeros(len(report.text) + 2, dtype=bool)  # one more on either side, where nothing begins or ends
    for p in passages:
        if p.formula:
            continue
        if p.a_report_id == report.id:
            on[max(0, p.a_start - report.start) + 1 : max(0, p.a_end - report.start) + 1] = True
        if p.b_report_id == report.id:
            on[max(0, p.b_start - report.start) + 1 : max(0, p.b_end - report.start) + 1] = True
    on[-1] = False
    covered = report.text
    spans = np.flatnonzero(on[1:] != on[:-1]).reshape(-1, 2)
    inside = sum(visible(covered[a:b]) for a, b in spans.tolist())
    total = visible(covered)
    return inside / total if total else 0.0


class Index:
    """The reports of a corpus, made ready to be compared with each other and with drafts.

    Parameters
    ----------
    reports : ids must be unique
    background : as in ``find``
    """

    def __init__(self, reports: Sequence[ReportText], *, background: Background | None = None) -> None:
        self.reports = _ordered(reports)
        self.background = background

    def within(self) -> tuple[list[Passage], Phrases]:
        """Passages between the reports of the corpus, and the wording that several of them have."""
        reports = self.reports
        bare = [bare_text(r) for r in reports]
        made = forms(bare)
        twice = mirrors(made)
        stock = stock_wording(self.background)
        found = anchors(made, twice.left_out, stock=stock, rare=few_holders(len(reports)))
        pairs = [c for c in candidates(made, found, least_anchors(len(reports))) if c[:2] not in twice.links]
        lay = Layouts(reports, bare, made)
        common = Phrases()
        out = compared(
            made,
            found,
            pairs,
            reports,
            lay,
            evidence(len(reports), len(reports) < MANY and quiet(_unlisted(found), made, bare)),
            beside=lambda: common.add(reports, made, found.spread),
        )
        out += passages((whole(made, i, j), reports[i], reports[j], lay(i), lay(j)) for i, j in sorted(twice.links))
        out.sort(key=lambda p: (p.a_report_id, p.a_start, p.b_report_id, p.b_start, p.a_end, p.b_end))
        return out, common

    def ask(self, draft: ReportText) -> tuple[Passage, ...]:
        """Passages between a draft (``a``) and the corpus (``b``), in the order of the draft; as ``Library.ask``."""
        return self.library.ask(draft)

    @cached_property
    def library(self) -> Library:
        """The same reports by an index of their wording, made when a draft is asked about first."""
        numbered = (dataclasses.replace(r, id=str(k)) for k, r in enumerate(self.reports))
        parts = Segments(segments_of(numbered))
        return Library(parts, lambda ids: [self.reports[int(k)] for k in ids], background=self.background)


def _reuse(index: Index) -> Reuse:
    passages, common = index.within()
    twice = mirrored({r.id: r for r in index.reports}, passages)
    groups = families(members_of(index.reports), passages, {m.report_id for m in twice})
    learnt = exchanges(passages, {r.id: r for r in index.reports})
    return Reuse(
        passages=tuple(numbered(passages, groups)),
        formulae=tuple(common.formulae(groups, twice)),
        families=groups,
        mirrors=twice,
        exchanges=learnt,
    )


def _unlisted(found: Anchors) -> npt.NDArray[np.uint16]:
    """How many reports hold the 6-gram at each symbol, but for stock wording."""
    return np.where((found.weight == 0) & (found.spread <= CAP), 0, found.spread).astype(np.uint16)


def _ordered(reports: Sequence[ReportText]) -> list[ReportText]:
    out = sorted(reports, key=lambda r: r.id)
    for a, b in itertools.pairwise(out):
        if a.id == b.id:
            raise ValueError(f"two reports have the id {a.id!r}; ids must be unique")
    return out
