"""The report of a draft check says what was copied, what was changed, and what was not."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from corpus_tools.checking import CheckResult, Match, Source, check
from corpus_tools.corpus import Corpus
from corpus_tools.decisions import Decision, Item
from corpus_tools.engines import mine
from corpus_tools.views import checked as checked_view
from corpus_tools.views.check import render_check
from corpus_tools.views.checked import CheckView
from corpus_tools.views.page import Words
from tests.conftest import COPY, FIRE, REFUSE

DRAFT = (
    REFUSE.replace("青禾镇", "红柳镇")
    .replace("3200余份", "4100余份")
    .replace("25条", "31条")
    .replace("悬挂横幅", "张挂横幅")
    .replace("存在的问题\n", "存在的问题\n\n青禾镇的不足主要有两点。")
)


def checked(draft: str, db: Path) -> CheckResult:
    return check(draft, db, language="en")


def test_changed_and_unchanged_figures_stand_side_by_side(mined: Path) -> None:
    result = checked(DRAFT, mined)
    slots = [s for m in result.passages if m.source.doc == "a-refuse" for s in result.slots(m)]
    assert ("4100余份", "3200余份", "发放宣传单", True) in [(s.draft, s.source, s.what, s.changed) for s in slots]
    assert [(s.draft, s.what) for s in slots if s.draft == "16名"] == [("16名", "配备督导员")]
    assert not next(s for s in slots if s.draft == "16名").changed
    page = render_check([result], "html", language="en")
    assert '<mark class="same"' in page and "unchanged figures" in page


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (REFUSE, ""),
        ("今年走访农户300户，发放宣传单2000份，调解纠纷12起，完成了各项任务。", ""),
        ("总", "hardly any text"),
        ("The town gave out leaflets all year and held a number of meetings.", "not Chinese"),
        (REFUSE.encode("gb18030").decode("latin-1"), "garbled"),
    ],
)
def test_a_draft_of_which_nothing_can_be_said_is_told(mined: Path, draft: str, said: str) -> None:
    result = checked(draft, mined)
    doubt = CheckView(result, Words("en")).doubt
    assert said in doubt and bool(said) == bool(doubt)
    for form in ("text", "html"):
        assert doubt in render_check([result], form, language="en")
    assert bool(CheckView(result, Words("zh")).doubt) == bool(said)


def test_a_mask_is_no_figure_that_was_kept(mined: Path) -> None:
    draft = REFUSE.replace("3200余份", "xxxx余份")
    slots = [s for m in checked(draft, mined).passages for s in checked(draft, mined).slots(m)]
    assert slots and not [s for s in slots if "x" in s.draft and not s.changed]


def test_a_name_left_over_from_the_source_is_told(mined: Path) -> None:
    (left,) = [x for x in checked(DRAFT, mined).leftovers if DRAFT[x.start : x.start + 4] == "青禾镇的"]
    assert left.replaced.startswith("红柳")


def test_no_name_is_left_over_where_all_were_replaced(mined: Path) -> None:
    assert checked(REFUSE.replace("青禾镇", "红柳镇"), mined).leftovers == ()


def test_edits_are_told_as_done_to_the_source(mined: Path) -> None:
    draft = REFUSE.replace("举办培训班6期，", "").replace("制定了考核办法，", "制定了考核办法，更换了宣传橱窗，")
    result = checked(draft, mined)
    (match,) = [m for m in result.passages if m.source.doc == "a-refuse"]
    kinds = {e.kind: e for e in match.edits}
    assert "宣传橱窗" in draft[kinds["insertion"].a_start : kinds["insertion"].a_end]
    left_out = kinds["deletion"]
    assert "培训班" in match.source.text[left_out.b_start - match.source.start : left_out.b_end - match.source.start]


def test_four_shares_make_the_whole(mined: Path) -> None:
    for draft in (DRAFT, FIRE, "今天下雨。", ""):
        r = checked(draft, mined)
        shares = (r.particular_share, r.template_share, r.formula_share, r.own_share)
        assert sum(shares) == pytest.approx(1)
        assert min(shares) >= 0


def test_what_three_reports_share_is_a_template(tmp_path: Path) -> None:
    names = ("青禾镇", "白石镇", "石桥镇")
    for i, name in enumerate(names):
        text = REFUSE.replace("青禾镇", name).replace("3200", f"{i + 2}300").replace("25条", f"{i + 11}条")
        (tmp_path / f"{i}.txt").write_text(text, encoding="utf8")
    (tmp_path / "fire.txt").write_text(FIRE, encoding="utf8")
    mine([tmp_path], tmp_path / "c.db")
    family = checked(REFUSE.replace("青禾镇", "红柳镇"), tmp_path / "c.db")
    assert family.template_share > 0.5 > family.particular_share
    single = checked(FIRE, tmp_path / "c.db")
    assert single.template_share == 0 and single.particular_share > 0.5


def test_one_report_scraped_three_times_is_no_template(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(FIRE + "\n" * i, encoding="utf8")
    mine([tmp_path], tmp_path / "c.db")
    result = checked(FIRE, tmp_path / "c.db")
    assert result.template_share == 0 and result.particular_share > 0.9


@pytest.mark.parametrize("draft", ["", " \n", "今天下雨。", FIRE * 3, "\0", "a" * 3000])
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_every_draft_has_a_report(mined: Path, draft: str, form: str) -> None:
    assert render_check([checked(draft, mined)], form)


def test_several_drafts_make_one_page_and_one_list(mined: Path) -> None:
    results = [checked(DRAFT, mined), checked(FIRE, mined)]
    page = render_check(results, "html")
    assert page.count("<html") == 1 and page.count('class="draft"') == 2
    assert len(json.loads(render_check(results, "json"))) == 2
    assert isinstance(json.loads(render_check(results[:1], "json")), dict)


def test_ids_on_the_page_are_unique_and_all_links_arrive(mined: Path) -> None:
    import re

    page = render_check([checked(DRAFT, mined), checked(COPY, mined)], "html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_json_edits_quote_both_texts(mined: Path) -> None:
    with Corpus(mined) as corpus:
        pages = dict(corpus.db.execute("SELECT name, text FROM pages").fetchall())
    found = json.loads(render_check([checked(DRAFT, mined)], "json"))
    assert found["passages"]
    for p in found["passages"]:
        source = p["source"]
        assert pages[source["doc"]][source["start"] : source["end"]] == source["text"]
        assert all(DRAFT[e["start"] : e["end"]] == e["draft"] for e in p["edits"])
        assert all(e["source"] in source["text"] for e in p["edits"])


def decide(item: Item, verdict: str) -> Decision:
    return Decision(item.id, item.item, item.kind, item.source, verdict, item.text, item.before, item.after)  # type: ignore[arg-type]


def test_every_passage_says_why_it_was_flagged(mined: Path) -> None:
    result = checked(DRAFT, mined)
    for m in result.passages:
        assert 0 < m.longest <= m.end - m.start
        assert 0 < m.rare <= m.end - m.start
    page = render_check([result], "html", language="en")
    assert page.count("Why it was flagged") == len(result.passages)
    match = result.passages[0]
    assert f"the longest stretch alike has {match.longest} characters" in page


def test_the_basis_of_the_check_is_printed(mined: Path) -> None:
    result = check(DRAFT, mined, language="en", kinds=["year"])
    for form in ("html", "text", "json"):
        told = render_check([result], form, language="en")
        assert "corpus.db" in told and result.basis.program in told
    page = render_check([result], "html", language="en")
    assert "kinds not looked for" in page and "parts and totals" in page
    for name, value in result.basis.thresholds:
        assert f"{value:g}" in page, name


def test_sections_in_another_order_are_said_to_have_moved(mined: Path) -> None:
    first, second = REFUSE.index("二、广泛"), REFUSE.index("三、存在")
    filler = "我们在院坝里和老人们拉家常，听他们讲从前挑水的事，一直说到天黑才散。" * 5 + "\n\n"
    draft = REFUSE[second : REFUSE.index("四、")] + filler + REFUSE[first:second]
    result = checked(draft, mined)
    (source,) = [v for v in CheckView(result, Words("en")).sources if v.source.doc == "a-refuse"]
    edits = {e.kind for m in source.matches for e in m.edits}
    assert source.moved or "move" in edits
    page = render_check([result], "html", language="en")
    assert "another order in the source" in page or "↕" in page


def formula(text: str, at: int, holders: int) -> Match:
    source = Source("a-refuse", "r", 0, len(text), text)
    return Match(at, at + len(text), "verbatim", True, source, (), holders=holders)


def test_formulae_are_told_with_the_reports_that_have_them(mined: Path) -> None:
    result = checked("我们坚持打防结合、预防为主的方针。", mined)
    stock = formula("坚持打防结合、预防为主", 2, 2)
    page = render_check([dataclasses.replace(result, passages=(stock,))], "html")
    assert f"在 {result.reports_compared} 篇中 2 篇出现" in page
    assert '<mark class="formula"' in page and '<input type="checkbox" class="formulae" checked>' in page


def test_decisions_are_respected_in_the_report(mined: Path) -> None:
    draft = DRAFT + "\n在xx村和yy村调研。"
    before = checked(draft, mined)
    assert before.open_share == before.copied_share > 0.5
    (mask,) = [f for f in before.findings if f.text == "xx"]
    name = before.leftovers[0]
    verdicts = [decide(before.item(m), "cite") for m in before.passages if not m.formula]
    verdicts += [decide(before.item(mask), "ignore"), decide(before.item(name), "accept")]
    after = check(draft + "\n特此报告。", mined, language="en", decisions=verdicts)
    assert after.copied_share > 0.5 and after.open_share == 0
    told = after.as_json()
    assert [f["decision"] for f in told["findings"] if f["text"] == "xx"] == ["ignore"]
    assert next(x["decision"] for x in told["leftovers"]) == "accept"
    assert {p["decision"] for p in told["passages"]} == {"cite"}
    text = render_check([after], "text", language="en")
    assert "“xx” was not filled in" not in text and "Ignored: 1" in text
    page = render_check([after], "html", language="en")
    aside = page.index('<details class="aside">')
    assert aside < page.index("The placeholder “xx” was not filled in")


def test_an_unchanged_figure_said_to_be_right_is_counted_no_more(mined: Path) -> None:
    before = checked(DRAFT, mined)
    view = CheckView(before, Words("en"))
    figures = [i for v in view.sources for _, i in v.slots if i]
    after = check(DRAFT, mined, decisions=[decide(i, "ignore") for i in figures])
    assert view.unchanged > 0 == CheckView(after, Words("en")).unchanged


def test_decisions_that_the_page_does_not_show_are_saved_again(mined: Path) -> None:
    gone = Decision("0" * 12, "passage", "", "某文#r0", "cite", "已经删去的一段话，原来在稿件的末尾。")
    page = render_check([check(DRAFT, mined, decisions=[gone])], "html")
    assert f'class="kept" data-id="{gone.id}"' in page and gone.text in page


def test_every_passage_has_a_citation_that_leads_to_its_characters(mined: Path) -> None:
    result = checked(DRAFT, mined)
    match = result.passages[0]
    told = CheckView(result, Words("zh")).citation(match)
    assert match.source.doc in told and f"第 {match.source.start}–{match.source.end} 字" in told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "另有 7 处同类提示未逐条列出（占位符与空缺 7）"),
        ("en", "7 more of the same kinds are not listed one by one"),
    ],
)
def test_of_a_draft_full_of_gaps_some_are_listed_and_all_are_counted(
    mined: Path, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    monkeypatch.setattr(checked_view, "_ALIKE", 5)
    draft = "在xx村调研。\n" * 12 + "举办讲座24场(其中法制15场、健康10场)。"
    result = check(draft, mined, language=language)
    gaps = [f for f in result.findings if f.kind == "placeholder"]
    (total,) = [f for f in result.findings if f.kind == "sum"]  # one of another kind, behind them all
    page, text = (render_check([result], form, language=language) for form in ("html", "text"))
    assert page.count('data-kind="placeholder"') == 5 and page.count('data-kind="sum"') == 1
    assert text.count("「xx」") == 5 and total.message in text
    assert told in page and told in text
    for shown in (page, text):
        assert f"{Words(language).findings}{Words(language).colon}{len(result.findings)}" in shown
    assert page.split('class="text whole"')[1].count('class="finding"') == len(result.findings)
    assert len(json.loads(render_check([result], "json"))["findings"]) == len(gaps) + 1 == 13


def test_decisions_about_what_is_not_listed_are_saved_again(mined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_view, "_ALIKE", 2)
    draft = "在xx村调研。\n" * 6
    before = check(draft, mined)
    items = [before.item(f) for f in before.findings]
    verdicts = [decide(i, "ignore") for i in items[:3]] + [decide(i, "accept") for i in items[3:]]
    after = check(draft, mined, decisions=verdicts)
    page = render_check([after], "html")
    assert page.count('class="item"') == 4 and page.count('class="kept"') == 2
    assert all(page.count(f'data-id="{i.id}"') == 1 for i in items)
