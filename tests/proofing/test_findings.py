"""What an editor is told about a draft, and what is left alone."""

import dataclasses
import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import proofing
from corpus_tools.errors import UsageError
from corpus_tools.offsets import Mapped
from corpus_tools.proofing import KINDS, proof
from corpus_tools.records import Analysis, Noise, Page, Report, Structure
from tests.proofing.build import draft


def found(analysis: Analysis, kind: str) -> list[str]:
    findings = proof(analysis, kinds=[kind])
    for f in findings:
        assert analysis.page.text[f.start : f.end] == f.text
    return [f.text for f in findings]


# ---------------------------------------------------------------- placeholders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在xx镇党委领导下", ["xx"]),
        ("ｘｘ街道办事处", ["ｘｘ"]),
        ("20xx年，我村清理河道", ["20xx"]),
        ("20**年上半年", ["20**"]),
        ("201*年度工作", ["201*"]),
        ("20xx-20xx学年，20xx.5.1前", ["20xx", "20xx", "20xx"]),
        ("××县水利局X月X日", ["××", "X", "X"]),
        ("组长由*同志担任，成员：***。", ["*", "***"]),
        ("1.xx社区共有居民__户", ["xx", "__"]),
        ("发放传单x份，覆盖x个村", ["x", "x"]),
        ("耕地面积8XX亩", ["XX"]),
        ("某某社区居民委员会", ["某某"]),
        ("联系人：（姓名）", ["（姓名）"]),
        ("我市〔…〕取得成效，〔...〕继续推进", ["〔…〕", "〔...〕"]),
        ("参合率达 %，出生率为‰", ["%", "‰"]),
        ("全年投入资金 万元，用于修路", ["万元"]),
        ("栽种树木[?棵]，清运垃圾[?xx吨]", ["棵", "xx吨"]),
    ],
)
def test_placeholders(text: str, expected: list[str]) -> None:
    assert found(draft(text), "placeholder") == expected


@pytest.mark.parametrize(
    "text",
    [
        "接受X光检查120人，心电图80人。",
        "会场面积12×30米。",
        "二〇〇八年三月",
        "推行“1+X”模式。",
        "网址www.xxx.com",
        "参与率达 85%，为5‰。",
        "投入资金300万元，培育产值亿元企业2家。",
        "**一、加强领导**\n成立小组。\n——————\n******\n",
        "使用XXL号服装",
        "印发（镇政〔2021〕12号）文件",
    ],
)
def test_no_placeholders(text: str) -> None:
    assert found(draft(text), "placeholder") == []


def test_bold_type_is_no_placeholder_in_markdown() -> None:
    analysis = draft("投入**62万元**，发放传单__份。")
    markdown = dataclasses.replace(analysis, page=dataclasses.replace(analysis.page, path="总结.MD"))
    assert found(analysis, "placeholder") == ["**", "__"]
    assert found(markdown, "placeholder") == ["__"]


def test_a_figure_taken_for_a_page_number_is_no_gap() -> None:
    assert found(draft("走访企业21[?家]。"), "placeholder") == []


def test_site_text_is_not_searched_for_placeholders() -> None:
    assert found(draft("清运垃圾。第xx页\n植树造林。", noise=("第xx页",)), "placeholder") == []


# ---------------------------------------------------------------- spoilt figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发放手册20xx5余册", ["20xx5余册"]),
        ("发放传单20xx余份", ["20xx余份"]),
        ("印发资料202300余份", ["202300余份"]),
        ("张贴标语2023余条", ["2023余条"]),
        ("投入2。6万元", ["2。6"]),
        ("覆盖[?8XX亩]", ["8XX亩"]),
    ],
)
def test_mangled_figures(text: str, expected: list[str]) -> None:
    assert found(draft(text), "mangled_figure") == expected


@pytest.mark.parametrize(
    "text", ["发放传单2000余份", "印发200000余份", "20xx年5月", "覆盖201300余人", "2023年余下时间", "共计300。5户居民"]
)
def test_sound_figures(text: str) -> None:
    assert found(draft(text), "mangled_figure") == []


