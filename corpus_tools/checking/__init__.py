"""A draft held against the corpus: what is copied from where, and what should be looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools import __version__
from corpus_tools.analysis import analyse
from corpus_tools.checking.contrast import leftovers, longest_run, moved
from corpus_tools.checking.matches import Match, Source
from corpus_tools.checking.result import Basis, CheckResult
from corpus_tools.checking.shares import TEMPLATE, open_share, shares
from corpus_tools.corpus.store import Corpus
from corpus_tools.decisions import Decision, match
from corpus_tools.proofing import KINDS, proof
from corpus_tools.reading import read
from corpus_tools.records import Analysis, EditClass, Page, Passage, ReportText

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from corpus_tools.reuse.library import Library

__all__ = ["Basis", "CheckResult", "Match", "Source", "check", "check_file", "library"]


def library(corpus: Corpus, background: str | Path | None = None) -> Library:
    """The corpus made ready for comparison; make it once where several drafts are checked.

    ``background`` is the folder of an own table of stock wording, by default what CORPUS_TOOLS_BACKGROUND names.
    """
    from corpus_tools.corpus.reusing import library as known
    from corpus_tools.corpus.stock import chosen_background

    return known(corpus, background=chosen_background(background))


def check_file(path: str | Path, corpus: Corpus, **options: Any) -> CheckResult:
    """Check a draft that lies in a file; options as of ``check``.

    Raises
    ------
    RefusedFile
        If the file cannot be read.
    """
    return check(read(Path(path)), corpus, **options)


def check(
    draft: Page | str,
    corpus: Corpus | str | Path,
    *,
    index: Library | None = None,
    language: str = "zh",
    kinds: Iterable[str] | None = None,
    decisions: Iterable[Decision] = (),
) -> CheckResult:
    """Check a draft against a corpus.

    Parameters
    ----------
    draft : a page as ``read`` gives it, or plain text
    corpus : an open corpus, or the path of its database
    index : ``library(corpus)``, where it is at hand
    language : of the findings' messages, ``zh`` or ``en``
    kinds : of findings to look for (``proofing.KINDS``); all where not given
    decisions : made about an earlier state of the draft
    """
    if not isinstance(corpus, Corpus):
        with Corpus(corpus) as opened:
            return check(draft, opened, index=index, language=language, kinds=kinds, decisions=decisions)
    page = Page("draft", "draft", draft, "", "utf-8") if isinstance(draft, str) else draft
    wanted = list(KINDS) if kinds is None else list(kinds)
    analysis = analyse(page)
    index = library(corpus) if index is None else index
    passages = _compare(analysis, corpus, index)
    texts = {r.id: r.text for r in index.fetch(sorted({m.source.report for m in passages}))}
    copied, template, formula = shares(page.text, passages, texts)
    own = [name for r in analysis.structure.reports for name in (r.organisation or "", r.title)]
    result = CheckResult(
        draft=page.name,
        text=page.text,
        copied_share=copied,
        template_share=template,
        formula_share=formula,
        passages=passages,
        findings=tuple(proof(analysis, language=language, kinds=wanted)),
        measures=analysis.measures,
        structure=analysis.structure,
        basis=_basis(corpus, index, wanted),
        leftovers=tuple(leftovers(page.text, passages, own)),
        file=Path(page.path).name,
        open_share=copied,
    )
    decided, kept = match(list(result.items.values()), decisions)
    if not decided and not kept:
        return result
    settled = [m for m in passages if not m.formula and _settled(decided.get(result.item(m).id))]
    still = open_share(page.text, passages, settled)
    return dataclasses.replace(result, decided=decided, kept=tuple(kept), open_share=still)


def _settled(decision: Decision | None) -> bool:
    return decision is not None and decision.decision in ("ignore", "cite")


def _basis(corpus: Corpus, index: Library, wanted: Sequence[str]) -> Basis:
    (pages,) = corpus.db.execute("SELECT count(*) FROM pages").fetchone()
    mined = corpus.db.execute("SELECT max(finished) FROM runs").fetchone()[0] or ""
    strictness = dataclasses.asdict(index.asked)
    thresholds = {"rare_holders": index.rare, "template": TEMPLATE} | strictness
    left_out = tuple(k for k in KINDS if k not in wanted)
    return Basis(corpus.path.name, len(index), pages, mined[:10], __version__, tuple(thresholds.items()), left_out)


def _compare(analysis: Analysis, corpus: Corpus, index: Library) -> tuple[Match, ...]:
    page, structure = analysis.page, analysis.structure
    sentences = tuple((s.start, s.end) for s in structure.sentences)
    # A draft is one text, whatever it looks like: what was taken for site text may be copied as well
    draft = ReportText("draft", "draft", 0, page.text, sentences)
    found = sorted(index.ask(draft), key=lambda p: (p.a_start, p.b_report_id, p.b_start))
    rare = _rare(page.text, index) if found else None
    made = [_match(p, page.text, rare, corpus, index) for p in found]
    by_source: dict[str, list[int]] = {}
    for k, m in enumerate(made):
        if not m.formula:
            by_source.setdefault(m.source.report, []).append(k)
    for places in by_source.values():
        for k in moved([made[i] for i in places]):
            made[places[k]] = dataclasses.replace(made[places[k]], moved=True)
    return tuple(made)


_FROM_SOURCE: dict[EditClass, EditClass] = {"insertion": "deletion", "deletion": "insertion"}


def _match(p: Passage, text: str, rare: npt.NDArray[np.bool_] | None, corpus: Corpus, index: Library) -> Match:
    name, said, title, organisation, year = corpus.db.execute(
        "SELECT p.name, substr(p.text, ? + 1, ?), r.title, r.organisation, r.year"
        " FROM reports r JOIN pages p ON p.id = r.page_id WHERE r.id = ?",
        (p.b_start, p.b_end - p.b_start, p.b_report_id),
    ).fetchone()
    source = Source(name, p.b_report_id, p.b_start, p.b_end, said, title, organisation, year)
    edits = tuple(dataclasses.replace(e, kind=_FROM_SOURCE.get(e.kind, e.kind)) for e in p.edits)
    made = Match(p.a_start, p.a_end, p.kind, p.formula, source, edits)
    return dataclasses.replace(
        made,
        longest=longest_run(made, text),
        rare=0 if rare is None else int(rare[p.a_start : p.a_end].sum()),
        holders=_holders(text[p.a_start : p.a_end], index) if p.formula else 1,
    )


def _holders(said: str, index: Library) -> int:
    """Reports of the corpus that have a stock phrase: those that have its rarest six characters."""
    import numpy as np

    from corpus_tools.reuse.form import forms
    from corpus_tools.reuse.grams import hashes

    keys = np.unique(hashes(forms([said]).codes))
    _, held, _ = index.index.counts(keys)
    return int(held[held > 0].min()) if (held > 0).any() else 1


def _rare(text: str, index: Library) -> npt.NDArray[np.bool_]:
    """Which characters of a draft stand in a 6-gram that the corpus has, but seldom, and that is no stock wording."""
    import numpy as np

    from corpus_tools.reuse.form import forms
    from corpus_tools.reuse.grams import GRAM, hashes

    own = forms([text])
    found = hashes(own.codes)
    out = np.zeros(len(text), dtype=bool)
    if len(found):
        at = np.flatnonzero(index.seldom(found))
        for k in range(GRAM):
            out[own.where[at + k]] = True
    return out
