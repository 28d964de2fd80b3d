"""The program's figures on the gold pages may rise, but not fall unnoticed below ``floors.toml``.

``python -m tests.gold.test_floors`` prints that file with the floors of now.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache

import pytest

from corpus_tools.evaluation import evaluate, load
from tests.gold.gold import HERE, NAMES, digest, gold, page, predicted, predicted_reuse

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf8"))


@cache
def figures() -> dict[str, float]:
    return evaluate(
        {n: page(n).text for n in NAMES},
        {n: gold(n) for n in NAMES},
        {n: predicted(n) for n in NAMES},
        gold_reuse=load(HERE / "reuse.jsonl"),
        predicted_reuse=predicted_reuse(),
    )


def test_the_floors_belong_to_these_pages_and_records() -> None:
    assert FLOORS["corpus"]["sha256"] == digest(), "pages or records changed: run python -m tests.gold.test_floors"


@pytest.mark.parametrize("figure", FLOORS["floors"])
def test_quality_does_not_fall(figure: str) -> None:
    assert figures()[figure] >= FLOORS["floors"][figure]


def _now() -> str:
    got = figures()
    # rounded down to two places, so that a floor is never above the figure it was taken from
    lines = [f'"{name}" = {math.floor(100 * got[name]) / 100}' for name in FLOORS["floors"]]
    return "\n".join([f'[corpus]\nsha256 = "{digest()}"\n\n[floors]', *lines])


if __name__ == "__main__":
    print(_now())