def test_a_spoilt_figure_is_not_a_placeholder_as_well() -> None:
    assert {f.kind for f in proof(draft("发放手册20xx5余册。"))} == {"mangled_figure"}


def test_the_suggestion_repairs_the_decimal_point() -> None:
    assert proof(draft("投入2。6万元"))[0].suggestion == "2.6"


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年（2019年）我乡完成改厕。", ["今年（2019年）"]),
        ("现将2019年防汛工作总结如下：", ["2019年"]),
        ("一、组织\n成立小组。\n二、2020年工作打算\n继续巡查。", ["2020年"]),
        ("储备物资。\n柳林乡人民政府\n2019年12月5日\n", ["2019年12月5日"]),
        ("储备物资。\n柳林乡人民政府\n2022年11月", ["2022年11月"]),
        ("储备物资。\n柳林乡\n二○一九年十二月二十日", ["二○一九年十二月二十日"]),
        ("储备物资。\n柳林乡\n二〇二二年十月", ["二〇二二年十月"]),
    ],
)
def test_stale_years(text: str, expected: list[str]) -> None:
    title = "柳林乡2021年工作总结"
    assert found(draft(f"{title}\n{text}", title=title), "year") == expected


@pytest.mark.parametrize(
    "text",
    [
        "较2019年，今年增长两成。",
        "现将2019年以来工作总结如下：",
        "按照《2019年工作要点》的部署。",
        "2019年工作打算已全部落实。",
        "一、2022年工作计划\n继续巡查。\n柳林乡\n2022年1月5日",
        "储备物资。\n柳林乡\n二〇二二年元月五日",
        "储备物资。\n柳林乡\n二零二一年十二月",
        "储备物资。2018年12月5日发生的险情已处置完毕，责任人已到位，群众情绪稳定。",
        "今年（2021年）改厕。",
    ],
)
def test_years_that_may_stand(text: str) -> None:
    title = "柳林乡2021年工作总结"
    assert found(draft(f"{title}\n{text}", title=title), "year") == []


def test_a_plan_is_signed_before_its_year() -> None:
    text = "2022年防汛工作计划\n加强值守。\n2021年12月30日"
    assert found(draft(text, title="2022年防汛工作计划", kind="plan"), "year") == []
    assert found(draft(text, title="2022年防汛工作计划"), "year") == ["2021年12月30日"]


# ---------------------------------------------------------------- sums


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("讲座[=24场]，其中法制[<15场]、健康[<12场]。", ["24场"]),
        ("教师[=44人]，其中男[<20人]、女[<23人]。", ["44人"]),
        ("调解[=50件]，其中婚姻[<20件]、邻里[<15件]、其他[<14件]。", ["50件"]),
        ("整改[=50处]，其中道路[<60处]。", ["60处"]),
        ("教师[=44人]，其中男教师[<20人]，女教师[23人]。", ["44人"]),
        ("会议[=12次]，其中党委会[<4次]、例会[9次]、其他会[2次]。", ["12次"]),
        ("讲座[=24场]（法制[<15场]、健康[<8场]）。", ["24场"]),
        ("调处[=53件]，其中重大[<4件]，一般[<49件]；婚姻[<30件]，土地[<31件]。", ["53件"]),
    ],
)
def test_sums_that_do_not_add_up(text: str, expected: list[str]) -> None:
    assert found(draft(text), "sum") == expected


@pytest.mark.parametrize(
    "text",
    [
        "讲座[=24场]，其中法制[<15场]、健康[<9场]。",
        "讲座[=24场]，其中法制[<5场]、健康[<9场]。",  # 其中 need not name all
        "村民[=40人]，其中党员[<30人]、女性[<20人]。",  # one may be both
        "调处[=53件]，其中重大[<4件]，一般[<49件]；婚姻[<30件]，土地[<23件]；成功[<50件]，不成功[<3件]。",
        "调处[=53件]，其中重大[<4件]，一般[<49件]，婚姻[<30件]，土地[<23件]。",
        "讲座[=24场]（其中法制[<15场]、健康[<8场]）。",
        "讲座[=24场]（法制[<15场]、健康[<8场]等）。",
        "受理[=156件]，其中婚姻[<46件]，邻里[<60件]，调解成功[150件]。",
        "投入[=300余元]，其中修路[<200元]，买桶[<150元]。",
        "会议[=12次]，其中参加[<900人]。",
    ],
)
def test_sums_that_may_stand(text: str) -> None:
    assert found(draft(text), "sum") == []


