"""Tables laid out in plain text: what the heads of columns and the names of rows say of their figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.measures import extract
from corpus_tools.measures.columns import places


def test_a_deed_in_the_head_is_that_of_its_column() -> None:
    found = extract("各季度情况如下:\n季度  立案  结案  罚款\n一  12件  10件  3.2万元\n二  9件  9件  2万元\n").measures
    assert [(m.text, m.action) for m in found] == [
        ("12件", "立案"),
        ("10件", "结案"),
        ("3.2万元", "罚款"),
        ("9件", "立案"),
        ("9件", "结案"),
        ("2万元", "罚款"),
    ]


def test_the_row_names_what_is_counted_where_the_head_only_says_which_figure() -> None:
    found = extract("指标 任务 完成 完成率\n孕产妇建册 300人 309人 103%\n").measures
    assert [(m.object, m.text) for m in found] == [
        ("孕产妇建册", "300人"),
        ("孕产妇建册", "309人"),
        ("完成率", "103%"),
    ]


@pytest.mark.parametrize("mark", [" | ", "  ", "\t", " "])
def test_cells_stand_apart_by_bars_tabs_or_spaces(mark: str) -> None:
    rows = [("景区", "接待人次", "门票收入"), ("青石岭", "约3万人次", "153万元")]
    found = extract("\n".join(mark.join(row) for row in rows)).measures
    assert [(m.action, m.object) for m in found] == [("接待", "青石岭"), ("", "门票收入")]


def test_figures_above_their_sum_are_its_parts() -> None:
    text = "村名\t宣传单\t垃圾桶\n柳树湾\t300份\t12个\n石桥\t200份\t8个\n合计\t500份\t21个\n"
    found = extract(text).measures
    total = next(m for m in found if m.text == "500份")
    assert [m.part_of for m in found if m.unit == "份"] == [total.start, total.start, None]
    assert [m.part_of for m in found if m.unit == "个"] == [None, None, None]  # 12 and 8 are not 21


@pytest.mark.parametrize(
    "text",
    [
        "加强领导 落实责任 确保安全\n全年发放传单300份。",  # a slogan, no row below
        "一、宣传 发动 群众\n共发放 传单 300份",  # a mark of a list in the head
        "共清理 垃圾 3 吨\n发放 传单 300 份 后",  # figures in the head
    ],
)
def test_running_text_is_no_table(text: str) -> None:
    assert places(text) == {}


@given(st.text(alphabet="村名立案结3件 \t|\n", max_size=80))
def test_places_stand_in_the_text(text: str) -> None:
    for at, place in places(text).items():
        assert 0 <= at < len(text)
        for span in (place.action, place.object):
            assert span is None or text[slice(*span)].strip() == text[slice(*span)] != ""
