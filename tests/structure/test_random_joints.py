"""Reports of the project's own training texts pasted behind one another in random order, without a mark between.

No rule was written for one of these joints; how many are found, and how many places are taken for joints that are
none, are held to floors that only rise.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from corpus_tools.structure import parse_many

LABELLED = Path(__file__).parents[2] / "samples" / "labelled"
PAGES = 600  # a sample of 150 moves by two points in a hundred when texts are added
NEAR = 3  # characters


@cache
def reports() -> list[str]:
    """Whole reports, put together from their labelled sections."""
    out = []
    for path in sorted(LABELLED.glob("*.jsonl")):
        sections = defaultdict(list)
        for line in path.read_text(encoding="utf8").splitlines():
            section = json.loads(line)
            if section.get("report"):
                sections[section["report"]].append(section)
        for of_one in sections.values():
            if len(of_one) > 2 and of_one[0]["position"] == 0 and of_one[0]["label"] == "preamble":
                out.append("\n".join(s["text"].strip() for s in sorted(of_one, key=lambda s: s["position"])))
    return out


def joined(seed: int, *, flat: bool) -> tuple[list[str], list[list[int]]]:
    """Pages of two to five reports each, ``flat`` without any line break, and where their reports start."""
    rng = random.Random(seed)
    pages, starts = [], []
    for _ in range(PAGES):
        page, at = "", []
        for said in rng.sample(reports(), rng.randint(2, 5)):
            text = "".join(line.strip() for line in said.split("\n")) if flat else said
            page += "" if flat or not page else "\n"
            at.append(len(page))
            page += text
        pages.append(page)
        starts.append(at)
    return pages, starts


@pytest.mark.parametrize(("flat", "found", "in_vain"), [(False, 0.87, 0.04), (True, 0.72, 0.08)])
def test_joints_are_found_and_hardly_any_place_is_taken_for_one(flat: bool, found: float, in_vain: float) -> None:
    pages, starts = joined(16, flat=flat)
    hits = joints = wrong = 0
    for made, at in zip(parse_many(pages), starts, strict=True):
        assert not isinstance(made, Exception)
        said = [r.start for r in made.reports]
        joints += len(at) - 1
        hits += sum(any(abs(a - b) <= NEAR for b in said) for a in at[1:])
        wrong += sum(all(abs(a - b) > NEAR for a in at) for b in said[1:])
    assert hits >= found * joints
    assert wrong <= in_vain * joints


@pytest.mark.parametrize("flat", [False, True])
def test_hardly_any_report_is_cut_in_two(flat: bool) -> None:
    pages = ["".join(line.strip() for line in r.split("\n")) if flat else r for r in reports()]
    several = [page[:30] for page, made in zip(pages, parse_many(pages), strict=True) if len(made.reports) > 1]  # type: ignore[union-attr]
    assert len(several) <= 2
