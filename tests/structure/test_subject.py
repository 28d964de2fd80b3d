"""Joints that no wording shows: only what is spoken of changes, and the next paragraph might open a report."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.test_joints import starts

# each ends in what is lacking, none announces itself, none is signed
LAMPS = (
    "¶我所承担着城区路灯和排水管道的维护。维修路灯5400盏次,更换灯杆46根,路灯亮灯率99%,灯杆刷漆900根,改造节能灯2100盏。"
    "疏通管道160公里,管道清淤3万立方米,更换井盖930套,加装井盖防坠网800个,抽排积水点21处。"
    "受理群众来电1650件,路灯报修当天处理的占九成,积水点的管道做到雨前查、雨中守、雨后清。老城区管道口径偏小。"
)
LIBRARY = (
    "¶全年接待读者21万人次,流通图书38万册次,新办借书证4120个,读者满意度96%。举办讲座32场、展览15期,读者参与2.9万人次,"
    "图书下乡1.2万册。新增图书2.4万册,建成分馆14个,分馆流通图书3.3万册次,整理古籍310册。"
    "办好亲子故事会60场,送展览进校园26次,评选优秀读者40名,为盲人读者借阅盲文图书180册。馆舍面积狭小。"
)
COURT = (
    "¶沙坪法庭辖3镇2乡、人口11.8万,有干警7人。受理案件486件,审结471件,案件调撤率68%,巡回审判52次,夜间调解38次。"
    "聘请特邀调解员14名,诉前调解纠纷203件,司法确认61份,以案说法21场。"
    "法官走进集市和校园宣讲,发放资料4800份,减免诉讼费3.7万元,当事人满意度97%。案件逐年增多,法官人手不足。"
)


@pytest.mark.parametrize("glue", ["\n", "\n\n"])
@pytest.mark.parametrize(("one", "other"), [(LAMPS, COURT), (COURT, LAMPS), (LIBRARY, COURT)])
def test_the_subject_changes_where_a_report_may_open(one: str, other: str, glue: str) -> None:
    found, wanted = starts(one + glue + other)
    assert found == wanted


@pytest.mark.parametrize("order", [(LIBRARY, COURT, LAMPS), (COURT, LIBRARY, LAMPS)])
def test_the_subject_changes_in_one_line(order: tuple[str, ...]) -> None:
    found, wanted = starts("".join(order))
    assert found == wanted


@pytest.mark.parametrize("glue", ["\n", ""])
def test_a_paragraph_that_might_open_one_on_the_same_subject(glue: str) -> None:
    more = "今年以来,还更换路灯控制箱60只,路灯电缆8公里,灯杆扶正96根,管道清淤车出动230台次,井盖普查1.9万套。"
    assert len(parse((LAMPS + glue + more).replace("¶", "")).reports) == 1


def test_chapters_on_other_subjects_are_the_same_report() -> None:
    parts = [f"{'一二三'[n]}、{['路灯', '读书', '法庭'][n]}\n" + one for n, one in enumerate((LAMPS, LIBRARY, COURT))]
    page = "沙坪镇为民实事落实情况汇报\n今年,我镇办好三件实事。\n" + "\n".join(parts).replace("¶", "")
    assert len(parse(page).reports) == 1


def test_what_ends_a_report_in_one_line_opens_none() -> None:
    wishes = "当前任务还很重。下半年我们将加快建设小区停车场,引进养老机构,办好老年大学,让老人安享晚年。"
    assert len(parse((LAMPS + wishes).replace("¶", "")).reports) == 1


def test_the_number_behind_a_mark_is_no_page_s() -> None:
    page = "".join(f"篇{n}{one[1:]}" for n, one in enumerate((LAMPS, LIBRARY, COURT), 1))
    s = parse(page)
    assert [page[r.start :][:2] for r in s.reports] == ["篇1", "篇2", "篇3"]
    assert not s.noise
