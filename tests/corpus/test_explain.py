"""An explanation names the words that decided, what was passed over, and where a figure counts."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from corpus_tools import views
from corpus_tools.analysis import analyse
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.explain import explain
from corpus_tools.errors import QueryError
from corpus_tools.measures import categorise, links
from corpus_tools.measures.likelihood import Weights
from corpus_tools.records import Page
from corpus_tools.views.explain import render_explanation

TEXT = """柳塘镇2021年工作总结
一、宣传培训
今年上半年，我镇在3月15日集中举办讲座24场（法制15场、健康12场），每村发放宣传单300余份。
二、下一步打算
明年计划新建公厕2座。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            made.add(analyse(Page("001", "pages/001.txt", TEXT, "ab" * 32, "utf-8")))
        yield made


def of(corpus: Corpus, text: str) -> str:
    return corpus.db.execute("SELECT id FROM measures WHERE text = ?", (text,)).fetchone()[0]


def test_cues_stand_where_they_say(corpus: Corpus) -> None:
    found = explain(corpus, of(corpus, "24场"))
    assert {c.what: c.text for c in found.cues} == {
        "action": "举办",
        "object": "讲座",
        "period": "3月15日",
        "place": "我镇",
    }
    assert all(TEXT[c.start : c.end] == c.text for c in found.cues)
    assert {g.reason for g in found.guards} == {"date"} and "".join(g.text for g in found.guards) == "3月15日"
    assert found.reread and found.left_out == ""
    assert found.measure["confidence"] == pytest.approx(found.quantity_confidence * found.link_confidence, abs=0.001)


def test_total_parts_and_mismatch_are_named(corpus: Corpus) -> None:
    found = explain(corpus, of(corpus, "24场"))
    assert [p.text for p in found.parts] == ["15场"]
    assert [(w["kind"], w["computed"]) for w in found.mismatches] == [("sum", 27)]
    part = explain(corpus, of(corpus, "15场"))
    assert part.total is not None and part.total.text == "24场" and part.left_out == "part"


def test_the_cue_of_a_plan(corpus: Corpus) -> None:
    found = explain(corpus, of(corpus, "2座"))
    assert found.left_out == "planned"
    assert [c.text for c in found.cues if c.what == "status"] == ["计划"]


def test_text_in_both_languages_and_json(corpus: Corpus) -> None:
    found = explain(corpus, of(corpus, "300余份"))
    for language, words in (("zh", "每村"), ("en", "for each")):
        text = render_explanation(found, language=language)
        assert "【300余份】" in text and words in text
    assert json.loads(render_explanation(found, "json"))["measure"]["value"] == 300


def test_an_unknown_or_ambiguous_id_is_named(corpus: Corpus) -> None:
    for wrong in ("nothing", of(corpus, "24场")[:5], "%"):
        with pytest.raises(QueryError):
            explain(corpus, wrong)


def test_control_characters_of_scraped_text_do_not_reach_the_terminal(corpus: Corpus) -> None:
    corpus.db.execute("UPDATE sections SET heading = 'a' || char(27) || '[2J'")
    assert "\x1b" not in render_explanation(explain(corpus, of(corpus, "24场")))


def test_both_languages_say_the_same_things_and_every_cue_is_described() -> None:
    table = tomllib.loads((resources.files(views) / "explain.toml").read_text(encoding="utf8"))
    assert table["zh"].keys() == table["en"].keys()
    for key, words in table["zh"].items():
        if isinstance(words, dict):
            assert words.keys() == table["en"][key].keys()
    documented = {line.split()[0] for line in (links.__doc__ or "").splitlines() if "[" in line and "  " in line}
    assert documented <= table["en"]["links"].keys()


def test_what_was_weighed_is_laid_out(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_tools.measures.categories.shipped", lambda: _weights())
    categorise.cache_clear()
    text = TEXT.replace("发放宣传单300余份", "敲扑霩霩12只")
    with corpus.transaction():
        corpus.add(analyse(Page("002", "pages/002.txt", text, "cd" * 32, "utf-8")))
    found = explain(corpus, of(corpus, "12只"))
    categorise.cache_clear()
    assert found.measure["category"] == "waste" and found.category_rule == "likely"
    assert found.weighed is not None and found.weighed.by == "none" and found.weighed.ruled == "other"
    assert ("unit=只", 3.0) in found.weighed.reasons
    assert "unit=只 +3.0" in render_explanation(found) and "none → other" in render_explanation(found, language="en")


def _weights() -> Weights:
    bias = {"other": 0, "waste": 0}
    return Weights(bias, {"unit=只": {"waste": 300, "other": -100}}, 100, {"none": 0.0}, frozenset())


def test_a_reading_that_weights_found_says_so(tmp_path: Path) -> None:
    text = "柳塘镇2021年工作总结\n一、宣传培训\n公众号推送惠农政策解读26篇，发放宣传手册300本。\n"
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            made.add(analyse(Page("001", "pages/001.txt", text, "ab" * 32, "utf-8")))
        weighed, plain = (explain(made, of(made, figure)) for figure in ("26篇", "300本"))
    assert (weighed.beside_rules, plain.beside_rules) == (True, False)
    assert weighed.link_cue == plain.link_cue == "verb-noun-figure"
    told = "found by weighing words"
    assert told in render_explanation(weighed, language="en")
    assert told not in render_explanation(plain, language="en")
