"""Words in two languages, differences marked in place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.records import CATEGORIES, LABELS
from corpus_tools.views.page import Words, _texts, marked


def test_both_languages_have_the_same_words() -> None:
    zh, en = _texts()["zh"], _texts()["en"]
    assert zh.keys() == en.keys()
    for table in ("labels", "categories"):
        assert zh[table].keys() == en[table].keys()


def test_every_label_and_category_has_a_name() -> None:
    for language in ("zh", "en"):
        words = Words(language)
        assert set(LABELS) <= set(words.table["labels"])
        assert set(CATEGORIES) <= set(words.table["categories"])


ranges = st.lists(st.tuples(st.sampled_from(["figure", "words"]), st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(st.text(max_size=30), st.integers(0, 10), ranges)
def test_pieces_join_to_the_text(text: str, start: int, edits: list[tuple[str, int, int]]) -> None:
    assert "".join(piece for piece, _ in marked(text, start, edits)) == text
