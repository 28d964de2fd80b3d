"""What pages of further sites are made of: running heads, written-out fields, jammed lines, parts within parts."""

from itertools import pairwise

import pytest

from corpus_tools.measures import extract
from corpus_tools.structure import parse
from corpus_tools.structure.organisation import in_title

ONE = (
    "为改善村容村貌,我村按照镇里的部署,组织党员群众清洁家园,现将情况总结如下:\n一、加强领导\n"
    "村里成立了支书牵头的小组,开动员会3次,签责任书46份。\n二、集中整治\n出动人员830人次,清运垃圾110余吨,"
    "清淤沟渠7公里,群众拍手叫好。\n"
)
TWO = (
    "今年以来,我街道扎实开展市容整治,取得了明显成效。现将有关情况汇报如下:\n一、领导重视\n街道成立专班,"
    "开会13次。\n二、措施有力\n清除小广告3700张,拆除违建26处,补栽绿化850平方米。\n三、存在问题\n一是资金不足;"
    "二是部分商户认识不够。\n"
)


def _noise(page: str) -> list[str]:
    return [page[n.start : n.end].strip() for n in parse(page).noise]


def test_running_heads_of_sheets_in_one_line() -> None:
    head = "档号:日期:20xx年x月勤能补拙,学无止境页号:"
    page = (
        f"第1页共3页{head}第1页共3页柏桥卫生院公共卫生工作总结今年我院在上级指导下取得了成绩,现总结如下:一、档案管理"
        f"全镇已建立居民健康档案19850份,建档率为83%。二、健康教育工作第2页共3页第1页共3页{head}第2页共3页"
        f"本院成立了领导小组,开讲座13次。第3页共3页第2页共3页{head}第3页共3页全年发放资料3700份。"
    )
    made = parse(page)
    assert _noise(page).count(head) == 3
    assert [r.title for r in made.reports] == ["柏桥卫生院公共卫生工作总结"]


def test_a_title_on_every_sheet_is_no_running_head() -> None:
    page = f"第1页 共2页 防汛工作总结(一)\n{ONE}\n第2页 共2页 防汛工作总结(二)\n{TWO}"
    assert [r.title for r in parse(page).reports] == ["防汛工作总结", "防汛工作总结"]


def test_letters_that_a_forum_puts_behind_its_lines() -> None:
    jam = ["4,1mK^", "\\kN5%')]", "Q", "[g!wC4|nT", "2YC?Yud", "b|e\"yn']", "8iT#3e,"]
    lines = [f"市容整治总结 {jam[0]}", *(f"{line} {jam[1 + n % 6]}" for n, line in enumerate(TWO.strip().split("\n")))]
    page = "\n".join(lines) + "\n"
    assert set(jam) <= set(_noise(page))
    assert [r.title for r in parse(page).reports] == ["市容整治总结"]


def test_lines_that_end_in_ascii_are_no_jam() -> None:
    page = "市容整治总结\n信箱: a1@example.com\n电话: 0512-6600\n" + TWO + "编号: B-12\n"
    assert not {"a1@example.com", "0512-6600", "B-12"} & set(_noise(page))


def test_contents_as_a_field_in_one_line() -> None:
    page = (
        '镇村整治工作报告TOC\\o"1-2"\\h\\u30467第1章工作背景 4304211.1基本情况 551111.2组织领导 673第2章主要做法 9'
        "第1章工作背景1.1基本情况我镇辖13个村,人口3.1万人。1.2组织领导成立小组,开会16次。第2章主要做法2.1宣传"
        "悬挂横幅36条,发放资料3300份,营造了浓厚的氛围,让群众知晓并且积极参与整治。"
    )
    made = parse(page)
    (contents,) = [page[n.start : n.end] for n in made.noise if n.reason == "contents"]
    assert contents.startswith("TOC") and contents.endswith("主要做法 9")
    assert [h.number for h in made.headings][:4] == ["第1章", "1.1", "1.2", "第2章"]


