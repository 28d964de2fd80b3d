"""A report copied with all its figures and every tenth word changed is marked, what stands between it is not.

Over all reports of the sample pages that are long enough for a draft; ``python -m tests.checking.test_changed_drafts``
prints the figures by report.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus_tools import segmentation
from corpus_tools.checking import check, library
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.between import report_texts
from corpus_tools.engines import mine
from corpus_tools.records import ReportText

PAGES = Path(__file__).parents[2] / "samples" / "pages"
LEAST = 300  # characters of a report that somebody would make a draft of
COPIED, OWN = 0.95, 0.01

# The author's own words: nothing like them stands in any sample
OWN_WORDS = [
    "院子里那口老井又出水了，孩子们拿竹竿去量，比去年深了一拃多，老支书笑得合不拢嘴。",
    "入冬前我们把每户的门牌重新刷了漆，顺手记下谁家的烟囱歪了、谁家的门槛绊脚，开春一并修。",
    "有位大姐拉着我们说，她不图别的，就盼着夜里下班那段坡路能亮堂些，我们当晚就去数了灯杆。",
    "小周把台账画成一张大地图钉在墙上，红线是走过的，蓝线是没走到的，月底一看蓝线只剩两根。",
    "那天的雨来得急，桥洞下积了半人深的水，我们用三只旧轮胎扎了个筏子，把药给老两口递了过去。",
]


@dataclass
class Share:
    """Characters of a draft that were copied and that were not, and how many of both were marked."""

    copied: int = 0
    copied_marked: int = 0
    own: int = 0
    own_marked: int = 0


def changed(text: str, rng: random.Random, pool: dict[tuple[str, int], list[str]]) -> str:
    """A text with every figure and every tenth word another one (of the same length and part of speech)."""
    text = re.sub(r"\d+", lambda m: str(rng.randint(1, 9)) + "".join(rng.choices("0123456789", k=len(m[0]) - 1)), text)
    out = []
    for number, (word, tag) in enumerate(segmentation.tag(text), 1):
        others = pool.get((tag[:1], len(word)), ())
        out.append(rng.choice(others) if number % 10 == 0 and others and word.isalpha() else word)
    return "".join(out)


def pool_of(texts: list[str]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], set[str]] = {}
    for text in texts:
        for word, tag in segmentation.tag(text):
            if word.isalpha() and len(word) > 1:
                found.setdefault((tag[:1], len(word)), set()).add(word)
    return {key: sorted(words) for key, words in found.items()}


def draft_of(report: ReportText, rng: random.Random, pool: Any) -> tuple[str, list[tuple[int, int]]]:
    """A draft, and where its own paragraphs stand: one after every three of the copied ones, and one at the end."""
    paragraphs = [p for p in re.split(r"\n+", report.text) if p.strip()]
    text, own = "", []
    for number, paragraph in enumerate(paragraphs, 1):
        text += changed(paragraph, rng, pool) + "\n\n"
        if number % 3 == 0 or number == len(paragraphs):
            start = len(text)
            text += "".join(rng.sample(OWN_WORDS, 2))
            own.append((start, len(text)))
            text += "\n\n"
    return text, own


def shares(corpus: Corpus) -> Iterator[tuple[str, Share]]:
    index = library(corpus)
    reports = list(report_texts(corpus))
    pool = pool_of([r.text for r in reports])
    for number, report in enumerate(reports):
        if len(report.text) < LEAST:
            continue
        text, own = draft_of(report, random.Random(number), pool)
        marked = bytearray(len(text))
        for m in check(text, corpus, index=index).passages:
            if not m.formula:
                marked[m.start : m.end] = b"\1" * (m.end - m.start)
        out = Share()
        for i, c in enumerate(text):
            if c.isspace():
                continue
            if any(a <= i < b for a, b in own):
                out.own += 1
                out.own_marked += marked[i]
            else:
                out.copied += 1
                out.copied_marked += marked[i]
        yield report.id, out


def total(found: list[Share]) -> tuple[float, float]:
    copied = sum(s.copied_marked for s in found) / sum(s.copied for s in found)
    return copied, sum(s.own_marked for s in found) / sum(s.own for s in found)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    path = tmp_path_factory.mktemp("samples") / "c.db"
    mine([PAGES], path)
    with Corpus(path) as corpus:
        yield corpus


def test_copied_characters_are_marked_and_own_ones_are_not(samples: Corpus) -> None:
    found = [s for _, s in shares(samples)]
    assert len(found) >= 40
    copied, own = total(found)
    assert copied >= COPIED
    assert own < OWN


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        mine([PAGES], Path(folder, "c.db"))
        with Corpus(Path(folder, "c.db")) as corpus:
            made = list(shares(corpus))
            names = dict(corpus.db.execute("SELECT r.id, p.name FROM reports r JOIN pages p ON p.id = r.page_id"))
        for key, s in sorted(made, key=lambda x: x[1].copied_marked / x[1].copied):
            print(f"{s.copied_marked / s.copied:6.1%} of {s.copied:5}  {s.own_marked:4} of {s.own:4}  {names[key]}")
        print("copied {:.2%}, own {:.2%}, reports {}".format(*total([s for _, s in made]), len(made)))