# ---------------------------------------------------------------- percentages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("排查隐患[50处]，整改[48处]，整改率达[86%]。", "96"),
        ("受理[53件]，调解成功[49件]，调解成功率为[96.5%]。", "92.5"),
        ("居民[=1200人]，其中党员[<48人]，占总数的[40%]。", "4"),
        ("党员[48名]，占总人口[1200人]的[14%]。", "4"),
        ("其中低保户[48人]，占总人口[1200人]的[14%]。", "4"),
        ("案件由去年的[100件]下降到[80件]，下降[25%]。", "20"),
    ],
)
def test_percentages_that_disagree(text: str, expected: str) -> None:
    findings = proof(draft(text), kinds=["percent"])
    assert [f.suggestion for f in findings] == [f"{expected}%"]


@pytest.mark.parametrize(
    "text",
    [
        "排查隐患[50处]，整改[48处]，整改率达[96%]。",
        "排查隐患[60处]，整改[59处]，整改率达[98%]。",  # 98.33, rounded
        "排查隐患[50处]，整改[48处]，群众满意率达[99%]。",  # another rate
        "排查隐患[50处]，已整改[40处]，未整改[10处]，整改率达[80%]。",
        "居民[1200人]，改造[48户]，占总户数的[40%]。",
        "去年受理[53件]，今年调解成功[40件]，调解成功率为[98%]。",
        "党员[=120人]，其中女[<48人]，占总人口的[4%]。",
        "案件由[100件]下降到[80件]，满意率提高[25%]。",
    ],
)
def test_percentages_that_may_stand(text: str) -> None:
    assert found(draft(text), "percent") == []


# ---------------------------------------------------------------- contradictions


def test_one_stock_with_two_values() -> None:
    text = "全村现有党员[45名]，骨干力量强。\n村里现有党员[52名]，分三组。"
    findings = proof(draft(text, object="党员", concept="staff/党员"), kinds=["contradiction"])
    assert [(f.text, f.message) for f in findings] == [("52名", "同一项数字前后不一：此处为52名，前文为45名（第7字）")]


@pytest.mark.parametrize(
    "text",
    [
        "支部现有党员[45名]。\n村里现有党员[45名]。",
        "上门发放传单[300份]。\n集市发放传单[500份]。",  # two deeds
        "去年底现有党员[45名]。\n村里现有党员[52名]。",
        "支部现有党员[45名]，其中现有党员[12名]。",
        "张村现有党员[45名]。\n李村现有党员[52名]。",
    ],
)
def test_figures_that_do_not_contradict_each_other(text: str) -> None:
    assert found(draft(text, object="党员", concept="staff/党员"), "contradiction") == []


# ---------------------------------------------------------------- layout


def test_site_text_inside_a_report() -> None:
    analysis = draft("清运垃圾。\n第2页\n植树造林。", noise=("第2页",))
    assert [(f.text, f.message) for f in proof(analysis, kinds=["furniture"])] == [
        ("第2页", "正文中夹有网站文字（页码）")
    ]


def test_site_text_around_a_report() -> None:
    text = "标题行\n清运垃圾。\n下载本文"
    for reason, expected in (("download", ["下载本文"]), ("publication", [])):
        structure = Structure("zh", (Noise(10, 14, reason),), (Report(4, 9, "summary"),), (), (), Mapped.of(text))
        assert found(Analysis(Page("d", "d", text, "", "utf-8"), structure, ()), "furniture") == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("一二四五", ["四、"]),
        ("一二二三", ["二、"]),
        ("一三二", ["三、", "二、"]),
        ("一二三一二三", []),
        ("一二三", []),
    ],
)
def test_numbers_out_of_order(order: str, expected: list[str]) -> None:
    text = "".join(f"{n}、第{i}项工作\n已经完成。\n" for i, n in enumerate(order))
    assert found(draft(text), "numbering") == expected


