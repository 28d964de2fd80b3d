"""The comparison in parts, as a cluster makes it, finds what one index finds."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from corpus_tools.records import Passage, ReportText
from corpus_tools.reuse import indexing
from corpus_tools.reuse.comparison import Comparison
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.segments import Segments
from corpus_tools.reuse.shuffled import Counts, Plan, facts, gather, join, judge, pairs_of, postings
from tests.reuse.made import corpus


def in_parts(reports: Sequence[ReportText], size: int, ranges: int) -> list[Passage]:
    """Passages of reports in parts of ``size``, their hashes in ``ranges``."""
    parts = [reports[k : k + size] for k in range(0, len(reports), size)]
    plan = Plan([facts(p) for p in parts])
    stock = Comparison(Segments([]), lambda ids: []).stock
    by_id = {r.id: r for r in reports}
    quiet = Comparison(Segments(segments_of(iter(reports))), lambda ids: [by_id[i] for i in ids]).quiet
    split = defaultdict(list)
    for k, part in enumerate(parts):
        for of, some in postings(part, int(plan.starts[k]), plan.left_out).split(ranges):
            split[of].append(some)
    joined = []
    for some in split.values():
        random.Random(1).shuffle(some)  # a shuffle keeps no order
        joined.append(join(some, plan, stock))
    out: list[Passage] = []
    same = plan.equal()
    for batch in range(len(plan.firsts)):
        pairs = pairs_of(
            [j.pairs[batch] for j in joined if batch in j.pairs],
            [j.stars[batch] for j in joined if batch in j.stars],
            same.get(batch),
            plan.total,
        )
        wanted = np.unique(np.concatenate([pairs.early, pairs.late]))
        gathered = []
        for k in np.unique(plan.part(wanted)).tolist():
            counts = Counts.of([j.counts[k] for j in joined if k in j.counts])
            gathered += gather(parts[k], int(plan.starts[k]), counts, wanted[plan.part(wanted) == k])
        for judged in judge(pairs, gathered, plan.total, quiet=quiet):
            out += judged.passages
    return out


def in_one(reports: Sequence[ReportText]) -> list[Passage]:
    """Passages by the index that lies in one place."""
    by_id = {r.id: r for r in reports}
    comparison = Comparison(Segments(segments_of(iter(reports))), lambda ids: [by_id[i] for i in ids])
    return [p for judged in comparison.passages(comparison.pairs()) for p in judged.passages]


def placed(passages: Sequence[Passage]) -> list[Passage]:
    return sorted(passages, key=lambda p: (p.a_report_id, p.a_start, p.b_report_id, p.b_start, p.a_end, p.b_end))


@pytest.mark.parametrize(("size", "ranges"), [(1000, 1), (37, 5), (9, 16)])
def test_parts_find_what_one_index_finds(size: int, ranges: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(240, family=60)
    copies = [ReportText(f"zz{k}", f"zz{k}", 0, made[7].text) for k in range(6)]  # more mirrors than are indexed
    reports = [*made, *copies]
    for name, value in (("BATCH", 12_000), ("_TEXTS", 15_000), ("LARGEST", 40_000)):
        monkeypatch.setattr(indexing, name, value)
    for name in ("comparison._AT_ONCE", "pairing.BATCH"):
        monkeypatch.setattr(f"corpus_tools.reuse.{name}", 12_000)
    assert len(indexing.batches(*(getattr(facts(reports), n) for n in ("characters", "symbols")))) > 5
    expected = placed(in_one(reports))
    assert len({p.a_report_id for p in expected}) > 50
    assert placed(in_parts(reports, size, ranges)) == expected


def test_nothing_to_compare() -> None:
    assert in_parts([], 5, 3) == []
    assert in_parts([ReportText("a", "a", 0, "短。"), ReportText("b", "b", 0, "")], 1, 3) == []
