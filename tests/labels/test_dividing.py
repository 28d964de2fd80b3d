"""Sections without a heading, cut where their paragraphs turn to another subject."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.labels import label
from corpus_tools.labels.dividing import finer, rejoined
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

# paragraphs in plain words, which no list of ``structure`` knows for a change of subject
PLANTING = (
    "从正月初八起，老少爷们扛着锄头上了坡，刨坑、浇水、培土，七天工夫栽下桃树两千棵，"
    "把村口那片荒了多年的臭水坑也填平了，上面铺了草皮，砌了花坛，路两边装上了路灯。"
)
STAGE = (
    "老支书请来剧团连唱三晚，台上演移风易俗，台下发明白纸，孩子们把标语画在自家墙上，"
    "大喇叭早晚念村规民约，家家户户都晓得这件事的好处，谈起来头头是道。"
)
LACK = (
    "钱还是不凑手，管子埋到村西头就停了，几户老人行动不便一直没有接上；保洁员嫌工资低，"
    "一年换了四个，有的人家照旧往沟里倒水，说了几回也不听。"
)
PLAIN = "\n".join(("柳林村环境整治工作总结", PLANTING, STAGE, LACK))


def test_paragraphs_of_different_subjects_are_sections() -> None:
    structure = parse(PLAIN)
    assert len(structure.sections) == 1
    found = label(PLAIN, structure)
    assert [(PLAIN[s.start : s.start + 4], s.label) for s in found] == [
        ("柳林村环", "remediation"),
        ("老支书请", "publicity"),
        ("钱还是不", "problems"),
    ]
    assert [a.end for a in found[:-1]] == [b.start for b in found[1:]]


def test_paragraphs_of_one_subject_stay_together() -> None:
    page = "\n".join(
        ("柳林村环境整治工作总结", "一、集中整治", CLEANING, CLEANING.replace("柴草", "杂物").replace("3.5", "2"))
    )
    assert len(label(page, parse(page))) == len(parse(page).sections)


def test_a_cut_section_is_explained() -> None:
    start = PLAIN.index("老支书请")
    assert explain(parse(PLAIN), start).label == "publicity"


NUMBERED = "\n".join(
    (
        "柳林村环境整治工作总结",
        "一、广泛宣传。" + PUBLICITY,
        "二、集中整治。" + CLEANING,
    )
)


def test_an_end_under_the_last_heading_is_a_section_of_its_own() -> None:
    page = NUMBERED + "\n最头疼的是缺钱缺人,污水管网通不到户,个别群众习惯难改,整治过后容易反弹,长效机制不健全。"
    assert len(parse(page).sections) == 3
    last = label(page, parse(page))[-1]
    assert (page[last.start : last.start + 4], last.heading, last.label) == ("最头疼的", "", "problems")


def test_paragraphs_of_different_subjects_stay_under_their_heading() -> None:
    page = NUMBERED + "\n" + PUBLICITY
    assert len(label(page, parse(page))) == len(parse(page).sections)


def test_what_a_numbered_part_reached_belongs_to_it() -> None:
    reached = "经过努力,全村卫生面貌焕然一新,群众满意度由七成提高到九成八,村里被评为市级文明村,获得奖金三万元。"
    ends = (reached, reached + "\n三、加强督查。镇督查组每周检查一次,通报排名,对后三名的约谈。")
    counts = []
    for end in ends:
        page = NUMBERED + "\n" + end
        counts.append(sum(s.start == page.index("经过努力") for s in label(page, parse(page))))
    assert counts == [1, 0]


def test_parts_are_joined_again_unless_they_turn() -> None:
    page = "\n".join((PUBLICITY, CLEANING, PROBLEMS))
    whole = parse(page)
    one = dataclasses.replace(whole.sections[0], start=0, end=len(page), heading="")
    whole = dataclasses.replace(whole, sections=(one,))
    found = finer(whole)
    assert found is not None
    assert found.origin == (0, 0, 0)

    def joined(labels: tuple[str, ...], sure: tuple[float, ...]) -> list[int]:
        return [page.index(page[s.start : s.end]) for s in rejoined(whole, found, labels, sure).sections]

    second, third = page.index(CLEANING), page.index(PROBLEMS)
    assert joined(("publicity", "remediation", "problems"), (0.9, 0.9, 0.9)) == [0, second, third]
    assert joined(("publicity", "remediation", "problems"), (0.9, 0.4, 0.9)) == [0, third]
    assert joined(("publicity", "publicity", "publicity"), (0.9, 0.9, 0.9)) == [0]


def test_a_report_with_nothing_to_cut_is_not_looked_at_twice() -> None:
    first = "\n".join(("杨树乡环境整治工作总结", "一、加强领导。乡里成立了领导小组。", "二、广泛宣传。" + PUBLICITY))
    page = "第一篇\n" + first + "\n第二篇\n" + PLAIN
    structure = parse(page)
    found = finer(structure)
    assert len(structure.reports) == 2
    assert found is not None
    assert found.structure.reports == structure.reports[1:]
    before = sum(s.start < structure.reports[1].start for s in structure.sections)
    assert [s.label for s in label(page, structure)][before:] == ["remediation", "publicity", "problems"]


PIECES = (PUBLICITY, CLEANING, PROBLEMS, PLANTING, STAGE, LACK, "二、加强宣传", "　", "特此报告。", "柳林村\ud800总结")


@given(st.lists(st.sampled_from(PIECES)))
def test_cut_sections_cover_what_the_whole_ones_did(lines: list[str]) -> None:
    page = "\n".join(lines)
    structure = parse(page)
    found = label(page, structure)
    assert {s.start for s in structure.sections} <= {s.start for s in found}
    assert {s.end for s in structure.sections} <= {s.end for s in found}
    covered = [sum(s.end - s.start for s in sections) for sections in (structure.sections, found)]
    assert covered[0] == covered[1]
    assert all(a.end <= b.start for a, b in pairwise(found))
