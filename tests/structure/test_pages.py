"""Pages in the styles and with the faults of scraped ones; places and figures are invented."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check, unmark

COLLECTION = """\
⟨青石街道消防工作总结三篇⟩
⟨发布时间:2020-03-04 11:20 来源:网络 阅读 318⟩
⟨总结是对一段时间的工作进行回顾检查、分析评价的书面材料,下面是小编为大家整理的消防工作总结,欢迎阅读。⟩

¶青石街道消防工作总结【篇1】
今年以来,青石街道高度重视消防工作,取得了一定成效,现将工作情况总结如下:
§一、加强领导,落实责任
成立了由街道主任任组长的消防工作领导小组,与32家单位签订责任书。
§二、广泛宣传
发放宣传单4500份,悬挂横幅26条。
§三、存在问题
一是设施老化。二是资金不足。

¶青石街道消防工作总结【篇2】
根据区消防大队的统一安排,我街道结合实际开展了火灾隐患排查,现汇报如下:
§一、排查情况
共排查商铺210家,发现隐患57处。
§二、下一步打算
继续加大排查力度。
⟨【青石街道消防工作总结】相关文章:⟩
⟨消防工作总结精选04-11⟩
⟨社区消防工作计划03-02⟩
"""

GLUED = (
    "⟨白杨乡禁毒工作总结(精选2篇)⟩¶第一篇:白杨乡禁毒工作总结今年我乡禁毒工作在县禁毒委的指导下扎实开展,现总结如下:"
    "§一、领导重视我乡成立了禁毒工作领导小组,乡长任组长,各村配备禁毒专干1名,做到了有人管事、有人办事。"
    "§二、宣传到位。全年发放禁毒宣传单2600份,张贴标语140条,举办讲座6场。"
    "§三、下步打算一是加强巡查。二是加强帮教。§白杨乡人民政府2019年12月3日"
    "¶第二篇:柳河镇禁毒工作总结2018年,柳河镇坚持打防并举,禁毒工作取得了新的进展。现将工作开展情况汇报如下:"
    "§一、组织机构健全。镇上调整充实了禁毒工作领导小组,落实了专项经费3万元。"
    "§二、排查踏勘细致。组织干部120人次上山踏查,未发现种植毒品原植物。"
)

UNMARKED = """\
¶红岩村2021年扶贫工作总结
一年来,红岩村在镇党委的领导下,认真落实各项扶贫政策,现将工作情况总结如下:
§一、基本情况
全村共有贫困户86户312人,主要致贫原因是缺技术。
§二、主要做法
投入资金120万元,硬化道路3.2公里,新建蓄水池5口。
§总之,一年来的工作取得了成绩,但离上级要求还有差距,我们将继续努力。
红岩村村民委员会
2021年12月20日

