"""The tree of headings: every style, numbers as the source has them, and what is wrong with them."""

from __future__ import annotations

import pytest

from corpus_tools.records import Heading
from corpus_tools.structure import parse

STYLES = """\
柳河镇防汛工作总结
今年我镇认真防汛,现总结如下:
一、加强领导
（一）健全机构。成立防汛指挥部,镇长任指挥长,十二个村都有了自己的抢险队,落实了人员、车辆、物料,做到了闻汛而动、有险必抢。
(二)明确责任。签订责任书18份,把堤防分段包干到人,哪一段出了险情就由哪一段的责任人带队抢护,不推不等。
1、镇级责任
(1)储备物资;
①编织袋3万条;
②块石300方。
2、村级责任
第一，巡查堤坝。
第二，转移群众。
二、广泛宣传
发放传单900份。
"""


def tree(page: str) -> list[tuple[int, str, int | None]]:
    return [(h.level, h.number, h.value) for h in parse(page).headings]


def test_every_style_stands_under_what_it_belongs_to() -> None:
    assert tree(STYLES) == [
        (1, "一、", 1),
        (2, "(一)", 1),
        (2, "(二)", 2),
        (3, "1、", 1),
        (4, "(1)", 1),
        (5, "①", 1),
        (5, "②", 2),
        (3, "2、", 2),
        (4, "第一,", 1),
        (4, "第二,", 2),
        (1, "二、", 2),
    ]


def test_parents_are_named_by_their_place() -> None:
    headings = {h.start: h for h in parse(STYLES).headings}
    first, second = (h for h in headings.values() if h.number.startswith("第"))
    assert first.parent == second.parent
    above: list[str] = []
    h: Heading | None = first
    while h is not None and h.parent is not None:
        h = headings[h.parent]
        above.append(STYLES[h.start : h.end])
    assert above == ["2、村级责任", "(二)明确责任", "一、加强领导"]


def test_items_of_a_list_are_no_sections() -> None:
    s = parse(STYLES)
    starts = {c.start for c in s.sections}
    assert [h.number for h in s.headings if not h.item] == ["一、", "(一)", "(二)", "1、", "2、", "二、"]
    assert all((h.start in starts) == (not h.item) for h in s.headings)
    assert [c.heading_start for c in s.sections][1:] == [h.start for h in s.headings if not h.item]


def faults(*numbers: str) -> list[str]:
    body = "".join(f"{n}巡查堤坝\n组织了巡查,查出隐患,当场整改。\n" for n in numbers)
    return [h.fault for h in parse(f"柳河镇防汛工作总结\n今年我镇认真防汛。\n{body}").headings]


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        (["一、", "二、", "三、"], ["", "", ""]),
        (["一、", "三、", "四、"], ["", "skipped", ""]),
        (["一、", "二、", "二、", "三、"], ["", "", "repeated", ""]),
        (["二、", "三、"], ["late", ""]),
        (["一、", "二、", "四、", "三、"], ["", "", "skipped", "backward"]),
        (["一、", "二、", "一、", "二、"], ["", "", "restarted", ""]),
        (["一、", "二:", "‹三>、", "四。"], ["", "", "", ""]),
        (["1、", "1、", "1、"], ["", "repeated", "repeated"]),
        (["1.", "2、", "3.", "5、"], ["", "", "", "skipped"]),
    ],
)
def test_wrong_numbers_stay_and_are_reported(numbers: list[str], wrong: list[str]) -> None:
    assert faults(*numbers) == wrong


@pytest.mark.parametrize(
    "said",
    [
        "全长2.5公里",
        "3、5月各查一次",
        "完成一、二季度任务",
        "占1.3万亩",
        "2020.5.6日开会",
        "第一、二组先行",
        "坚持“安全第一、常备不懈”",
        "一、二等奖各1名",
    ],
)
def test_what_only_looks_like_a_number(said: str) -> None:
    page = f"柳河镇防汛工作总结\n今年我镇认真防汛,{said},群众满意。\n{said},干部也满意。\n"
    assert parse(page).headings == ()
