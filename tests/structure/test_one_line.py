"""Pages that were scraped to one line: what still shows where headings, sections and reports begin."""

from __future__ import annotations

from corpus_tools.structure import parse

FILLER = "走访住户46户,发放明白纸320份,清运垃圾15车,修补路面60平方米。" * 3


def _headings(page: str) -> list[str]:
    return [page[h.start : h.end] for h in parse(page).headings]


def test_first_sub_numbers_are_glued_to_the_heading_over_them() -> None:
    page = f"石门岭村工作总结一、主要做法1.抓好清扫。{FILLER}2.抓好绿化。{FILLER}二、存在问题。人手不足,经费紧张。"
    assert _headings(page) == ["一、主要做法", "1.抓好清扫", "2.抓好绿化", "二、存在问题"]


def test_what_is_no_list_behind_a_bare_numeral_may_stand_behind_one_in_brackets() -> None:
    page = f"石门岭村工作总结一、帮扶举措(一)产业帮扶。{FILLER}(二)住房安全。{FILLER}二、下步打算。继续巩固。"
    assert "(一)产业帮扶" in _headings(page)


def test_a_plan_may_end_before_its_first_chapter() -> None:
    page = f"石门岭村工作计划一、抓宣传。{FILLER}二、抓检查。{FILLER}"
    assert _headings(page) == ["一、抓宣传", "二、抓检查"]


def test_an_announcement_in_a_line_ends_the_opening() -> None:
    page = f"一年来,石门岭村在镇党委的领导下扎实工作,现将情况总结如下:开展入户走访,倾听群众意见。{FILLER}"
    assert page.index("开展入户") in [s.start for s in parse(page).sections]


def test_an_announcement_is_that_of_one_sentence_before_it() -> None:
    first = f"石门岭敬老院工作总结今年我院认真服务老人,现总结如下:{FILLER}"
    first += f"去年冬天,有老人半夜发病,院长背着去卫生院。{FILLER}"
    second = f"我们将再接再厉,再创佳绩。今年以来,在镇残联的指导下,我村残协做了不少事,现将工作汇报如下:{FILLER}"
    page = first + second
    assert [r.start for r in parse(page).reports] == [0, page.index("今年以来,在镇残联")]


def test_a_title_glued_to_its_text_opens_at_a_lines_start() -> None:
    first = f"石门岭镇防汛工作总结\n今年我镇认真防汛,现总结如下:{FILLER}\n——————\n"
    second = f"柳河镇平安建设工作总结今年以来,柳河镇认真抓好平安建设。{FILLER}{FILLER}"
    assert [r.start for r in parse(first + second).reports] == [0, len(first)]
