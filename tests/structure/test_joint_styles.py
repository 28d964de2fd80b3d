"""Four reports joined in every style that collectors use: each starts where its mark or title does."""

from __future__ import annotations

import pytest

from corpus_tools.structure import normalise, parse
from corpus_tools.structure.breaks import restored

REPORTS = (
    """今年以来，我社区在街道党工委的领导下，以改善居民生活环境为目标，扎实开展环境整治，现将工作情况总结如下：
一、加强领导，明确责任
成立了以书记为组长的领导小组，制定了实施方案，召开动员会3次，做到人员、责任、措施三到位。
二、集中整治
清理楼道杂物45处，清除小广告600条，清运垃圾30吨。部分居民环境意识不强，乱扔乱倒现象时有发生。
在今后的工作中，我们将继续努力，把各项工作做得更好。""",
    """20xx年，我村紧紧围绕镇党委、政府的中心工作，认真落实防火责任，全年未发生一起森林火灾。现总结如下。
1、领导重视。年初召开会议研究防火工作，与12个村民小组签订责任书12份。
2、宣传到位。书写固定标语18条，出动宣传车6台次，发放明白纸1500份。
下一步，我村将继续绷紧防火这根弦，确保不发生森林火灾。""",
    """一学期来，我校后勤工作在学校领导的关心支持下，全体后勤人员齐心协力，较好地完成了任务。
（一）做好食堂管理。每天对食材进行登记，检查食品卫生40次，整改问题6个。
（二）做好校舍维修。维修课桌椅120套，更换灯管86支，疏通下水道300米。
总之，一学期来我们做了一些工作，但离要求还有差距，今后要更加努力。""",
    """我镇农机安全工作在县农机局的指导下，坚持安全第一、预防为主，取得了一定成绩，现将一年来的工作汇报如下：
首先，健全网络。设立安全员15名，与机手签订责任状260份。
其次，狠抓培训。举办培训班4期，培训机手320人次。
存在的不足是经费紧张，执法力量薄弱。明年要多方筹措资金，配强队伍。""",
)
TITLES = ("城西社区环境整治工作总结", "青石村森林防火工作总结", "第三小学后勤工作总结", "柳河镇农机安全工作总结")
STYLES = """
篇{c}|篇{n}|【篇{n}】|(篇{n})|<篇{c}>|年度工作总结 篇{n}|年度工作总结篇{c}|第{c}篇 {t}|第{c}篇：{t}|篇{c}：{t}|第{n}篇
{n}篇|范文{c}|范文{n}：{t}|年度工作总结范文{n}|年度工作总结范文第{n}篇|模板{n}|【例文{c}】|样本{c}|版本{n}|参考{c}：
材料{c}|总结{c}：|{t}（{n}）|年度工作总结({c})|年度工作总结{n}|年度工作总结之{c}|工作总结报告【{c}】|工作总结文{n}
年度工作总结：{n}|{t} {n}|{n}、{t}|{n}.{t}|{c}、{t}|（{c}）{t}|#{n} {t}|({n})|{n}|0{n}|[{n}]|No.{n}|Part {n}
第{c}部分 {t}|{t}|★{t}★|>>>{t}|●{t}|《{t}》|【{t}】|{t}：|## {t}|年度工作总结
"""
HEAD = """20xx年年度工作总结范文（精选4篇）
时间：2022-03-05 10:22:33 来源：某某网
　　总结是对一段时间工作的回顾，写总结有助于我们积累经验。下面是小编为大家整理的年度工作总结，欢迎阅读。
"""


def styles() -> list[str]:
    return [style for line in STYLES.split("\n") for style in line.split("|") if style]


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["line", "blank"])
@pytest.mark.parametrize("style", styles())
def test_joined(style: str, between: str) -> None:
    page = HEAD
    starts, ends = [], []
    for i, report in enumerate(REPORTS):
        starts.append(len(page))
        page += style.format(c="一二三四"[i], n=i + 1, t=TITLES[i]) + between + report
        ends.append(len(page))
        page += between
    page += "【年度工作总结】相关文章：\n1.学校工作总结\n2.社区工作总结\n"
    ornament = len(style) - len(style.lstrip(">★●# "))  # a bullet before a title may be the report's or not
    for found, start, end in zip(parse(page).reports, starts, ends, strict=True):
        assert 0 <= found.start - start <= ornament and found.end == end


