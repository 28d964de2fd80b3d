"""Search finds sections by words and label, measures by what they count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.corpus import Corpus
from corpus_tools.corpus import search as search_module
from corpus_tools.corpus.asking import answer
from corpus_tools.corpus.search import Query, look, search, statement, unknown
from corpus_tools.errors import QueryError
from corpus_tools.views.asking import ask
from tests.corpus.conftest import analysis


def test_two_character_word_is_found_in_its_sections(corpus: Corpus) -> None:
    hits = search(corpus, Query("垃圾", label="problems"))
    assert (hits.kind, hits.total) == ("sections", 2)
    assert all("垃圾" in row["text"] for row in hits.dicts())


@pytest.mark.parametrize("mark", ["_", "%", "𠀀"])  # escaped, or of four bytes
def test_a_word_is_looked_for_up_to_a_length_and_refused_beyond(corpus: Corpus, mark: str) -> None:
    longest = search_module._LONGEST
    assert search(corpus, Query(mark * longest)).total == 0
    for asked in ({"words": mark * 60_000}, {"without": (mark * 60_000,)}, {"organisation": mark * 60_000}):
        with pytest.raises(QueryError, match="too long"):
            Query(**asked)


def test_a_question_that_nothing_holds_is_answered_by_its_words(corpus: Corpus) -> None:
    exact = ask("垃圾")
    assert answer(corpus, exact)[0] is exact
    asked = ask("垃圾桶不足问题有哪些")
    assert look(corpus, asked).total == 0
    loose, hits = answer(corpus, asked)
    assert loose.words == "垃圾桶 不足 问题" and hits.total == 2
    assert all(word in row["text"] for row in hits.dicts() for word in loose.words.split())
    nothing = ask("没有人写过的文字xyz")
    assert answer(corpus, nothing) == (nothing, look(corpus, nothing))


def test_year_restricts(corpus: Corpus) -> None:
    assert [row["year"] for row in search(corpus, Query("垃圾", year=2022)).dicts()] == [2022]


def test_measure_filter_asks_for_measures_largest_first(corpus: Corpus) -> None:
    hits = search(corpus, Query(category="leaflets", unit="份", minimum=100))
    assert hits.kind == "measures"
    assert [row["value"] for row in hits.dicts()] == [500, 300]


def test_bounds_include_their_ends(corpus: Corpus) -> None:
    assert [r["value"] for r in search(corpus, Query(minimum=300, maximum=300)).dicts()] == [300]


def test_words_with_a_measure_filter_must_stand_in_its_sentence(corpus: Corpus) -> None:
    assert search(corpus, Query("宣传单", category="leaflets")).total == 1
    assert search(corpus, Query("垃圾桶", category="leaflets")).total == 0


def test_limit_cuts_rows_but_not_the_total(corpus: Corpus) -> None:
    hits = search(corpus, Query(category="leaflets", limit=1))
    assert (len(hits.rows), hits.total) == (1, 2)


@pytest.mark.parametrize("words", ['"', "'; DROP TABLE pages; --", "NEAR(a b)", "*", "垃圾 OR", "\\", "^^^"])
def test_no_words_break_the_query(corpus: Corpus, words: str) -> None:
    search(corpus, Query(words))
    search(corpus, Query(words, unit=words, label=words))
    assert corpus.count("pages") == 2


def test_bounds_that_cross_are_refused() -> None:
    with pytest.raises(QueryError):
        Query(minimum=5, maximum=1)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Five pages that say 清淤 more or less often, in shorter and longer texts."""
    bodies = {
        "once": "清淤一次。" + "另有许多别的事情要办。" * 8,
        "thrice": "河道清淤，沟渠清淤，池塘清淤。" + "另有许多别的事情要办。" * 8,
        "short": "河道清淤。",
        "none": "植树造林。",
        "both": "清淤之后植树。" + "植树" * 5,
    }
    with Corpus(tmp_path_factory.mktemp("many") / "c.db", write=True) as made:
        with made.transaction():
            for name, body in bodies.items():
                text = f"一、广泛宣传\n发放宣传单300余份。\n二、存在问题\n{body}垃圾桶不足。"
                made.add(analysis(name, text))
        made.index()
        yield made


def found(corpus: Corpus, line: str) -> list[str]:
    return [row["page"] for row in search(corpus, ask(line)).dicts()]


def test_texts_that_say_a_word_more_often_or_are_shorter_come_first(many: Corpus) -> None:
    order = found(many, "清淤")
    assert set(order) == {"once", "thrice", "short", "both"}
    assert order.index("thrice") < order.index("once")
    assert order.index("short") < order.index("once")


