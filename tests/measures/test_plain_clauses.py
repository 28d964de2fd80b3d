"""Plain clauses put together from known words: whoever did it, and however, deed and noun are the same."""

from __future__ import annotations

from itertools import cycle

from corpus_tools.measures import extract

# deed, what it was done to, a unit of it
DEEDS = """
清理 垃圾 吨, 发放 宣传单 份, 悬挂 横幅 条, 排查 安全隐患 处, 走访 群众 户, 调解 矛盾纠纷 起, 办理 信访件 件,
检查 食品经营店 家, 取缔 无证摊点 个, 拆除 违章建筑 处, 硬化 道路 公里, 新建 公厕 座, 改造 旱厕 户, 栽植 树木 株,
筹集 善款 万元, 签订 责任书 份, 组建 巡逻队 支, 购置 垃圾桶 个, 救治 病人 例, 资助 贫困学生 名, 受理 案件 件,
投放 鼠药 公斤, 建立 健康档案 份, 发送 短信 条, 收缴 罚款 万元, 更换 水表 只, 兑现 补贴 万元, 登记 流动人口 人,
下发 整改通知书 份, 化解 信访积案 件, 采购 图书 册, 回访 患者 人次, 打捞 漂浮物 吨, 培训 农民 人次, 疏通 下水道 米,
抓获 犯罪嫌疑人 名, 整治 背街小巷 条
"""
SUBJECTS = "我镇 柳林村 城东社区 全县 街道办事处 县水务局 我校 该村党支部 全镇各单位 社区工作人员 公司 村两委干部"
MANNERS = """
共 累计 先后 已 积极 及时 统一 集中 免费 认真 主动 依法 逐户 组织人员 组织力量 组织党员干部 安排专人 抽调人员 带头 现已
成功 大力 分批 如期
"""


def _deeds() -> list[list[str]]:
    return [one.split() for one in DEEDS.replace("\n", " ").split(",")]


def _wrong(clauses: list[tuple[str, str, str]]) -> list[str]:
    out = []
    for clause, verb, noun in clauses:
        found = [(m.action, m.object) for m in extract(f"整治期间，{clause}。").measures]
        if len(found) != 1 or verb not in found[0][0] or noun not in found[0][1] or len("".join(found[0])) > 14:
            out.append(f"{clause}: {found}")
    return out


def test_whoever_did_it() -> None:
    deeds = cycle(_deeds())
    clauses = []
    for subject in SUBJECTS.split():
        for manner in MANNERS.split():
            verb, noun, unit = next(deeds)
            clauses.append((f"{subject}{manner}{verb}{noun}48{unit}", verb, noun))
    wrong = _wrong(clauses)
    assert len(wrong) <= len(clauses) // 100, wrong  # a rare word may be cut wrongly beside another


def test_a_body_by_its_name() -> None:
    bodies = "云台社区 石桥镇 梨园村 马家沟村 XX社区 **镇 某街道 护理部 街道城管科 镇安监站 供电所 驻村工作队"
    deeds = cycle(_deeds())
    clauses = []
    for body in bodies.split():
        for _ in range(12):
            verb, noun, unit = next(deeds)
            clauses.append((f"{body}{verb}{noun}36{unit}", verb, noun))
    wrong = _wrong(clauses)
    assert len(wrong) <= len(clauses) // 100, wrong


def test_the_figure_before_its_noun() -> None:
    clauses = [(f"柳林村{verb}48{unit}{noun}", verb, noun) for verb, noun, unit in _deeds() if unit not in noun]
    wrong = _wrong(clauses)
    assert len(wrong) <= 1, wrong


def test_a_word_that_ends_in_a_measure_word_has_lost_no_figure() -> None:
    assert not extract("认真办理信访件，做到事事有回音。").measures


def test_who_is_made_to_do_it_is_not_counted() -> None:
    for made in ("组织力量", "安排专人", "组织党员干部", "发动村民"):
        (found,) = extract(f"柳林村{made}整治背街小巷5条。").measures
        assert (found.action, found.object) == ("整治", "背街小巷"), made
    (held,) = extract("柳林村组织党员干部开展救护培训3期。").measures
    assert "培训" in held.object


def test_words_that_hold_a_numeral_count_nothing() -> None:
    said = "严格执行三查七对，编写三句半，多问一句、多看一眼，引进亿元以上项目2个，开展主题班会12节次。"
    assert [m.text for m in extract(said).measures] == ["2个", "12节次"]


def test_proportions_and_sums_without_their_unit() -> None:
    said = "按照1:3的比例配备网格员，师生比为1:12，会议8:30开始，全村投入二十万，完成投资三十万。"
    found = [(m.text, m.value, m.category) for m in extract(said).measures]
    assert [f[0] for f in found] == ["1:3", "1:12", "二十万", "三十万"]
    assert found[2:] == [("二十万", 200000, "funds"), ("三十万", 300000, "funds")]
