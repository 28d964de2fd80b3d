"""What sites glue into the middle of sentences: names, addresses, advertisements, strings against copying."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

PAGE = (
    "¶青石镇河道保洁工作总结\n今年,我镇聘请保洁员38名,打捞水草{}垃圾260吨,清理河岸杂物190处。\n"
    "§一、加强巡查\n各级河长巡河1400次,发现并交办问题87个,办结率达到了98%,{}河面漂浮物明显减少。\n"
)


@pytest.mark.parametrize(
    "mark",
    [
        "范文先生网www.fanwenxs8.com收集整理",
        "本文来自工作总结之家 http://www.gzzjzj8.net 转载请注明",
        "xiewenbang8.com范文网(FANWEN.XIEWENBANG8.COM)",
        "(www.gongwenxz8.com)",
        "来源:www.hhwk8.cn",
        "公文坊网整理",
        "第一文库网",
        "[此处广告]",
        "(广告位招租)",
        "【更多总结请关注公众号“公文小筑”】",
        "欢迎下载",
        "(本文由好文秘网整理)",
        "版权归范文大全所有",
        "内容来自dedecms",
        "[page]",
        "更多总结范文请点击",
        "小编推荐",
    ],
)
def test_runs_in_mid_sentence(mark: str) -> None:
    check(PAGE.format(f"⟨{mark}⟩", f"⟨{mark}⟩"))


@pytest.mark.parametrize(
    "said",
    ["(含广告牌12块)", "网站发布信息", "开通微信公众号,", "(关注微信公众号3200人)", "材料供应站", "文化大院"],
)
def test_what_reports_say_of_networks_and_advertisements(said: str) -> None:
    check(PAGE.format(said, said))


def test_a_forum_s_strings_against_copying() -> None:
    check(PAGE.format("", "").replace("\n§", "\n⟨9 F7 }\\. Q) T/ M0 h w7 p$ d⟩\n§"))


@pytest.mark.parametrize("line", ["稿件坊,办公文秘之家", "稿件坊 www.gaojianfang8.com"])
def test_a_site_s_own_line_between_paragraphs(line: str) -> None:
    check(PAGE.format("", "").replace("\n§", f"\n⟨{line}⟩\n§"))


def test_a_person_who_begins_with_the_time_that_flew() -> None:
    page = "时光飞逝,转眼间我在骨科已经工作了两个年头。护理病人380人次,值夜班92个,参加培训16次。\n不足是经验还少。"
    (report,) = parse(page).reports
    assert report.start == 0


def test_what_is_said_of_copies_on_a_head_and_a_tail() -> None:
    check("⟨精选优质文档-倾情为你奉上⟩\n" + PAGE.format("", "") + "⟨专心---专注---专业⟩")


def test_a_paragraph_that_counts_is_no_site_s_whatever_it_holds() -> None:
    check(PAGE.format("⟨小编推荐⟩", "").replace("38名,", "38名、船3条、", 1))
