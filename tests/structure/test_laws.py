"""What holds for every text, garbage included."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.structure import normalise, parse, sentences
from tests.mutations import spoilt

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "pages").glob("*.txt"))

PIECES = [
    "一、加强领导",
    "(二)广泛宣传",
    "3、",
    "一是落实责任",
    "2.5公里",
    "发放宣传单300份",
    "。",
    ",",
    ";",
    "\n",
    "\n\n",
    " ",
    "　",
    "禁毒工作总结",
    "篇一",
    "第二篇范文:",
    "【3】",
    "小编",
    "欢迎阅读",
    "相关文章",
    "第2页共3页",
    "……此处隐藏12个字……",
    "...",
    "2021年3月4日",
    "青石镇人民政府",
    "总之,",
    "存在问题",
    "下一步打算",
    "现总结如下:",
    "今年以来,我镇认真开展各项工作,取得了明显成效",
    "社區(qū)",
    "，F(xiàn)將",
    "&nbsp;",
    "<p>",
    "</p>",
    "<a href='x'>",
    "\u200b",
    "\ufeff",
    "\r\n",
    "\r",
    "\x00",
    "\ud800",
    "\U00020000",
    "㈠",
    "⑴",
    "①",
    "的'",
    "“",
    "”",
    "(",
    ")",
    "《",
    "為進一步總結區鄉鎮",
    "育",
    "教。\n\n育",
    "家1庭",
    "***",
    "\n范文一\n",
    "\n1\n",
    "\n1 生产指标\n",
    "1.1 产量:",
    "服务方面,",
    "不足之处是",
    "谢谢大家!",
    "&lt;p&gt;",
    "版权所有",
    "𠮷",
    "abc",
    "\x85",
    "\u2028",
]

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join),
)
LAWS = settings(max_examples=100, deadline=None)


@LAWS
@given(texts)
def test_the_copy_maps_back(text: str) -> None:
    copy = normalise(text)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    if len(copy):
        assert copy.starts[0] >= 0
        assert copy.ends[-1] <= len(text)
        assert (copy.starts < copy.ends).all()
        assert (copy.starts[1:] >= copy.starts[:-1]).all()
        assert (copy.ends[1:] >= copy.ends[:-1]).all()


@LAWS
@given(texts)
def test_the_way_back_and_forth_ends_where_it_began(text: str) -> None:
    copy = normalise(text)
    for i in range(len(copy)):
        a, b = copy.original(i, i + 1)
        there = copy.locate(a)
        assert there <= i
        assert copy.original(there, there + 1) == (a, b)  # one character may have become several


@LAWS
@given(st.text(alphabet="一二社区工作总结,。;:!0123456789\n ", max_size=60))
def test_clean_text_is_its_own_copy(text: str) -> None:
    assert normalise(text).text == text


@LAWS
@given(texts)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Of what is folded one for one; a character that lost its neighbours may start a new pattern."""
    once = normalise(text).text
    assert "\r" not in once
    assert not any("\uff01" <= c <= "\uff5e" or "\ud800" <= c <= "\udfff" or c == "\x00" for c in once)


@LAWS
@given(texts)
def test_structure_covers_and_tiles(text: str) -> None:
    holds(text)


@pytest.mark.parametrize("seed", range(8))
def test_structure_of_spoilt_pages_covers_and_tiles(seed: int) -> None:
    rng = random.Random(seed)
    for path in rng.sample(SAMPLES, 8):
        _, data = spoilt(path.read_bytes(), rng)
        holds(data.decode("utf-8", "replace"))


def test_a_line_that_runs_over_a_mark_opens_reports_once() -> None:
    said = "今年,我街道调解室共受理纠纷130件,调解成功127件。现将工作总结如下。一、夯实基础,配备调解员12名。"
    said += "总之,成绩明显。"
    said += "我镇司法所今年排查矛盾86起,化解84起,现将一年来的工作总结如下。二、抓好宣传,发放资料900份。"
    holds(said + "调解工作总结篇二" + said * 2 + "篇三" + said)


def holds(text: str) -> None:
    s = parse(text)
    size = len(text)
    covered = bytearray(size)
    for n in s.noise:
        assert 0 <= n.start < n.end <= size
        assert n.reason
        covered[n.start : n.end] = b"\1" * (n.end - n.start)
    at = 0
    for r in s.reports:
        assert at <= r.start < r.end <= size
        at = r.end
        covered[r.start : r.end] = b"\1" * (r.end - r.start)
    assert [text[k] for k in range(size) if not covered[k] and not text[k].isspace()] == []
    left = list(s.sections)
    for r in s.reports:
        own = [c for c in left if r.start <= c.start < r.end]
        assert own[0].start == r.start
        assert own[-1].end == r.end
        assert all(a.end == b.start for a, b in itertools.pairwise(own))
        assert all(c.start < c.end for c in own)
        left = left[len(own) :]
    assert not left
    at = 0
    for x in s.sentences:
        assert at <= x.start < x.end
        at = x.end
        assert any(r.start <= x.start and x.end <= r.end for r in s.reports)
    copy = s.reading
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert (copy.ends[1:] >= copy.ends[:-1]).all()


@LAWS
@given(texts)
def test_headings_make_a_tree(text: str) -> None:
    s = parse(text)
    levels: dict[int, int] = {}
    last = -1
    for h in s.headings:
        assert last < h.start < h.end <= len(text)
        assert any(r.start <= h.start and h.end <= r.end for r in s.reports)
        assert h.level == (1 if h.parent is None else levels[h.parent] + 1)  # parents come first
        assert (h.value is None) == (not h.number)
        levels[h.start] = h.level
        last = h.start
    assert {c.heading_start for c in s.sections} <= {None, *levels}
    assert {h.start for h in s.headings if not h.item} <= {c.start for c in s.sections}


@LAWS
@given(texts)
def test_sentences_are_ordered_and_hold_all_that_is_visible(text: str) -> None:
    found = sentences(text)
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(found))
    inside = {k for a, b in found for k in range(a, b)}
    assert all(k in inside for k, c in enumerate(text) if not c.isspace())


@LAWS
@given(texts, texts)
def test_a_page_does_not_depend_on_another(a: str, b: str) -> None:
    before = parse(a)
    parse(b)
    after = parse(a)
    assert (before.reports, before.sections, before.noise) == (after.reports, after.sections, after.noise)


@pytest.mark.parametrize(
    "unit",
    [
        "一、加强领导\n",
        "禁毒工作总结篇1\n今年我镇工作。\n",
        "“",
        "(中",
        "中1",
        "中 ",
        "一",
        "<a 中",
        "的'中",
        "工作总结\n",
        "范文1:工作总结\n",
        "1\n今年我镇工作。\n",
        "禁毒工作小结\n今年以来,",
        "1 生产\n",
        "一是走访。",
        "服务方面,",
        "页侵权",
        "今年以来,我镇在县委领导下认真工作,现将情况总结如下:\n一、宣传\n总之,继续努力。\n",
        "工 作",
        "1。",
        "。",
    ],
)
def test_long_monotonous_text_is_parsed(unit: str) -> None:
    """Patterns that could backtrack or rescan would not come back from these."""
    text = unit * 20000 + "今年以来我镇认真开展各项工作。"
    s = parse(text)
    assert s.language in ("zh", "und")
