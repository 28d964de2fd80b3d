"""Passages of pairs of reports, on all cores; where words were exchanged throughout, looked for a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus_tools.records import Exchange, Passage, ReportText
from corpus_tools.reuse.align import align
from corpus_tools.reuse.chains import Candidate
from corpus_tools.reuse.evidence import Evidence
from corpus_tools.reuse.exchanges import exchanges, folding, spun, unspun
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import Anchors
from corpus_tools.reuse.layout import Layouts
from corpus_tools.reuse.passages import Outline, finished, outline, packed, unpacked
from corpus_tools.reuse.processes import shared_out

__all__ = ["compared"]

_AT_ONCE = 256  # passages whose edits are read together


def compared(
    made: Forms,
    seeds: Anchors,
    pairs: Sequence[Candidate],
    reports: Sequence[ReportText],
    layouts: Layouts,
    asked: Evidence,
    *,
    known: Iterable[Exchange] = (),
    beside: Callable[[], None] | None = None,
) -> list[Passage]:
    """Passages of candidate pairs, in no order.

    Parameters
    ----------
    made, seeds : forms of the reports and anchors between them
    pairs : what ``candidates`` gave
    known : exchanges learnt before; those of these pairs are added
    beside : as in ``shared_out``
    """

    def work(made: Forms, seeds: Anchors, layouts: Layouts) -> Callable[[Sequence[Candidate]], list[Passage]]:
        def these(part: Sequence[Candidate]) -> list[Passage]:
            out: list[Passage] = []
            waiting: list[Outline] = []
            for i, j, run in align(made, seeds, part, layouts, asked):
                found = outline(run, reports[i], reports[j], layouts(i), layouts(j))
                if found is not None:
                    waiting.append(found)
                if len(waiting) >= _AT_ONCE:
                    out += finished(waiting)
                    waiting.clear()
            return out + finished(waiting)

        return these

    out = shared_out(work(made, seeds, layouts), pairs, _weights(pairs), beside, packed=packed, unpacked=unpacked)
    texts = {r.id: r for r in reports}
    fold = folding((*known, *exchanges(out, texts)))
    again = _again(pairs, out, reports, texts, fold) if fold else []
    if not again:
        return out
    folded, others = unspun(made, seeds, {k for i, j, _ in again for k in (i, j)}, fold)
    more = shared_out(
        work(folded, others, layouts.of(folded)), again, _weights(again), packed=packed, unpacked=unpacked
    )
    named = {(p.a_report_id, p.b_report_id) for p in more}
    return [p for p in out if (p.a_report_id, p.b_report_id) not in named] + more


def _weights(pairs: Sequence[Candidate]) -> list[int]:
    return [sum(n for _, _, n in blocks) for _, _, blocks in pairs]


def _again(
    pairs: Sequence[Candidate],
    found: Sequence[Passage],
    reports: Sequence[ReportText],
    texts: Mapping[str, ReportText],
    fold: Mapping[str, str],
) -> list[Candidate]:
    """Pairs without a passage, and those whose passages show the hand of a spinner."""
    settled = {(p.a_report_id, p.b_report_id) for p in found if not spun(p, texts, fold)}
    shown = {(p.a_report_id, p.b_report_id) for p in found} - settled
    settled -= shown
    return [c for c in pairs if (reports[c[0]].id, reports[c[1]].id) not in settled]
