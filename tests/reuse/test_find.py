"""Copied passages between reports, and what is none."""

import dataclasses
import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.records import Mirror, Passage, ReportText
from corpus_tools.reuse import Index, check_against, copied_share, find

ONE = "今年梅雨来得早，柳河镇先后三次启动应急响应。"
COPIED = (
    "我镇抽调干部46人分片包堤，对23处险工险段昼夜巡查，发现管涌2处并当即用砂袋围住。"
    "镇里还租来挖掘机4台，疏浚排涝沟渠11公里，低洼地块的积水当天排净。"
    "灾后逐户查看房屋，为19户危房户联系了临时住处。"
)
CHANGED = (
    "我社区抽调干部12人分片包堤,对xx处险工险段昼夜巡查,发现管涌5处并当即用砂袋围住。\n\n"
    "社区里还租来挖掘机2台,疏浚排涝沟渠公里,低洼地块的积水当天排净。"
    "灾后逐户查看房屋,为7户危房户联系了临时住处。"
)
OWN_A = "茶叶合作社今年新添烘干设备，社员的鲜叶不再愁卖。村里的小水电站也完成了线路改造，夏季停电少了许多。"
OWN_B = "辖区三所小学的门口新装了隔离桩，上下学时段由交警和家长轮流值守。老旧楼栋加装电梯的意见征集已经结束。"

PARTY = (
    "高举中国特色社会主义伟大旗帜，以马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、"
    "科学发展观、习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
    "在县委、县政府的正确领导下，在上级主管部门的大力支持下，统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局。"
)


def report(name: str, text: str, start: int = 0, **more: object) -> ReportText:
    return ReportText(name, f"page-{name}", start, text, **more)  # type: ignore[arg-type]


def sides(p: Passage, reports: list[ReportText]) -> tuple[str, str]:
    by_id = {r.id: r for r in reports}
    a, b = by_id[p.a_report_id], by_id[p.b_report_id]
    return a.text[p.a_start - a.start : p.a_end - a.start], b.text[p.b_start - b.start : p.b_end - b.start]


def test_figures_and_level_words_changed() -> None:
    reports = [report("a", ONE + COPIED + OWN_A, 500), report("b", OWN_B + CHANGED, 70)]
    (p,) = find(reports).passages
    assert sides(p, reports) == (COPIED, CHANGED)
    assert p.kind == "mixed"
    assert {e.kind for e in p.edits} == {"figure", "level"}
    figures = [(reports[0].text[e.a_start - 500 : e.a_end - 500]) for e in p.edits if e.kind == "figure"]
    assert figures == ["46", "23", "2", "4", "11", "19"]


def test_a_scrapers_break_and_page_number_inside_a_word_do_not_matter() -> None:
    broken = COPIED.replace("险工", "险3工").replace("挖掘机", "挖\n\n掘机").replace("，", " ，")
    reports = [report("a", OWN_A + COPIED), report("b", broken + OWN_B)]
    (p,) = find(reports).passages
    assert sides(p, reports) == (COPIED, broken)


@pytest.mark.parametrize(
    "dirty",
    [
        re.sub("([险区沟])", r"\1(xiǎn)", COPIED),
        COPIED.replace("昼夜", "昼\n\n第2页 共3页\n\n夜"),
        COPIED.replace("。镇里", "。<br/>&nbsp;&nbsp;镇里"),
        re.sub("(.{11})", r"\1\n", COPIED),
        re.sub("([一-鿿]{15})([一-鿿])", r"\1\2\2", COPIED),  # a character doubled at each line's end
        " ".join(COPIED),
    ],
)
def test_dirt_makes_no_edit(dirty: str) -> None:
    reports = [report("a", OWN_A + COPIED), report("b", OWN_B + dirty)]
    (p,) = find(reports).passages
    assert sides(p, reports) == (COPIED, dirty)
    assert p.kind == "verbatim"


def test_traditional_characters_are_no_edit() -> None:
    reports = [report("a", "各村選派幹部駐點，對險工險段晝夜巡查，發現問題當即處理。隨後逐戶查看了房屋，登記造冊。")]
    reports += [report("b", "各村选派干部驻点，对险工险段昼夜巡查，发现问题当即处理。随后逐户查看了房屋，登记造册。")]
    (p,) = find(reports).passages
    assert (p.kind, p.a_end - p.a_start) == ("verbatim", len(reports[0].text))


def test_what_stands_in_no_sentence_is_passed_over() -> None:
    line = "更多精彩内容请关注本站推荐栏目。"
    cut = COPIED.index("镇里")
    text = COPIED[:cut] + line + COPIED[cut:]
    told = ((0, cut), (cut + len(line), len(text)))
    (p,) = find([report("a", COPIED), report("b", text, sentences=told)]).passages
    assert (p.kind, p.b_start, p.b_end) == ("verbatim", 0, len(text))


