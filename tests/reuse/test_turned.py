"""Passages whose parts changed places, and lost a sentence on the way."""

from __future__ import annotations

from corpus_tools.records import Passage, ReportText
from corpus_tools.reuse import Background, find

FIRST = "清早五点半，护林队分三路沿防火隔离带巡山，逐个山口登记进山人员并收缴火种，还给坟场上的香烛配了水桶。"
SECOND = "入冬后又在龙潭水库上游补种柳杉和枫香，树坑全靠人力挑土回填，每株都挂了认养人的姓名牌。"
MORE = "林站技术员逐块验收成活率，缺苗的地块次年春天一律补齐。"
CHANGED = "春上龙潭水库栽柳杉，人力担水，验收成活后挂认养牌。"
THIRD = "乡里的老猎户受聘为火情瞭望员，守着瞭望塔轮班过夜，发现烟点先用对讲机报坐标，再敲响铜锣喊人。"
LOST = "塔上添置了望远镜和睡袋。"
OWN_A = "本年度机关食堂改为自助餐，就餐人数翻了一番。妇联办了三期插花班。"
OWN_B = "财政所把票据全部搬到线上，群众不用再跑县城。文化站送戏下乡，唱了四场花鼓戏。"


def passages(one: str, other: str) -> tuple[Passage, ...]:
    reports = [ReportText("a", "p", 0, OWN_A + one + "完毕。"), ReportText("b", "q", 0, OWN_B + other + "特此报告。")]
    return find(reports, background=Background.of([])).passages


def test_a_changed_sentence_that_stands_at_the_other_end_ties_two_runs() -> None:
    (found,) = passages(FIRST + SECOND + MORE + THIRD, CHANGED + THIRD + FIRST)
    assert found.a_end - found.a_start == len(FIRST + SECOND + MORE + THIRD)
    assert "move" in {e.kind for e in found.edits}


def test_what_is_put_in_between_two_runs_that_changed_places_parts_them() -> None:
    foreign = "同期举办的农产品展销会吸引外地客商，签下笋干和蜂蜜的长期订单，快递网点顺势延伸到了各个院坝。"
    assert len(passages(FIRST + foreign + THIRD, THIRD + FIRST)) == 2


def test_a_sentence_lost_within_a_block_that_was_turned_does_not_part_it() -> None:
    (found,) = passages(FIRST + SECOND + LOST + THIRD, SECOND + THIRD + FIRST)
    assert found.a_end - found.a_start == len(FIRST + SECOND + LOST + THIRD)


def test_a_sentence_lost_where_nothing_was_turned_parts_a_passage() -> None:
    assert len(passages(SECOND + LOST + THIRD, SECOND + THIRD)) == 2
