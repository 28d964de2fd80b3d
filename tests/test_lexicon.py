"""Word lists take a user's additions of the right shape and refuse others with the place named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools import lexicon
from corpus_tools.errors import LexiconError
from corpus_tools.measures.categories import categorise


def test_every_shipped_list_loads() -> None:
    assert {"units", "actions", "objects", "categories", "set_phrases"} <= set(lexicon.names())
    for name in lexicon.names():
        assert lexicon.load(name)


def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf8")
    monkeypatch.setenv("CORPUS_TOOLS_LEXICON", str(tmp_path))


def test_user_additions_are_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, shipped = next((k, v) for k, v in lexicon.load("labels").items() if isinstance(v, list | dict))
    if isinstance(shipped, dict):
        inner, words = next((k, v) for k, v in shipped.items() if isinstance(v, list))
        add(tmp_path, monkeypatch, "labels", f'[{key}]\n{inner} = ["新词"]')
        assert lexicon.load("labels")[key][inner] == [*words, "新词"]
    else:
        add(tmp_path, monkeypatch, "labels", f'{key} = ["新词"]')
        assert lexicon.load("labels")[key] == [*shipped, "新词"]


@pytest.mark.parametrize("text", ["not toml at all [", "\xff"])
def test_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "labels.toml").write_bytes(text.encode("latin-1"))
    monkeypatch.setenv("CORPUS_TOOLS_LEXICON", str(tmp_path))
    with pytest.raises(LexiconError, match=r"labels\.toml"):
        lexicon.load("labels")


def test_wrong_shape_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = next(iter(lexicon.load("labels")))
    add(tmp_path, monkeypatch, "labels", f"{key} = 3")
    with pytest.raises(LexiconError, match=key):
        lexicon.load("labels")


def test_unknown_list_names_the_known_ones() -> None:
    with pytest.raises(LexiconError, match="units"):
        lexicon.load("unknown")


@pytest.mark.parametrize("name", ["objects", "actions"])
def test_a_word_is_of_one_class_only(name: str) -> None:
    # the first class would win without a word; names of figures are a second view of nouns that have a class too
    found: dict[str, str] = {}
    for kind, members in lexicon.load(name)["classes"].items():
        if kind == "figure":
            continue
        for word in members:
            assert word not in found, f"{name}.toml: {word} stands in {found[word]} and in {kind}"
            found[word] = kind


def test_devices_are_bought_and_installed() -> None:
    assert categorise("购置", "血糖仪", "台").category == "equipment"
    assert categorise("", "血糖仪", "台").category == "equipment"
    assert categorise("安装", "门禁机", "台").category == "construction"


def _lists(of: object, at: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a file, under its keys; a pair of marks is no list."""
    if isinstance(of, dict):
        for key, value in of.items():
            yield from _lists(value, f"{at}.{key}")
    elif isinstance(of, list) and len(of) > len("()") and all(isinstance(word, str) for word in of):
        yield at, of
    elif isinstance(of, list):
        for value in of:
            yield from _lists(value, at)


@pytest.mark.parametrize("name", sorted(p.stem for p in Path(lexicon.__file__).parent.glob("*.toml")))
def test_a_list_says_each_word_once(name: str) -> None:
    assert not {
        at: twice for at, words in _lists(lexicon.load(name)) if (twice := {w for w in words if words.count(w) > 1})
    }
