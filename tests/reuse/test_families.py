"""Families, formulae and mirrors are told apart."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from corpus_tools.records import Mirror, Passage, ReportText, Reuse
from corpus_tools.reuse import find, formulae
from corpus_tools.reuse.anchors import anchors
from corpus_tools.reuse.families import Member, families
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.formulae import Phrases
from corpus_tools.reuse.layout import bare_text
from tests.reuse.made import STOCK, TEMPLATE, corpus, filled, sentences

FAMILY = {f"r{k:04d}" for k in range(200)}


@pytest.fixture(scope="module")
def crowd() -> tuple[list[ReportText], object]:
    reports = corpus(800, seed=5, family=200)
    return reports, find(reports)


def test_a_template_of_two_hundred_is_one_family_and_no_formula(crowd: tuple[list[ReportText], object]) -> None:
    reports, made = crowd
    (big,) = [f for f in made.families if len(f.members) > 8]
    assert set(big.members) == FAMILY
    by_id = {r.id: r for r in reports}
    for name, start, end in big.places:
        r = by_id[name]
        assert r.text[start - r.start : end - r.start].startswith("我镇抽调干部")
        assert r.text[start - r.start : end - r.start].endswith("临时住处。")
    places = {name: (start, end) for name, start, end in big.places}
    for f in made.formulae:
        assert not any(n in places and places[n][0] <= s and e <= places[n][1] for n, s, e in f.occurrences), f.text


def test_a_stock_sentence_of_hundreds_is_a_formula_and_no_family(crowd: tuple[list[ReportText], object]) -> None:
    reports, made = crowd
    holders = {r.id for r in reports if STOCK in r.text}
    (stock,) = [f for f in made.formulae if f.text == STOCK.strip("。")]
    assert stock.reports == len(holders)
    assert stock.organisations == 9
    assert {n for n, _, _ in stock.occurrences} == holders
    text = {r.id: (r.start, r.text) for r in reports}
    for name, start, end in stock.occurrences:
        base, whole = text[name]
        assert whole[start - base : end - base] == STOCK.strip("。")


def test_two_stock_sentences_side_by_side_are_two_formulae() -> None:
    rng = random.Random(2)
    other = "现将一年来的主要工作情况汇报如下。"
    texts = [sentences(rng, 4) + (STOCK if k % 3 else "") + (other if k % 4 else "") for k in range(60)]
    made = find([ReportText(f"{k:02d}", f"{k:02d}", 0, t + sentences(rng, 2)) for k, t in enumerate(texts)])
    found = {f.text.strip("。"): f.reports for f in made.formulae}
    assert found.get(STOCK.strip("。")) == 40
    assert found.get(other.strip("。")) == 45


def test_wordings_of_a_formula_are_listed_with_it() -> None:
    rng = random.Random(3)
    wordings = ["在县委、县政府的正确领导下", "在县委县政府的正确领导下", "在县委、县政府的坚强领导下"]
    texts = [sentences(rng, 3) + wordings[k % 3] + "，" + sentences(rng, 3) for k in range(30)]
    made = find([ReportText(f"{k:02d}", f"{k:02d}", 0, t) for k, t in enumerate(texts)])
    (formula,) = [f for f in made.formulae if "领导下" in f.text]
    assert formula.reports == 30
    assert {text for text, _ in formula.variants} == set(wordings)
    assert sum(n for _, n in formula.variants) == len(formula.occurrences) == 30


def test_a_phrase_within_a_family_counts_once_for_all_its_members() -> None:
    rng = random.Random(4)
    clause = TEMPLATE.split("。")[2]
    family = [sentences(rng, 4) + filled(rng) for _ in range(30)]
    others = [sentences(rng, 4) + filled(rng, clause) + "。" for _ in range(6)]
    made = find([ReportText(f"{k:02d}", f"{k:02d}", 0, t) for k, t in enumerate(family + others)])
    assert [len(f.members) for f in made.families] == [30]
    assert [f.reports for f in made.formulae if "逐户查看房屋" in f.text] == [7]


def test_a_report_that_took_from_two_is_in_two_families() -> None:
    rng = random.Random(6)
    one, two = sentences(rng, 6), sentences(rng, 6)
    parts = {"a": one, "b": one, "c": one + two, "d": two, "e": two}
    made = find([ReportText(k, k, 0, sentences(rng, 9) + t + sentences(rng, 9)) for k, t in parts.items()])
    assert {f.members for f in made.families} == {("a", "b", "c"), ("c", "d", "e")}
    assert all(p.family_id for p in made.passages)


def test_the_same_page_scraped_twice_is_no_family_but_one_with_other_figures_is() -> None:
    rng = random.Random(7)
    one, two = filled(rng) + sentences(rng, 2), sentences(rng, 3)
    other = "".join(str(9 - int(c)) if c.isdigit() else c for c in one)
    texts = {"p-r1": one, "q-r1": one.replace("，", "， "), "r-r1": two, "s-r1": other}
    made = find([ReportText(k, k[0], 1, t) for k, t in texts.items()])
    assert made.mirrors == (Mirror("q-r1", "p-r1", "page"),)
    assert [f.members for f in made.families] == [("p-r1", "s-r1")]


def passage(a: str, b: str, start: int, end: int) -> Passage:
    return Passage("words", False, a, start, end, b, start, end)


@pytest.mark.parametrize(
    ("dates", "earliest"),
    [
        (("2019-03", "2019-04", "2020"), "a"),
        (("2019", "2019-04", "2020"), None),
        (("2020", "2018-12-30", "2018-12-29"), "c"),
        (("2020", None, "2018"), None),
        (("2020", "2020", "2021"), None),
    ],
)
def test_earliest_only_where_dates_tell(dates: tuple[str | None, ...], earliest: str | None) -> None:
    reports = {k: Member(1000, d) for k, d in zip("abc", dates, strict=True)}
    (family,) = families(reports, [passage("a", "b", 0, 100), passage("a", "c", 10, 110)])
    assert family.earliest == earliest


def test_two_reports_with_a_small_passage_are_no_family() -> None:
    reports = {k: Member(1000) for k in "ab"}
    assert families(reports, [passage("a", "b", 0, 100)]) == ()
    assert len(families(reports, [passage("a", "b", 0, 300), passage("a", "b", 600, 900)])) == 1


def test_formulae_are_the_same_however_few_of_their_places_are_looked_at_together(
    crowd: tuple[list[ReportText], Reuse], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, made = crowd
    monkeypatch.setattr(formulae, "_AT_ONCE", 50)
    monkeypatch.setattr(formulae, "_BLOCK", 7)
    assert find(reports).formulae == made.formulae != ()


def test_phrases_lie_in_files_where_a_folder_is_given(tmp_path: Path) -> None:
    reports = corpus(60, seed=7, family=5)
    made = forms([bare_text(r) for r in reports])
    found = anchors(made, np.zeros(len(made), dtype=bool), stock=np.zeros(0, np.uint32), rare=3)
    here, there = Phrases(), Phrases(tmp_path)
    for phrases in (here, there):
        phrases.add(reports, made, found.spread)
    assert tuple(there.formulae()) == tuple(here.formulae()) != ()
    assert list(there.occurrences()) == list(here.occurrences())
    assert not list(tmp_path.iterdir()), "files without a name"
