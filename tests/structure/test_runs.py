"""Runs of the site's inside lines are looked for around their cues, however these lie."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.structure.runs import LONGEST_SITE, Run, Runs

PAGES = Run("page_number", ("页", "一页"), re.compile(r"第\d页"))
BUTTONS = Run("navigation", ("一页", "收藏  "), re.compile("上一页"))

pieces = st.lists(st.sampled_from(("一页", "收藏  ", "页", "防汛", "防汛" * LONGEST_SITE)), max_size=9)


@given(pieces)
def test_every_cue_lies_in_one_stretch_of_its_kind(said: list[str]) -> None:
    text = "".join(said)
    found = list(Runs([PAGES, BUTTONS]).near(text))
    for kind in (PAGES, BUTTONS):
        stretches = [(start, end) for run, start, end in found if run is kind]
        places = {m.start() for cue in kind.cues for m in re.finditer(f"(?={cue})", text)}
        reach = [(max(0, at - LONGEST_SITE), at + LONGEST_SITE) for at in sorted(places)]
        assert all(sum(a <= start and end <= b for a, b in stretches) == 1 for start, end in reach)
        assert all(before[1] < after[0] for before, after in pairwise(stretches))
        assert {a for a, _ in stretches} <= {a for a, _ in reach}
        assert {b for _, b in stretches} <= {b for _, b in reach}


def test_nothing_is_looked_for_where_no_cue_stands() -> None:
    assert not list(Runs([PAGES, BUTTONS]).near("柳河镇巡查堤坝9次,储备块石300方。"))
