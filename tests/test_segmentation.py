"""The Rust build cuts as jieba does; a user's words reach whichever is chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools import segmentation
from corpus_tools.errors import UsageError
from corpus_tools.reading import read

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"


def boundaries(words: list[str]) -> set[int]:
    out, at = set(), 0
    for word in words:
        at += len(word)
        out.add(at)
    return out


def test_rust_and_reference_agree_on_boundaries() -> None:
    both = either = 0
    rust, reference = segmentation.segmenter("rjieba"), segmentation.segmenter("jieba")
    for path in sorted(SAMPLES.glob("0*.txt")):
        text = read(path).text
        a, b = boundaries(rust.cut(text)), boundaries(reference.cut(text))
        both += len(a & b)
        either += len(a | b)
    # more than 99.9 % on clean text was measured on real pages; the samples are dirtier than most
    assert both / either > 0.99


@pytest.fixture
def restored() -> Iterator[None]:
    yield
    segmentation.use("rjieba")


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_user_words_reach_both(name: str, restored: None) -> None:
    segmentation.use(name)
    word = "绿芽积分超市行动"
    assert word not in segmentation.cut(f"开展{word}活动")
    segmentation.add_words([word])
    assert word in segmentation.cut(f"开展{word}活动")


def test_environment_chooses() -> None:
    code = "from corpus_tools import segmentation as s; s.cut('好'); print(type(s._chosen).__name__)"
    for name, kind in (("jieba", "_Python"), ("rjieba", "_Rust")):
        env = {**os.environ, "CORPUS_TOOLS_SEGMENTER": name}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
        assert done.stdout.strip() == kind


def test_unknown_segmenter_is_refused() -> None:
    with pytest.raises(UsageError, match="scissors"):
        segmentation.use("scissors")