¶望江小学安全工作总结
本学期我校高度重视安全工作,把师生安全放在首位,现将一学期的工作总结如下:
§一、健全制度
制定安全制度12项,签订责任书46份。
§二、加强演练
组织疏散演练4次,参加师生1800人次。
"""

SUBBLOCKS = """\
¶松岭县水利局2020年工作计划
§一、工作目标
1、完成河道清淤20公里。
2、新建水厂2座。
3、维修渠道15公里。
§二、工作措施
§1、加强组织领导。成立由局长任组长的工作专班,实行周调度、月通报,把任务分解到股室、落实到人头,确保各项目标任务按时间节点完成,对进度滞后的项目实行挂牌督办。
§2、严格项目管理。严格执行招投标制、监理制和合同制,加强施工现场巡查,对不符合质量要求的坚决返工,确保工程质量达到设计标准,年底前完成全部项目的竣工验收工作。
"""

LIST_IN_PARAGRAPH = """\
¶云台社区调解工作总结
§一、突出重点,化解矛盾。今年以来重点抓了三项工作:一是排查,共排查纠纷42件;二是调解,成功39件;三是回访,满意率达到97%。
§二、存在的不足
调解员年龄偏大,业务能力有待提高。
"""

UNNUMBERED_HEADINGS = """\
¶金水湾社区垃圾分类工作总结
今年以来,社区把垃圾分类作为民生实事来抓,全面推进各小区投放点建设,居民参与率稳步提升。
§主要做法
设置投放点18个,配备督导员36名。
§存在问题
个别居民仍有混投现象。
§下一步工作打算
继续加强督导。
"""

MIDREPORT = """\
¶东岭乡防汛工作总结
§一、预案到位。修订防汛预案,组建应急队伍12支380人。
⟨第2页 共3页⟩
§二、物资到位。储备编织袋2万条、铁锹300把。
⟨此处隐藏1203个字⟩
§三、值守到位。实行24小时值班,转移群众160人。
"""

FLAT_UNMARKED = (
    "¶今年以来,河口乡计生办认真落实各项政策,积极开展优质服务,各项指标全面完成,现总结如下:"
    "§一、领导重视。乡上召开会议6次。§二、宣传到位。发放宣传单2000份。"
    "§三、存在问题。人员不足。今后我们将继续努力。§河口乡计生办2011年12月3日"
    "¶河口乡2011年综治工作总结一年来,河口乡综治工作在县综治委的领导下,取得了明显成效,现将一年来的工作汇报如下:"
    "§一、强化领导。成立了综治领导小组。§二、强化排查。排查纠纷56件,调处54件。"
    "§总之,我乡综治工作取得了成绩,但仍有不足。"
)

PARTS = """\
¶平川县卫健局2022年工作总结及2023年工作计划
2022年,我局认真履行职责,各项工作取得新成效。
§第一部分 2022年工作总结
§一、主要工作
建立健康档案42万份。
§二、存在问题
1.人才短缺。2.设备落后。
§第二部分 2023年工作计划
§一、加快项目建设。完成中医院迁建。
§二、加强队伍建设。招聘人员50名。
"""

RULES = """\
⟨工会工作总结范文2篇⟩
⟨本文是关于工会工作总结范文2篇,仅供参考,希望对您有所帮助,感谢阅读。⟩
⟨*********⟩
¶工会工作总结
一年来,公司工会围绕中心、服务大局,维护职工权益,做了大量工作,现总结如下:
§一、维护职工权益。签订集体合同1份,覆盖职工860人。
§二、开展文体活动。举办运动会2次。
⟨*********⟩
¶工会工作总结
今年,学校工会紧紧围绕学校中心工作,取得了新的成绩,现汇报如下:
§一、加强学习
组织教职工学习12次。
§二、关心职工生活
慰问困难职工18人,发放慰问金1.8万元。
⟨以上就是这篇范文的全部内容,希望对您有所帮助。⟩
"""

FILLER = "认真组织春耕备耕,落实各项惠农政策,加强技术指导和服务,确保粮食稳产增产,农民持续增收,"

VIEWER = f"""\
⟨欢迎来到云海文库⟩
⟨ID:2071⟩
⟨大小:18.67 KB⟩
⟨《北原县粮油工作总结》由会员上传分享,免费在线阅读。⟩
⟨1、⟩¶北原县粮油工作总结 今年我县粮油工作在县委县政府的领导下稳步推进,{FILLER}{FILLER}农民种粮积极性空前高
⟨2、⟩涨。§一、集中育秧。今年省市下达我县早稻集中育秧任务7万亩,{FILLER}{FILLER}完成了全部任务。
"""

HEADED_ITEMS = """\
¶城南小学安全工作总结
本学期,我校始终把安全工作放在首位,没有发生安全事故。现将工作总结如下:
§1、加强排查整治
§1.开展防溺水宣传教育活动。学校在校门口设置提醒标志标牌,坚持每天放学前五分钟安全教育,每次放假前安排一课时的安全教育,切实提高学生的防范意识。
§2.开展消防安全大排查活动。根据上级有关部门的要求,学校制定了消防安全管理制度,组织疏散演练3次,排查整改隐患12处,更换灭火器40具,确保了校园安全。
§2、加强宣传教育
开展安全教育主题班会12次。
"""

PAGES = {
    "flat, unmarked": FLAT_UNMARKED,
    "parts": PARTS,
    "rules": RULES,
    "viewer": VIEWER,
    "headed items": HEADED_ITEMS,
    "collection": COLLECTION,
    "glued": GLUED,
    "unmarked": UNMARKED,
    "subblocks": SUBBLOCKS,
    "list": LIST_IN_PARAGRAPH,
    "unnumbered": UNNUMBERED_HEADINGS,
    "midreport": MIDREPORT,
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    check(PAGES[name])


def test_prose_about_pieces_is_no_mark() -> None:
    """第一篇文章 and 论文3篇 count things; a collection's marks form a chain."""
    body = "我校教师发表论文3篇,第一篇文章写的是课堂管理,第二篇文章写的是家校共育,均获市级奖励。" * 4
    check(f"¶城北中学教研工作总结\n{body}")


