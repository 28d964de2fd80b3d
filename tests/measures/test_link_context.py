"""What stands around a count and is not what was done to those it counts."""

from __future__ import annotations

import pytest

from corpus_tools.analysis import analyse
from corpus_tools.measures import extract
from corpus_tools.records import Measure, Page


def read(clause: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.action, m.object) for m in extract(clause).measures]


def on_page(text: str) -> tuple[Measure, ...]:
    return tuple(analyse(Page("a", "a.txt", text, "", "utf-8")).measures)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        # among how many, no deed done to them
        ("在全县64个乡镇中率先建成协商议事厅", [("64个", "", "乡镇")]),
        # what had been done before is undone
        ("集中清除张贴的小广告410张", [("410张", "清除", "小广告")]),
        ("收缴散发的传单86份", [("86份", "收缴", "传单")]),
        # a share of a deed
        ("100%完成区里下达的任务", [("100%", "完成", "区里下达的任务")]),
        # behind a bracket the clause goes on
        (
            "先后为31家门店(理发店19家,浴室12家)办理了卫生许可证",
            [("31家", "办理", "门店"), ("19家", "办理", "理发店"), ("12家", "办理", "浴室")],
        ),
        ("为27名(其中女性9名)残疾人办理了证件", [("27名", "办理", "残疾人"), ("9名", "办理", "女性")]),
        ("加固3座小(2)型水库", [("3座", "加固", "小(2)型水库")]),
        # the event at which it was done
        ("本次活动发动46人,此次行动共出动22人", [("46人", "发动", ""), ("22人", "出动", "")]),
        # all there are in a place, told of anew
        ("下辖14个村委会,全镇6720户21300人", [("14个", "下辖", "村委会"), ("6720户", "", ""), ("21300人", "", "")]),
        # models of one kind, whatever they are counted in
        ("创建平安示范村2个,示范户36户", [("2个", "创建", "平安示范村"), ("36户", "创建", "示范户")]),
        # to whom it was given, in a list
        ("为特困户33户、孤儿7人送去了棉衣", [("33户", "送去", "特困户"), ("7人", "送去", "孤儿")]),
        ("城镇人口310户,农村人口1280户", [("310户", "", "城镇人口"), ("1280户", "", "农村人口")]),
        ("但境内小型水库仅有9座", [("9座", "", "小型水库")]),
        ("户籍登记人口903人,外来人口66人", [("903人", "", "户籍登记人口"), ("66人", "", "外来人口")]),
        ("招录6名社区矫正协理员", [("6名", "招录", "社区矫正协理员")]),
        # words that the segmenter tears apart or runs together
        ("党员和楼栋长共52人参加了清扫", [("52人", "参加", "党员和楼栋长")]),
        ("我班有幼儿28名", [("28名", "", "幼儿")]),
        ("期间共收到三起举报电话", [("三起", "收到", "举报电话")]),
        ("全年接种超4万剂次", [("4万剂次", "接种", "")]),
        ("此次活动共送出挂历75本", [("75本", "送出", "挂历")]),
        # 条 and 约, no 条约
        ("硬化路面4条约600米", [("4条", "硬化", "路面"), ("600米", "硬化", "路面")]),
    ],
)
def test_what_stands_around_a_count(clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(clause) == expected


def test_a_share_of_a_task_that_was_completed_is_no_plan() -> None:
    (share,) = extract("100%完成区里下达的任务").measures
    assert share.status == "done"
    (target,) = extract("明年完成80%的目标").measures
    assert target.status == "planned"


def test_places_that_are_their_own_measure_words_are_coverage() -> None:
    made = [(m.text, m.category) for m in extract("全年涉及5乡21村").measures]
    assert made == [("5乡", "coverage"), ("21村", "coverage")]


def test_a_title_in_one_line_with_the_first_sentence_is_none_of_its_words() -> None:
    page = "篇一:创城工作总结 我校共有教师86名。全年开展活动6次。篇二:创卫工作总结 我校共有学生902名。清理垃圾3车。"
    made = on_page(page)
    assert [(m.action, m.object) for m in made if m.unit == "名"] == [("", "教师"), ("", "学生")]


def test_a_heading_whose_stop_was_lost_is_none_of_the_words_of_its_text() -> None:
    page = (
        "柳岗镇改厕总结 一、主要做法 (一)清理垃圾 全镇出动人员260人次。 (二)改厕 清溪村新建公厕4座。 二、问题 经费少。"
    )
    made = on_page(page)
    assert [(m.text, m.action, m.object) for m in made] == [("260人次", "出动", "人员"), ("4座", "新建", "公厕")]


def test_what_tells_those_counted_from_others_denies_nothing() -> None:
    made = extract("对3家未及时进行整改的作坊进行处罚,走访36户没有劳动能力的家庭,12家企业未整改到位").measures
    assert [(m.text, m.status) for m in made] == [("3家", "done"), ("36户", "done"), ("12家", "negated")]


def test_about_behind_a_measure_word_is_a_modifier() -> None:
    made = extract("签订友好条约3份,硬化路面4条约600米").measures
    assert [(m.text, m.modifier) for m in made] == [("3份", "exact"), ("4条", "exact"), ("600米", "about")]
