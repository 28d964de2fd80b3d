"""A single line of the site's over or under a report, of sites of many kinds; nothing else there tells whose it is."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

TITLE = "白石镇防汛工作总结"
REPORT = f"""{TITLE}
今年以来，我镇认真开展防汛工作，现将情况总结如下：
一、加强组织领导
我镇成立了以镇长为组长的防汛领导小组，召开会议6次，签订责任书36份。
二、强化巡查
共巡查堤坝9次，转移群众320人，没有发生一起伤亡事故。
今后，我镇将继续努力，把防汛工作抓实抓好。"""


def alone(head: str, tail: str) -> str:
    """What the page's one report says, its title left out."""
    page = f"{head}{REPORT}{tail}"
    (report,) = parse(page).reports
    return page[report.start : report.end].removeprefix(TITLE).lstrip()


@pytest.mark.parametrize(
    "line",
    [
        "当前栏目：总结计划",
        "发新帖",
        "正文内容",
        "听全文约8分钟",
        "3人赞同了该文章",
        "共3页，当前第1页",
        "官方认证 个人认证",
        "撰写时间：2019-12-03 审核人：田禾",
        "默认 大 超大",
        "正在加载中，请稍后...",
        "白石县人民政府门户网站",
        "来稿单位：白石镇 更新日期：2020-01-05",
        "大中小",
    ],
)
def test_over_it(line: str) -> None:
    assert alone(line + "\n", "") == REPORT.removeprefix(TITLE).lstrip()


@pytest.mark.parametrize(
    "line",
    [
        "评论列表（0条）",
        "TOP",
        "more>>",
        "■",
        "本站总访问量 1234567 次",
        "（通讯员 田小禾）",
        "审核：王强 编辑：李红",
        "喜欢此内容的人还喜欢",
        "继续滑动看下一个",
        "快来发表你的看法吧",
        "传真：0517-0000000",
        "当前在线 12 人",
        "此处为隐藏内容",
        "（白石镇 供稿）",
        "昵称 内容",
    ],
)
def test_under_it(line: str) -> None:
    assert alone("", "\n" + line) == REPORT.removeprefix(TITLE).lstrip()


@pytest.mark.parametrize(
    "line",
    ["白石镇人民政府", "报告人：田小禾", "2020-12-03", "附件：防汛物资清单", "（此件公开发布）", "白石镇 2020.12.3"],
)
def test_what_a_report_ends_with_stays(line: str) -> None:
    if line[0].isdecimal():  # a date alone may be the site's; under a body's name it signs
        line = "白石镇人民政府\n" + line
    assert alone("", "\n" + line).endswith(line)


def test_a_main_title_over_its_second_stays() -> None:
    page = f"众志成城“汛”不可挡  水来土掩\n——{REPORT}"
    (report,) = parse(page).reports
    assert report.start == 0