def test_a_sentence_without_counterpart_breaks_the_run() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    between = "县水利局派来的两名技术员一直守在闸口，直到水位退到警戒线以下才离开。"
    reports = [report("a", OWN_A + first + second + third), report("b", first + second + between + third + OWN_B)]
    found = find(reports).passages
    assert [sides(p, reports)[0] for p in found] == [first + second, third]
    assert {p.kind for p in found} == {"verbatim"}


def test_reordered_sentences_are_one_passage_with_a_move() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    reports = [report("a", OWN_A + first + second + third), report("b", OWN_B + third + first + second)]
    (p,) = find(reports).passages
    assert sides(p, reports) == (COPIED, third + first + second)
    assert (p.kind, [e.kind for e in p.edits]) == ("verbatim", ["move"])


def test_a_move_is_marked_with_both_its_ranges() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    changed = third.replace("19", "7")
    a, b = report("a", OWN_A + first + second + third, 300), report("b", OWN_B + changed + first + second, 40)
    (p,) = find([a, b]).passages
    (move,) = (e for e in p.edits if e.kind == "move")
    assert a.text[move.a_start - 300 : move.a_end - 300] == third.rstrip("。")
    assert b.text[move.b_start - 40 : move.b_end - 40] == changed.rstrip("。")
    assert [(e.kind, a.text[e.a_start - 300 : e.a_end - 300]) for e in p.edits if e is not move] == [("figure", "19")]
    assert p.kind == "figures"


def test_a_sentence_rewritten_on_both_sides_does_not_break_what_was_moved() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    one, other = "各组发哨子手电，编好轮班表。", "妇联熬姜汤，送到值守点。"
    reports = [report("a", OWN_A + third + one + first + second), report("b", OWN_B + first + second + third + other)]
    (p,) = find(reports).passages
    assert "move" in [e.kind for e in p.edits]
    assert sides(p, reports)[0] == third + one + first + second


def test_a_sentence_spun_throughout_belongs_to_one_passage() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    one, other = "巡堤队员随身携带哨子手电，夜里轮班。", "巡堤人手随身备好铜锣头灯，夜晚换岗。"
    reports = [report("a", OWN_A + first + one + second + third), report("b", OWN_B + second + third + first + other)]
    for p, q in itertools.combinations(find(reports).passages, 2):
        assert p.a_end <= q.a_start or q.a_end <= p.a_start
        assert p.b_end <= q.b_start or q.b_end <= p.b_start


def test_of_two_blocks_that_changed_places_the_shorter_one_moved() -> None:
    first, second, third = (s + "。" for s in COPIED.split("。")[:3])
    fourth = "镇里把值班电话印在门牌大小的卡片上，挨家挨户贴到了门后。"
    a, b = report("a", first + second + third + fourth), report("b", second + first + fourth + third)
    (p,) = find([a, b]).passages
    moved = [a.text[e.a_start : e.a_end] for e in p.edits if e.kind == "move"]
    assert [e.kind for e in p.edits] == ["move", "move"]
    assert sorted(moved) == sorted(s.rstrip("。") for s in (min(first, second, key=len), min(third, fourth, key=len)))
    assert all(a.text[e.a_start : e.a_end] == b.text[e.b_start : e.b_end] for e in p.edits)


def test_one_short_sentence_counts_only_beside_a_proven_passage() -> None:
    single = "入户宣传做到了一户不漏、一人不落。"
    alone = [report("a", OWN_A + single), report("b", single + OWN_B)]
    assert find(alone).passages == ()
    beside = [report("a", COPIED + OWN_A + single), report("b", single + OWN_B + CHANGED)]
    assert single in [sides(p, beside)[0] for p in find(beside).passages]


def test_independent_reports_that_share_party_formulae_share_no_passage() -> None:
    owns = [ONE + OWN_A, OWN_B, "林场的护林员今年换了新的对讲机，瞭望塔也通了电。", "信用社的柜面排队时间缩短了。"]
    reports = [report(f"r{i}", PARTY + own + "现将有关工作情况总结如下。") for i, own in enumerate(owns)]
    assert find(reports).passages == ()


def test_a_template_of_many_is_a_star_and_a_stock_sentence_is_a_formula() -> None:
    random.seed(7)
    words = "山水田林湖草沙路桥渠坝井泵灯杆网棚仓库房屋门窗墙瓦砖石木竹花果茶菜粮油鱼虾鸡鸭猪牛羊"
    stock = "全体干部职工齐心协力克服了种种困难。"

    def filler() -> str:
        return "。".join("".join(random.choices(words, k=18)) for _ in range(4)) + "。"

    with_template = [report(f"t{i:02d}", filler() + COPIED + filler()) for i in range(30)]
    with_stock = [report(f"s{i:02d}", filler() + stock + filler() + stock) for i in range(30)]
    made = find([*with_template, *with_stock])
    assert {(p.a_report_id, p.b_report_id) for p in made.passages} == {("t00", f"t{i:02d}") for i in range(1, 30)}
    phrases = {f.text: f for f in made.formulae}
    assert phrases[stock.strip("。")].reports == 30
    assert len(phrases[stock.strip("。")].occurrences) == 60