def test_fields_of_links_in_contents() -> None:
    page = (
        '镇村整治工作报告\n目 录\nTOC \\o "1-3" \\h \\z \\u HYPERLINK \\l "_Toc12" 一、工作背景 PAGEREF _Toc12 \\h 1\n'
        'HYPERLINK \\l "_Toc13" 二、主要做法 PAGEREF _Toc13 \\h 3\n'
        "一、工作背景\n我镇辖13个村,人口3.1万人。\n二、主要做法\n悬挂横幅36条,清运垃圾1300吨。\n"
    )
    (report,) = parse(page).reports
    assert page[report.start : report.end].startswith("一、工作背景\n我镇")


def test_chapters_whose_lines_are_lost() -> None:
    page = (
        "2023年村镇建设工作总结第一章工作总览1.1工作背景今年是攻坚之年。县里牵头,投入资金2.1亿元,硬化道路1.2公里,"
        "覆盖全县131个村。1.2总体成效文明村比例从65%升至90%,新增省级文明村13个,群众满意。第二章组织体系2.1领导机制"
        "书记县长任双组长,全年开会12次,交办问题316项,件件有着落,事事有回音。2.2工作机制建立台账,逐项销号。"
    )
    assert [h.number for h in parse(page).headings] == ["第一章", "1.1", "1.2", "第二章", "2.1", "2.2"]


def test_a_chapter_of_a_law_is_no_heading() -> None:
    page = f"禁毒工作总结\n我镇按照条例第二章规定开展排查,对照第三章要求逐项落实,走访群众320户。\n{TWO}"
    assert not any(h.number.startswith("第") for h in parse(page).headings)


def test_the_word_over_numbered_sheets_belongs_to_the_site() -> None:
    body = "今年以来,我街道扎实开展市容整治,成效明显。现将情况汇报如下:一、领导重视街道成立专班,开会13次。二、措施"
    more = "拆除违建26处,补栽绿化850平方米,"
    page = f"市容整治总结\n资源描述\n1、{body + '有力清除小广告' * 9}3\n2、00张,{more * 9}好。\n"
    assert "资源描述" in _noise(page)


@pytest.mark.parametrize(
    "first", ["2023年城北街道市容整治工作总结范文", "城北街道市容整治总结", "城北街道市容整治工作总结"]
)
def test_two_titles_in_a_row(first: str) -> None:
    page = f"文档简介\n{first}{first.removesuffix('范文')}{TWO}"
    (report,) = parse(page).reports
    assert (report.title, report.organisation) == (first.removesuffix("范文"), "城北街道")
    assert first in _noise(page)


def test_a_title_that_its_text_takes_up_stays() -> None:
    page = f"城北街道市容整治工作总结城北街道现将市容整治工作总结如下:{TWO}"
    (report,) = parse(page).reports
    assert report.start == 0


def test_marks_that_count_behind_all() -> None:
    page = f"下面是小编整理的卫生县城自查报告共2篇,供大家阅读。\n卫生县城自查报告共1\n{ONE}卫生县城自查报告共2\n{TWO}"
    made = parse(page)
    assert [r.title for r in made.reports] == ["卫生县城自查报告"] * 2
    assert [page[r.start : r.end].split("\n")[0] for r in made.reports] == [
        "卫生县城自查报告共1",
        "卫生县城自查报告共2",
    ]


def test_a_collection_within_a_collection() -> None:
    lead = "总结是一种书面材料,那么要怎么写呢?以下是小编为大家收集的创城工作总结,欢迎阅读与收藏。"
    page = (
        f"创城工作总结范文大全\n第一篇:社区创城工作总结\n社区创城工作总结\n{lead}\n社区创城工作总结1\n{TWO}"
        f"社区创城工作总结2\n{ONE}第二篇:镇村整治总结\n镇村整治总结\n"
        + ONE.replace("村", "镇").replace("7公里", "9公里")
    )
    made = parse(page)
    begins = [page[r.start : r.end].split("\n")[0] for r in made.reports]
    assert begins == ["社区创城工作总结1", "社区创城工作总结2", "第二篇:镇村整治总结"]
    assert lead in _noise(page)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("2023年柳塘社区工作总结", "柳塘社区"),
        ("20xx年上半年青石镇卫生工作总结", "青石镇"),
        ("二〇二三年度临江县水利局工作总结", "临江县水利局"),
        ("2023年社区工作总结", None),
        ("2023年乡镇创卫工作总结", None),
    ],
)
def test_a_year_before_the_body_in_a_title(title: str, body: str | None) -> None:
    found = in_title(title, 0, len(title))
    assert (title[slice(*found)] if found else None) == body