def test_restarted_numbering_is_no_new_report() -> None:
    check(
        "¶西关社区创建工作总结\n§一、宣传。发放传单90份。\n§二、整治。清理垃圾30吨。\n"
        "§虽然做了一些工作,但仍然存在不少问题,主要有:\n"
        "§一、经费不足。创建投入大,社区难以承担。\n§二、居民意识不强。乱扔垃圾现象时有发生。\n"
    )


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一.工作措施为做好防火工作,我镇招募巡护员60名,开展巡山活动20次。", "一.工作措施"),
        ("二、强化群众防火意识我们在工作中坚持以宣传为先,发放传单800份。", "二、强化群众防火意识"),
        ("三、领导重视,机构健全领导重视,镇党委把调解工作摆上重要议事日程。", "三、领导重视,机构健全"),
        ("四、存在的困难护林员年龄偏大,防火林带建设滞后,资金缺口约120万元。", "四、存在的困难"),
        ("四、存在的主要问题一是经费不足,二是人员不够,三是设备陈旧。", "四、存在的主要问题"),
        (
            "(一)积极推动我镇产业发展,今年新建大棚。投入资金30万元,带动农户50户。",
            "(一)积极推动我镇产业发展,今年新建大棚",
        ),
        ("(二)坚持镇村联动,发动党员带头,统一图纸,把好料关,修完了全年的道路。", ""),
    ],
)
def test_where_a_glued_heading_ends(line: str, heading: str) -> None:
    opening = "南坪镇森林防火工作总结\n" + "今年我镇认真开展了森林防火各项工作,没有发生火灾。\n"
    s = parse(f"{opening}{line}\n五、其他工作。开展了检查。\n")
    assert heading in [c.heading for c in s.sections]
    assert any(f"{opening}{line}".find(line) == c.start for c in s.sections)


@pytest.mark.parametrize("figure", ["新修公路2.5公里", "完成一、二季度任务", "种植水稻1.3万亩", "3、5月各开展一次检查"])
def test_figures_are_no_headings(figure: str) -> None:
    s = parse(f"北山乡农业工作总结\n今年我乡农业工作取得成绩。{figure},群众满意。\n")
    assert all(not c.number for c in s.sections)


def test_broken_words_are_whole_in_the_reading_copy() -> None:
    page = (
        "梅溪社区工作总结\n社区开展宣传活动,增强居民的防范意。\n\n"
        "识,推动反诈进社区、进家3庭,拒不整改的。\n\n商户由执法队处理。"
    )
    s = parse(page)
    assert "防范意识,推动反诈进社区、进家庭,拒不整改的商户" in s.reading.text
    digit = page.index("3")
    assert [(n.start, n.end, n.reason) for n in s.noise] == [(digit, digit + 1, "page_number")]
    assert any("意。\n\n识" in page[x.start : x.end] for x in s.sentences)


