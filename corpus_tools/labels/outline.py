"""Which section stands under which: what a heading governs, and what an announcement opens.

五、存在的问题 governs its （一） and （二）; 主要困难有: governs the 一、二、三、 that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus_tools import lexicon

__all__ = ["Place", "depth_of", "governors"]

_CHINESE = "一二三四五六七八九十"
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"\s*(?:第([{_CHINESE}]{{1,3}})(?:部分|[,、:]|\s)|([{_CHINESE}]{{1,3}})[、.,:])")),
    (2, re.compile(rf"\s*\(([{_CHINESE}]{{1,3}})\)")),
    (3, re.compile(r"\s*([0-9]{1,2})(?:[、,:]|\.(?![0-9]))")),
    (4, re.compile(rf"\s*(?:\(([0-9]{{1,2}})\)|([0-9]{{1,2}})\)|(?:第?([{_CHINESE}]{{1,3}}))(?:是|要|则))")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A section in the outline: its depth (0: not numbered), its text and whether it is a heading alone."""

    depth: int
    text: str
    alone: bool


def depth_of(text: str) -> int:
    """Depth of the marker that a section's normalised text begins with.

    >>> [depth_of(t) for t in ("一、领导", "(二)宣传", "3.检查", "(4)奖惩", "二是服务", "2020年")]
    [1, 2, 3, 4, 4, 0]
    """
    return _marker(text)[0]


def _marker(text: str) -> tuple[int, int]:
    for depth, pattern in _MARKERS:
        if m := pattern.match(text, 0, 12):
            return depth, _value(next(filter(None, m.groups())))
    return 0, 0


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    high = (_CHINESE.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return high + (_CHINESE.find(ones) + 1 if ones else 0)


@cache
def _announcements() -> tuple[str, ...]:
    return tuple(lexicon.load("labels")["context"]["announce"])


def governors(places: Sequence[Place]) -> list[int | None]:
    """For each section the index of the one that governs it, or None.

    A deeper marker stands under the last shallower one. An announcement, or a heading alone, opens a numbering of
    its own if the next section begins again at 一 or 1; it governs as long as that numbering counts on.

    >>> governors([Place(1, "五、存在的问题", True), Place(2, "(一)人手少", False), Place(1, "六、打算", False)])
    [None, 0, None]
    >>> governors([Place(0, "主要困难有:", False), Place(1, "一、缺钱", False), Place(1, "二、缺人", False)])
    [None, 0, 0]
    """
    out: list[int | None] = [None] * len(places)
    stack: list[tuple[float, int]] = []  # (depth, index), depths rising
    opened: dict[int, int] = {}  # index of an opener → last number of the numbering it opened
    marks = [_marker(p.text) for p in places]
    for i, place in enumerate(places):
        depth = float(place.depth)
        number = marks[i][1] if marks[i][0] == place.depth else 0
        before = places[i - 1] if i else None
        opener = before is not None and (before.alone or before.text.rstrip().endswith(_announcements()))
        if not depth:
            if before is not None and before.alone and before.depth:
                out[i] = i - 1
            continue
        if opener and number == 1 and before is not None and (not before.depth or before.depth == depth):
            while stack and (stack[-1][0] >= depth - 0.5):
                stack.pop()
            stack.append((depth - 0.5, i - 1))
            opened[i - 1] = 0
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if stack and (last := opened.get(stack[-1][1])) is not None and stack[-1][0] == depth - 0.5:
            if number == last + 1:
                opened[stack[-1][1]] = number
            else:
                stack.pop()
        if stack:
            out[i] = stack[-1][1]
        stack.append((depth, i))
    return out
