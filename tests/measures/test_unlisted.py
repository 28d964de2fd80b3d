"""Verbs that no list has: told by their characters, and the deed of a clause that has no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools.errors import ModelError
from corpus_tools.measures import clauses, extract, statements, unlisted, word_kinds
from corpus_tools.measures.clauses import words
from corpus_tools.measures.unlisted import LIKELY, MAYBE, likely_verb, probability
from corpus_tools.models import WEIGHTS


@pytest.fixture
def _forget() -> Iterator[None]:
    kept = (unlisted._weights, likely_verb, word_kinds.classed, clauses._remembered, statements._read)
    for function in kept:
        function.cache_clear()
    yield
    for function in kept:
        function.cache_clear()


# their verbs stand in no list; the dictionary has 植入 as a noun, and tags say of the others that they may be verbs
CLAUSES = [
    ("医护人员植入支架36枚", "植入", "支架"),
    ("我站全年在库区倒运沙袋600只", "倒运", "沙袋"),
    ("沙袋倒运600只", "倒运", "沙袋"),
    ("工程队拆卸塔吊3台", "拆卸", "塔吊"),
]


@pytest.mark.parametrize(("clause", "verb", "noun"), CLAUSES)
def test_a_verb_of_no_list_is_the_deed(clause: str, verb: str, noun: str) -> None:
    assert verb not in words().kinds and likely_verb(verb) > LIKELY
    (found,) = extract(clause).measures
    assert (found.action, found.object) == (verb, noun)


@pytest.mark.parametrize("clause", ["安装拆卸工具3套", "对倒运车辆进行检查6次", "发放传单、拆卸说明50份"])
def test_where_a_deed_is_named_the_word_stays_in_its_noun(clause: str) -> None:
    assert [m.action for m in extract(clause).measures if m.action in ("拆卸", "倒运")] == []


def test_probabilities_are_those_of_the_features() -> None:
    assert probability({"": -100, "first=拆": 100}, "拆卸") == 0.5
    assert likely_verb("瓦房") < MAYBE and likely_verb("拆") == likely_verb("拆卸下") == 0


@pytest.mark.usefixtures("_forget")
def test_without_weights_tags_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    assert likely_verb("拆卸") == 0
    assert word_kinds.classed("拆卸") == (("拆卸", clauses.Kind.WEAK),)
    assert word_kinds.classed("植入") == (("植入", clauses.Kind.NOUN),)


@pytest.mark.usefixtures("_forget")
def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    (tmp_path / "verbs").mkdir()
    for wrong in ("{", "{}", "[]", "null", '{"": "many"}'):
        (tmp_path / "verbs" / WEIGHTS).write_text(wrong, encoding="utf8")
        with pytest.raises(ModelError, match=r"weights\.json"):
            likely_verb("拆卸")
