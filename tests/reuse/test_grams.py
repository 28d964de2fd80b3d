"""Sorting by counting, and pairs of places with one 6-gram."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.reuse import grams
from corpus_tools.reuse.grams import in_order, paired


@given(st.lists(st.tuples(st.integers(0, 2**40), st.integers(0, 3)), max_size=50))
def test_counting_gives_the_order_of_comparing(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows, np.int64).reshape(-1, 2).T
    assert in_order(first, second).tolist() == np.lexsort((first, second)).tolist()


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_all_pairs_are_told_however_many_at_a_time(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(grams, "_PAIRS", at_once)
    gram = np.array([1, 1, 2, 3, 3, 3, 3, 3, 4, 5, 5])
    doc = np.array([0, 1, 0, 0, 0, 1, 2, 2, 1, 0, 2])
    of = np.flatnonzero(gram != 5)
    found = [(x, y) for a, b in paired(gram, doc, of) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    places = range(len(of))
    assert found == [(x, y) for x in places for y in places if x < y and gram[x] == gram[y] and doc[x] != doc[y]]
