"""A verb before its noun is the deed, whatever the clause opens with and whether or not a list has the verb."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

_SHORT = (
    ("买", "切菜机", "3台"),
    ("换", "水龙头", "30只"),
    ("访", "台企", "30家"),
    ("编", "村规划", "12个"),
    ("擦", "玻璃", "300平方米"),
    ("撒", "生石灰", "3吨"),
)
_LONG = (("抢通", "道路", "12条"), ("关注", "公众号粉丝", "3000人"), ("采送", "血样", "300份"))
_OPENERS = ("社区网格员", "县派出所", "为群众", "给困难户", "组织党员", "联合派出所", "由保洁员")


@pytest.mark.parametrize("opener", _OPENERS)
def test_who_did_it_or_for_whom_is_no_part_of_the_noun(opener: str) -> None:
    for verb, noun, figure in (*_SHORT, *_LONG):
        clause = f"{opener}{verb}{noun}{figure}"
        (made,) = extract(clause + "。").measures
        assert (made.action, made.object) == (verb, noun), clause


@pytest.mark.parametrize(("verb", "noun", "figure"), [("检查", "工地", "30家"), ("培训", "教师", "30人次"), *_SHORT])
def test_what_money_was_used_for_is_the_deed(verb: str, noun: str, figure: str) -> None:
    (made,) = extract(f"用于{verb}{noun}{figure}。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("小学生护水绘画收到270幅", "收到", "小学生护水绘画"),
        ("家属助廉座谈会开了2次", "开", "家属助廉座谈会"),
        ("社团招新12个", "招新", ""),
        ("疏通镇区排水管网5公里", "疏通", "镇区排水管网"),
        ("厕所革命任务860户", "", "厕所革命任务"),
    ],
)
def test_names_that_begin_with_people_or_end_as_bodies_do(clause: str, verb: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert (made.action, made.object) == (verb, noun)
