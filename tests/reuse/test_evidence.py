"""What proves copying, and what only looks like it."""

import pytest

from corpus_tools.records import ReportText
from corpus_tools.reuse import find
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.wording import covered

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


def reports(*texts: str) -> list[ReportText]:
    pairs = zip(OWNS, texts, strict=False)
    return [ReportText(f"r{i}", f"p{i}", 0, own + text + own[-2::-1] + "。") for i, (own, text) in enumerate(pairs)]


def test_one_sentence_with_its_figures_in_the_same_places_was_copied() -> None:
    made = find(reports(FIGURES, OTHER_FIGURES, "", ""))
    (p,) = made.passages
    assert (p.kind, p.formula) == ("figures", False)
    assert (p.a_end - p.a_start, p.b_end - p.b_start) == (len(FIGURES), len(OTHER_FIGURES))


def test_one_plain_sentence_may_be_stock() -> None:
    assert find(reports(PLAIN, PLAIN, "", "")).passages == ()


def test_of_thousands_of_reports_two_that_share_a_sentence_copied_it() -> None:
    signs = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    others = [
        ReportText(f"o{i:04d}", "p", 0, "".join(signs[(i * 7 + k * k * (i % 11 + 1)) % len(signs)] for k in range(20)))
        for i in range(1000)
    ]
    found = find([*reports(PLAIN, PLAIN), *others]).passages
    assert ("r0", "r1") in {(p.a_report_id, p.b_report_id) for p in found}


@pytest.mark.parametrize("holders", [2, 3, 4])
def test_a_long_party_sentence_that_nobody_listed_is_no_copy(holders: int) -> None:
    assert len(PARTY) > 100
    assert find(reports(*[PARTY + "。"] * holders)).passages == ()


def test_wording_between_copied_sentences_is_copied_with_them() -> None:
    text = FIGURES + PARTY + "。" + PLAIN
    (p,) = find(reports(text, text)).passages
    assert p.a_end - p.a_start == len(text)


def test_pieces_of_party_wording_cover_a_party_sentence_and_no_other() -> None:
    assert covered(forms([PARTY]).codes).mean() > 0.6
    assert covered(forms([FIGURES + PLAIN]).codes).mean() < 0.1
