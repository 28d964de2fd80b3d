"""A unit before its noun is read though both together look like another word."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract, quantities


@pytest.mark.parametrize(
    ("unit", "noun"),
    [
        # a list says that the unit is none before this character; the noun shows that it is
        ("台", "风力灭火机"),
        ("本", "市民手册"),
        ("本", "地质灾害画册"),
        ("起", "重点积案"),
        ("起", "用户投诉"),
        ("条", "文明标语"),
        ("条", "文艺信息"),
        ("名", "气象信息员"),
        ("名", "优秀护士"),
        ("名", "特约通讯员"),
        ("人", "民兵"),
        ("人", "文艺骨干"),
        ("人", "工伤保险"),
        ("家", "规模养殖场"),
        ("家", "规上企业"),
        ("家", "中小旅馆"),
        ("家", "政企客户"),
        ("场", "地震逃生演练"),
        ("套", "餐具"),
        ("通", "电话"),
        ("次", "生产调度会"),
        ("处", "分类宣传栏"),
        ("支", "医疗队"),
        # a unit that is mostly one at the clause's end only
        ("班", "电梯安全培训"),
        ("对", "新婚夫妇"),
        ("对", "好婆媳"),
        ("对", "离婚登记"),
        ("列", "中欧班列"),
        ("首", "革命歌曲"),
        ("字", "读书笔记"),
        ("担", "烟叶"),
        ("付", "中药"),
        ("基", "低压电杆"),
        ("单", "报修"),
        ("讲", "科普讲座"),
        ("届", "职工运动会"),
        # a longer unit would take the noun's first character, and so would a time
        ("张", "床垫"),
        ("宗", "地籍数据"),
        ("节", "课堂"),
        ("公里", "长廊"),
        ("个", "日间照料中心"),
        ("个", "月饼"),
    ],
)
def test_unit_and_noun(unit: str, noun: str) -> None:
    for verb in ("完成了", "举办了", "新增了"):
        ((text, found),) = [(m.text, m.object) for m in extract(f"我县共{verb}35{unit}{noun}。").measures]
        assert text == f"35{unit}"
        assert found.endswith(noun) or noun.endswith(found), f"{noun}: {found}"


@pytest.mark.parametrize(
    "text",
    [
        "走访300家长",
        "邀请20人民警察到会",
        "选出35人大代表",
        "登记200户口簿",
        "绘制二十四节气图",
        "共排查隐患35对发现的问题立即整改",
        "第二十届三中全会精神",
        "项目资金63万帮助养殖户",
        "3个月内办结",
        "2023届毕业生",
        "连续举办二十届三中全会宣讲",
        "全年12个月份",
    ],
)
def test_words_that_are_no_unit(text: str) -> None:
    assert [q.unit for q in quantities(text)[0] if q.unit not in ("", "元")] == []


def test_hours_of_what_was_shown_or_looked_at() -> None:
    for text in ("抽查35小时录像", "录制35小时节目", "抽查监控录像35小时", "提供35小时志愿服务"):
        assert [q.text for q in quantities(text)[0]] == ["35小时"], text
    assert quantities("35小时内办结")[0] == []


@pytest.mark.parametrize("noun", ["民居", "综合楼", "写字楼"])
def test_kinds_of_buildings_are_counted(noun: str) -> None:
    assert [q.text for q in quantities(f"修缮{noun}35栋")[0]] == ["35栋"]
    assert quantities("家住锦绣家园35栋")[0] == []


@pytest.mark.parametrize(
    "text",
    ["安顿xx名帮扶责任人", "xx名群众参加", "检查xx家规模企业", "发放xx本市民手册", "修建xx座桥梁", "走访xx位老人"],
)
def test_a_placeholder_between_a_verb_and_a_noun(text: str) -> None:
    (found,) = quantities(text)[0]
    assert (found.value, found.unit) == (None, text[text.index("xx") + 2])


@pytest.mark.parametrize("text", ["参观xx名胜古迹", "xx名师工作室", "帮助xx组群众", "xx电视xx台记者", "xx家园小区"])
def test_a_placeholder_in_a_name(text: str) -> None:
    assert quantities(text)[0] == []
