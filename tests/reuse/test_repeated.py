"""One table of what stands twice answers like the segments that it was made of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus_tools.reuse import comparison, processes, repeated
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.grams import CAP
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.library import Library
from corpus_tools.reuse.pairing import Pairs
from corpus_tools.reuse.repeated import Repeated
from corpus_tools.reuse.segments import Segment, Segments
from tests.reuse.made import corpus

REPORTS = corpus(120, seed=5, family=CAP + 10)  # more holders than are listed


@pytest.fixture
def parts(tmp_path: Path) -> list[Segment]:
    """Segments on disk, two reports of one text in different ones, and one that is empty."""
    out: list[Segment] = []
    for k, some in enumerate((REPORTS[:50], REPORTS[50:51], [], REPORTS[51:])):
        for made in segments_of(some, Segments(out)):
            made.save(tmp_path / f"{k}.segment")
            out.append(Segment.load(tmp_path / f"{k}.segment"))
    return out


@pytest.mark.parametrize("at_once", [97, 1 << 20])
def test_counts_of_what_stands_twice(
    tmp_path: Path, parts: list[Segment], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(repeated, "_RANGE", at_once)
    table, index = Repeated(parts, tmp_path), Segments(parts)
    every = np.unique(np.concatenate([s.keys for s in parts]))
    sizes, held, first = index.counts(every)
    assert {1, 2} < set(np.minimum(sizes, CAP + 1).tolist())
    assert held.max() > CAP
    twice = sizes > 1
    assert table.keys.tolist() == every[twice].tolist()
    found = table.counts(every)
    for told, known, single in zip(found, (sizes, held, first), (1, 1, -1), strict=True):
        assert told.tolist() == np.where(twice, known, single).tolist()


def test_pairs_and_passages_are_the_same(tmp_path: Path, parts: list[Segment], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeated, "_SOME", 50)
    by_id = {r.id: r for r in REPORTS}

    def library(index: Segments) -> Library:
        return Library(index, lambda ids: [by_id[i] for i in ids])

    table, index = library(Repeated(parts, tmp_path)), library(Segments(parts))
    told, known = Pairs.of(list(table.pairs())), Pairs.of(list(index.pairs()))
    assert len(known) > 30
    assert told.early.tolist() == known.early.tolist()
    assert told.late.tolist() == known.late.tolist()
    assert [j.passages for j in table.passages([told])] == [j.passages for j in index.passages([known])]
    made = forms([bare_text(r) for r in REPORTS[40:60]])
    assert table.spread(made).tolist() == index.spread(made).tolist()


@pytest.mark.parametrize("jobs", [1, 2])
def test_batches_that_are_shared_out_give_what_one_process_gives(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(comparison, "_AT_ONCE", 2_000)
    by_id = {r.id: r for r in REPORTS}
    library = Library(Segments(segments_of(REPORTS)), lambda ids: [by_id[i] for i in ids])
    pairs = list(library.pairs())
    alone = [judged for some in pairs for batch in library._batches(some) for judged in library._judged([batch])]
    monkeypatch.setattr(processes, "_cores", lambda: jobs)
    shared = list(library.passages(pairs))
    assert [judged.passages for judged in shared] == alone
    assert len(shared) > comparison._SHARED
    assert all(set(judged.reports) == {i for pair in judged.pairs for i in pair} for judged in shared)


def test_some_reports_are_compared_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "_AT_ONCE", 2_000)
    by_id = {r.id: r for r in REPORTS}
    library = Library(Segments(segments_of(REPORTS)), lambda ids: [by_id[i] for i in ids])
    every = list(library.passages(library.pairs()))
    longest = int(np.diff(library.index.bounds).max())
    sizes = [len(forms([bare_text(r) for r in judged.reports.values()]).codes) for judged in every]
    assert len(sizes) > 5 and max(sizes) < 2_000 + 2 * longest
    monkeypatch.undo()
    together = list(library.passages(library.pairs()))
    assert len(together) == 1
    one, other = (sorted((p for j in some for p in j.passages), key=repr) for some in (every, together))
    assert one == other and one


def test_nothing_is_left_in_the_folder(tmp_path: Path, parts: list[Segment]) -> None:
    before = sorted(tmp_path.iterdir())
    assert len(Repeated(parts, tmp_path)) == len(REPORTS)
    assert sorted(tmp_path.iterdir()) == before


def test_an_index_of_nothing(tmp_path: Path) -> None:
    table = Repeated([], tmp_path)
    assert [a.tolist() for a in table.counts(np.array([7], np.uint32))] == [[1], [1], [-1]]
