"""Headings without a number: over lists of every kind, within numbered blocks, beside 一是 … 二是 … in a paragraph."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

HEADS = ["组织领导", "宣传发动", "督促检查"]
ITEMS = [
    ("成立机构", "我镇成立了安全生产工作领导小组，下设办公室，明确专人负责，召开专题会议6次。"),
    ("落实责任", "与各村、各企业签订责任书36份。同时，把安全生产纳入年终考核，实行一票否决。"),
    ("张贴标语", "在主要路口张贴标语260条，悬挂横幅46条，出动宣传车12台次，营造了浓厚的氛围。"),
    ("举办培训", "举办安全知识培训班4期，培训从业人员860人，发放资料3200份。"),
    ("全面排查", "对辖区内企业、学校、加油站进行拉网式检查，排查隐患128处，当场整改126处。"),
    ("集中整治", "开展集中整治行动8次，取缔非法经营点3处，收缴烟花爆竹260箱。"),
]
OPENING = "白石镇安全生产工作总结\n今年以来，我镇高度重视安全生产工作，现将情况总结如下：\n"
INTRO = "坚持把这项工作摆上重要议事日程，精心安排，周密部署，狠抓落实，取得了实效。\n"
MARKS = [
    ("1、", "2、"),
    ("1.", "2."),
    ("（1）", "（2）"),
    ("（一）", "（二）"),
    ("①", "②"),
    ("一是", "二是"),
    ("●", "●"),
]


def page(head: str, marks: tuple[str, str], gap: str, intro: str) -> str:
    out = OPENING
    for i, said in enumerate(HEADS):
        out += head.format("一二三"[i], said) + "\n" + intro
        for mark, (item, text) in zip(marks, ITEMS[2 * i : 2 * i + 2], strict=True):
            out += f"{mark}{item}{gap}{text}\n"
    return out


def starts(text: str) -> list[str]:
    return [text[s.start :].split("\n", 1)[0] for s in parse(text).sections]


@pytest.mark.parametrize("intro", ["", INTRO])
@pytest.mark.parametrize("head", ["{1}", "**{1}**", "{1}：", "做法{0}：{1}"])
@pytest.mark.parametrize("marks", MARKS)
def test_headings_over_lists(marks: tuple[str, str], head: str, intro: str) -> None:
    found = starts(page(head, marks, "。", intro))
    assert [said for said in found if not said.startswith((*marks, "白石镇"))] == [
        head.format(n, said) for n, said in zip("一二三", HEADS, strict=True)
    ]


@pytest.mark.parametrize("marks", [("1.", "2."), ("（1）", "（2）"), ("（一）", "（二）")])
def test_headings_over_lists_whose_headings_stand_alone(marks: tuple[str, str]) -> None:
    assert [said for said in starts(page("{1}", marks, "\n", "")) if said in HEADS] == HEADS


@pytest.mark.parametrize("intro", ["", INTRO])
@pytest.mark.parametrize("head", ["{0}、{1}", "（{0}）{1}", "第{0}部分 {1}"])
def test_headings_within_numbered_blocks(head: str, intro: str) -> None:
    text = page(head, ("", ""), "\n", intro)
    assert [(h.text, h.level) for h in parse(text).headings if h.level == 2] == [(item, 2) for item, _ in ITEMS]
    assert len(parse(text).sections) == len(ITEMS) + len(HEADS) + 1


def test_a_paragraph_that_counts_on_does_not_hide_headings() -> None:
    said = ("存在的问题", "一是经费不足，人员偏少；二是部分群众认识不到位，参与不够；三是个别企业责任落实不力。")
    text = OPENING + "".join(f"{head}\n{body}\n" for head, body in [*ITEMS[:3], said])
    assert starts(text)[1:] == [*(head for head, _ in ITEMS[:3]), said[0]]


def test_lines_under_one_block_only_are_no_headings() -> None:
    text = OPENING + f"一、组织领导\n{INTRO}摸清底数\n1、{ITEMS[0][1]}\n2、{ITEMS[1][1]}\n二、宣传发动\n{ITEMS[2][1]}\n"
    assert starts(text)[1:] == ["一、组织领导", "二、宣传发动"]
