"""What a clause opens with changes nothing about its deed: each opening before each of a few plain clauses."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

_CLAUSES = (
    ("转移", "群众", "3270人"),
    ("发放", "传单", "300份"),
    ("检查", "商铺", "40家"),
    ("清理", "垃圾", "30吨"),
    ("培训", "学员", "200人次"),
    ("安装", "路灯", "36盏"),
    ("化解", "纠纷", "21起"),
)
_WHO = (
    "社区 我所 局里 党总支 全体党员 驻村工作队 网格员 医护人员 班主任 业主委员会 综治中心 公司党委 班组 组织党员 "
    "发动群众 动员干部 抽调干部 聘请律师 邀请专家 走进学校 走进企业 联合派出所 会同物业 利用广播 通过微信"
).split()
_WHEN = "全年 一季度 节前 汛前 会后 汛期 暑假期间 在活动中 疫情期间 截至11月底 今年1至10月".split()
_HOW = (
    "提前 优先 彻底 当众 分批次 自费 适时 反复 频繁 抓紧 因地制宜 挨户 沿途 分期分批 分门别类 全力 全力以赴 大张旗鼓 "
    "有计划地 有针对性地 按季 多渠道 全方位 无条件 按计划 按规定 依法依规 又一次 从头 冒雪 顶烈日 夜以继日 确实 "
    "实实在在 准时 当面 隔日 专程 特地 率先 逐村逐户 地毯式 拉网式 不间断 扎扎实实 纷纷"
).split()


@pytest.mark.parametrize("opening", [*_WHO, *_WHEN, *_HOW])
def test_the_deed_is_the_same_whoever_did_it_and_whenever_and_however(opening: str) -> None:
    for between in ("", "共", "先后", "已"):
        for verb, noun, figure in _CLAUSES:
            (made,) = extract(f"{opening}{between}{verb}{noun}{figure}。").measures[-1:]
            assert (made.action, made.object) == (verb, noun), f"{opening}{between}{verb}{noun}{figure}"


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("开展交叉检查12次", "开展", "交叉检查"),  # an adverb within a name stays there
        ("组织集中宣传活动12场", "组织", "集中宣传活动"),
        ("工作队培育大户12户", "培育", "大户"),
        ("县水务局抽检样品30份", "抽检", "样品"),
        ("现有社区矫正对象12名", "", "社区矫正对象"),
    ],
)
def test_names_that_hold_a_verb_or_an_adverb(clause: str, verb: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert (made.action, made.object) == (verb, noun)
