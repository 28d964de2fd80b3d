"""Words in two languages, differences marked in place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.records import CATEGORIES, LABELS
from corpus_tools.views.page import Range, Words, _texts, overlaid


def test_both_languages_have_the_same_words() -> None:
    zh, en = _texts()["zh"], _texts()["en"]
    assert zh.keys() == en.keys()
    for table in ("labels", "categories", "reasons", "cues", "levels", "faults"):
        assert zh[table].keys() == en[table].keys()


def test_every_label_and_category_has_a_name() -> None:
    for language in ("zh", "en"):
        words = Words(language)
        assert set(LABELS) <= set(words.table["labels"])
        assert set(CATEGORIES) <= set(words.table["categories"])


def test_no_word_hides_behind_a_method() -> None:
    for key in _texts()["zh"]:
        assert not callable(getattr(Words("zh"), key)), key


places = st.integers(0, 40)
ranges = st.lists(st.builds(Range, st.sampled_from(["figure", "words", "move"]), places, places), max_size=8)


@given(st.text(max_size=30), st.integers(0, 10), ranges)
def test_pieces_join_to_the_text(text: str, start: int, found: list[Range]) -> None:
    assert "".join(p.text for p in overlaid(text, start, found)) == text


def test_ranges_over_one_another_are_all_told() -> None:
    text = "社区成立专班，聘请督导员18名。"
    found = [Range("move", 0, 16, "moved"), Range("figure", 12, 14, "figure"), Range("copied", 0, 7)]
    (piece,) = [p for p in overlaid(text, 0, found) if p.text == "18"]
    assert piece.kinds == "move figure"
    assert piece.title == "moved; figure"


def test_what_is_missing_on_one_side_has_its_place_marked() -> None:
    pieces = list(overlaid("清运垃圾", 10, [Range("deletion", 12, 12)]))
    assert [(p.text, p.kinds) for p in pieces] == [("清运", ""), ("", "gap deletion"), ("垃圾", "")]


def test_an_id_is_given_once() -> None:
    pieces = overlaid("发放300份", 0, [Range("measure", 2, 6, id="m2"), Range("copied", 0, 4)])
    assert [p.id for p in pieces if p.id] == ["m2"]
