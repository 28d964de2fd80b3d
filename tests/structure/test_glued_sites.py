"""Lines of sites in pages that were scraped to one line: glued to the text on both sides, and at its end."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

WORK = "清淤渠道9公里,修补堤坝14处,储备块石300方。"
FILLER = "入户走访46户,发放明白纸320份,清运垃圾15车,修补路面60平方米。" * 8


def noise_of(page: str) -> str:
    return "|".join(page[n.start : n.end] for n in parse(page).noise)


@pytest.mark.parametrize(
    "site",
    [
        "点击下载文档 文档为docx格式",
        "立即下载全文 Word版 可编辑",
        "推荐阅读:防汛工作要点 水利站工作总结范文",
        "相关文章:1.村级工作总结2.防汛工作计划(精选5篇)",
        ">>>点击查看下一页更多精彩“防汛总结”",
        "↓↓↓继续阅读↓↓↓",
        "上一页 1 2 3 4 下一页",
        "扫一扫在手机上打开本页",
        "本文由某某文库整理发布,转载请注明出处",
        "来源:某某网 作者:佚名 点击:871 次",
    ],
)
def test_what_tells_where_it_ends_is_noise_in_mid_line(site: str) -> None:
    page = f"石门岭村防汛工作总结今年我村认真防汛,现总结如下:{FILLER}{site}{WORK}{FILLER}"
    assert noise_of(page) == site


@pytest.mark.parametrize(
    "said",
    [
        "引导居民点击下载国家反诈App860次,下载文档里的表格也有人教。",
        "推荐阅读书目40种,相关文章在简报登了3期。",
        "发布信息30条,阅读:人均5本,转载12篇。",
        "扫一扫门前雪,理一理楼道物,清出杂物9车。",
    ],
)
def test_words_of_sites_in_a_reports_sentences_are_its_own(said: str) -> None:
    assert noise_of(f"石门岭村工作总结今年我村认真工作,现总结如下:{FILLER}{said}{WORK}{FILLER}") == ""


@pytest.mark.parametrize(
    "head",
    [
        "首页 > 范文 > 防汛总结 > 正文",
        "防汛工作总结时间:2021-05-16 12:26:56 作者:佚名 阅读:1287",
        "防汛工作总结时间:2021-05-16 12:26:56 编辑:阿林 字号:大 中 小",
    ],
)
@pytest.mark.parametrize(
    "tail",
    [
        "上一篇:村务公开制度下一篇:党员承诺书",
        "(未完,全文共1039字,当前显示211字)(请认真阅读下面的提示信息)",
        "分享到: QQ空间 新浪微博",
        "【防汛工作总结】相关文章:1.村级工作总结2.抗旱工作总结范文",
        "责任编辑:阿林打印本页 关闭窗口",
    ],
)
def test_head_and_tail_are_glued_to_the_report(head: str, tail: str) -> None:
    report = f"今年石门岭村认真防汛,现总结如下:{FILLER}{WORK}特此报告。石门岭村委会2021年11月9日"
    page = head + report + tail
    (found,) = parse(page).reports
    assert page[found.start : found.end] == report


def test_what_closed_one_report_in_a_line_closes_no_second() -> None:
    one = f"柳河镇派出所工作总结今年我所认真工作,现总结如下:{FILLER}以上汇报,请批评指正。柳河镇派出所2021年7月3日"
    two = "文化站工作小结文化站接待读者3万人次,外借图书8700册。书法班开课96节。站舍只有90平方米,座位不够。"
    page = one + two + FILLER
    assert [r.start for r in parse(page).reports] == [0, len(one)]


def test_a_signature_under_a_line_of_the_sites_is_the_reports() -> None:
    report = f"石门岭镇防汛工作总结\n今年我镇认真防汛,现总结如下:\n{FILLER}\n"
    report += "点击下载文档 文档为doc格式\n石门岭镇  2021年12月"
    page = report + "\n(未完,全文共1039字,当前显示211字)\n"
    (found,) = parse(page).reports
    assert page[found.start : found.end] == report


def test_behind_a_line_of_links_a_report_that_announces_itself_goes_on() -> None:
    one = f"石门岭镇防汛工作总结\n今年我镇认真防汛,现总结如下:\n{FILLER}\n"
    two = "信用社工作总结\n在县联社的领导下,全体员工团结拼搏,现将工作总结如下:\n"
    two += f"一、存款。余额1.9亿元。{FILLER}\n二、贷款。{FILLER}\n三、服务。{FILLER}"
    page = f"{one}推荐阅读:防汛工作要点 水利站工作总结\n{two}\n"
    assert [r.start for r in parse(page).reports] == [0, page.index("信用社")]


def test_who_uploaded_a_page_and_what_the_editor_begs_for() -> None:
    head = "2022年03月14日 09:41:07 | 分类: 工作总结 | 点击: 2,207 次 | 本文由用户“阿林”上传\n"
    head += "【导语】防汛工作总结该怎么写?以下是为您整理的材料,希望能为您的写作带来启发!点击“关注”获取更多内容……\n"
    report = f"石门岭村防汛工作总结\n今年我村认真防汛,现总结如下:\n{FILLER}\n"
    page = head + report + "防汛总结范文(精选4篇)下载Word文档"
    assert [page[r.start : r.end] for r in parse(page).reports] == [report.rstrip()]


@pytest.mark.parametrize("formula", ["以上小结,如有不当,请予指正。", "以上汇报,请予审议。", "特此报告。"])
def test_a_formula_and_the_signature_under_it_are_one_closing(formula: str) -> None:
    check(
        f"¶石门岭村防汛工作小结\n今年我村认真防汛,现小结如下:\n§一、清淤。{FILLER}\n§二、巡堤。{FILLER}\n"
        f"§{formula}\n石门岭村民委员会\n二O二一年七月二日\n"
    )
