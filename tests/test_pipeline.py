"""The spaCy pipeline and the plain functions say the same; its docs carry spans and exact records."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_tools
from corpus_tools.analysis import analyse
from corpus_tools.pipeline import SPAN_GROUPS, Tokenizer, load
from corpus_tools.records import Page
from tests.conftest import FIRE, REFUSE


@pytest.fixture(scope="module")
def nlp() -> object:
    return load()


@pytest.mark.parametrize(
    "text", [REFUSE, FIRE, "今年以来，全镇共发放宣传单3 00余\n份。", "", "\n\n", "no Chinese here"]
)
def test_language_and_plain_functions_agree(nlp, text: str) -> None:
    doc = nlp(text)
    analysis = analyse(Page("x", "x", text, "", "utf-8"))
    assert doc.text == text
    assert tuple(doc._.measures) == analysis.measures
    assert doc._.structure.sections == analysis.structure.sections
    assert set(doc.spans) == set(SPAN_GROUPS)


def test_no_token_straddles_a_measure_or_a_section(nlp) -> None:
    doc = nlp(REFUSE)
    measures = [(s.start_char, s.end_char) for s in doc.spans["measures"]]
    assert measures == [(m.start, m.end) for m in doc._.measures]
    sections = [(s.start_char, s.end_char) for s in doc.spans["sections"]]
    assert sections == [(s.start, s.end) for s in doc._.structure.sections]
    assert {s.label_ for s in doc.spans["measures"]} >= {"leaflets", "banners"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二、三。，发放宣传单300份\n\t 　xX*（）（1)①垃圾篇\u200b𠀀é", max_size=60))
def test_any_text_comes_back_whole(text: str) -> None:
    nlp = load(disable=["section_labels"])
    assert nlp(text).text == text


def test_the_least_confidence_is_a_setting_of_the_component(nlp) -> None:
    strict = load(disable=["measures", "section_labels"])
    strict.add_pipe("section_labels", config={"minimum": 1.0})
    undecided, decided = strict(FIRE), nlp(FIRE)
    assert {s.label_ for s in undecided.spans["sections"]} == {"other"}
    assert "other" not in {s.label_ for s in decided.spans["sections"]}


def test_own_components_and_saving_work(nlp, tmp_path: Path) -> None:
    import spacy
    from spacy.language import Language
    from spacy.tokens import DocBin

    @Language.component("count_measures_for_test")
    def count(doc):
        doc.user_data["n"] = len(doc.spans["measures"])
        return doc

    own = load()
    own.add_pipe("count_measures_for_test", last=True)
    assert own(FIRE).user_data["n"] >= 5
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert isinstance(again.tokenizer, Tokenizer)
    assert again.pipe_names == ["page_structure", "measures", "section_labels"]
    assert len(again(FIRE).spans["measures"]) == len(nlp(FIRE).spans["measures"])
    box = DocBin(docs=[nlp(FIRE)], store_user_data=False)
    (back,) = DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    doc = nlp(FIRE)
    assert [s.text for s in back.spans["measures"]] == [s.text for s in doc.spans["measures"]]


def test_saved_pipeline_loads_in_a_process_that_knows_nothing_of_us(nlp, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    code = "import spacy, sys; doc = spacy.load(sys.argv[1])(sys.argv[2]); print(*doc.spans['measures'])"
    command = [sys.executable, "-c", code, str(tmp_path / "model"), "今年以来，全镇共发放宣传单300余份。"]
    done = subprocess.run(command, capture_output=True, encoding="utf8", check=False)
    assert done.stdout.strip() == "300余份", done.stderr


def test_matcher_works_on_the_docs(nlp) -> None:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    matcher.add("fire", [[{"TEXT": "森林"}, {"TEXT": {"IN": ["防火", "火灾"]}}], [{"TEXT": "森林防火"}]])
    assert matcher(nlp(FIRE))


def test_figure_in_a_section_about_plans_is_planned() -> None:
    found = {m.text: m.status for m in analyse(Page("x", "x", REFUSE, "", "utf-8")).measures}
    assert found["12座"] == "planned"
    assert found["25条"] == "done"


def test_frames_in_three_lines(pages: Path) -> None:
    corpus = corpus_tools.mine(pages)
    frame = corpus.measures
    assert {"action", "object", "value", "unit", "category"} <= set(frame.columns)
    assert frame.loc[frame["object"] == "火种", "value"].tolist() == [260]
    assert len(corpus.reports) == 3
    assert corpus.sql("SELECT count(*) AS n FROM pages")["n"].tolist() == [3]
    with pytest.raises(AttributeError, match="measures"):
        corpus.meassures  # noqa: B018
