"""Reports glued to one another in one line, and chapters that look like joints."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.test_joints import starts

CLINIC = (
    "¶{}为切实做好家庭医生签约服务,我院组建团队6支,现就今年的工作总结如下:一、签约服务。签约居民5200人,"
    "上门随访高血压患者2600人次,健康体检1800人。二、健康教育。举办健康讲座14场,更换宣传栏36期。"
)
HAMLET = (
    "¶{}竹溪坪村国土面积9平方公里,辖6个村民小组。今年以来,全村流转土地260亩种植茶叶,硬化道路3公里,"
    "改造危房12户,转移就业64人,发放产业奖补8.6万元,户均增收3100元。下一步,我村将巩固成果,向着共同富裕迈进。"
)
STATION = (
    "¶{}我所现有民警9名、辅警17名。过去的一年,破获刑事案件41起,调处治安纠纷160起,办理身份证2300张,"
    "巡逻4100人次,安装监控86个,收到锦旗4面,群众安全感满意度名列全县前茅。"
)


@pytest.mark.parametrize("mark", ["工作总结({})", "{}、年度工作总结", "年度工作总结{}", "工作总结 第{}篇 "])
def test_numbered_titles_in_one_line(mark: str) -> None:
    page = "".join(one.format(mark.format("一二三"[n])) for n, one in enumerate((HAMLET, CLINIC, STATION)))
    found, wanted = starts(page)
    assert found == wanted


@pytest.mark.parametrize(
    "joint",
    ["", "特此总结。", "以上是今年的工作,不妥之处,请批评指正。", "竹溪坪村村民委员会2020年12月3日"],
)
def test_nothing_but_what_ends_and_opens(joint: str) -> None:
    found, wanted = starts(HAMLET.format("") + joint + (STATION if joint else CLINIC).format(""))
    assert found == wanted


def test_thanks_in_the_midst_open_no_report() -> None:
    more = "以上汇报如有不妥,请批评指正。我们将以此为动力,认真抓好整改,确保年底前把各项任务全部完成。谢谢大家!"
    assert len(parse((HAMLET.format("") + more).replace("¶", "")).reports) == 1


@pytest.mark.parametrize("glue", ["\n", " ", ""])
def test_chapters_that_are_called_parts(glue: str) -> None:
    parts = ["第一篇 成绩篇", "中考优秀率31%,比上年提高4个百分点,竞赛获奖86人次,学校被评为文明校园,社会反响良好。"]
    parts += [
        "第二篇 措施篇",
        "一、德育为先。开展主题班会310节,评选好少年240名。二、教学为本。公开课96节,集体备课480次。",
    ]
    parts += ["第三篇 展望篇", "来年,学校将引进青年教师8名,改造操场,办好家长学校,培训家长2000人次。"]
    assert len(parse(glue.join(["新岭中学年度工作总结", *parts])).reports) == 1


NURSE = (
    "¶今年我在内科工作,护理病人380人次,值夜班92个,参加培训16次,考试成绩良好,病人满意度98%,没有发生差错。\n"
    "今后我会虚心学习,做一名让病人放心的护士。\n"
)


def test_another_person_says_when_she_came() -> None:
    other = "¶我于2019年3月调入手术室,担任器械护士。\n全年配合手术612台,其中急诊手术87台,清点器械无差错。\n"
    found, wanted = starts(NURSE + other)
    assert found == wanted


def test_a_person_says_what_he_is() -> None:
    cook = "¶我是机关食堂的厨师长,掌勺已有八年。\n每天供应三餐920人份,更新菜谱240道,退回不合格蔬菜310公斤。\n"
    found, wanted = starts(HAMLET.format("") + "\n" + cook)
    assert found == wanted


def test_a_title_whose_body_the_text_names_again() -> None:
    page = (
        HAMLET.format("") + "\n¶马鞍村扶贫工作情况\n截至目前,马鞍村贫困户53户全部脱贫,集体收入9.6万元。加固房屋23户。"
    )
    found, wanted = starts(page)
    assert found == wanted


MARKS = ["★第{}篇★", "〔{}〕", "---------{}---------", "#{}", "示例{}:", "◆篇章{}◆", "※{}※"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_with_drawn_lines_and_signs(mark: str) -> None:
    bodies = [one.format("")[1:] for one in (HAMLET, CLINIC, STATION)]
    page = "\n".join(f"¶{mark.format(n)}\n{body}" for n, body in zip("123", bodies, strict=True))
    found, wanted = starts(page)
    assert found == wanted


def test_dashes_around_a_page_s_number_are_no_mark() -> None:
    text = HAMLET.format("")[1:]
    assert len(parse(f"{text}\n- 1 -\n{text[:60]}\n- 2 -\n{text[60:]}").reports) == 1


def test_numbered_titles_with_no_title_over_them() -> None:
    bodies = [one.format("")[1:] for one in (HAMLET, CLINIC, STATION)]
    titles = ["竹溪坪村扶贫工作总结", "家庭医生签约工作小结", "派出所工作总结"]
    page = "\n".join(f"¶({n}){titles[n - 1]}\n{body}" for n, body in enumerate(bodies, 1))
    found, wanted = starts(page)
    assert found == wanted


@pytest.mark.parametrize("glue", ["\n", " ", ""])
def test_next_year_s_plan_under_its_own_title(glue: str) -> None:
    parts = ["急诊科工作总结及工作计划", "今年急诊科在院领导下完成各项任务。现将总结及计划汇报如下。"]
    parts += ["一、完成情况", "接诊患者4.8万人次,抢救危重患者2100人次,出诊反应时间2分钟。"]
    parts += ["二、存在不足", "候诊高峰期秩序不佳,留观床位紧张,医护人员流动大。", "20xx年工作计划"]
    parts += ["为进一步提高急诊急救水平,结合科室实际,制定如下计划:", "一、完善流程", "患者10分钟内就诊。"]
    assert len(parse(glue.join(parts)).reports) == 1


NEWS = "¶第二篇:柏溪镇开展防汛演练本网讯6月4日上午,柏溪镇组织民兵90人在水库大坝演练抢险,村民2100人有序转移。"


@pytest.mark.parametrize("signed", ["竹溪坪村村民委员会", "竹溪坪村村民委员会20xx年12月3日"])
def test_a_news_item_s_mark_glued_to_a_signature(signed: str) -> None:
    page = HAMLET.format("第一篇:竹溪坪村工作总结") + signed + NEWS + STATION.format("第三篇:派出所工作总结")
    found, wanted = starts(page)
    assert found == wanted


def test_a_news_item_s_mark_behind_a_date_is_the_last() -> None:
    found, wanted = starts(HAMLET.format("第一篇:竹溪坪村工作总结") + "竹溪坪村村民委员会2020年12月3日" + NEWS)
    assert found == wanted


def test_a_mark_in_the_text_whose_number_is_not_missing() -> None:
    read = "读书笔记评出优秀两篇,第三篇:讲述护林员的故事入选市级文集。"
    page = HAMLET.format("第一篇:竹溪坪村工作总结") + read + STATION.format("第二篇:派出所工作总结")
    found, wanted = starts(page)
    assert found == wanted
