"""Nouns that no list holds: ending, verb and unit say what was counted, and rules that name things stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.errors import ModelError
from corpus_tools.measures import categories, estimating, likelihood
from corpus_tools.measures.categories import categorise, weighed
from corpus_tools.measures.clauses import words
from corpus_tools.measures.estimating import TRUST, Example, estimate, hidden, taught
from corpus_tools.measures.likelihood import Weights, weights
from corpus_tools.models import WEIGHTS
from corpus_tools.records import CATEGORIES


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    categorise.cache_clear()
    yield
    categorise.cache_clear()


def _use(monkeypatch: pytest.MonkeyPatch, model: Weights | None) -> None:
    monkeypatch.setattr(categories, "shipped", lambda: model)


# 囍囍 is in no noun, so that only the last character, the verb and the unit can speak
UNLISTED = [
    ("新增", "囍囍店", "家", "coverage"),
    ("发现", "囍囍卡", "个", "inspections"),
    ("清理", "囍囍卡", "条", "cleanup"),
    ("", "囍囍赛", "次", "events"),
    ("核查", "囍囍员", "个", "inspections"),
]


@pytest.mark.parametrize(("action", "noun", "unit", "category"), UNLISTED)
def test_a_noun_of_no_list_is_told_by_its_company(action: str, noun: str, unit: str, category: str) -> None:
    made = categorise(action, noun, unit)
    assert made.category == category != made.ruled and made.rule == "likely"
    found = weighed(action, noun, unit)
    assert found is not None and found.reasons[0][1] > 0 and 0.4 <= found.confidence < 1


def test_where_nothing_speaks_it_is_other() -> None:
    made = categorise("", "囍囍囍", "囍")
    assert (made.category, made.rule) == ("other", "none")


def test_weights_overrule_rules_that_they_know_and_no_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    trust = dict.fromkeys(TRUST, 1.0)
    bias = dict.fromkeys(CATEGORIES, 0)
    everything = frozenset(rule.name for rule in categories._rules())
    table = {"unit=盏": {"waste": 1000}, "unit=笔": {"waste": 1000}}
    _use(monkeypatch, Weights(bias, table, 100, trust, everything))
    made = categorise("安装", "路灯", "盏")
    assert (made.category, made.rule, made.ruled) == ("waste", "likely", "construction")
    categorise.cache_clear()
    assert categorise("发放", "小额信贷", "笔").category == "waste"  # a rule names it, and weighs no more here
    _use(monkeypatch, Weights(bias, table, 100, trust | {"named": 11.0}, everything))
    categorise.cache_clear()
    assert categorise("发放", "小额信贷", "笔").category == "services"
    assert categorise("发放", "小额信贷", "元").category == "funds"  # a rule of the first rank
    _use(monkeypatch, Weights(bias, table, 100, trust, frozenset()))
    categorise.cache_clear()
    assert categorise("安装", "路灯", "盏").category == "construction"  # no rule is known: all are a user's


def test_without_weights_rules_decide_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, None)
    made = categorise("推广", "稻鳖共作", "亩")
    assert made.category == made.ruled and weighed("推广", "稻鳖共作", "亩") is None


def test_what_spoke_adds_up() -> None:
    model = likelihood.shipped()
    assert model is not None
    parts = categories.take_apart("查处", "虚标里程", "起")
    names = likelihood.features(parts)
    scores = model.scores(names)
    for category, score in scores.items():
        said = sum(weight for _, weight in model.reasons(names, category))
        assert score == pytest.approx(said + model.bias[category] / model.scale)


PARTS = [
    "",
    "发放",
    "清理",
    "清",
    "摘除",
    "垃圾",
    "马蜂窝",
    "蜂窝",
    "路灯",
    "传单",
    "份",
    "个",
    "次",
    "囍囍",
    "水水水水",
]


@given(
    st.sampled_from(PARTS),
    st.lists(st.sampled_from(PARTS), max_size=3),
    st.sampled_from(PARTS),
    st.lists(st.sampled_from(CATEGORIES), max_size=3).map(tuple),
)
def test_sums_are_those_of_the_features(action: str, noun: list[str], unit: str, before: tuple[str, ...]) -> None:
    model = likelihood.shipped()
    assert model is not None
    parts = categories.take_apart(action, "".join(noun), unit)
    sums = [weight / model.scale for weight in model._packed.sums(parts, before)]
    assert sums == list(model.scores(likelihood.features(parts, before)).values())


@pytest.mark.parametrize(
    ("action", "noun", "unit", "before"),
    [("落实", "", "起", "inspections"), ("定制", "彩铃", "个", "media"), ("投放", "", "个", "pest_control")],
)
def test_what_the_sentence_counts_before_speaks_too(action: str, noun: str, unit: str, before: str) -> None:
    assert categorise(action, noun, unit).category != before
    assert categorise(action, noun, unit, (before,)).category == before
    found = weighed(action, noun, unit, (before,))
    assert found is not None and any(name.startswith("before") for name, _ in found.reasons)


def test_a_user_s_category_stands_beside_the_weights(tmp_path: Path) -> None:
    (tmp_path / "categories.toml").write_text(
        '[[rules]]\nname = "hives"\ncategory = "beekeeping"\nactions = ["build"]\nunits = ["箱蜂"]\n', encoding="utf8"
    )
    (tmp_path / "actions.toml").write_text('[classes]\nbuild = ["分蜂"]\n', encoding="utf8")
    code = "from corpus_tools.measures import categorise as c; print(c('分蜂', '囍囍', '箱蜂').category)"
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CORPUS_TOOLS_LEXICON": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == "beekeeping"


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "categories").mkdir()
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    likelihood.shipped.cache_clear()
    try:
        assert likelihood.shipped() is None
        likelihood.shipped.cache_clear()
        for wrong in ("{", '{"bias": 3}', "[]", "null"):
            (tmp_path / "categories" / WEIGHTS).write_text(wrong, encoding="utf8")
            with pytest.raises(ModelError, match=r"weights\.json"):
                likelihood.shipped()
    finally:
        likelihood.shipped.cache_clear()


def test_weights_are_learnt_from_examples_and_from_the_lists() -> None:
    pytest.importorskip("sklearn")
    marked = [
        Example("清运", "垃圾", "吨", "waste"),
        Example("清运", "渣土", "车", "waste"),
        Example("安装", "路灯", "盏", "construction"),
        Example("安装", "护栏", "米", "construction"),
    ]
    lessons = taught(marked)
    assert {e.object for e in lessons} <= set(words().object_class) and len(lessons) > 500
    made = weights(json.loads(json.dumps(estimate([*marked, *lessons]))))
    for action, noun, unit, category in (("清运", "囍囍", "吨", "waste"), ("安装", "囍囍", "米", "construction")):
        scores = made.scores(likelihood.features(categories.take_apart(action, noun, unit)))
        assert max(scores, key=scores.__getitem__) == category


def test_a_noun_is_learnt_from_as_if_no_list_had_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn")
    known = categories.take_apart("安装", "景观路灯", "盏")
    unknown = hidden(known)
    assert unknown is not None and (known.head, unknown.head) == ("路灯", "灯")
    assert hidden(categories.take_apart("安装", "囍囍", "盏")) is None
    marked = [Example("安装", noun, "盏", "construction") for noun in ("路灯", "景观路灯")]
    marked += [Example("清运", noun, "吨", "waste") for noun in ("垃圾", "建筑垃圾")]
    learnt = estimate(marked)
    monkeypatch.setattr(estimating, "hidden", lambda parts: None)
    assert estimate(marked) != learnt