def test_rare_words_weigh_more_than_common_ones(many: Corpus) -> None:
    assert found(many, "植树 清淤 OR 造林")[0] == "both"


def test_words_of_one_character_are_found(many: Corpus) -> None:
    assert set(found(many, "淤")) == {"once", "thrice", "short", "both"}
    assert found(many, "淤 林") == []
    assert found(many, "林") == ["none"]


def test_excluded_words_and_alternatives(many: Corpus) -> None:
    assert set(found(many, "清淤 -植树")) == {"once", "thrice", "short"}
    assert set(found(many, "造林 OR 沟渠")) == {"none", "thrice"}
    assert found(many, '"河道清淤，沟渠"') == ["thrice"]
    assert found(many, "标签:problems -清淤") == ["none"]


def test_filters_of_the_report_and_of_the_measure(corpus: Corpus) -> None:
    assert search(corpus, ask("年:2020-2021 标签:problems")).total == 1
    assert search(corpus, ask("年>2021 标签:problems")).total == 1
    assert search(corpus, ask("机构:柳塘 标签:problems")).total == 2
    assert search(corpus, ask("机构:白石")).total == 0
    assert search(corpus, ask("级别:镇")).total == search(corpus, Query()).total > 0
    assert search(corpus, ask("状态:已完成")).total == 2
    assert search(corpus, ask("状态:计划")).total == 0
    assert [r["value"] for r in search(corpus, ask("份>300")).dicts()] == [500]
    assert [r["value"] for r in search(corpus, ask("宣传单 份>=300")).dicts()] == [300]


def test_facets_count_the_hits(corpus: Corpus) -> None:
    hits = look(corpus, ask("份>=100"))
    assert hits.facets["year"] == [(2021, 1), (2022, 1)]
    assert hits.facets["category"] == [("leaflets", 2)]
    assert hits.facets["label"] == [("publicity", 2)]
    assert look(corpus, ask("垃圾")).facets["label"] == [("problems", 2)]


def test_very_many_hits_are_not_all_counted_but_all_can_be_had(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "RANKED", 2)
    first = search(many, ask("清淤", limit=2))
    assert (first.total, first.more) == (2, True)
    all_of_them = search(many, ask("清淤", limit=10))
    assert (all_of_them.total, all_of_them.more) == (4, False)
    assert all_of_them.rows[:2] == first.rows, "pages do not change with how far one reads"
    rest = search(many, ask("清淤", limit=2, offset=2))
    assert rest.rows == all_of_them.rows[2:]


LINES = [
    "清淤",
    "淤",
    "清淤 -植树",
    "造林 OR 沟渠 标签:problems",
    "宣传单 份>=1 年:2021 状态:done",
    "机构:柳' 垃圾?",
    "",
]


@pytest.mark.parametrize("line", LINES)
def test_the_sql_that_is_shown_finds_what_was_found(many: Corpus, line: str) -> None:
    query = ask(line)
    shown = many.db.execute(str(statement(query))).fetchall()
    assert sorted(row[0] for row in shown) == sorted(row["id"] for row in search(many, query).dicts())


def test_halves_of_characters_in_any_filter_find_nothing_and_break_nothing(corpus: Corpus) -> None:
    half = "\ud800"
    for query in (
        Query(half),
        Query(either=((half, "垃圾"),), without=(half,)),
        Query(category=half),
        Query(unit=half),
        Query(label=half),
        Query(level=half, topic=half, status=half, organisation=half),
    ):
        assert not [row for row in search(corpus, query).rows if half in str(row)]
        assert search(corpus, query).rows == [] or query.either


@settings(max_examples=60)
@given(st.lists(st.text("清淤植树造林垃圾桶一。，", min_size=1, max_size=3), min_size=1, max_size=3))
def test_search_agrees_with_like(many: Corpus, words: list[str]) -> None:
    like = " AND ".join(["text LIKE ?"] * len(words))
    expected = many.db.execute(f"SELECT id FROM sections WHERE {like}", [f"%{w}%" for w in words]).fetchall()
    hits = search(many, Query(" ".join(words)))
    assert sorted(row["id"] for row in hits.dicts()) == sorted(key for (key,) in expected)


def test_a_filter_that_nothing_has_is_told_with_those_there_are(corpus: Corpus) -> None:
    strange = unknown(corpus, Query("垃圾", category="leaflet", label="publicity", level="galaxy"))
    assert set(strange) == {"category", "level"}
    value, known = strange["category"]
    assert value == "leaflet" and "leaflets" in known and "" not in known
    assert unknown(corpus, Query("没有这样的词")) == {}
