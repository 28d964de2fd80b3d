"""Which section stands under which: what a heading governs, and what an announcement opens.

五、存在的问题 governs its （一） and （二）; 主要困难有: governs the 一、二、三、 that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus_tools import lexicon
from corpus_tools.frozen import frozen

__all__ = ["Place", "announces", "depth_of", "governors", "number_of"]

_CHINESE = "一二三四五六七八九十"
_HALF = str.maketrans("（）．，：", "().,:")  # a marker is given as the page writes it
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"\s*(?:第([{_CHINESE}]{{1,3}})(?:部分|[,、:]|\s)|([{_CHINESE}]{{1,3}})[、.,:])")),
    (2, re.compile(rf"\s*\(([{_CHINESE}]{{1,3}})\)")),
    (3, re.compile(r"\s*([0-9]{1,2})(?:[、,:]|\.(?![0-9]))")),
    (4, re.compile(rf"\s*(?:\(([0-9]{{1,2}})\)|([0-9]{{1,2}})\)|(?:第?([{_CHINESE}]{{1,3}}))(?:是|要|则))")),
)


@frozen
class Place:
    """A section in the outline.

    ``depth`` 0: not numbered. ``number``: value of its marker, 0 where there is none. ``alone``: a heading with
    nothing below it. ``announces``: its text ends by saying that a list follows.
    """

    depth: int
    number: int = 0
    alone: bool = False
    announces: bool = False


def depth_of(text: str) -> int:
    """Depth of the marker that a section's normalised text begins with.

    >>> [depth_of(t) for t in ("一、领导", "(二)宣传", "3.检查", "(4)奖惩", "二是服务", "2020年")]
    [1, 2, 3, 4, 4, 0]
    """
    return next((depth for depth, pattern in _MARKERS if pattern.match(text, 0, 12)), 0)


@cache
def number_of(marker: str) -> int:
    """Value of a marker as written, 0 where there is none.

    >>> [number_of(m) for m in ("十二、", "(三)", "4.", "五是", "第一部分", "")]
    [12, 3, 4, 5, 1, 0]
    """
    for _, pattern in _MARKERS:
        if m := pattern.match(marker.translate(_HALF) + " ", 0, 12):
            return _value(next(filter(None, m.groups())))
    return 0


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    high = (_CHINESE.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return high + (_CHINESE.find(ones) + 1 if ones else 0)


@cache
def _announcements() -> tuple[str, ...]:
    return tuple(lexicon.load("labels")["context"]["announce"])


def announces(text: str) -> bool:
    """Whether a text ends by saying that a list follows.

    >>> announces("主要困难有:"), announces("到此为止。")
    (True, False)
    """
    return text.rstrip(" \n。").endswith(_announcements())


def governors(places: Sequence[Place]) -> list[int | None]:
    """For each section the index of the one that governs it, or None.

    A deeper marker stands under the last shallower one. An announcement, or a heading alone, opens a numbering of
    its own if the next section begins again at 一 or 1; it governs as long as that numbering counts on.

    >>> governors([Place(1, 5, alone=True), Place(2, 1), Place(1, 6)])  # 五、存在的问题 (一)人手少 六、打算
    [None, 0, None]
    >>> governors([Place(0, announces=True), Place(1, 1), Place(1, 2)])  # 主要困难有: 一、缺钱 二、缺人
    [None, 0, 0]
    """
    out: list[int | None] = [None] * len(places)
    stack: list[tuple[float, int]] = []  # (depth, index), depths rising
    opened: dict[int, int] = {}  # index of an opener → last number of the numbering it opened
    before = Place(0)
    for i, place in enumerate(places):
        depth = float(place.depth)
        if not depth:
            if before.alone and before.depth:
                out[i] = i - 1
            before = place
            continue
        opens = (before.alone or before.announces) and before.depth in (0, place.depth)
        if i and opens and place.number == 1:
            while stack and stack[-1][0] >= depth - 0.5:
                stack.pop()
            stack.append((depth - 0.5, i - 1))
            opened[i - 1] = 0
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if stack and stack[-1][0] == depth - 0.5:
            opener = stack[-1][1]
            if place.number == opened[opener] + 1:
                opened[opener] = place.number
            else:
                stack.pop()
        if stack:
            out[i] = stack[-1][1]
        stack.append((depth, i))
        before = place
    return out
