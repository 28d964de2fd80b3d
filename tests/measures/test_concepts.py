"""Sums are taken over concepts: two ways to say one thing have one, two things have two."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.measures import extract

PAIRS = [
    line.split("|")
    for line in (Path(__file__).parent / "concepts.txt").read_text(encoding="utf8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_pairs_of_many_fields() -> None:
    assert len(PAIRS) >= 40
    assert len({concept.split("/")[0] for _, _, concept in PAIRS}) >= 15


@pytest.mark.parametrize(("one", "other", "concept"), PAIRS)
def test_two_ways_to_say_one_thing(one: str, other: str, concept: str) -> None:
    (first,), (second,) = extract(one).measures, extract(other).measures
    assert first.concept == second.concept == concept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("悬挂横幅20条", "发放传单20份"),
        ("安装路灯30盏", "安装监控30个"),
        ("栽植树木300棵", "栽植花草300盆"),
        ("疏通下水道60米", "铺设排水管道60米"),
        ("表彰先进个人10名", "表彰先进集体10个"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    (first,), (second,) = extract(one).measures, extract(other).measures
    assert first.concept != second.concept
