"""The room's entry: passages, formulae and families of a corpus, and a draft against a corpus."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools.models import models_folder
from corpus_tools.records import Passage, ReportText, Reuse
from corpus_tools.reuse.background import Background, phrases
from corpus_tools.reuse.chains import candidates
from corpus_tools.reuse.compared import compared
from corpus_tools.reuse.evidence import evidence
from corpus_tools.reuse.exchanges import exchanges
from corpus_tools.reuse.families import families, members_of, numbered
from corpus_tools.reuse.form import Forms, forms
from corpus_tools.reuse.formulae import Phrases
from corpus_tools.reuse.grams import CAP, against, anchors, postings
from corpus_tools.reuse.layout import Layout, bare_text, layout
from corpus_tools.reuse.mirrors import Mirrors, mirrored, mirrors, whole
from corpus_tools.reuse.passages import passage

__all__ = ["Index", "background", "check_against", "copied_share", "find", "shipped_background"]

LEAST = 8  # anchors of a pair in a large corpus: two reports of one field share fewer by chance
LEAST_SMALL = 4  # up to SMALL reports, where a pair is no needle in a haystack
SMALL = 200
PHRASES_COST = 0.018  # of collecting common wording, by symbol, to that of aligning one symbol of two reports
RARE_SHARE = 0.2  # of the reports of a small corpus that may hold a 6-gram which counts in full
RARE_LEAST = 4


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
    index = Index(ordered, background=background)
    return _reuse(index)


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
    index = corpus if isinstance(corpus, Index) else Index(_ordered(corpus))
    return index.ask(draft)


def copied_share(report: ReportText, passages: Iterable[Passage]) -> float:
    """Share of a report's visible characters that stand in a passage (formulae apart) of another report.

    >>> report = ReportText("b", "p", 10, "一二 三四五六七八九十")
    >>> copied_share(report, [Passage("verbatim", False, "a", 0, 5, "b", 10, 16)])
    0.5
    """
    on = np.zeros(len(report.text), dtype=bool)
    for p in passages:
        if p.formula:
            continue
        if p.a_report_id == report.id:
            on[max(0, p.a_start - report.start) : max(0, p.a_end - report.start)] = True
        if p.b_report_id == report.id:
            on[max(0, p.b_start - report.start) : max(0, p.b_end - report.start)] = True
    covered = report.text
    spans = np.flatnonzero(np.diff(on.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    inside = sum(_visible(covered[a:b]) for a, b in spans.tolist())
    total = _visible(covered)
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
        self.forms: Forms = forms([bare_text(r) for r in self.reports])
        self.mirrors: Mirrors = mirrors(self.forms)
        self.postings = postings(self.forms, self.mirrors.left_out)
        table = shipped_background() if background is None else background
        self.stock: npt.NDArray[np.uint32] = np.union1d(table.stock(), phrases())
        self._layouts: dict[int, Layout] = {}

    @property
    def rare(self) -> int:
        """Number of holders up to which a 6-gram speaks for copying with its full weight."""
        return int(min(CAP, max(RARE_LEAST, RARE_SHARE * len(self.reports))))

    def layout(self, i: int) -> Layout:
        """Sentences of report ``i``."""
        if i not in self._layouts:
            self._layouts[i] = layout(self.reports[i], self.forms, i)
        return self._layouts[i]

    def within(self) -> tuple[list[Passage], Phrases]:
        """Passages between the reports of the corpus, and the wording that several of them have."""
        found = anchors(self.forms, self.postings, stock=self.stock, rare=self.rare)
        least = LEAST_SMALL if len(self.reports) <= SMALL else LEAST
        asked = evidence(len(self.reports))
        common = Phrases()
        pairs = [c for c in candidates(self.forms, found, least) if c[:2] not in self.mirrors.links]

        out = compared(
            self.forms,
            found,
            pairs,
            self.reports,
            self.layout,
            asked,
            beside=lambda: common.add(self.reports, self.forms, found.spread),
            weight=PHRASES_COST * len(self.forms.codes),
        )
        for i, j in sorted(self.mirrors.links):
            made = passage(whole(self.forms, i, j), self.reports[i], self.reports[j], self.layout(i), self.layout(j))
            if made is not None:
                out.append(made)
        out.sort(key=lambda p: (p.a_report_id, p.a_start, p.b_report_id, p.b_start, p.a_end, p.b_end))
        return out, common

    def ask(self, draft: ReportText) -> tuple[Passage, ...]:
        """Passages between a draft (``a``) and the corpus (``b``), in the order of the draft."""
        own = forms([bare_text(draft)])
        found, joined, docs = against(own, self.forms, self.postings, stock=self.stock, rare=self.rare)
        drafts = layout(draft, own, 0)
        layouts: dict[int, Layout] = {0: drafts}

        def lay(k: int) -> Layout:
            if k not in layouts:
                layouts[k] = layout(self.reports[docs[k - 1]], joined, k)
            return layouts[k]

        asked = evidence(len(self.reports))
        pairs = list(candidates(joined, found, LEAST_SMALL))
        out = compared(joined, found, pairs, [draft, *(self.reports[d] for d in docs)], lay, asked)
        return tuple(sorted(out, key=lambda p: (p.a_start, p.b_report_id, p.b_start, p.a_end, p.b_end)))


def _reuse(index: Index) -> Reuse:
    passages, common = index.within()
    twice = mirrored({r.id: r for r in index.reports}, passages)
    groups = families(members_of(index.reports), passages, {m.report_id for m in twice})
    learnt = exchanges(passages, {r.id: r for r in index.reports})
    return Reuse(
        passages=tuple(numbered(passages, groups)),
        formulae=common.formulae(groups, twice),
        families=groups,
        mirrors=twice,
        exchanges=learnt,
    )


def _ordered(reports: Sequence[ReportText]) -> list[ReportText]:
    out = sorted(reports, key=lambda r: r.id)
    for a, b in itertools.pairwise(out):
        if a.id == b.id:
            raise ValueError(f"two reports have the id {a.id!r}; ids must be unique")
    return out


def _visible(text: str) -> int:
    return len("".join(text.split()))


@cache
def shipped_background() -> Background:
    """The table in ``models/background``; an empty one where it is not installed."""
    path = models_folder() / "background" / "background.npz"
    return Background.load(path) if path.is_file() else Background.of([])
