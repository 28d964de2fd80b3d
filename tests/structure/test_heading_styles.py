"""One report with its headings written in every style seen, in lines, before their text, and all in one line."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

LEAD = "石门镇河道管理工作总结\n今年以来，我镇认真落实河长制，河道面貌有了明显改善，现将工作情况总结如下：\n"
BLOCKS = (
    (
        "健全组织，明确责任",
        "镇里成立了由镇长任总河长的领导小组，印发了工作方案，召开调度会5次，与14个村签订责任书14份，把每段河道都落实到人、管理到位。",
    ),
    (
        "营造氛围，发动群众",
        "悬挂横幅26条，发放倡议书1900份，在中小学校开展“小手拉大手”活动7场，群众爱河护河的意识大大增强，向河里倒垃圾的少了。",
    ),
    (
        "清理河道，整治岸线",
        "组织打捞队9人每天巡河，打捞水草、漂浮物310吨，拆除岸线违建23处，清理废弃网箱46口，疏浚淤塞河段4.6公里，新砌护岸800米。",
    ),
    (
        "存在的主要问题",
        "上游畜禽养殖污染还没有根治，保洁经费缺口较大，有的村巡河流于形式，部分河段岸坡垮塌没有及时修复，群众反映比较强烈。",
    ),
)
# {c} 一 … {n} 1 … {r} Ⅰ … {i} I … {f} 壹 … {s} 甲 … {A} A … {a} a … {o} ① … {b} ❶ …
SERIES = {"c": "一二三四", "n": "1234", "r": "ⅠⅡⅢⅣ", "f": "壹贰叁肆", "s": "甲乙丙丁", "A": "ABCD", "a": "abcd"}
SERIES |= {"o": "①②③④", "b": "❶❷❸❹"}
IN_LINES = """
{c}、|（{c}）|{c}，|{c}；|{c}——|{c}、、|{c})、|{n}、|{n}.|{n}，|{n}：|{n}——|{n}-|{n}、.|{n})|（{n}）|0{n}、|1.{n}
{r}、|{r}.|{i}、|{f}、|（{f}）|{s}、|{A}、|{A}.|（{A}）|({a})|{a}.|{o}|{b}|第{c}，|第{n}，|第{n}、|第{c}点，|第{c}是|第{c}个方面，|第{c}件，|第{c}件事，|其{c}，|其{c}是
★|◆|●|▲|※|■ |☆{n}、|——|- |* |· |【|〖|[|「|#|**|**{c}、|【{c}、|《{c}、
"""
IN_TEXT = (
    "{c}、|（{c}）|{n}、|{n}.|（{n}）|{n})|{r}、|{i}、|{f}、|{A}、|{A}.|({a})|{o}|{b}|1.{n} |★|◆|●|【|〖|[|**{c}、"
)
CLOSED = {"【": "】", "〖": "〗", "[": "]", "「": "」", "#": "#", "**": "**", "《": "》"}


def page(style: str, behind: str, between: str) -> tuple[str, list[int]]:
    text, starts = LEAD, []
    opened = next((c for c in CLOSED if style.startswith(c)), "")
    for k, (heading, body) in enumerate(BLOCKS):
        starts.append(len(text))
        number = style.format(i=("I", "II", "III", "IV")[k], **{name: series[k] for name, series in SERIES.items()})
        text += number + heading + CLOSED.get(opened, "") + behind + body + between
    return text, starts


@pytest.mark.parametrize("style", [style for line in IN_LINES.split("\n") for style in line.split("|") if style])
@pytest.mark.parametrize(("behind", "between"), [("\n", "\n"), ("。", "\n")], ids=["above", "before"])
def test_in_lines(style: str, behind: str, between: str) -> None:
    held(*page(style, behind, between))


@pytest.mark.parametrize("style", IN_TEXT.split("|"))
def test_in_one_line(style: str) -> None:
    held(*page(style, "。", ""))


def held(text: str, starts: list[int]) -> None:
    structure = parse(text)
    assert [text[r.start :][:6] for r in structure.reports] == ["石门镇河道管"]
    found = [s.start for s in structure.sections]
    assert len(found) == 1 + len(starts)
    marks = 2  # a mark that is left out of the copy, as of bold type, may stand before the start
    assert all(0 <= at - start <= marks for at, start in zip(found[1:], starts, strict=True))


def test_items_in_running_text_are_no_sections() -> None:
    text = (
        LEAD
        + "一、狠抓巡查。主要做到：（1）每天巡河；（2）每周通报；（3）每月考核。"
        + BLOCKS[2][1]
        + "\n二、整改。"
        + BLOCKS[3][1]
    )
    structure = parse(text)
    assert [s.number for s in structure.sections] == ["", "一、", "二、"]


def test_long_items_in_running_text_are() -> None:
    items = "".join(f"（{k}）{heading}。{body}" for k, (heading, body) in enumerate(BLOCKS[:3], 1))
    text = LEAD + "一、主要做法。" + items + "\n二、存在的问题。" + BLOCKS[3][1]
    assert [s.number for s in parse(text).sections] == ["", "一、", "(1)", "(2)", "(3)", "二、"]


def test_bullets_under_a_number_are_its_items() -> None:
    text = LEAD + "一、巡查河道\n●每天巡河一次\n●每周通报一次\n二、整治岸线\n" + BLOCKS[2][1]
    structure = parse(text)
    assert [s.number for s in structure.sections] == ["", "一、", "二、"]
    assert [h.item for h in structure.headings if not h.number] == [True, True]


@pytest.mark.parametrize("symbol", ["- ", "· ", "★", "●", "——", "◆ "])
def test_an_item_that_only_a_symbol_marks_has_the_symbol_for_its_heading(symbol: str) -> None:
    page = (
        LEAD
        + f"一、阵地建设\n{symbol}改造文化站900平方米，新购图书3000册；\n{symbol}建成农家书屋16家，配送音响12套。\n"
    )
    found = [(page[h.start : h.end], h.item) for h in parse(page).headings]
    assert found == [("一、阵地建设", False), (symbol[0], True), (symbol[0], True)]


@pytest.mark.parametrize(
    "said",
    [
        "甲、乙两村共管一段河道",
        "Ⅰ、Ⅱ级应急响应各启动一次",
        "A、B两个标段都已完工",
        "1：500的地形图",
        "其一生都献给了这条河",
        "第三是村口那一段",
    ],
)
def test_what_only_looks_like_a_heading(said: str) -> None:
    assert parse(LEAD + said + "，群众满意。\n" + BLOCKS[0][1] + "\n").headings == ()


def test_what_stands_right_under_a_heading_is_no_section_of_its_own() -> None:
    text = LEAD + "一、" + BLOCKS[0][0] + "\n" + BLOCKS[0][1] + "\n二、让机制活起来\n明年,我镇将推广民间河长。\n"
    assert [s.heading for s in parse(text).sections] == ["", "一、健全组织,明确责任", "二、让机制活起来"]


def test_the_first_of_several_things_may_be_the_head_one() -> None:
    first, *others = (f"{heading}。\n{body}\n" for heading, body in BLOCKS)
    text = LEAD + "头一件，" + first + "".join(f"第{n}件，{said}" for n, said in zip("二三四", others, strict=True))
    assert [text[s.start :][:3] for s in parse(text).sections] == ["石门镇", "头一件", "第二件", "第三件", "第四件"]


def test_quotation_marks_of_traditional_text_open_no_heading() -> None:
    said = "「河長」每月巡河三次，發現問題16處。\n「民間河長」有26人，勸阻傾倒垃圾41起，獲得群眾好評。\n"
    text = LEAD + "一、巡河\n" + said + "二、清淤\n" + BLOCKS[2][1]
    assert [text[s.start :][:2] for s in parse(text).sections] == ["石门", "一、", "二、"]
