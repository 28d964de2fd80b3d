"""Quantities and guards, on marked phrases; the laws they keep on any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.measures import extract
from corpus_tools.measures.quantities import quantities

HERE = Path(__file__).parent
MARK = re.compile(r"<q((?: \w=[^ >]+)*)>(.*?)</q>")


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def number(text: str) -> float:
    return float(text)


def marked(line: str) -> tuple[str, list[tuple]]:
    """The phrase without its marks, and (start, end, value, value_max, unit, modifier) of each mark."""
    plain, wanted, last = "", [], 0
    for m in MARK.finditer(line):
        plain += line[last : m.start()]
        fields = dict(pair.split("=", 1) for pair in m[1].split())
        low, _, high = fields.get("v", "").partition("..")
        wanted.append(
            (
                len(plain),
                len(plain) + len(m[2]),
                number(low) if low else None,
                number(high) if high else None,
                fields.get("u", ""),
                fields.get("m", "exact"),
            )
        )
        plain += m[2]
        last = m.end()
    return plain + line[last:], wanted


@pytest.mark.parametrize("line", lines("quantities.txt"))
def test_phrase(line: str) -> None:
    text, wanted = marked(line)
    found, _ = quantities(text)
    assert [(q.start, q.end, q.value, q.value_max, q.unit, q.modifier) for q in found] == wanted


@pytest.mark.parametrize("line", lines("guards.txt"))
def test_no_quantity(line: str) -> None:
    for text in (line, f"按照要求,{line}。", f"{line},取得实效"):
        found, _ = quantities(text)
        assert [q.text for q in found] == [], text


FRAGMENTS = [
    *"0123456789〇一二三十百千万亿两半余多几来数上近约第每xX*_×,.。、;:%‰-—~至到年月日号份个人次户元吨米",
    *(" ", "\n", "“", "”", "《", "》", '"', "万元", "平方米", "余份", "人次", "分之", "三清三建", "以上", "左右"),
    *("\ud800", "\0", "A", "m2"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ranges_in_order(text: str) -> None:
    found, guarded = quantities(text)
    last = 0
    for q in found:
        assert last <= q.start < q.end <= len(text)
        assert q.text == text[q.start : q.end]
        last = q.end
    for g in guarded:
        assert 0 <= g.start < g.end <= len(text)
    for q in found:
        assert q.low is None or q.high is None or q.low <= q.high


@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=30).map("".join),
    st.lists(st.integers(0, 40), max_size=6).map(sorted),
)
@settings(max_examples=200, deadline=None)
def test_no_quantity_crosses_a_break(text: str, breaks: list[int]) -> None:
    for q in quantities(text, breaks)[0]:
        assert not any(q.start < b < q.end for b in breaks)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_characters_are_read(text: str) -> None:
    quantities(text)


def test_full_width_figures_and_marks() -> None:
    found, _ = quantities("发放传单３００余份，投入１．２万元，完成率８５％")
    assert [(q.text, q.value, q.unit) for q in found] == [
        ("３００余份", 300, "份"),
        ("１．２万元", 12000, "元"),
        ("８５％", 85, "%"),
    ]


def test_a_break_splits_a_quantity() -> None:
    text = "共2。6万元"
    assert [q.value for q in quantities(text)[0]] == [26000]
    assert [q.value for q in quantities(text, [3])[0]] == [60000]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("300份", 300, 300),
        ("2—3个", 2, 3),
        ("20余处", 20, 30),
        ("850余万元", 8500000, 8600000),
        ("近400个", None, 400),
        ("85%以上", 85, None),
        ("约300人", None, None),
        ("数十家", 20, 100),
        ("上千份", 1000, None),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None) -> None:
    (q,) = quantities(text)[0]
    assert (q.low, q.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("走访xx户", "placeholder"),
        ("手册20xx5余册", "masked_year"),
        ("传单202300余份", "replaced_year"),
        ("投入经费万元", "gap"),
    ],
)
def test_a_lost_figure_says_how_it_was_lost(text: str, rule: str) -> None:
    (q,) = quantities(text)[0]
    assert (q.value, q.rule) == (None, rule)


def test_an_unknown_measure_word_is_read_with_less_confidence() -> None:
    (q,) = quantities("发放慰问竹匾30余竹匾。")[0]
    assert q.unit == "竹匾" and q.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2021年", "date"),
        ("60岁以上", "age"),
        ("2个多月", "duration"),
        ("第四届", "ordinal"),
        ("门前三包", "set_phrase"),
        ("每周召开一次", "frequency"),
        ("一、加强领导", "list_marker"),
        ("未发生一例投诉", "negated"),
        ("建立一个平台", "article"),
        ("上午9时到岗", "time"),
        ("每天8:30开会", "time"),
        ("住在解放路128号", "address"),
        ("6号楼3单元住户", "address"),
        ("值班电话0371-66668888", "telephone"),
        ("手机13800001111", "telephone"),
        ("QQ群:312456789", "telephone"),
        ("车牌豫A12345", "licence"),
        ("许可证号JY12345678901", "licence"),
        ("依据县发〔2021〕5号", "document_number"),
        ("三百工程路", "name"),
        ("锦绣家园三期", "label"),
        ("“十百千”工程", "quoted_name"),
        ("三治三化三创", "set_phrase"),
        ("五小门店", "set_phrase"),
        ("比分3:1", "ratio"),
    ],
)
def test_a_guard_says_why(text: str, reason: str) -> None:
    assert reason in [g.reason for g in quantities(text)[1]]


@pytest.mark.parametrize(
    ("text", "piece", "value"),
    [
        ("师生比为1:4", "1:4", 0.25),
        ("总额1234567890123456元", "1234567890123456元", 1234567890123456),
        ("发放稿件四、五十篇", "四、五十篇", 40),
        ("分出厨余八吨多,", "八吨多", 8),
        ("清运垃圾2吨半,", "2吨半", 2.5),
        ("种树一亩半。", "一亩半", 1.5),
        ("打造“美丽庭院”1 560户,", "1 560户", 1560),
        ("免疫家禽31万羽次", "31万羽次", 310000),
        ("户均增收千元以上", "千元", 1000),
    ],
)
def test_a_figure_in_an_odd_form(text: str, piece: str, value: float) -> None:
    (q,) = quantities(text)[0]
    assert (q.text, q.value) == (piece, value)
    assert type(q.value) is type(value)


TABLE = """项目\t数量(份)\t金额(万元)
宣传单\t1,300\t1.2
手册\t200\t无
以上合计1500份。
手册\t200\t3
"""


def test_a_column_has_the_unit_of_its_head() -> None:
    found = [(q.text, q.value, q.unit, q.rule) for q in quantities(TABLE)[0]]
    assert found == [
        ("1,300", 1300, "份", "table"),
        ("1.2", 12000, "元", "table"),
        ("200", 200, "份", "table"),
        ("1500份", 1500, "份", "arabic"),
    ]


def test_what_a_row_counts_is_its_first_cell() -> None:
    assert [(m.object, m.category) for m in extract(TABLE).measures][:3] == [
        ("宣传单", "leaflets"),
        ("宣传单", "funds"),
        ("手册", "leaflets"),
    ]


def test_a_figure_no_column_holds_is_a_float() -> None:
    (q,) = quantities("合计" + "9" * 20 + "元")[0]
    assert q.value == float("9" * 20)
    assert quantities("编号" + "9" * 20)[0] == []


@pytest.mark.parametrize("gap", ["〔数字〕", "( )", "【此处填写】", "(  )"])
def test_a_bracket_left_for_a_figure_is_one_without_a_value(gap: str) -> None:
    (q,) = quantities(f"消毒玩具{gap}件,")[0]
    assert (q.value, q.unit, q.rule) == (None, "件", "gap")


FIGURES = st.sampled_from(["300份", "12个", "1.2万元", "45余户", "7场次", "85%", "20吨", "3,100人次"])
WORDS = st.sampled_from(["发放传单", "走访", "投入", "清运垃圾", "召开会议", "满意率", "参加", "整治"])


def masked(text: str) -> str:
    """The text with its figures masked as sites do it."""
    return re.sub(r"[0-9][0-9.,]*", "xx", text)


@given(st.lists(st.tuples(WORDS, FIGURES), min_size=1, max_size=8))
def test_masking_takes_the_values_and_leaves_the_rest(pairs: list[tuple[str, str]]) -> None:
    text = ",".join(word + figure for word, figure in pairs) + "。"
    plain, once = quantities(text)[0], quantities(masked(text))[0]
    assert [q.unit for q in once if q.unit != "%"] == [q.unit for q in plain if q.unit != "%"]
    assert all(q.value is None for q in once)
    assert [q.modifier for q in once if q.unit != "%"] == [q.modifier for q in plain if q.unit != "%"]
    assert quantities(masked(masked(text)))[0] == once


@pytest.mark.parametrize(
    ("text", "piece", "value"),
    [
        ("合格率98\n.6%", "98\n.6%", 98.6),
        ("播放广播12\r\n00余次", "12\r\n00余次", 1200),
        ("清理猪圈等1 36处", "1 36处", 136),
        ("疏浚沟渠15 .6公里", "15 .6公里", 15.6),
        ("垃圾收集亭\n45个", "45个", 45),
        ("月工资80\n   0元", "80\n   0元", 800),
        ("花费1.6\n万余元", "1.6\n万余元", 16000),
        ("栽植苗木十万余\n株", "十万余\n株", 100000),
        ("总投资386.\n5万元", "386.\n5万元", 3865000),
    ],
)
def test_a_cut_figure_is_read_whole(text: str, piece: str, value: float) -> None:
    (q,) = quantities(text)[0]
    assert (q.text, q.value) == (piece, value)
    assert text[q.start : q.end] == piece


@pytest.mark.parametrize(
    "text", ["门诊人次\n35655\n37457\n44201\n", "浏览1543\n个人工作总结", "共计\n3、加强领导", "截至2021\n万众一心"]
)
def test_lines_of_a_table_or_a_list_are_not_joined(text: str) -> None:
    assert quantities(text)[0] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [("更换井盖29个（套）。", "个(套)"), ("散发公开信1.3万本（份）。", "本(份)"), ("走访86户(次),", "户次")],
)
def test_a_second_measure_word_in_brackets_belongs_to_the_unit(text: str, unit: str) -> None:
    ((found,), _) = quantities(text)
    assert found.unit == unit
    assert text[found.start : found.end].endswith(("）", ")"))


def test_brackets_behind_a_unit_that_say_something_else_are_left_out() -> None:
    (found, *_), _ = quantities("设立村级站点8个（含新设2个）。")
    assert (found.text, found.unit) == ("8个", "个")