def test_a_number_glued_into_a_line_is_not_missing() -> None:
    assert found(draft("一、领导\n成立小组。二、宣传\n三、整治\n清理。"), "numbering") == []


def test_inner_numbers_start_anew_under_each_heading() -> None:
    text = "一、领导\n（一）小组\n成立。\n（二）方案\n印发。\n二、宣传\n（一）广播\n播放。\n（三）专栏\n张贴。\n"
    assert found(draft(text), "numbering") == ["（三）"]


def test_a_sentence_said_twice() -> None:
    one, two = "组织保洁员对辖区主次干道进行了全面清扫保洁。", "发动党员群众两百余人次参加义务劳动并清理卫生死角。"
    other = "召开动员会。"
    findings = proof(draft(f"{one}{two}{other}\n{one}{two}\n{other}{two}"), kinds=["repeated"])
    assert [f.text for f in findings] == [f"{one}{two}\n{other}", two]
    assert [f.message for f in findings] == [
        "这段话（3句）在前文已出现（第1字）",
        f"这句话在前文已出现（第{len(one) + 1}字）",
    ]


def test_short_formulae_may_be_said_twice() -> None:
    assert found(draft("成效明显。召开会议。成效明显。"), "repeated") == []


def test_a_heading_with_nothing_under_it() -> None:
    text = "一、领导\n成立了工作小组。\n二、宣传\n三、整治\n清理了卫生死角。\n四、经费\n落实了专项经费。\n"
    assert found(draft(text), "empty_heading") == ["二、宣传"]


@pytest.mark.parametrize(
    "text",
    [
        "一、成立小组。\n二、加强宣传。\n三、落实经费。\n",  # a list
        "一、领导\n（一）小组\n成立。\n二、宣传\n（一）广播\n播放。\n三、整治\n（一）清理\n完成。\n",
    ],
)
def test_headings_that_may_stand_alone(text: str) -> None:
    assert found(draft(text), "empty_heading") == []


# ---------------------------------------------------------------- the room


def test_every_case_has_its_message_in_both_languages() -> None:
    table = tomllib.loads((resources.files(proofing) / "messages.toml").read_text(encoding="utf8"))
    assert table["zh"].keys() == table["en"].keys() == KINDS.keys() | {"reasons"}
    for kind in KINDS:
        assert table["zh"][kind].keys() == table["en"][kind].keys()


def test_english_messages() -> None:
    finding = proof(draft("在xx镇"), language="en")[0]
    assert (finding.message, finding.suggestion) == (
        "The placeholder “xx” was not filled in",
        "Fill in what belongs here",
    )


def test_kinds_can_be_switched_off() -> None:
    analysis = draft("在xx镇投入2。6万元")
    assert {f.kind for f in proof(analysis)} == {"placeholder", "mangled_figure"}
    assert proof(analysis, kinds=["sum"]) == proof(analysis, kinds=[]) == []


def test_unknown_kinds_and_languages_are_named() -> None:
    with pytest.raises(UsageError, match=r"spelling.*placeholder"):
        proof(draft("甲"), kinds=["spelling"])
    with pytest.raises(UsageError, match="'fr'"):
        proof(draft("甲"), language="fr")


PIECES = (
    "一、|（二）|三、|宣传|xx|20xx|2021年|今年|**|[=24场]|[<15场]|[<12场]|[50处]|[96%]|整改率达|[?万元]|其他|男|女|。|，|\n|；"
    "|〔…〕|2。6万元|由|增加到|，增长|现有|\ud800|\0|{text}"
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map("".join), st.text(max_size=20))
def test_any_draft_is_proof_read(marked: str, title: str) -> None:
    analysis = draft(marked, title=title, object="{object}")
    findings = proof(analysis)
    assert findings == sorted(findings, key=lambda f: (f.start, f.end, f.kind))
    for f in findings:
        assert 0 <= f.start < f.end <= len(analysis.page.text)
        assert analysis.page.text[f.start : f.end] == f.text
        assert f.message
