"""Pairs of reports are the same whoever looks for them."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_tools.reuse import pairing, processes
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.pairing import Pairing, Pairs
from corpus_tools.reuse.segments import Segments
from tests.reuse.made import corpus


@pytest.mark.parametrize("jobs", [1, 2])
def test_pairs_of_batches_that_are_shared_out_are_those_of_one(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    index = Segments(segments_of(corpus(300, seed=11, family=40)))
    whole = Pairs.of(list(Pairing(index, np.zeros(0, np.uint32)).pairs()))
    monkeypatch.setattr(processes, "_cores", lambda: jobs)
    monkeypatch.setattr(pairing, "BATCH", 5_000)
    monkeypatch.setattr(pairing, "_AT_ONCE", 1_000)
    shared = Pairs.of(list(Pairing(index, np.zeros(0, np.uint32)).pairs()))

    def rows(pairs: Pairs) -> list[tuple[int, int, bool]]:
        return sorted(zip(pairs.early.tolist(), pairs.late.tolist(), pairs.same.tolist(), strict=True))

    assert rows(shared) == rows(whole) != []
    assert len(shared) > 30
