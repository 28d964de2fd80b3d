"""Collections as other collectors join them, and reports that carry no headings; places and figures are invented."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

BARE_TITLES = """\
⟨双河县群团工作总结汇编⟩
⟨2020年11月5日 | 分类:机关 | 阅读:120⟩
¶双河县妇联工作总结
今年来,妇联心系姐妹,做了不少实事。
§一、维权
受理来访18件,调处家暴案2起,替5名受害姐妹申领救助金。
§二、帮扶
扶持示范基地3个,发放贷款160万元。

¶双河县残联年度工作小结
§康复手术52例,发放轮椅31辆、助听器12台,训练脑瘫儿童6名。
"""

OTHER_SUBJECTS = """\
⟨枫桥中学总结 1.德育 2.教学⟩
¶德育工作总结一
本学期德育工作以养成教育为重点,成绩较好。
§一、队伍。召开班主任会议8次,培训24人次。
§二、活动。举行升旗仪式18次,主题班会16节。
¶教学工作总结二
一学期来教务处狠抓常规,质量稳中有升。
§一、备课。检查教案6次,评出优秀教案20本。
§二、课堂。听评课146节,举办公开课12节。
"""

BARE_NUMBERS = """\
¶1

我是一名民警,一年来在同事们的帮助下完成了本职工作,现述职如下:
§一、学习。参加培训5次,记笔记2万字。
§二、办案。抓获嫌疑人9名,破案14起。

¶2

本人自任社区民警以来,把群众的事放在心上,得到了大家的认可。
§一、走访。走访群众1200户,采集信息5600条。
§二、调解。调解纠纷56起,收到锦旗5面。
"""

FAN_WEN = """\
⟨财政所总结⟩
¶范文一

柳溪镇财政所工作总结

今年以来,我所认真落实上级部署,收入稳步增长。
§一、收入
完成财政收入1860万元,占任务的103%。
¶范文二

柳溪镇财政所工作总结

在县局的支持下,我所圆满完成了年度目标。
§一、征管
对辖区38家企业逐户摸底,清缴欠税46万元。
"""

ESSAY = """\
⟨消防工作总结怎么写⟩
⟨更新日期:2025-01-02 10:10⟩
⟨撰写消防工作总结时的注意事项:⟩
⟨1. 总结的标题要简明,正文要突出重点。⟩
⟨2. 总结的开头写基本情况,结尾写打算,最后是落款。⟩
¶平安镇消防安全工作总结
今年以来,我镇认真落实消防安全责任制,取得新进展。
§一、落实责任。与18个村签订责任书18份,召开会议4次。
§二、排查隐患。检查单位126家,整改隐患98处。
"""

TEASER = """\
⟨车间总结(2篇)⟩
¶篇一:合成车间总结
我车间今年生产平稳,现总结如下:
§1 生产指标
1.1 产量:全年生产尿素12万吨。
1.2 质量:一级品率99%。
§2 设备管理
每班点检一次,处理缺陷310条,主设备完好率保持在98%以上。
⟨篇二:装配车间总结⟩
⟨时间过得真快,我作为装配班的班长,带领班里的兄弟姐妹们……⟩
"""

DOUBLE_TITLE = (
    "⟨食堂工作总结⟩¶食堂工作总结(一)本学期食堂为师生提供了安全卫生的饭菜。§一、管理。制定制度12项,签订责任书14份。"
    "§二、采购。查验证件36份,退回蔬菜120公斤。¶食堂工作总结(二)民以食为天,本年度我们供应午餐21万份。"
    "§一、留样。留样380份。"
)


@pytest.mark.parametrize("marked", [BARE_TITLES, OTHER_SUBJECTS, BARE_NUMBERS, FAN_WEN, ESSAY, TEASER, DOUBLE_TITLE])
def test_collections_are_cut_where_their_collectors_joined_them(marked: str) -> None:
    check(marked)


def test_a_page_number_is_no_mark() -> None:
    """1 stands below the first page's text, not over it."""
    page = (
        "青石镇防汛工作总结\n今年我镇认真防汛,组织巡查9次,转移群众320人。\n1\n"
        "物资储备充足,编织袋3万条,全部入库。\n2\n今后继续努力。"
    )
    assert len(parse(page).reports) == 1


def test_a_chapter_is_no_report() -> None:
    """工作情况, 工作计划 head chapters of one report as well."""
    page = (
        "青石镇工作总结\n今年以来我镇工作有序推进。\n2021年工作情况\n"
        + "发放传单300份,清运垃圾12吨。" * 8
        + "\n2022年工作计划\n"
        + "计划新建公厕3座,栽树500棵。" * 8
    )
    assert len(parse(page).reports) == 1


SPOKEN = (
    "¶结对帮扶工作汇报\n按照统一安排,我局结对帮扶白岩乡,做到了思想上重视。\n"
    "§一是进村入户。局领导带头走访5次,干部职工走访920余人次,为群众办实事63件,送去棉被92床。"
    "§二是因户施策。捐赠仔猪92头、化肥8吨,举办种养培训班4期,培训农户310人次,帮助销售蜂蜜1吨。\n"
    "§存在的主要问题:一是个别群众等靠要;二是产业链条短。"
)

ITEMS_ONLY = (
    "¶学校防火宣传总结\n我校毗邻林区,扎实开展了防火宣传。\n"
    "§1.上好一节课。各班利用班会讲授防火知识,共上课24节。§2.出好一期报。全校出黑板报12块,手抄报300余份。"
    "§3.写好一封信。向家长发出倡议书486份,回执率99%。\n§总之,防火工作只有起点,没有终点。"
)

