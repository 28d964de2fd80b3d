"""What a clause opens with changes nothing about its deed: each opening before each of a few plain clauses."""

from __future__ import annotations

from pathlib import Path

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
_TEXT = (Path(__file__).parent / "openers.txt").read_text(encoding="utf8")
_OPENERS = " ".join(line for line in _TEXT.splitlines() if not line.startswith("#")).split()


@pytest.mark.parametrize("opening", _OPENERS)
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


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("图书300册已借阅", "借阅", "图书"),
        ("河道3公里已完成整治", "整治", "河道"),
        ("古树12棵得到保护", "保护", "古树"),
        ("吊机两台予以割除", "割除", "吊机"),
        ("孤儿6名由爱心企业结对", "结对", "孤儿"),
        ("风险监测126批次均按期完成", "", "风险监测"),  # a light verb names no deed
        ("递交入党申请书的有7人", "递交", "入党申请书"),  # those of a kind, told by what they did
        ("患高血压的320人", "", "患高血压"),  # or by how they are
    ],
)
def test_what_was_done_to_or_by_those_that_are_counted(clause: str, verb: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "noun"),
    [("群众疏散300人", "群众"), ("行人劝导3000人次", "行人"), ("党员走访300人次", ""), ("志愿者慰问120人", "")],
)
def test_people_before_a_deed_underwent_it_or_did_it(clause: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert made.object == noun


@pytest.mark.parametrize(
    ("verb", "noun", "figure"),
    [
        ("装", "探头", "30个"),
        ("挖", "水渠", "300米"),
        ("埋", "管网", "300米"),
        ("栽", "香樟", "300棵"),
        ("换", "灯泡", "30个"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["{v}{n}{q}", "共{v}{n}{q}", "{n}共{v}{q}", "组织党员{v}{n}{q}", "为群众{v}{n}{q}", "在村口{v}{n}{q}"]
)
def test_a_verb_of_one_character(frame: str, verb: str, noun: str, figure: str) -> None:
    (made,) = extract(frame.format(v=verb, n=noun, q=figure) + "。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize("does", ["定位", "识别", "打印", "感应", "报警", "测温", "签到"])
def test_what_a_device_does_is_part_of_its_name(does: str) -> None:
    for clause in (f"加装{does}终端30套", f"安装了北斗{does}终端30套", f"{does}终端加装30套"):
        (made,) = extract(clause + "。").measures
        assert made.action == "加装" if "加装" in clause else made.action == "安装"
        assert made.object.endswith(f"{does}终端"), clause