def test_six_copies_on_one_page_are_fifteen_pairs() -> None:
    openings = [ONE, OWN_A, OWN_B, "果园修了蓄水池。", "夜校开了刺绣班。", "粮库换了新的风机。"]
    figures = [3, 18, 7, 22, 41, 9]
    reports = [
        report(f"r{k}", own + COPIED.replace("46", str(f)).replace("19", str(f + 1)))
        for k, (own, f) in enumerate(zip(openings, figures, strict=True))
    ]
    assert [p.kind for p in find(reports).passages] == ["figures"] * 15


def test_a_thousand_mirrors_are_each_linked_to_the_first() -> None:
    made = find([report(f"m{i:04d}", ONE + COPIED) for i in range(1000)])
    assert len(made.passages) == 999 + 1  # the second and third copy are also compared with each other
    assert {p.kind for p in made.passages} == {"verbatim"}
    assert made.families == (), "one text a thousand times is one text"
    assert {m.kind for m in made.mirrors} == {"page"}
    assert {m.report_id for m in made.mirrors} == {f"m{i:04d}" for i in range(1, 1000)}


def test_a_doubled_text_is_two_reports_of_one_page() -> None:
    text = OWN_A + COPIED
    made = find([ReportText("p#0", "p", 10, text), ReportText("p#1", "p", 10 + len(text), text)])
    assert [(p.kind, p.a_start, p.b_start) for p in made.passages] == [("verbatim", 10, 10 + len(text))]
    assert made.mirrors == (Mirror("p#1", "p#0", "doubled"),)


def test_the_order_of_the_reports_does_not_matter() -> None:
    reports = [report("a", ONE + COPIED + OWN_A), report("b", OWN_B + CHANGED), report("c", CHANGED + ONE)]
    assert find(reports) == find(reports[::-1])


def test_ids_must_be_unique() -> None:
    with pytest.raises(ValueError, match="unique"):
        find([report("a", ONE), report("a", COPIED)])


def test_given_sentences_are_snapped_to() -> None:
    text = "防汛总结" + COPIED
    cut = ((4, len(text)),)
    whole = find([report("a", text, sentences=((0, 4), *cut)), report("b", OWN_B + COPIED)])
    assert whole.passages[0].a_start == 4


def test_a_draft_against_the_corpus_gives_what_find_gives() -> None:
    draft, old, other = report("draft", CHANGED + OWN_B, 5), report("old", ONE + COPIED), report("other", OWN_A)
    (asked,) = check_against(draft, Index([old, other]))
    (found,) = find([draft, old, other]).passages
    assert asked == dataclasses.replace(found, family_id=None)
    assert check_against(report("own", OWN_A[:20]), [old]) == ()


def test_copied_share_leaves_formulae_out() -> None:
    r = report("b", COPIED + OWN_A)
    made = find([report("a", COPIED), r])
    share = copied_share(r, made.passages)
    assert share == pytest.approx(len(COPIED) / len(COPIED + OWN_A))
    formula = Passage("verbatim", True, "a", 0, 9, "b", 0, len(r.text))
    assert copied_share(r, [formula]) == 0


@pytest.mark.parametrize(
    ("years", "earliest"), [((2019, 2021), "a"), ((2021, 2019), "b"), ((2020, 2020), None), ((2020, None), None)]
)
def test_the_earliest_member_is_named_only_where_dates_are_known(
    years: tuple[int | None, int | None], earliest: str | None
) -> None:
    reports = [report("a", COPIED, year=years[0]), report("b", CHANGED, year=years[1])]
    (family,) = find(reports).families
    assert (family.members, family.earliest) == (("a", "b"), earliest)


PIECES = st.sampled_from([COPIED, CHANGED, ONE, OWN_A, PARTY, "\ud800", "\x00", "xx", "。", "\n", "", "123", "一、"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=5), max_size=4), st.integers(0, 50))
def test_ranges_lie_in_their_reports(parts: list[list[str]], start: int) -> None:
    reports = [report(f"r{i}", "".join(p), start) for i, p in enumerate(parts)]
    made = find(reports)
    for p in made.passages:
        a, b = sides(p, reports)
        assert a and b and a == a.strip() and b == b.strip()
        for e in p.edits:
            assert p.a_start <= e.a_start <= e.a_end <= p.a_end
            assert p.b_start <= e.b_start <= e.b_end <= p.b_end
        if not p.edits:
            assert p.kind == "verbatim"


def test_a_chance_phrase_in_the_sentence_before_does_not_widen_a_passage() -> None:
    before_a = "村里的老人食堂每天中午供应三菜一汤，独居老人由志愿者送餐到家，低洼地块的老人另有专车接送。"
    before_b = "乡里请来农技员在低洼地块试种了耐涝的新品种，秋后测产比往年增收一成多，明年准备再扩种一些。"
    reports = [report("a", OWN_A + before_a + COPIED), report("b", OWN_B + before_b + CHANGED)]
    (p,) = find(reports).passages
    assert sides(p, reports) == (COPIED, CHANGED)
