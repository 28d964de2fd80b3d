"""Joints that no collector marked: what ends a report, what opens one, and when the subject changes between them.

``¶`` marks where reports start; places, people and figures are invented.
"""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import unmark

PADDY = (
    "¶今年以来,青渡乡农技站认真抓好水稻生产。一、推广良种。我站引进水稻良种4个,推广面积3200亩,"
    "水稻旱育秧技术入户率九成。二、防治病虫。发布病虫情报9期,统防统治水稻5100亩次,农药用量下降一成。"
    "三、培训农民。举办水稻栽培培训班6期,培训种粮大户210人次,发放农技资料1300份,田间指导46次。"
)
SIGNED = "青渡乡农技站\n2019年12月3日\n"


def starts(marked: str) -> tuple[list[str], list[str]]:
    text, reports, _, _ = unmark(marked)
    return [text[r.start :][:10] for r in parse(text).reports], [text[at:][:10] for at in reports]


@pytest.mark.parametrize(
    "following",
    [
        # a body, a time and its guidance, on another subject
        "\n¶20xx年,镇人民法庭在县法院的指导下,共受理民商事案件320件,审结301件,调解撤诉190件,巡回开庭28次。",
        "\n\n¶一年来,在街道党工委的领导下,社区卫生服务中心开展健康体检2300人,管理高血压患者410人,预防接种600针次,健康教育讲座12场。",
        # a word on the subject, then the time
        "\n¶养老服务连着千家万户。过去一年,我院收住老人86人,体检两次,老人满意率98%,护理员持证上岗,老人生活舒心。",
        # a person speaks
        "\n¶我叫周小满,在县交警大队当辅警已有4年。一年来纠正交通违法1200起,劝导电动车未戴头盔860人次,参与交通事故处理32起。",
        # those it is read to
        "\n¶各位领导、同志们:\n我叫李平,现任城关派出所民警。一年来办理治安案件62起,破获盗窃案9起,走访群众400户。",
        "\n¶各位领导,大家好!一年前我来到消防救援站,下面把消防工作汇报如下。检查消防重点单位60家,灭火救援42起。",
    ],
)
def test_another_body_on_another_subject_opens_a_report(following: str) -> None:
    found, expected = starts(PADDY + following)
    assert found == expected


@pytest.mark.parametrize(
    "following",
    [
        "¶一、巡逻防控。组织夜间巡逻120次,抓获嫌疑人9名。\n二、宣传教育。发放宣传单2000份。",
        "¶3、城关派出所工作总结\n全所民警认真巡逻防控,组织夜间巡逻120次,抓获嫌疑人9名,发放宣传单2000份。",
        "¶新的一年,农技站将围绕增产增收抓好各项工作。引进良种3个,推广面积4000亩,培训农民300人次,不误农时。",
    ],
)
def test_behind_a_signature_a_report_may_open_as_it_likes(following: str) -> None:
    found, expected = starts(PADDY + "\n" + SIGNED + following)
    assert found == expected


def test_the_date_of_a_signature_may_be_glued_to_the_next_report() -> None:
    found, expected = starts(
        PADDY + "\n青渡乡农技站\n2019年12月3日¶2019年,县图书馆在文旅局的领导下,新购图书2300册,办借书证410个。"
        "现将工作总结如下:一、藏书建设。征订报刊120种,接受捐赠图书300册。二、读者服务。开展阅读活动20场。"
    )
    assert found == expected


@pytest.mark.parametrize(
    "following",
    [
        # a plan of its own is announced; by the same body it is a report only where the one before has ended
        "\n以上报告,请审阅。\n¶为切实做好明年的农技工作,结合我站实际,特制定如下计划:\n一、引进良种3个。\n二、培训农民300人次。",
        "\n¶为进一步做好来年的交通安全工作,结合辖区实际,特制定如下计划。\n(1)整治交通违法。交通劝导站增至9个。"
        "\n(2)宣传。交通安全宣传进校园12次,查处超员超速500起。",
    ],
)
def test_a_plan_of_its_own(following: str) -> None:
    found, expected = starts(PADDY + following)
    assert found == expected


