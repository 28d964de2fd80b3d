"""The room's entry: original offsets, what is read of a page and what is not, status, parts, hostile text."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.measures import extract
from corpus_tools.structure import normalise, parse, sentences

PAGE = """青禾镇2021年垃圾分类工作总结

发布时间:2021-12-30 阅读 6785

青禾镇2021年垃圾分类工作总结

今年以来,青禾镇扎实推进垃圾分类,现将工作情况总结如下:

一、加强宣传发动

共发放宣传手册３００份,悬挂横幅20条,举办讲座24场(其中法制15场、健康9场)。

二、下一步工作打算

新建垃圾亭12座,配备督导员30名。
"""


def test_ranges_are_those_of_the_original_text() -> None:
    text = "发放传单３００份，清运\n垃圾 5 吨。"
    for measure in extract(text).measures:
        assert text[measure.start : measure.end] == measure.text
    assert [m.text for m in extract(text).measures] == ["３００份", "5 吨"]


def test_action_and_object_start_where_their_words_stand() -> None:
    text = "为迎接检查，全镇共悬挂宣传横幅20条。"
    (measure,) = extract(text).measures
    assert measure.action_start is not None and measure.object_start is not None
    assert text[measure.action_start :].startswith(measure.action)
    assert text[measure.object_start :].startswith(measure.object)


def test_object_is_given_without_the_scrapers_breaks() -> None:
    (measure,) = extract("共发放宣传 手册300份。").measures
    assert measure.object == "宣传手册"


def test_only_reports_of_a_page_are_read() -> None:
    structure = parse(PAGE)
    measures = extract(structure, original=PAGE).measures
    assert measures and all(PAGE[m.start : m.end] == m.text for m in measures)
    assert all(any(r.start <= m.start < r.end for r in structure.reports) for m in measures)
    assert "6785" not in {m.text for m in measures}


def test_figures_under_a_heading_of_plans_are_planned() -> None:
    status = {m.text: m.status for m in extract(parse(PAGE)).measures}
    assert status["20条"] == "done"
    assert status["12座"] == status["30名"] == "planned"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("力争新建公厕2座", "planned"),
        ("预计完成造林300亩", "planned"),
        ("确保参合率达到95%", "planned"),
        ("发放计划生育宣传单200份", "done"),
        ("争取上级资金60万元", "done"),
        ("全区一般公共预算收入增长3.4%", "done"),
        ("已建成公厕2座", "done"),
        ("未发生火灾事故1起", "negated"),
    ],
)
def test_status(clause: str, expected: str) -> None:
    measures = extract(clause).measures
    if expected == "negated" and not measures:
        return  # a denied count need not be a measure at all
    assert [m.status for m in measures] == [expected]


def test_parts_point_to_their_total() -> None:
    total, law, health = extract("举办讲座24场(其中法制15场、健康9场)。").measures
    assert total.part_of is None
    assert law.part_of == health.part_of == total.start
    assert law.category == health.category == total.category == "meetings"


def test_what_exceeds_the_total_is_no_part() -> None:
    first, second = extract("走访群众20户,其中召开座谈会并走访30户。").measures
    assert first.part_of is second.part_of is None


def test_a_part_may_stand_in_the_next_sentence() -> None:
    total, part = extract("全年共投入资金850万元。其中投入160万元用于绿化。").measures
    assert part.part_of == total.start
    assert (part.action, part.object) == ("投入", "资金")


def test_per() -> None:
    assert [m.per for m in extract("每村补助3万元,户均增收800元,共发放300份。").measures] == ["每村", "户均", ""]


def test_rule_names_quantity_link_and_category() -> None:
    (measure,) = extract("悬挂横幅20条。").measures
    assert measure.rule.split("+")[1:] == ["verb-noun-figure", "banner-noun"]
    assert 0 < measure.confidence <= 1


PIECES = st.sampled_from(
    [
        *"发放传单,清运垃圾;。、()“”《》\n :的等共达有对在为由其中每无未",
        "300份",
        "近20吨",
        "85%",
        "两次",
        "xx户",
        "3万元",
        "12个",
        "200余人次",
        "组织党员",
        "分别达到",
        "开展检查",
        "\ud800",
        "\x00",
        "３",
        " ",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_ordered_measures_with_exact_ranges_within_sentences(text: str) -> None:
    measures = extract(text).measures
    assert all(text[m.start : m.end] == m.text for m in measures)
    assert all(a.end <= b.start for a, b in pairwise(measures))
    copy = normalise(text)
    ranges = list(copy.spans(sentences(copy.text)))
    assert all(any(a <= m.start and m.end <= b for a, b in ranges) for m in measures)
    for m in measures:
        assert m.action_start is None or 0 <= m.action_start < len(text)
        assert m.object_start is None or 0 <= m.object_start < len(text)


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=80)
def test_garbage_never_raises(text: str) -> None:
    extract(text)


@pytest.mark.parametrize(
    "piece", ["发放传单3份(含1份)", "(3份", "“3份", "对3个", "其中3人、", "两次组织", "3份)", "先后3份和"]
)
def test_a_long_line_without_ends_is_read_in_linear_steps(piece: str) -> None:
    # 4,000 repetitions took 0.6 s at most when this was written; quadratic work would take minutes and recursion fail
    extract(piece * 4000)


def steps(text: str) -> int:
    """Calls of Python functions that reading a text takes."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tally)
    try:
        extract(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece", ["发放传单3份(含1份)", "对3个村", "其中3人、", "先后3份和", "清运垃圾xx吨,", "一、三是5户"]
)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    extract(piece * 3)  # word lists are loaded once
    short, long = steps(piece * 400), steps(piece * 800)
    assert long < 2.2 * short


def test_a_figure_cut_at_its_point_keeps_its_sentence_together() -> None:
    found = extract("投资386.\n5万元,新增灌溉面积60亩。").measures
    assert [(m.text, m.value, m.action, m.object) for m in found] == [
        ("386.\n5万元", 3865000, "投资", ""),
        ("60亩", 60, "新增", "灌溉面积"),
    ]


def test_a_place_where_something_is_built_is_covered() -> None:
    (in_place, to_place) = extract("在8个文化站建成图书流通点。对6个文化站进行改造。").measures
    assert (in_place.category, to_place.category) == ("coverage", "construction")


def test_what_is_paid_in_pieces_is_money() -> None:
    assert [m.unit for m in extract("保洁员工资每月1900块，铺设彩砖800块。").measures] == ["元", "块"]


def test_empty() -> None:
    assert extract("").measures == extract("没有数字。").measures == ()
