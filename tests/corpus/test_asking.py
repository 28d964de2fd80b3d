"""A line of the query language is what its writer meant, and what cannot be understood is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.corpus.asking import parse
from corpus_tools.corpus.search import Query
from corpus_tools.errors import QueryError
from corpus_tools.views.asking import ask


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("", Query()),
        ("垃圾 宣传单", Query("垃圾 宣传单")),
        ("垃圾　宣传单", Query("垃圾 宣传单")),
        ("宣传单 份>=1000 标签:publicity 年:2021",
         Query("宣传单", unit="份", minimum=1000, label="publicity", year_from=2021, year_to=2021)),
        ("宣传单 份＞＝1,000 标签：宣传发动 年：2021",
         Query("宣传单", unit="份", minimum=1000, label="publicity", year_from=2021, year_to=2021)),
        ("label:Publicity category:宣传品", Query(label="publicity", category="leaflets")),
        ("类别:leaflets 单位:份", Query(category="leaflets", unit="份")),
        ("级别:乡镇 主题:垃圾分类 状态:计划 机构:柳塘镇",
         Query(level="township", topic="refuse_sorting", status="planned", organisation="柳塘镇")),
        ("topic:自编的主题", Query(topic="自编的主题")),
        ('"领导 小组" 讲座|培训', Query(either=(("领导 小组",), ("讲座", "培训")))),
        ("“领导小组”", Query("领导小组")),
        ("横幅 OR 标语 或 展板 垃圾", Query("垃圾", either=(("横幅", "标语", "展板"),))),
        ('垃圾 -分类 -"混 投"', Query("垃圾", without=("分类", "混 投"))),
        ("年>=2019 year<2022", Query(year_from=2019, year_to=2021)),
        ("年:2019-2021", Query(year_from=2019, year_to=2021)),
        ("2021年 培训", Query("培训", year_from=2021, year_to=2021)),
        ("2019年度 培训 2021年", Query("培训", year_from=2019, year_to=2021)),
        ('"2021年" 培训', Query("2021年 培训")),
        ("2020年 OR 2021年", Query(either=(("2020年", "2021年"),))),
        ("2021年 年>=2019", Query("2021年", year_from=2019)),
        ("-2021年", Query(without=("2021年",))),
        ("值:100-3.2万", Query(minimum=100, maximum=32000)),
        (">=300", Query(minimum=300)),
        ("万元>=5 万元<=1,000", Query(unit="元", minimum=50_000, maximum=10_000_000)),
        ("千克=3", Query(unit="千克", minimum=3, maximum=3)),
        ("查找:measures 宣传", Query("宣传", what="measures")),
        ("查找:段落", Query(what="sections")),
        ("比例3:1 8:30", Query("比例3:1 8:30")),
        ('"http://柳塘"', Query("http://柳塘")),
        ("A>B 进村-入户 -", Query("A>B 进村-入户 -")),
    ],
)  # fmt: skip
def test_a_line_is_a_query(line: str, query: Query) -> None:
    assert ask(line) == query


def test_more_than_leaves_the_number_itself_out() -> None:
    more, less = ask("份>300"), ask("份<300")
    assert more.minimum is not None and 300 < more.minimum < 300.001
    assert less.maximum is not None and 299.999 < less.maximum < 300


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('垃圾 "没有写完', '"没有写完'),
        ("标签:", "标签:"),
        ('垃圾 ""', '""'),
        ("颜色:红", "颜色"),
        ("年:去年", "年:去年"),
        ("年>=去年", "年>=去年"),
        ("年:2021.5", "年:2021.5"),
        ("值:很多", "值:很多"),
        ("状态:也许", "状态:也许"),
        ("查找:图片", "查找:图片"),
        ("-标签:publicity", "-标签:publicity"),
        ("OR 标语", "OR"),
        ("横幅 OR", "OR"),
        ("横幅 OR OR 标语", "OR"),
        ("横幅 OR 年:2021", "年:2021"),
        ("份>=1 人<5", "人<5"),
        ("年:2020 年:2021", "年:2021"),
        ("标签:plans 标签:problems", "标签:problems"),
        ("标签>=5", "标签>=5"),
        ("份>=5 份<=3", "份<=3"),
        ("年:2021-2019", "年:2021-2019"),
        ("份>= 1000", "份>="),
        ("垃圾 万元＜", "万元＜"),
        ("份>=很多", "份>=很多"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_understood_is_named(line: str, named: str, language: str) -> None:
    with pytest.raises(QueryError) as error:
        ask(line, language=language)
    assert named in str(error.value)
    assert ("“" in str(error.value) or "：" in str(error.value)) is (language == "zh")


def test_a_line_of_very_many_parts_is_refused() -> None:
    with pytest.raises(QueryError, match="40"):
        parse("一 " * 41)


@given(st.text('垃圾 a1:："“”「」-－|>=<≥＜OR或,.万\0\n', max_size=30))
def test_any_line_is_a_query_or_refused(line: str) -> None:
    try:
        query = ask(line)
    except QueryError as e:
        assert str(e)
    else:
        assert all(word.strip() for group in query.groups for word in group)


@given(st.lists(st.text("垃圾桶清运3aA%_.。-", min_size=1, max_size=5), max_size=4))
def test_quoted_words_are_the_words(words: list[str]) -> None:
    query = ask(" ".join(f'"{w}"' for w in words))
    assert sorted(g[0] for g in query.groups) == sorted(words)


@pytest.mark.parametrize("line", ["<b>", "a<b>", '"份>="', ">"])
def test_signs_in_other_words_are_looked_for(line: str) -> None:
    assert ask(line).groups == ((line.strip('"'),),)
