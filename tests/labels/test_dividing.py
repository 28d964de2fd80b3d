"""Sections without a heading, cut where their paragraphs turn to another subject."""

from __future__ import annotations

from corpus_tools.labels import label
from corpus_tools.labels.explaining import explain
from corpus_tools.structure import parse

PUBLICITY = (
    "村里利用广播每天宣讲两遍，在路口悬挂横幅12条，张贴标语60条，向农户发放明白纸800份，还请文艺队编了快板到各组演唱，"
    "让大家都知道整治的好处，营造了浓厚的宣传氛围。"
)
CLEANING = (
    "党员带头动手，先后清理柴草堆45处，清运积存垃圾60余吨，疏通沟渠3.5公里，拆除残墙断壁12处，"
    "对村口的坑塘进行了清淤，栽植树木300株，村庄面貌大为改观。"
)
PROBLEMS = (
    "工作中也存在一些问题和不足，部分群众卫生习惯差，乱扔垃圾的现象时有反复，保洁经费不足，"
    "保洁员年龄偏大，污水管网还没有通到户，长效管理机制不健全。"
)
PAGE = "\n".join(("柳林村环境整治工作总结", PUBLICITY, CLEANING, PROBLEMS))


def test_paragraphs_of_different_subjects_are_sections() -> None:
    found = label(PAGE, parse(PAGE))
    told = {PAGE[s.start : s.start + 4]: s.label for s in found}
    assert {k: told.get(k) for k in ("村里利用", "党员带头", "工作中也")} == {
        "村里利用": "publicity",
        "党员带头": "remediation",
        "工作中也": "problems",
    }
    assert [a.end for a in found[:-1]] == [b.start for b in found[1:]]


def test_paragraphs_of_one_subject_stay_together() -> None:
    page = "\n".join(
        ("柳林村环境整治工作总结", "一、集中整治", CLEANING, CLEANING.replace("柴草", "杂物").replace("3.5", "2"))
    )
    assert len(label(page, parse(page))) == len(parse(page).sections)


def test_a_cut_section_is_explained() -> None:
    start = PAGE.index("党员带头")
    assert explain(parse(PAGE), start).label == "remediation"