def test_numbers_of_sheets_with_how_many_there_are() -> None:
    page = (
        "文档简介\n1 / 46 学校安全总结 成河县教育局学校安全工作总结 今年以来,我局认真履职,成效明显。现总结如下: "
        "一、加强领导,健全机制 学校安全事关重大,近年来,我局陆续制定下发2 / 46 了安全规定。二、广泛宣传,营造氛围 "
        "各校张贴标语 270 条,开展演练 3 / 46 130 次,参加师生2.2万人。"
    )
    assert [n for n in _noise(page) if "/" in n] == ["1 / 46", "2 / 46", "3 / 46"]
    assert page[parse(page).reports[-1].end - 8 :] == "师生2.2万人。"
    assert "130 次" in [m.text for m in extract(parse(page), original=page).measures]


def test_shares_and_dates_are_no_numbers_of_sheets() -> None:
    page = "防汛工作总结\n今年完成任务1/3,二季度完成2/3,9/12召开会议,1 / 5的村通过验收,整改率达到98%,群众满意。\n"
    assert parse(page).noise == ()


def test_the_title_under_the_fields_of_a_form() -> None:
    fields = ["索 引 号:4306/2013-1", "发布机构:平川县", "生成日期:2013-07-17", "公开日期:2013-07-18", "公开方式:网站"]
    page = "".join(f"• {field}\n" for field in [*fields, "公开范围:全部公开"])
    page += f"\n伍桥镇2013年工作总结\n\n来源:伍桥镇 2013-07-17 00:00\n| | | |\n{TWO}"
    (report,) = parse(page).reports
    assert (report.title, report.organisation) == ("伍桥镇2013年工作总结", "伍桥镇")


def test_a_number_and_a_date_between_two_titles() -> None:
    title = "县教育局学校安全工作开展情况汇报"
    page = f"您好,欢迎访问某某文档\n编号:6363962{title}201X/X/XX{title}{TWO}"
    (report,) = parse(page).reports
    assert (report.title, page[report.start :].startswith(title + "今年")) == (title, True)


@pytest.mark.parametrize("words", ["参考", "示例", "精编版", "供参考", "样文"])
@pytest.mark.parametrize("gap", ["\n", " "])
def test_words_of_the_collectors_between_title_and_number(words: str, gap: str) -> None:
    title = f"机关单位创卫工作总结{words}"
    page = f"{title}2篇{gap}{title}1{gap}{TWO}{gap}{title}2{gap}{ONE}".replace("\n", gap)
    found = parse(page).reports
    assert [page[r.start :].startswith(f"{title}{i}") for i, r in enumerate(found, 1)] == [True, True]
    assert {r.cues for r in found} == {("numbered",)}