def test_paragraphs_that_end_are_not_joined() -> None:
    page = "梅溪社区工作总结\n各项任务基本完成。\n\n位于东街的公园已经开放。\n\n为此,社区作了宣传。\n"
    assert parse(page).reading.text == page


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "平湖镇平安建设工作总结\n"
        "今年以来平湖镇紧紧围绕平安建设这一目标坚持打防结合预防为\n"
        "主的方针认真落实各项措施社会治安状况明显好转群众安全感进\n"
        "一步增强全镇共排查矛盾纠纷一百二十件调处成功率达到百分之\n"
        "九十八没有发生民转刑案件没有发生群体性事件确保了全镇社会\n"
        "大局的和谐稳定为全镇经济社会发展创造了良好的社会治安环境\n"
        "受到了上级的充分肯定和广大群众的好评今后我们将再接再厉。\n"
    )
    assert "预防为主的方针" in parse(wrapped).reading.text
    assert "增强全镇" in parse(wrapped).reading.text


def test_traditional_page_with_readings() -> None:
    page = (
        "三江鎮綜治工作總結(jié)\n今年，三江鎮認(rèn)真開(kāi)展綜治工作，取得了成績(jī)?，F(xiàn)將情況匯報(bào)如下：\n"
        "一、領(lǐng)導(dǎo)重視。成立領(lǐng)導(dǎo)小組，召開(kāi)會(huì)議6次。\n二、宣傳到位。發(fā)放傳單500份。\n"
    )
    s = parse(page)
    assert [c.heading for c in s.sections] == ["", "一、领导重视", "二、宣传到位"]
    assert "现将情况汇报如下:" in s.reading.text
    assert [page[c.start] for c in s.sections] == ["三", "一", "二"]
    assert s.reports[0].organisation == "三江镇"


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("The annual report covers forty villages and three towns.", "en", "not Chinese"),
        ("", "und", "too little"),
        ("工作总结", "und", "too little"),
        ("この地区では毎年、清掃活動を行っています。参加者は三百人でした。", "ja", "Japanese"),
    ],
)
def test_pages_that_are_not_chinese(text: str, language: str, reason: str) -> None:
    s = parse(text)
    assert (s.language, s.reports, s.sections) == (language, (), ())
    assert reason in s.reason
    assert {k for n in s.noise for k in range(n.start, n.end)} >= {k for k, c in enumerate(text) if not c.isspace()}


def test_what_a_report_says_of_itself() -> None:
    text, *_ = unmark(UNMARKED)
    first, second = parse(text).reports
    assert (first.kind, first.title) == ("summary", "红岩村2021年扶贫工作总结")
    assert (first.organisation, first.level, first.year, first.topic) == (
        "红岩村村民委员会",
        "village",
        2021,
        "poverty_relief",
    )
    assert (second.level, second.topic, second.period) == ("school", "work_safety", "本学期")
    plan, *_ = unmark(SUBBLOCKS)
    assert parse(plan).reports[0].kind == "plan"


def test_a_covering_letter_is_no_summary() -> None:
    page = (
        "关于报送社区矫正工作总结的报告\n县司法局:\n现将《南坪镇社区矫正工作总结》随函附上,请查收。\n"
        "南坪镇人民政府\n2020年12月1日\n主题词:社区矫正 总结\n"
    )
    assert [r.kind for r in parse(page).reports] == ["other"]


