"""What newspapers, mail programs, answer sites, critics and slides leave around and between reports."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import unmark

BODY = (
    "全年供水386万吨,日均4.2万吨,水质合格率99.8%。\n检修水泵11台次,清洗滤池6格,更换老旧管网1.9公里。\n"
    "抢修爆管23处,平均用时3.5小时,安装户表460块,热线接听1290次。\n漏损率16%,城南片区的铸铁管年代久。"
)
OTHER = (
    "学校现有声乐、国画等21个专业、46个班,学员1930人。\n聘请教师34名,每学期评教一次,优秀率89%。\n"
    "组织汇报演出2场、书画展1次,合唱团获市里金奖。\n翻修琴房12间,报名仍是一座难求。"
)

AROUND = {
    "newspaper": "⟨第03版:专版\n上一版 下一版\n放大 缩小 默认⟩\n¶水厂工作总结\n{a}\n⟨上一篇 下一篇⟩",
    "mail": "⟨发件人:办公室<office@xx.com>\n收件人:各支部\n发送时间:2019年6月4日 9:12⟩\n¶水厂工作总结\n{a}",
    "answers": (
        "⟨我来答\n热心网友 2015-08-20⟩\n¶水厂工作总结\n{a}\n⟨本回答由提问者推荐\n评论 赞 12\nu_8812 2015-08-21⟩\n"
        "¶老年大学工作总结\n{b}"
    ),
    "critic": (
        "⟨总结范文评析⟩\n¶水厂工作总结\n{a}\n⟨【点评】这篇总结数据翔实、层次清楚,值得初学者借鉴。\n再来看一篇:⟩\n"
        "¶老年大学工作总结\n{b}\n⟨【点评】文章用数字说话,写作时可以再补充下一步打算。⟩"
    ),
    "foreign": "⟨Home About Contact⟩\n¶水厂工作总结\n{a}\n⟨Leave a comment\nYour email address will not be published.⟩",
    "essay": (
        "⟨工作总结就是隔一段时间回过头去,把办过的事逐件理一理、评一评,从而得出下回用得上的经验。⟩\n"
        "¶水厂工作总结\n{a}\n⟨看完是不是有思路了?觉得好用别忘了转给同事。⟩"
    ),
}


@pytest.mark.parametrize("name", AROUND)
def test_around_reports(name: str) -> None:
    text, starts, _, noise = unmark(AROUND[name].format(a=BODY, b=OTHER))
    found = parse(text)
    assert [r.start for r in found.reports] == starts
    said = {k for n in found.noise for k in range(n.start, n.end) if not text[k].isspace()}
    assert "".join(text[k] for k in sorted(noise ^ said)) == ""


def test_numbers_in_brackets_before_titles_join_reports() -> None:
    page = f"【一】水厂工作总结\n{BODY}\n【二】老年大学教学小结\n{OTHER}"
    assert [page[r.start :][:3] for r in parse(page).reports] == ["【一】", "【二】"]


def test_a_list_of_contents_repeats_what_stands_below() -> None:
    text, starts, _, noise = unmark(
        "⟨供水与教学材料\n目录 CONTENTS\n水厂年度工作总结......1\n老年大学教学工作总结......3⟩\n"
        f"¶水厂年度工作总结\n{BODY}\n¶老年大学教学工作总结\n{OTHER}"
    )
    found = parse(text)
    assert [r.start for r in found.reports] == starts
    assert {n.reason for n in found.noise} >= {"contents"}
    said = {k for n in found.noise for k in range(n.start, n.end) if not text[k].isspace()}
    assert said == noise


def test_keywords_of_a_distribution_sheet_are_no_title() -> None:
    page = f"水厂工作总结\n{BODY}\n河西乡水厂\n2016年7月2日\n主题词:供水 总结 汇报\n抄送:县水利局。\n共印15份"
    (report,) = parse(page).reports
    assert page[report.start : report.end] == page


def test_a_short_first_paragraph_behind_name_and_date_opens() -> None:
    opening = "回望2018,妇联带着全县的姐妹们忙碌而充实。\n"
    opening += "办家政、电商、刺绣班19期,培训妇女870人,帮310人找到活干,发放贷款65笔。"
    page = f"{BODY}\n区图书馆\n2019年6月3日\n{opening}"
    found = parse(page).reports
    assert [page[r.start :][:6] for r in found] == ["全年供水38", "回望2018"]
    assert {"signed", "named"} <= set(found[1].cues)


def test_a_report_of_short_paragraphs_goes_on_behind_a_box() -> None:
    head, tail = BODY.split("\n", 2)[:2], BODY.split("\n", 2)[2]
    above = "\n".join(head)
    box = "广告\n关闭\n您可能关注:\n公务员考试报名入口"
    page = f"水厂工作总结\n{above}\n{box}\n{tail}\n管线图已经全部数字化,共录入3200条,差错率低于千分之三。"
    (report,) = parse(page).reports
    assert report.end == len(page)


def test_titles_alike_over_reports_without_a_voice_are_no_lead_in() -> None:
    page = f"个人工作述职\n{BODY}\n个人工作述职\n{OTHER}"
    assert [r.start for r in parse(page).reports] == [0, page.rindex("个人工作述职")]


def test_what_a_machine_says_of_its_answer() -> None:
    page = f"水厂工作总结\n{BODY}\n以上内容由AI生成,仅供参考\n换个答案 继续追问\n赞 踩 复制"
    (report,) = parse(page).reports
    assert page[: report.end].endswith("年代久。")