@pytest.mark.parametrize(
    "following",
    [
        "\n四、水利工作\n今年以来,乡水利站在县水利局的指导下,清淤渠道12公里,加固水库2座,防汛值班90天,转移群众40人。",
        "\n在肯定成绩的同时,我们也看到农机人手少、农机经费紧,农机推广面不宽,农机手培训不够。",
        "\n为切实做好明年的农技工作,我站将引进良种3个,培训农民300人次。",
        "\n四、农机工作总结\n新增拖拉机12台,农机手培训60人,农机跨区作业3200亩,农机事故零发生。",
    ],
)
def test_a_chapter_is_no_report(following: str) -> None:
    assert len(parse(unmark(PADDY + following)[0]).reports) == 1


def test_thanks_in_the_announcement_end_nothing() -> None:
    page = (
        "青渡乡农技站工作汇报\n根据会议安排,下面我就全年工作向各位领导作一简要汇报,不当之处请批评指正。\n"
        "全年推广良种3200亩,培训种粮大户210人次,发布病虫情报9期,发放农技资料1300份,田间指导46次。"
    )
    assert len(parse(page).reports) == 1


def test_an_announcement_belongs_to_the_paragraph_it_opens() -> None:
    found, expected = starts(
        PADDY + "\n不足之处是人手少、经费紧,技术推广面不宽。\n¶今年来,县图书馆在文旅局的领导下读者至上,现总结如下:"
        "\n一、藏书。新购图书2300册。\n二、读者。办借书证410个,读者6万人次,举办阅读讲座12场。"
    )
    assert found == expected


def test_a_title_glued_to_the_last_sentence_opens_the_next_report() -> None:
    found, expected = starts(
        PADDY + "\n(三)下田指导46次,办培训班6期,收到感谢信2封。¶第二部分 县妇幼保健院年度工作总结\n各位领导、同志们:\n"
        "我院门诊4.2万人次,住院1600人次。\n一、孕产保健。产前检查4100人。\n二、儿童保健。体检3300人。"
    )
    assert found == expected


@pytest.mark.parametrize("sheet", ["3", "3 / 9", "12/20"])
def test_the_number_of_a_sheet_between_two_chapters(sheet: str) -> None:
    page = (
        f"妇幼工作总结今年我院认真抓好妇幼工作,现总结如下:一、孕检。检查310人,建册300本。{sheet}二、儿保。体检420人。"
    )
    s = parse(page)
    assert [x.heading for x in s.sections] == ["", "一、孕检", "二、儿保"]
    assert [page[n.start : n.end].strip() for n in s.noise if n.reason == "page_number"] == [sheet]


@pytest.mark.parametrize("said", ["谢谢大家!", "以上汇报不妥之处,请批评指正。"])
def test_thanks_in_the_same_breath_are_no_section(said: str) -> None:
    page = (
        f"辅警小结\n一年来我认真巡逻,抓获嫌疑人9名,走访群众320户,受理求助41起。\n新的一年,我将加强学习,不负期望。{said}"
    )
    assert [page[x.start :][:4] for x in parse(page).sections][-1] == "新的一年"


def test_what_the_page_says_under_its_title_is_the_sites() -> None:
    page = (
        "农技工作总结\n农技工作总结本文简介:青渡乡农技工作总结今年以来,我站…\n农技工作总结本文内容:\n"
        "今年以来,我站推广水稻良种3200亩,培训种粮大户210人次。\n农技工作总结  来源:网络整理"
    )
    (report,) = parse(page).reports
    assert page[report.start : report.end] == "今年以来,我站推广水稻良种3200亩,培训种粮大户210人次。"


def test_the_name_of_a_file_before_the_text() -> None:
    page = "农技工作总结汇编.docx(9页精品)今年以来,我站推广水稻良种3200亩,培训种粮大户210人次,田间指导46次。"
    assert page[parse(page).reports[0].start :].startswith("今年以来")


def test_a_year_with_its_plans_ends_the_account() -> None:
    page = "图书馆小结\n一、藏书。购书2300册。\n二、读者。办证410个。\n2020年打算:再办分馆3个,添置自助借还机2台。"
    assert page[parse(page).sections[-1].start :].startswith("2020年打算")


