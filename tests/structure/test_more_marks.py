"""Marks of collections in further forms: 壹贰叁, (篇3) among 篇(2), a sheet's number glued to one, 第2部分; letters."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

STREET = "20xx年,我街道禁毒工作坚持预防为主,聘请专干15名,签订责任状37份,召开例会12次,走访谈心560余次。"
HAMLET = "石桥村设宣传小分队4支,举办讲座3期,参加人员210人次,悬挂横幅8幅,清理沟渠2400米,栽桂花树180棵。"
TOWN = "第三季度,青石镇查处案件7起,张贴海报850张,出动宣传车30台次,覆盖19个行政村,评出最美庭院10户。"


def _starts(page: str) -> list[str]:
    return [page[r.start :][:7] for r in parse(page).reports]


@pytest.mark.parametrize(
    "marks",
    [
        ("◆禁毒工作总结·壹◆", "◆禁毒工作总结·贰◆", "◆禁毒工作总结·叁◆"),
        ("篇(1)", "篇(2)", "(篇3)"),
        ("篇一", "【篇二】", "篇(三)"),
        ("第1部分:××街道“三改一拆”工作总结", "第2部分:石桥村工作小结", "第3部分:青石镇日志"),
        ("第1部分:××街道工作总结", "第2部分:村干部述职(拆违)", "第3部分:青石镇工作小结"),
    ],
)
def test_marks_in_lines(marks: tuple[str, ...]) -> None:
    bodies = (STREET, HAMLET, TOWN)
    page = "禁毒工作总结(精选3篇)\n\n" + "\n\n".join(f"{m}\n\n{b}" for m, b in zip(marks, bodies, strict=True))
    if "日志" in marks[2]:
        page += "\n\n第4部分:云溪社区工作汇报\n\n" + STREET.replace("街道", "社区").replace("37", "52")
        assert _starts(page) == [*(m[:7] for m in marks), "第4部分:云溪"]
    else:
        assert _starts(page) == [f"{m}\n\n{b}"[:7] for m, b in zip(marks, bodies, strict=True)]


def test_what_the_editor_says_over_parts_opens_no_report() -> None:
    head = "工作总结(通用3篇)\n时光匆匆,一年的工作又接近尾声,下面是小编精心整理的工作总结,希望对大家有所帮助。\n"
    page = head + f"第1部分:街道工作总结\n{STREET}\n第2部分:石桥村工作小结\n{HAMLET}\n第3部分:青石镇工作总结\n{TOWN}"
    assert _starts(page) == ["第1部分:街道", "第2部分:石桥", "第3部分:青石"]


def test_parts_behind_an_opening_are_one_report_s() -> None:
    page = "2016年金沙街道工作总结\n2016年,金沙街道强势推进,取得成效。\n"
    page += f"第1部分:拆违工作总结\n{STREET}\n第2部分:改造工作总结\n{HAMLET}\n第3部分:明年工作计划\n计划拆违20万方。"
    assert len(parse(page).reports) == 1


def test_a_sheet_s_number_before_a_mark() -> None:
    page = f"综治工作总结(3篇)篇一街道工作总结{STREET}2篇二石桥村工作小结{HAMLET}3篇三青石镇工作总结{TOWN}"
    made = parse(page).reports
    assert len(made) == 3
    assert all(page[r.start :].lstrip("23").startswith("篇") for r in made)
    assert len(parse(f"禁毒工作总结\n{STREET}收到征文3篇二等奖2个。{HAMLET}").reports) == 1


def test_a_covering_letter_is_a_report_of_its_own() -> None:
    letter = "关于报送石桥村创卫工作小结的函\n镇爱卫办:\n现将我村创卫工作小结报上,请审阅。\n石桥村委会\n2018年11月5日\n"
    page = letter + HAMLET + "全村共用工1700多个,村民捐款,村容变了,被县里评为卫生村,获奖金1万元。"
    first, second = parse(page).reports
    assert (page[first.start :][:4], first.kind, page[second.start :][:4]) == ("关于报送", "other", "石桥村设")


@pytest.mark.parametrize(
    "line", ["扫码加群,免费领取1000份公文模板!", "广告 | 考公务员 来明德教育 零基础直通车 点击报名"]
)
def test_an_advertisement_between_paragraphs(line: str) -> None:
    page = f"禁毒工作总结\n{STREET}\n{line}\n{HAMLET}\n"
    assert [page[n.start : n.end] for n in parse(page).noise] == [line]
