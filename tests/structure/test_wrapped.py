"""A page wrapped by its converter says what it says unwrapped, wherever its lines happen to end."""

from __future__ import annotations

import pytest

from corpus_tools.analysis import analyse
from corpus_tools.records import Page

PAGE = """白石镇人居环境整治工作总结

今年以来，我镇把人居环境整治作为头等大事来抓，全镇上下迅速行动，取得了较好成效，现将工作情况总结如下：

一、加强组织领导

我镇成立了领导小组，召开推进会6次，印发《白石镇人居环境整治办法》36份，层层签订责任书128份。各村建立了“周调度”“月通报”制度，全年通报12期；对排名靠后的3个村进行了约谈。

二、狠抓重点工作

我们坚持把清理作为重点，主要做了四项工作，一是清理积存垃圾1320吨，二是清理河道沟渠26.8公里，三是拆除残垣断壁86处，四是整治“空心房”46座。改造农村户厕1260户，合格率达到98.6%，新建公厕12座。同时，我们把绿化美化同步跟上，在村庄道路两侧和房前屋后栽植苗木2.6万株，安装路灯460盏，绘制文化墙3200平方米。

三、存在的问题

部分群众卫生意识不强，乱倒垃圾的现象还时有发生；保洁员年龄偏大，平均年龄61.5岁；资金缺口达38.4万元。
"""


def said(text: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    found = analyse(Page("d", "d.txt", text, "", "utf-8"))

    def bare(piece: str | None) -> str:
        return "".join((piece or "").split())

    sections = [bare(text[s.start : s.end])[:8] for s in found.structure.sections]
    return sections, [(bare(m.text), bare(m.action), bare(m.object)) for m in found.measures]


def wrapped(width: int, indent: str, gap: str) -> str:
    out: list[str] = []
    for paragraph in filter(None, PAGE.split("\n")):
        line = indent + paragraph
        out += [*(line[i : i + width] for i in range(0, len(line), width)), *([""] if gap == "parted" else [])]
    return ("\n\n" if gap == "double" else "\n").join(out)


@pytest.mark.parametrize("gap", ["parted", "dense", "double"])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("width", range(20, 45))
def test_wrapping_changes_nothing(width: int, indent: str, gap: str) -> None:
    assert said(wrapped(width, indent, gap)) == said(PAGE)