def test_under_one_of_several_rules_a_report_may_open_with_its_first_chapter() -> None:
    body = (
        "一、{}工作。检查{}60家,整改隐患31处,约谈负责人4名,限期整改12家。\n"
        "二、{}宣传。发放资料1300份,讲座6场,受教育群众2100人次。\n"
    )
    page = "工作总结\n" + "********\n".join(body.format(w, w, w) for w in ("消防", "食品安全", "交通"))
    assert len(parse(page).reports) == 3


def test_a_plan_titled_behind_leave_and_a_report_behind_what_is_to_come() -> None:
    text, starts, _, _ = unmark(
        "¶大河村辖7个村民小组。自整治行动开展以来,我村清理柴草堆45处,清运垃圾60吨,疏通沟渠3.5公里。"
        "当前还存在污水管网没有通到户等问题,下一步要加大投入,逐步解决。\n"
        "¶为切实做好秸秆禁烧工作,按照镇党委的统一安排,清水村及早动手,周密部署。现将工作情况汇报如下:"
        "成立领导小组,签订责任书460份,巡查田块120处,没有发生一处着火点。以上汇报,如有不当,请批评指正。\n"
        "¶关于做好今冬明春环境整治的工作打算\n为巩固成果,北圩村就今冬明春工作作如下安排:\n1、抓清理,对9个组的坑塘清淤。\n"
        "2、抓绿化,栽植意杨5000棵。\n"
    )
    assert [r.start for r in parse(text).reports] == starts


def cut(marked: str) -> None:
    found, wanted = starts(marked)
    assert found == wanted


VILLAGE = """¶今年以来,大塘村高度重视人居环境整治,村容村貌有了明显变化,现将整治工作情况总结如下:
§一、清理垃圾。组织村民和党员清运垃圾86吨,清理河塘9口,拆除旱厕32座。
§二、建章立制。与农户签订门前三包责任书410份,聘请保洁员8人,评选清洁户60户。
"""
OTHER_VILLAGE = """¶入夏以来,上湾村扎实开展人居环境整治,取得了初步成效,现将工作情况报告如下:
§一、发动群众。召开屋场会12次,发放倡议书380份,群众投工投劳900个。
§二、集中清理。清理房前屋后杂物150处,清运垃圾48吨,疏通沟渠3公里。
"""


def test_a_report_announces_itself_once() -> None:
    told = [village.replace("一、", "").replace("二、", "") for village in (VILLAGE, OTHER_VILLAGE)]
    cut("".join(told))


PLANS = "§下一步,我村将继续努力,推动环境整治再上新台阶。\n"


def test_numbers_that_start_again_behind_plans_and_tell_of_deeds() -> None:
    bare = "¶" + OTHER_VILLAGE.split("\n", 1)[1].lstrip("§")
    cut(VILLAGE + PLANS + bare)


def test_numbers_that_start_again_in_the_plans_are_the_same_reports() -> None:
    more = "§一、再清一次垃圾。计划明年清运垃圾100吨,清理沟塘12口,评选清洁户80户。\n§二、再建一批公厕。新建公厕3座。\n"
    assert len(parse((VILLAGE + PLANS + more).replace("§", "").replace("¶", "")).reports) == 1


@pytest.mark.parametrize("signed", ["大塘村村民委员会  2021年12月", "大塘村村民委员会2021年12月9日"])
def test_name_and_date_in_the_line_of_the_next_report(signed: str) -> None:
    cut(VILLAGE + "§" + signed + OTHER_VILLAGE)


def test_a_title_in_mid_line_right_before_the_first_number() -> None:
    line = "¶上湾村人居环境整治工作小结§1、发动群众。召开屋场会12次,发放倡议书380份。"
    line += (
        "§2、集中清理。清运垃圾48吨,疏通沟渠3公里," + "拆除乱搭乱建9处,规范柴草堆放130处," * 6 + "村容村貌焕然一新。"
    )
    cut(VILLAGE + PLANS.rstrip() + line)


def test_what_it_is_all_about_stands_before_the_time_looked_back_on() -> None:
    school = (
        "¶校园安全无小事。一学期以来,学校在上级的关心下抓安全,现总结如下。组织演练4次,排查隐患26处,签订责任书90份。"
    )
    cut(VILLAGE + PLANS.rstrip() + school)
