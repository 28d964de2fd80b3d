"""Deeds of many fields, each in plain clauses: verb, noun and category are read whatever stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.measures import extract

FRAMES = {
    "behind its noun": "我镇{verb}{noun}48{unit}。",
    "before its noun": "柳林村{verb}48{unit}{noun}。",
    "with a particle": "通过努力，{verb}了{noun}48余{unit}，受到群众好评。",
    "in a list": "今年以来，共{verb}{noun}48{unit}，比上年增长15%。",
}


def _deeds() -> list[tuple[str, str, str, set[str]]]:
    lines = (Path(__file__).parent / "deeds.txt").read_text(encoding="utf8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [(verb, noun, unit, set(categories.split(","))) for verb, noun, unit, categories in rows]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=list(FRAMES))
def test_a_deed_is_read_in_every_frame(frame: str) -> None:
    wrong, deeds = [], _deeds()
    for verb, noun, unit, categories in deeds:
        clause = frame.format(verb=verb, noun=noun, unit=unit)
        found = [m for m in extract(clause).measures if m.text.startswith("48")]
        said = [(m.action, m.object, m.category) for m in found]
        right = len(said) == 1 and verb in said[0][0] and noun in said[0][1] and said[0][2] in categories
        if not right or len(said[0][0] + said[0][1]) > len(verb + noun) + 3:
            wrong.append(f"{clause} {said}")
    assert len(deeds) > 250
    assert len(wrong) <= len(deeds) // 50, wrong  # a word of two may be cut wrongly beside its neighbour
