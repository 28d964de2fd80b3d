"""What no longer differs in the matching form, and the way back from it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import lexicon
from corpus_tools.reuse.form import _tables, folded, forms, numerals, points


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("清运垃圾10吨", "清运垃圾15.5吨"),
        ("清运垃圾10吨", "清运垃圾xx吨"),
        ("清运垃圾10吨", "清运垃圾**吨"),
        ("清运垃圾10吨", "清运垃圾 吨"),
        ("投入经费30万元", "投入经费元"),
        ("巡查二十余次", "巡查8次"),
        ("二〇二一年三月", "2023年11月"),
        ("一、加强领导", "（三）加强领导"),
        ("第一批整改到位", "第三批整改到位"),
        ("我镇召开会议", "我社区召开会议"),
        ("我街道办事处召开会议", "我县召开会议"),
        ("發放宣傳單", "发放宣传单"),
        ("社區(qū)干部", "社区干部"),
        ("进家12庭", "进家庭"),
        ("的'面貌焕\n\n然一新", "的面貌焕然一新"),
        ("ＡＢ宣传，单", "宣传单"),
    ],
)
def test_copies_have_one_form(a: str, b: str) -> None:
    made = forms([a, b])
    assert made.text(0) == made.text(1) != ""


@pytest.mark.parametrize(
    ("a", "b"), [("开展礼貌劝导", "开展文明劝导"), ("万众一心", "众心"), ("统一思想", "思想"), ("十分重视", "重视")]
)
def test_words_stay(a: str, b: str) -> None:
    made = forms([a, b])
    assert made.text(0) != made.text(1)


ALPHABET = st.sampled_from("镇社区街道办事处万一三十吨元年第、，。 \n12x*某清运發\ud800\x00𠀀")


@given(st.lists(st.text(ALPHABET, max_size=30), max_size=6))
def test_every_symbol_knows_its_character(texts: list[str]) -> None:
    made = forms(texts)
    for i, text in enumerate(texts):
        where = made.where[made.bounds[i] : made.bounds[i + 1]].tolist()
        assert where == sorted(set(where))
        assert all(0 <= k < len(text) and not text[k].isspace() for k in where)


@given(st.lists(st.text(ALPHABET, max_size=30), max_size=6))
def test_a_form_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    together = forms(texts)
    assert [together.text(i) for i in range(len(texts))] == [forms([t]).text(0) for t in texts]


@given(st.text(ALPHABET, max_size=30))
def test_numerals_are_those_that_count_date_order_or_number(text: str) -> None:
    words = lexicon.load("reuse")["form"]
    plain = folded(points(text)).tobytes().decode("utf-32-le", "surrogatepass")
    wanted = []
    for m in re.finditer(f"[{words['numeral']}]+", plain):
        after, before = plain[m.end() : m.end() + 1], plain[: m.start()][-1:]
        head = not before or (before <= "\uffff" and not _tables()[0][ord(before)])
        marks = head and after and after in words["marker"]
        if (after and after in words["counted"]) or marks or (before and before in words["ordinal"]):
            wanted += range(*m.span())
    assert numerals(points(text)).tolist() == wanted
