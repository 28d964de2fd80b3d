"""Why a section has its label: words where they stand, neighbours, headings above, in two languages and as JSON."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from corpus_tools import views
from corpus_tools.analysis import analyse
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.explain_label import explain_label
from corpus_tools.errors import QueryError
from corpus_tools.labels import LabelOptions
from corpus_tools.labels.explaining import explain
from corpus_tools.records import Page
from corpus_tools.structure import parse
from corpus_tools.views.explain_label import render_label

TEXT = """柳塘镇2021年工作总结
一、广泛宣传
全年悬挂横幅５条，发放宣 传单300余份，利用广播天天宣传。
二、存在的问题
（一）保洁清运。垃圾清运车辆每天一趟，道路清扫每天一次，河道、沟渠的水草每月打捞，背街小巷由各村自己清理，卫生死角由镇里统一安排车辆和人员，每季度集中清运一回。
（二）宣传教育。横幅、板报、广播等宣传形式都有，各村设宣传栏一处，每月更换一次，学校、卫生院、集贸市场和车站也各有一处，内容由镇里统一编写，再发到各村张贴。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            page = Page("001", "pages/001.txt", TEXT, "ab" * 32, "utf-8")
            made.add(analyse(page))
            made.add(analyse(replace(page, name="002"), labels=LabelOptions(minimum=1.0)))
        yield made


def key(corpus: Corpus, words: str, page: str = "001") -> str:
    sql = "SELECT s.id FROM sections s JOIN pages p ON p.id = s.page_id WHERE p.name = ? AND instr(s.text, ?) = 1"
    return corpus.db.execute(sql, (page, words)).fetchone()[0]


def test_cues_stand_where_they_say(corpus: Corpus) -> None:
    weighed = explain_label(corpus, key(corpus, "一、广泛宣传")).weighed
    assert weighed.label == "publicity"
    words = [cue for cue in weighed.cues if not cue.form]
    assert all("".join(TEXT[a:b].split()) == cue.text for cue in words for a, b in cue.places)
    first = words[0]
    assert (first.text, first.listed) == ("宣传", ("publicity",))
    assert first.places == tuple((i, i + 2) for i in (TEXT.index("宣传"), TEXT.index("宣传。"))) and first.weight > 0


def test_the_parts_add_up_to_what_the_model_says() -> None:
    structure = parse(TEXT)
    for section in structure.sections:
        found = explain(structure, section.start)
        own = {c.source: c for c in found.context}["alone"]
        assert found.log_odds == pytest.approx(math.log(own.label / own.rival), abs=1e-3)


def test_the_heading_above_is_named_where_it_decides(corpus: Corpus) -> None:
    found = explain_label(corpus, key(corpus, "（一）保洁清运"))
    sources = {c.source: c for c in found.weighed.context}
    assert found.section["label"] == found.weighed.label == "problems"
    assert sources["above"].label > 0.5 > sources["alone"].label
    assert found.headings[sources["above"].index[0]] == "二、存在的问题"
    text = render_label(found, language="en")
    assert "with the heading above" in text and "二、存在的问题 [problems]" in text
    assert "加上上级标题" in render_label(found)


def test_an_undecided_section_says_what_it_came_to(corpus: Corpus) -> None:
    found = explain_label(corpus, key(corpus, "一、广泛宣传", "002"))
    assert found.section["label"] == "other" and found.agrees
    assert "left undecided: not sure enough of publicity" in render_label(found, language="en")


def test_another_model_than_that_of_the_database_is_noticed(corpus: Corpus) -> None:
    corpus.db.execute("UPDATE sections SET label = 'plans'")
    found = explain_label(corpus, key(corpus, "一、广泛宣传"))
    assert not found.agrees
    assert "--labels" in render_label(found) and "--labels" in render_label(found, language="en")


def test_json_holds_everything(corpus: Corpus) -> None:
    found = json.loads(render_label(explain_label(corpus, key(corpus, "一、广泛宣传")), "json"))
    assert found["section"]["label"] == found["weighed"]["label"]
    assert sum(found["weighed"]["probabilities"].values()) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("wrong", ["0000000000000000-s1", "ffff-s0", "0-s" + "9" * 30])
def test_an_id_of_no_section_is_refused(corpus: Corpus, wrong: str) -> None:
    with pytest.raises(QueryError, match="no section"):
        explain_label(corpus, wrong)


def test_a_beginning_that_fits_several_pages_is_refused(corpus: Corpus) -> None:
    (start,) = corpus.db.execute("SELECT min(start) FROM sections").fetchone()
    with pytest.raises(QueryError, match="several"):
        explain_label(corpus, f"-s{start}")


def test_both_languages_have_the_same_words() -> None:
    words = tomllib.loads((resources.files(views) / "explain_label.toml").read_text(encoding="utf8"))
    assert set(words["zh"]) == set(words["en"]) and set(words["zh"]["form"]) == set(words["en"]["form"])
