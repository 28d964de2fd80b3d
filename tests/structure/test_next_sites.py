"""Pages of sites that no list has seen: lines told by their characters, names behind paragraphs, outlines, marks."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from corpus_tools.structure.normalise import normalise

ONE = (
    "为改善村容村貌,我村按照镇党委的统一部署,组织干部群众投入整治,现将工作情况总结如下:\n"
    "一、加强领导\n村里成立了由支书任组长的领导小组,召开动员会3次,签订责任书42份。\n"
    "二、集中整治\n出动人员860人次,清理垃圾120余吨,清理沟渠6公里,群众拍手叫好。\n"
)
TWO = (
    "今年以来,我街道以创建为契机,扎实开展环境整治,取得了明显成效。现将有关情况汇报如下:\n"
    "一、领导重视\n街道成立专班,召开会议12次。\n"
    "二、措施有力\n清理小广告3600张,拆除违建24处,补栽绿化800平方米。\n"
    "三、存在问题\n一是资金不足;二是群众意识不强。\n"
)
FIRM = "梨树沟水泵厂\n2021年12月9日\n"


def _reports(page: str) -> list[str]:
    return [page[r.start : r.end] for r in parse(page).reports]


def _starts(page: str) -> list[str]:
    made = parse(page)
    return [page[s.start : s.start + 6] for s in made.sections]


@pytest.mark.parametrize(
    "line",
    ["0人已赞 打印 关闭窗口", "会员限时优惠 立即开通", "请登录后发表您的看法", "★★ 手机扫一扫 随时随地看 ★★"],
)
def test_a_line_no_list_knows_behind_the_last_report_is_the_site_s(line: str) -> None:
    page = ONE + f"\n{line}\n"
    assert _reports(page) == [ONE.rstrip()]
    assert any(page[n.start : n.end] == line for n in parse(page).noise)


@pytest.mark.parametrize("line", ["联系人:小周 电话:******", "附:1.机构设置文件 2.活动照片", "青石镇  团委  妇联"])
def test_what_goes_with_a_report_is_not_weighed(line: str) -> None:
    assert _reports(ONE + FIRM + line + "\n")[0].endswith(line)


def test_a_site_s_name_behind_one_paragraph_after_another() -> None:
    name = "QxT田头小站--种养知识天天看"
    page = "".join(f"{line}{name}\n\n" for line in ("青石村环境整治工作总结", *ONE.splitlines()))
    made = parse(page)
    assert [page[n.start : n.end] for n in made.noise] == [name] * 6
    assert not any(name in section.heading for section in made.sections)


def test_what_two_paragraphs_end_in_is_no_site_s_name() -> None:
    page = "环境整治工作总结\n一、沟渠。清理6公里,群众满意\n二、道路。硬化2公里,群众满意\n三、绿化。栽树200棵。\n"
    assert parse(page).noise == ()


def test_numbers_alone_over_headings_of_an_article_made_for_phones() -> None:
    page = (
        "反诈工作小结\n\n今年以来,支行把防范诈骗作为大事来抓。现将工作情况总结如下:\n\n"
        "01\n\n健全机制,压实岗位责任\n\n支行成立由行长任组长的专班,与员工签订承诺书23份。\n\n"
        "02\n\n学练结合,筑牢员工防线\n\n利用晨会学习案例36个,组织情景演练4次,劝阻转账7笔。\n"
    )
    made = parse(page)
    assert _starts(page)[1:] == ["01\n\n健全", "02\n\n学练"]
    assert [h.number.strip() for h in made.headings] == ["01", "02"]
    assert made.noise == ()


def test_parts_of_one_report_part_no_page() -> None:
    page = (
        "柳河乡农技站2021年工作总结及2022年计划\n\n一年来各项工作有序推进。现将主要工作总结如下。\n\n"
        "第一部分  2021年工作总结\n\n一、农技推广\n\n举办培训班12期,培训农户800人次。\n\n"
        "第二部分  2022年工作计划\n\n一、抓粮食安全。全年播种面积稳定在3万亩。\n"
    )
    assert len(_reports(page)) == 1


def test_marks_of_a_title_are_its_report_s() -> None:
    page = f"**普法工作总结(1)**\n\n{ONE}\n**普法工作总结(2)**\n\n{TWO}"
    assert [text[:4] for text in _reports(page)] == ["**普法", "**普法"]
    page = f"<strong>支部工作总结</strong>\n\n{ONE}\n<strong>支部工作总结</strong>\n\n{TWO}"
    assert [text[:8] for text in _reports(page)] == ["<strong>"] * 2


def test_a_date_before_a_page_s_number_still_signs() -> None:
    page = ONE + "2021年12月20日\n\n第 2 页 共 5 页\n\n" + TWO.replace("今年以来,我街道", "我街道是一个老街道,")
    first, second = _reports(page)
    assert first.endswith("12月20日") and second.startswith("我街道是")


def test_a_year_s_work_is_no_list_of_numbers() -> None:
    page = "联校安全工作总结\n现就安全工作总结如下:\n一、一年来的工作\n签订责任书26份。\n二、今后打算\n继续抓。\n"
    assert _starts(page)[1:] == ["一、一年来的", "二、今后打算"]


def test_a_number_right_behind_the_collector_s_mark_opens_a_block() -> None:
    page = f"少先队工作总结篇一{ONE}少先队工作总结篇二一、领导重视\n召开会议12次。\n二、措施有力\n清理小广告36张。\n"
    assert "一、领导重视" in _starts(page)


def test_what_was_printed_and_sent_out_signs_nothing() -> None:
    page = "创卫工作总结\n一、工作方法\n(一)健全体系。成立了领导小组。\n(二)深入教育。印发工作要点300份。"
    assert _starts(page)[-1] == "一、工作方法"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("清运【pinyin:yùn】垃圾", "清运垃圾"),
        ("整[拼音:zhěng]治村容《róng》", "整治村容"),
        ("屋前{qián}屋后的(读:de)树,种(zhòng)了", "屋前屋后的树,种了"),
        ("群(繁体:羣)众nǐ好", "群众nǐ好"),
        ("《安全生产法》(a)项【通知】", "《安全生产法》(a)项【通知】"),
    ],
)
def test_readings_in_brackets_of_any_kind(written: str, read: str) -> None:
    assert normalise(written).text == read


def test_an_outline_between_rows_of_dots_is_no_report_s() -> None:
    page = (
        "您的位置:某某网>>工作总结>>正文\n\n目录/提纲:……\n(一)综合实力增强\n(二)城乡建设稳步\n二、工作部署\n……\n"
        "**镇经济社会发展情况总结\n\n" + TWO
    )
    assert _reports(page)[0].startswith("**镇经济")


def test_a_document_site_s_sentence_with_counts_in_its_title() -> None:
    said = (
        "《清洁乡村工作总结6篇.docx》由会员分享,可在线阅读,更多相关《清洁乡村工作总结6篇(10页珍藏版)》请在某网上搜索。"
    )
    assert _reports(f"{said}\n{ONE}") == [ONE.rstrip()]


def test_a_heading_or_a_sentence_is_no_title() -> None:
    page = "<p>为推进学校安全工作,学校成立了领导小组。</p> 一、高度重视,制定方案 <p>制定方案3个。</p> 二、落实到位"
    assert parse(page + " <p>" + "全体师生参加演练,查出隐患12处。" * 5 + "</p>").reports[0].title == ""
    page = f"第一篇 学校安全工作总结 2800字\n安全是重中之重。现就安全工作进行如下总结:\n{ONE}第二篇 村工作总结\n{TWO}"
    assert parse(page).noise == ()


def test_nobody_is_named_by_what_a_village_goes_by() -> None:
    assert parse(ONE).reports[0].organisation is None
    assert parse("党建工作总结\n" + TWO + "四、明年打算\n继续办好党校。").reports[0].organisation is None


def test_figures_on_lines_of_their_own_are_no_numbers_of_pages() -> None:
    page = (
        "2019\n年水上派出所工作总结\n今年,共组织夜间巡江\n64余次,派出\n720\n余人次,收缴网具\n1350\n余条;登船检查\n"
        "88艘次。与船主\n100%\n签订责任状。\n"
    )
    made = parse(page)
    assert made.noise == ()
    assert made.reports[0].title == "2019年水上派出所工作总结"
    joined = ["".join(page[s.start : s.end].split()) for s in made.sentences]
    assert "今年,共组织夜间巡江64余次,派出720余人次,收缴网具1350余条;登船检查88艘次。" in joined
    assert "与船主100%签订责任状。" in joined


def test_one_number_alone_between_halves_is_a_page_s() -> None:
    page = "防汛工作总结\n今年巡查堤坝九次,转移了群众\n3\n户人家,储备了编织袋和木桩,群众都很满意。\n"
    assert [page[n.start : n.end] for n in parse(page).noise] == ["3"]


def test_a_figure_behind_a_space_ends_no_heading() -> None:
    page = "市容整治总结\n一是抓好整治,摘除灯箱 426 块, 清走花架 73 处,收回地锁 158 把;\n二是加强巡查 9 次。"
    assert not any(h.text.endswith("摘除灯箱") for h in parse(page).headings)


def test_the_number_of_a_sheet_in_mid_sentence() -> None:
    page = "街面整治总结\n我局对照创城要求,周密安排、 - 2 -层层落实,把整治一步一步推开,收到了实效。"
    assert [page[n.start : n.end].strip() for n in parse(page).noise] == ["- 2 -"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("发放**3000**份,出动**120余**人,占**85%**", "发放3000份,出动120余人,占85%"),
        ("20**年**镇发放**份", "20**年**镇发放**份"),
        ("• 一、加强领导\n• (一)机构", "一、加强领导\n(一)机构"),
        ("一.领导\n成效明显.投入加大.群众满意.今后努力。", "一.领导\n成效明显。投入加大。群众满意。今后努力。"),
        ("成效明显.投入加大。群众满意。", "成效明显.投入加大。群众满意。"),
    ],
)
def test_bold_figures_bullets_and_points(written: str, read: str) -> None:
    assert normalise(written).text == read


@pytest.mark.parametrize("label", ["目录……", "目录", "导读:"])
def test_the_word_contents_over_text_lists_nothing(label: str) -> None:
    (report,) = _reports(f"{label}\n{ONE}")
    assert report.startswith("为改善村容") and report.endswith("拍手叫好。")


def test_sections_end_with_their_report() -> None:
    page = "篇一\n\n\u3000\u3000以上总结，不妥𠀀总结2"  # the closing is a line of the site's
    made = parse(page)
    for report in made.reports:
        assert [s.end for s in made.sections if report.start <= s.start < report.end][-1] == report.end


def test_a_style_sheet_s_rules_are_no_text() -> None:
    page = f'农村环境工作总结\n@page {{ size: 8in 11in }} p.cjk {{ font-family: "宋体"; font-size: 10pt }} {ONE}'
    made = parse(page)
    assert [page[n.start : n.end][:5] for n in made.noise] == ["@page", "p.cjk"]


def test_a_year_s_goals_are_no_decimal_of_years() -> None:
    page = (
        "安全总结\n一、概述\n\n1.1年度目标设定\n\n围绕零事故目标,召开会议12次,签订责任书136份,实现责任全覆盖。\n\n"
        "1.2年度部署\n\n组织培训6场次,覆盖员工1200人次,排查隐患320项,整改率98%。\n"
    )
    assert [h.number for h in parse(page).headings] == ["一、", "1.1", "1.2"]


def test_a_title_in_its_marks_is_named_without_them() -> None:
    page = f"篇一:《村庄整治工作总结》\n\n{ONE}\n篇二:《街道整治工作总结》\n\n{TWO}"
    assert [r.title for r in parse(page).reports] == ["村庄整治工作总结", "街道整治工作总结"]
