"""What a copied passage kept: figures, dates, names of somebody else's places, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.analysis import analyse
from corpus_tools.checking import Match, Source
from corpus_tools.checking.contrast import figure_slots, leftovers, moved
from corpus_tools.records import Edit, EditClass, Page


def match(draft: str, source: str, *edits: Edit, organisation: str | None = None) -> Match:
    return Match(0, len(draft), "mixed", False, Source("old", "r", 0, len(source), source, "", organisation), edits)


def names(draft: str, source: str, *edits: Edit, own: tuple[str, ...] = (), body: str | None = None) -> list[str]:
    return [x.text for x in leftovers(draft, [match(draft, source, *edits, organisation=body)], own)]


def test_a_date_that_was_copied_along_is_an_unchanged_figure() -> None:
    text = "2021年3月15日召开动员会，印发《消防条例（2019年修订）》300份。"
    slots = figure_slots(match(text, text), text, analyse(Page("d", "d", text, "", "utf-8")).measures)
    assert [(s.draft, s.changed) for s in slots] == [("2021年3月15日", False), ("300份", False)]


def test_a_figure_is_shown_whole_on_both_sides() -> None:
    """万 belongs to the figure, a unit may have been changed with it, and a range is one figure."""
    draft = "投入资金6.2万元，覆盖率达85%以上，栽树3至7万株，发传单40份。"
    source = "投入资金9.5万元，覆盖率达90%以上，栽树2至8万株，发传单60张。"

    def edit(old: str, new: str, kind: EditClass = "figure") -> Edit:
        a, b = draft.index(new), source.index(old)
        return Edit(kind, a, a + len(new), b, b + len(old))

    edits = (
        edit("9.5", "6.2"),
        edit("90", "85"),
        edit("2", "3"),
        edit("8", "7"),
        edit("60", "40"),
        edit("张", "份", "words"),
    )
    slots = figure_slots(match(draft, source, *edits), draft, analyse(Page("d", "d", draft, "", "utf-8")).measures)
    assert [(s.draft, s.source) for s in slots] == [
        ("6.2万元", "9.5万元"),
        ("85%", "90%"),
        ("3至7万株", "2至8万株"),
        ("40份", "60张"),
    ]
    assert all(s.changed and draft[s.start : s.end] == s.draft for s in slots)


def test_a_name_replaced_in_one_place_only_is_left_over_in_the_other() -> None:
    draft, source = "白石镇清运垃圾。青禾镇群众拍手称快。", "青禾镇清运垃圾。青禾镇群众拍手称快。"
    assert names(draft, source, Edit("name", 0, 2, 0, 2)) == ["青禾"]


def test_words_exchanged_before_a_level_word_are_names_where_the_draft_is_called_so() -> None:
    draft, source = "黑石滩乡召开会议，沙枣乡群众参加。", "沙枣乡召开会议，沙枣乡群众参加。"
    edit = Edit("words", 0, 3, 0, 2)
    assert names(draft, source, edit, own=("黑石滩乡2023年工作总结",)) == ["沙枣乡"]
    assert names(draft, source, edit) == []


def test_a_village_named_only_in_copied_sentences_is_left_over() -> None:
    draft = "白石镇在石桥村召开现场会。"
    source = "青禾镇在石桥村召开现场会。"
    edit = Edit("name", 0, 2, 0, 2)
    assert names(draft, source, edit, own=("白石镇",)) == ["石桥村"]
    own_words = draft + "我们又到石桥村走访。"
    found = leftovers(own_words, [match(draft, source, edit)], ("白石镇",))
    assert found == []


def test_places_of_ones_own_earlier_report_may_stand() -> None:
    text = "青禾镇在石桥村召开现场会。"
    assert names(text, text, own=("青禾镇",), body="青禾镇") == []


@pytest.mark.parametrize("text", ["各乡镇、各村在城区召开会议。", "新建社区食堂。", "组织农村党员学习。"])
def test_general_words_are_no_names(text: str) -> None:
    assert names("白石" + text, "青禾" + text, Edit("name", 0, 2, 0, 2), own=("白石镇",)) == []


def test_the_most_text_keeps_its_order() -> None:
    def at(start: int, other: int, size: int) -> Match:
        return Match(start, start + size, "verbatim", False, Source("old", "r", other, other + size, ""), ())

    assert moved([at(0, 0, 50), at(60, 60, 50), at(120, 120, 50)]) == set()
    assert moved([at(0, 200, 50), at(60, 60, 80), at(150, 150, 50)]) == {0}
    assert moved([at(k * 60, (600 - k) * 60, 50) for k in range(600)]) == set(range(599))
    assert moved([]) == set()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=9))
def test_what_stays_is_in_order_and_no_other_choice_is_heavier(places: list[tuple[int, int]]) -> None:
    matches = [
        Match(k, k + n, "verbatim", False, Source("o", "r", b, b + n, ""), ()) for k, (b, n) in enumerate(places)
    ]
    stay = sorted(set(range(len(matches))) - moved(matches))

    def fits(chosen: Sequence[int]) -> bool:
        return all(matches[i].source.start <= matches[j].source.start for i, j in pairwise(chosen))

    def size(chosen: Sequence[int]) -> int:
        return sum(places[k][1] for k in chosen)

    assert fits(stay)
    choices = chain.from_iterable(combinations(range(len(matches)), n) for n in range(len(matches) + 1))
    assert size(stay) == max(size(c) for c in choices if fits(c))
