"""A draft held against the corpus: what is copied from where, and what should be looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.analysis import analyse
from corpus_tools.contrast import FigureSlot, Leftover, figure_slots, leftovers
from corpus_tools.corpus.between import report_texts
from corpus_tools.corpus.store import Corpus
from corpus_tools.proofing import proof
from corpus_tools.reading import read
from corpus_tools.records import (
    Analysis,
    Edit,
    EditClass,
    Finding,
    Measure,
    Page,
    Passage,
    ReportText,
    Structure,
    as_dict,
)

if TYPE_CHECKING:
    from corpus_tools.reuse import Index

__all__ = ["CheckResult", "Match", "Source", "check", "check_file", "library"]

TEMPLATE = 3  # reports with one passage: of two alike one may be the other's source, three point to a common text


@dataclass(frozen=True, slots=True)
class Source:
    """Where the other side of a copied passage stands; ``start``/``end`` are offsets in its page."""

    doc: str
    report: str
    start: int
    end: int
    text: str
    title: str = ""
    organisation: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the draft that stands in the corpus; edits carry offsets on both sides.

    Edits are told as done to the source: an ``insertion`` is what the draft has added, a ``deletion`` what it left
    out.
    """

    start: int
    end: int
    kind: str
    formula: bool
    source: Source
    edits: tuple[Edit, ...]  # side a is the draft, side b the source's page


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything said of one draft."""

    draft: str
    text: str
    copied_share: float  # of the draft's visible characters; formulae do not count
    template_share: float  # the part of it that three or more different reports share
    formula_share: float  # of what is not copied
    passages: tuple[Match, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    structure: Structure
    reports_compared: int
    corpus: str = ""  # name of the database
    leftovers: tuple[Leftover, ...] = ()

    @property
    def particular_share(self) -> float:
        """What one or two reports alone have: copied from somebody, not from a template."""
        return max(0.0, self.copied_share - self.template_share)

    @property
    def own_share(self) -> float:
        """What is neither copied nor stock phrasing."""
        return max(0.0, 1.0 - self.copied_share - self.formula_share)

    def slots(self, match: Match) -> list[FigureSlot]:
        """Figures of one passage, changed and unchanged."""
        return figure_slots(match, self.text, self.measures)

    def as_json(self) -> dict[str, Any]:
        """The form of ``check --format json``."""
        return {
            "draft": self.draft,
            "copied_share": round(self.copied_share, 4),
            "template_share": round(self.template_share, 4),
            "formula_share": round(self.formula_share, 4),
            "reports_compared": self.reports_compared,
            "passages": [self._passage(m) for m in self.passages],
            "findings": [as_dict(f) for f in self.findings],
            "leftovers": [dataclasses.asdict(x) for x in self.leftovers],
            "measures": [as_dict(m) for m in self.measures],
        }

    def _passage(self, match: Match) -> dict[str, Any]:
        source = match.source

        def edit(e: Edit) -> dict[str, Any]:
            return {
                "start": e.a_start,
                "end": e.a_end,
                "class": e.kind,
                "draft": self.text[e.a_start : e.a_end],
                "source": source.text[e.b_start - source.start : e.b_end - source.start],
            }

        return {
            "start": match.start,
            "end": match.end,
            "kind": match.kind,
            "formula": match.formula,
            "source": as_dict(source),
            "edits": [edit(e) for e in match.edits],
        }


def library(corpus: Corpus) -> Index:
    """The corpus made ready for comparison; make it once where several drafts are checked."""
    from corpus_tools.reuse import Index

    return Index(list(report_texts(corpus)))


def check_file(path: str | Path, corpus: Corpus, *, index: Index | None = None, language: str = "zh") -> CheckResult:
    """Check a draft that lies in a file.

    Raises
    ------
    RefusedFile
        If the file cannot be read.
    """
    return check(read(Path(path)), corpus, index=index, language=language)


def check(
    draft: Page | str, corpus: Corpus | str | Path, *, index: Index | None = None, language: str = "zh"
) -> CheckResult:
    """Check a draft against a corpus.

    Parameters
    ----------
    draft : a page as ``read`` gives it, or plain text
    corpus : an open corpus, or the path of its database
    index : ``library(corpus)``, where it is at hand
    language : of the findings' messages, ``zh`` or ``en``
    """
    if not isinstance(corpus, Corpus):
        with Corpus(corpus) as opened:
            return check(draft, opened, index=index, language=language)
    page = Page("draft", "draft", draft, "", "utf-8") if isinstance(draft, str) else draft
    analysis = analyse(page)
    index = library(corpus) if index is None else index
    passages = _compare(analysis, corpus, index)
    copied, template, formula = _shares(page.text, passages, {r.id: r.text for r in index.reports})
    own = [r.organisation or "" for r in analysis.structure.reports]
    return CheckResult(
        draft=page.name,
        text=page.text,
        copied_share=copied,
        template_share=template,
        formula_share=formula,
        passages=passages,
        findings=tuple(proof(analysis, language=language)),
        measures=analysis.measures,
        structure=analysis.structure,
        reports_compared=len(index.reports),
        corpus=corpus.path.name,
        leftovers=tuple(leftovers(page.text, passages, own)),
    )


def _compare(analysis: Analysis, corpus: Corpus, index: Index) -> tuple[Match, ...]:
    page, structure = analysis.page, analysis.structure
    sentences = tuple((s.start, s.end) for s in structure.sentences)
    # A draft is one text, whatever it looks like: what was taken for site text may be copied as well
    draft = ReportText("draft", "draft", 0, page.text, sentences)
    found = sorted(index.ask(draft), key=lambda p: (p.a_start, p.b_report_id, p.b_start))
    return tuple(_match(p, corpus) for p in found)


_FROM_SOURCE: dict[EditClass, EditClass] = {"insertion": "deletion", "deletion": "insertion"}


def _match(p: Passage, corpus: Corpus) -> Match:
    name, text, title, organisation, year = corpus.db.execute(
        "SELECT p.name, substr(p.text, ? + 1, ?), r.title, r.organisation, r.year"
        " FROM reports r JOIN pages p ON p.id = r.page_id WHERE r.id = ?",
        (p.b_start, p.b_end - p.b_start, p.b_report_id),
    ).fetchone()
    source = Source(name, p.b_report_id, p.b_start, p.b_end, text, title, organisation, year)
    edits = tuple(dataclasses.replace(e, kind=_FROM_SOURCE.get(e.kind, e.kind)) for e in p.edits)
    return Match(p.a_start, p.a_end, p.kind, p.formula, source, edits)


def _shares(text: str, matches: Sequence[Match], reports: dict[str, str]) -> tuple[float, float, float]:
    """Shares of the draft's visible characters: copied, of that from a template, and formulae elsewhere."""
    import numpy as np
    import numpy.typing as npt

    visible = np.array([not c.isspace() for c in text], dtype=bool)
    total = int(visible.sum())
    if not total:
        return 0.0, 0.0, 0.0

    def covered(some: Iterable[Match]) -> npt.NDArray[np.bool_]:
        on = np.zeros(len(text), dtype=bool)
        for m in some:
            on[m.start : m.end] = True
        return on & visible

    # A report that stands in the corpus twice is one source
    sources: dict[str, list[Match]] = {}
    for m in matches:
        if not m.formula:
            sources.setdefault("".join(reports.get(m.source.report, m.source.report).split()), []).append(m)
    holders = np.zeros(len(text), dtype=np.int32)
    for some in sources.values():
        holders += covered(some)
    formulae = covered(m for m in matches if m.formula) & (holders == 0)
    return (
        float((holders > 0).sum()) / total,
        float((holders >= TEMPLATE).sum()) / total,
        float(formulae.sum()) / total,
    )