def test_a_covering_letter_over_its_enclosures_is_a_report() -> None:
    letter = (
        "青岭县水利局关于报送2020年度防汛工作总结的报告\n\n市水利局:\n\n"
        "现将我县2020年度防汛工作总结及2021年工作要点报上,请予审阅。\n\n"
        "附件:1.2020年度工作总结\n2.2021年工作要点\n\n青岭县水利局\n2020年12月15日\n(联系人:王某,电话:0000-1234)\n\n"
    )
    summary = (
        "附件1\n\n青岭县2020年度防汛工作总结\n\n一、组织巡查\n巡查堤坝9次,储备块石300方,落实值班人员86名。\n\n"
        "二、转移群众\n转移低洼地段群众86户,开放学校2所,发放棉被150床。\n\n"
    )
    plan = (
        "附件2\n\n青岭县2021年防汛工作要点\n\n一、修复堤防\n修复堤防3公里,新建涵闸2座。\n\n"
        "二、备足物资\n储备编织袋3万条,块石700方。\n"
    )
    page = "首页 > 政务公开\n【字体:大 中 小】 浏览次数:1073\n\n" + letter + summary + plan
    reports = parse(page).reports
    assert [(r.kind, page[r.start : r.start + 4]) for r in reports] == [
        ("other", "青岭县水"),
        ("summary", "附件1\n"),
        ("plan", "附件2\n"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        # behind the last numbered block: what is lacking, what is planned, the closing
        "¶柳河镇防汛工作总结\n§一、组织巡查\n巡查堤坝9次,储备块石300方。\n§二、转移群众\n转移群众86户,开放学校2所。\n"
        "§虽然做了一些工作,但也清醒地看到,堤防老、人手少。\n§下一步,我们将加固堤防3公里。\n§汇报完毕,谢谢大家。",
        # a comma behind the number, and a number that another style counted past
        "¶柳河镇防汛工作总结\n§一,组织巡查\n巡查堤坝9次,储备块石300方。\n§二,转移群众\n转移群众86户,开放学校2所。\n"
        "§四、宣传到位。发放传单900份,办板报12期,讲课3场,广播60次。\n§三,从严值守\n值班120天,查岗30次。",
        # an ASCII full stop between two blocks, none within a number
        "¶柳河镇防汛工作计划\n§1.巡查堤坝。每月巡查9次,每次2.5公里,填写巡查记录。" + "落实人员。" * 9 + "\n"
        "§2.储备物资。储备块石300方,"
        + "登记造册," * 12
        + "备齐麻袋.§3.转移群众。登记低洼户86户,"
        + "签订责任书," * 9
        + "开放学校2所。",
        # who signs
        "¶柳河镇防汛工作总结\n§一、巡查\n巡查堤坝9次,储备块石300方。\n§二、转移\n转移群众86户.\n\n"
        "§〔此处签名〕\n20xx年十二月六日",
        "¶柳河镇防汛工作总结\n§一、巡查\n巡查堤坝9次,储备块石300方。\n§二、转移\n转移群众86户。\n"
        "§总之,我们将再接再厉,为全镇的平安作出更大贡献。\n\n柳河镇水利站\n20xx年十二月",
    ],
)
def test_ends_of_headed_reports(page: str) -> None:
    check(page)


def test_unmarked_report_behind_plans() -> None:
    """No signature, no title: the plans with which one ends, and the formula with which the next opens."""
    check(
        "¶柳河镇防汛工作总结\n今年我镇认真防汛,现将情况总结如下:\n§一、巡查\n巡查堤坝9次,储备块石300方,查改隐患12处。\n"
        "§二、转移\n转移群众86户,开放学校2所,发放毛毯400条。\n§下一步,我们将加固堤防,为全镇的平安作出更大贡献。\n"
        "¶护林防火是山乡的头等大事。我乡林业站严管野外火源,守住了青山,现汇报如下:\n"
        "§1、宣传。发放传单900份,刷写标语60条,讲课3场,户户都签了承诺书,人人都知道了防火的规矩,进山不带火成了习惯。\n"
        "§2、巡护。护林员32人分片巡山,全年巡山4100人次,劝返带火进山的群众87人,没收打火机200个,没有发生火情。\n"
    )