@pytest.mark.parametrize(
    "style", ["篇{c}", "年度工作总结 第{n}篇", "【{t}】", "{t}", "范文{c}", "版本{n}", "第{c}部分 {t}"]
)
@pytest.mark.parametrize("gap", ["　　", "    "])
def test_joined_in_one_line(style: str, gap: str) -> None:
    page = HEAD.replace("\n", gap)
    starts = []
    for i, report in enumerate(REPORTS):
        starts.append(len(page))
        page += style.format(c="一二三四"[i], n=i + 1, t=TITLES[i]) + gap + report.replace("\n", gap) + gap
    structure = parse(page)
    assert [r.start for r in structure.reports] == starts
    headings = [s.heading for s in structure.sections]
    assert "一、加强领导，明确责任".replace("，", ",") in headings and "二、集中整治" in headings


# bare numbers in brackets look like those of a list; behind a colon a number is part of the title
UNSEEN = ("({n})", "年度工作总结：{n}")


@pytest.mark.parametrize("style", [style for style in styles() if style not in UNSEEN])
def test_joined_without_any_break(style: str) -> None:
    page = HEAD.replace("\n", "")
    starts = []
    for i, report in enumerate(REPORTS):
        starts.append(len(page))
        page += style.format(c="一二三四"[i], n=i + 1, t=TITLES[i]) + report.replace("\n", "")
    ornament = len(style) - len(style.lstrip(">★●# "))
    for found, start in zip(parse(page).reports, starts, strict=True):
        assert 0 <= found.start - start <= ornament


def test_spaces_that_part_no_paragraphs_stay() -> None:
    row = "村名　　户数　　清理垃圾　　"
    page = (
        TITLES[1]
        + "\n今年我村认真防火，现总结如下：\n"
        + row * 40
        + "\n巡山 12 次，劝阻 36 起，签订 责任书 12 份。" * 20
    )
    assert len(parse(page).reports) == 1
    assert restored(normalise(page)).text == normalise(page).text


def test_stages_of_one_foundare_no_joints() -> None:
    page = TITLES[0] + "\n今年以来，我社区分步开展整治，现总结如下：\n"
    for stage in "一二三":
        page += f"阶段{stage}\n组织党员清理楼道杂物45处，清除小广告600条，清运垃圾30吨，居民都很支持。\n"
    assert len(parse(page).reports) == 1


def test_the_first_of_several_reports_of_one_title_is_no_head_of_the_page() -> None:
    title = "**物业公司年度工作总结**"
    first = (
        "时光飞逝,服务中心走过了第二个年头,较好地完成了各项任务。\n\n**一、客服工作**\n\n前台全年接待业主来访2460人次,"
        "接听电话5133个,受理报修1200件。\n\n**二、工程维修**\n\n按计划对配电房作了保养,更换电梯钢丝绳6根,修补屋面12处。\n\n"
    )
    second = (
        "尊敬的公司领导:\n\n我是广场项目经理。全年巡查120次,整改38处,组织演练4次。\n\n"
        "今后更加努力。\n\n报告人:申屠明\n\n"
    )
    third = "今年公司在管项目12个,面积180万平方米。\n\n一、抓质量。全年检查60次。\n\n二、抓安全。全年演练8次。\n"
    over = "# 某某公司年度工作总结_某网\n\n首页 / 总结\n\n"
    page = f"{over}{title}\n\n{first}***\n\n{title}\n\n{second}* * *\n\n{title}\n\n{third}"
    starts = [r.start for r in parse(page).reports]
    assert len(starts) == 3
    assert page.find(title) <= starts[0] < page.find(first)


def test_numbers_alone_open_a_speech_and_stand_behind_the_sites_remarks() -> None:
    report = "入汛以来,街道先后经历强降雨过程6次,转移群众320人,排查隐患48处,抢修水毁道路3处。"
    speech = "同志们:\n\n今天把大家请来,只有一个议题,就是部署防汛工作。希望大家打起精神,坚守到最后一刻!"
    last = report.replace("街道", "我村")
    page = f"防汛工作总结3篇\n\n1\n\n{report}\n\n2\n\n{speech}\n\n(本页共3篇,请继续往下看)\n\n3\n\n{last}\n"
    assert len(parse(page).reports) == 3
