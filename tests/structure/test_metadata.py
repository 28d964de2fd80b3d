"""What a report says of itself, each field with the characters it was read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import lexicon
from corpus_tools.structure import parse
from corpus_tools.structure.normalise import normalise
from corpus_tools.structure.topics import topic_name, topics
from tests.structure.metadata_cases import FIELDS, Case, cases, read, said, topic_cases, topic_of

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name[:20])
def test_case(case: Case) -> None:
    report = read(case.text)
    assert said(report) == case.expected
    spans = {e.field: case.text[e.start : e.end] for e in report.evidence}
    for name in ("organisation", "period"):
        if case.expected[name] is not None:
            assert len(spans[name].replace(" ", "")) == len(case.expected[name] or "")
            assert spans[name][0] == normalise(case.expected[name] or "").text[0]
    if case.expected["year"] or case.written:
        assert case.written in spans["year"]
        assert not case.expected["year"] or any(c.isdigit() or c in "〇○零" for c in spans["year"])
    assert all(name in spans for name, value in case.expected.items() if value is not None and name in FIELDS.values())


def test_the_cases_cover_the_fields() -> None:
    assert len(CASES) >= 80
    assert len({c.expected["topic"] for c in CASES}) >= 40
    assert {c.expected["kind"] for c in CASES} == {"summary", "plan", "news", "other"}
    assert {"village", "community", "subdistrict", "township", "county", "office", "school", "hospital", "company"} <= {
        c.expected["level"] for c in CASES
    }


def test_a_page_of_one_report_lends_it_its_title() -> None:
    page = (
        "柳河镇2020年防汛工作总结_工作总结_某某范文网\n发布时间:2021-01-02 阅读:91\n"
        "今年我镇认真防汛,现总结如下:\n一、巡查。巡查堤坝9次,储备块石300方。\n"
    )
    (report,) = parse(page).reports
    assert (report.title, report.organisation, report.year) == ("柳河镇2020年防汛工作总结", "柳河镇", 2020)
    (title,) = [e for e in report.evidence if e.field == "title"]
    assert page[title.start : title.end] == report.title


def test_of_two_reports_each_says_its_own() -> None:
    page = (
        "禁毒工作总结(精选2篇)\n第一篇:白杨乡2019年禁毒工作总结\n今年我乡扎实开展禁毒工作,现总结如下:\n"
        "一、宣传。发放宣传单2600份,张贴标语140条,举办讲座6场。\n白杨乡人民政府\n2019年12月3日\n"
        "第二篇:学校禁毒工作总结\n我校开展了毒品预防教育,现汇报如下:\n一、教育。举办班会16次,发放读本900册。\n"
    )
    first, second = parse(page).reports
    assert (first.organisation, first.year, first.signed) == ("白杨乡人民政府", 2019, "2019-12-03")
    assert (second.organisation, second.year, second.signed, second.level) == (None, None, None, "school")
    assert first.topic == second.topic == "drug_control"


def test_a_topic_no_list_has_is_the_titles_own_words() -> None:
    report = read("柳河镇2021年养蜂工作总结\n我镇养蜂户增多,现总结如下:\n一、培训。培训蜂农60人。\n")
    assert report.topic == "养蜂"
    assert topic_name(report.topic, "en") == "养蜂"


@pytest.mark.parametrize(("title", "code"), topic_cases())
def test_topic_of_a_title(title: str, code: str | None) -> None:
    assert topic_of(title) == code


def test_every_topic_of_the_list_is_tried() -> None:
    codes = {topic["code"] for topic in lexicon.load("topics")["topic"]}
    assert len(codes) >= 60
    assert codes <= {code for _, code in topic_cases()}


def test_longer_words_of_a_topic_win() -> None:
    text = "学校食品安全和校园安全"
    assert [(code, text[a:b]) for code, (a, b) in topics(text, 0, len(text))] == [
        ("food_drug", "食品安全"),
        ("school_safety", "校园安全"),
    ]


PIECES = [
    *"《》()**〔〕—:,。\n 年月日",
    "20xx",
    "2021",
    "二〇二一",
    "十二",
    "柳塘社区",
    "**镇",
    "工作总结",
    "我镇",
    "现将",
    "如下",
]


@given(st.lists(st.sampled_from([*PIECES, "总结", "防汛", "本报讯", "单位:", "在县委的领导下"]), max_size=40))
def test_evidence_lies_in_the_page(pieces: list[str]) -> None:
    text = "柳塘社区防汛工作总结\n" + "".join(pieces)
    for report in parse(text).reports:
        for e in report.evidence:
            assert 0 <= e.start < e.end <= len(text)
        named = {e.field for e in report.evidence}
        for name in ("organisation", "level", "topic", "year", "period", "signed"):
            assert getattr(report, name) is None or name in named


def test_a_plan_among_summaries_announces_itself() -> None:
    page = "护理工作总结篇一\n今年我科认真做好护理工作,现总结如下。" + "护理病人900人次,抢救86人次。" * 4
    page += (
        "\n护理工作总结篇二\n为进一步做好明年的护理工作,结合我科实际,特制定如下工作计划。"
        + "培训护士20名,考核4次。" * 4
    )
    assert [r.kind for r in parse(page).reports] == ["summary", "plan"]


def test_a_report_under_guidance_is_a_summary_by_whatever_name() -> None:
    page = "一年来,镇妇联在县妇联的精心指导下,以服务妇女为己任。完成换届13个村,选出主席13名,调解家庭纠纷17起。"
    report = parse(page).reports[0]
    read = next(e for e in report.evidence if e.field == "kind")
    assert report.kind == "summary" and page[read.start : read.end].startswith("一年来,镇妇联在县妇联的精心指导下")


def test_the_beginning_of_a_sentence_is_no_title() -> None:
    page = (
        "安全生产工作总结1\n为认真落实上级关于开展消防整治的通知要求,我站抓好消防工作,现小结如下:"
        + "检查消防设施40处。" * 9
    )
    page += "\n安全生产工作总结2\n今年以来我站认真抓好安全生产,现总结如下:" + "排查隐患30处。" * 9
    assert [r.title for r in parse(page).reports] == ["安全生产工作总结"] * 2
