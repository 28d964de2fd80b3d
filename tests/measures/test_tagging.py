"""Readings that weights found where rules failed, and where the rules stand."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_tools.errors import ModelError
from corpus_tools.measures import extract, links, statements, surroundings, tagging, word_features
from corpus_tools.measures.clauses import Kind, Token
from corpus_tools.measures.extract import BESIDE
from corpus_tools.measures.sentence import Link
from corpus_tools.measures.word_features import Over, Spot
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
        ("候车亭年久失修,今年更换14座。", "更换", "候车亭"),  # some clauses before
    ],
)
def test_deeds_that_rules_miss(clause: str, verb: str, noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    action, counted = _read(clause)
    assert action == verb
    assert counted in noun or noun in counted
    monkeypatch.setattr(links, "weighed", lambda sentence, figure, made: made)
    assert _read(clause) != (action, counted)  # else the weights are not what found it
    statements.forget()


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("党员走访300人次。", "走访", ""),  # who did it is not counted
        ("危房改造完成36户。", "改造", "危房"),
        ("发放宣传手册300本。", "发放", "宣传手册"),
        ("购置设备,投入资金18万元。", "投入", "资金"),
        ("该项目总投资360万元,由县里拨付。", "", "项目总投资"),  # what a sum is of is no deed
        ("呈报工作总结报告,党政办2021年12月1日印发共印5份。", "印", ""),
    ],
)
def test_what_the_rules_know_better_stands(clause: str, verb: str, noun: str) -> None:
    assert _read(clause) == (verb, noun)


def _reading(deeds: str) -> list[list[float]]:
    """Scores that speak for the tags of a word each: n nothing, d deed, o noun."""
    return [[3.0 * (tag == c) for c in "ndo"] for tag in deeds]


@pytest.mark.parametrize("tags", ["do", "od", "ndno", "ooon", "d", "n", "noond", "ddoon"])
def test_a_reading_that_may_be_is_found(tags: str) -> None:
    found, total = tagging.likeliest(_reading(tags), [True] * len(tags))
    assert found == ["ndo".index(c) for c in tags]
    assert total == 3.0 * len(tags)


@pytest.mark.parametrize("tags", ["dod", "odo", "dond", "dnd"])
def test_a_reading_has_one_deed_and_one_noun(tags: str) -> None:
    found, total = tagging.likeliest(_reading(tags), [True] * len(tags))
    assert total < 3.0 * len(tags)
    for tag in (surroundings.DEED, surroundings.NOUN):
        places = [n for n, each in enumerate(found) if each == tag]
        assert places == list(range(places[0], places[0] + len(places))) if places else True


def test_a_noun_begins_with_a_word_that_says_something() -> None:
    found, _ = tagging.likeliest(_reading("oo"), [False, True])
    assert found == [surroundings.NOTHING, surroundings.NOUN]


WORDS = (("组织", "V"), ("志愿者", "N"), ("清理", "V"))
SPOTS = [Spot(0, at - 3, 0, 0, 0, 4, said, 4, 0) for at, said in enumerate((1, 2, 0))]
OVER = Over("吨", "bulk", "-", False, "verb-noun-figure", 0, 0)


def test_features_are_the_same_wherever_they_are_made() -> None:
    once = word_features.features(WORDS, SPOTS, OVER, WORDS[0])
    assert once.shape[0] == 3
    assert (once >= 0).all() and (once < 1 << word_features.BITS).all()
    assert (once == word_features.features(WORDS, SPOTS, OVER, WORDS[0])).all()
    others = OVER._replace(unit="户"), OVER._replace(noun_at=-2)
    assert all((once != word_features.features(WORDS, SPOTS, over, WORDS[0])).any() for over in others)
    assert (once != word_features.features(WORDS, SPOTS, OVER, WORDS[2])).any()
    # of the first word: the same as were found when the weights were estimated, on any machine
    assert once[0, :3].tolist() == FIRST


FIRST = [430438, 218139, 271571]


def _around(text: str) -> list[surroundings.Around]:
    out = []

    def look(sentence, figure, made):
        out.append(surroundings.around(sentence, figure, made))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "weighed", look)
        statements.forget()
        extract(text)
        statements.forget()
    return out


def test_the_words_around_a_figure_and_where_they_stand() -> None:
    first, second = _around("受理信访件126件,办结118件让人满意。")
    assert [t.word for t in first.words[: first.figure]] == ["受理", "信访件"]
    assert [t.word for t in second.words] == ["受理", "信访件", "件", ",", "办结", "件", "让", "人", "满意"]
    assert second.regions == [-2, -2, -2, -2, 0, 2, 1, 1, 1]
    assert second.over.same and second.over.unit_before == "case"
    spots = surroundings.spots(second)
    assert [s.distance for s in spots] == [-5, -4, -3, -2, -1, 0, 1, 2, 3]
    assert [s.figures for s in spots] == [1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [s.verbs for s in spots[:2]] == [1, 1]
    assert second.before[:2] == [surroundings.DEED, surroundings.NOUN]


def test_words_are_cut_where_the_rules_cut_them() -> None:
    near = [Token(0, 4, "水表校验", Kind.NOUN), Token(4, 6, "牌装", Kind.NOUN)]
    cut = [(t.start, t.end, t.word) for t in surroundings.pieces(near, Link((5, 6), (0, 5), ""))]
    assert cut[-2:] == [(4, 5, "牌"), (5, 6, "装")]
    none = Link(None, None, "")
    assert [t.word for t in surroundings.pieces([Token(0, 4, "道路清扫", Kind.NOUN)], none)] == ["道路", "清扫"]
    spaced = [Token(0, 6, "道路清扫", Kind.NOUN)]  # the scraper's spaces are within: where it is cut cannot be told
    assert surroundings.pieces(spaced, none) == spaced


def test_without_weights_rules_decide_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clause = "长寿面端上130碗。"
    assert _read(clause) == ("端", "长寿面")
    monkeypatch.setattr(tagging, "shipped", lambda: None)
    assert _read(clause) != ("端", "长寿面")
    statements.forget()


def test_weights_of_other_features_are_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tagging"
    folder.mkdir()
    np.savez(folder / ARRAYS, table=np.zeros((8, 2), np.int8), bias=np.zeros(2), scale=1.0, margin=1.0)
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    tagging.shipped.cache_clear()
    with pytest.raises(ModelError, match="weights"):
        tagging.shipped()


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
