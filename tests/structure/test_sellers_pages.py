"""Pages of those who sell documents: their terms over the text, ends of sheets within it, parts left out."""

from __future__ import annotations

import pytest

from corpus_tools.records import Structure
from corpus_tools.structure import parse
from corpus_tools.structure.headings import heading_end
from corpus_tools.structure.numbering import markers

# the third speaks of a station (本站) as bodies do, the last two count once
TERMS = (
    "{0}本文档共3页,可在线阅读全部内容。\n"
    "{1}文档一经付费下载,版权仍归上传者,网站只收平台服务费,购买后概不退款。\n"
    "{2}本站只是把网友上传的文档摆出来给人看,里面写得对不对、全不全、有没有错字和漏页,都由上传的网友自己担着,"
    "平台不替任何一篇作保;您愿意付费,便是同意本站规矩并且记在账上,以后要再取一次,请点击原来的链接重新下载。\n"
    "{3}成为会员以后,下载一份文档扣除1次权益。不支持换文档,有疑问请找网站客服。\n"
    "{4}会员文档由网友上传,每被下载1次,网站按评分给上传者发补贴。上传文档\n"
)
REPORT = """村容整治工作总结
一、工作开展情况
(1)今年以来,我村组织清扫26次,清运垃圾71吨,清理河
{0}道4.5公里,拆除旱厕9座。
(2)全村设保洁员7名。
二、存在的问题
个别农户门前仍堆柴草。
"""


def reports(page: str, made: Structure) -> list[str]:
    return [page[r.start : r.end] for r in made.reports]


@pytest.mark.parametrize(
    "numbers",
    [
        [f"{n}、" for n in range(1, 6)],
        [f"- {n}、" for n in range(1, 6)],
        [f"  {n}. {n}、" for n in range(1, 6)],
    ],
)
def test_terms_of_sale_are_no_report(numbers: list[str]) -> None:
    page = "村容整治工作总结.docxVIP\n\n" + TERMS.format(*numbers) + "查看更多\n\n" + REPORT.format("")
    made = parse(page)
    assert [said.startswith("村容整治工作总结\n") for said in reports(page, made)] == [True]


@pytest.mark.parametrize("end", ["PAGE\n2-\n", "2\nf"])
def test_the_end_of_a_sheet_parts_no_word(end: str) -> None:
    page = REPORT.format(end)
    made = parse(page)
    (noise,) = made.noise
    assert (page[noise.start : noise.end], noise.reason) == (end.strip(), "page_number")
    assert "清理河道4.5公里" in made.reading.text


def test_a_letter_under_a_number_is_no_end_of_a_sheet_within_words() -> None:
    page = "防汛工作总结\n今年我镇认真防汛。\n3\nfine\n清淤沟渠5公里。"
    assert "fine" in parse(page).reading.text


def test_words_left_out_are_marked_and_leave_the_title_to_the_report() -> None:
    page = (
        "白沙乡安全生产工作总结\n……(开头部分已省略1207字)\n(五)开展大排查2次,培训安全员31名。\n二、存在的问题\n"
        "部分作坊设备陈旧。\n……(中间部分已省略640字)\n三、下半年打算\n组织演练3次。\n"
        "……(某某文秘网www.example.com省略88字,会员可完整阅读)\n"
    )
    made = parse(page)
    assert [n.reason for n in made.noise] == ["withheld"] * 3
    assert [r.title for r in made.reports] == ["白沙乡安全生产工作总结"]
    assert made.reports[0].start == 0


def test_two_titles_over_each_report_belong_to_each() -> None:
    over = "乡镇防汛工作年度总结 乡镇防汛工作总结"
    told = "我镇认真落实责任,与各村签订责任书{}份。\n\n二是清淤沟渠{}公里。"
    page = "\n\n".join(f"{over}篇{n}\n\n{told.format(k, k)}" for n, k in (("一", 16), ("二", 27), ("三", 38)))
    assert [said.startswith(over) for said in reports(page, parse(page))] == [True] * 3


def test_a_full_stop_behind_a_count_ends_its_sentence() -> None:
    page = "妇联工作总结\n全年评选好婆婆10对。\n实行楼长负责制,送教上门11人。\n镇纪委抽查3次。\n"
    page += "现将情况小结如下。\n半年来打井4眼。"
    said = [page[s.start : s.end] for s in parse(page).sentences]
    assert said == page.split("\n")


def test_counts_of_places_in_a_row_hold_no_page_number() -> None:
    page = "抗旱工作总结\n全乡辖7村41社,今年以来新打水窖16眼,铺设管道9公里。"
    assert not parse(page).noise


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("42社区2021年创城工作总结\n一年来,我社区清理楼道36处。", "42社区"),
        ("禁毒工作总结\n___社区总户数___户,总人口___人,全年入户宣传3次,发放资料120份。", "___社区"),
        ("爱国卫生工作总结\nxx社区居委会爱国卫生工作在镇党委的领导下,全年清扫26次。", "xx社区居委会"),
        ("防汛工作总结\n正当我乡组织抗洪之际,县领导前来慰问,全乡备沙袋900条。", None),
    ],
)
def test_whose_report_it_is(text: str, organisation: str | None) -> None:
    assert [r.organisation for r in parse(text).reports] == [organisation]


def test_a_long_heading_ends_at_the_space_that_its_stop_left() -> None:
    page = (
        "柳苑社区工作汇报\n柳苑社区现有居民860户,现将工作汇报如下:\n"
        "一、坚持问题导向,完善与居民群众商量办事的工作机制 社区占地2.5平方公里,设议事厅3处,全年议事46次。\n"
        "二、坚持服务群众,建好居民身边的党群综合服务中心 中心面积900平方米,设窗口6个,办理事项1.2万件。\n"
    )
    heads = [s.heading for s in parse(page).sections if s.heading]
    assert heads == [
        "一、坚持问题导向,完善与居民群众商量办事的工作机制",
        "二、坚持服务群众,建好居民身边的党群综合服务中心",
    ]


def test_a_wrapped_item_is_no_heading_up_to_its_first_space() -> None:
    line = (
        "1、楼长照着分工表逐栋排出打扫的日子,自愿参加,组 织大家逢周五下午清一次死角,把各家门口攒了多年的 "
        "旧沙发都搬下楼拉走,捅开了两条堵住的排水沟。"
    )
    (marker,) = markers(line, 0, len(line))
    assert line[: heading_end(line, marker, len(line), False)] == ""
    unwrapped = line.replace("多年的 ", "多年的")  # one space, which a full stop may have left
    assert unwrapped[: heading_end(unwrapped, marker, len(unwrapped), False)].endswith("自愿参加,组")


def test_what_is_meant_to_be_done_with_points_is_no_notice_of_a_site() -> None:
    last = "下学期,学校将同社区一起推行积分存折,学生在家分类投放也能得积分,积分可以兑换文具和图书。"
    page = f"垃圾分类工作总结\n一、宣传\n发放手册300份。\n二、今后打算\n{last}\n"
    made = parse(page)
    assert not made.noise
    assert reports(page, made)[0].endswith(last)