ASPECTS = (
    "¶民政办年终总结\n民政工作连着千家万户,我办用心做好每一件小事。\n"
    "§兜底救助方面,街道现有低保312户,全年发放低保金288万元。\n"
    "§养老服务方面,建成日间照料中心4家、助餐点9个。\n"
    "§不足之处是人手紧张,窗口只有3人。\n§以上汇报,不妥之处,请批评指正。"
)

LISTS = "¶消防工作计划\n为保障师生安全,特制定本计划:\n(1)每学期讲座2次;\n(2)每月检查1次;\n(3)演练2次。"

AHEAD = (
    "¶安全工作总结\n公司始终把安全放在首位。\n§一、培训扎实\n举办培训班18期,培训员工1460人次。\n"
    "§二、存在的差距\n一是习惯性违章时有发生;二是物资储备不足。\n"
    "§新的一年,我们将投入安全经费200万元,继续为企业发展保驾护航。"
)


@pytest.mark.parametrize("marked", [SPOKEN, ITEMS_ONLY, ASPECTS, LISTS, AHEAD])
def test_sections_of_reports_without_chapters(marked: str) -> None:
    check(marked)


def test_tags_in_a_report_are_noise() -> None:
    page = "青石镇工作总结\n今年以来我镇认真开展各项工作。&lt;p&gt;发放传单300份。&lt;/p&gt;"
    noise = [page[n.start : n.end] for n in parse(page).noise]
    assert noise == ["&lt;p&gt;", "&lt;/p&gt;"]


@pytest.mark.parametrize("mark", ["篇{c}", "篇{n}", "范文{c}", "模板{n}", "第{n}篇", "年度工作总结{n}", "【例文{c}】"])
def test_marks_glued_to_both_sides(mark: str) -> None:
    said = (
        "今年以来，我村认真抓好防火工作，成立了扑火队，组织巡山96次，劝阻野外用火36起，没有发生一起火灾，成绩明显。",
        "20xx年，我社区认真抓好防火工作，悬挂横幅12条，发放传单800份，更换灭火器30具，没有发生一起火灾，居民满意。",
        "一学期来，我校认真抓好防火工作，组织演练4次，排查隐患26处，整改26处，签订责任书90份，没有发生一起火灾。",
    )
    page, starts = "", []
    for i, text in enumerate(said):
        starts.append(len(page))
        page += mark.format(c="一二三"[i], n=i + 1) + text
    assert [r.start for r in parse(page).reports] == starts


def test_links_glued_behind_the_last_report_are_none() -> None:
    page = "防火工作总结\n" + "今年以来，我村认真抓好防火工作，组织巡山96次，劝阻野外用火36起。" * 4
    page += "明年，我村将继续努力，再创佳绩。【防火工作总结】相关文章：1.学校防火工作总结 2.社区防火工作总结"
    assert len(parse(page).reports) == 1


@pytest.mark.parametrize("number", ["{}", "- {} -", "第 {} 页", "— {} —"])
@pytest.mark.parametrize("indent", ["", " " * 30])
def test_numbers_of_pages_between_headings_that_go_on(number: str, indent: str) -> None:
    pages = [
        "今年以来，我镇认真落实路长制，修补路面900平方米，现将情况总结如下：\n一、健全组织。召开会议6次，落实路长12名。\n",
        "二、加强宣传。悬挂横幅20条，发放传单3000份。\n三、强化巡查。全年巡路560人次，发现问题45个，整改到位45个。\n",
        "四、存在问题。部分路段破损严重，养护经费不足。\n五、下步打算。计划修建护栏2公里，补种行道树300棵。\n",
    ]
    page = "青石镇路长制工作总结(2篇)\n\n"
    for i, said in enumerate(pages, 1):
        page += said + (f"{indent}{number.format(i)}\n" if i < len(pages) else "")
    assert len(parse(page).reports) == 1


@pytest.mark.parametrize("title", ["东门社区创卫工作汇报尊敬的各位领导：", "个人述职报告各位领导、各位同事：大家好！"])
def test_a_title_in_mid_line_with_a_salutation_behind_it(title: str) -> None:
    before = "北门社区创卫工作总结\n今年以来，我社区扎实开展创卫工作。一、发动群众。悬挂横幅12条，发放传单900份。"
    before += "二、集中整治。清运垃圾60吨，清理楼道48个，拆除违建9处。今后，我们将继续努力，建设美好家园。"
    after = "一年来，我们做了大量工作，投入资金12万元，更换垃圾桶160个，新增绿地300平方米，居民十分满意。" * 2
    page = before + title + after
    assert [r.start for r in parse(page).reports][-1] == len(before)


@pytest.mark.parametrize("mark", ["【第{}则】", "(第{}份)", "【第{}篇】", "【范文{}】"])
def test_the_collectors_mark_is_no_part_of_the_title(mark: str) -> None:
    page = "".join(
        f"{mark.format(n)}石坝镇环卫所工作总结\n今年以来,我所认真开展环卫工作,共清运垃圾{n}300吨,现总结如下。\n"
        "一、加强领导。成立领导小组,配备人员12名。\n二、清运。清运垃圾850吨,清理死角20处。\n"
        for n in (1, 2)
    )
    assert [r.title for r in parse(page).reports] == ["石坝镇环卫所工作总结"] * 2
