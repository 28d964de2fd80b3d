"""Readings that weights found where rules failed, and where the rules stand."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_tools.errors import ModelError
from corpus_tools.measures import extract, postnominal, statements, tagging
from corpus_tools.measures.clauses import Kind, Token, tokens
from corpus_tools.measures.extract import BESIDE
from corpus_tools.measures.phrases import Parsed
from corpus_tools.models import ARRAYS, arrays_of


def _read(text: str) -> tuple[str, str]:
    statements.forget()
    (made,) = extract(text).measures
    return made.action, made.object


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("公众号推送惠农政策解读26篇。", "推送", "惠农政策解读"),
        ("审批村民翻建房屋36户。", "审批", "翻建房屋"),
        ("长寿面端上130碗。", "端", "长寿面"),
    ],
)
def test_deeds_that_rules_miss(clause: str, verb: str, noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    action, counted = _read(clause)
    assert action == verb
    assert counted in noun or noun in counted
    monkeypatch.setattr(postnominal, "weighed", lambda parsed, near, unit, kind: parsed)
    assert _read(clause) != (action, counted)  # else the weights are not what found it
    statements.forget()


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("党员走访300人次。", "走访", ""),  # who did it is not counted
        ("水质抽检120次。", "", "水质抽检"),  # a check that its verb names
        ("危房改造完成36户。", "改造", "危房"),  # a light verb is no deed where another is
        ("发放宣传手册300本。", "发放", "宣传手册"),
    ],
)
def test_what_the_rules_know_better_stands(clause: str, verb: str, noun: str) -> None:
    assert _read(clause) == (verb, noun)


def _reading(deeds: str) -> list[list[float]]:
    """Scores that speak for the tags of a word each: n nothing, d deed, o noun."""
    return [[3.0 * (tag == c) for c in "ndo"] for tag in deeds]


@pytest.mark.parametrize("tags", ["do", "od", "ndno", "ooon", "d", "n", "noond", "ddoon"])
def test_a_reading_that_may_be_is_found(tags: str) -> None:
    found, total = tagging.likeliest(_reading(tags))
    assert found == ["ndo".index(c) for c in tags]
    assert total == 3.0 * len(tags)


@pytest.mark.parametrize("tags", ["dod", "odo", "dond", "dnd"])
def test_a_reading_has_one_deed_and_one_noun(tags: str) -> None:
    found, total = tagging.likeliest(_reading(tags))
    assert total < 3.0 * len(tags)
    for tag in (tagging.DEED, tagging.NOUN):
        places = [n for n, each in enumerate(found) if each == tag]
        assert places == list(range(places[0], places[0] + len(places))) if places else True


def test_features_are_the_same_wherever_they_are_made() -> None:
    words = (("组织", "V"), ("志愿者", "N"), ("清理", "V"))
    once = tagging.features(words, "吨", "bulk", (1, 2, 0), "verb-noun-figure")
    assert once.shape[0] == 3
    assert (once >= 0).all() and (once < 1 << tagging.BITS).all()
    assert (once == tagging.features(words, "吨", "bulk", (1, 2, 0), "verb-noun-figure")).all()
    assert (once != tagging.features(words, "户", "door", (1, 2, 0), "verb-noun-figure")).any()
    # of the first word: the same as were found when the weights were estimated, on any machine
    assert once[0, :3].tolist() == FIRST


FIRST = [161582, 5596, 112110]


def test_words_are_cut_where_the_rules_cut_them() -> None:
    near = [Token(0, 4, "水表校验", Kind.NOUN), Token(4, 6, "牌装", Kind.NOUN)]
    cut = [(t.start, t.end, t.word) for t in tagging.pieces(near, Parsed((5, 6), (0, 5)))]
    assert cut[-2:] == [(4, 5, "牌"), (5, 6, "装")]
    assert [t.word for t in tagging.pieces([Token(0, 4, "道路清扫", Kind.NOUN)], Parsed())] == ["道路", "清扫"]
    spaced = [Token(0, 6, "道路清扫", Kind.NOUN)]  # the scraper's spaces are within: where it is cut cannot be told
    assert tagging.pieces(spaced, Parsed()) == spaced


def test_without_weights_rules_decide_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Parsed((0, 2), (2, 4))
    monkeypatch.setattr(tagging, "shipped", lambda: None)
    assert tagging.weighed(parsed, tokens("翻新戏台", 0, 4), "座", "") is parsed


def test_a_damaged_file_of_weights_is_named(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tagging"
    folder.mkdir()
    (folder / ARRAYS).write_bytes(b"PK\x03\x04 no archive")
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match="weights"):
        arrays_of("tagging", lambda found: found["table"])
    np.savez(folder / ARRAYS, other=np.zeros(2))
    with pytest.raises(ModelError, match="weights"):
        arrays_of("tagging", lambda found: found["table"])


def test_a_measure_says_that_its_words_were_weighed() -> None:
    statements.forget()
    weighed, plain = extract("公众号推送惠农政策解读26篇。发放宣传手册300本。").measures
    assert weighed.rule.split("+")[1].endswith(BESIDE)
    assert not plain.rule.split("+")[1].endswith(BESIDE)
    assert weighed.confidence < plain.confidence


def test_a_reading_without_a_word_that_says_something_goes_on_from_nothing() -> None:
    statements.forget()
    text = "讲法规、讲班次案例、讲油烟天遗留，打药微课9次，通过此次一讲，磨刀热情高涨一个月后就普速了。"
    assert all(m.text == text[m.start : m.end] for m in extract(text).measures)  # it raised
