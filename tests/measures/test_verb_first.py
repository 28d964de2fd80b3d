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
    ("verb", "noun", "figure"),
    [
        ("施", "复合肥", "300公斤"),
        ("制", "科普展板", "30块"),
        ("备", "水泵", "12台"),
        ("储", "融雪剂", "30吨"),
        ("组", "应急救援队", "3支"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["{v}{n}{q}", "共{v}{n}{q}", "今年{v}{n}{q}", "党员{v}{n}{q}", "清理垃圾3吨,{v}{n}{q}"]
)
def test_a_verb_of_one_character_that_no_other_list_has(frame: str, verb: str, noun: str, figure: str) -> None:
    made = extract(frame.format(v=verb, n=noun, q=figure) + "。").measures[-1]
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("种杨梅树300棵", "种", "杨梅树"),
        ("装钢护栏300米", "装", "钢护栏"),
        ("发明白纸6000张", "发", "明白纸"),
        ("修通组路31公里", "修", "通组路"),
        ("抢通道路12条", "抢通", "道路"),
        ("共承保育肥猪300头", "承", "保育肥猪"),
        ("发放征兵手册300本", "发放", "征兵手册"),
        ("签拆除协议30份", "签", "拆除协议"),
        ("检查食盐供应企业30家", "检查", "食盐供应企业"),
        ("新建残疾人托养照料站3处", "新建", "残疾人托养照料站"),
        ("抽查实习记录30份", "抽查", "实习记录"),
        ("填值班记录30份", "填", "值班记录"),
        ("制止违规装修30起", "制止", "违规装修"),
        ("用消毒液6吨", "用", "消毒液"),
        ("得金牌3块", "得", "金牌"),
    ],
)
def test_the_verb_ends_where_a_listed_noun_begins(clause: str, verb: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("为留守儿童圆微心愿66个", "圆", "微心愿"),
        ("捐书活动12场", "", "捐书活动"),
        ("发车位22个", "", "发车位"),
        ("稻虾共作350亩", "", "稻虾共作"),
        ("村民组干部30人", "", "村民组干部"),
        ("制定完善管理制度32项", "制定完善", "管理制度"),
        ("编印发放手册300本", "编印发放", "手册"),
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


@pytest.mark.parametrize("frame", ["镇里{v}了{n}{q}", "{v}各类{n}{q}", "{v}了{n}{q}"])
@pytest.mark.parametrize(
    ("verb", "noun", "figure"),
    [
        ("发", "停电短信", "300条"),
        ("回访", "报修客户", "300户"),
        ("发放", "喂养手册", "300本"),
        ("清扫", "收费广场", "300平方米"),
    ],
)
def test_behind_a_verb_that_is_done_begins_its_noun(frame: str, verb: str, noun: str, figure: str) -> None:
    (made,) = extract(frame.format(v=verb, n=noun, q=figure) + "。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("新签约征迁户30户", "签约", "征迁户"),
        ("新建档社区矫正对象30名", "建档", "社区矫正对象"),
        ("新建档案室3间", "新建", "档案室"),
        ("新增高企12家", "新增", "高企"),
        ("共登记流动人口300人", "登记", "流动人口"),
        ("登记流动人口300人", "登记", "流动人口"),
        ("清扫辖区收费广场300平方米", "清扫", "辖区收费广场"),
        ("深入辖区检查企业30家", "检查", "企业"),
    ],
)
def test_words_joined_to_the_verb_and_places_behind_it(clause: str, verb: str, noun: str) -> None:
    (made,) = extract(clause + "。").measures
    assert (made.action, made.object) == (verb, noun)


@pytest.mark.parametrize("whom", ["为群众", "给居民", "由网格员"])
def test_what_was_held_for_people_or_by_them_is_counted(whom: str) -> None:
    for verb, noun, figure in (
        ("举办", "文艺汇演", "12场"),
        ("举办", "技能培训", "12期"),
        ("开展", "义诊", "12场"),
    ):
        (made,) = extract(f"{whom}{verb}{noun}{figure}。").measures
        assert (made.action, made.object) == (verb, noun), whom


def test_those_whom_a_deed_is_done_to_are_counted() -> None:
    (made,) = extract("对企业开展检查12次。").measures
    assert (made.action, made.object) == ("检查", "企业")
