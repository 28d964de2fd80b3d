"""The API reference: it holds every room, every name in it says what it is, and it is a set of pages of its own."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import corpus_tools

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "api" / "make.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_room_is_in_it(reference: ModuleType) -> None:
    rooms = [p.name for p in (ROOT / "corpus_tools").iterdir() if (p / "__init__.py").exists()]
    rooms += [p.stem for p in (ROOT / "corpus_tools").glob("*.py") if not p.stem.startswith("__")]
    assert {f"corpus_tools.{room}" for room in rooms} - set(reference.modules()) == {"corpus_tools.cli"}


def test_all_that_is_offered_says_what_it_is(reference: ModuleType) -> None:
    silent: list[Any] = []
    for module in reference.modules():
        room = importlib.import_module(module)
        silent += [module] if not room.__doc__ else []
        for name in reference.offers(module):
            offered = getattr(room, name)
            told = inspect.getdoc(offered) or ""
            # a dataclass that says nothing has its signature in the place of words
            if (inspect.isclass(offered) or inspect.isfunction(offered)) and (not told or told.startswith(f"{name}(")):
                silent.append((module, name))
    assert not silent


def test_a_page_has_names_types_and_examples_and_loads_nothing(reference: ModuleType, tmp_path: Path) -> None:
    reference.make(tmp_path, ["corpus_tools", "corpus_tools.decisions"])
    page = (tmp_path / "corpus_tools" / "decisions.html").read_text("utf8")
    text = re.sub(r"<[^>]+>", "", page)
    assert "drafts/2023.docx.decisions.json" in text, "the example"
    assert "Verdict" in text and "Iterable" in text, "types"
    face = (tmp_path / "corpus_tools.html").read_text("utf8")
    assert inspect.getdoc(corpus_tools.check).splitlines()[0] in face, "what is imported only when it is asked for"  # type: ignore[union-attr]
    first = (tmp_path / "index.html").read_text("utf8")
    assert "corpus_tools/decisions.html" in first and "What an editor decided" in first
    for made in (page, face, first):
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//(?!pdoc\.dev)""", made)
