"""A verb right behind the unit opens the noun that a verb before the figure has as its object."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract


@pytest.mark.parametrize(
    ("verb", "unit", "noun"),
    [
        ("收集", "条", "修改意见"),
        ("抽查", "份", "归档病历"),
        ("签订", "份", "征收补偿协议"),
        ("下达", "份", "责令限改通知书"),
        ("清退", "平方米", "超标用房"),
        ("发布", "条", "招生视频"),
        ("购置", "台", "播种机"),
        ("找回", "名", "走失儿童"),
        ("检查", "家", "用盐单位"),
        ("回收", "份", "回执"),
        ("发放", "笔", "贷款"),
        ("建成", "处", "节水教育实践基地"),
    ],
)
@pytest.mark.parametrize("frame", ["{v}35{u}{n}。", "我镇共{v}了35{u}{n}。", "全年{v}35余{u}{n},成效明显。"])
def test_the_noun_begins_with_a_verb(frame: str, verb: str, unit: str, noun: str) -> None:
    (made,) = extract(frame.format(v=verb, u=unit, n=noun)).measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "action", "noun"),
    [
        ("组织35人参加培训班。", "组织", ""),
        ("送35人去市里学习。", "送", ""),
        ("抽调35名干部充实一线。", "抽调", "干部"),
        ("投入35万元购买设备。", "投入", ""),
        ("培训35人掌握技术。", "培训", ""),
        ("印了35份送到田间。", "印", ""),
    ],
)
def test_what_people_were_brought_to_do_is_no_noun(clause: str, action: str, noun: str) -> None:
    (made,) = extract(clause).measures
    assert (made.action, made.object) == (action, noun)


@pytest.mark.parametrize(("figure", "noun"), [("35个", "征兵咨询站"), ("35个", "收费岛"), ("35户", "返乡客户")])
def test_a_preposition_is_followed_by_a_noun(figure: str, noun: str) -> None:
    for led in ("在", "向", "对"):
        (made,) = extract(f"{led}{figure}{noun}开展宣传。").measures
        assert made.object == noun


@pytest.mark.parametrize(
    ("clause", "action", "noun"),
    [
        ("法律援助35名退役军人。", "援助", "退役军人"),
        ("全年变更登记35家企业。", "登记", "企业"),
        ("产前检查35名孕妇。", "检查", "孕妇"),
    ],
)
def test_a_service_before_those_it_was_done_to(clause: str, action: str, noun: str) -> None:
    (made,) = extract(clause).measures
    assert (made.action, made.object) == (action, noun)
