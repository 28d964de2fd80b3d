"""Bodies of every kind wherever a report names its own, dates of signatures as written, titles in the page's path."""

from __future__ import annotations

import pytest

from corpus_tools.records import Report
from corpus_tools.structure import parse

WORK = "一、加强领导。成立了领导小组,召开会议6次。\n二、广泛宣传。发放宣传单800份。\n三、狠抓落实。整改隐患9处。\n"
BODY = f"一年来,在上级的正确领导下,扎实推进各项任务。\n{WORK}"
BODIES = [
    "白石县委组织部",
    "白石县第二中学",
    "白石镇税务所",
    "白石县人民武装部",
    "白石镇农机站",
    "白石县工商联",
    "白石县关工委",
    "白石县人大常委会",
    "白石县纪委监委",
    "白石县自然资源和规划局",
    "白石高速收费站",
    "白石畜牧兽医站",
    "白石动物卫生监督所",
    "白石嘎查",
    "共青团白石县委",
]
PLACES = {
    "title": "{body}2020年安全生产工作总结\n{text}",
    "year before it": "2020年{body}安全生产工作总结\n{text}",
    "signed": "2020年安全生产工作总结\n{text}{body}\n2020年12月3日",
    "in brackets": "2020年安全生产工作总结\n{text}({body})",
    "under the title": "2020年安全生产工作总结\n{body}\n(2020年12月3日)\n{text}",
    "opening": "2020年安全生产工作总结\n今年以来,{body}认真抓好安全生产工作。\n{text}",
    "labelled": "2020年安全生产工作总结\n单位:{body}\n{text}",
}


def one(page: str) -> Report:
    (report,) = parse(page).reports
    return report


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("place", PLACES)
def test_bodies_of_every_kind_wherever_they_are_named(place: str, body: str) -> None:
    assert one(PLACES[place].format(body=body, text=BODY)).organisation == body


@pytest.mark.parametrize("gap", ["\n", " "])
@pytest.mark.parametrize(
    "date", ["2021.10.2", "2021-10-02", "2021/10/2", "2021. 10. 2", "2021、10、2", "2021年10月2日"]
)
def test_dates_of_signatures_as_they_are_written(date: str, gap: str) -> None:
    page = f"防汛工作总结\n{BODY}白石镇人民政府\n{date}".replace("\n", gap)
    report = one(page)
    assert (report.signed, report.organisation) == ("2021-10-02", "白石镇人民政府")
    assert report.end == len(page)


@pytest.mark.parametrize("said", ["今后我镇将继续努力。", "下一步我镇将继续努力。", "同时我社区将继续努力。"])
def test_what_comes_is_no_body(said: str) -> None:
    assert one(f"防汛工作总结\n{BODY}\n{said}").organisation is None


def test_what_was_done_is_no_body_over_a_date() -> None:
    report = one(f"白石镇防汛工作总结\n{BODY}2021年10月2日")
    assert (report.signed, report.organisation) == ("2021-10-02", "白石镇")


@pytest.mark.parametrize("head", ["当前位置:首页 > 总结 > {}", "标题:{}", "【{}】"])
def test_titles_in_the_pages_path_or_behind_a_label(head: str) -> None:
    title = "白石镇2020年防汛工作总结"
    report = one(f"{head.format(title)}\n{WORK}今后我镇将继续努力。")
    assert (report.title, report.organisation, report.year) == (title, "白石镇", 2020)
