"""Clauses of two verbs, each with its noun: which is the deed, and whose it is."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

CASES = [
    # by what means, with what money, where or through whom
    ("出动车辆清运垃圾86吨。", [("清运", "垃圾")]),
    ("出动警力检查场所86家。", [("检查", "场所")]),
    ("租用挖掘机清理河道12公里。", [("清理", "河道")]),
    ("募集助学款资助大学生36名。", [("资助", "大学生")]),
    ("开展活动慰问老人46名。", [("慰问", "老人")]),
    ("深入农户宣传政策320次。", [("宣传", "政策")]),
    ("指导农户种植辣椒860亩。", [("种植", "辣椒")]),
    ("督促企业整改隐患86处。", [("整改", "隐患")]),
    # what was stopped, who was brought somewhere
    ("制止村民焚烧秸秆36起。", [("制止", "村民焚烧秸秆")]),
    ("护送走失老人返乡38人。", [("护送", "走失老人返乡")]),
    # whose deed it is that is done to nothing else
    ("带动农户增收320户。", [("增收", "农户")]),
    ("动员群众搬迁46户。", [("搬迁", "群众")]),
    ("支持企业融资86家。", [("融资", "企业")]),
    # a verb between one that says little and a sum or a paper
    ("提出修改意见76条。", [("提出", "修改意见")]),
    ("落实整改措施26条。", [("落实", "整改措施")]),
    ("安排修缮资金36万元。", [("安排", "修缮资金")]),
    # what people are named by, and what was dealt with at a meeting
    ("控烟劝导员劝阻室内吸烟230人次。", [("劝阻", "室内吸烟")]),
    ("镇党委召开专题会议研究乡村治理6次。", [("召开", "专题会议")]),
    ("此次排查行动出动力量150余人。", [("出动", "力量")]),
    ("为26家企业落实稳岗返还资金86万元。", [("落实", "企业"), ("落实", "稳岗返还资金")]),
    ("职称评审通过46人。", [("通过", "职称评审")]),
    ("网上卖出去蜂蜜860瓶。", [("卖", "蜂蜜")]),
    # to whom help is given, what was won by works
    ("雨露计划补助学生320人次。", [("补助", "学生")]),
    ("创作作品46件,其中8件获省级以上奖项。", [("创作", "作品"), ("获", "省级以上奖项")]),
    # on the way to the deed
    ("路政人员上路巡查3000余人次。", [("上路巡查", "")]),
    # one noun for each figure
    ("起火次数、死亡人数同比分别下降12%和20%。", [("下降", "起火次数"), ("下降", "死亡人数")]),
    ("东村、西村分别新建3公里、5公里。", [("新建", "东村"), ("新建", "西村")]),
    # the verb of a relative clause ends with it
    ("由8名专家组成的宣讲团巡回宣讲16场。", [("组成", "专家"), ("巡回宣讲", "宣讲团")]),
    # matters that were counted go on being dealt with
    ("初信初访126件,化解118件。", [("", "初信初访"), ("化解", "初信初访")]),
    # a share of a part has no deed
    ("征集新兵86名,其中大学生71名,占82.6%。", [("征集", "新兵"), ("征集", "大学生"), ("", "大学生")]),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "expected"), CASES, ids=[clause for clause, _ in CASES])
def test_of_two_verbs_one_is_the_deed(clause: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.action, m.object) for m in extract(clause).measures] == expected
