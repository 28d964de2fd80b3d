"""What proves copying, and what only looks like it."""

import random
from dataclasses import replace

import numpy as np
import pytest

from corpus_tools.records import ReportText
from corpus_tools.reuse import find
from corpus_tools.reuse.align import _title, align
from corpus_tools.reuse.anchors import anchors
from corpus_tools.reuse.chains import candidates
from corpus_tools.reuse.evidence import Evidence, evidence, few_holders, least_anchors
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.grams import Anchors, worth
from corpus_tools.reuse.layout import Layouts, bare_text
from corpus_tools.reuse.runs import Run
from corpus_tools.reuse.wording import covered, general
from tests.reuse.made import sentences

OWNS = [
    "河道保洁船每周出动，汛前又疏浚了两处淤塞的涵洞。",
    "果园新修了蓄水池，滴灌管铺到了最高一层台地。",
    "夜校开了刺绣班，报名的人比往年多了一倍。",
    "粮库换了新的风机，仓温报警直接发到保管员手机上。",
]
FIGURES = "对临街饭馆逐户发放油烟净化告知书86份，责令整改12家，停业4家，做到了户户有记录、件件有回音。"
OTHER_FIGURES = "对临街饭馆逐户发放油烟净化告知书140份，责令整改9家，停业2家，做到了户户有记录、件件有回音。"
PLAIN = "茶农把采摘时间提前到清明前十天，头茬鲜叶由合作社的冷藏车当天运到加工厂。"
# party wording as no list has it, put together from pieces that lists have
PARTY = (
    "我们始终把学习贯彻党的十九大精神作为首要政治任务，教育引导全体党员增强“四个意识”、坚定“四个自信”、"
    "做到“两个维护”，坚持稳中求进工作总基调，贯彻新发展理念，统筹推进疫情防控和经济社会发展，不断满足人民日益增长的"
    "美好生活需要，为全面建设社会主义现代化国家作出新的更大贡献"
)


# as general as party wording, and in no list
GENERAL = (
    "注重发挥各方面积极性，健全合作交流长效机制，拓宽服务基层、服务企业渠道，优化资源要素配置，补齐发展短板，厚植竞争优势，"
    "凝聚起各级干部攻坚克难、担当作为的强大合力，推动各项重点工作提质增效、整体跃升"
)
# of one sentence as well, but of things
THINGS = (
    "外卖骑手驿站配齐充电柜、饮水机、微波炉和雨衣，骑手扫码即可换电池、热饭、领药箱，夜间由对面便利店代管钥匙，"
    "暴雨天门口的折叠棚支起来就能停下二十辆电动车，头盔修补和轮胎打气都不收钱，丢失的手套和餐箱在公示栏招领"
)


def reports(*texts: str, pages: int = 4) -> list[ReportText]:
    pairs = zip(OWNS, texts, strict=False)
    return [
        ReportText(f"r{i}", f"p{i % pages}", 0, own + text + own[-2::-1] + "。") for i, (own, text) in enumerate(pairs)
    ]


def test_one_sentence_with_its_figures_in_the_same_places_was_copied_within_a_page() -> None:
    made = find(reports(FIGURES, OTHER_FIGURES, "", "", pages=1))
    (p,) = made.passages
    assert (p.kind, p.formula) == ("figures", False)
    assert (p.a_end - p.a_start, p.b_end - p.b_start) == (len(FIGURES), len(OTHER_FIGURES))


STOCKED = [  # what three of four reports have, each sentence by itself
    "村村通了班车，赶集的人在路口就能等到。",
    "水站的桶每季开盖刷洗，押金条由妇女主任收着。",
    "晒场的围栏换成竹篱，鸡鸭再也进不去了。",
]
GAPS = ["".join(chr(0x5000 + 89 * (40 * n + k)) for k in range(40)) + "。" for n in range(12)]


def stocked(*texts: str) -> list[ReportText]:
    """Reports with these texts, three of which also have the stock sentences, all of them far from each other."""
    gaps = iter(GAPS)
    stock = ["".join(next(gaps) + s for s in STOCKED) if k < 3 else "" for k in range(4)]
    return reports(*(text + more for text, more in zip(texts, stock, strict=True)))


