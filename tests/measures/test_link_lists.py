"""Figures in lists of cases, of deeds and of sums: each with its own deed, whatever stands between."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract


def read(clause: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.action, m.object) for m in extract(clause).measures]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        # a new deed within the list, done to what was just named
        (
            "检查门店8家,发现一般隐患3条、限期整改一般隐患3条",
            [("8家", "检查", "门店"), ("3条", "发现", "一般隐患"), ("3条", "整改", "一般隐患")],
        ),
        (
            "受理来信310件,其中初信180件、办结166件",
            [("310件", "受理", "来信"), ("180件", "受理", "初信"), ("166件", "办结", "初信")],
        ),
        # what is still being done
        (
            "受理热线210件,办结203件,处置中7件",
            [("210件", "受理", "热线"), ("203件", "办结", "热线"), ("7件", "处置", "热线")],
        ),
        # what a bracket holds is no part of the list around it
        (
            "确定14件重点信访积压件(其中县里督办6件)、清理12件",
            [("14件", "确定", "信访积压件"), ("6件", "督办", "信访积压件"), ("12件", "清理", "信访积压件")],
        ),
        ("出动警力42人次,警车(含警摩)17台次", [("42人次", "出动", "警力"), ("17台次", "出动", "警车")]),
        ("受理诉讼案件870件(含旧存340件)", [("870件", "受理", "诉讼案件"), ("340件", "受理", "旧存")]),
        # a verb that names the sum
        ("发放1200元药费补助", [("1200元", "发放", "药费补助")]),
        ("给予300元交通补助", [("300元", "给予", "交通补助")]),
        ("获得500元奖励", [("500元", "获得", "奖励")]),
        ("兑现2万元惠农补贴", [("2万元", "兑现", "惠农补贴")]),
        ("共建房812间,347万元建房补助款也全部拨付到位", [("812间", "建", "房"), ("347万元", "拨付到位", "建房补助款")]),
        ("拿出3万元发放慰问金", [("3万元", "拿出", "慰问金")]),
        # what it was worth is no part of its name
        ("发放慰问物资价值5.2万元", [("5.2万元", "发放", "慰问物资")]),
        # 完成 says less than the deed at the figure
        ("全乡完成危房改造46户", [("46户", "改造", "危房")]),
        ("完成水表普查9860户", [("9860户", "普查", "水表")]),
        # what they were taught
        ("520名农民接受了养殖、种植技术培训", [("520名", "培训", "农民")]),
        ("9.8万名建档立卡贫困残疾人实现脱贫", [("9.8万名", "脱贫", "建档立卡贫困残疾人")]),
        # how often it was found in one man is no count
        ("查获一次酒驾4起、二次酒驾2起", [("4起", "查获", "一次酒驾"), ("2起", "查获", "二次酒驾")]),
    ],
)
def test_lists(clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(clause) == expected


def test_suits_that_were_closed_are_of_the_category_of_those_taken_in() -> None:
    suits = extract("受理诉讼案件890件,结案705件。查处食品案件22件,结案20件。").measures
    assert [m.category for m in suits] == ["services", "services", "inspections", "inspections"]


def test_how_long_a_paper_is_behind_its_title_is_no_count() -> None:
    found = extract("第1篇 小学德育工作总结 3800字\n撰写调研报告2600字").measures
    assert [m.text for m in found] == ["2600字"]


def test_already_written_with_another_character_is_no_noun() -> None:
    (suit,) = extract("己结案26件").measures
    assert (suit.action, suit.object) == ("结案", "")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("组织改造厕所860座", [("860座", "改造", "厕所")]),
        ("组织整改问题96项", [("96项", "整改", "问题")]),
        ("组织召开会议26次", [("26次", "召开", "会议")]),
        ("组织观看警示教育片6场次", [("6场次", "观看", "警示教育片")]),
        # what is organised itself, and what the organisation department does
        ("组织反事故演习11次", [("11次", "组织", "反事故演习")]),
        ("组织培训12期", [("12期", "组织", "培训")]),
        ("组织公开听证会17场次", [("17场次", "组织", "公开听证会")]),
        ("组织处理26人", [("26人", "组织处理", "")]),
        # when it was so is no part of what is compared, nor how large they are of what is counted
        (
            "合格率为96%,比上年的72%提高24个百分点",
            [("96%", "", "合格率"), ("72%", "提高", "合格率"), ("24个百分点", "提高", "合格率")],
        ),
        ("火化率99.4%,比改革前的32%提高", [("99.4%", "", "火化率"), ("32%", "提高", "火化率")]),
        ("千亩以上基地6个", [("6个", "", "千亩以上基地")]),
        ("我镇建沼气池36口", [("36口", "建", "沼气池")]),
        ("我局建公厕12座", [("12座", "建", "公厕")]),
        ("4人次受到省局通报表扬", [("4人次", "通报表扬", "")]),
        ("新购置电脑46台", [("46台", "购置", "电脑")]),
        ("新改建道路12公里", [("12公里", "新改建", "道路")]),
        ("全镇共建公厕12座", [("12座", "建", "公厕")]),
        ("与部队共建活动6次", [("6次", "共建", "活动")]),
        ("上门辅导功课180余次", [("180余次", "上门辅导", "功课")]),
        ("先后表彰了36名个人、发放化肥达26吨", [("36名", "表彰", "个人"), ("26吨", "发放", "化肥")]),
    ],
)
def test_deeds_in_their_shortest_form(clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(clause) == expected


def test_one_case_at_the_end_of_a_clause_is_counted() -> None:
    said = "查处“两非”案件一起,发生火灾一起。大家一起努力,未发生事故一起,教育一片、查处一起。"
    assert [(m.text, m.object) for m in extract(said).measures] == [("一起", "“两非”案件"), ("一起", "火灾")]


def test_figures_told_apart_share_the_unit_of_the_last() -> None:
    said = "知晓率、参与率和满意率分别为98.2%、96.4%和97.35%,分别比上年提高1.2、0.9和2.6个百分点。建成5和6号楼。"
    found = extract(said).measures[3:]
    assert [(m.text, m.unit, m.object) for m in found] == [
        ("1.2", "个百分点", "知晓率"),
        ("0.9", "个百分点", "参与率"),
        ("2.6个百分点", "个百分点", "满意率"),
    ]
