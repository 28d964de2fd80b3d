"""Categories and concepts: deed, noun and unit together decide, and users add their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools import lexicon
from corpus_tools.measures import categorise
from corpus_tools.records import CATEGORIES


@pytest.mark.parametrize(
    ("action", "noun", "unit", "category"),
    [
        ("发放", "健康教育处方", "张", "leaflets"),
        ("发放", "助学金", "元", "funds"),
        ("悬挂", "横幅", "条", "banners"),
        ("拆除", "破损横幅", "条", "cleanup"),
        ("播放", "公益广告", "次", "media"),
        ("开展", "集中整治行动", "次", "events"),
        ("举办", "讲座", "场", "meetings"),
        ("组织", "志愿者", "人", "participants"),
        ("招募", "志愿者", "人", "staff"),
        ("走访", "老人", "名", "services"),
        ("走访", "老人", "户", "households"),
        ("登记", "老人", "名", "population"),
        ("资助", "老人", "名", "services"),
        ("清理", "垃圾", "吨", "waste"),
        ("新建", "垃圾池", "个", "construction"),
        ("清理", "河道", "公里", "cleanup"),
        ("巡查", "河道", "公里", "inspections"),
        ("查处", "违章车辆", "辆", "inspections"),
        ("出动", "车辆", "台次", "equipment"),
        ("签订", "责任书", "份", "documents"),
        ("下达", "整改通知书", "份", "inspections"),
        ("建立", "健康档案", "份", "services"),
        ("", "知晓率", "%", "rates"),
        ("辖", "自然村", "个", "coverage"),
        ("荣获", "先进集体", "个", "honours"),
        ("投放", "鼠药", "公斤", "pest_control"),
        ("栽植", "香樟", "株", "greening"),
        ("查出", "患者", "人", "services"),
        ("检查", "妇女", "人", "services"),
        ("检查", "网吧", "人次", "inspections"),
        ("检查", "护理病历", "份", "inspections"),
        ("办理", "毁林案件", "宗", "inspections"),
        ("办理", "民事案件", "宗", "services"),
        ("取缔", "马路市场", "处", "cleanup"),
        ("取缔", "非法采砂点", "个", "inspections"),
        ("转移", "群众", "人", "services"),
        ("新增", "低保户", "户", "population"),
        ("走访", "客户", "家", "households"),
        ("", "客户", "家", "other"),
        ("覆盖", "企业", "家", "coverage"),
        ("出具", "证明", "份", "services"),
        ("查处", "吸毒人员", "人次", "inspections"),
        ("解决", "问题", "个", "services"),
        ("整改", "问题", "个", "inspections"),
        ("排查", "纠纷", "起", "services"),
        ("新建", "服务点", "个", "construction"),
        ("", "卫生室", "所", "coverage"),
        ("添置", "电脑", "台", "equipment"),
        ("更换", "电脑", "台", "construction"),
        ("借阅", "图书", "册", "services"),
        ("发放", "图书", "册", "leaflets"),
        ("添置", "图书", "册", "equipment"),
        ("抽调", "干部", "名", "staff"),
        ("辅导", "后进生", "名", "services"),
        ("清运", "土方", "立方米", "waste"),
        ("填筑", "土方", "立方米", "construction"),
        ("免疫", "牛", "头", "services"),
        ("出栏", "牛", "头", "other"),
        ("带", "班", "个", "coverage"),
        ("举办", "班", "期", "meetings"),
        ("发放", "棉被", "床", "services"),
        ("撰写", "论文", "篇", "documents"),
        ("采集", "人口信息", "条", "services"),
        ("报送", "信息", "条", "media"),
        ("开办", "计生专栏", "个", "boards"),
        ("开办", "电视专栏", "个", "media"),
        ("", "农村公路总里程", "公里", "coverage"),
        ("", "行驶里程", "公里", "other"),
        ("供气", "", "立方米", "services"),
        # what is only said to be there, and nobody went to
        ("", "农户", "户", "population"),
        ("走访", "农户", "户", "households"),
        ("", "沿街商铺", "家", "coverage"),
        ("检查", "沿街商铺", "家", "inspections"),
    ],
)
def test_the_same_noun_or_deed_counts_differently_in_other_company(
    action: str, noun: str, unit: str, category: str
) -> None:
    assert categorise(action, noun, unit).category == category


def test_concepts_put_spellings_together_and_things_apart() -> None:
    assert categorise("散发", "传单", "份").concept == categorise("发放", "宣传单", "张").concept == "leaflets"
    assert categorise("排查", "安全隐患", "处").concept == categorise("整改", "火灾隐患", "个").concept
    assert categorise("安装", "路灯", "盏").concept != categorise("安装", "健身器材", "套").concept


def test_every_rule_names_a_category_of_the_record() -> None:
    rules = lexicon.load("categories")["rules"]
    assert {rule["category"] for rule in rules} <= set(CATEGORIES)
    assert {rule["category"] for rule in rules} == set(CATEGORIES)
    assert len({rule["name"] for rule in rules}) == len(rules)


def test_rules_refer_to_classes_that_exist_or_to_single_words() -> None:
    actions, objects = lexicon.load("actions")["classes"], lexicon.load("objects")["classes"]
    verbs = {verb for members in actions.values() for verb in members}
    for rule in lexicon.load("categories")["rules"]:
        for action in rule.get("actions", ()):
            assert action in ("", "unlisted") or action in actions or action in verbs, rule
        for noun in rule.get("objects", ()):
            assert noun in objects or not noun.isascii() or not noun, rule


def test_a_user_adds_a_category_without_code(tmp_path: Path) -> None:
    (tmp_path / "categories.toml").write_text(
        '[[rules]]\nname = "bees"\ncategory = "beekeeping"\nobjects = ["蜂箱"]\npriority = 10\n', encoding="utf8"
    )
    code = "from corpus_tools.measures import categorise as c; print(c('新增', '蜂箱', '个').category)"
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CORPUS_TOOLS_LEXICON": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == "beekeeping"