@pytest.mark.parametrize(("one", "other"), [(FIGURES, OTHER_FIGURES), (PLAIN, PLAIN)])
def test_the_same_sentence_in_two_of_a_few_pages_was_copied_unless_there_is_stock(one: str, other: str) -> None:
    (p,) = find(reports(one, other, "", "")).passages
    assert (p.a_end - p.a_start, p.b_end - p.b_start) == (len(one), len(other))
    assert find(stocked(one, other, "", "")).passages == ()


def test_a_sentence_of_generalities_in_two_pages_was_not_copied() -> None:
    said = "健全长效机制，优化资源配置，凝聚起担当作为的强大合力。"
    assert find(reports(said, said, "", "")).passages == ()


@pytest.mark.parametrize("n", [15, 40, 120])
def test_of_a_small_corpus_full_of_stock_only_those_who_copied_are_named(n: int) -> None:
    rng = random.Random(n)
    stock = [sentences(rng, 1)[:-1] + f"{rng.randint(2, 99)}户、{rng.randint(2, 99)}处。" for _ in range(60)]
    passage, texts = "", []
    for k in range(n):
        body = [s for _ in range(12) for s in (sentences(rng, 1), rng.choice(stock))]
        if k % 5 < 2:
            passage = sentences(rng, 4) if k % 5 == 0 else passage
            body.insert(rng.randint(0, 12), passage)
        texts.append("".join(body))
    found = find([ReportText(f"r{k:03d}", f"p{k}", 0, text) for k, text in enumerate(texts)]).passages
    copied = {(f"r{k:03d}", f"r{k + 1:03d}") for k in range(0, n - 1, 5)}
    assert {(p.a_report_id, p.b_report_id) for p in found} == copied


def test_two_sentences_side_by_side_were_copied_unless_others_hold_one_of_them() -> None:
    both = FIGURES + PLAIN
    assert len(find(reports(both, both, "", "")).passages) == 1
    (p, *_) = find(stocked(both, both, "", "")).passages
    assert p.a_end - p.a_start == len(both)
    assert find(stocked(both, both, PLAIN, PLAIN)).passages == ()


def test_a_long_sentence_between_pages_is_copied_where_it_speaks_of_things() -> None:
    assert min(len(GENERAL), len(THINGS)) > 95
    assert find(reports(GENERAL + "。", GENERAL + "。", "", "")).passages == ()
    assert len(find(reports(THINGS + "。", THINGS + "。", "", "")).passages) == 1


def test_a_short_sentence_far_from_a_copied_passage_may_be_stock() -> None:
    copied, short = THINGS + "。" + FIGURES, "屋顶漏雨的五户由瓦工队免费翻修了檩条。"
    between = ["".join(chr(0x4E00 + 97 * k + i) for k in range(200)) + "。" for i in (1, 2)]
    one, other = (copied + gap + short for gap in between)
    found = find(stocked(one + between[0][::-1], other + between[1][::-1], "", "")).passages
    assert [p.a_end - p.a_start for p in found] == [len(copied)]
    for pages in (1, 4):
        alone = find(reports(one, other, pages=pages)).passages
        assert [p.a_end - p.a_start for p in alone] == [len(copied), len(short)]


@pytest.mark.parametrize(("holders", "proven"), [(2, True), (3, False)])
def test_of_a_thousand_reports_two_that_share_a_sentence_copied_it(holders: int, proven: bool) -> None:
    signs = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    others = [
        ReportText(f"o{i:04d}", "p", 0, "".join(signs[(i * 7 + k * k * (i % 11 + 1)) % len(signs)] for k in range(20)))
        for i in range(1000)
    ]
    found = find([*reports(*[PLAIN] * holders), *others]).passages
    assert (("r0", "r1") in {(p.a_report_id, p.b_report_id) for p in found}) == proven


