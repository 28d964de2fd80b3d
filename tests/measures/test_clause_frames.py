"""Clauses whose deed is not the verb nearest to the figure: relative clauses, lists of verbs, bodies together."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

CASES = [
    # a relative clause before the figure, the deed before it
    ("救助因灾致贫的30户群众。", [("救助", "群众")]),
    ("清理村民随意堆放的20余吨垃圾。", [("清理", "垃圾")]),
    ("村里修好了被洪水冲毁的3座小桥。", [("修好", "小桥")]),
    ("表彰在工作中表现突出的20名党员。", [("表彰", "党员")]),
    # its deed behind the figure
    ("对逾期未改的3家给予警告处罚。", [("警告", "")]),
    ("对存在隐患的3家责令整改。", [("责令整改", "")]),
    # two deeds, each with its thing
    ("发放宣传单、张贴标语20条。", [("张贴", "标语")]),
    ("对老街5间门面翻修屋顶、更换电线600多米。", [("翻修", "门面"), ("更换", "电线")]),
    ("刷写固定标语120余条、插彩旗300面。", [("刷写", "固定标语"), ("插", "彩旗")]),
    # verbs that are listed name what was handled
    ("办理开户、销户、过户等业务206笔。", [("办理", "开户、销户、过户等业务")]),
    ("清退死亡、迁出、重复领取等不符合条件人员137人。", [("清退", "不符合条件人员")]),
    ("组织职工参加病虫识别、油锯使用、无人机操作等技能培训7期。", [("参加", "技能培训")]),
    ("检查发现从业人员无健康证、留样不规范、防鼠设施不全等问题64个。", [("检查发现", "问题")]),
    ("下设监测预报、信息发布、后勤保障3个工作组。", [("下设", "工作组")]),
    # bodies that did it together
    ("联合应急、住建等部门检查易燃易爆场所67家、学校42所。", [("检查", "易燃易爆场所"), ("检查", "学校")]),
    ("会同公安、教育等部门检查网吧12家。", [("检查", "网吧")]),
    ("收缴非法出版物410册,公安机关查处黑网吧1家。", [("收缴", "非法出版物"), ("查处", "黑网吧")]),
    # what kind of work it was goes on
    ("组织地面增雨作业16次、防雹作业23次。", [("组织", "地面增雨作业"), ("组织", "防雹作业")]),
    ("组织科普进校园14场次、进农村31场次。", [("组织", "科普进校园"), ("组织", "进农村")]),
    ("完成食品抽检236批次,其中快检180批次。", [("完成", "食品抽检"), ("完成", "快检")]),
    # what the figure says of a thing that is counted itself
    ("全年建成60平方米的标准机房一间。", [("建成", "标准机房"), ("建成", "标准机房")]),
    ("林场下设5个管护站、1个苗圃。", [("下设", "管护站"), ("下设", "苗圃")]),
    ("现有管护站5个。", [("", "管护站")]),
    ("乡里辖柳林、马家集两个镇。", [("辖", "镇")]),
    # money
    ("送去慰问金34万元和米面油等价值6.8万元的物资。", [("送去", "慰问金"), ("送去", "物资")]),
    ("落实残疾人康复经费368万元。", [("落实", "残疾人康复经费")]),
    ("选聘委员24名,月补贴标准由150元提高到300元。", [("选聘", "委员"), ("", "补贴标准"), ("提高到", "补贴标准")]),
    # growth
    ("实现利润412万元,比上年同期增加36万元。", [("实现", "利润"), ("增加", "利润")]),
    ("销售总额2.6亿元,占年计划的104%,同比增长11.2%。", [("", "销售总额"), ("", "年计划"), ("增长", "销售总额")]),
    # a record is not what was done
    ("共出现大风天气3次,最大冰雹直径15毫米。", [("出现", "大风天气"), ("", "最大冰雹直径")]),
    # whose number it is
    ("成立了由15人组成的工作专班。", [("成立", "工作专班")]),
    ("带领全所12名干警开展巡逻。", [("带领", "干警")]),
    ("出动抢修人员68人次,抢修车辆23台次。", [("出动", "抢修人员"), ("出动", "抢修车辆")]),
    ("出动人员120人次,检查车辆35台次。", [("出动", "人员"), ("检查", "车辆")]),
    ("办理提取业务86笔,其中购房提取23笔。", [("办理", "提取业务"), ("办理", "购房提取")]),
    # those who are on the payroll
    ("全局在编11人。", [("", "在编")]),
    ("其中3人受到市残联表彰。", [("表彰", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "expected"), CASES, ids=[clause for clause, _ in CASES])
def test_the_deed_is_found_behind_other_verbs(clause: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.action, m.object) for m in extract(clause).measures] == expected


def test_a_person_in_need_is_no_household() -> None:
    (person,) = extract("为43名困难职工补缴社保。").measures
    (household,) = extract("为43户困难职工补缴社保。").measures
    assert person.category != "households" == household.category


@pytest.mark.parametrize("unit", ["/10万", "米/秒", "公里/小时", "毫克/升"])
def test_a_unit_of_two_units_is_one(unit: str) -> None:
    (measure,) = extract(f"测得平均值为28.6{unit}。").measures
    assert (measure.text, measure.unit, measure.value) == (f"28.6{unit}", unit, 28.6)
