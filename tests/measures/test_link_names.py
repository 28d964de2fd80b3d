"""Names with a verb in them, what had not been done to things, whose money it was: as reports of many fields say it."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract


def read(clause: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.action, m.object) for m in extract(clause).measures]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        # a verb that says what kind of thing the noun is
        ("喷洒自制药剂26吨", [("26吨", "喷洒", "自制药剂")]),
        ("筹集关爱基金8.6万元", [("8.6万元", "筹集", "关爱基金")]),
        ("检查批发市场16个", [("16个", "检查", "批发市场")]),
        ("设置粘鼠板800张,捕鼠笼120个", [("800张", "设置", "粘鼠板"), ("120个", "设置", "捕鼠笼")]),
        # what had not been done to the things that another deed is done to
        ("解决未通水贫困村7个", [("7个", "解决", "未通水贫困村")]),
        ("清理未登记出租屋28户", [("28户", "清理", "未登记出租屋")]),
        ("登记未就业高校毕业生42名", [("42名", "登记", "未就业高校毕业生")]),
        # words that the segmenter tears apart
        ("抓获在逃嫌疑人3名", [("3名", "抓获", "在逃嫌疑人")]),
        ("改造灌区末级渠系6.2万亩", [("6.2万亩", "改造", "灌区末级渠系")]),
        ("配备了12台城管通", [("12台", "配备", "城管通")]),
        ("劝导乱摆摊位6个", [("6个", "劝导", "乱摆摊位")]),
        ("评选分类之星达80户", [("80户", "评选", "分类之星")]),
        # what the things lack that were worked on
        ("对乱张贴严重的36座垃圾屋实施刷新", [("36座", "刷新", "垃圾屋")]),
        # four kinds of operations have one name
        ("全县完成计划生育四项手术任务820例", [("820例", "完成", "计划生育四项手术任务")]),
        # whose money it was
        ("县财政投资90万元", [("90万元", "投资", "")]),
        # a rise goes on from what rose, also behind a semicolon
        ("完成客运量42万人次;同比下降6.4%", [("42万人次", "完成", "客运量"), ("6.4%", "下降", "客运量")]),
    ],
)
def test_names_are_read_whole(clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(clause) == expected


def test_a_share_of_the_years_plan_makes_no_plan_of_what_follows() -> None:
    measures = extract("年采伐林木420立方米,占年计划12%,办理林木采伐许可证260份").measures
    assert [m.status for m in measures][::2] == ["done", "done"]


def test_files_are_kept_of_people_who_are_no_staff() -> None:
    (people,) = extract("为820名辖区居民建立了健康档案").measures
    assert people.category == "population"
