"""Remnants of HTML in plain text are left out of what is read, reported as noise, and cost no offset."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.offsets import Mapped
from corpus_tools.structure import parse
from corpus_tools.structure.markup import remnants, stripped

HEAD = "临江镇防汛工作总结\n今年我镇认真防汛,现将工作情况总结如下:\n"
TAIL = "\n二、转移。转移群众86户,开放学校2所,发放毛毯400条。\n"


@pytest.mark.parametrize(
    ("line", "read", "noise"),
    [
        ("一、巡查。&nbsp;&nbsp;查堤9次。", "一、巡查。  查堤9次。", ["&nbsp;", "&nbsp;"]),
        ("一、巡查。&amp;nbsp;查堤9次。", "一、巡查。 查堤9次。", ["&amp;nbsp;"]),
        ("一、巡查。&amp;amp;nbsp;查堤9次。", "一、巡查。 查堤9次。", ["&amp;amp;nbsp;"]),
        ("一、巡查。nbsp;查堤9次。", "一、巡查。 查堤9次。", ["nbsp;"]),
        ("一、巡查。<br/>查堤9次。", "一、巡查。\n查堤9次。", ["<br/>"]),
        ("一、巡查。&lt;br&gt;查堤9次。", "一、巡查。\n查堤9次。", ["&lt;br&gt;"]),
        ("一、巡查。&amp;lt;p&amp;gt;查堤9次。", "一、巡查。\n查堤9次。", ["&amp;lt;p&amp;gt;"]),
        ("一、巡查。&ldquo;查堤&rdquo;9次。", "一、巡查。“查堤”9次。", []),
        ("一、巡查。查堤&#57;次。", "一、巡查。查堤9次。", []),
        ("<p style='text-indent:2em'>一、巡查。查堤9次。", "\n一、巡查。查堤9次。", ["<p style='text-indent:2em'>"]),
        ('<p style="text-indent:2em" 一、巡查。查堤9次。', "一、巡查。查堤9次。", ['<p style="text-indent:2em" ']),
        ('style="color:red">一、巡查。查堤9次。', "一、巡查。查堤9次。", ['style="color:red">']),
        ("一、巡查。查堤9次。</p", "一、巡查。查堤9次。", ["</p"]),
        ("一、巡查。<!-- <b>广告 -->查堤9次。", "一、巡查。查堤9次。", ["<!-- <b>广告 -->"]),
        ("一、巡查。<style>.a{b:1}</style>查堤9次。", "一、巡查。查堤9次。", ["<style>.a{b:1}</style>"]),
        ("一、巡查。[p=30,2,left]查堤[b]9[/b]次。", "一、巡查。查堤9次。", ["[p=30,2,left]", "[b]", "[/b]"]),
        ("一、巡查。查堤<9次,储备>300方。", "一、巡查。查堤<9次,储备>300方。", []),
    ],
)
def test_remnants(line: str, read: str, noise: list[str]) -> None:
    page = HEAD + line + TAIL
    s = parse(page)
    assert read in s.reading.text
    assert [page[n.start : n.end] for n in s.noise if n.reason == "markup"] == noise
    at = s.reading.text.index("转移群众")
    assert s.reading.original(at, at + 4) == (page.index("转移群众"), page.index("转移群众") + 4)


PIECES = [
    "<",
    ">",
    "</",
    "<p",
    "<br",
    "<!--",
    "-->",
    "<script",
    "</script>",
    "&",
    "amp;",
    "nbsp;",
    "lt;",
    '="',
    '"',
    "一、",
    "\n",
]


@given(st.lists(st.sampled_from([*PIECES, " style", "[p", "]", "İ", "9次"]), max_size=40))
def test_any_markup_keeps_the_way_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    copy = stripped(Mapped.of(text))
    assert all(0 <= a < b <= len(text) for a, b in zip(copy.starts, copy.ends, strict=True))
    spans = remnants(text)
    assert all(a < b for a, b in spans) and all(x[1] <= y[0] for x, y in pairwise(spans))
