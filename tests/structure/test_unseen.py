"""Kinds of pages that collectors, forums, chat accounts and word processors make, and what must stay whole."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

ROADS = (
    "我工区管养公路77公里、桥梁19座,现有养路工26人。\n全年清理边沟61公里、涵洞133道、塌方3400方,修补坑槽5200平方米。\n"
    "暴雨中断交通3处,全员抢修36小时恢复通行,出动装载机48台班。\n"
    "配合路政巡查96次,拆除非标牌26块,清理路面堆积物87处,公路两旁刷白行道树9600棵。\n工具老化,冬季除冰靠人工,效率不高。"
)
CLINIC = (
    "上半年,我院承担的14项基本公共卫生服务项目全部按进度推进。\n累计建立居民健康档案2.4万份,更新3800份。\n"
    "登记高血压患者2140人,随访5980人次。\n孕产妇建册118人,预防接种4870针次。\n老年人体检1890人,进度偏慢。"
)
TEACHING = (
    "这学期我校共有36个教学班、142名教师。\n集体备课18次、公开课52节,教师听评课人均22节。\n"
    "抽查教案568本、学生作业2300本,意见在教研会上反馈。\n结对帮扶学困生213人,课后辅导每周三次。\n实验课开出率只有八成。"
)


def starts(page: str) -> list[str]:
    return [page[r.start :][:8] for r in parse(page).reports]


@pytest.mark.parametrize(
    "mark",
    ["第{n}份", "【版本{a}】", "范本{n}", "NO.{a} 工区小结", "岗位小结范例3篇{n}", "『范文{a}』", "({a})"],
)
def test_marks_over_reports_that_open_in_words_of_their_own(mark: str) -> None:
    """三篇总结, each under a line of the collector's, whatever its text begins with."""
    # for the number alone the head must say how many there are
    head = "" if mark[0] == "岗" else "三个单位的小结(三份)\n"
    plain = head + "\n".join(
        mark.format(n=n, a=a) + "\n" + body
        for n, a, body in zip("一二三", (1, 2, 3), (ROADS, CLINIC, TEACHING), strict=True)
    )
    assert len(parse(plain).reports) == 3
    wanted = [mark.format(n=n, a=a)[:8] for n, a in zip("一二三", (1, 2, 3), strict=True)]
    assert [s.split("\n")[0] for s in starts(plain)] == wanted


def test_a_chapter_whose_list_counts_on_is_no_page_number() -> None:
    """头一条 … 第二条 under 第二份: nothing goes on across the mark."""
    tail = "头一条,把底数摸清,核查6300户。\n第二条,服务送上门,免费检查82人。\n第三条,奖励不打折,兑现7万元。"
    page = "\n".join(
        f"第{n}份\n{head}工作总结\n今年{tail * 2}" for n, head in zip("一二三", ("计生", "老龄", "妇联"), strict=True)
    )
    assert len(parse(page).reports) == 3


def test_titles_of_a_series_differ_in_their_numbers_only() -> None:
    week = "一、本周完成\n1.扫描档案{}页,整理案卷42盒;\n2.接待查档群众{}人次,出具证明29份;\n3.完成库房温湿度记录7次。\n"
    plan = "二、下周计划\n1.婚姻档案继续数字化;\n2.参加市局业务培训。"
    check(
        "¶周工作小结(第18周)\n§"
        + week.format(1300, 37)
        + "§"
        + plan
        + "\n¶周工作小结(第19周)\n§"
        + week.format(2600, 41)
        + "§"
        + plan
    )


def test_reports_one_after_another_without_any_mark() -> None:
    """Nothing but the end of one (what is lacking) and the beginning of the next (figures of another body)."""
    page = "\n".join((ROADS, CLINIC, TEACHING))
    assert starts(page) == ["我工区管养公路7", "上半年,我院承担", "这学期我校共有3"]
    report = parse(page).reports[1]
    assert {"lacks", "field"} <= set(report.cues)
    assert report.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "环境整治督查情况汇报\n按照县里安排,督查组检查了四个村,现将情况汇报如下:\n"
        "柳林村现有农户320户,沿路柴草基本清完,垃圾池配齐12个。问题是河道漂浮物清理不及时,保洁力量薄弱。\n"
        "上堡村有农户210户,硬化巷道1.2公里,栽花3000株,改厕62座。问题是保洁员不足。\n"
        "河湾村现有人口1400人,拆除残垣断壁46处,粉刷墙面5600平方米。问题是堆料场管理不到位。\n"
        "石桥村下辖5个组,新建公厕2座。问题是台账不全。",
        "青溪镇2019年工作总结\n全镇辖14个村、2个社区,总人口3.6万人,各项任务较好完成。\n"
        "种植水稻2.1万亩、油菜8600亩,推广良种12个,病虫害统防统治1.4万亩。困难是灌溉设施老化。\n"
        "全镇现有低保户412户、特困对象96人,发放低保金386万元,探访孤寡老人620人次。民政经办人员偏少。\n"
        "截至11月底,完成工业产值4.2亿元,新增规上企业2家,引进项目5个。用地指标紧张。\n"
        "全年接访群众187批,调处矛盾纠纷246件,没有越级上访。个别积案化解难度较大。",
    ],
)
def test_paragraphs_that_each_end_in_what_is_lacking_are_one_report(text: str) -> None:
    assert len(parse(text).reports) == 1


