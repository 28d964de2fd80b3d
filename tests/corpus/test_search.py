"""Search finds sections by words and label, measures by what they count."""

from __future__ import annotations

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.search import Query, search
from corpus_tools.errors import QueryError


def test_two_character_word_is_found_in_its_sections(corpus: Corpus) -> None:
    hits = search(corpus, Query("垃圾", label="problems"))
    assert (hits.kind, hits.total) == ("sections", 2)
    assert all("垃圾" in row["text"] for row in hits.dicts())


def test_year_restricts(corpus: Corpus) -> None:
    assert [row["year"] for row in search(corpus, Query("垃圾", year=2022)).dicts()] == [2022]


def test_measure_filter_asks_for_measures_largest_first(corpus: Corpus) -> None:
    hits = search(corpus, Query(category="leaflets", unit="份", minimum=100))
    assert hits.kind == "measures"
    assert [row["value"] for row in hits.dicts()] == [500, 300]


def test_bounds_include_their_ends(corpus: Corpus) -> None:
    assert [r["value"] for r in search(corpus, Query(minimum=300, maximum=300)).dicts()] == [300]


def test_words_with_a_measure_filter_must_stand_in_its_sentence(corpus: Corpus) -> None:
    assert search(corpus, Query("宣传单", category="leaflets")).total == 1
    assert search(corpus, Query("垃圾桶", category="leaflets")).total == 0


def test_limit_cuts_rows_but_not_the_total(corpus: Corpus) -> None:
    hits = search(corpus, Query(category="leaflets", limit=1))
    assert (len(hits.rows), hits.total) == (1, 2)


@pytest.mark.parametrize("words", ['"', "'; DROP TABLE pages; --", "NEAR(a b)", "*", "垃圾 OR", "\\", "^^^"])
def test_no_words_break_the_query(corpus: Corpus, words: str) -> None:
    search(corpus, Query(words))
    search(corpus, Query(words, unit=words, label=words))
    assert corpus.count("pages") == 2


def test_bounds_that_cross_are_refused() -> None:
    with pytest.raises(QueryError):
        Query(minimum=5, maximum=1)