@pytest.mark.parametrize(("holders", "total", "proven"), [(7, 5000, True), (7, 1000, False), (12, 5000, False)])
def test_a_few_of_thousands_that_each_changed_one_text_copied_it(holders: int, total: int, proven: bool) -> None:
    texts = [
        f"浚淤掘渠筑堰培埂植桑沤肥选种{x}。炊烟灶台釜甑箅笼蒸馏曲酿窖藏{x}。" for x in ("甲乙丙丁子丑", "戊己庚辛寅卯")
    ]
    some = [ReportText(f"r{k}", f"p{k}", 0, OWNS[k] + text + OWNS[k + 2]) for k, text in enumerate(texts)]
    bare = [r.text for r in some]
    made = forms(bare)
    found = anchors(made, stock=np.zeros(0, np.uint32), rare=few_holders(total))
    pairs = list(candidates(made, found, least_anchors(total)))
    spread = np.where(found.spread == 2, holders, 0).astype(np.uint16)  # as if so many held what these two share
    found = Anchors(found.a, found.b, worth(spread, few_holders(total)), spread)
    runs = list(align(made, found, pairs, Layouts(some, bare, made), evidence(total)))
    assert len(runs) == proven


@pytest.mark.parametrize("holders", [2, 3, 4])
def test_a_long_party_sentence_that_nobody_listed_is_no_copy(holders: int) -> None:
    assert len(PARTY) > 100
    assert find(reports(*[PARTY + "。"] * holders)).passages == ()


def test_general_words_cover_a_sentence_of_generalities_and_none_of_things() -> None:
    assert general(forms([GENERAL]).codes).mean() > 0.6 > covered(forms([GENERAL]).codes).mean()
    assert general(forms([THINGS]).codes).mean() < 0.2


def test_wording_between_copied_sentences_is_copied_with_them() -> None:
    text = FIGURES + PARTY + "。" + PLAIN
    (p,) = find(reports(text, text)).passages
    assert p.a_end - p.a_start == len(text)


def test_pieces_of_party_wording_cover_a_party_sentence_and_no_other() -> None:
    assert covered(forms([PARTY]).codes).mean() > 0.6
    assert covered(forms([FIGURES + PLAIN]).codes).mean() < 0.1


def test_a_long_sentence_that_was_reworked_was_copied_where_there_is_stock_too() -> None:
    kept = "把涵洞里的淤泥一担担挑上来，用废轮胎在沟口垒起{}缓冲墩，又请泥瓦匠沿渠补了裂缝和鼠洞，茶亭旁另开一道明沟"
    one = "工程队在雨季前" + kept.format("三尺高的") + "，夜里有人轮守。"
    other = "施工组趁枯水时" + kept.format("一人多高的") + "，往后再不积水。"
    found = find(stocked(one, other, "", "")).passages
    assert any(p.a_end - p.a_start > len(kept) and "缓冲墩" in one[p.a_start : p.a_end] for p in found)


def test_reports_of_one_page_do_not_say_a_long_sentence_by_chance() -> None:
    said = (
        "为切实加强组织领导，成立了由党委书记任组长、分管副职任副组长、各站所负责人为成员的工作领导小组，"
        "形成了主要领导亲自抓、分管领导具体抓、一级抓一级、层层抓落实的工作格局。"
    )
    assert len(find(reports(said, said, "", "", pages=1)).passages) == 1
    assert find(reports(said, said, "", "")).passages == ()


@pytest.mark.parametrize("behind", ["今年我镇", "1 今年我镇"])
def test_what_begins_two_reports_and_ends_as_titles_do_is_a_title(behind: str) -> None:
    texts = [
        f"河沿镇禁毒反诈平安建设工作总结{behind}把禁种铲毒排进日程，踏查山头地块，走访果园大棚，登记出租房屋，清点易制毒仓库。",
        "河沿镇禁毒反诈平安建设工作总结夏收前后村村通广播响起防骗提醒，集市上摆开反诈摊位，学校排演了短剧，老人记住了口诀。",
    ]
    reports = [ReportText(str(k), "p", 0, text) for k, text in enumerate(texts)]
    made = forms(texts)
    layouts = Layouts(reports, [bare_text(r) for r in reports], made)
    same = len("河沿镇禁毒反诈平安建设工作总结")
    a, b = layouts(0), layouts(1)
    run = Run(a.base, a.base + same, b.base, b.base + same, ((a.base, b.base, same),), False, same, same, 1)
    assert _title(run, a, b, Evidence())
    more = replace(run, a_start=a.base + 2, b_start=b.base + 2, blocks=((a.base + 2, b.base + 2, same - 2),))
    assert not _title(more, a, b, Evidence())