def test_minutes_are_a_document_of_their_own() -> None:
    page = (
        "人民调解工作报告\n调委会受理纠纷168件,调解成功163件,协议金额215万元。对老上访户入户谈心30多次,4户息诉息访。"
        "请退休法官坐堂,全年接待520人次,代写文书88份。\n调委会例会纪要\n时间:2021年11月3日上午9时\n地点:社区二楼会议室\n"
        "参加:专职调解员3人、网格员8人\n会议通报了10月份纠纷办理情况,受理14件,办结13件;讨论了楼道堆物纠纷的处理办法,"
        "要求11月20日前把排查表交齐,不得漏报瞒报。"
    )
    found = parse(page)
    assert starts(page) == ["人民调解工作报告", "调委会例会纪要\n"]
    assert "form" in found.reports[1].cues
    assert not found.noise


FORUM = (
    "⟨楼主\n发表于 2013-1-5 10:22\n只看该作者 倒序浏览⟩\n¶春季防疫工作总结\n{}\n"
    "⟨沙发\n清风\n发表于 2013-1-5 11:02\n写得不错,收藏了\n4楼\n好人一生平安⟩"
)
CHAT = (
    "⟨点击上方蓝字 关注我们⟩\n¶道路养护工作总结\n{}\n"
    "⟨- END -\n文字:阿林\n图片:院办\n"
    "编辑:小葵\n审核:周主任\n喜欢就点个在看吧\n往期推荐\n1、春节演出安排出炉\n2、公益班开始报名⟩"
)
WORD = (
    "⟨Normal 0 7.8 磅 0 2 false false false MicrosoftInternetExplorer4\n"
    "/* Style Definitions */ table.MsoNormalTable {{mso-style-name:普通表格;}}⟩\n¶道路养护工作总结\n{}"
)
SIDE = (
    "⟨首页\n街道概况\n热门文章\n1 某街道2021年度部门决算\n2 街道召开防汛工作会\n站内搜索\n检索⟩\n"
    "¶道路养护工作总结\n{}\n⟨附件:\n上一条:春耕生产情况\n下一条:禁火通告⟩"
)


@pytest.mark.parametrize("page", [FORUM, CHAT, WORD, SIDE], ids=["forum", "chat", "word", "sidebar"])
def test_what_a_site_puts_around_a_report(page: str) -> None:
    marked = page.format(ROADS)
    text = marked.translate({ord(c): None for c in "⟨⟩¶"})
    inside = marked.index("¶")
    before = len(marked[:inside].translate({ord(c): None for c in "⟨⟩¶"}))
    end = text.index("效率不高。") + len("效率不高。")
    assert [(r.start, r.end) for r in parse(text).reports] == [(before, end)]


def test_a_forums_second_floor_may_hold_a_report() -> None:
    floors = (
        "道路养护工作总结\n{}\n2楼 发表于 2012-12-20 10:02\n这里也有一份\n卫生院半年工作总结\n{}\n3楼 发表于 2012-12-21"
    )
    page = floors.format(ROADS, CLINIC)
    assert starts(page) == ["道路养护工作总结", "卫生院半年工作总"]


def test_titles_glued_to_the_text_on_both_sides() -> None:
    """…效率不高。乡卫生院半年工作小结截至6月末,…: a time or the body's name begins the text behind the title."""
    page = f"{ROADS}乡卫生院公共卫生半年工作小结截至6月末,{CLINIC}".replace("\n", "")
    assert starts(page)[1:] == ["乡卫生院公共卫生"]
    page = f"{ROADS}河头中学教学工作小结河头中学有36个教学班。{TEACHING}".replace("\n", "")
    assert starts(page)[1:] == ["河头中学教学工作"]


def test_a_date_in_the_line_of_the_next_title_signs_the_report_above() -> None:
    page = f"养护工作总结\n{ROADS}\n城西公路站 2021-07-05 卫生院半年公共卫生工作总结\n{CLINIC}"
    assert starts(page) == ["养护工作总结\n我", "卫生院半年公共卫"]


def test_a_month_that_a_sentence_goes_on_behind_signs_nothing() -> None:
    more = "城西公路站2018年4月进驻以来,我们和村里一起修补坑槽5200平方米,疏通涵洞96道,村民出行方便了许多。"
    assert starts(f"驻村工作总结\n{ROADS}\n{more}") == ["驻村工作总结\n我"]