def test_the_reports_own_title_under_two_of_the_collectors_names_its_body() -> None:
    page = "第1篇 社区创建卫生城市总结\n\n社区创建卫生城市的工作总结\n\n"
    page += f"荷香社区2012年创建卫生城市的工作总结\n\n{TWO}第2篇 村级创建总结\n\n{ONE}"
    first, second = parse(page).reports
    assert (first.organisation, second.organisation) == ("荷香社区", None)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("东河区中塘镇:楼道清出旧家具 邻里齐上阵", "东河区中塘镇"),
        ("民安街荷香社区一早扫积雪[图]", "民安街荷香社区"),
    ],
)
def test_a_headline_over_the_publication_line(headline: str, body: str) -> None:
    page = f"首页 > 新闻\n{headline}\n来源:东河信息港 编辑:韩某 日期:2021-10-12\n"
    page += "街道变得更干净了,群众出动260人,清理杂物12车。(责任编辑:admin)\n"
    parsed = parse(page)
    (report,) = parsed.reports
    assert (report.kind, report.title, report.organisation) == ("news", headline, body)
    assert page[report.start : report.end].endswith("清理杂物12车。")
    assert next(n.reason for n in parsed.noise if page[n.start : n.end] == headline) == "page_title"


def test_a_body_that_goes_on_doing_something_is_named_without_it() -> None:
    name = in_title("兴隆镇持续整治农村人居环境卫生兴隆镇", 0, 19)
    assert name == (0, 3)


def test_noise_within_noise_is_told_once() -> None:
    page = f"下面是范文网小编整理的创建卫生县城自查报告共2篇,供大家阅读。\n自查报告共1\n{TWO}自查报告共2\n{ONE}"
    noise = parse(page).noise
    assert all(a.end <= b.start for a, b in pairwise(noise))


def test_the_foot_of_a_page_that_a_lawyer_stands_under() -> None:
    page = (
        f"您的当前位置:首页关于开展爱国卫生月活动总结\n\n关于开展爱国卫生月活动总结\n\n来源:某某旅游网\n\n{TWO}\n"
        "因篇幅问题不能全部显示,请点此查看更多更全内容\n\n"
        "Copyright © 2019- abcd.cn 版权所有\n\n本站由某某律师事务所陈律师提供法律服务"
    )
    (report,) = parse(page).reports
    assert (report.title, page[report.start : report.end]) == ("关于开展爱国卫生月活动总结", TWO.strip())


def test_a_collection_named_after_its_two_reports() -> None:
    first, second = "水利站上年工作总结和下年工作计划", "水利站上年总结下年思路"
    page = (
        f"下载后可任意编辑{first}与{second}汇编{first}一、上年工作总结1、渠系维护。检修水闸32 座,新开支渠3 条,"
        "第 1 页 共 7 页下载后可任意编辑衬砌2 条。2、防汛备料。备足编织袋6000条。二、下年计划一是清淤。二是护岸。"
        f"{second}一、上年情况灌溉农田1.8万亩,第 2 页 共 7 页下载后可任意编辑放水46天。二、下年思路加强管护。"
    )
    assert [(r.title, r.cues) for r in parse(page).reports] == [(first, ("compiled",)), (second, ("compiled",))]
    assert parse(page.replace("汇编", "")).reports[0].cues != ("compiled",)


def test_words_on_what_may_be_seen_take_no_sentence_with_them() -> None:
    page = f"自查报告\n{TWO}此处内容需要权限查看\n会员免费查看"
    page += "下半年,我们组织各办主任对全镇10处敬老院进行了检查,并开了会。主要问题是资金不足。"
    (report,) = parse(page).reports
    assert page[: report.end].endswith("主要问题是资金不足。")
    assert "此处内容需要权限查看\n会员免费查看" in _noise(page)


def test_a_title_again_under_what_the_site_says_of_documents() -> None:
    page = (
        "民政办2018年救助工作总结\n\n  1. 1、下载文档前请自行甄别文档内容的完整性,平台不提供附加服务。\n"
        '  2. 2、"仅部分预览"的文档,不可在线预览部分如存在问题,可反馈申请退款(可完整预览的文档不适用该条件!)。\n'
        "  3. 3、如文档侵犯您的权益,请联系客服反馈,我们会尽快为您处理。\n\n"
        f"民政办2018年救助工作总结\n\n{ONE}设立“服务窗[标签:介绍]"
    )
    (report,) = parse(page).reports
    assert page[report.start : report.end].startswith("民政办2018年救助工作总结\n\n为改善")
    assert page[report.start : report.end].endswith("设立“服务窗")
