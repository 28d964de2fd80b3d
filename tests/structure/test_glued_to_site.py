"""The site's words in one line with a report's: behind its last sentence, before its first."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

TITLE = "社区垃圾分类工作总结"
TOLD = "柳溪社区现有住宅楼21幢、居民1260户。自去年九月起，我们设立投放点9处，发放宣传单700份。"
LAST = "以上是我们的一点做法，不当之处请街道批评指正。"
LISTED = (
    "年初以来,我乡成立了由乡长任组长的小组,现将工作总结如下。一、广泛宣传。悬挂条幅32条。二、集中清理。出动机械76台次,"
    "清理垃圾390吨。三、存在问题。个别村屯重视不够。"
)


def reports(text: str) -> list[str]:
    return [text[r.start : r.end] for r in parse(text).reports]


def noise(text: str) -> list[str]:
    return [text[n.start : n.end].strip() for n in parse(text).noise]


@pytest.mark.parametrize("gap", ["", " ", "\n"])
@pytest.mark.parametrize(
    "words",
    [
        "感谢阅读",
        "欢迎下载",
        "Word文档下载",
        "希望对大家有所帮助。",
        "上一篇：计划 下一篇：总结",
        "THE END",
        "来源：网络",
    ],
)
def test_words_behind_the_last_sentence(words: str, gap: str) -> None:
    for body in (f"{TITLE}\n\n{TOLD}\n\n{LAST}", f"{TITLE}{TOLD}{LAST}", f"{TITLE}\n{LISTED}"):
        page = f"{body}{gap}{words}"
        assert reports(page) == [body]
        assert "".join(noise(page)).replace(" ", "") == words.replace(" ", "")


def test_words_behind_the_date() -> None:
    body = f"{TITLE}\n{TOLD}\n柳溪社区居委会\n二〇二〇年一月五日"
    assert reports(f"{body} 感谢您的下载") == [body]


def test_a_report_in_one_line_with_the_lead_in_is_none() -> None:
    lead = "下面是小编为大家整理的工作总结,欢迎阅读。"
    body = "柳溪社区设立投放点9处,发放宣传单700份,清理垃圾12吨,聘请督导员8名。"
    assert reports(f"[导读]{lead}{body}") == [body]
    assert reports(f"{lead}{body}") == [body]


def test_a_page_number_and_a_teaser_stay_whole() -> None:
    body = f"{TITLE}\n{TOLD}\n{LAST}"
    assert reports(f"{body}\n18 第页共页") == [body]


def test_numbers_behind_sharps_part_reports() -> None:
    page = (
        "河面保洁总结 ##第 1 河道保洁工作总结 今年来,我局按照统一部署开展河道保洁,清理水葫芦 130 吨。"
        "一、存在问题 部分河道保洁不到位。"
        "##第 2 镇河道保洁工作总结 为改善水环境,我镇今年开展河道保洁,聘请保洁员 24 名,出动保洁船 32 艘次。"
        "##第 3 村级河道保洁总结 我村共有河道5条,今年以来打捞水草 33 吨,河道面貌明显改善。"
    )
    assert [r[:7] for r in reports(page)] == ["##第 1 河", "##第 2 镇", "##第 3 村"]


@pytest.mark.parametrize("words", ["感谢阅读", "[NextPage]", "点击查看更多", "查看原文", "(未完待续)"])
@pytest.mark.parametrize("gap", ["", " ", "\n"])
def test_words_between_the_reports_of_a_collection(words: str, gap: str) -> None:
    first, second = f"第一篇：工作总结\n{TOLD}\n{LAST}", f"第二篇：工作总结\n{LISTED}"
    assert reports(f"{first}{gap}{words}\n{second}{gap}{words}") == [first, second]


@pytest.mark.parametrize("words", ["精品文档", "感谢阅读", "下一页", "【打印】", "第3页", "来源：网络", "点击查看更多"])
def test_words_behind_a_paragraph_within_a_report(words: str) -> None:
    page = f"{TITLE}\n{TOLD}{words}\n我们开展入户宣传，讲解分类知识，走访居民1260户。\n{LAST}"
    assert reports(page) == [page]
    assert noise(page) == [words]


@pytest.mark.parametrize("words", ["2020年3月4日", "报告完毕", "附件：名单", "(二)宣传"])
def test_what_is_the_reports_behind_a_paragraph(words: str) -> None:
    page = f"{TITLE}\n{TOLD}\n我们开展入户宣传，讲解分类知识，走访居民1260户。\n{LAST}{words}"
    assert reports(page) == [page]
    assert noise(page) == []


@pytest.mark.parametrize("words", ["本文由会员上传，仅供参考", "下载文档 收藏 分享", "来源：网络"])
def test_words_a_gap_before_the_text(words: str) -> None:
    said = f"{TOLD}我们开展入户宣传，讲解分类知识，走访居民1260户。{LAST}"
    assert reports(f"{words} {said}") == [said]
