"""A draft held against the corpus: what is copied from where, and what should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.pipeline import analyse
from corpus_tools.proofing import proof
from corpus_tools.reading import read
from corpus_tools.records import Analysis, Edit, Finding, Measure, Page, Passage, ReportText, Structure, as_dict

__all__ = ["CheckResult", "Match", "Source", "check", "check_file"]


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
    """A passage of the draft that stands in the corpus; edits carry offsets on both sides."""

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
    formula_share: float  # of what is not copied
    passages: tuple[Match, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    structure: Structure
    reports_compared: int

    @property
    def own_share(self) -> float:
        """What is neither copied nor stock phrasing."""
        return max(0.0, 1.0 - self.copied_share - self.formula_share)

    def as_json(self) -> dict[str, Any]:
        """The form of ``check --format json``."""
        return {
            "draft": self.draft,
            "copied_share": round(self.copied_share, 4),
            "formula_share": round(self.formula_share, 4),
            "reports_compared": self.reports_compared,
            "passages": [self._passage(m) for m in self.passages],
            "findings": [as_dict(f) for f in self.findings],
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


def check_file(path: str | Path, corpus: Corpus, *, language: str = "zh") -> CheckResult:
    """Check a draft that lies in a file.

    Raises
    ------
    RefusedFile
        If the file cannot be read.
    """
    return check(read(Path(path)), corpus, language=language)


def check(draft: Page | str, corpus: Corpus | str | Path, *, language: str = "zh") -> CheckResult:
    """Check a draft against a corpus.

    Parameters
    ----------
    draft : a page as ``read`` gives it, or plain text
    corpus : an open corpus, or the path of its database
    language : of the findings' messages, ``zh`` or ``en``
    """
    if not isinstance(corpus, Corpus):
        with Corpus(corpus) as opened:
            return check(draft, opened, language=language)
    page = Page("draft", "draft", draft, "", "utf-8") if isinstance(draft, str) else draft
    analysis = analyse(page)
    passages, compared = _compare(analysis, corpus)
    copied = _covered(page.text, [m for m in passages if not m.formula])
    visible = sum(not c.isspace() for c in page.text) or 1
    return CheckResult(
        draft=page.name,
        text=page.text,
        copied_share=copied / visible,
        formula_share=(_covered(page.text, passages) - copied) / visible,
        passages=passages,
        findings=tuple(proof(analysis, language=language)),
        measures=analysis.measures,
        structure=analysis.structure,
        reports_compared=compared,
    )


def _compare(analysis: Analysis, corpus: Corpus) -> tuple[tuple[Match, ...], int]:
    from corpus_tools.reuse import Index

    page, structure = analysis.page, analysis.structure
    sentences = tuple((s.start, s.end) for s in structure.sentences)
    # A draft is one text, whatever it looks like: what was taken for site text may be copied as well
    draft = ReportText("draft", "draft", 0, page.text, sentences)
    reports = list(corpus.report_texts())
    index = Index(reports)
    found = sorted(index.ask(draft), key=lambda p: (p.a_start, p.b_report_id, p.b_start))
    return tuple(_match(p, corpus) for p in found), len(reports)


def _match(p: Passage, corpus: Corpus) -> Match:
    name, text, title, organisation, year = corpus.db.execute(
        "SELECT p.name, substr(p.text, ? + 1, ?), r.title, r.organisation, r.year"
        " FROM reports r JOIN pages p ON p.id = r.page_id WHERE r.id = ?",
        (p.b_start, p.b_end - p.b_start, p.b_report_id),
    ).fetchone()
    source = Source(name, p.b_report_id, p.b_start, p.b_end, text, title, organisation, year)
    return Match(p.a_start, p.a_end, p.kind, p.formula, source, p.edits)


def _covered(text: str, matches: Sequence[Match]) -> int:
    """Visible characters of the draft that stand in at least one of the passages."""
    count, at = 0, 0
    for start, end in sorted((m.start, m.end) for m in matches):
        count += sum(not c.isspace() for c in text[max(start, at) : end])
        at = max(at, end)
    return count
