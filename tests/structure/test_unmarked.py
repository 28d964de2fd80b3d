"""Reports of one field of work pasted behind one another, with neither mark nor title between them."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from corpus_tools.structure.endings import lacks
from tests.structure.test_joints import PADDY, starts

BEES = (
    "¶今年,柏树坳村养蜂合作社把蜂蜜卖出了好价钱,现总结如下:\n"
    "新添中蜂280箱,蜂农由31户增至46户,产蜜5.6吨,收入61万元。办养蜂培训班4期,听课190人次。\n"
    "注册蜂蜜商标1个,开设网店2家,发出快递3900单,蜂箱统一编号建档。\n"
    "补栽蜜源植物1200株,组织社员外出参观2次60人,接待研学学生11批430人,帮扶脱贫户19户,户均领养蜂群4箱。\n"
)


@pytest.mark.parametrize(
    "following",
    [
        # a body and its figures at once, in the same field of work
        "蜂病防治还靠老经验,社员心里没有底。\n¶截至10月底,金竹蜂场繁育蜂王420只,蜂群扩到900箱,收蜜11吨,供种蜂63户。",
        "蜂病防治靠老经验,青年人学养蜂的青黄不接。\n¶金竹蜂场繁育蜂王420只,蜂群扩到900箱,收蜜11吨,供种蜂63户。",
        # ... which says what it has
        "人手少、路难走,偏远的蜂场一个月只能去一趟。\n¶我社现有社员72户、蜂群1600箱,联系蜂场3个。全年收蜜19吨,分红28万元。",
        # it announces itself and names another body, where enough has been told
        "合作社年底分红两次,每户5000元以上。\n¶一年来,金竹蜂场在县农业局的指导下扩大蜂群,现将工作汇报如下:"
        "繁育蜂王420只,收蜜11吨。",
    ],
)
def test_a_report_of_the_same_field_opens(following: str) -> None:
    found, expected = starts(BEES + following)
    assert found == expected


def test_words_on_how_time_goes_by_are_no_plan() -> None:
    following = "¶时光荏苒,一年即将画上句号。县医院护理部抓好护理质量,随访住院病人310人,门诊输液2600人次。"
    found, expected = starts(PADDY + "\n田间试验的经费几年没有涨。\n" + following)
    assert found == expected


@pytest.mark.parametrize("first", ["1、蜂群。", "一、蜂群。"])
def test_a_plan_of_the_same_body_counts_from_one_again(first: str) -> None:
    deeds = f"{first}蜂群扩到900箱,新添280箱。\n{first.replace('1', '2').replace('一', '二')}收蜜11吨,收入61万元。\n"
    plan = "¶为巩固养蜂成果,增加社员收入,结合合作社实际,制订如下计划。\n一、目标\n蜂群1100箱。\n二、做法\n办培训班。"
    found, expected = starts(BEES + deeds + plan)
    assert found == expected


@pytest.mark.parametrize(
    "following",
    [
        # one body after another, each with what it lacks
        "农技站修枝8万株,培训果农320人次。人手少。\n水利站清淤渠道9公里,修闸7扇。经费紧张。\n司法所调解纠纷41起。",
        # bodies that are no names
        "蜂病防治靠老经验,冬天常有蜂群病死。\n部分合作社今年新添蜂箱60只,个别合作社一箱也没有添。",
        # what is done next stands behind what is lacking
        "蜂病防治靠老经验,冬天常有蜂群病死。\n下一步,合作社要请技术员驻村,办培训班5期,蜂群扩到1100箱。",
        # a plan that is the last chapter
        "三、明年打算\n为增加社员收入,结合合作社实际,特制定如下计划:\n1、蜂群扩到1100箱。\n2、办培训班5期。",
    ],
)
def test_it_is_still_the_same_report(following: str) -> None:
    assert len(parse((BEES + following).replace("¶", "")).reports) == 1


@pytest.mark.parametrize(
    "paragraph",
    [
        "存在的困难是几个老党员行动不便,开会要人背着来。",
        "馆里座位紧巴巴的,好书买得太少,读者意见很大。",
        "下一步,把余下的4座旧桥修好,争取年底前全部通车。",
        "村干部年龄大,电脑用不惯,报表常常要镇上帮忙填。",
    ],
)
def test_what_is_lacking_or_to_come_is_told_in_words_no_list_has(paragraph: str) -> None:
    assert lacks(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "清淤渠道9公里,修补堤坝14处,解决了320户的吃水难题。",
        "针对经费不足的问题,多方筹资12万元,添置器材46件。",
        "今年以来,全镇认真落实河长制,河道面貌有了明显改善。",
        "通过整治,乱停乱放的少了,居民满意度提高到96%。",
    ],
)
def test_deeds_lack_nothing(paragraph: str) -> None:
    assert not lacks(paragraph)
